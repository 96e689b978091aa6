"""The connections of one client to its one server, kept while idle for the next call.

httpcore's own pool looks at every connection and at every waiting call several times per call. Here
the callers are counted before they come, so that a stack of idle connections is all there is to do.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import httpcore

from anyreach._transport.sockets import AsyncBackend, Backend

_ENDED = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)


class StaleError(Exception):
    """A connection that had been idle turned out to be closed: another one may do at once."""


class Connections:
    """The connections of a sync client, for any number of threads."""

    def __init__(self, context: ssl.SSLContext | None, keepalive: float) -> None:
        self._context = context
        self._keepalive = keepalive
        self._backend = Backend()
        self._idle: list[httpcore.HTTPConnection] = []
        self._closed = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request over the connection that was used last, or over a new one."""
        connection = self._take()
        reused = connection is not None
        if connection is None:
            connection = httpcore.HTTPConnection(
                request.url.origin,
                ssl_context=self._context,
                keepalive_expiry=self._keepalive,
                network_backend=self._backend,
            )
        try:
            response = connection.handle_request(request)
        except _ENDED:
            if reused:
                raise StaleError from None
            raise
        return _leased(response, _Lease(self, connection, response))

    def _take(self) -> httpcore.HTTPConnection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            connection.close()
        return None

    def give_back(self, connection: httpcore.HTTPConnection) -> None:
        """Keep a connection whose answer was read to its end; close any other."""
        if connection.is_idle() and not self._closed:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close every connection, those in use when their answers are read."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


def _leased(response: httpcore.Response, lease: _Lease | _AsyncLease) -> httpcore.Response:
    return httpcore.Response(
        response.status,
        headers=response.headers,
        content=lease,
        extensions=cast("dict[str, Any]", response.extensions),  # pyright: ignore[reportUnknownMemberType]
    )


class _Lease:
    """An answer's body; when it is closed, its connection goes back."""

    def __init__(
        self,
        connections: Connections,
        connection: httpcore.HTTPConnection,
        response: httpcore.Response,
    ) -> None:
        self._connections = connections
        self._connection = connection
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
        self._connections.give_back(self._connection)


class AsyncConnections:
    """The connections of an async client, for any number of tasks."""

    def __init__(self, context: ssl.SSLContext | None, keepalive: float) -> None:
        self._context = context
        self._keepalive = keepalive
        self._backend = AsyncBackend()
        self._idle: list[httpcore.AsyncHTTPConnection] = []
        self._closed = False

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request over the connection that was used last, or over a new one."""
        connection = await self._take()
        reused = connection is not None
        if connection is None:
            connection = httpcore.AsyncHTTPConnection(
                request.url.origin,
                ssl_context=self._context,
                keepalive_expiry=self._keepalive,
                network_backend=self._backend,
            )
        try:
            response = await connection.handle_async_request(request)
        except _ENDED:
            if reused:
                raise StaleError from None
            raise
        return _leased(response, _AsyncLease(self, connection, response))

    async def _take(self) -> httpcore.AsyncHTTPConnection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def give_back(self, connection: httpcore.AsyncHTTPConnection) -> None:
        """Keep a connection whose answer was read to its end; close any other."""
        if connection.is_idle() and not self._closed:
            self._idle.append(connection)
        else:
            await connection.aclose()

    async def aclose(self) -> None:
        """Close every connection, those in use when their answers are read."""
        self._closed = True
        while self._idle:
            await self._idle.pop().aclose()


class _AsyncLease:
    """An answer's body; when it is closed, its connection goes back."""

    def __init__(
        self,
        connections: AsyncConnections,
        connection: httpcore.AsyncHTTPConnection,
        response: httpcore.Response,
    ) -> None:
        self._connections = connections
        self._connection = connection
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()
        await self._connections.give_back(self._connection)
