"""Time: a clock that stands still until it is turned, and retries that do not wait."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from anyreach._core.call import set_waiting


class Clock:
    """The fake's time. Everything in the fake that has a time takes it from here.

    It stands still, except that three things turn it: `advance()`; `FakeAnyReach.add()`, by the ten
    minutes until the next conversation; and every answer that shows a call still going on, by
    `tick` seconds, so that an app that polls sees the call come to its end.

    Args:
        now: Where it starts: an aware datetime.
        tick: Seconds that pass after each answer that shows a call still going on.

    Attributes:
        tick: As given; set it to 0 to turn the clock yourself alone.
    """

    def __init__(self, now: datetime, tick: float) -> None:
        self.tick = tick
        self._lock = threading.Lock()
        self._set(now)

    def __repr__(self) -> str:
        return f"<Clock at {self._now.isoformat()}>"

    @property
    def now(self) -> datetime:
        """What time it is, in UTC. Set it to any aware datetime."""
        return self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        with self._lock:
            self._set(moment)

    def _set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError(
                "now must be an aware datetime, such as datetime(2026, 1, 15, tzinfo=UTC)"
            )
        self._now = moment.astimezone(UTC)

    def advance(self, seconds: float) -> datetime:
        """Let time pass.

        Args:
            seconds: How many, not less than 0.

        Returns:
            What time it was before.

        Raises:
            ValueError: Time does not run backwards; set `now` to begin at another time.
        """
        if not seconds >= 0:
            raise ValueError("seconds must not be less than 0: set now to go back")
        with self._lock:
            before = self._now
            self._now += timedelta(seconds=seconds)
        return before


@contextmanager
def no_waiting() -> Generator[None]:
    """Let clients of this process repeat calls without waiting, for the length of the block.

    How often they repeat a call, and what they raise, stays the same.
    """
    set_waiting(on=False)
    try:
        yield
    finally:
        set_waiting(on=True)
