"""One export in a process of its own, which can kill itself: the campaign starts it.

`python -m tests.export_campaign.worker OUT COUNT ROWS DAY KILL_AT`
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from anyreach import AnyReach
from anyreach.export import _sync_export
from tests.export_campaign.fakes import START, year

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
    """Export until a day of the year, or update the export; print how many events there were."""
    out, count, rows, day, kill_at = argv
    until = START + timedelta(days=int(day))
    fake = year(int(count), until)
    _sync_export.ROWS = int(rows)  # type: ignore[misc]
    killer = Killer(Path(out), int(kill_at))
    with AnyReach(fake.token(), transport=fake.transport) as client:
        client.conversations.export(out, since=START, until=until, update=True, transcripts="text")
    print(killer.last)


if __name__ == "__main__":
    main(sys.argv[1:])
