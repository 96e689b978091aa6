"""The types between calls and the network: request, reply, broken attempt, and the route."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import ssl

    from anyreach._secret import Secret
    from anyreach._transport.bodies import Body

Verify: TypeAlias = "bool | str | os.PathLike[str] | ssl.SSLContext"
FilePath: TypeAlias = "str | os.PathLike[str]"
Cert: TypeAlias = "FilePath | tuple[FilePath, FilePath]"
"""A file with a certificate and its key, or one file of each."""


class Proxy(NamedTuple):
    """A proxy.

    Attributes:
        url: Its URL, which can hold a password.
        source: The option, or the variable of the environment, that names it.
    """

    url: Secret
    source: str


def hint_of(proxy: Proxy | None, verified_by: str = "verify=") -> str:
    """Return what an error says of what a connection depends on; nothing of the usual."""
    through = [] if proxy is None else [f"through the proxy of {proxy.source}"]
    by = [] if verified_by == "verify=" else [f"with the certificates of {verified_by}"]
    return "".join(f", {part}" for part in through + by)


class Route(NamedTuple):
    """How hosts other than the API are reached.

    Attributes:
        verify: What servers are verified with.
        proxy: Returns the proxy to a URL, which resolves names; None to resolve and dial them here.
        core: What makes connections: httpcore, or httpcore2.
        transport: The app's own httpx transport, sync or async, to send with instead.
    """

    verify: Verify
    proxy: Callable[[str], Proxy | None]
    core: Any
    transport: Any


class Request:
    """What to send, and where; hidden from repr.

    Attributes:
        method: The HTTP method, in capitals.
        base_url: The URL of the API, without a slash at its end.
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
        max_bytes: How large the answer may be, decoded.
        silence: After how many seconds without a byte to give it up; None for not before `ends`.
        fresh: Whether to make a new connection: the one before fell silent.
    """

    ends: float
    max_bytes: int
    silence: float | None
    fresh: bool


class Reply:
    """A complete answer: the status, the headers in lower case, the decoded bytes."""

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
    """Something did not end within its time."""


class Head(NamedTuple):
    """The status and the headers of a response, names in lower case; hidden from repr."""

    status: int
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<response {self.status}>"


class Broken(NamedTuple):
    """An attempt without a complete answer.

    Attributes:
        problem: What went wrong; it contains nothing of the request or the answer.
        timed_out: Whether the deadline passed.
        maybe_sent: Whether the request can have reached the server.
        invalid: Whether an answer came that is not valid.
        again: Whether a retry can help.
        stale: Whether the server had closed an idle connection, so that a retry at once helps.
    """

    problem: str
    timed_out: bool = False
    maybe_sent: bool = True
    invalid: bool = False
    again: bool = True
    stale: bool = False


class RefusedError(Exception):
    """What came, or where to send, is refused; carries the `Broken` to return."""

    def __init__(self, broken: Broken) -> None:
        super().__init__()
        self.broken = broken
