"""Names, sockets and streams for threads; `asyncio_dial` has the same names for asyncio."""

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
"""The stream type."""


def resolve(host: str, port: int, seconds: float | None) -> list[Info]:
    """Return the addresses of a host.

    Raises:
        OSError: The host has none.
        TimeoutError: The resolver doesn't answer in time.
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
    """Connects to several addresses at once. Closes the losers at the end.

    Attributes:
        failure: The last failure.
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
        """Start to connect to another address."""
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
        """Return a connected socket, or None if one failed or the time is over."""
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
    """Return a stream."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return SyncStream(connection)
