"""A data source for PySpark 4: `spark.read.format("anyreach").options(since=…, until=…).load()`.

`spark.dataSource.register(AnyReachSource)` makes it known. It needs PySpark, and has no streaming
read: an append-only stream cannot say that a conversation changed later.
"""

from __future__ import annotations

import importlib
import inspect
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import StringType, StructField, StructType, TimestampType

from anyreach import AnyReach, ConfigurationError
from anyreach.export._columns import OTHER_KEYS, WITHHELD, others_of
from anyreach.export._parquet import schema
from anyreach.export._rows import Row, dumps, read_row
from anyreach_api import models
from anyreach_api.api.conversations import list_conversations

__all__ = ["AnyReachSource"]

_JSON: Final = "json"
_OWN: Final = {
    "since", "until", "partitions", "columns", "pushdown", "base_url",
    "requests_per_second", "concurrent_tasks",
}  # fmt: skip
_NOT_OFFERED: Final = {"created_after", "created_before", "limit", "cursor"}
_FILTERS: Final = inspect.signature(list_conversations.request).parameters.keys() - _NOT_OFFERED
_KNOWN: Final[Mapping[str, Sequence[str]]] = {
    "channel": list(models.Channel),
    "direction": list(models.Direction),
    "status": list(models.Status),
}
_CONTAINS: Final = {"agent_number", "user_id"}  # the API looks for a part of these
_EQUAL: Final = {"agent_id", "agent_version_id", "web_widget_id"} | _CONTAINS | _KNOWN.keys()
_COUNTS: Final = {"duration", "user_turn_count"}
_INSTANT: Final = timedelta(microseconds=1)


class _Window(InputPartition):
    """A half-open part of the range."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start = start
        self.end = end


class AnyReachSource(DataSource):
    """Conversations of a time range.

    Its options:

    - `since` and `until`: ISO 8601 with a zone.
    - `partitions`: how many windows of equal length; 8 unless given.
    - `columns`: names, with commas between them. Unless given, they are those of an export to
      Parquet: the contract's fields, `additional_properties` and `withheld`. `json` is the whole
      conversation as it arrived.
    - `requests_per_second`: of all tasks together; and `concurrent_tasks`: how many run at once at
      most, among which the rate is divided. They are as many as partitions unless given.
    - `base_url`, and the filters of `client.conversations.list`, as text.

    The token is no option, since Spark shows those. Each task takes it from the environment of its
    executor, as `AnyReach()` does, or from `token()`.

    With Spark 4.1, `spark.sql.python.filterPushdown.enabled` and the option `pushdown=true`,
    `where()` asks the API for less: times narrow the range, and the filters that the API has are
    sent. Spark filters the answers again. Load a frame for each query then: Spark (as of 4.3)
    mixes up the filters of queries, and of the sides of a join or a union, that share one.
    """

    token: Callable[[], str] | None = None
    """Returns the token: a static method of your subclass, which each task calls."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "anyreach"

    def schema(self) -> StructType:
        """Return the columns that the option chooses.

        Raises:
            ConfigurationError: There is no such column.
        """
        types: Any = importlib.import_module("pyspark.sql.pandas.types")  # pyarrow has no types
        every: StructType = types.from_arrow_schema(schema())
        if (chosen := self.options.get("columns")) is None:
            return every
        offered = {one.name: one for one in [*every, StructField(_JSON, StringType())]}
        names = [name.strip() for name in chosen.split(",")]
        if not offered.keys() >= set(names):
            raise ConfigurationError(f"columns must be some of {', '.join(offered)}")
        return StructType([offered[name] for name in names])

    def reader(self, schema: StructType) -> _Reader:
        """Return what reads the windows.

        Raises:
            ConfigurationError: An option cannot be used; the text names it, and what to do.
        """
        pushes = self.options.get("pushdown", "false")
        if pushes not in {"true", "false"}:
            raise ConfigurationError("pushdown must be true or false")
        kind = _PushingReader if pushes == "true" else _Reader
        return kind(dict(self.options), schema, self.token)


