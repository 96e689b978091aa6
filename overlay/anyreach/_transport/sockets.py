"""Connections whose every operation ends at the deadline, and whose every byte is counted.

They are httpcore's, behind its own interface for them.
"""

from __future__ import annotations

import math
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import Any, Final, TypeAlias, cast

import httpcore

# When the attempt running in this thread or task has to be over, by time.monotonic().
deadline: Final[ContextVar[float]] = ContextVar("anyreach_deadline", default=math.inf)


Check: TypeAlias = Callable[[Sequence[str]], None]


class Ledger:
    """Counts the bytes of one connection, so that none of them is taken for the next answer.

    h11 keeps what arrives after an answer's end and reads it as the start of the next one, which
    may be somebody else's. A connection with such bytes says that it is readable, and the pool
    drops it before it is used again.
    """

    __slots__ = ("_body_from", "_count", "_reading", "_second", "_start", "_tail", "spoiled")

    def __init__(self) -> None:
        self.spoiled = False
        self._reading = True
        self.wrote()

    def wrote(self) -> None:
        """Note that a request is going out: counting starts anew."""
        if self._reading:
            self._reading = False
            self._count = 0
            self._start = bytearray()
            self._body_from: int | None = None
            self._tail = b""
            self._second = False

    def read(self, data: bytes) -> None:
        """Note bytes that arrived."""
        self._reading = True
        if self._body_from is None:
            self._start += data
            while (end := self._start.find(b"\r\n\r\n")) >= 0:
                interim = self._start.startswith(b"1", len("HTTP/1.1 "))
                self._count += end + 4
                del self._start[: end + 4]
                if not interim:
                    self._body_from = self._count
                    data = bytes(self._start)
                    break
        if self._body_from is not None:
            self._count += len(data)
            seen = self._tail + data
            self._second = self._second or b"\r\n\r\nHTTP/" in seen
            self._tail = seen[-8:]

    def settle(self, body_size: int, *, chunked: bool) -> None:
        """Note that an answer with a body of so many bytes on the wire is complete."""
        if chunked:
            clean = self._tail.endswith(b"0\r\n\r\n") and not self._second
        else:
            clean = self._body_from is not None and self._count == self._body_from + body_size
        self.spoiled = self.spoiled or not clean


def _left(
    timeout: float | None, over: type[httpcore.TimeoutException] = httpcore.ReadTimeout
) -> float:
    left = deadline.get() - time.monotonic()
    if left <= 0:
        raise over
    return left if timeout is None else min(timeout, left)


class Stream(httpcore.NetworkStream):
    """A connection whose every operation ends at the deadline of the attempt."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self.ledger = Ledger()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, _left(timeout))
        self.ledger.read(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.ledger.wrote()
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self.ledger.spoiled:
            return True
        return self._stream.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Connects to each address of a host in turn, all of them within the deadline.

    Before, it raises the audit event `anyreach.connect`, to which `testing.block_network` listens.

    Args:
        to_proxy: Whether what it connects to is a proxy, which leads anywhere.
        check: Is given all of the addresses before one is dialled; raises to refuse them.
    """

    def __init__(self, *, to_proxy: bool = False, check: Check | None = None) -> None:
        self._sockets = httpcore.SyncBackend()
        self._to_proxy = to_proxy
        self._check = check

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        sys.audit("anyreach.connect", "a proxy" if self._to_proxy else host)
        failure: Exception = httpcore.ConnectError("the host has no address")
        found = _addresses(host, port)
        if self._check is not None:
            self._check(found)
        for address in found:
            try:
                return Stream(
                    self._sockets.connect_tcp(
                        address,
                        port,
                        _left(timeout, httpcore.ConnectTimeout),
                        local_address,
                        socket_options,
                    )
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raises `httpcore.ConnectError` when there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from None
    return [str(info[4][0]) for info in found]


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that counts its bytes; `asyncio.timeout` ends its operations."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.ledger = Ledger()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self.ledger.read(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.ledger.wrote()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self.ledger.spoiled:
            return True
        return self._stream.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Connects by anyio; else as `Backend`."""

    def __init__(self, *, to_proxy: bool = False, check: Check | None = None) -> None:
        self._sockets = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
        self._to_proxy = to_proxy
        self._check = check

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        sys.audit("anyreach.connect", "a proxy" if self._to_proxy else host)
        hosts = [host]
        if self._check is not None:
            hosts = await _addresses_async(host, port)
            self._check(hosts)
        failure: Exception = httpcore.ConnectError("the host has no address")
        for each in hosts:
            try:
                return AsyncStream(
                    await self._sockets.connect_tcp(
                        each, port, timeout, local_address, socket_options
                    )
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


async def _addresses_async(host: str, port: int) -> list[str]:
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    return [str(info[4][0]) for info in found]
