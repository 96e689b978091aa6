"""`anyreach export`: what it asks for, shows and returns, and how it goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from anyreach._core.attempts import set_waiting
from anyreach.export import _sync_export
from anyreach.testing import FakeAnyReach, no_waiting
from tests.overlay.cli.shell import Shell
from tests.overlay.exports import BUSY, conversation, ids, manifest, rows, small_windows, year

RANGE = "--since 2026-01-01T00:00Z --until 2026-03-01T00:00Z"


@pytest.fixture
def fake() -> FakeAnyReach:
    """A fake with 60 conversations."""
    return FakeAnyReach(year(60), max_page_size=30)


@pytest.fixture
def shell(fake: FakeAnyReach, monkeypatch: pytest.MonkeyPatch) -> Generator[Shell]:
    """A shell whose exports have windows of 20."""
    small_windows(monkeypatch, 20)
    with fake.serve() as url, no_waiting():
        yield Shell(url, fake.token())


def events(out: str) -> list[dict[str, Any]]:
    """The events that a command printed."""
    return [json.loads(line) for line in out.splitlines()]


def test_it_exports_and_verifies(shell: Shell, tmp_path: Path) -> None:
    """Plain lines on stderr when piped, the sum on stdout; then it is verified."""
    done = shell(f"export {tmp_path}/out {RANGE} --channel text --format jsonl --workers 2")
    assert (done.code, done.out) == (0, f"60 conversations in {tmp_path}/out\n")
    assert re.match(r"\d+%, \d+ safe, \d+ at risk, \d+ a second", done.err)
    assert len(ids(tmp_path / "out")) == 60
    assert manifest(tmp_path / "out")["plan"]["filters"] == {"channel": "text"}
    assert shell(f"export verify {tmp_path}/out") == (0, "no problems found\n", "")
    (tmp_path / "out" / "data" / "day=2026-02-01" / "x.jsonl").touch()
    problem = "data/day=2026-02-01/x.jsonl: is not in the manifest"
    assert shell(f"export verify {tmp_path}/out") == (1, f"{problem}\n", "")
    assert shell(f"export verify {tmp_path}/out --json").out == f'["{problem}"]\n'


def test_events_are_json(shell: Shell, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Progress, waiting and the end, one a line."""
    fake.fail_next(429, retry_after=0.2)
    set_waiting(on=True)
    done = shell(f"export {tmp_path}/out {RANGE} --json")
    found = events(done.out)
    assert [found[0]["event"], found[-1]["event"]] == ["waiting", "done"]
    assert (done.code, done.err, found[-1]["conversations"]) == (0, "", 60)
    assert found[-2] == {
        "event": "progress",
        "conversations": 60,
        "at_risk": 0,
        "windows": found[-2]["windows"],
        "invalid": 0,
        "covered": pytest.approx(1),
    }


def test_an_update_says_what_changed(shell: Shell, fake: FakeAnyReach, tmp_path: Path) -> None:
    """The counts stand behind the sum."""
    shell(f"export {tmp_path}/out {RANGE}")
    fake.put(conversation(99, BUSY))
    done = shell(f"export {tmp_path}/out {RANGE} --update --lookback-days 60")
    assert done.out == f"61 conversations in {tmp_path}/out, 1 new, 60 unchanged\n"


def test_exit_codes_tell_what_is_missing(shell: Shell, fake: FakeAnyReach, tmp_path: Path) -> None:
    """Rows that cannot be read, recordings that are gone, and values that the contract lacks."""
    fake.put(conversation(98, BUSY, recording_details={"recording_url": "https://192.0.2.1/x"}))
    gone = shell(f"export {tmp_path}/gone {RANGE} --recordings")
    assert (gone.code, gone.out) == (66, f"61 conversations in {tmp_path}/gone, 1 lack something\n")
    fake.put(conversation(99, BUSY, duration="long"))
    bad = shell(f"export {tmp_path}/bad {RANGE} --channel fax")
    assert bad.err.startswith("--channel: not one of telephone")
    bad = shell(f"export {tmp_path}/bad {RANGE.replace('03', '02')} --channel text")
    assert bad.code == 64
    bad = shell(f"export {tmp_path}/invalid {RANGE}")
    assert bad.code == 65
    assert bad.out == f"61 conversations in {tmp_path}/invalid, 1 could not be read\n"


def test_an_error_says_how_to_go_on(shell: Shell, fake: FakeAnyReach, tmp_path: Path) -> None:
    """What is safe is kept; without anything there is nothing to say."""
    fake.fail_next(403)
    denied = shell(f"export {tmp_path}/out {RANGE}")
    assert denied.code == 77
    assert "safe" not in denied.err
    fake.answer("listConversations", lambda _call: rows_then_fail(fake), times=1)
    failed = shell(f"export {tmp_path}/out {RANGE}")
    assert failed.code == 70
    assert "0 conversations are saved; run the same command to continue" in failed.err
    assert shell(f"export {tmp_path}/out {RANGE}").code == 0
    assert len(rows(tmp_path / "out")) == 60


def rows_then_fail(fake: FakeAnyReach) -> Any:
    """Answer once, and fail from then on until three calls have failed."""
    fake.fail_next(500, times=3)
    return [conversation(number, BUSY) for number in range(30)]


@pytest.mark.parametrize("how", ["", " --json"])
def test_ctrl_c_ends_cleanly(
    shell: Shell, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what is safe and how to go on; the same command ends the export."""

    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_sync_export, "finish", interrupt)
        ended = shell(f"export {tmp_path}/out {RANGE}{how}")
    assert ended.code == 130
    if how:
        assert events(ended.out)[-1]["event"] == "interrupted"
    else:
        assert (
            "interrupted: 60 conversations are saved; run the same command to continue" in ended.err
        )
    assert shell(f"export {tmp_path}/out {RANGE}").code == 0


def test_ctrl_c_while_the_api_asks_to_wait(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path
) -> None:
    """A terminal is told of the wait, and of how to go on."""
    fake.fail_next(429, retry_after=30, times=None)
    ended = shell.terminal(f"export {tmp_path}/out {RANGE}", [("rate limited", "\x03")])
    assert ended.code == 130
    assert "rate limited: waiting 30.0 s" in ended.out
    assert "interrupted: 0 conversations are saved; run the same command to continue" in ended.out


def test_a_terminal_gets_a_bar(shell: Shell, tmp_path: Path) -> None:
    """It moves, and makes room for the sum at the end."""
    done = shell.terminal(f"export {tmp_path}/out {RANGE} --no-color")
    assert done.code == 0
    assert "60 safe" in done.out
    assert done.out.rstrip().endswith(f"60 conversations in {tmp_path}/out")