class _Reader(DataSourceReader):
    """Reads windows, each with a client of its own, in whatever process it is."""

    def __init__(
        self, options: Mapping[str, str], schema: StructType, token: Callable[[], str] | None
    ) -> None:
        self._columns = [(one.name, isinstance(one.dataType, TimestampType)) for one in schema]
        self._token = token
        self._base_url = options.get("base_url")
        self._since, self._until = (_moment(options, name) for name in ("since", "until"))
        if self._since >= self._until:
            raise ConfigurationError("until must be later than since")
        count = int(_number(options, "partitions") or 8)
        length = (self._until - self._since) / count
        self._edges = [self._since + length * place for place in range(count)] + [self._until]
        self._rate = self._share = _number(options, "requests_per_second")
        self._at_once = _number(options, "concurrent_tasks")
        self._filters = _filters(options)

    def partitions(self) -> Sequence[_Window]:
        """Return windows of equal length, but for those that a filter cuts."""
        windows = [
            _Window(max(start, self._since), min(end, self._until))
            for start, end in pairwise(self._edges)
            if start < self._until and end > self._since
        ]
        if self._rate is not None:
            tasks = max(1, len(windows))
            self._share = self._rate / min(self._at_once or tasks, tasks)
        return windows or [_Window(self._until, self._until)]  # without any, Spark makes one up

    def read(self, partition: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the conversations of a window, each once."""
        if partition.start >= partition.end:
            return
        turns = _Turns(self._share)
        with AnyReach(self._token, base_url=self._base_url, on_attempt=turns.taken) as client:
            filters: dict[str, Any] = self._filters
            found = client.conversations.list(
                created_after=partition.start,
                created_before=partition.end,
                page_size=100,
                **filters,
            )
            turns.wait()
            for page in found.pages():
                for one in page.items:
                    row = read_row(one.to_dict())
                    if partition.start <= row.at < partition.end:
                        yield tuple(
                            _cell(row, name, is_time=is_time) for name, is_time in self._columns
                        )
                if page.has_next:
                    turns.wait()


class _PushingReader(_Reader):
    """A reader that takes filters; Spark refuses one while pushdown is off."""

    def pushFilters(self, filters: list[Any]) -> Iterable[Any]:  # noqa: N802  Spark's name
        """Ask for no more than filters let through, and return them all for Spark to apply."""
        for one in filters:
            kind, value = type(one).__name__, getattr(one, "value", None)
            name, *below = getattr(one, "attribute", ("", ""))
            if below:
                continue
            is_equal = kind.startswith("Equal")
            is_above, is_below = (is_equal or kind.startswith(way) for way in ("Greater", "Less"))
            if isinstance(value, datetime) and name == "created_at":
                at = value.astimezone(UTC)
                self._since = max(self._since, at) if is_above else self._since
                self._until = min(self._until, at + _INSTANT) if is_below else self._until
            elif isinstance(value, int) and name in _COUNTS:
                for way, is_so in (("above", is_above), ("below", is_below)):
                    if is_so:
                        self._ask(f"{name}_{way}", value)
            elif isinstance(value, str) and is_equal and name in _EQUAL:
                if value in _KNOWN.get(name, [value]):
                    self._ask(name, value)
            elif isinstance(value, str) and kind.startswith("String") and name in _CONTAINS:
                self._ask(name, value)
        return filters

    def _ask(self, name: str, value: Any) -> None:
        """Add a filter, unless there is one already or it cannot be sent."""
        filters = {name: value, **self._filters}
        try:
            list_conversations.request(**filters)
        except ConfigurationError:
            return
        self._filters = filters


class _Turns:
    """Spaces the requests of a task, retries included, also from those of the task before."""

    def __init__(self, rate: float | None) -> None:
        self._seconds = 0.0 if rate is None else 1 / rate
        self._next = time.monotonic() + self._seconds

    def taken(self, _attempt: object) -> None:
        """Note an attempt."""
        self._next += self._seconds

    def wait(self) -> None:
        """Wait for the next turn."""
        time.sleep(max(0.0, self._next - time.monotonic()))


def _cell(row: Row, name: str, *, is_time: bool) -> Any:
    """Return the value of a column."""
    if name == _JSON:
        return row.line.decode()
    if name == WITHHELD:
        return row.withheld
    value = (others_of(row) or None) if name == OTHER_KEYS else row.raw.get(name)
    if value is None or isinstance(value, int | float):
        return value
    if is_time:
        at = getattr(row.record, name)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    text = value if isinstance(value, str) else dumps(value).decode()
    return text.encode(errors="backslashreplace").decode()


def _filters(options: Mapping[str, str]) -> dict[str, Any]:
    """Return the filters among the options.

    Raises:
        ConfigurationError: An option is none, or cannot be sent.
    """
    filters: dict[str, Any] = {name: options[name] for name in options.keys() - _OWN}
    if "token" in filters:
        raise ConfigurationError(
            "token is no option, since Spark shows options: set ANYREACH_TOKEN in the environment "
            "of the executors, or give a subclass a token()"
        )
    if not filters.keys() <= _FILTERS:
        raise ConfigurationError(f"options are {', '.join(sorted(_OWN | _FILTERS))}")
    if "custom_metadata" in filters:
        try:
            filters["custom_metadata"] = json.loads(filters["custom_metadata"])
        except ValueError:
            raise ConfigurationError("custom_metadata must be a JSON object") from None
    list_conversations.request(**filters)
    return filters


def _moment(options: Mapping[str, str], name: str) -> datetime:
    try:
        at: datetime | None = datetime.fromisoformat(options[name])
    except (KeyError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise ConfigurationError(f"{name} must be a time with a zone, as in 2026-01-15T00:00Z")
    return at.astimezone(UTC)


def _number(options: Mapping[str, str], name: str) -> float | None:
    """Return a positive number, whole but for the rate; None when it is not given."""
    if name not in options:
        return None
    is_rate = name == "requests_per_second"
    try:
        value: float = float(options[name]) if is_rate else int(options[name])
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ConfigurationError(f"{name} must be a positive {'number' if is_rate else 'integer'}")
    return value
