"""The only module that imports httpx: one attempt in, status, headers and bytes out, by a deadline.

What goes wrong comes back as a value, never as an exception of a library: the tracebacks of those
hold the request's headers in their frames, and some of their texts do too.
"""

from __future__ import annotations

import functools
import logging
import math
import os
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, Literal, Self, cast

import httpcore
import httpx

from anyreach._errors import ConfigurationError
from anyreach._exchange import Broken, Reply, Request, Verify
from anyreach._secret import Secret

_MAX_CONNECTIONS: Final = 100  # per client, for threads
_CONCURRENCY: Final = 32  # per client, for tasks: httpcore's pool costs quadratic time beyond
_KEEPALIVE_SECONDS: Final = 30.0
_MAX_HEADERS: Final = 128
_MAX_HEADER_BYTES: Final = 64 * 1024
_STEP: Final = 1024 * 1024  # of decoding: zlib takes twice the memory of what it returns at once

# When the attempt running in this thread or task has to be over, by time.monotonic().
_deadline: ContextVar[float] = ContextVar("anyreach_deadline", default=math.inf)


def _keeps_headers_out(record: logging.LogRecord) -> bool:
    """Drop httpcore's DEBUG record of an answer's headers in our calls: they can repeat a token."""
    ours = _deadline.get() != math.inf
    return not (ours and record.getMessage().startswith("receive_response_headers.complete"))


logging.getLogger("httpcore.http11").addFilter(_keeps_headers_out)


class Wire:
    """Sends for `AnyReach`: a pool of connections for any number of threads."""

    def __init__(self, way: _Pool | _Transport) -> None:
        self._way = way

    def close(self) -> None:
        """Close every connection."""
        self._way.close()

    def send(
        self, request: Request, headers: Mapping[str, str], timeout: float, max_bytes: int
    ) -> Reply | Broken:
        """Send a request and read its answer to the end, within `timeout` seconds."""
        ends = time.monotonic() + timeout
        token = _deadline.set(ends)
        try:
            response = self._way.attempt(request, headers, timeout)
            try:
                answer = _Answer(response, max_bytes)
                for chunk in response.iter_stream():
                    answer.feed(chunk)
                    if time.monotonic() >= ends:
                        raise httpx.ReadTimeout("")
                outcome: Reply | Broken | BaseException = answer.finish()
            finally:
                response.close()
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _explain(error)
        finally:
            _deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


class AsyncWire:
    """Sends for `AsyncAnyReach`: a pool of connections, and a gate before it."""

    def __init__(self, way: _AsyncPool | _AsyncTransport) -> None:
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        self._way = way
        self._gate = asyncio.Semaphore(_CONCURRENCY)

    async def close(self) -> None:
        """Close every connection."""
        await self._way.close()

    async def send(
        self, request: Request, headers: Mapping[str, str], timeout: float, max_bytes: int
    ) -> Reply | Broken:
        """Send a request and read its answer to the end, within `timeout` seconds."""
        import asyncio  # noqa: PLC0415  as above

        waiting = True
        token = _deadline.set(time.monotonic() + timeout)
        try:
            async with asyncio.timeout(timeout), self._gate:
                waiting = False
                response = await self._way.attempt(request, headers, timeout)
                try:
                    answer = _Answer(response, max_bytes)
                    async for chunk in response.aiter_stream():
                        answer.feed(chunk)
                    outcome: Reply | Broken | BaseException = answer.finish()
                finally:
                    await response.aclose()
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _explain(error, sent=not waiting)
        finally:
            _deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def open_wire(
    transport: httpx.BaseTransport | None, *, https: bool, verify: Verify, proxy: Secret | None
) -> Wire:
    """Return the wire of a new client."""
    if transport is None:
        context = _context(verify) if https else None
        pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=_core_proxy(proxy, context),
            max_connections=_MAX_CONNECTIONS,
            keepalive_expiry=_KEEPALIVE_SECONDS,
            network_backend=_Backend(),
        )
        return Wire(_Pool(pool))
    if not hasattr(transport, "handle_request"):
        raise ConfigurationError("transport= must be an httpx.BaseTransport")
    return Wire(_Transport(transport))


