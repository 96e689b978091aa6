"""One attempt in, status, headers and bytes out, by a deadline; over httpcore, without httpx.

httpx costs as much to import as all the rest: `_httpx` brings it for transports of the caller's own
and for multipart bodies.

What goes wrong comes back as a value, never as an exception of a library: the tracebacks of those
hold the request's headers in their frames, and some of their texts do too.
"""

from __future__ import annotations

import functools
import logging
import math
import os
import ssl
import threading
import time
import zlib
from collections.abc import (
    AsyncIterable,
    Callable,
    Iterable,
    Mapping,
    Sequence,
)
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, cast
from urllib.parse import quote, unquote, urlsplit

import certifi
import httpcore

from anyreach._secret import Secret
from anyreach._transport.bodies import Body, Chunks
from anyreach._transport.connections import AsyncConnections, Connections, StaleError
from anyreach._transport.http_types import Broken, Reply, Request, Verify, extensions
from anyreach._transport.sockets import AsyncBackend, AsyncStream, Backend, Stream, deadline

if TYPE_CHECKING:
    import httpx

    from anyreach._transport.httpx_transports import AsyncTransport, Transport

_THREADS: Final = 100  # of one client that send at once; the others wait, within their deadline
_TASKS: Final = 64  # likewise: more cost more than they bring
_KEEPALIVE_SECONDS: Final = 30.0
_MAX_HEADERS: Final = 128
_MAX_HEADER_BYTES: Final = 64 * 1024
_STEP: Final = 1024 * 1024  # of decoding: zlib takes twice the memory of what it returns at once


def _keeps_answers_out(record: logging.LogRecord) -> bool:
    """Drop httpcore's DEBUG records of an answer's headers and of its faults in our calls.

    Headers can repeat a token, and h11's errors repeat the bytes that they complain of.
    """
    text = record.getMessage()
    tells = text.startswith("receive_response_headers.complete") or ".failed " in text
    return deadline.get() == math.inf or not tells


logging.getLogger("httpcore.http11").addFilter(_keeps_answers_out)


class Wire:
    """Sends for `AnyReach`: a pool of connections for any number of threads."""

    def __init__(self, way: _Pool | Transport) -> None:
        self._way = way
        self._gate = threading.BoundedSemaphore(_THREADS)

    def close(self) -> None:
        """Close every connection."""
        self._way.close()

    def send(
        self,
        request: Request,
        headers: Callable[[], Mapping[str, str]],
        body: Body,
        timeout: float,
        max_bytes: int,
    ) -> Reply | Broken:
        """Send a request and read its answer to the end, within `timeout` seconds.

        Args:
            request: The request.
            headers: Returns its headers. They hold the token, so no variable here holds them.
            body: The body, with its files open.
            timeout: Seconds for all of it.
            max_bytes: How large the answer may be, decoded.

        Returns:
            The answer, or why there is none.
        """
        ends = time.monotonic() + timeout
        if not self._gate.acquire(timeout=timeout):
            return Broken("no answer within the deadline", timed_out=True, maybe_sent=False)
        token = deadline.set(ends)
        try:
            response = self._way.attempt(request, headers(), body, timeout)
            try:
                answer = _Answer(response, max_bytes)
                for chunk in response.iter_stream():
                    answer.feed(chunk)
                    if time.monotonic() >= ends:
                        raise httpcore.ReadTimeout
                outcome: Reply | Broken | BaseException = answer.finish()
            finally:
                response.close()
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = explain(error)
        finally:
            deadline.reset(token)
            self._gate.release()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


class AsyncWire:
    """Sends for `AsyncAnyReach`: a pool of connections, and a gate before it."""

    def __init__(self, way: _AsyncPool | AsyncTransport) -> None:
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        self._way = way
        self._gate = asyncio.Semaphore(_TASKS)

    async def close(self) -> None:
        """Close every connection."""
        await self._way.close()

    async def send(
        self,
        request: Request,
        headers: Callable[[], Mapping[str, str]],
        body: Body,
        timeout: float,
        max_bytes: int,
    ) -> Reply | Broken:
        """Send a request and read its answer to the end, within `timeout` seconds.

        Args:
            request: The request.
            headers: Returns its headers. They hold the token, so no variable here holds them.
            body: The body, with its files open.
            timeout: Seconds for all of it.
            max_bytes: How large the answer may be, decoded.

        Returns:
            The answer, or why there is none.
        """
        import asyncio  # noqa: PLC0415  as above

        waiting = True
        token = deadline.set(time.monotonic() + timeout)
        try:
            async with asyncio.timeout(timeout), self._gate:
                waiting = False
                response = await self._way.attempt(request, headers(), body, timeout)
                try:
                    answer = _Answer(response, max_bytes)
                    async for chunk in response.aiter_stream():
                        answer.feed(chunk)
                    outcome: Reply | Broken | BaseException = answer.finish()
                finally:
                    await response.aclose()
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = explain(error, sent=not waiting)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def open_wire(
    transport: httpx.BaseTransport | None, *, https: bool, verify: Verify, proxy: Secret | None
) -> Wire:
    """Return the wire of a new client."""
    if transport is not None:
        from anyreach._transport.httpx_transports import Transport  # noqa: PLC0415  brings httpx

        return Wire(Transport(transport))
    context = ssl_context(verify) if https else None
    if proxy is None:
        return Wire(_Pool(Connections(context, _KEEPALIVE_SECONDS)))
    pool = httpcore.ConnectionPool(
        ssl_context=context,
        proxy=core_proxy(proxy, context),
        max_connections=_THREADS,
        keepalive_expiry=_KEEPALIVE_SECONDS,
        network_backend=Backend(to_proxy=True),
    )
    return Wire(_Pool(pool))


