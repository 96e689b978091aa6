"""When the next request may be sent: the whole client slows down together, and recovers."""

from __future__ import annotations

import threading
from typing import Final, NamedTuple

_MARGIN: Final = 0.15  # so far below the rate that the API let through a client begins again
_FIRST_RECOVERY: Final = 4.0  # seconds until that rate is reached again: it is a rough guess
_LONGEST_RECOVERY: Final = 20.0  # likewise, when the guess has been confirmed
_LEAST_RECOVERY: Final = 20  # requests that it takes at least, where these are few a second
_FORGOTTEN_AFTER: Final = 5  # recoveries without another slow-down
_FEW: Final = 4  # passed since the last slow-down: the rate was far too high
_IDLE_SECONDS: Final = 2.0  # without a request: what came before says nothing of the rate


class Turn(NamedTuple):
    """A place in the queue.

    Attributes:
        at: When the request may be sent, by `time.monotonic()`.
        number: How many slow-downs there had been.
    """

    at: float
    number: int


class Pace:
    """The pace of one client at one origin, for all of its children, threads and tasks.

    A response that asks to wait holds everybody back until then. Afterwards requests are spaced: at
    first at a rate somewhat below what the API let through, slowly growing back to it, then faster
    and faster beyond (additive increase in the shape of botocore's cubic curve, multiplicative
    decrease), until the limit is forgotten. Nothing is limited before the first such response.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held_until = 0.0
        self._next = 0.0  # when the next request may be sent
        self._rate: float | None = None  # requests a second that the API let through
        self._recovery = _FIRST_RECOVERY
        self._slowed_at = 0.0
        self._slow_downs = 0
        self._since = 0.0  # when the first one of `_passed` did
        self._passed = 0

    def reserve(self, now: float) -> Turn:
        """Take the next place in the queue.

        Args:
            now: The time, by `time.monotonic()`.
        """
        with self._lock:
            if now - self._next > _IDLE_SECONDS:
                self._passed = 0
            at = max(now, self._held_until, self._next)
            rate = self._rate_at(at)
            self._next = at + (0.0 if rate is None else 1 / rate)
            return Turn(at, self._slow_downs)

    def is_valid(self, turn: Turn) -> bool:
        """Return whether a place in the queue still stands: no response has asked to wait since."""
        return turn.number == self._slow_downs

    def held(self, now: float) -> float:
        """Return for how many more seconds the API has asked to wait."""
        return max(0.0, self._held_until - now)

    def passed(self, now: float) -> None:
        """Note a response that does not ask to wait.

        Args:
            now: The time, by `time.monotonic()`.
        """
        with self._lock:
            if not self._passed:
                self._since = now
            self._passed += 1

    def slow_down(self, now: float, sent: float, seconds: float) -> None:
        """Note a response that asks to wait.

        Args:
            now: The time, by `time.monotonic()`.
            sent: When its request was sent.
            seconds: How long to wait.
        """
        with self._lock:
            until = max(self._held_until, now + seconds)
            if sent >= self._slowed_at:  # else the slow-down before came too late for it
                paced = self._rate_at(now)
                if paced is None:
                    since = self._since if self._passed else now
                    self._rate = max(self._passed, 1) / max(until - since, 0.001)
                    self._recovery = _FIRST_RECOVERY
                else:
                    self._rate = paced * (0.7 if self._passed < _FEW else 0.97)
                    self._recovery = min(2 * self._recovery, _LONGEST_RECOVERY)
                self._slowed_at = until
                self._passed = 0
            self._held_until = self._next = until
            self._slow_downs += 1

    def _rate_at(self, at: float) -> float | None:
        """Return how many requests a second may be sent at a time; None for no limit."""
        if self._rate is None:
            return None
        recovery = max(self._recovery, _LEAST_RECOVERY / self._rate)
        progress = max(0.0, at - self._slowed_at) / recovery
        if progress > _FORGOTTEN_AFTER:
            self._rate = None
            return None
        return self._rate * (1 + _MARGIN * (progress - 1) ** 3)