def open_async_wire(
    transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None,
    *,
    https: bool,
    verify: Verify,
    proxy: Secret | None,
) -> AsyncWire:
    """Return the wire of a new async client."""
    context = _context(verify) if https else None
    if transport is None:
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            proxy=_core_proxy(proxy, context),
            max_connections=_CONCURRENCY,
            keepalive_expiry=_KEEPALIVE_SECONDS,
            network_backend=_AsyncBackend(),
        )
        return AsyncWire(_AsyncPool(pool))
    if transport == "aiohttp":
        try:
            from anyreach import _aiohttp  # noqa: PLC0415  an extra
        except ImportError:
            raise ConfigurationError(
                'transport="aiohttp" needs more: pip install "anyreach-client[aiohttp]"'
            ) from None
        transport = _aiohttp.open_transport(
            context,
            None if proxy is None else httpx.Proxy(proxy.read()),
            connections=_CONCURRENCY,
            keepalive=_KEEPALIVE_SECONDS,
        )
    if not hasattr(transport, "handle_async_request"):
        raise ConfigurationError('transport= must be an httpx.AsyncBaseTransport, or "aiohttp"')
    return AsyncWire(_AsyncTransport(transport))


def handler_transport(
    handler: Callable[[str, str, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]],
) -> httpx.MockTransport:
    """Return an httpx transport, sync and async, that asks `handler` instead of a network.

    Args:
        handler: Is given the method, the target (path and query), the headers in lower case and
            the body; returns the status, the headers and the body.
    """

    def handle(request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode("ascii")
        status, headers, body = handler(
            request.method, target, dict(request.headers), request.read()
        )
        return httpx.Response(status, headers=headers, content=body)

    return httpx.MockTransport(handle)


class _Pool:
    """The client's own connections: httpcore's pool."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def attempt(
        self, request: Request, headers: Mapping[str, str], timeout: float
    ) -> httpcore.Response:
        return self._pool.handle_request(_core_request(request, headers, timeout))

    def close(self) -> None:
        self._pool.close()


class _AsyncPool:
    """The client's own connections: httpcore's async pool."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def attempt(
        self, request: Request, headers: Mapping[str, str], timeout: float
    ) -> httpcore.Response:
        return await self._pool.handle_async_request(_core_request(request, headers, timeout))

    async def close(self) -> None:
        await self._pool.aclose()


class _Transport:
    """What the caller brings: an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def attempt(
        self, request: Request, headers: Mapping[str, str], timeout: float
    ) -> httpcore.Response:
        return _core_response(
            self._transport.handle_request(_httpx_request(request, headers, timeout))
        )

    def close(self) -> None:
        self._transport.close()


class _AsyncTransport:
    """What the caller brings, or the extra for aiohttp: an async httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def attempt(
        self, request: Request, headers: Mapping[str, str], timeout: float
    ) -> httpcore.Response:
        return _core_response(
            await self._transport.handle_async_request(_httpx_request(request, headers, timeout))
        )

    async def close(self) -> None:
        await self._transport.aclose()


def _httpx_request(request: Request, headers: Mapping[str, str], timeout: float) -> httpx.Request:
    built = httpx.Request(
        **{**request.kwargs, "url": request.base_url + request.kwargs["url"]},
        extensions=_extensions(timeout),
    )
    built.headers.update(headers)
    return built


def _core_response(response: httpx.Response) -> httpcore.Response:
    return httpcore.Response(
        response.status_code,
        headers=response.headers.raw,
        content=response.stream,
        extensions=response.extensions,
    )


