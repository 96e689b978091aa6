"""The world outside a test: a clock that stands still, retries that do not wait, no network."""

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
    """The fake's time. Everything in the fake that has a time takes it from here.

    It stands still, except that three things turn it: `advance()`; `FakeAnyReach.add()`, by the ten
    minutes until the next conversation; and every answer that shows a call still going on, by
    `tick` seconds, so that an app that polls sees the call come to its end.

    Args:
        now: Where it starts: an aware datetime.
        tick: Seconds that pass after each answer that shows a call still going on.

    Attributes:
        tick: As given; set it to 0 to turn the clock yourself alone.
    """

    def __init__(self, now: datetime, tick: float) -> None:
        self.tick = tick
        self._lock = threading.Lock()
        self._set(now)

    def __repr__(self) -> str:
        return f"<Clock at {self._now.isoformat()}>"

    @property
    def now(self) -> datetime:
        """What time it is, in UTC. Set it to any aware datetime."""
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
        """Let time pass.

        Args:
            seconds: How many, not less than 0.

        Returns:
            What time it was before.

        Raises:
            ValueError: Time does not run backwards; set `now` to begin at another time.
        """
        if not seconds >= 0:
            raise ValueError("seconds must not be less than 0: set now to go back")
        with self._lock:
            before = self._now
            self._now += timedelta(seconds=seconds)
        return before


@contextmanager
def no_waiting() -> Generator[None]:
    """Let clients of this process repeat calls without waiting, for the length of the block.

    How often they repeat a call, and what they raise, stays the same.
    """
    set_waiting(on=False)
    try:
        yield
    finally:
        set_waiting(on=True)


class NetworkBlockedError(BaseException):
    """A connection to another machine was attempted inside `block_network()`.

    It is no `Exception`, so that neither the client nor the app takes it for a fault of the API.
    """


class _Guard:
    """An audit hook (PEP 578) that refuses connections to other machines while it is on."""

    __cantrace__ = True  # debuggers and coverage see inside

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
                f"block_network() refused a connection to {name}: pass transport=fake.transport "
                "to the client, or the base_url of fake.serve()"
            )

    def add(self, blocks: int) -> None:
        """Count one block more or less; there is no way to take an audit hook out again."""
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
    """Make every connection of this process to another machine an error, in a `with` block.

    Use it around mocks: a request that they miss raises `NetworkBlockedError`, and no phone rings.
    It covers every client, transport and thread of the process, and other libraries. Loopback stays
    open, so that `fake.serve()` works, but no client gets through to a proxy. Child processes, and
    connections that are open already, are not covered.

    Raises:
        NetworkBlockedError: Where the connection is attempted.
    """
    _guard.add(1)
    try:
        yield
    finally:
        _guard.add(-1)
