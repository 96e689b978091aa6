"""One request and its response: deadlines, progress, and failure."""

from __future__ import annotations

import math
import sys
import time
from contextvars import ContextVar, Token
from typing import Final, Self

from anyreach._transport.faults import explain, passes
from anyreach._transport.frames import cut
from anyreach._transport.http_types import Broken

_ROUNDING: Final = 0.05  # seconds by which a timer may be early
_SLOWEST: Final = 1_024  # bytes a second; a response that trickles is given up, as silence is


class Exchange:
    """A block that sends a request or reads some of its response. Sockets in the block use it.

    Network exceptions don't leave the block: it ends, and `broken()` says why. An app's exceptions
    do, without the frames of libraries, which contain the request's headers.

    Args:
        ends: The deadline, by `time.monotonic()`.
        silence: Seconds after which to abandon a server that sends nothing or very little; None
            to wait until `ends`.
        hides_host: Whether errors must not name the host.
        hint: A hint to add to errors if no connection was made.

    Attributes:
        ends: The current deadline; may be earlier until the response begins.
        sent: Whether a byte of the request may have reached the server.
        reused: Whether the connection was used before; set only by aiohttp.
        keeps: Whether the connection may be used again: False if it may be one response behind.
    """

    def __init__(
        self, ends: float, *, silence: float | None = None, hides_host: bool = False, hint: str = ""
    ) -> None:
        self.ends = self._last = ends
        self.sent = False
        self.reused = False
        self.keeps = True
        self._silence = silence
        self._lively = 0.0  # until when what has arrived is not too slow
        self._hides_host = hides_host
        self._hint = hint
        self._outer: Token[Exchange]
        self._before: BaseException | None
        self._failure: Broken | BaseException

    def __enter__(self) -> Self:
        self._outer = current.set(self)
        self._before = sys.exception()
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        current.reset(self._outer)
        if error is None:
            return False
        passing = passes(error)
        cut(error, self._before)
        if passing is error:
            return False
        if passing is not None:
            self._failure = passing
            return True
        self._failure = explain(
            error,
            sent=self.sent,
            stalled=self._last - time.monotonic() > _ROUNDING,
            hides_host=self._hides_host,
            hint=self._hint,
        )
        return True

    def begin(self) -> float:
        """Start sending. Connecting, and waiting for a response, count as silence.

        Returns:
            The time by which the response must begin.
        """
        if self._silence is not None:
            self.ends = min(self._last, time.monotonic() + self._silence)
        return self.ends

    def respond(self) -> float:
        """Note that the response began.

        Returns:
            The time by which it must be complete.
        """
        self.ends = self._last
        self._lively = time.monotonic()
        return self.ends

    def arrive(self, count: int) -> None:
        """Note received bytes.

        Raises:
            TimeoutError: The deadline has passed, or the response is too slow to meet it.
        """
        left()
        now = time.monotonic()
        self._lively = min(now, self._lively + count / _SLOWEST)
        if self._silence is not None and now - self._lively > self._silence:
            raise TimeoutError

    def broken(self) -> Broken:
        """Return why the exchange failed.

        Raises:
            Exception: The app's exception that a library had wrapped.
            ConfigurationError: The request can't be built.
        """
        if isinstance(self._failure, BaseException):
            raise self._failure
        return self._failure


NONE: Final = Exchange(math.inf)
current: Final[ContextVar[Exchange]] = ContextVar("anyreach_exchange", default=NONE)


def left(timeout: float | None = None) -> float:
    """Return the seconds left for an operation, at most `timeout`.

    Raises:
        TimeoutError: The deadline has passed.
    """
    seconds = current.get().ends - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds if timeout is None else min(timeout, seconds)
