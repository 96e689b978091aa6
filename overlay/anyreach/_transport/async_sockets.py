"""Connections whose every operation ends at the deadline: httpcore's, by its own interface."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import httpcore

from anyreach._errors import ConfigurationError
from anyreach._transport.asyncio_network import addresses, sockets
from anyreach._transport.exchange import current, left
from anyreach._transport.tls import real

Check: TypeAlias = Callable[[Sequence[str]], None]


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that notes when a byte of a request may have left."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, left(timeout))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer:
            seconds = left(timeout)
            if not buffer.startswith(b"CONNECT "):  # that is for the proxy alone
                current.get().sent = True
            await self._stream.write(buffer, seconds)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        context = real(ssl_context)
        stream = await self._stream.start_tls(context, server_hostname, left(timeout))
        if stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
            await stream.aclose()
            raise ConfigurationError(
                "the SSLContext of verify= offers h2: give the client one that offers no protocol"
            )
        return AsyncStream(stream)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Connects to each address of a host in turn, all of them within the deadline.

    Before, it raises the audit event `anyreach.connect`, to which `testing.block_network` listens.

    Args:
        to_proxy: Whether what it connects to is a proxy, which leads anywhere.
        check: Is given all of the addresses before one is dialled; raises to refuse them.
    """

    def __init__(self, *, to_proxy: bool, check: Check | None) -> None:
        self._sockets = sockets()
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
        try:
            found = await addresses(host, port, checked=self._check is not None)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if self._check is not None:
            self._check(found)
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in found:
            try:
                return AsyncStream(
                    await self._sockets.connect_tcp(
                        address, port, left(timeout), local_address, socket_options
                    )
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure
