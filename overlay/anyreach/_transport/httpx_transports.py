"""Requests and responses as httpx has them: all that differs between its versions is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import httpcore
import httpx


def httpx_request(request: httpcore.Request, package: Any) -> Any:
    """Return a request of httpcore for httpx, or for httpx2; its body is in memory."""
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
    """Return a response of httpx for httpcore, not read yet."""
    return httpcore.Response(
        response.status_code,
        headers=response.headers.raw,
        content=response.stream,
        extensions=response.extensions,
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
