"""Network streams for httpcore whose operations end at the deadline."""

from __future__ import annotations

import ssl
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpcore

from anyreach._errors import ConfigurationError
from anyreach._transport.connections.asyncio_dial import Race, Socket, opened, resolve
from anyreach._transport.connections.dialling import DELAY, Check, Info, addresses, interleaved
from anyreach._transport.connections.tls import real
from anyreach._transport.exchange import current, left

if TYPE_CHECKING:
    from anyreach._secret import Secret

_SOCKS_PORT: Final = 1080


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that notes when a byte of a request may have been sent.

    Args:
        core: The library whose exceptions it raises: httpcore or httpcore2.
        stream: The underlying stream.
    """

    def __init__(self, core: Any, stream: Socket) -> None:
        self._core = core
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return await self._stream.read(max_bytes, left(timeout))
        except httpcore.ReadError as error:
            raise self._core.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer:
            seconds = left(timeout)
            if not buffer.startswith(b"CONNECT "):  # that is for the proxy alone
                current.get().sent = True
            try:
                await self._stream.write(buffer, seconds)
            except httpcore.WriteError as error:
                raise self._core.WriteError(str(error)) from error

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        context = real(ssl_context)
        try:
            secured = await self._stream.start_tls(context, server_hostname, left(timeout))
        except BaseException:  # httpcore does so for an `Exception`
            await self._stream.aclose()
            raise
        if secured.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
            await secured.aclose()
            raise ConfigurationError("the SSLContext in verify= offers h2: pass one that doesn't")
        return AsyncStream(self._core, secured)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Connects to a host's fastest address, within the deadline (RFC 8305).

    Raises the audit event `anyreach.connect` first, for `testing.block_network`.

    Args:
        core: The library whose exceptions it raises: httpcore or httpcore2.
        to_proxy: Whether it connects to a proxy.
        check: Called with all addresses before connecting; raises to reject them.
        socks: The URL of a SOCKS proxy.
    """

    def __init__(
        self, core: Any, *, to_proxy: bool, check: Check | None, socks: Secret | None = None
    ) -> None:
        self._core = core
        self._to_proxy = to_proxy
        self._check = check
        self._socks = socks

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  never given
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002  likewise
    ) -> httpcore.AsyncNetworkStream:
        sys.audit("anyreach.connect", "a proxy" if self._to_proxy else host)
        seconds = left(timeout)
        ends = time.monotonic() + seconds
        dialled = (host, port) if self._socks is None else _address(self._socks)
        found = await resolve(*dialled, seconds)
        if self._check is not None:
            self._check(addresses(found))
        stream = await opened(await _first(interleaved(found), ends))
        if self._socks is not None:
            from anyreach._transport.connections.async_socks import pass_through  # noqa: PLC0415  an extra

            await pass_through(stream, self._socks, host, port)
        return AsyncStream(self._core, stream)


def _address(socks: Secret) -> tuple[str, int]:
    url = urlsplit(socks.read())
    return url.hostname or "", url.port or _SOCKS_PORT


async def _first(found: Sequence[Info], ends: float) -> Any:
    """Return a socket connected to the fastest address.

    Raises:
        OSError: No address accepts; this is the last one's error.
        TimeoutError: No address accepts in time.
    """
    waiting = list(found)
    with Race() as race:
        while waiting or race:
            if waiting:
                race.dial(waiting.pop(0))
            seconds = ends - time.monotonic()
            if seconds <= 0:
                raise TimeoutError
            if race and (winner := await race.winner(min(seconds, DELAY if waiting else seconds))):
                return winner
        raise race.failure
