"""httpx transports in place of our connections: the caller's, or an extra's."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager

import httpcore

from anyreach._errors import ConfigurationError
from anyreach._transport.asyncio_io import Sender
from anyreach._transport.connections.engines import package_of
from anyreach._transport.exchange import current
from anyreach._transport.transports.httpx_transports import core_response, httpx_request


class AsyncTransport:
    """Sends through a transport, without access to its connections.

    Args:
        transport: The transport.
        notes: Whether the transport itself notes when a byte of a request is sent.

    Raises:
        ConfigurationError: It is not a transport of this kind.
    """

    def __init__(self, transport: Sender, *, notes: bool = False) -> None:
        if not hasattr(transport, "handle_async_request"):
            raise ConfigurationError("transport= must be an httpx.AsyncBaseTransport")
        self._transport = transport
        self._notes = notes
        self._package = package_of(transport)
        self._close_idle = getattr(transport, "close_idle", _show_none)
        self.aclose = transport.aclose

    @asynccontextmanager
    async def stream(
        self,
        request: httpcore.Request,
        *,
        fresh: bool = False,
    ) -> AsyncGenerator[httpcore.Response]:
        """Send a request.

        Args:
            request: The request.
            fresh: Whether to close idle connections first, if the transport allows it.

        Yields:
            The response, not read yet.
        """
        if fresh:
            self._close_idle()
        sent = httpx_request(request, self._package)
        current.get().sent = not self._notes
        response = await self._transport.handle_async_request(sent)
        async with aclosing(core_response(response)) as read:
            yield read
            connection = response.extensions.get("network_stream")  # not every transport shows it
            if not current.get().keeps:
                self._close_idle()
                if connection is not None:
                    await connection.aclose()


def _show_none() -> None:
    """Do nothing: the transport doesn't expose its idle connections."""
