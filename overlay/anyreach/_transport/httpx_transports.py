"""The only module that imports httpx: transports that a caller brings, and multipart bodies."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import httpcore
import httpx

from anyreach._errors import ConfigurationError
from anyreach._secret import Secret
from anyreach._transport.bodies import Body, Chunks, Parts
from anyreach._transport.http_types import Request, extensions


class Transport:
    """What the caller brings: an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        if not hasattr(transport, "handle_request"):
            raise ConfigurationError("transport= must be an httpx.BaseTransport")
        self._transport = transport

    def attempt(
        self, request: Request, headers: Mapping[str, str], body: Body, timeout: float
    ) -> httpcore.Response:
        """Send a request, and return its answer, not read yet."""
        return _core_response(
            self._transport.handle_request(_httpx_request(request, headers, body, timeout))
        )

    def close(self) -> None:
        """Close the transport."""
        self._transport.close()


class AsyncTransport:
    """What the caller brings, or the extra for aiohttp: an async httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        if not hasattr(transport, "handle_async_request"):
            raise ConfigurationError('transport= must be an httpx.AsyncBaseTransport, or "aiohttp"')
        self._transport = transport

    async def attempt(
        self, request: Request, headers: Mapping[str, str], body: Body, timeout: float
    ) -> httpcore.Response:
        """Send a request, and return its answer, not read yet."""
        return _core_response(
            await self._transport.handle_async_request(
                _httpx_request(request, headers, body, timeout)
            )
        )

    async def close(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


def _httpx_request(
    request: Request, headers: Mapping[str, str], body: Body, timeout: float
) -> httpx.Request:
    content: dict[str, Any] = {}
    if isinstance(body, list):
        content["files"] = body
    elif body is not None:
        content["headers"] = body.headers
        if isinstance(body.content, bytes):
            content["content"] = body.content
        else:  # httpx adds no headers to a stream
            content["stream"] = _Stream(Chunks.of_file(body.content))
            host = httpx.URL(request.base_url).netloc.decode("ascii")
            content["headers"] = {"Host": host, **body.headers}
    built = httpx.Request(
        request.method,
        request.base_url + request.target,
        **content,
        extensions=extensions(timeout),
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


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The chunks of a body, as httpx takes them."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._chunks)


def multipart(parts: Parts) -> tuple[Mapping[str, str], Any]:
    """Return the headers and the stream of a multipart body (RFC 7578)."""
    built = httpx.Request("POST", "https://multipart.invalid", files=parts)
    own = ("content-type", "content-length", "transfer-encoding")
    return {name: built.headers[name] for name in own if name in built.headers}, built.stream


def aiohttp_transport(
    context: ssl.SSLContext | None, proxy: Secret | None, *, connections: int, keepalive: float
) -> httpx.AsyncBaseTransport:
    """Return the transport of the extra for aiohttp.

    Raises:
        ConfigurationError: The extra is not installed.
    """
    try:
        from anyreach._transport import aiohttp_transport as _aiohttp  # noqa: PLC0415  an extra
    except ImportError:
        raise ConfigurationError(
            'transport="aiohttp" needs more: pip install "anyreach-client[aiohttp]"'
        ) from None
    return _aiohttp.open_transport(
        context,
        None if proxy is None else httpx.Proxy(proxy.read()),
        connections=connections,
        keepalive=keepalive,
    )


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
