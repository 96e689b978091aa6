"""Requests and responses as httpx has them: all that differs between its versions is here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import httpcore
import httpx

from anyreach._transport.bodies import FileChunks, Parts


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The chunks of a file, as httpx takes them."""

    def __init__(self, chunks: FileChunks) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._chunks)


def httpx_request(request: httpcore.Request) -> httpx.Request:
    """Return a request of httpcore for httpx."""
    url, stream = request.url, request.stream
    content: dict[str, Any]
    if isinstance(stream, FileChunks):
        content = {"stream": _Stream(stream)}
    elif isinstance(stream, httpx.SyncByteStream):
        content = {"stream": stream}
    else:  # bytes: such a request can be read without reading it first
        content = {"content": b"".join(cast("Iterable[bytes]", stream))}
    return httpx.Request(
        request.method.decode("ascii"),
        httpx.URL(
            scheme=url.scheme.decode("ascii"),
            host=url.host.decode("ascii"),
            port=url.port,
            raw_path=url.target,
        ),
        headers=request.headers,
        extensions=cast("dict[str, Any]", request.extensions),  # pyright: ignore[reportUnknownMemberType]
        **content,
    )


def core_response(response: httpx.Response) -> httpcore.Response:
    """Return a response of httpx for httpcore, not read yet."""
    return httpcore.Response(
        response.status_code,
        headers=response.headers.raw,
        content=response.stream,
        extensions=response.extensions,
    )


def multipart(parts: Parts) -> tuple[Mapping[str, str], Any]:
    """Return the headers and the stream of a multipart body (RFC 7578)."""
    built = httpx.Request("POST", "https://multipart.invalid", files=parts)
    own = ("content-type", "content-length", "transfer-encoding")
    return {name: built.headers[name] for name in own if name in built.headers}, built.stream


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
