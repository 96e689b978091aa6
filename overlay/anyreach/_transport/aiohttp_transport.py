"""The async transport of aiohttp, with our limits: needs the extra `anyreach-client[aiohttp]`."""

from __future__ import annotations

import ssl
from typing import Any, Final

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

# Wide: the bounds that count are those of all headers together, which `_http` checks.
_HEADERS: Final = 1_000
_HEADER_BYTES: Final = 128 * 1024


def open_transport(
    context: ssl.SSLContext | None, proxy: httpx.Proxy | None, *, connections: int, keepalive: float
) -> httpx.AsyncBaseTransport:
    """Return a transport that keeps no cookies and reads nothing of the environment.

    Args:
        context: What servers are verified with; None for http.
        proxy: The HTTP proxy to use.
        connections: How many connections there may be.
        keepalive: Seconds for which an idle one is kept.
    """

    def session() -> aiohttp.ClientSession:
        options: dict[str, Any] = {} if context is None else {"ssl": context}
        client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=connections, keepalive_timeout=keepalive, **options
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
            max_headers=_HEADERS,
            skip_auto_headers=("Content-Type",),  # of a request without a body
        )
        # Else aiohttp sends some requests twice by itself, and our errors miscount the attempts.
        client._retry_connection = False  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return client

    return AiohttpTransport(
        verify=context or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        trust_env=False,
        proxy=proxy,
        client=session,
    )