def _core_request(request: Request, headers: Mapping[str, str], timeout: float) -> httpcore.Request:
    """Return the request for httpcore's pool; httpx encodes what a plain `get` does not have."""
    kwargs = request.kwargs
    path: str = kwargs["url"]
    if set(kwargs) == {"method", "url"} and kwargs["method"] == "get" and _PATH.fullmatch(path):
        url = _base(request.base_url)
        return httpcore.Request(
            "GET",
            _core_url(url, url.raw_path.rstrip(b"/") + path.encode()),
            headers=[(b"Host", url.netloc), *headers.items()],
            content=_NoBody(),
            extensions=_extensions(timeout),
        )
    built = _httpx_request(request, headers, timeout)
    return httpcore.Request(
        built.method,
        _core_url(built.url, built.url.raw_path),
        headers=built.headers.raw,
        content=built.stream,
        extensions=built.extensions,
    )


class _NoBody:
    """A body without a chunk, for both pools: sending an empty chunk is not free."""

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration


_PATH: Final = re.compile(r"[\w/.~%!$&'()*+,;=:@-]+", re.ASCII)  # RFC 3986, section 3.3
_base: Final = functools.lru_cache(maxsize=8)(httpx.URL)


def _core_url(url: httpx.URL, target: bytes) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target)


def _extensions(timeout: float) -> dict[str, Any]:
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)}


class _RefusedError(Exception):
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
        raw = response.headers
        if len(raw) > _MAX_HEADERS or sum(len(k) + len(v) for k, v in raw) > _MAX_HEADER_BYTES:
            raise _refused("the answer has too many headers, or too large ones")
        self._headers = _read_headers(raw)
        encoding = self._headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip", "x-gzip", "deflate"}:
            raise _refused("the answer's content encoding is not gzip, deflate or none")
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
            raise _refused("the answer has bytes after the end of its compressed body")

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max_bytes:
            raise _refused(f"the answer is larger than {self._max_bytes} bytes", again=False)
        self._parts.append(part)

    def finish(self) -> Reply:
        """Return the reply, once all of its bytes were fed."""
        if self._inflate is not None and self._raw_size and not self._inflate.eof:
            raise _refused("the answer's compressed body is cut short")
        response = self._response
        stream = cast("dict[str, Any]", response.extensions).get("network_stream")  # pyright: ignore[reportUnknownMemberType]
        if isinstance(stream, (_Stream, _AsyncStream)):
            chunked = "chunked" in self._headers.get("transfer-encoding", "").lower()
            stream.ledger.settle(self._raw_size, chunked=chunked)
        return Reply(response.status, self._headers, b"".join(self._parts))


def _read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _refused(problem: str, *, again: bool = True) -> _RefusedError:
    return _RefusedError(Broken(problem, invalid=True, again=again))


_NEVER_SENT = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.UnsupportedProtocol,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
_TIMED_OUT = (httpcore.TimeoutException, httpx.TimeoutException, TimeoutError)


def _explain(error: BaseException, *, sent: bool = True) -> Broken | BaseException:
    """Return what an exception means; one that is no `Exception` comes back without its frames."""
    if isinstance(error, _RefusedError):
        return error.broken
    if not isinstance(error, Exception):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    maybe_sent = sent and not isinstance(error, _NEVER_SENT)
    timed_out = isinstance(error, _TIMED_OUT)
    ancestors = {kind.__name__ for kind in type(error.__cause__).__mro__}
    if (
        "ClientConnectionError" in ancestors
    ):  # aiohttp's, which httpx-aiohttp calls a ConnectTimeout
        maybe_sent = sent and "ClientConnectorError" not in ancestors
        timed_out = isinstance(error.__cause__, TimeoutError)
    if timed_out:
        return Broken("no answer within the deadline", timed_out=True, maybe_sent=maybe_sent)
    if isinstance(error, zlib.error):
        return Broken("the answer's compressed body is corrupt", invalid=True)
    if not maybe_sent:
        # Nothing was sent: the text is the operating system's, or OpenSSL's.
        return Broken(f"could not connect: {error}"[:300], maybe_sent=False)
    return Broken(f"the connection broke ({type(error).__name__})")


