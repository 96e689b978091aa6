"""Build httpcore requests."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

import httpcore

from anyreach._errors import ConfigurationError
from anyreach._transport.http_types import Request

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_WITH_BODY: Final = {"POST", "PUT", "PATCH"}
"""The length of an empty body (RFC 9110, section 8.6)."""


@functools.lru_cache(maxsize=8)
def _base(url: str) -> tuple[httpcore.URL, bytes]:
    """Return a base URL, without a default port, and its `Host` (RFC 9110, section 4.2.3)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = None if parts.port == _DEFAULT_PORTS.get(parts.scheme) else parts.port
    named = (f"[{host}]" if ":" in host else host) + ("" if port is None else f":{port}")
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
    return httpcore.URL(scheme=parts.scheme, host=host, port=port, target=path), named.encode()


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    try:
        return [(name.encode("ascii"), text.encode("latin-1")) for name, text in headers.items()]
    except (AttributeError, UnicodeEncodeError):
        raise ConfigurationError("the request can't be built: a header is not Latin-1") from None


def core_request(request: Request, headers: Mapping[str, str], timeout: float) -> httpcore.Request:
    """Return the request. Each socket operation may take `timeout` seconds."""
    base, host = _base(request.base_url)
    described: Mapping[str, str] = {}
    if request.body is not None:
        described = request.body.headers
    elif request.method in _WITH_BODY:
        described = {"Content-Length": "0"}
    return httpcore.Request(
        request.method,
        httpcore.URL(
            scheme=base.scheme,
            host=base.host,
            port=base.port,
            target=base.target + request.target.encode("ascii"),
        ),
        headers=[(b"Host", host), *_encoded(described), *_encoded(headers)],
        content=request.body,
        extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
    )
