"""Decide what follows an attempt: pure functions, without I/O or a clock."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from datetime import UTC
from typing import Final, NamedTuple

from anyreach._errors import APIConnectionError, APIError, APIStatusError, RateLimitError

_REPEATABLE_STATUSES: Final = frozenset({101, 408, 429, 500, 502, 503, 504})  # 101: unasked
_SLOW_DOWN_STATUSES: Final = frozenset({429, 503})
_BASE_SECONDS: Final = 0.5
_CAP_SECONDS: Final = 8.0
_THROTTLED_FACTOR: Final = 4.0
LONGEST_WAIT: Final = 61.0
"""Maximum wait in seconds: a response that asks for more ends its call.

A minute, and the second by which whole seconds and dates are rounded up.
"""


class Policy(NamedTuple):
    """Whether an operation may be retried once it may have reached the server.

    The contract sets it for each operation; `with_options(policy=)` overrides it.

    Attributes:
        repeatable: Whether it may. If False, it is retried only if no connection was made.
        idempotency_header: The header that identifies one logical call, so that the server acts
            only once; None for no such header.
    """

    repeatable: bool
    idempotency_header: str | None = None


class Failure(NamedTuple):
    """A failed attempt.

    Attributes:
        error: The error.
        again: Whether a retry can help.
        at_once: Whether to retry without waiting, since the server had closed an idle connection.
    """

    error: APIError
    again: bool
    at_once: bool = False


class Budget:
    """The token bucket of a client: retries spend from it, successes pay into it.

    However many calls fail at once, the retries of all threads and tasks together stay few: a full
    bucket pays for seven retries of throttled calls, or for fifty of others, that do not help.
    """

    _FULL: Final = 100
    _PRICE: Final = 2
    _THROTTLED_PRICE: Final = 14

    def __init__(self) -> None:
        self._tokens = self._FULL
        self._lock = threading.Lock()

    def earn(self, paid: int = 0) -> None:
        """Note a success, and refund what its retries cost."""
        with self._lock:
            self._tokens = min(self._FULL, self._tokens + 1 + paid)

    def affords_retry(self) -> bool:
        """Return whether the bucket can pay for the retry of a call that was not throttled."""
        return self._tokens >= self._PRICE

    def spend(self, error: APIError) -> int:
        """Pay for a retry after `error`, and return its price; 0 if too little is left."""
        price = self._THROTTLED_PRICE if _throttled(error) else self._PRICE
        with self._lock:
            if self._tokens < price:
                return 0
            self._tokens -= price
            return price


def wait_before_retry(
    failure: Failure,
    *,
    repeatable: bool,
    retry: int,
    max_retries: int,
    remaining: float,
    jitter: float,
) -> float | None:
    """Return how many seconds to wait before the next retry, or None to raise the error.

    Args:
        failure: The failure of the last attempt.
        repeatable: Whether the call may be retried although the server may have acted on it; if
            not, it is retried only when the connection was never made.
        retry: Which retry this would be, from 1.
        max_retries: Maximum number of retries.
        remaining: Seconds left before the call's deadline.
        jitter: A random number from 0 to 1 (full jitter).
    """
    error, again, at_once = failure
    if not again or retry > max_retries:
        return None
    if is_final(error):
        return None
    never_sent = isinstance(error, APIConnectionError) and not error.maybe_sent
    if not (repeatable or never_sent):
        return None
    if at_once:
        return 0.0
    factor = _THROTTLED_FACTOR if _throttled(error) else 1.0
    wait = jitter * factor * min(_CAP_SECONDS, _BASE_SECONDS * 2.0 ** (retry - 1))
    wait = min(wait, remaining / 2)
    asked = error.retry_after if isinstance(error, APIStatusError) else None
    if asked is not None:
        if asked > LONGEST_WAIT:
            return None
        wait = max(wait, asked)
    return wait if wait < remaining else None


def named_wait(error: APIError) -> float | None:
    """Return the seconds that a 429 or 503 with Retry-After asks every caller to wait."""
    if isinstance(error, APIStatusError) and error.status_code in _SLOW_DOWN_STATUSES:
        return error.retry_after or None
    return None


def is_final(error: APIError) -> bool:
    """Return whether a retry would get the same response."""
    return isinstance(error, APIStatusError) and error.status_code not in _REPEATABLE_STATUSES


def _throttled(error: APIError) -> bool:
    return isinstance(error, RateLimitError) or (
        isinstance(error, APIStatusError) and error.retry_after is not None
    )


def parse_retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds in a response's Retry-After, or None without one.

    Reads seconds, decimals and the three date forms of RFC 9110, section 5.6.7; a time in the past
    is 0. An invalid value is ignored.

    Args:
        headers: The response's headers.
        now: The time, in seconds since the epoch.
    """
    text = headers.get("retry-after", "").strip()
    try:
        seconds = float(text)
    except ValueError:
        seconds = _seconds_until(text, now)
    return None if math.isnan(seconds) else max(0.0, seconds)


def _seconds_until(date: str, now: float) -> float:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  slow to import, seldom needed

    try:
        when = parsedate_to_datetime(date)
        if when.tzinfo is None:  # the asctime form names no zone: it is GMT
            when = when.replace(tzinfo=UTC)
        return when.timestamp() - now
    except (ValueError, OverflowError, TypeError, IndexError):
        return math.nan
