"""When the next request may be sent: the whole client slows down together, and recovers."""

from __future__ import annotations

import math
import threading
from typing import Final, NamedTuple

_SOMEWHAT_BELOW: Final = 0.95  # the rate that was learned: requests do not arrive evenly
_LESS: Final = 0.95  # of a rate that was refused
_LESS_GROWN: Final = 0.85  # likewise, of one that had been growing
_ROUNDED_UP: Final = 1.0  # seconds: Retry-After and dates are whole ones
_ON_THE_WAY: Final = 0.1  # seconds that a request may take to the API
_ENOUGH: Final = 20  # requests that passed: that is no chance
_HELD: Final = 12.0  # times that it took to learn a rate, until it grows
_HELD_LEAST: Final = 2.0  # likewise, for the first rate, of few requests; in seconds, too
_HELD_PER_REQUEST: Final = 0.6  # likewise, for each that passed
_HELD_MOST: Final = 60.0  # seconds
_DOUBLED: Final = 4.0  # times that it took to learn a rate, until it has doubled
_FORGOTTEN: Final = 6.0  # doublings
_IDLE_SECONDS: Final = 2.0  # without a request: what came before says nothing of the rate


class Turn(NamedTuple):
    """A place in the queue.

    Attributes:
        at: When the request may be sent, by `time.monotonic()`.
        number: How many slow-downs there had been.
    """

    at: float
    number: int


class _Refusal(NamedTuple):
    """What a response that asks to wait tells of the rate that the API lets through.

    Attributes:
        paced: The rate at which the client sent; None for no limit.
        grown: Whether it had grown since it was learned.
        sure: Whether it was learned from enough requests.
        longest: Seconds that the API may have let requests through for, with the wait.
        shortest: Likewise, when the wait was rounded up.
    """

    paced: float | None
    grown: bool
    sure: bool
    longest: float
    shortest: float

    def rate(self, passed: int) -> float:
        """Return the rate to go on with.

        Args:
            passed: How many requests were let through in that time.
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

    Nothing is limited before the first response that asks to wait. It holds everybody back until
    then, and tells the rate: what passed, by the time from the first request until the end of the
    wait. From then on requests are spaced somewhat below that rate. It is held for a while, which
    is the longer the more is known of it; then it grows, slowly at first, until a response asks to
    wait again, or until the limit is forgotten.

    The wait that was asked may be up to a second longer than the limit, because Retry-After is a
    whole number. So a rate is never taken for less than what did pass in that time, and else only
    a little below what was refused.
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
        """Return whether a place in the queue still stands: no response has asked to wait since."""
        return turn.number == self._slow_downs

    def held(self, now: float) -> float:
        """Return for how many more seconds the API has asked to wait."""
        return max(0.0, self._held_until - now)

    def passed(self, sent: float) -> None:
        """Note a response that does not ask to wait.

        Args:
            sent: When its request was sent.
        """
        with self._lock:
            if self._refusal is None or sent >= self._slowed_at:
                self._passed += 1
                return
            self._before += 1  # it overtook none of those that were refused
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
            if sent >= self._slowed_at:  # else the slow-down before came too late for it
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
