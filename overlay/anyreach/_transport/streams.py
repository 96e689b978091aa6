"""Send GETs to any host, and read each response piece by piece, within one deadline.

Errors come back as a value, as in `wire`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import httpcore

from anyreach._transport.http_types import Broken, Request, Route
from anyreach._transport.sockets import AsyncBackend, Backend, Check, deadline
from anyreach._transport.wire import (
    RefusedError,
    core_proxy,
    core_request,
    explain,
    read_headers,
    ssl_context,
)

if TYPE_CHECKING:
    from anyreach._secret import Secret

T = TypeVar("T")

_STALL_SECONDS: Final = 20.0  # without a byte; a new connection helps more than waiting longer


class Head(NamedTuple):
    """The status and the headers of a response, names in lower case; hidden from repr."""

    status: int
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<response {self.status}>"


class ResponseStream:
    """One response at a time; a request closes the response before it.

    Args:
        route: How hosts are reached.
        ends: The deadline for everything, by `time.monotonic()`.
    """

    def __init__(self, route: Route, ends: float) -> None:
        self._route = route
        self._ends = ends
        self._opened = ExitStack()
        self._chunks: Iterator[bytes] = iter(())

    def get(self, request: Request, check: Check) -> Head | Broken:
        """Send a request, and return the status and the headers of its response.

        Args:
            request: A request without a body.
            check: Is given the addresses of the host before one is dialled; raises to refuse them.
        """
        self.close()
        return self._guarded(lambda: self._get(request, check))

    def _get(self, request: Request, check: Check) -> Head:
        if self._route.transport is not None:
            from anyreach._transport.httpx_transports import Transport  # noqa: PLC0415  brings httpx

            response = Transport(self._route.transport).attempt(
                request, request.headers, None, _STALL_SECONDS
            )
        else:
            context, proxy = _tls(request, self._route)
            backend = Backend(to_proxy=proxy is not None, check=None if proxy else check)
            pool = self._opened.enter_context(
                httpcore.ConnectionPool(context, proxy=proxy, network_backend=backend)
            )
            response = pool.handle_request(
                core_request(request, request.headers, None, _STALL_SECONDS)
            )
        self._opened.callback(response.close)
        self._chunks = response.iter_stream()
        return Head(response.status, read_headers(response.headers))

    def read(self) -> bytes | Broken:
        """Return the next bytes of the response; none at its end."""
        return self._guarded(lambda: next(self._chunks, b""))

    def _guarded(self, work: Callable[[], T]) -> T | Broken:
        token = deadline.set(self._ends)
        try:
            outcome: T | Broken | BaseException = work()
            if time.monotonic() >= self._ends:
                raise httpcore.ReadTimeout  # noqa: TRY301  a transport need not keep to deadlines
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _explained(error, self._ends)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def close(self) -> None:
        """Close the connection, however much of the response was read."""
        self._opened.close()


class AsyncResponseStream:
    """One response at a time; a request closes the response before it.

    Args:
        route: How hosts are reached.
        ends: The deadline for everything, by `time.monotonic()`.
    """

    def __init__(self, route: Route, ends: float) -> None:
        self._route = route
        self._ends = ends
        self._opened = AsyncExitStack()
        self._chunks: AsyncIterator[bytes]

    async def get(self, request: Request, check: Check) -> Head | Broken:
        """Send a request, and return the status and the headers of its response.

        Args:
            request: A request without a body.
            check: Is given the addresses of the host before one is dialled; raises to refuse them.
        """
        await self.aclose()
        return await self._guarded(lambda: self._get(request, check))

    async def _get(self, request: Request, check: Check) -> Head:
        if self._route.transport is not None:
            from anyreach._transport.httpx_transports import AsyncTransport  # noqa: PLC0415  brings httpx

            response = await AsyncTransport(self._route.transport).attempt(
                request, request.headers, None, _STALL_SECONDS
            )
        else:
            context, proxy = _tls(request, self._route)
            backend = AsyncBackend(to_proxy=proxy is not None, check=None if proxy else check)
            pool = await self._opened.enter_async_context(
                httpcore.AsyncConnectionPool(context, proxy=proxy, network_backend=backend)
            )
            response = await pool.handle_async_request(
                core_request(request, request.headers, None, _STALL_SECONDS)
            )
        self._opened.push_async_callback(response.aclose)
        self._chunks = response.aiter_stream()
        return Head(response.status, read_headers(response.headers))

    async def read(self) -> bytes | Broken:
        """Return the next bytes of the response; none at its end."""
        return await self._guarded(lambda: anext(self._chunks, b""))

    async def _guarded(self, work: Callable[[], Awaitable[T]]) -> T | Broken:
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        token = deadline.set(self._ends)
        try:
            async with asyncio.timeout(self._ends - time.monotonic()):
                outcome: T | Broken | BaseException = await work()
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _explained(error, self._ends)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def aclose(self) -> None:
        """Close the connection, however much of the response was read."""
        await self._opened.aclose()


def _tls(request: Request, route: Route) -> tuple[ssl.SSLContext | None, httpcore.Proxy | None]:
    """Return what the host is verified with, and the proxy."""
    context = None
    if request.base_url.startswith("https:"):
        verify = route.verify
        context = without_certificate(verify) if isinstance(verify, ssl.SSLContext) else None
        context = context or ssl_context(verify)
    proxy: Secret | None = route.proxy
    return context, None if proxy is None else core_proxy(proxy, ssl_context(route.verify))


def without_certificate(context: ssl.SSLContext) -> ssl.SSLContext:
    """Return a context that verifies as this one does, but has no client certificate.

    The certificates of a folder of CAs cannot be copied, so the system's CAs are trusted besides.
    """
    fresh = type(context)(ssl.PROTOCOL_TLS_CLIENT)
    fresh.check_hostname = context.check_hostname
    fresh.verify_mode = context.verify_mode
    fresh.verify_flags = context.verify_flags
    fresh.options = context.options
    fresh.minimum_version = context.minimum_version
    fresh.maximum_version = context.maximum_version
    fresh.load_default_certs()
    try:
        authorities = b"".join(context.get_ca_certs(binary_form=True))
    except NotImplementedError:  # truststore asks the system, which is all it trusts
        authorities = b""
    if authorities:
        fresh.load_verify_locations(cadata=authorities)
    return fresh


def _explained(error: BaseException, ends: float) -> Broken | BaseException:
    """Return what an exception means, without a word of where the host is."""
    outcome = explain(error)
    if isinstance(error, RefusedError) or not isinstance(outcome, Broken):
        return outcome
    if outcome.timed_out:
        if time.monotonic() < ends:
            outcome.problem = "its host said nothing for too long"
    elif not outcome.maybe_sent:
        outcome.problem = (
            f"could not connect ({type(error.__cause__ or error.__context__ or error).__name__})"
        )
    return outcome
