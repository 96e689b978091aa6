"""Windows: every conversation of the range once, whatever its density, and however it is killed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from anyreach import ConfigurationError, InternalServerError
from anyreach.export import Exported, Progress, verify
from anyreach.export._chain import Chain
from anyreach.export._plan import Plan, Range
from anyreach.export._store import StoppedError, Store
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import (
    BOTH,
    BUSY,
    SINCE,
    UNTIL,
    conversation,
    export_async,
    export_sync,
    files,
    filled,
    ids,
    manifest,
    rows,
    small_windows,
    year,
)

Export = Callable[..., Exported]


@pytest.mark.parametrize("export", BOTH)
@pytest.mark.parametrize("cursor", ["before", "until"])
def test_every_conversation_is_there_once(
    export: Export, cursor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quiet months, a busy day and bursts: 0 missing, 0 twice, in private files."""
    small_windows(monkeypatch, 20)
    fake = filled(year(400), cursor=cursor, max_page_size=30)
    done = export(fake, tmp_path / "out")
    assert done == (tmp_path / "out", 400, 0, 0, None, None)
    assert ids(tmp_path / "out") == sorted(f"conv_{number}" for number in range(400))
    assert manifest(tmp_path / "out")["windows"] > 15
    assert verify(tmp_path / "out") == []
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {True: 0o700, False: 0o600}


def test_both_clients_write_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers, pages and clients decide nothing: the conversations do."""
    small_windows(monkeypatch, 20)
    fake = filled(year(300), max_page_size=30)
    export_sync(fake, tmp_path / "one", workers=1)
    export_async(fake, tmp_path / "other", workers=16, page_size=7)
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_a_row_is_as_it_arrived(tmp_path: Path) -> None:
    """Unknown keys, unknown values, null and half a character stay."""
    sent = conversation(1, BUSY, status="tomorrow", agent=None, new={"a": [1, "é"]})
    sent["user_id"] = "\ud800"
    fake = FakeAnyReach()
    fake.answer("listConversations", json.dumps([sent]).encode())
    export_sync(fake, tmp_path)
    assert rows(tmp_path) == [sent]


def test_the_range_is_half_open(tmp_path: Path) -> None:
    """What was created at `since` is in it, and what was created at `until` is not."""
    fake = filled(conversation(number, at) for number, at in enumerate([SINCE, BUSY, UNTIL]))
    export_sync(fake, tmp_path)
    assert ids(tmp_path) == ["conv_0", "conv_1"]


def test_filters_are_those_of_the_list(tmp_path: Path) -> None:
    """A filter takes what the list takes; None is no filter."""
    fake = filled(year(9))
    fake.put(conversation(99, BUSY, channel="email"))
    export_sync(fake, tmp_path, channel="email", agent_id=None)
    assert ids(tmp_path) == ["conv_99"]
    assert manifest(tmp_path)["plan"]["filters"] == {"channel": "email"}


@pytest.mark.parametrize("export", BOTH)
def test_unreadable_rows_are_kept_raw(export: Export, tmp_path: Path) -> None:
    """They are counted, are in no data file, and do not stop the export."""
    fake = filled(year(3))
    bad = [
        conversation(7, BUSY, duration="long"),
        {"id": "conv_8", "channel": "text"},
        conversation(9, SINCE - timedelta(days=1), duration="long"),
    ]
    good = [conversation(number, BUSY - timedelta(seconds=number)) for number in range(3)]
    fake.answer("listConversations", lambda _call: [good[0], *bad, *good[1:]])
    done = export(fake, tmp_path)
    assert (done.conversations, done.invalid) == (3, 2)
    kept = (tmp_path / "invalid.jsonl").read_text("utf-8").splitlines()
    assert list(map(json.loads, kept)) == bad[:2]


@pytest.mark.parametrize("export", BOTH)
def test_what_is_added_while_walking_moves_nothing(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that were there before are there once; later ones are there at most once."""
    small_windows(monkeypatch, 20)
    fake = filled(year(200), max_page_size=30)
    added = iter(range(1000, 9000))

    def add(progress: Progress) -> None:
        number = next(added)
        fake.put(conversation(number, BUSY + timedelta(seconds=number % 40)))
        fake.put(conversation(next(added), SINCE + progress.windows * timedelta(days=2)))

    export(fake, tmp_path, on_progress=add)
    found = ids(tmp_path)
    assert {f"conv_{number}" for number in range(200)} <= set(found)
    assert len(found) == len(set(found))
    assert verify(tmp_path) == []


class KilledError(BaseException):
    """Stands for a kill."""


