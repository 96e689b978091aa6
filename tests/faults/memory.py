"""How much memory the bombs cost: the peak of a process that reads them, beyond what it had.

Run as a program, it fetches one bomb three times and says by how many bytes its resident set grew
at most, as the Linux kernel counts it: what an extension module allocates is in it, too.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from anyreach.testing import no_waiting
from tests.faults import subjects
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import Subject

_ROOT: Final = Path(__file__).resolve().parents[2]
_STATUS: Final = Path("/proc/self/status")
_RESET_PEAK: Final = "5"  # proc(5), /proc/pid/clear_refs
_TIMES: Final = 3
_TIMEOUT: Final = 30.0


def peak(mode: str, bomb: str) -> int:
    """Return by how many bytes a bomb makes a new process grow.

    Args:
        mode: `sync` or `async`.
        bomb: The kind of fault.
    """
    command = [sys.executable, "-m", "tests.faults.memory", mode, bomb]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)
    return int(done.stdout)


def _fetch_sync(subject: Subject, url: str) -> None:
    with subject.open(url, _TIMEOUT) as fetch, suppress(Exception):
        fetch("conv_1")


def _fetch_async(subject: Subject, url: str) -> None:
    async def fetch_one() -> None:
        async with subject.open_async(url, _TIMEOUT) as fetch:
            with suppress(Exception):
                await fetch("conv_1")

    asyncio.run(fetch_one())


def _resident(counter: str) -> int:
    found = re.search(rf"{counter}:\s+(\d+) kB", _STATUS.read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024


def _growth(fetch: Callable[[Subject, str], None], subject: Subject, bomb: str) -> int:
    with FaultServer() as server, no_waiting():
        fetch(subject, server.start(Plan(0, [], probability=0.0)))  # imports what there is to
        server.stop()
        url = server.start(Plan(0, [bomb], probability=1.0, longest_row=sys.maxsize))
        before = _resident("VmRSS")
        Path("/proc/self/clear_refs").write_text(_RESET_PEAK, "ascii")
        for _ in range(_TIMES):
            fetch(subject, url)
        grown = _resident("VmHWM") - before
        server.stop()
    return grown


if __name__ == "__main__":
    _, mode, bomb = sys.argv
    fetch = {"sync": _fetch_sync, "async": _fetch_async}[mode]
    sys.stdout.write(str(_growth(fetch, subjects.anyreach(), bomb)))
