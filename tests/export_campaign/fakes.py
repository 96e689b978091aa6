"""The fake that the campaign exports: a year of conversations, 3 in 100 of which change late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from anyreach.testing import FakeAnyReach
from tests.overlay.exports import held_by

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365
END = START + timedelta(days=DAYS)
LATE = timedelta(days=2)
"""After which the last summaries have arrived."""


def year(count: int, now: datetime = END + LATE, until: datetime = END) -> FakeAnyReach:
    """Return a fake with so many conversations in the year, or until a time in it."""
    fake = FakeAnyReach(now=now)
    fake.generate(count, since=START, until=until)
    return fake


def truth(fake: FakeAnyReach) -> list[Mapping[str, Any]]:
    """Return every conversation that there is by now, newest first."""
    return list(held_by(fake).made(None, None))
