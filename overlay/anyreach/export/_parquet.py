"""Parquet: a stable schema from the contract, whatever a day's conversations have."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from anyreach.export._columns import FIELDS, OTHER_KEYS, WITHHELD, UnfitError, needed, others_of
from anyreach.export._rows import Row, dumps
from anyreach_api import models

_ROWS: Final = 500  # in a row group: they are held in memory
_LARGEST: Final = 2**63


def schema() -> Any:
    """Return the schema of a file; objects are JSON text, times are in UTC."""
    arrow = needed("pyarrow", "parquet")
    kinds = {
        "bool": arrow.bool_(),
        "datetime.datetime": arrow.timestamp("us", tz="UTC"),
        "float": arrow.float64(),
        "int": arrow.int64(),
    }
    columns = [
        (str(field.alias), kinds.get(str(field.type).partition(" | ")[0], arrow.string()))
        for field in models.Conversation.__attrs_attrs__
        if field.alias in FIELDS
    ]
    others = [(OTHER_KEYS, arrow.string()), (WITHHELD, arrow.list_(arrow.string()))]
    return arrow.schema([*columns, *others])


class Table:
    """A Parquet file."""

    def __init__(self, file: BinaryIO) -> None:
        self._arrow = needed("pyarrow", "parquet")
        self._schema = schema()
        parquet: Any = needed("pyarrow.parquet", "parquet")
        self._file = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, row: Row) -> None:
        """Write a row, once a row group is full.

        Raises:
            UnfitError: Parquet cannot hold it.
        """
        others = others_of(row)
        try:
            cells = {name: _cell(row, name) for name in FIELDS}
        except ValueError:
            raise UnfitError from None
        cells[OTHER_KEYS] = dumps(others).decode() if others else None
        cells[WITHHELD] = row.withheld
        self._rows.append(cells)
        if len(self._rows) == _ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last rows and the footer."""
        if self._rows:
            self._flush()
        self._file.close()

    def _flush(self) -> None:
        batch = self._arrow.RecordBatch.from_pylist(self._rows, schema=self._schema)
        self._file.write_batch(batch)
        self._rows = []


def _cell(row: Row, name: str) -> Any:
    """Return the value of a field.

    Raises:
        ValueError: Parquet cannot hold it.
    """
    value = row.raw.get(name)
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise ValueError(name)
    if value is None or isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return dumps(value).decode()
    decoded = getattr(row.record, name)
    if isinstance(decoded, datetime):
        return decoded.astimezone(UTC) if decoded.tzinfo else decoded.replace(tzinfo=UTC)
    return _text(value)


def _text(text: str) -> str:
    text.encode()
    return text
