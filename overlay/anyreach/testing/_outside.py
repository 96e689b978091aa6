"""Control a test's surroundings: a stopped clock, retries without waiting, no network."""

from __future__ import annotations

import ipaddress
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from anyreach._core.attempts import set_waiting


class Clock:
    """The fake's clock. Every time in the fake comes from here.

    Only these move it: `advance()`; `FakeAnyReach.add()`, by ten minutes; and each response with an
    active call, by `tick` seconds, so that an app that polls sees the call end.

    Args:
        now: The first time: an aware datetime.
        tick: Seconds to advance after each response with an active call.

    Attributes:
        tick: Seconds to advance after each response with an active call. Set it to 0 to move the
            clock only yourself.
    """

    def __init__(self, now: datetime, tick: float) -> None:
        self.tick = tick
        self._lock = threading.Lock()
        self._set(now)

    def __repr__(self) -> str:
        return f"<Clock at {self._now.isoformat()}>"

    @property
    def now(self) -> datetime:
        """The current time, in UTC. Set it to any aware datetime."""
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
        """Advance the clock.

        Args:
            seconds: Seconds to advance, at least 0.

        Returns:
            The time before.

        Raises:
            ValueError: `seconds` is negative. Set `now` to go back.
        """
        if not seconds >= 0:
            raise ValueError("seconds must be at least 0: set now to go back")
        with self._lock:
            before = self._now
            self._now += timedelta(seconds=seconds)
        return before


@contextmanager
def no_waiting() -> Generator[None]:
    """Retry without waiting in all clients of this process, inside a `with` block.

    The number of retries and the raised errors don't change.
    """
    set_waiting(on=False)
    try:
        yield
    finally:
        set_waiting(on=True)


class NetworkBlockedError(BaseException):
    """A connection to another machine was attempted inside `block_network()`.

    Not an `Exception`, so neither the client nor the app mistakes it for an API error.
    """


class _Guard:
    """An audit hook (PEP 578) that blocks connections to other machines while it is on."""

    __cantrace__ = True  # debuggers and coverage can trace it

    def __init__(self) -> None:
        self._blocks = 0
        self._lock = threading.Lock()
        self._is_installed = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._blocks:
            return
        host: Any = None
        if event in {"anyreach.connect", "socket.getaddrinfo"}:
            host = args[0]
        elif event == "socket.connect" and not isinstance(args[1], str | bytes):  # no Unix socket
            host = args[1][0]
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name and not _is_here(name):
            raise NetworkBlockedError(
                f"block_network() blocked a connection to {name}: pass transport=fake.transport "
                "to the client, or the base_url of fake.serve()"
            )

    def add(self, blocks: int) -> None:
        """Count open blocks, since an audit hook can't be removed."""
        with self._lock:
            self._blocks += blocks
            if not self._is_installed:
                self._is_installed = True
                sys.addaudithook(self)


_guard = _Guard()


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@contextmanager
def block_network() -> Generator[None]:
    """Block every connection of this process to another machine, inside a `with` block.

    Use it around mocks: a request that they miss raises `NetworkBlockedError`, and places no phone
    call. It covers every client, transport, thread and library in the process. Loopback stays open,
    so `fake.serve()` works, but clients can't reach a proxy. It doesn't cover child processes or
    connections that are already open.

    Raises:
        NetworkBlockedError: Code in the block attempts a connection; raised there.
    """
    _guard.add(1)
    try:
        yield
    finally:
        _guard.add(-1)