@functools.lru_cache(maxsize=8)
def shared_ssl_context(verify: bool | str) -> ssl.SSLContext:  # noqa: FBT001  as httpx has it
    """Return one context per setting: making one costs as much as a hundred calls."""
    if isinstance(verify, bool):
        return httpx.create_ssl_context(verify=verify, trust_env=False)
    if Path(verify).is_dir():
        return ssl.create_default_context(capath=verify)
    return ssl.create_default_context(cafile=verify)


def _context(verify: Verify) -> ssl.SSLContext:
    if isinstance(verify, ssl.SSLContext):
        return verify
    return shared_ssl_context(verify if isinstance(verify, bool) else os.fspath(verify))


def _core_proxy(proxy: Secret | None, context: ssl.SSLContext | None) -> httpcore.Proxy | None:
    if proxy is None:
        return None
    url = httpx.URL(proxy.read())
    return httpcore.Proxy(
        str(url.copy_with(username=None, password=None)),
        auth=(url.username, url.password) if url.userinfo else None,
        ssl_context=context if url.scheme == "https" else None,
    )


class _Ledger:
    """Counts the bytes of one connection, so that none of them is taken for the next answer.

    h11 keeps what arrives after an answer's end and reads it as the start of the next one, which
    may be somebody else's. A connection with such bytes says that it is readable, and the pool
    drops it before it is used again.
    """

    __slots__ = ("_body_from", "_count", "_reading", "_second", "_start", "_tail", "spoiled")

    def __init__(self) -> None:
        self.spoiled = False
        self._reading = True
        self.wrote()

    def wrote(self) -> None:
        """Note that a request is going out: counting starts anew."""
        if self._reading:
            self._reading = False
            self._count = 0
            self._start = bytearray()
            self._body_from: int | None = None
            self._tail = b""
            self._second = False

    def read(self, data: bytes) -> None:
        """Note bytes that arrived."""
        self._reading = True
        if self._body_from is None:
            self._start += data
            while (end := self._start.find(b"\r\n\r\n")) >= 0:
                interim = self._start.startswith(b"1", len("HTTP/1.1 "))
                self._count += end + 4
                del self._start[: end + 4]
                if not interim:
                    self._body_from = self._count
                    data = bytes(self._start)
                    break
        if self._body_from is not None:
            self._count += len(data)
            seen = self._tail + data
            self._second = self._second or b"\r\n\r\nHTTP/" in seen
            self._tail = seen[-8:]

    def settle(self, body_size: int, *, chunked: bool) -> None:
        """Note that an answer with a body of so many bytes on the wire is complete."""
        if chunked:
            clean = self._tail.endswith(b"0\r\n\r\n") and not self._second
        else:
            clean = self._body_from is not None and self._count == self._body_from + body_size
        self.spoiled = self.spoiled or not clean


def _left(
    timeout: float | None, over: type[httpcore.TimeoutException] = httpcore.ReadTimeout
) -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise over
    return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every operation ends at the deadline of the attempt."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self.ledger = _Ledger()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, _left(timeout))
        self.ledger.read(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.ledger.wrote()
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self.ledger.spoiled:
            return True
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to each address of a host in turn, all of them within the deadline."""

    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in _addresses(host, port):
            try:
                return _Stream(
                    self._sockets.connect_tcp(
                        address,
                        port,
                        _left(timeout, httpcore.ConnectTimeout),
                        local_address,
                        socket_options,
                    )
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from None
    return [str(info[4][0]) for info in found]


class _AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that counts its bytes; `asyncio.timeout` ends its operations."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.ledger = _Ledger()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self.ledger.read(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.ledger.wrote()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self.ledger.spoiled:
            return True
        return self._stream.get_extra_info(info)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self) -> None:
        self._sockets = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(
            await self._sockets.connect_tcp(host, port, timeout, local_address, socket_options)
        )
