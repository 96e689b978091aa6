"""An export is a dataset partitioned by day: DuckDB, Polars and pandas open it as it is."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from anyreach.export._parquet import schema
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import BUSY, SINCE, conversation, export_sync, filled

pq: Any = importlib.import_module("pyarrow.parquet")  # it has no types
DAYS = {date(2026, 1, 1): 2, date(2026, 2, 1): 1}
"""How many conversations there are, by day."""


@pytest.fixture
def fake() -> FakeAnyReach:
    """Three conversations, of which one has everything that can differ."""
    odd = conversation(3, BUSY, status="tomorrow", duration=7, new={"a": 1}, agent={"id": "a"})
    return filled([conversation(1, SINCE), conversation(2, SINCE + timedelta(hours=1)), odd])


def glob(out: Path, suffix: str) -> str:
    """All files of data."""
    return f"{out}/data/*/*.{suffix}"


@pytest.mark.parametrize(
    ("suffix", "table"),
    [
        ("parquet", "read_parquet('{}', hive_partitioning=true)"),
        ("csv", "read_csv('{}', hive_partitioning=true)"),
        ("jsonl", "read_json('{}', format='newline_delimited', hive_partitioning=true)"),
        ("jsonl.gz", "read_json('{}', format='newline_delimited', hive_partitioning=true)"),
        ("jsonl.zst", "read_json('{}', format='newline_delimited', hive_partitioning=true)"),
    ],
)
def test_duckdb_opens_it(suffix: str, table: str, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Of every format, with a column for the day."""
    export_sync(fake, tmp_path, format=suffix)
    source = table.format(glob(tmp_path, suffix))
    query = f"SELECT day, count(*) FROM {source} GROUP BY day"
    found: Any = duckdb.sql(query)
    assert dict(found.fetchall()) == DAYS


def test_polars_opens_it(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Times are in UTC, withheld is a list, and the day is a date."""
    export_sync(fake, tmp_path, format="parquet", token=fake.token("read"))
    frame = pl.read_parquet(f"{tmp_path}/data", hive_partitioning=True)
    counts = frame.group_by("day").len().rows()
    assert dict(counts) == DAYS
    assert frame.schema["created_at"] == pl.Datetime("us", "UTC")
    assert "summary" in frame["withheld"].to_list()[0]


def test_pandas_opens_it(fake: FakeAnyReach, tmp_path: Path) -> None:
    """As one frame."""
    export_sync(fake, tmp_path, format="parquet")
    frame: Any = pd.read_parquet(tmp_path / "data")
    assert frame.groupby("day", observed=True).size().tolist() == [2, 1]
    assert frame["duration"].max() == 7


def test_the_schema_is_that_of_the_contract(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Every file has it, whatever its conversations have; values are as they arrived."""
    export_sync(fake, tmp_path, format="parquet")
    paths = sorted((tmp_path / "data").rglob("*.parquet"))
    assert [pq.read_schema(path) for path in paths] == [schema(), schema()]
    (row,) = pq.ParquetFile(paths[1]).read().to_pylist()
    assert row["created_at"] == datetime(2026, 2, 1, tzinfo=UTC)
    assert row["status"] == "tomorrow"
    assert row["agent"] == '{"id":"a"}'
    assert row["additional_properties"] == '{"new":{"a":1}}'
    assert row["summary"] is None
    assert "summary" in row["withheld"]
    assert "agent" not in row["withheld"]


@pytest.mark.parametrize(("count", "groups"), [(500, 1), (501, 2)])
def test_many_rows_are_written_group_by_group(count: int, groups: int, tmp_path: Path) -> None:
    """No more than a group is held in memory."""
    fake = FakeAnyReach()
    fake.answer(
        "listConversations",
        [conversation(number, BUSY.replace(tzinfo=None)) for number in range(count)],
    )
    export_sync(fake, tmp_path, format="parquet", page_size=600)
    (path,) = (tmp_path / "data").rglob("*.parquet")
    found = pq.ParquetFile(path)
    assert (found.num_row_groups, found.metadata.num_rows) == (groups, count)
