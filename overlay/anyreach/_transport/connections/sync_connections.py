# Derived from async_connections.py by `nox -s generate`: edit that one.
"""A client's connections to its server, kept for reuse while idle.

httpcore's own pool checks every connection and every waiting call several times per call. Here a
gate counts the callers first, so a stack of idle connections is enough.
"""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import httpcore

from anyreach._transport.connections.dialling import Check
from anyreach._transport.connections.sync_sockets import Backend
from anyreach._transport.connections.tls import core_proxy, is_socks, untouched
from anyreach._transport.exchange import current
from anyreach._transport.faults import StaleError

if TYPE_CHECKING:
    from anyreach._secret import Secret

_KEEPALIVE_SECONDS: Final = 30.0


class Connections:
    """A pool of connections.

    Over the same sockets and behind the same gate they take 0.9 of the CPU of httpcore's pool for
    requests in turn, 0.3 in a task, and 0.06 for 1,000 tasks at once without a connection yet
    (CPython 3.11; `nox -s bench -- --only pool --only async-pool --only tasks`).

    Args:
        core: The library: httpcore or httpcore2.
        context: The context to verify the server and a proxy with.
        proxy: The proxy's URL.
        check: Called with the host's addresses before connecting; raises to reject them.
    """

    def __init__(
        self,
        core: Any,
        context: ssl.SSLContext | None,
        proxy: Secret | None,
        check: Check | None = None,
    ) -> None:
        self._ended = (core.RemoteProtocolError, core.ReadError, core.WriteError)
        socks = proxy if is_socks(proxy) else None  # is passed below what httpcore sees
        self._maker = core.ConnectionPool(  # pools nothing: knows proxies
            untouched(context),
            None if proxy is None or socks else core_proxy(core, proxy, context),
            keepalive_expiry=_KEEPALIVE_SECONDS,
            network_backend=Backend(core, to_proxy=proxy is not None, check=check, socks=socks),
        )
        self._idle: deque[httpcore.ConnectionInterface] = deque()  # that of the last use last
        self._closed = False

    @contextmanager
    def stream(
        self, request: httpcore.Request, *, fresh: bool = False
    ) -> Generator[httpcore.Response]:
        """Send a request over the most recently used idle connection, or a new one.

        Args:
            request: The request.
            fresh: Whether to close idle connections and make a new one: an idle one may be
                silent, or one response behind.

        Yields:
            The response, not read yet.

        Raises:
            StaleError: The server had closed the idle connection.
        """
        if fresh:
            self._reap(every=True)
        idle = None if fresh else self._take()
        connection = idle or self._maker.create_connection(request.url.origin)
        again = False
        try:
            try:
                response = connection.handle_request(request)
            except self._ended as error:
                if idle:
                    raise StaleError from error
                raise
            with closing(response):
                yield response
            again = current.get().keeps and connection.is_idle() and not _surplus(connection)
        finally:
            if again:
                self._idle.append(connection)
                self._reap()
            else:
                connection.close()

    def _take(self) -> httpcore.ConnectionInterface | None:
        with suppress(IndexError):  # the last one is gone: other threads take them, too
            while True:
                connection = self._idle.pop()
                if not connection.has_expired():
                    return connection
                connection.close()
        return None

    def _reap(self, *, every: bool = False) -> None:
        """Close connections that were idle for too long or that the server closed, oldest first."""
        with suppress(IndexError):
            while every or self._closed or self._idle[0].has_expired():
                self._idle.popleft().close()

    def close(self) -> None:
        """Close all connections; those in use are closed after their response."""
        self._closed = True
        self._reap()


def _surplus(connection: Any) -> bool:
    """Return whether bytes follow a response: h11 would read them as the next response."""
    while hasattr(connection, "_connection"):
        connection = connection._connection  # noqa: SLF001  no public name shows them
    return bool(connection._h11_state.trailing_data[0])  # noqa: SLF001  likewise
