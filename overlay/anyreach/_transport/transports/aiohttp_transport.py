"""The aiohttp transport, with our limits. Needs the extra `anyreach-client[aiohttp]`."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

from anyreach._transport.connections.asyncio_dial import resolve
from anyreach._transport.connections.dialling import addresses
from anyreach._transport.exchange import current
from anyreach._transport.faults import StaleError

if TYPE_CHECKING:
    from anyreach._secret import Secret
    from anyreach._transport.connections.dialling import Check

# Wide: the bounds that count are those of all headers together, which `answers` checks.
_HEADERS: Final = 1_000
_HEADER_BYTES: Final = 128 * 1024
_KEEPALIVE_SECONDS: Final = 30.0
_ENDED: Final = (
    aiohttp.ServerDisconnectedError,
    aiohttp.ClientOSError,
    aiohttp.ClientConnectionResetError,
)


def open_transport(
    context: ssl.SSLContext | None,
    proxy: Secret | None,
    check: Check | None,
    *,
    connections: int,
) -> httpx.AsyncBaseTransport:
    """Return a transport without cookies that ignores the environment.

    Args:
        context: The context to verify servers with; None for http.
        proxy: The HTTP proxy's URL.
        check: Called with a host's addresses before connecting; raises to reject them.
        connections: Maximum number of connections.
    """
    notes = aiohttp.TraceConfig()
    notes.on_connection_reuseconn.append(_note_reuse)
    notes.on_request_headers_sent.append(_note)

    def session() -> aiohttp.ClientSession:
        if check is not None and proxy is not None:
            with suppress(ValueError):  # a name is checked when it is resolved
                check([urlsplit(proxy.read()).hostname or ""])
        client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=connections,
                keepalive_timeout=_KEEPALIVE_SECONDS,
                ssl=context or False,
                resolver=_Resolver(check),
            ),
            trace_configs=[notes],
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
            max_headers=_HEADERS,
            skip_auto_headers=("Content-Type",),  # of a request without a body
        )
        # Else aiohttp sends some requests twice by itself, and our errors miscount the attempts.
        client._retry_connection = False  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return client

    return _Transport(
        verify=context or False,
        trust_env=False,
        proxy=None if proxy is None else httpx.Proxy(proxy.read()),
        client=session,
    )


class _Transport(AiohttpTransport):
    """Avoids connections with unsolicited data, and detects connections that the server closed."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.close_idle(every=False)
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectTimeout as error:  # so httpx-aiohttp calls one that the server closed
            if isinstance(error.__cause__, _ENDED) and current.get().reused:
                raise StaleError from error
            raise

    def close_idle(self, *, every: bool = True) -> None:
        """Close idle connections, or only those with unsolicited data."""
        if isinstance(self.client, aiohttp.ClientSession):
            pool: Any = self.client.connector
            for kept in pool._conns.values():  # noqa: SLF001  no public name closes these alone
                for entry in [one for one in kept if every or one[0].should_close]:
                    kept.remove(entry)
                    entry[0].close()


async def _note_reuse(*_: object) -> None:
    """Note that the connection was used before."""
    current.get().reused = True


async def _note(*_: object) -> None:
    """Note that a byte of the request is about to be sent; a proxy's CONNECT doesn't count."""
    current.get().sent = True


class _Resolver(AbstractResolver):
    """Resolves names within the deadline, like other connections."""

    def __init__(self, check: Check | None) -> None:
        self._check = check

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        del family
        found = await resolve(host, port, None)
        if self._check is not None:
            self._check(addresses(found))
        return [
            ResolveResult(
                hostname=host,
                host=str(info[4][0]),
                port=port,
                family=info[0],
                proto=info[2],
                flags=socket.AI_NUMERICHOST,
            )
            for info in found
        ]

    async def close(self) -> None:
        """Do nothing."""
