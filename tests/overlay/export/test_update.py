"""Updates: late changes arrive, and the export converges to what the API says."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from anyreach.export import Changes, Exported, verify
from anyreach.testing import FakeAnyReach
from tests.overlay.export.test_windows import KilledError, kill_at
from tests.overlay.exports import (
    BOTH,
    SINCE,
    conversation,
    export_sync,
    files,
    filled,
    held_by,
    manifest,
    rows,
    small_windows,
)

Export = Callable[..., Exported]
DAY = timedelta(days=1)


def days(count: int) -> list[dict[str, Any]]:
    """Four conversations on each of some days."""
    return [
        conversation(number, SINCE + number * DAY / 4, updated_at=SINCE.isoformat())
        for number in range(4 * count)
    ]


def truth(fake: FakeAnyReach) -> list[Any]:
    """All that the fake holds, by id."""
    return sorted(held_by(fake).fitting("Conversation", {}), key=lambda row: str(row["id"]))


def by_id(out: Path) -> list[Any]:
    """The rows of an export, by id."""
    return sorted(rows(out), key=lambda row: str(row["id"]))


@pytest.mark.parametrize("export", BOTH)
def test_an_update_replaces_what_changed(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New, changed, unchanged and gone are counted; what is old enough is not asked for."""
    small_windows(monkeypatch, 10)
    fake = filled(days(30))
    export(fake, tmp_path, until=SINCE + 30 * DAY)
    fake.put(conversation(118, SINCE + 118 * DAY / 4, summary="late"))
    fake.put(conversation(500, SINCE + 31 * DAY))
    held_by(fake).remove("Conversation", {"id": "conv_119"}, {})
    fake.put(conversation(1, SINCE + DAY / 4, summary="too late to be seen"))
    done = export(fake, tmp_path, until=SINCE + 32 * DAY, update=True, lookback=3 * DAY)
    assert done.conversations == 120
    assert done.changes is not None
    assert (done.changes.new, done.changes.changed, done.changes.gone) == (1, 1, 1)
    assert 10 <= done.changes.unchanged < 30
    assert manifest(tmp_path)["update"] == done.changes._asdict()
    found = {row["id"]: row for row in rows(tmp_path)}
    assert found["conv_118"]["summary"] == "late"
    assert "conv_500" in found
    assert "conv_119" not in found
    assert "summary" not in found["conv_1"]
    assert verify(tmp_path) == []
    again = export(fake, tmp_path, until=SINCE + 32 * DAY, update=True, lookback=3 * DAY)
    assert again.changes is not None
    assert again.changes == Changes(0, 0, again.changes.unchanged, 0)


@pytest.mark.parametrize("export", BOTH)
def test_what_was_going_on_is_read_again(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However old it is: its window is replaced once it is not as it was, or gone."""
    small_windows(monkeypatch, 10)
    fake = filled(days(30))
    for number in (5, 25, 45):
        fake.put(conversation(number, SINCE + number * DAY / 4, status="in_progress"))
    export(fake, tmp_path, until=SINCE + 30 * DAY)
    fake.put(conversation(5, SINCE + 5 * DAY / 4, summary="at last"))
    held_by(fake).remove("Conversation", {"id": "conv_25"}, {})
    done = export(fake, tmp_path, until=SINCE + 30 * DAY, update=True, lookback=0 * DAY)
    assert done.changes is not None
    assert (done.changes.new, done.changes.changed, done.changes.gone) == (0, 1, 1)
    assert by_id(tmp_path) == truth(fake)
    asked = len(fake.requests)
    export(fake, tmp_path, until=SINCE + 30 * DAY, update=True, lookback=0 * DAY)
    assert len(fake.requests) == asked + 1  # for the one that is going on still


def test_a_new_url_is_no_change(tmp_path: Path) -> None:
    """Every answer has another one of a recording: nothing has happened."""
    fake = FakeAnyReach()
    fake.add(id="conv_1")
    fake.add_recording("conv_1")
    export_sync(fake, tmp_path)
    fake.advance(7200)
    done = export_sync(fake, tmp_path, update=True)
    assert done.changes == Changes(0, 0, 1, 0)


@pytest.mark.parametrize("export", BOTH)
@pytest.mark.parametrize("point", [3, 5, 9, 13, 16, 19, 21, 23, 25, 27, 29])
def test_a_killed_update_ends_with_the_same_files(
    export: Export, point: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was killed while it fetched, or while it replaced windows."""
    small_windows(monkeypatch, 10)
    asked: dict[str, Any] = {"transcripts": "text", "until": SINCE + 12 * DAY}
    newer = asked | {"until": SINCE + 14 * DAY, "update": True, "lookback": 3 * DAY}
    for name in ("whole", "killed"):
        fake = filled(days(12))
        export(fake, tmp_path / name, **asked)
        said = {"items": [{"type": "message", "role": "user", "content": ["Hi"]}]}
        fake.put(conversation(44, SINCE + 11 * DAY, conversation=said))
        fake.put(conversation(80, SINCE + 13 * DAY))
        if name == "killed":
            with monkeypatch.context() as patch:
                kill_at(point, patch)
                with pytest.raises(KilledError):
                    export(fake, tmp_path / name, **newer)
            assert "a later run was interrupted: run it again" in verify(tmp_path / name)
        done = export(fake, tmp_path / name, **newer)
        assert by_id(tmp_path / name) == truth(fake)
        assert done.changes is not None
    assert files(tmp_path / "killed") == files(tmp_path / "whole")
    assert verify(tmp_path / "killed") == []


def test_daily_updates_converge_to_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weeks of days, each with new conversations and late changes, and an update at its end."""
    small_windows(monkeypatch, 12)
    random.seed(13)
    fake = FakeAnyReach()
    number = 0
    for day in range(40):
        for _ in range(random.randrange(12)):
            number += 1
            at = SINCE + (day + random.random()) * DAY
            status = random.choice(["completed", "completed", "in_progress"])
            fake.put(conversation(number, at, status=status))
        for row in random.sample(truth(fake), min(3, number)):
            old = row["status"] == "in_progress"
            if old or row["created_at"] > (SINCE + (day - 5) * DAY).isoformat():
                fake.put({**row, "status": "completed", "summary": f"said on day {day}"})
        until = SINCE + (day + 1) * DAY
        export_sync(fake, tmp_path, until=until, update=True)
        assert by_id(tmp_path) == truth(fake)
    assert verify(tmp_path) == []
