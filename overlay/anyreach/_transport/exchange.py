"""One request and its response: when they have to be over, how far they got, why they failed."""

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
    """A block that sends a request, or reads some of its response; the sockets in it know of it.

    No exception of the network leaves the block: the block ends, and `broken()` says why. What an
    app has raised leaves it; the frames of libraries, which hold the request's headers, are taken
    out of its traceback.

    Args:
        ends: The deadline, by `time.monotonic()`.
        silence: After how many seconds to give up a server that sends nothing, or next to nothing;
            None for not before `ends`.
        hides_host: Whether errors say nothing of where the host is.
        hint: What the connection depends on; errors say it when none was made.

    Attributes:
        ends: When what is going on has to be over; before the response begins, it may be earlier.
        sent: Whether a byte of the request can have reached the server.
    """

    def __init__(
        self, ends: float, *, silence: float | None = None, hides_host: bool = False, hint: str = ""
    ) -> None:
        self.ends = self._last = ends
        self.sent = False
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
        """Begin to send; a connection that is not made, or no response, is silence, too.

        Returns:
            When the response has to have begun.
        """
        if self._silence is not None:
            self.ends = min(self._last, time.monotonic() + self._silence)
        return self.ends

    def respond(self) -> float:
        """Note that the response has begun.

        Returns:
            When it has to be complete.
        """
        self.ends = self._last
        self._lively = time.monotonic()
        return self.ends

    def arrive(self, count: int) -> None:
        """Note some bytes of the response.

        Raises:
            TimeoutError: It has to be over, or it comes too slowly to wait for.
        """
        left()
        now = time.monotonic()
        self._lively = min(now, self._lively + count / _SLOWEST)
        if self._silence is not None and now - self._lively > self._silence:
            raise TimeoutError

    def broken(self) -> Broken:
        """Return why it failed.

        Raises:
            Exception: An app has raised it, and a library has made a fault of it.
            ConfigurationError: The request cannot be built.
        """
        if isinstance(self._failure, BaseException):
            raise self._failure
        return self._failure


NONE: Final = Exchange(math.inf)
current: Final[ContextVar[Exchange]] = ContextVar("anyreach_exchange", default=NONE)


def left(timeout: float | None = None) -> float:
    """Return the seconds that an operation may take, at most `timeout`.

    Raises:
        TimeoutError: The exchange has to be over.
    """
    seconds = current.get().ends - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds if timeout is None else min(timeout, seconds)
