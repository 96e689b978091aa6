"""Exports and updates that are killed: they end with the same files, 0 missing and 0 twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from anyreach.export import verify
from tests.export_campaign.fakes import START, truth, year
from tests.overlay.exports import files, rows

COUNT = 500
ROWS = 25
_DAYS = (20, 30)
"""When the export ends, and when the update does."""


class Outcome(NamedTuple):
    """What came of one kill.

    Attributes:
        point: At which event of a file the process killed itself.
        killed: Whether it did.
        same: Whether the files are those of a run that nobody killed.
        missing: How many conversations are missing.
        twice: How many are there twice.
    """

    point: int
    killed: bool
    same: bool
    missing: int
    twice: int


def work(out: Path, day: int, kill_at: int = 0) -> list[str] | None:
    """Export until a day, in a process of its own; None when it killed itself."""
    line = [str(out), str(COUNT * 12), str(ROWS), str(day), str(kill_at)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.export_campaign.worker", *line],
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
        check=False,
    )
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def campaign(folder: Path, points: int) -> Iterator[Outcome]:
    """Kill an export, or an update of one, at so many points spread over its run."""
    for update in (False, True):
        whole = folder / f"whole-{update}"
        days = _DAYS if update else _DAYS[:1]
        for day in days[:-1]:
            work(whole, day)
        before = files(whole) if update else {}
        events = int((work(whole, days[-1]) or ["0"])[0])
        expected = files(whole)
        for number in range(points // 2):
            point = 1 + number * (events - 1) // max(1, points // 2 - 1)
            out = folder / f"killed-{update}-{number}"
            restore(out, before)
            killed = work(out, days[-1], point) is None
            work(out, days[-1])
            yield _judged(out, point, expected, days[-1], killed=killed)


def restore(out: Path, content: Mapping[str, bytes]) -> None:
    """Write files as they were."""
    for name, data in content.items():
        (out / name).parent.mkdir(0o700, parents=True, exist_ok=True)
        (out / name).write_bytes(data)
        (out / name).chmod(0o600)


def _judged(
    out: Path, point: int, expected: Mapping[str, bytes], day: int, *, killed: bool
) -> Outcome:
    assert verify(out) == []
    until = START + timedelta(days=day)
    expected_rows = {json.dumps(row) for row in truth(year(COUNT * 12, until))}
    found = Counter(json.dumps(row) for row in rows(out))
    return Outcome(
        point,
        killed,
        files(out) == expected,
        len(expected_rows - found.keys()),
        sum(count > 1 for count in found.values()),
    )


def summary(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the sum of outcomes: how many kills there were, and whether all ended well."""
    found = list(outcomes)
    return Outcome(
        sum(one.killed for one in found),
        all(one.killed for one in found),
        all(one.same for one in found),
        sum(one.missing for one in found),
        sum(one.twice for one in found),
    )
