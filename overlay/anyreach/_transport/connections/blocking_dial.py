"""Names, sockets and streams as threads have them; `asyncio_dial` has the same names for tasks."""

from __future__ import annotations

import os
import selectors
import socket
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue
from typing import Self, TypeAlias, cast

import httpcore
from httpcore._backends.sync import SyncStream  # no public name gives it a socket

from anyreach._transport.connections.dialling import Info, look_up

Socket: TypeAlias = httpcore.NetworkStream
"""What is read from and written to."""


def resolve(host: str, port: int, seconds: float | None) -> list[Info]:
    """Return the addresses of a host.

    Raises:
        OSError: There are none.
        TimeoutError: They are not known in time.
    """
    outcome: SimpleQueue[list[Info] | BaseException] = SimpleQueue()
    look_up(host, port, outcome.put)
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, BaseException):
        raise found
    return found


class Race:
    """Connects to several addresses at once; those that do not win are closed at its end.

    Attributes:
        failure: Why the last one failed.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self.failure: BaseException

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for key in self._selector.get_map().values():
            cast("socket.socket", key.fileobj).close()
        self._selector.close()

    def __bool__(self) -> bool:
        return bool(self._selector.get_map())

    def dial(self, address: Info) -> None:
        """Begin to connect to one more."""
        with ExitStack() as unless_begun:
            try:
                connection = unless_begun.enter_context(socket.socket(*address[:3]))
                connection.setblocking(False)
                with suppress(BlockingIOError):
                    connection.connect(address[4])
            except OSError as failure:
                self.failure = failure
            else:
                self._selector.register(connection, selectors.EVENT_WRITE)
                unless_begun.pop_all()

    def winner(self, seconds: float) -> socket.socket | None:
        """Return a connected socket; None when one failed, or when the time is over."""
        for key, _ in self._selector.select(seconds):
            connection = cast("socket.socket", key.fileobj)
            self._selector.unregister(connection)
            error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not error:
                return connection
            connection.close()
            self.failure = OSError(error, os.strerror(error))
        return None


def opened(connection: socket.socket) -> Socket:
    """Return what is read from and written to."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return SyncStream(connection)
