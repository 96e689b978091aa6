"""An export is a dataset partitioned by day: Spark opens it as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from anyreach.testing import FakeAnyReach
from tests.overlay.exports import BUSY, SINCE, conversation, export_sync, filled

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session on this machine."""
    builder: Any = SparkSession.builder
    session = builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def fake() -> FakeAnyReach:
    """Three conversations, of which one has what a comma and a line break could tear."""
    said = {"items": [{"type": "message", "role": "user", "content": 'a, "b"\n\\c'}]}
    last = conversation(3, BUSY, status="tomorrow", duration=7, conversation=said)
    return filled([conversation(1, SINCE), conversation(2, SINCE), last])


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("jsonl", {}),
        ("jsonl.gz", {}),
        ("csv", {"header": True, "inferSchema": True, "multiLine": True, "escape": '"'}),
        ("parquet", {}),
    ],
)
def test_spark_opens_it(
    suffix: str, options: dict[str, Any], spark: Any, fake: FakeAnyReach, tmp_path: Path
) -> None:
    """Of every format but `.zst`, with a column for the day."""
    export_sync(fake, tmp_path, format=suffix)
    kind = "json" if suffix.startswith("jsonl") else suffix
    frame = spark.read.format(kind).options(**options).load(f"{tmp_path}/data")
    counts = {row.day: row["count"] for row in frame.groupBy("day").count().collect()}
    assert counts == {date(2026, 1, 1): 2, date(2026, 2, 1): 1}
    (row,) = frame.where("duration = 7").collect()
    assert row.status == "tomorrow"
    if suffix in {"csv", "parquet"}:
        assert json.loads(row.conversation)["items"][0]["content"] == 'a, "b"\n\\c'


def test_spark_asks_about_transcripts(spark: Any, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Of Parquet with `nested=True`."""
    export_sync(fake, tmp_path, format="parquet", nested=True)
    frame = spark.read.parquet(f"{tmp_path}/data").selectExpr("inline(conversation)")
    assert [(row.role, row.text) for row in frame.collect()] == [("user", 'a, "b"\n\\c')]
