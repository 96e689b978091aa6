"""Rate limits, as servers keep them: so many requests a second, and a time to ask again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from math import ceil
from typing import Final, NamedTuple


class Pace(NamedTuple):
    """A rate limit.

    Attributes:
        kind: How the server counts: `fixed window`, `clock` or `bucket`.
        rate: How many requests a second it lets through.
        form: How Retry-After says when to ask again: `seconds` or `date`.
    """

    kind: str
    rate: int
    form: str


Admit = Callable[[float], "float | None"]
"""Is given the time of a request; returns None, or when the next one is let through."""


def _window(rate: int) -> Admit:
    """Let so many through in a second that begins with the first one."""
    ends, room = 0.0, 0

    def admit(now: float) -> float | None:
        nonlocal ends, room
        if now >= ends:
            ends, room = now + 1, rate
        room -= 1
        return None if room >= 0 else ends

    return admit


def _clock(rate: int) -> Admit:
    """Let so many through in each second of the clock."""
    counts: Counter[int] = Counter()

    def admit(now: float) -> float | None:
        second = int(now)
        counts[second] += 1
        return None if counts[second] <= rate else second + 1.0

    return admit


def _bucket(rate: int) -> Admit:
    """Let a request through for each token; as many as there are in a second come at once."""
    tokens, at = float(rate), 0.0

    def admit(now: float) -> float | None:
        nonlocal tokens, at
        tokens = min(rate, tokens + (now - at) * rate) if at else tokens
        at = now
        if tokens < 1:
            return now + (1 - tokens) / rate
        tokens -= 1
        return None

    return admit


_KINDS: Final = {"fixed window": _window, "clock": _clock, "bucket": _bucket}


def limiter(pace: Pace) -> Callable[[float], str | None]:
    """Return what keeps a rate limit.

    Returns:
        A function that is given the time of a request, and returns None or the Retry-After of its
        refusal, in whole seconds.
    """
    admit = _KINDS[pace.kind](pace.rate)

    def limit(now: float) -> str | None:
        until = admit(now)
        if until is None:
            return None
        if pace.form == "date":
            return formatdate(ceil(until), usegmt=True)
        return f"{ceil(until - now)}"

    return limit
