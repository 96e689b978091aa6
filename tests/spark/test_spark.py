"""The data source for PySpark, in local mode: its own session, since it needs Java.

`nox -s spark`
"""

from __future__ import annotations

import contextlib
import io
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from anyreach.testing import FakeAnyReach
from tests.overlay.exports import conversation, year
from tests.spark.sessions import TOKEN, ids, load, session
from tests.test_pages import blocks

PAGE = Path(__file__).parents[2] / "docs" / "export.md"
EVERY = sorted(f"conv_{number}" for number in range(300))
COLUMNS = "id,channel,created_at,duration"
pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[SparkSession]:
    """A session that tries a failed task three times more, on this machine."""
    with session("local[2,4]", folder) as spark:
        yield spark


def test_every_conversation_is_there_once(spark: SparkSession) -> None:
    """Whatever windows there are, and although requests fail."""
    fake = FakeAnyReach(year(300), max_page_size=30)
    fake.fail_next(500, times=4)
    with fake.as_role("read_sensitive").serve() as url:
        rows = load(spark, url, columns="id,channel,json").collect()
    assert ids(rows) == EVERY
    assert {row.channel for row in rows} == {"text"}
    assert all(json.loads(row.json)["id"] == row.id for row in rows)


def test_filters_ask_for_less(spark: SparkSession) -> None:
    """Where Spark may push them down, the API is asked for one page; the answer is the same."""
    fake = FakeAnyReach(year(300), max_page_size=30)
    fake.put(conversation(300, fake.clock.now, channel="email", duration=61))
    query = "channel = 'email' AND duration > 60 AND created_at >= '2026-01-15'"
    asked = {}
    with fake.as_role("read_sensitive").serve() as url:
        for pushdown in ("true", "false"):
            fake.requests.clear()
            frame = load(spark, url, partitions="1", columns=COLUMNS, pushdown=pushdown)
            assert ids(frame.where(query).collect()) == ["conv_300"]
            asked[pushdown] = len(fake.requests)
    assert asked["true"] == 1 < asked["false"]


def test_a_frame_serves_several_queries(spark: SparkSession) -> None:
    """Without the option, no filter of one query is left for the next, or the other side."""
    fake = FakeAnyReach(year(30))
    with fake.as_role("read_sensitive").serve() as url:
        frame = load(spark, url, partitions="1", columns=COLUMNS)
        one = frame.where("created_at >= '2026-02-01'")
        assert one.union(frame).count() == 20 + 30


@pytest.mark.xfail(reason="Spark 4.3 keeps one query's filters for all that share a frame")
def test_a_frame_serves_several_queries_with_pushdown(spark: SparkSession) -> None:
    """Once Spark does, `pushdown` need not be an option any more."""
    fake = FakeAnyReach(year(30))
    with fake.as_role("read_sensitive").serve() as url:
        frame = load(spark, url, partitions="1", columns=COLUMNS, pushdown="true")
        one = frame.where("created_at >= '2026-02-01'")
        assert one.union(frame).count() == 20 + 30


def test_a_schema_of_your_own_chooses_columns(spark: SparkSession) -> None:
    """As `.schema()` does for every source of Spark."""
    fake = FakeAnyReach(year(3))
    with fake.as_role("read_sensitive").serve() as url:
        frame = spark.read.format("anyreach").schema("channel STRING, id STRING")
        options = {"since": "2026-01-01T00:00Z", "until": "2026-03-01T00:00Z"}
        rows = frame.options(**options, partitions="1", base_url=url).load().collect()
    assert {tuple(row) for row in rows} == {("text", f"conv_{number}") for number in range(3)}


def test_the_token_may_come_from_a_callable(spark: SparkSession, folder: Path) -> None:
    """Each task calls it, in its own process."""
    fake = FakeAnyReach(year(30))
    (folder / "token").write_text(fake.token(), "utf-8")
    with fake.serve() as url:
        assert load(spark, url, "own").count() == 30


def test_nothing_shows_the_token(spark: SparkSession, folder: Path) -> None:
    """Neither the plan, nor options, nor the pages of the UI, nor events, nor an error."""
    fake = FakeAnyReach(year(30))
    shown = io.StringIO()
    with fake.as_role("read_sensitive").serve() as url, contextlib.redirect_stdout(shown):
        frame = load(spark, url)
        frame.explain(True)
        frame.explain("formatted")
        assert len(frame.collect()) == 30
    with fake.as_role(()).serve() as url, pytest.raises(Exception, match="403") as caught:
        load(spark, url).collect()
    context = spark.sparkContext
    pages = ("environment/", "SQL/", "jobs/", "executors/")
    answers = ("environment", "sql?details=true", "jobs", "stages", "allexecutors")
    paths = [*pages, *(f"api/v1/applications/{context.applicationId}/{one}" for one in answers)]
    texts = [shown.getvalue(), str(caught.value), str(context.getConf().getAll())]
    for path in paths:
        with urllib.request.urlopen(f"{context.uiWebUrl}/{path}") as page:
            texts.append(page.read().decode())
    events = [one.read_text("utf-8") for one in (folder / "events").rglob("events_*")]
    assert "BatchScan anyreach" in texts[0]
    assert any("SparkListenerSQLExecutionStart" in text for text in events)
    for text in (*texts, *events):
        assert text
        assert TOKEN not in text


def test_the_recipe_runs(
    spark: SparkSession,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reader who types it in gets the answer to a question, and files; twice, each once."""
    fake = FakeAnyReach.demo().as_role("read_sensitive")
    monkeypatch.chdir(tmp_path)
    with fake.serve() as url:
        code = "\n".join(blocks(PAGE, "python spark"))
        code = code.replace(".load()", f'.option("base_url", "{url}").load()')
        code = code.replace('"calls"', repr(str(tmp_path / "calls")))  # the JVM is elsewhere
        for count in (4, 5):
            exec(compile(code, str(PAGE), "exec"), {})
            assert spark.read.parquet(str(tmp_path / "calls")).count() == count
            fake.add(channel="text")
    assert "|telephone|    1|" in capsys.readouterr().out
