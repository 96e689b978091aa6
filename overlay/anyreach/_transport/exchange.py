"""One request and its response: when they have to be over, and how far they got."""

from __future__ import annotations

import math
import time
from contextvars import ContextVar
from typing import Final

from anyreach._transport.http_types import Broken


class Exchange:
    """What sockets and errors know of the exchange that runs in this thread or task.

    Attributes:
        ends: When it has to be over, by `time.monotonic()`.
        hides_host: Whether errors say nothing of where the host is.
        sent: Whether a byte of the request can have reached the server.
        failure: Why it has no result, once it has failed.
    """

    __slots__ = ("ends", "failure", "hides_host", "sent")

    def __init__(self, ends: float, *, hides_host: bool = False) -> None:
        self.ends = ends
        self.hides_host = hides_host
        self.sent = False
        self.failure: Broken | BaseException

    def broken(self) -> Broken:
        """Return why it failed.

        Raises:
            BaseException: The user or the app broke it off, by Ctrl-C for example.
        """
        if isinstance(self.failure, BaseException):
            raise self.failure
        return self.failure


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
