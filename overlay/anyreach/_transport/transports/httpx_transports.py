"""Requests and responses for httpx: all differences between its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import httpcore
import httpx


def httpx_request(request: httpcore.Request, package: Any) -> Any:
    """Convert an httpcore request to httpx or httpx2, with its body in memory."""
    url = request.url
    return package.Request(
        request.method.decode("ascii"),
        package.URL(
            scheme=url.scheme.decode("ascii"),
            host=url.host.decode("ascii"),
            port=url.port,
            raw_path=url.target,
        ),
        headers=request.headers,
        content=b"".join(cast("Iterable[bytes]", request.stream)),
        extensions=cast("dict[str, Any]", request.extensions),  # pyright: ignore[reportUnknownMemberType]
    )


def core_response(response: Any) -> httpcore.Response:
    """Convert an unread httpx response to httpcore."""
    return httpcore.Response(
        response.status_code,
        headers=response.headers.raw,
        content=response.stream,
        extensions=response.extensions,
    )


def handler_transport(
    handler: Callable[[str, str, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]],
) -> httpx.MockTransport:
    """Return an httpx transport, sync and async, that calls `handler` instead of a network.

    Args:
        handler: Called with the method, the target (path and query), the headers in lower case and
            the body; returns the status, the headers and the body.
    """

    def handle(request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode("ascii")
        status, headers, body = handler(
            request.method, target, dict(request.headers), request.read()
        )
        return httpx.Response(status, headers=headers, content=body)

    return httpx.MockTransport(handle)
