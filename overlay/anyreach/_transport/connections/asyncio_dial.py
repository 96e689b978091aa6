"""Names, sockets and streams for asyncio; `blocking_dial` has the same names for threads.

The streams are asyncio's own, which cost less than anyio's, and close with the server.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import suppress
from typing import Any, Self, cast

import httpcore

from anyreach._transport.connections.dialling import Info, look_up


async def resolve(host: str, port: int, seconds: float | None) -> list[Info]:
    """Return the addresses of a host.

    Raises:
        OSError: The host has none.
        TimeoutError: The resolver doesn't answer in time.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[list[Info] | BaseException] = loop.create_future()

    def settle(found: list[Info] | BaseException) -> None:
        if not outcome.done():
            outcome.set_result(found)

    def deliver(found: list[Info] | BaseException) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, found)

    look_up(host, port, deliver)
    async with asyncio.timeout(seconds):
        found = await outcome
    if isinstance(found, BaseException):
        raise found
    return found


class Race:
    """Connects to several addresses at once. Closes the losers at the end.

    Attributes:
        failure: The last failure.
    """

    def __init__(self) -> None:
        self._runners: set[asyncio.Task[socket.socket]] = set()
        self.failure: BaseException

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for task in self._runners:
            if not task.cancel() and task.exception() is None:
                task.result().close()

    def __bool__(self) -> bool:
        return bool(self._runners)

    def dial(self, address: Info) -> None:
        """Start to connect to another address."""
        self._runners.add(asyncio.create_task(_connect(address)))

    async def winner(self, seconds: float) -> socket.socket | None:
        """Return a connected socket, or None if one failed or the time is over."""
        done, _ = await asyncio.wait(
            self._runners, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            self._runners.discard(task)
            failure = task.exception()
            if failure is None:
                return task.result()
            self.failure = failure
        return None


async def _connect(address: Info) -> socket.socket:
    connection = socket.socket(*address[:3])
    try:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, address[4])
    except BaseException:
        connection.close()
        raise
    return connection


class _Protocol(asyncio.StreamReaderProtocol):
    """Closes the connection when the server does, even if it is idle."""

    def eof_received(self) -> bool:
        super().eof_received()
        return False


class Socket:
    """The stream type."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float) -> bytes:
        """Return the next bytes; empty at the end.

        Raises:
            TimeoutError: No bytes arrive in time.
            ReadError: The connection broke.
        """
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError:
            raise
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, _timeout: float) -> None:
        """Send bytes. The deadline's block ends it.

        Raises:
            WriteError: The connection broke.
        """
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: float
    ) -> Self:
        """Secure the connection."""
        async with asyncio.timeout(timeout):
            await self._writer.start_tls(
                ssl_context, server_hostname=server_hostname, ssl_handshake_timeout=timeout + 1
            )
        return self

    async def aclose(self) -> None:
        """Close the connection without waiting for the server."""
        self._writer.close()
        self._writer.transport.abort()
        await asyncio.sleep(0)  # asyncio closes sockets in its next round

    def get_extra_info(self, info: str) -> Any:
        """Return a fact about the connection, by httpcore's name."""
        if info == "is_readable":  # closed, or with bytes that nobody asked for
            unread = cast("Any", self._reader)._buffer  # noqa: SLF001  no public name tells
            return self._writer.is_closing() or bool(unread)
        return self._writer.get_extra_info(info)


async def opened(connection: socket.socket) -> Socket:
    """Return a stream."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(loop=loop)
    protocol = _Protocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, sock=connection)
    return Socket(reader, asyncio.StreamWriter(transport, protocol, reader, loop))
