"""Parquet: a stable schema from the contract, whatever a day's conversations have.

Columns are made of buffers: `pyarrow.array` looks at each value, and imports pandas where it is
installed, which takes more memory than all the rest.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence, Sized
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain
from typing import Any, BinaryIO, Final

from anyreach.export._columns import FIELDS, OTHER_KEYS, WITHHELD, UnfitError, needed, others_of
from anyreach.export._rows import Row, dumps
from anyreach.models._transcript import ToolCall, Transcript, Turn, UnknownItem
from anyreach_api import models

_ROWS: Final = 500  # in a row group, which is held in memory
_BYTES: Final = 2 << 20  # likewise, as JSON
_LARGEST: Final = 2**63
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_ATTRIBUTES: Final = {
    str(field.alias): field
    for field in models.Conversation.__attrs_attrs__
    if field.alias in FIELDS
}
_KINDS: Final = {name: str(field.type).partition(" | ")[0] for name, field in _ATTRIBUTES.items()}
_TIME: Final = "datetime.datetime"
_PLAIN: Final = {str, type(None)}
_INTEGERS: Final = [place for place, name in enumerate(FIELDS) if _KINDS[name] == "int"]
_TIMES: Final = [
    (place, _ATTRIBUTES[name].name) for place, name in enumerate(FIELDS) if _KINDS[name] == _TIME
]
_METADATA: Final = "custom_metadata"
_TRANSCRIPT: Final = "conversation"
_ITEM: Final = (
    "kind", "role", "text", "at", "interrupted",
    "call_id", "name", "arguments", "output", "is_error",
    "other",
)  # fmt: skip
"""The columns of `Transcript.to_frame`, and what is neither a turn nor a call of a tool."""


def schema(*, nested: bool = False) -> Any:
    """Return the schema of a file; times are in UTC.

    Args:
        nested: Whether transcripts are lists and `custom_metadata` is a map; else they are JSON
            text, as all other objects are.
    """
    arrow = needed("pyarrow", "parquet")
    text, time = arrow.string(), arrow.timestamp("us", tz="UTC")
    kinds = {"bool": arrow.bool_(), _TIME: time, "float": arrow.float64(), "int": arrow.int64()}
    columns = {name: kinds.get(_KINDS[name], text) for name in FIELDS}
    columns |= {OTHER_KEYS: text, WITHHELD: arrow.list_(text)}
    if nested:
        others = {"at": time, "interrupted": arrow.bool_(), "is_error": arrow.bool_()}
        item = arrow.struct([(name, others.get(name, text)) for name in _ITEM])
        columns[_TRANSCRIPT] = arrow.list_(item)
        columns[_METADATA] = arrow.map_(text, text)
    return arrow.schema(columns)


class Table:
    """A Parquet file.

    Args:
        file: Where to.
        nested: As for `schema`.
    """

    def __init__(self, file: BinaryIO, *, nested: bool = False) -> None:
        self._arrow = needed("pyarrow", "parquet")
        self._nested = nested
        self._schema = schema(nested=nested)
        parquet: Any = needed("pyarrow.parquet", "parquet")
        self._file = parquet.ParquetWriter(
            file,
            self._schema,
            compression="zstd",
            use_dictionary=False,  # zstd finds what repeats
        )
        self._rows: list[list[Any]] = []
        self._size = 0

    def add(self, row: Row) -> None:
        """Write a row, once a row group is full.

        Raises:
            UnfitError: Parquet cannot hold it.
        """
        cells: list[Any] = [*map(row.raw.get, FIELDS), others_of(row) or None, row.withheld]
        suspect = b"\\ud" in row.line  # half a character, maybe
        for place in _INTEGERS:
            suspect = suspect or abs(cells[place] or 0) >= _LARGEST
        for place, name in _TIMES:
            cells[place] = cells[place] and _microseconds(getattr(row.record, name))
        if suspect:
            try:
                self._batch([cells])
            except (UnicodeEncodeError, OverflowError):
                raise UnfitError from None
        self._rows.append(cells)
        self._size += len(row.line)
        if len(self._rows) == _ROWS or self._size > _BYTES:
            self._flush()

    def close(self) -> None:
        """Write the last rows and the footer."""
        if self._rows:
            self._flush()
        self._file.close()
        self._arrow.default_memory_pool().release_unused()  # of each thread that wrote

    def _flush(self) -> None:
        self._file.write_batch(self._batch(self._rows))
        self._rows = []
        self._size = 0

    def _batch(self, rows: Sequence[Sequence[Any]]) -> Any:
        columns = zip(self._schema, zip(*rows, strict=True), strict=True)
        made = [self._column(field.name, field.type, values) for field, values in columns]
        return self._arrow.RecordBatch.from_arrays(made, schema=self._schema)

    def _column(self, name: str, kind: Any, values: Sequence[Any]) -> Any:
        if self._nested and name == _TRANSCRIPT:
            values = [one and list(map(_item, Transcript(one))) for one in values]
        return column(self._arrow, kind, values)


def column(arrow: Any, kind: Any, values: Sequence[Any]) -> Any:
    """Return values as an array of a type; times are in microseconds since 1970.

    Raises:
        OverflowError: An integer is too large.
        UnicodeEncodeError: A text has half a character.
    """
    count, nulls = len(values), values.count(None)
    if nulls == count:
        return arrow.nulls(count, kind)
    is_a = arrow.types
    children: list[Any] = []
    if is_a.is_string(kind):
        data = _texts(values)
    elif is_a.is_struct(kind):
        data = []
        children = [column(arrow, one.type, [cell[one.name] for cell in values]) for one in kind]
    elif is_a.is_list(kind):
        parts: list[Any] = [one or () for one in values]
        data = [_offsets(parts)]
        children = [column(arrow, kind.value_type, list(chain.from_iterable(parts)))]
    elif is_a.is_map(kind):
        maps: list[Any] = [one or {} for one in values]
        data = [_offsets(maps)]
        entries = [
            column(arrow, kind.key_type, [key for one in maps for key in one]),
            column(
                arrow,
                kind.item_type,
                [dumps(part).decode() for one in maps for part in one.values()],
            ),
        ]
        fields = [kind.key_field, kind.item_field]
        children = [arrow.StructArray.from_arrays(entries, fields=fields)]
    elif is_a.is_boolean(kind):
        data = [_bits(map(bool, values))]
    else:
        code, number = ("d", float) if is_a.is_floating(kind) else ("q", int)
        data = [array(code, [number(one or 0) for one in values])]
    present = _bits(one is not None for one in values) if nulls else None
    buffers = [one if one is None else arrow.py_buffer(one) for one in (present, *data)]
    return arrow.Array.from_buffers(kind, count, buffers, children=children)


def _texts(values: Iterable[Any]) -> list[Any]:
    """Return texts as buffers; what is none is written as JSON."""
    if not _PLAIN.issuperset(map(type, values)):
        values = [
            one if one is None or isinstance(one, str) else dumps(one).decode() for one in values
        ]
    texts: list[Any] = [one or "" for one in values]
    data = "".join(texts).encode()
    if not data.isascii():
        texts = [one.encode() for one in texts]
    return [_offsets(texts), data]


def _offsets(values: Iterable[Sized]) -> array[int]:
    return array("i", accumulate(map(len, values), initial=0))


def _bits(flags: Iterable[bool]) -> bytes:
    """Return a bit for each flag, the first one lowest."""
    digits = "".join(["01"[flag] for flag in flags])
    return int(digits[::-1], 2).to_bytes(len(digits) // 8 + 1, "little")


def _microseconds(at: datetime) -> int:
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


def _item(item: Turn | ToolCall | UnknownItem) -> dict[str, Any]:
    """Return an item of a transcript."""
    found = {name: getattr(item, name, None) for name in _ITEM}
    if isinstance(item, UnknownItem):
        return {**found, "kind": "other", "other": dumps(item.raw).decode()}
    kind = "turn" if isinstance(item, Turn) else "tool_call"
    return {**found, "kind": kind, "at": item.at and _microseconds(item.at)}
