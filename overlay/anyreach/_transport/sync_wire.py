# Derived from async_wire.py by `nox -s generate`: edit that one.
"""Make one attempt within a deadline, over httpcore, without httpx.

Importing httpx costs as much as everything else: only `httpx_transports` does, for the caller's
transports.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

import httpcore

from anyreach._transport.blocking_io import Sender
from anyreach._transport.connections.blocking_network import deadline, gate, move, named_transport
from anyreach._transport.connections.dialling import only_here
from anyreach._transport.connections.engines import NAMED, engine
from anyreach._transport.connections.sync_connections import Connections
from anyreach._transport.exchange import Exchange, current
from anyreach._transport.faults import CREDENTIALS, of_proxy_itself
from anyreach._transport.http_types import Broken, Limits, Proxy, RefusedError, Reply, Request
from anyreach._transport.messages.answers import Answer
from anyreach._transport.messages.requests import core_request

if TYPE_CHECKING:
    import ssl

    from anyreach._transport.transports.sync_transports import Transport

T = TypeVar("T")


class Wire:
    """Sends requests and reads responses, a limited number at a time."""

    def __init__(self, pool: Connections | Transport, hint: str = "") -> None:
        self._pool = pool
        self._hint = hint
        self._gate = gate()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def send(
        self,
        request: Request,
        headers: Callable[[], Mapping[str, str]],
        limits: Limits,
        judge: Callable[[Reply], tuple[T, bool]],
    ) -> T | Broken:
        """Send a request and read its response to the end.

        A response is judged before its connection is used for another call, since it may belong to
        another request.

        Args:
            request: The request.
            headers: Returns the headers. They contain the token, so no variable here holds them.
            limits: The limits of the attempt.
            judge: Judges the response; also returns whether it surely belongs to this request.

        Returns:
            The judgement, or why there is no response.
        """
        with Exchange(limits.ends, silence=limits.silence, hint=self._hint) as exchange:
            with deadline(limits.ends) as timer, self._gate:
                ends = exchange.begin()
                move(timer, ends)
                seconds = limits.silence or ends - time.monotonic()
                with self._pool.stream(
                    core_request(request, headers(), seconds), fresh=limits.fresh
                ) as response:
                    move(timer, exchange.respond())
                    if response.status == CREDENTIALS and request.base_url.startswith("http:"):
                        raise RefusedError(of_proxy_itself(CREDENTIALS, self._hint))
                    result, exchange.keeps = judge(_read(response, limits.max_bytes))
                    return result
        return exchange.broken()


def _read(response: httpcore.Response, max_bytes: int) -> Reply:
    answer = Answer(response.headers, max_bytes)
    for chunk in response.iter_stream():
        answer.feed(chunk)
        current.get().arrive(len(chunk))
    return answer.finish(response.status)


def open_wire(
    transport: Sender | str | None,
    context: ssl.SSLContext | None,
    proxy: Proxy | None,
    *,
    here: bool,
    hint: str,
) -> Wire:
    """Return the wire of a new client.

    Args:
        transport: The caller's transport; None for our connections.
        context: The context to verify the API and the proxy with.
        proxy: The proxy.
        here: Whether the API must be on this machine.
        hint: A hint to add to errors if no connection was made.

    Raises:
        ConfigurationError: The transport is invalid.
    """
    check = only_here if here else None
    if transport is None or transport == NAMED:
        core = engine(transport)
        return Wire(Connections(core, context, proxy and proxy.url, check), hint)
    from anyreach._transport.transports.sync_transports import Transport  # noqa: PLC0415  brings httpx

    if isinstance(transport, str):
        url = proxy and proxy.url
        return Wire(Transport(named_transport(transport, context, url, check), notes=True), hint)
    return Wire(Transport(transport), hint)
