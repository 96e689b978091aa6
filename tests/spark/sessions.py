"""Sessions of Spark for the tests, and what they read."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from anyreach.spark import AnyReachSource
from tests.spark.sources import SOURCES

TOKEN = "ak_1.NobodyMaySeeThis"
RANGE = {"since": "2026-01-01T00:00Z", "until": "2026-03-01T00:00Z", "partitions": "4"}
SETTINGS = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.log.level": "INFO",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10",
    "spark.sql.python.filterPushdown.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.port": "0",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def session(master: str, folder: Path, **settings: str) -> Generator[SparkSession]:
    """Start Spark, which writes its events into a folder."""
    (folder / "events").mkdir(exist_ok=True)
    places = {
        "spark.eventLog.dir": str(folder / "events"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    builder: Any = SparkSession.builder
    started = builder.master(master).config(map=SETTINGS | places | settings).getOrCreate()
    try:
        for source in (AnyReachSource, *SOURCES):
            started.dataSource.register(source)
        yield started
    finally:
        started.stop()


def load(spark: SparkSession, url: str, source: str = "anyreach", **options: str) -> Any:
    """Return the conversations at a URL."""
    return spark.read.format(source).options(**{**RANGE, **options}, base_url=url).load()


def ids(rows: list[Any]) -> list[str]:
    """The ids, sorted."""
    return sorted(row.id for row in rows)