def kill_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise at a rename, which is what makes things safe."""
    count = 0
    replace = Path.replace

    def counted(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == number:
            raise KilledError
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", counted)


def test_threads_of_a_failed_export_do_not_stop_the_next(tmp_path: Path) -> None:
    """They may still write to a scratch folder while the next export removes it."""
    scratch = tmp_path / "out" / ".state" / "scratch-1-1"
    scratch.mkdir(parents=True)
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            with suppress(FileNotFoundError):
                (scratch / uuid4().hex).touch()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(20):
            export_sync(filled(year(3)), tmp_path / "out")
            scratch.mkdir(exist_ok=True)
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("export", BOTH)
@pytest.mark.parametrize("point", [1, 2, 3, 4, 5, 9, 14, 30, 57])
def test_a_killed_export_ends_with_the_same_files(
    export: Export, point: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started again with the same arguments, it ends as if nothing had happened."""
    small_windows(monkeypatch, 20)
    fake = filled(year(200), max_page_size=30)
    export(fake, tmp_path / "whole")
    with monkeypatch.context() as patch:
        kill_at(point, patch)
        with pytest.raises(KilledError):
            export(fake, tmp_path / "killed")
    (tmp_path / "killed" / ".state" / "scratch-1").mkdir()
    export(fake, tmp_path / "killed")
    assert files(tmp_path / "killed") == files(tmp_path / "whole")
    assert verify(tmp_path / "killed") == []


@pytest.mark.parametrize("export", BOTH)
def test_what_fails_keeps_what_is_safe(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an error of the API, only what is not safe yet is asked for again."""
    small_windows(monkeypatch, 20)
    fake = filled(year(100), max_page_size=30)
    seen: list[Progress] = []

    def fail(progress: Progress) -> None:
        seen.append(progress)
        if progress.windows == 2:
            fake.fail_next(500, times=None)

    with pytest.raises(InternalServerError):
        export(fake, tmp_path, on_progress=fail)
    safe = seen[-1].conversations
    assert safe >= 40
    fake = filled(year(100), max_page_size=30)
    seen.clear()
    export(fake, tmp_path, on_progress=seen.append)
    assert seen[0].conversations >= 40
    assert seen[-1][:2] == (100, 0)
    assert seen[-1].covered == pytest.approx(1)
    before = len(fake.requests)
    export(fake, tmp_path)
    assert len(fake.requests) == before


def test_a_full_disk_stops_and_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is the system's own; with room again, the export goes on."""
    fake = filled(year(5))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            export_sync(fake, tmp_path)
    export_sync(fake, tmp_path)
    assert len(rows(tmp_path)) == 5


def test_two_exports_do_not_share_a_folder(tmp_path: Path) -> None:
    """The second one says so, and is welcome once the first has ended."""
    fake = filled(year(5))
    with Store(tmp_path), pytest.raises(ConfigurationError, match="another export is writing"):
        export_sync(fake, tmp_path)
    export_sync(fake, tmp_path)


def test_a_late_worker_writes_nothing(tmp_path: Path) -> None:
    """Once the export has ended, no window becomes safe any more."""
    plan = Plan(SINCE, UNTIL, {}, "jsonl", False, False, False, None, False)
    with Store(tmp_path) as store:
        store.settle(plan)
        (part,) = store.begin(store.root, [Range(SINCE, UNTIL)])
        chain = Chain(store, part, 5)
    with pytest.raises(StoppedError):
        chain.end()
    assert not list((tmp_path / ".state" / "windows").iterdir())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": SINCE.replace(tzinfo=None)}, "since= must be an aware datetime"),
        ({"until": SINCE}, "until= must be later"),
        ({"format": "xml"}, "format= must be one of jsonl"),
        ({"nested": True}, 'nested= needs format="parquet"'),
        ({"transcripts": "html"}, "transcripts= must be"),
        ({"redact": True, "recordings": True}, "redact= can't be combined"),
        ({"created_after": SINCE}, "use since= and until= instead of"),
        ({"limit": 5}, "remove cursor= and limit="),
        ({"colour": "red"}, "unknown filter"),
        ({"channel": ""}, "channel= must not be empty"),
        ({"workers": 17}, "workers= must be at most 16"),
        ({"page_size": 0}, "page_size= must be"),
    ],
)
@pytest.mark.parametrize("export", BOTH)
def test_arguments_are_refused_before_anything_is_sent(
    export: Export, options: dict[str, Any], told: str, tmp_path: Path
) -> None:
    """The text names the argument, and what to do."""
    fake = FakeAnyReach()
    with pytest.raises(ConfigurationError, match=told):
        export(fake, tmp_path, **options)
    assert not fake.requests


@pytest.mark.parametrize("export", BOTH)
def test_a_folder_has_one_export(export: Export, tmp_path: Path) -> None:
    """Another plan, and a folder of other files, are refused."""
    fake = filled(year(5))
    export(fake, tmp_path / "out")
    export(fake, tmp_path / "out", until=None)
    with pytest.raises(ConfigurationError, match="with different filters, format: pass the same"):
        export(fake, tmp_path / "out", format="csv", channel="text")
    with pytest.raises(ConfigurationError, match="until= must not be earlier"):
        export(fake, tmp_path / "out", until=BUSY, update=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine").touch()
    with pytest.raises(ConfigurationError, match="not an export's: use an empty folder"):
        export(fake, tmp_path / "other")


def test_a_plan_shows_no_value_of_a_filter() -> None:
    """A filter can be somebody's number."""
    plan = Plan(
        SINCE, UNTIL, {"user_id": "+12025550143"}, "jsonl", False, False, False, None, False
    )
    assert repr(plan) == ("<Plan 2026-01-01T00:00:00+00:00 to 2026-03-01T00:00:00+00:00, jsonl>")