def open_async_wire(
    transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None,
    *,
    https: bool,
    verify: Verify,
    proxy: Secret | None,
) -> AsyncWire:
    """Return the wire of a new async client."""
    context = ssl_context(verify) if https else None
    if transport == "aiohttp":
        from anyreach._transport.httpx_transports import aiohttp_transport  # noqa: PLC0415  brings httpx

        transport = aiohttp_transport(
            context, proxy, connections=_TASKS, keepalive=_KEEPALIVE_SECONDS
        )
    if transport is not None:
        from anyreach._transport.httpx_transports import AsyncTransport  # noqa: PLC0415  likewise

        return AsyncWire(AsyncTransport(transport))
    if proxy is None:
        return AsyncWire(_AsyncPool(AsyncConnections(context, _KEEPALIVE_SECONDS)))
    pool = httpcore.AsyncConnectionPool(
        ssl_context=context,
        proxy=core_proxy(proxy, context),
        max_connections=_TASKS,
        keepalive_expiry=_KEEPALIVE_SECONDS,
        network_backend=AsyncBackend(to_proxy=True),
    )
    return AsyncWire(_AsyncPool(pool))


class _Pool:
    """The client's own connections, or httpcore's pool of those through a proxy."""

    def __init__(self, pool: Connections | httpcore.ConnectionPool) -> None:
        self._pool = pool

    def attempt(
        self, request: Request, headers: Mapping[str, str], body: Body, timeout: float
    ) -> httpcore.Response:
        return self._pool.handle_request(core_request(request, headers, body, timeout))

    def close(self) -> None:
        self._pool.close()


