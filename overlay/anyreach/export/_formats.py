"""Files of conversations: JSON lines, CSV, and what picks the right one."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final, Protocol

from anyreach.export._columns import (
    FIELDS,
    OTHER_KEYS,
    WITHHELD,
    UnfitError,
    needed,
    others_of,
)
from anyreach.export._plan import Plan
from anyreach.export._results import Format
from anyreach.export._rows import Row, dumps

_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


class Writer(Protocol):
    """Writes rows to a file."""

    def add(self, row: Row) -> None:
        """Write a row.

        Raises:
            UnfitError: The format cannot hold it.
        """
        ...

    def close(self) -> None:
        """Write what is left; the file stays open."""
        ...


class _Lines:
    """JSON lines: each conversation as it arrived."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, row: Row) -> None:
        self._file.write(row.line + b"\n")

    def close(self) -> None:
        pass


class _Compressed:
    """JSON lines, compressed."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._lines = _Lines(stream)

    def add(self, row: Row) -> None:
        self._lines.add(row)

    def close(self) -> None:
        self._stream.close()


class _Table:
    """CSV (RFC 4180) with every field of the contract.

    A cell that a spreadsheet would treat as a formula is prefixed with an apostrophe.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        self._table = csv.writer(self._text)
        self._table.writerow([*FIELDS, OTHER_KEYS, WITHHELD])

    def add(self, row: Row) -> None:
        others = others_of(row)
        cells = [row.raw.get(name) for name in FIELDS]
        cells += [others or None, row.withheld]
        texts = [_cell(value) for value in cells]
        try:
            "".join(texts).encode()
        except UnicodeEncodeError:
            raise UnfitError from None
        self._table.writerow(texts)

    def close(self) -> None:
        self._text.detach()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return dumps(value).decode()
    return f"'{value}" if value.lstrip().startswith(_FORMULA) else value


def _gzip(file: BinaryIO) -> Writer:
    return _Compressed(gzip.GzipFile("", "wb", 6, file, mtime=0))


def _zstd(file: BinaryIO) -> Writer:
    zstandard = needed("zstandard", "zstd")
    return _Compressed(zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False))


_TEXTS: Final[Mapping[Format, Callable[[BinaryIO], Writer]]] = {
    "jsonl": _Lines,
    "jsonl.gz": _gzip,
    "jsonl.zst": _zstd,
    "csv": _Table,
}


def writer_of(plan: Plan, file: BinaryIO) -> Writer:
    """Return what writes to a file as a plan says."""
    if plan.format in _TEXTS:
        return _TEXTS[plan.format](file)
    from anyreach.export._parquet import Table  # noqa: PLC0415  pyarrow is slow to import

    return Table(file, nested=plan.nested)


def check_format(name: Format) -> None:
    """Refuse a format whose extra is not installed.

    Raises:
        ConfigurationError: It is not; the text names the extra.
    """
    if name == "parquet":
        needed("pyarrow", "parquet")
    if name == "jsonl.zst":
        needed("zstandard", "zstd")
