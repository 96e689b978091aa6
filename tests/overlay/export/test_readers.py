"""An export is a dataset partitioned by day: DuckDB, Polars and pandas open it as it is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from anyreach.export._parquet import column, schema
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import BUSY, SINCE, conversation, export_sync, filled

pa: Any = importlib.import_module("pyarrow")  # it has no types
pq: Any = importlib.import_module("pyarrow.parquet")
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


POLARS: dict[str, Any] = {
    "parquet": pl.scan_parquet,
    "csv": pl.scan_csv,
    "jsonl": pl.scan_ndjson,
    "jsonl.gz": pl.scan_ndjson,
    "jsonl.zst": pl.scan_ndjson,
}


@pytest.mark.parametrize("suffix", POLARS)
def test_polars_opens_it(suffix: str, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Of every format, as one frame; the day is in the name of a file."""
    export_sync(fake, tmp_path, format=suffix)
    frame = POLARS[suffix](glob(tmp_path, suffix), include_file_paths="path").collect()
    day = pl.col("path").str.extract(r"day=([0-9-]+)").str.to_date()
    assert dict(frame.group_by(day).len().rows()) == DAYS


def test_polars_has_the_types(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Of Parquet: times are in UTC, withheld is a list, and the day is a date."""
    export_sync(fake, tmp_path, format="parquet", token=fake.token("read"))
    frame = pl.read_parquet(f"{tmp_path}/data", hive_partitioning=True)
    counts = frame.group_by("day").len().rows()
    assert dict(counts) == DAYS
    assert frame.schema["created_at"] == pl.Datetime("us", "UTC")
    assert "summary" in frame["withheld"].to_list()[0]


PANDAS: dict[str, Any] = {
    "csv": pd.read_csv,
    "jsonl": partial(pd.read_json, lines=True),
    "jsonl.gz": partial(pd.read_json, lines=True),
    "jsonl.zst": partial(pd.read_json, lines=True),
}


@pytest.mark.parametrize("suffix", PANDAS)
def test_pandas_opens_its_files(suffix: str, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Of every format, each as a frame that others are put below."""
    export_sync(fake, tmp_path, format=suffix)
    frame: Any = pd.concat(PANDAS[suffix](path) for path in tmp_path.glob(f"data/*/*.{suffix}"))
    assert frame.groupby(pd.to_datetime(frame["created_at"]).dt.date).size().to_dict() == DAYS
    assert frame["duration"].max() == 7


@pytest.mark.parametrize("nested", [False, True])
def test_pandas_opens_parquet(nested: bool, fake: FakeAnyReach, tmp_path: Path) -> None:  # noqa: FBT001  a case
    """As one frame."""
    export_sync(fake, tmp_path, format="parquet", nested=nested)
    frame: Any = pd.read_parquet(tmp_path / "data")
    assert frame.groupby("day", observed=True).size().tolist() == [2, 1]
    assert frame["duration"].max() == 7


def test_parquet_can_be_nested(tmp_path: Path) -> None:
    """Transcripts can be asked about, and metadata is a map of JSON; every reader opens both."""
    fake = FakeAnyReach()
    odd = {"items": [{"type": "tëst", "n": 1}, {"type": "message", "role": "user", "content": "é"}]}
    fake.add(id="conv_1")
    fake.add(id="conv_2", custom_metadata={"a": {"b": 1}}, conversation=odd)
    fake.add(id="conv_3", custom_metadata=None, conversation=None)
    fake.add(id="conv_4", custom_metadata={}, conversation={})
    export_sync(fake, tmp_path, format="parquet", nested=True)
    (path,) = (tmp_path / "data").rglob("*.parquet")
    assert pq.read_schema(path) == schema(nested=True)
    empty, none, other, call = pq.ParquetFile(path).read().to_pylist()
    assert (empty["conversation"], empty["custom_metadata"]) == ([], [])
    assert (none["conversation"], none["custom_metadata"]) == (None, None)
    assert other["custom_metadata"] == [("a", '{"b":1}')]
    unknown, said = other["conversation"]
    assert (unknown["kind"], unknown["other"]) == ("other", '{"type":"tëst","n":1}')
    assert (said["kind"], said["role"], said["text"], said["at"]) == ("turn", "user", "é", None)
    used = next(item for item in call["conversation"] if item["kind"] == "tool_call")
    assert (used["arguments"], used["output"]) == ('{"order_id":"1042"}', '{"arrives": "Friday"}')
    assert (used["is_error"], used["at"]) == (False, datetime(2026, 1, 15, 9, 30, 19, tzinfo=UTC))
    query = f"""
        SELECT item.role, count(*)
        FROM (SELECT unnest(conversation) AS item FROM read_parquet('{path}'))
        WHERE item.kind = 'turn' GROUP BY ALL
    """
    found: Any = duckdb.sql(query)
    assert dict(found.fetchall()) == {"assistant": 3, "user": 3}
    turns = pl.read_parquet(path).explode("conversation")["conversation"].struct.field("kind")
    assert turns.to_list().count("tool_call") == 1


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


def test_pandas_is_not_imported(tmp_path: Path) -> None:
    """It takes more memory than all the rest, and nothing needs it."""
    code = (
        "import sys; from tests.overlay.exports import *; fake = FakeAnyReach(year(3));"
        f"export_sync(fake, Path({str(tmp_path)!r}), format='parquet', nested=True);"
        "print('pandas' in sys.modules)"
    )
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pa.bool_(), [True, None, False]),
        (pa.float64(), [1.5, None]),
        (pa.int64(), [-(2**63), None, 2**63 - 1]),
        (pa.string(), ["a", None, "é", "\U0001f600", ""]),
        (pa.string(), [None, None]),
        (pa.list_(pa.string()), [["a", "é"], None, []]),
    ],
)
def test_values_of_every_kind_are_kept(kind: Any, values: list[Any]) -> None:
    """With nulls among them, whatever the contract comes to have."""
    assert column(pa, kind, values).to_pylist() == values


def test_a_large_row_closes_a_group(tmp_path: Path) -> None:
    """A group is bounded in bytes, too."""
    fake = filled([conversation(number, BUSY, summary="x" * 900_000) for number in range(4)])
    export_sync(fake, tmp_path, format="parquet")
    (path,) = (tmp_path / "data").rglob("*.parquet")
    assert pq.ParquetFile(path).num_row_groups == 2


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
