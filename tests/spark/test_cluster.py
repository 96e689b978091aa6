"""The data source in a cluster of two executors that are processes of their own.

`nox -s spark`
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from anyreach.testing import FakeAnyReach
from tests.overlay.exports import year
from tests.spark.sessions import TOKEN, ids, load, session

EVERY = sorted(f"conv_{number}" for number in range(300))
pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[SparkSession]:
    """Two executors, with a core each."""
    with session("local-cluster[2,1,1024]", folder) as spark:
        yield spark


@pytest.mark.parametrize("source", ["dying-worker", "dying-executor"])
def test_what_is_killed_loses_nothing(spark: SparkSession, folder: Path, source: str) -> None:
    """A worker that exits, and an executor that is killed, midway: 0 missing and 0 twice."""
    fake = FakeAnyReach(year(300), max_page_size=30)
    with fake.as_role("read_sensitive").serve() as url:
        rows = load(spark, url, source).collect()
    assert (folder / source).exists()  # it did die
    assert ids(rows) == EVERY


def test_no_executor_says_the_token(spark: SparkSession, folder: Path) -> None:
    """Their logs have what Spark says at the level INFO, and no token."""
    assert spark.sparkContext.defaultParallelism == 2
    logs = [path.read_text("utf-8") for path in (folder / "home" / "work").rglob("stderr")]
    assert len(logs) == 3  # one took the killed one's place
    assert all("Executor" in log and TOKEN not in log for log in logs)
