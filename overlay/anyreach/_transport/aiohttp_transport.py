"""The async transport of aiohttp, with our limits: needs the extra `anyreach-client[aiohttp]`."""

from __future__ import annotations

import ssl
from typing import Final

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from anyreach._secret import Secret

# Wide: the bounds that count are those of all headers together, which `answers` checks.
_HEADERS: Final = 1_000
_HEADER_BYTES: Final = 128 * 1024
_KEEPALIVE_SECONDS: Final = 30.0


def open_transport(
    context: ssl.SSLContext | None, proxy: Secret | None, *, connections: int
) -> httpx.AsyncBaseTransport:
    """Return a transport that keeps no cookies and reads nothing of the environment.

    Args:
        context: What servers are verified with; None for http.
        proxy: The URL of the HTTP proxy to use.
        connections: How many connections there may be.
    """

    def session() -> aiohttp.ClientSession:
        client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=connections, keepalive_timeout=_KEEPALIVE_SECONDS, ssl=context or False
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
        verify=context or False,
        trust_env=False,
        proxy=None if proxy is None else httpx.Proxy(proxy.read()),
        client=session,
    )
