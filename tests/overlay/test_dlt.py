"""The dlt resource: loaded into DuckDB, and merged again and again."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from anyreach import AnyReach, ConfigurationError
from anyreach.dlt import conversations
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import SINCE, conversation

pytestmark = pytest.mark.filterwarnings("ignore")  # those of dlt's own packages


def load(fake: FakeAnyReach, folder: Path) -> list[Any]:
    """Run a pipeline, and return the ids and summaries that it has loaded."""
    dlt: Any = importlib.import_module("dlt")
    target = folder / "calls.duckdb"
    pipeline = dlt.pipeline(
        "calls",
        destination=dlt.destinations.duckdb(str(target)),
        dataset_name="anyreach",
        pipelines_dir=str(folder / "state"),
    )
    with AnyReach(fake.token(), transport=fake.transport) as client:
        found = conversations(client, since=SINCE, lookback=timedelta(days=2), channel="text")
        pipeline.run(found).raise_on_failed_jobs()
    with duckdb.connect(str(target)) as connection:
        query = "SELECT id, summary FROM anyreach.conversations ORDER BY id"
        return connection.execute(query).fetchall()


def test_runs_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New and late changes arrive; 0 missing and 0 twice."""
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    fake = FakeAnyReach()
    for number in range(150):
        fake.put(conversation(number, SINCE + timedelta(hours=number), summary="first"))
    assert len(load(fake, tmp_path)) == 150
    fake.put(conversation(149, SINCE + timedelta(hours=149), summary="late"))
    fake.put(conversation(120, SINCE + timedelta(hours=120), summary="late"))
    fake.put(conversation(1, SINCE + timedelta(hours=1), summary="too late"))
    fake.put(conversation(150, SINCE + timedelta(hours=150), summary="new"))
    found = dict(load(fake, tmp_path))
    assert len(found) == 151
    assert (found["conv_149"], found["conv_120"], found["conv_150"]) == ("late", "late", "new")
    assert found["conv_1"] == "first"


def test_what_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A naive time, and a missing package; the text says what to do."""
    with AnyReach("ak_1.x") as client:
        with pytest.raises(ConfigurationError, match="since= must be an aware"):
            conversations(client, since=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
        monkeypatch.setitem(__import__("sys").modules, "dlt", None)
        with pytest.raises(ConfigurationError, match="pip install"):
            conversations(client, since=SINCE)
