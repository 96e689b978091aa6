"""Send requests to any host, and stream the responses, within one deadline."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Final

import httpcore

from anyreach._transport.connections.async_connections import AsyncConnections
from anyreach._transport.connections.asyncio_network import deadline
from anyreach._transport.connections.dialling import Check
from anyreach._transport.connections.tls import without_certificate
from anyreach._transport.exchange import Exchange, left
from anyreach._transport.http_types import Broken, Head, Proxy, Request, Route, hint_of
from anyreach._transport.messages.answers import read_headers
from anyreach._transport.messages.requests import core_request

_STALL_SECONDS: Final = 20.0  # without a byte; a new connection helps more than waiting longer


class AsyncResponseStream:
    """Streams one response at a time. A request closes the previous response.

    Args:
        route: How to reach hosts.
        ends: The deadline, by `time.monotonic()`.
    """

    def __init__(self, route: Route, ends: float) -> None:
        self._route = route
        self._ends = ends
        self._exchange: Exchange
        self._opened = AsyncExitStack()
        self._chunks: AsyncIterator[bytes]

    async def send(self, request: Request, check: Check) -> Head | Broken:
        """Send a request, and return the status and the headers of its response.

        Args:
            request: The request.
            check: Called with the host's addresses before connecting; raises to reject them.
        """
        await self.aclose()
        proxy = self._route.proxy(request.base_url)
        hint = hint_of(proxy)
        self._exchange = Exchange(self._ends, hides_host=True, hint=hint)
        with self._exchange:
            async with deadline(self._ends):
                response = await self._opened.enter_async_context(
                    self._stream(request, check, proxy)
                )
                self._chunks = response.aiter_stream()
                left()
                return Head(response.status, read_headers(response.headers))
        return self._exchange.broken()

    def _stream(
        self, request: Request, check: Check, proxy: Proxy | None
    ) -> AbstractAsyncContextManager[httpcore.Response]:
        sent = core_request(request, request.headers, _STALL_SECONDS)
        transport = self._route.transport
        if transport is not None:
            from anyreach._transport.transports.async_transports import AsyncTransport  # noqa: PLC0415  brings httpx

            return AsyncTransport(transport).stream(sent)
        context = without_certificate(self._route.verify)
        connections = AsyncConnections(
            self._route.core, context, proxy and proxy.url, None if proxy else check
        )
        self._opened.push_async_callback(connections.aclose)
        return connections.stream(sent)

    async def read(self) -> bytes | Broken:
        """Return the next bytes of the response; empty at the end."""
        with self._exchange:
            async with deadline(self._ends):
                async for data in self._chunks:
                    left()
                    if data:  # an empty piece is not the end
                        return data
                return b""
        return self._exchange.broken()

    async def aclose(self) -> None:
        """Close the connection, even if the response was not read to the end."""
        await self._opened.aclose()