class _AsyncPool:
    """The client's own connections, or httpcore's pool of those through a proxy."""

    def __init__(self, pool: AsyncConnections | httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def attempt(
        self, request: Request, headers: Mapping[str, str], body: Body, timeout: float
    ) -> httpcore.Response:
        return await self._pool.handle_async_request(core_request(request, headers, body, timeout))

    async def close(self) -> None:
        await self._pool.aclose()


class _Base(NamedTuple):
    """A base URL, taken apart for httpcore."""

    scheme: bytes
    host: bytes
    port: int | None
    netloc: bytes
    path: bytes


@functools.lru_cache(maxsize=8)
def _base(url: str) -> _Base:
    """Take a base URL apart; a default port is left out (RFC 9110, section 4.2.3)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = None if parts.port == _DEFAULT_PORTS.get(parts.scheme) else parts.port
    netloc = (f"[{host}]" if ":" in host else host) + ("" if port is None else f":{port}")
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
    return _Base(parts.scheme.encode(), host.encode(), port, netloc.encode(), path.encode())


_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def core_request(
    request: Request, headers: Mapping[str, str], body: Body, timeout: float
) -> httpcore.Request:
    """Return the request for httpcore; a multipart body needs httpx."""
    base = _base(request.base_url)
    content: Iterable[bytes] | AsyncIterable[bytes] = _NO_BODY
    described: Mapping[str, str] = {}
    if isinstance(body, list):
        from anyreach._transport.httpx_transports import multipart  # noqa: PLC0415  brings httpx

        described, content = multipart(body)
    elif body is not None:
        described = body.headers
        if isinstance(body.content, bytes):
            described = {**described, "Content-Length": str(len(body.content))}
            content = Chunks([body.content])
        else:
            content = Chunks.of_file(body.content)
    elif request.method in _WITH_BODY:
        described = {"Content-Length": "0"}
    return httpcore.Request(
        request.method,
        httpcore.URL(
            scheme=base.scheme,
            host=base.host,
            port=base.port,
            target=base.path + request.target.encode("ascii"),
        ),
        headers=[(b"Host", base.netloc), *described.items(), *headers.items()],
        content=content,
        extensions=extensions(timeout),
    )


_WITH_BODY: Final = {
    "POST",
    "PUT",
    "PATCH",
}  # RFC 9110, section 8.6: the length says that it is empty


_NO_BODY: Final = Chunks(())


class RefusedError(Exception):
    """The answer has a form that is refused; carries the `Broken` to return."""

    def __init__(self, broken: Broken) -> None:
        super().__init__()
        self.broken = broken


class _Answer:
    """An answer while it arrives: bounded in headers and in decoded size."""

    def __init__(self, response: httpcore.Response, max_bytes: int) -> None:
        self._response = response
        self._max_bytes = max_bytes
        self._raw_size = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._headers = read_headers(response.headers)
        encoding = self._headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip", "x-gzip", "deflate"}:
            raise refused("the answer's content encoding is not gzip, deflate or none")
        # 47: gzip or zlib, as the first bytes say
        self._inflate = None if encoding == "identity" else zlib.decompressobj(wbits=47)

    def feed(self, chunk: bytes) -> None:
        """Take the next raw bytes, decoding no more of them than the limit allows."""
        self._raw_size += len(chunk)
        if self._inflate is None:
            self._keep(chunk)
            return
        part = chunk
        while chunk or len(part) == _STEP:  # zlib may hold back what did not fit into a full part
            part = self._inflate.decompress(chunk, _STEP)
            self._keep(part)
            chunk = self._inflate.unconsumed_tail
        if self._inflate.unused_data:
            raise refused("the answer has bytes after the end of its compressed body")

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max_bytes:
            raise refused(f"the answer is larger than {self._max_bytes} bytes", again=False)
        self._parts.append(part)

    def finish(self) -> Reply:
        """Return the reply, once all of its bytes were fed."""
        if self._inflate is not None and self._raw_size and not self._inflate.eof:
            raise refused("the answer's compressed body is cut short")
        response = self._response
        stream = cast("dict[str, Any]", response.extensions).get("network_stream")  # pyright: ignore[reportUnknownMemberType]
        if isinstance(stream, (Stream, AsyncStream)):
            chunked = "chunked" in self._headers.get("transfer-encoding", "").lower()
            stream.ledger.settle(self._raw_size, chunked=chunked)
        return Reply(response.status, self._headers, b"".join(self._parts))


def read_headers(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return an answer's headers, their names in lower case.

    Raises:
        RefusedError: They are too many, or too large.
    """
    if len(raw) > _MAX_HEADERS or sum(len(k) + len(v) for k, v in raw) > _MAX_HEADER_BYTES:
        raise refused("the answer has too many headers, or too large ones")
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def refused(problem: str, *, again: bool = True) -> RefusedError:
    """Return what to raise for an answer that is refused."""
    return RefusedError(Broken(problem, invalid=True, again=again))


_NEVER_SENT: Final = {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"}
"""Errors of httpcore and of httpx, which have the same names, before anything is sent."""


def explain(error: BaseException, *, sent: bool = True) -> Broken | BaseException:
    """Return what an exception means; one that is no `Exception` comes back without its frames."""
    if isinstance(error, RefusedError):
        return error.broken
    if not isinstance(error, Exception):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    ours = _names(error, ("httpcore", "httpx"))
    maybe_sent = sent and not ours & _NEVER_SENT
    timed_out = isinstance(error, TimeoutError) or "TimeoutException" in ours
    of_aiohttp = _names(error.__cause__, ("aiohttp",))
    if "ClientConnectionError" in of_aiohttp:  # httpx-aiohttp calls all of them ConnectTimeout
        maybe_sent = sent and "ClientConnectorError" not in of_aiohttp
        timed_out = isinstance(error.__cause__, TimeoutError)
    if timed_out:
        return Broken("no answer within the deadline", timed_out=True, maybe_sent=maybe_sent)
    if isinstance(error, zlib.error):
        return Broken("the answer's compressed body is corrupt", invalid=True)
    if not maybe_sent:
        # Nothing was sent: the text is the operating system's, or OpenSSL's.
        return Broken(f"could not connect: {error}"[:300], maybe_sent=False)
    stale = isinstance(error, StaleError)
    how = "it was idle before" if stale else type(error).__name__
    return Broken(f"the connection broke ({how})", stale=stale)


def _names(error: BaseException | None, packages: tuple[str, ...]) -> set[str]:
    """Return the names of an exception's classes, as far as they are of these packages."""
    return {
        kind.__name__
        for kind in type(error).__mro__
        if kind.__module__.partition(".")[0] in packages
    }


@functools.lru_cache(maxsize=8)
def shared_ssl_context(verify: bool | str) -> ssl.SSLContext:  # noqa: FBT001  as httpx has it
    """Return one context per setting: making one costs as much as a hundred calls."""
    if isinstance(verify, bool):
        context = ssl.create_default_context(cafile=certifi.where())
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context
    if Path(verify).is_dir():
        return ssl.create_default_context(capath=verify)
    return ssl.create_default_context(cafile=verify)


def ssl_context(verify: Verify) -> ssl.SSLContext:
    """Return what servers are verified with."""
    if isinstance(verify, ssl.SSLContext):
        return verify
    return shared_ssl_context(verify if isinstance(verify, bool) else os.fspath(verify))


def core_proxy(proxy: Secret, context: ssl.SSLContext | None) -> httpcore.Proxy:
    """Return a proxy for httpcore."""
    url = urlsplit(proxy.read())
    host = url.netloc.rpartition("@")[2]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return httpcore.Proxy(
        f"{url.scheme}://{host}{url.path}",
        auth=(user, password) if "@" in url.netloc else None,
        ssl_context=context if url.scheme == "https" else None,
    )
