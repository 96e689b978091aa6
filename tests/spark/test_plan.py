"""What the data source asks for, as Spark's planner has it made: no JVM is needed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyspark.sql import datasource as spark
from pyspark.sql.types import StructType

from anyreach import AnyReachError, ConfigurationError
from anyreach.export._rows import read_row
from anyreach.spark import AnyReachSource, _cell  # pyright: ignore[reportPrivateUsage]
from anyreach.testing import FakeAnyReach, no_waiting
from tests.overlay.exports import conversation, year
from tests.spark.sessions import RANGE

DAY = datetime(2026, 1, 15, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def reader(**options: str) -> Any:
    """What reads, as Spark makes it."""
    source = AnyReachSource({**RANGE, **options})
    return source.reader(source.schema())


def windows(found: Any) -> list[tuple[datetime, datetime]]:
    """The windows."""
    return [(one.start, one.end) for one in found.partitions()]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": "2026-01-01"}, "since must be a time with a zone"),
        ({"until": ""}, "until must be a time with a zone"),
        ({"until": RANGE["since"]}, "until must be later than since"),
        ({"partitions": "0"}, "partitions must be a positive integer"),
        ({"partitions": "many"}, "partitions must be a positive integer"),
        ({"requests_per_second": "inf"}, "requests_per_second must be a positive number"),
        ({"columns": "id,shoe_size"}, "columns must be some of id, .*, withheld, json"),
        ({"pushdown": "yes"}, "pushdown must be true or false"),
        ({"shoe_size": "44"}, "options are agent_id, .*, web_widget_id"),
        ({"limit": "10"}, "options are agent_id, "),
        ({"custom_metadata": "{"}, "custom_metadata must be a JSON object"),
        ({"user_id": ""}, "user_id= must not be empty"),
        ({"token": "ak_1.secret"}, "token is no option, .*: set ANYREACH_TOKEN"),
    ],
)
def test_options_are_refused(options: dict[str, str], told: str) -> None:
    """The text says what to do, and has no token."""
    with pytest.raises(ConfigurationError, match=told) as caught:
        reader(**options)
    assert "secret" not in str(caught.value)


def test_windows_are_of_equal_length() -> None:
    """They follow each other without a gap, from the start of the range to its end."""
    found = windows(reader(partitions="59"))
    assert {end - start for start, end in found} == {timedelta(days=1)}
    assert [start for start, _ in found[1:]] == [end for _, end in found[:-1]]
    assert (found[0][0], found[-1][1]) == (
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_a_conversation_at_an_edge_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It belongs to the window that begins there; one at the end of the range to none."""
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(60)]
    fake = FakeAnyReach(conversation(day, at) for day, at in enumerate(days))
    monkeypatch.setenv("ANYREACH_TOKEN", fake.token())
    with fake.serve() as url:
        found = reader(partitions="59", columns="id", base_url=url)
        read = [row[0] for part in found.partitions() for row in found.read(part)]
    assert read == [f"conv_{day}" for day in range(59)]


@pytest.mark.parametrize(
    ("pushed", "asked"),
    [
        (spark.EqualTo(("channel",), "text"), {"channel": "text"}),
        (spark.EqualNullSafe(("status",), "failed"), {"status": "failed"}),
        (spark.EqualTo(("channel",), "of tomorrow"), {}),
        (spark.EqualTo(("agent_id",), "a1"), {"agent_id": "a1"}),
        (spark.EqualTo(("agent_id",), ""), {}),
        (spark.EqualTo(("user_id",), "+1202"), {"user_id": "+1202"}),
        (spark.StringStartsWith(("user_id",), "+1"), {"user_id": "+1"}),
        (spark.StringContains(("agent_id",), "a"), {}),
        (spark.GreaterThan(("duration",), 9), {"duration_above": 9}),
        (spark.LessThanOrEqual(("duration",), 9), {"duration_below": 9}),
        (
            spark.EqualTo(("user_turn_count",), 2),
            {"user_turn_count_above": 2, "user_turn_count_below": 2},
        ),
        (spark.EqualTo(("duration",), "9"), {}),
        (spark.EqualTo(("summary",), "x"), {}),
        (spark.EqualTo(("channel", "inner"), "text"), {}),
        (spark.In(("channel",), ("text", "email")), {}),
        (spark.IsNull(("channel",)), {}),
        (spark.Not(spark.EqualTo(("channel",), "text")), {}),
    ],
    ids=repr,
)
def test_filters_that_the_api_has_are_sent(pushed: spark.Filter, asked: dict[str, Any]) -> None:
    """They never ask for less than the filter lets through, and Spark applies it again."""
    found = reader(pushdown="true")
    assert list(found.pushFilters([pushed])) == [pushed]
    assert found._filters == asked
    assert len(found.partitions()) == 4


def test_an_option_is_stronger_than_a_filter() -> None:
    """A filter does not replace what an option asks for."""
    found = reader(channel="email", pushdown="true")
    found.pushFilters([spark.EqualTo(("channel",), "text")])
    assert found._filters == {"channel": "email"}


