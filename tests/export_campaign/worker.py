"""One export in a process of its own, which can kill itself: the campaign starts it.

`python -m tests.export_campaign.worker OUT COUNT ROWS DAY KILL_AT FORMAT`
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from anyreach import AnyReach
from anyreach._transport.httpx_transports import handler_transport
from anyreach.export import _sync_export
from tests.export_campaign.year import LATE, START, Year

_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}


class Killer:
    """An audit hook (PEP 578) that counts what happens to files, and kills this process.

    Args:
        folder: Whose files count.
        at: At which event; 0 for none.

    Attributes:
        count: How many there were.
        last: Which one was the last rename: afterwards the export is done.
    """

    def __init__(self, folder: Path, at: int) -> None:
        self.count = self.last = 0
        self._folder = str(folder)
        self._at = at
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Look at an event."""
        if event in _EVENTS and str(args[0]).startswith(self._folder):
            self.count += 1
            self.last = self.count if event == "os.rename" else self.last
            if self.count == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


def main(argv: Sequence[str]) -> None:
    """Export until a day of the year, or update the export; print what it took."""
    out, count, rows, day, kill_at, suffix = argv
    until = START + timedelta(days=int(day))
    year = Year(int(count), now=until + (LATE if int(day) > 364 else timedelta(0)))
    _sync_export.ROWS = int(rows)  # type: ignore[misc]
    killer = Killer(Path(out), int(kill_at))
    before, began = time.process_time(), time.monotonic()
    options: Any = {"format": suffix, "transcripts": "text" if int(kill_at) >= 0 else None}
    with AnyReach("ak_1.x", transport=handler_transport(year.respond)) as client:
        done = client.conversations.export(out, since=START, until=until, update=True, **options)
    took, cpu = time.monotonic() - began, time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(killer.last, done.conversations, year.requests, memory, f"{took:.1f}", f"{cpu:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
