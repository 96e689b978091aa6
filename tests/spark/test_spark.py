"""The data source for PySpark, in local mode: its own session, since it needs Java.

`nox -s spark`
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from anyreach.spark import AnyReachSource
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import conversation, year

RANGE = {"since": "2026-01-01T00:00Z", "until": "2026-03-01T00:00Z", "partitions": "4"}
pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A session that tries a failed task three times more, on this machine."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "ANYREACH_TOKEN": "ak_1.x"}  # of executors
    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.dataSource.register(AnyReachSource)
    yield session
    session.stop()


def load(spark: SparkSession, fake: FakeAnyReach, **options: str) -> list[Any]:
    """Read the conversations of a fake."""
    with fake.as_role("read_sensitive").serve() as url:
        source = spark.read.format("anyreach").options(**RANGE, base_url=url, **options)
        return source.load().collect()


def test_every_conversation_is_there_once(spark: SparkSession) -> None:
    """Whatever windows there are, and although tasks fail and run again."""
    fake = FakeAnyReach(year(300), max_page_size=30)
    fake.fail_next(500, times=4)
    rows = load(spark, fake)
    assert sorted(row.id for row in rows) == sorted(f"conv_{number}" for number in range(300))
    assert json.loads(rows[0].json)["id"] == rows[0].id
    assert {row.channel for row in rows} == {"text"}


def test_filters_and_schemas_are_options(spark: SparkSession) -> None:
    """A filter is the list's; the schema is chosen."""
    fake = FakeAnyReach(year(9))
    at = fake.put(conversation(99, fake.clock.now, channel="email"))["created_at"]
    (row,) = load(spark, fake, channel="email", schema="json")
    assert row.asDict().keys() == {"id", "json"}
    assert json.loads(row.json)["created_at"] == at


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": "2026-01-01"}, "since must be a time with a zone"),
        ({"until": ""}, "until must be a time with a zone"),
        ({"partitions": "0"}, "partitions must be 1 or more"),
        ({"schema": "wide"}, "schema must be one of columns, json"),
    ],
)
def test_options_are_refused(spark: SparkSession, options: dict[str, str], told: str) -> None:
    """Before anything is sent."""
    with pytest.raises(Exception, match=told):
        spark.read.format("anyreach").options(**{**RANGE, **options}).load().collect()


def test_the_token_is_no_option() -> None:
    """Nothing of the source takes one."""
    text = Path(sys.modules[AnyReachSource.__module__].__file__ or "").read_text("utf-8")
    assert "AnyReach(base_url=self._base_url)" in text