@pytest.mark.parametrize(
    ("pushed", "start", "end"),
    [
        ([spark.GreaterThan(("created_at",), DAY)], DAY, None),
        ([spark.LessThan(("created_at",), DAY)], None, DAY + INSTANT),
        ([spark.EqualTo(("created_at",), DAY)], DAY, DAY + INSTANT),
        ([spark.GreaterThan(("created_at",), DAY.replace(year=2020))], None, None),
    ],
    ids=repr,
)
def test_times_narrow_the_range(
    pushed: list[spark.Filter], start: datetime | None, end: datetime | None
) -> None:
    """Windows outside are left out, and those at the edge are cut; the others stay."""
    usual = windows(reader())
    found = reader(pushdown="true")
    found.pushFilters(pushed)
    left = windows(found)
    assert left[0][0] == (start or usual[0][0])
    assert left[-1][1] == (end or usual[-1][1])
    assert {edge for one in left for edge in one} - {edge for one in usual for edge in one} <= {
        start,
        end,
    }


def test_a_range_that_is_left_empty_asks_for_nothing() -> None:
    """It has a window, since Spark makes one up otherwise, and no conversations."""
    found = reader(pushdown="true")
    found.pushFilters([spark.GreaterThan(("created_at",), DAY.replace(year=2030))])
    (window,) = found.partitions()
    assert list(found.read(window)) == []


class Time:
    """A clock, for the waits of a task."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        ({}, 0.0),
        ({"requests_per_second": "8"}, 0.5),
        ({"requests_per_second": "8", "concurrent_tasks": "2"}, 0.25),
        ({"requests_per_second": "8", "concurrent_tasks": "99"}, 0.5),
    ],
    ids=repr,
)
def test_the_rate_is_divided(
    options: dict[str, str], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each request of a task waits for its share, the first one and those after a retry too."""
    time = Time()
    monkeypatch.setattr("anyreach.spark.time", time)
    fake = FakeAnyReach(year(99), max_page_size=30)
    monkeypatch.setenv("ANYREACH_TOKEN", fake.token())
    with fake.serve() as url, no_waiting():
        found = reader(base_url=url, **options)
        parts = found.partitions()
        fake.fail_next(500)
        assert len([row for part in parts for row in found.read(part)]) == 99
    assert time.now == seconds * len(fake.requests)
    assert min(time.slept) == seconds


def test_columns_are_those_of_parquet_unless_chosen() -> None:
    """They come in the order that the option has."""
    names = AnyReachSource(dict(RANGE)).schema().names
    assert names[0] == "id"
    assert names[-2:] == ["additional_properties", "withheld"]
    assert "json" not in names
    chosen = AnyReachSource({**RANGE, "columns": "json, id"}).schema()
    assert isinstance(chosen, StructType)
    assert chosen.simpleString() == "struct<json:string,id:string>"


@pytest.mark.parametrize("role", ["read", "read_sensitive"])
def test_cells_are_those_of_parquet(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Objects are JSON, times have a zone, and `withheld` has names."""
    fake = FakeAnyReach()
    fake.put(
        {
            "id": "conv_1",
            "created_at": "2026-01-15T00:00:00Z",
            "updated_at": "2026-01-15T01:00:00",
            "duration": 48,
            "summary": "short",
            "custom_metadata": {"order": 7},
            "mood": "new",
        }
    )
    monkeypatch.setenv("ANYREACH_TOKEN", fake.token(role))
    names = [*AnyReachSource(dict(RANGE)).schema().names, "json"]
    source = AnyReachSource({**RANGE, "partitions": "1", "columns": ",".join(names)})
    with fake.serve() as url:
        source.options["base_url"] = url
        found = source.reader(source.schema())
        (row,) = [dict(zip(names, row, strict=True)) for row in found.read(found.partitions()[0])]
    assert row["created_at"] == DAY
    assert row["updated_at"] == DAY + timedelta(hours=1)
    assert row["duration"] == 48
    assert json.loads(row["json"])["mood"] == "new"
    assert row["web_widget_id"] is None
    assert row["additional_properties"] == '{"mood":"new"}'
    if role == "read":
        assert row["summary"] is None
        assert row["withheld"] == [
            "agent", "conversation", "custom_metadata", "initial_context", "recording_details",
            "summary",
        ]  # fmt: skip
    else:
        assert row["summary"] == "short"
        assert row["custom_metadata"] == '{"order":7}'
        assert "summary" not in row["withheld"]


def test_half_a_character_is_escaped() -> None:
    """Spark's texts are UTF-8, which has none."""
    raw = {"id": "conv_1", "created_at": "2026-01-15T00:00:00Z", "summary": "half \ud800"}
    assert _cell(read_row(raw), "summary", is_time=False) == "half \\ud800"


def test_a_token_of_its_own_is_asked_for_in_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """A subclass that has `token()` needs no environment, and what it raises is shown."""

    class Own(AnyReachSource):
        @staticmethod
        def token() -> str:
            return fake.token()

    fake = FakeAnyReach(year(9))
    monkeypatch.delenv("ANYREACH_TOKEN", raising=False)
    with fake.serve() as url:
        for source in (Own, AnyReachSource):
            found: Any = source({**RANGE, "base_url": url, "partitions": "1"})
            reads = found.reader(found.schema())
            rows = reads.read(reads.partitions()[0])
            if source is Own:
                assert len(list(rows)) == 9
            else:
                with pytest.raises(AnyReachError, match="ANYREACH_TOKEN"):
                    next(rows)
