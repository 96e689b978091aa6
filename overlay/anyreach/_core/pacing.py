"""Pace the requests of a whole client: slow down when the API asks to wait, and recover."""

from __future__ import annotations

import math
import threading
from typing import Final, NamedTuple

_SOMEWHAT_BELOW: Final = 0.95  # the learned rate: requests don't arrive evenly
_LESS: Final = 0.95  # of a rejected rate
_LESS_GROWN: Final = 0.85  # of a rejected rate that had been growing
_ROUNDED_UP: Final = 1.0  # seconds: Retry-After and dates have whole seconds
_ON_THE_WAY: Final = 0.1  # seconds that a request may take to the API
_ENOUGH: Final = 20  # accepted requests: too many for chance
_HELD: Final = 12.0  # multiples of the learning time before the rate grows
_HELD_LEAST: Final = 2.0  # likewise, for a first rate from few requests; also in seconds
_HELD_PER_REQUEST: Final = 0.6  # likewise, for each accepted request
_HELD_MOST: Final = 60.0  # seconds
_DOUBLED: Final = 4.0  # multiples of the learning time until the rate has doubled
_FORGOTTEN: Final = 6.0  # doublings
_IDLE_SECONDS: Final = 2.0  # without a request: earlier ones say nothing about the rate


class Turn(NamedTuple):
    """A place in the queue.

    Attributes:
        at: When the request may be sent, by `time.monotonic()`.
        number: How many slow-downs there had been.
    """

    at: float
    number: int


class _Refusal(NamedTuple):
    """Evidence about the API's rate from a response that asks to wait.

    Attributes:
        paced: The rate at which the client sent; None for no limit.
        grown: Whether that rate had grown since it was learned.
        sure: Whether that rate was learned from enough requests.
        longest: Seconds in which the API accepted the requests, including the wait.
        shortest: The same if the wait was rounded up.
    """

    paced: float | None
    grown: bool
    sure: bool
    longest: float
    shortest: float

    def rate(self, passed: int) -> float:
        """Return the rate to continue with.

        Args:
            passed: Number of requests that the API accepted in that time.
        """
        if self.paced is None:  # most limits are for whole seconds
            whole = math.floor(self.longest - _ON_THE_WAY)
            return max(passed, 1) / (whole if whole > 0 else self.longest)
        least = passed / self.longest
        if self.grown:  # most of the requests were sent when it was lower
            return max(least, self.paced * _LESS_GROWN)
        most = (passed + 1) / max(self.shortest, min(self.longest, _ROUNDED_UP))
        if passed < _ENOUGH:
            most = self.paced if self.sure else math.sqrt(most * self.paced)
        return min(self.paced, max(least, min(self.paced * _LESS, most)))


class Pace:
    """The pace of one client at one origin, for all of its children, threads and tasks.

    Requests are not limited before the first response that asks to wait. That response holds all
    requests back, and gives the first rate: the accepted requests, divided by the time from the
    first request to the end of the wait. Then requests are spaced slightly below that rate. The
    rate is held longer the more is known about it. Then it grows, slowly at first, until a response
    asks to wait again, or until the limit is forgotten.

    Retry-After is a whole number, so the wait can be up to a second longer than the limit. The rate
    is therefore never below the accepted requests in that time, and only slightly below a rejected
    rate.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held_until = 0.0
        self._next = 0.0  # when the next request may be sent
        self._slow_downs = 0
        self._slowed_at = 0.0
        self._rate: float | None = None  # requests a second
        self._held = self._doubled = 0.0  # seconds: see above
        self._since = 0.0  # from when on `_passed` were let through
        self._passed = 0
        self._refusal: _Refusal | None = None  # the last one that slowed down
        self._before = 0  # how many had passed by then
        self._sure = False  # whether the rate was learned from enough requests
        self._kept = False  # whether `_passed` counts on from there

    def reserve(self, now: float) -> Turn:
        """Take the next place in the queue.

        Args:
            now: The time, by `time.monotonic()`.
        """
        with self._lock:
            at = max(now, self._held_until, self._next)
            if self._doublings(at) >= _FORGOTTEN:
                self._rate = None
                self._since, self._passed = at, 0
            if now - self._next > _IDLE_SECONDS:
                self._since, self._passed = at, 0
            rate = self._rate_at(at)
            self._next = at + (0.0 if rate is None else 1 / rate)
            return Turn(at, self._slow_downs)

    def is_valid(self, turn: Turn) -> bool:
        """Return whether a place in the queue is valid: no response has asked to wait since."""
        return turn.number == self._slow_downs

    def held(self, now: float) -> float:
        """Return the remaining seconds that the API asked to wait."""
        return max(0.0, self._held_until - now)

    def passed(self, sent: float) -> None:
        """Note a response that doesn't ask to wait.

        Args:
            sent: When its request was sent.
        """
        with self._lock:
            if self._refusal is None or sent >= self._slowed_at:
                self._passed += 1
                return
            self._before += 1  # sent before the rejected ones
            self._passed += self._kept
            self._rate = self._refusal.rate(self._before)

    def slow_down(self, now: float, sent: float, seconds: float) -> None:
        """Note a response that asks to wait.

        Args:
            now: The time, by `time.monotonic()`.
            sent: When its request was sent.
            seconds: How long to wait.
        """
        with self._lock:
            until = max(self._held_until, now + seconds)
            if sent >= self._slowed_at:  # else it was sent before the last slow-down
                self._learn(now, sent, seconds)
                self._slowed_at = until
                if not self._kept:
                    self._since, self._passed = until, 0
            self._held_until = self._next = until
            self._slow_downs += 1

    def _learn(self, now: float, sent: float, seconds: float) -> None:
        """Learn the rate from a response that asks to wait."""
        paced = self._rate_at(sent)
        since = min(self._since, sent)
        longest = max(sent + seconds - since, now - since, 0.001)
        shortest = max(sent - since, longest - _ROUNDED_UP)
        grown = self._doublings(sent) > 0
        self._refusal = _Refusal(paced, grown, self._sure, longest, shortest)
        self._before = self._passed
        self._kept = paced is not None and self._passed < _ENOUGH
        self._sure = paced is not None and (self._sure or not self._kept)
        self._rate = self._refusal.rate(self._before)
        held = _HELD
        if paced is None:  # a rough guess, and the rougher the fewer passed
            held = min(held, max(_HELD_LEAST, _HELD_PER_REQUEST * self._passed))
        self._held = min(max(held * longest, _HELD_LEAST), _HELD_MOST)
        self._doubled = max(self._held, _DOUBLED * longest)

    def _doublings(self, at: float) -> float:
        """Return how often the rate has doubled at a time."""
        if self._rate is None:
            return 0.0
        doublings = (at - self._slowed_at - self._held) / self._doubled
        return min(max(0.0, doublings), _FORGOTTEN)

    def _rate_at(self, at: float) -> float | None:
        """Return how many requests a second may be sent at a time; None for no limit."""
        if self._rate is None:
            return None
        return self._rate * _SOMEWHAT_BELOW * 2 ** self._doublings(at)
