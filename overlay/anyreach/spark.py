"""A data source for PySpark 4: `spark.read.format("anyreach").options(since=…, until=…).load()`.

`spark.dataSource.register(AnyReachSource)` makes it known. It needs PySpark, and has no streaming
read: an append-only stream cannot say that a conversation changed later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

from anyreach import AnyReach, ConfigurationError
from anyreach_api.api.conversations import list_conversations

__all__ = ["AnyReachSource"]

_OWN: Final = {"since", "until", "partitions", "base_url", "schema"}
_PLAIN: Final = "id STRING, created_at TIMESTAMP, channel STRING, status STRING, json STRING"
_JSON: Final = "id STRING, json STRING"
_SCHEMAS: Final = {"columns": _PLAIN, "json": _JSON}


class _Window(InputPartition):
    """A half-open part of the range."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start = start
        self.end = end


class AnyReachSource(DataSource):
    """Conversations of a time range.

    Its options are `since` and `until` (ISO 8601 with a zone), `partitions` (how many windows of
    equal length; 8 unless given), `schema` (`columns`, or `json` for the id and the whole
    conversation), `base_url`, and the filters of `client.conversations.list`, as text. The token
    is no option, since Spark shows those: each executor takes it from its environment, as
    `AnyReach()` does.
    """

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "anyreach"

    def schema(self) -> str:
        """Return the schema that the option chooses.

        Raises:
            ConfigurationError: There is no such schema.
        """
        name = self.options.get("schema", "columns")
        if name not in _SCHEMAS:
            raise ConfigurationError(f"schema must be one of {', '.join(_SCHEMAS)}")
        return _SCHEMAS[name]

    def reader(self, schema: Any) -> _Reader:
        """Return what reads the windows."""
        return _Reader(dict(self.options), schema.fieldNames())


class _Reader(DataSourceReader):
    """Reads windows, each with a client of its own, in whatever process it is."""

    def __init__(self, options: dict[str, str], columns: list[str]) -> None:
        self._columns = columns
        self._base_url = options.get("base_url")
        self._since, self._until = (_moment(options, name) for name in ("since", "until"))
        self._count = int(options.get("partitions", "8"))
        if self._count < 1 or self._since >= self._until:
            raise ConfigurationError("partitions must be 1 or more, and until later than since")
        self._filters = {name: value for name, value in options.items() if name not in _OWN}
        list_conversations.request(**self._filters)  # type: ignore[arg-type]  # refused here

    def partitions(self) -> Sequence[_Window]:
        """Return windows of equal length."""
        length = (self._until - self._since) / self._count
        edges = [self._since + length * number for number in range(self._count)] + [self._until]
        return [_Window(*pair) for pair in pairwise(edges)]

    def read(self, partition: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the conversations of a window, each once."""
        with AnyReach(base_url=self._base_url) as client:
            filters: dict[str, Any] = self._filters
            for one in client.conversations.list(
                created_after=partition.start,
                created_before=partition.end,
                page_size=100,
                **filters,
            ):
                at = one.created_at
                if at is None or at >= partition.end:
                    continue
                values = {
                    "id": one.id,
                    "created_at": at,
                    "channel": one.channel,
                    "status": one.status,
                    "json": json.dumps(one.to_dict(), ensure_ascii=False),
                }
                yield tuple(values[name] for name in self._columns)


def _moment(options: dict[str, str], name: str) -> datetime:
    try:
        at: datetime | None = datetime.fromisoformat(options[name])
    except (KeyError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise ConfigurationError(f"{name} must be a time with a zone, as in 2026-01-15T00:00Z")
    return at.astimezone(UTC)
