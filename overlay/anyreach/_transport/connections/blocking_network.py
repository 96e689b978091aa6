"""Deadlines, gates, transports for threads; `asyncio_network` has the same names for asyncio."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from typing import Final, NoReturn

from anyreach._errors import ConfigurationError
from anyreach._transport.exchange import left

_THREADS: Final = 100  # of one client that send at once


def deadline(_ends: float) -> AbstractContextManager[None]:
    """Return a block. Waits in it use `left()` as their timeout."""
    return nullcontext()


def move(_timer: None, _ends: float) -> None:
    """Do nothing: waits use `left()`."""


class gate:  # noqa: N801  a function in the async world
    """A block that limits the number of concurrent threads."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(_THREADS)

    def __enter__(self) -> None:
        if not self._places.acquire(timeout=left()):
            raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self._places.release()


def named_transport(*_: object) -> NoReturn:
    """Reject the name of an extra.

    Raises:
        ConfigurationError: The extras are async.
    """
    raise ConfigurationError('transport= must be an httpx.BaseTransport, or "httpx2"')
