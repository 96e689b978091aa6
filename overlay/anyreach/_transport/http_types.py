"""What goes over the seam to the network: request, reply, broken attempt, and the route."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import ssl

    from anyreach._secret import Secret
    from anyreach._transport.bodies import Content
    from anyreach_api._operation import Multipart, Raw

Verify: TypeAlias = "bool | str | os.PathLike[str] | ssl.SSLContext"


class Route(NamedTuple):
    """How hosts other than the API are reached.

    Attributes:
        verify: What servers are verified with.
        proxy: The URL of a proxy, which resolves names; None to resolve and dial them here.
        transport: The app's own httpx transport, sync or async, to send with instead.
    """

    verify: Verify
    proxy: Secret | None
    transport: Any

    @property
    def resolves(self) -> bool:
        """Whether names are resolved here, so that their addresses can be checked."""
        return self.proxy is None and self.transport is None


class Request:
    """What to send, and where. Prints nothing of it.

    Attributes:
        method: The HTTP method, in capitals.
        base_url: The URL of the API, without a slash at its end.
        target: Path and query, percent-encoded.
        headers: Every header but those of the body and of the credential.
        body: The body, whose files are opened for each attempt; None for none.
    """

    __slots__ = ("base_url", "body", "headers", "method", "target")

    def __init__(
        self,
        method: str,
        base_url: str,
        target: str,
        headers: Mapping[str, str],
        body: Content | Multipart | Raw | None,
    ) -> None:
        self.method = method
        self.base_url = base_url
        self.target = target
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return "<request>"


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


class Broken:
    """An attempt without a complete answer.

    Attributes:
        problem: What went wrong, without a word of the request or of the answer.
        timed_out: Whether the deadline ended it.
        maybe_sent: Whether the request can have reached the server.
        invalid: Whether an answer came, of a form that is refused.
        again: Whether asking again can help.
        stale: Whether an idle connection was closed under it, so that asking again at once helps.
    """

    __slots__ = ("again", "invalid", "maybe_sent", "problem", "stale", "timed_out")

    def __init__(
        self,
        problem: str,
        *,
        timed_out: bool = False,
        maybe_sent: bool = True,
        invalid: bool = False,
        again: bool = True,
        stale: bool = False,
    ) -> None:
        self.problem = problem
        self.timed_out = timed_out
        self.maybe_sent = maybe_sent
        self.invalid = invalid
        self.again = again
        self.stale = stale
