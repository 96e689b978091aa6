"""Types shared by calls and transport: request, reply, broken attempt, route."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import ssl

    from anyreach._secret import Secret
    from anyreach._transport.messages.bodies import Body

Verify: TypeAlias = "bool | str | os.PathLike[str] | ssl.SSLContext"
FilePath: TypeAlias = "str | os.PathLike[str]"
Cert: TypeAlias = "FilePath | tuple[FilePath, FilePath]"
"""A file with a certificate and key, or a file for each."""


class Proxy(NamedTuple):
    """A proxy.

    Attributes:
        url: The URL, which may contain a password.
        source: The option or environment variable that sets it.
    """

    url: Secret
    source: str


def hint_of(proxy: Proxy | None, verified_by: str = "verify=") -> str:
    """Return a hint about non-default proxies and certificates for errors."""
    through = [] if proxy is None else [f"through the proxy of {proxy.source}"]
    by = [] if verified_by == "verify=" else [f"with the certificates of {verified_by}"]
    return "".join(f", {part}" for part in through + by)


class Route(NamedTuple):
    """How to reach hosts other than the API.

    Attributes:
        verify: What servers are verified with.
        proxy: Returns the proxy for a URL; None for a direct connection.
        core: The library: httpcore or httpcore2.
        transport: The app's own httpx transport, sync or async, to send with instead.
    """

    verify: Verify
    proxy: Callable[[str], Proxy | None]
    core: Any
    transport: Any


class Request:
    """A request to send; hidden from repr.

    Attributes:
        method: The HTTP method, in capitals.
        base_url: The API's URL, without a trailing slash.
        target: Path and query, percent-encoded.
        headers: All headers except those of the body and the credential.
        body: The body; None for no body.
    """

    __slots__ = ("base_url", "body", "headers", "method", "target")

    def __init__(
        self,
        method: str,
        base_url: str,
        target: str,
        headers: Mapping[str, str],
        body: Body | None,
    ) -> None:
        self.method = method
        self.base_url = base_url
        self.target = target
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return "<request>"


class Limits(NamedTuple):
    """The limits of one attempt.

    Attributes:
        ends: The deadline, by `time.monotonic()`.
        max_bytes: Maximum decoded size of the response, in bytes.
        silence: Seconds without a byte after which to abandon it; None to wait until `ends`.
        fresh: Whether to make a new connection, since the last one fell silent.
    """

    ends: float
    max_bytes: int
    silence: float | None
    fresh: bool


class Reply:
    """A complete response: status, headers in lower case, decoded body."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def succeeded(self) -> bool:
        """Whether the status is a 2xx (RFC 9110, section 15.3)."""
        return 200 <= self.status < 300  # noqa: PLR2004

    def __repr__(self) -> str:
        return f"<reply {self.status}, {len(self.body)} bytes>"


class LateError(Exception):
    """Something timed out."""


class Head(NamedTuple):
    """The status and the headers of a response, names in lower case; hidden from repr."""

    status: int
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<response {self.status}>"


class Broken(NamedTuple):
    """An attempt without a complete response.

    Attributes:
        problem: What went wrong. Contains nothing from the request or response.
        timed_out: Whether the deadline passed.
        maybe_sent: Whether the request may have reached the server.
        invalid: Whether an invalid response arrived.
        again: Whether a retry can help.
        stale: Whether the server had closed an idle connection, so that an immediate retry helps.
    """

    problem: str
    timed_out: bool = False
    maybe_sent: bool = True
    invalid: bool = False
    again: bool = True
    stale: bool = False


class RefusedError(Exception):
    """A response or destination is not allowed. Carries the `Broken` to return."""

    def __init__(self, broken: Broken) -> None:
        super().__init__()
        self.broken = broken
