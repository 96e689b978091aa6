"""The types between calls and the network: request, reply, broken attempt, and the route."""

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
    """What to send, and where; hidden from repr.

    Attributes:
        method: The HTTP method, in capitals.
        base_url: The URL of the API, without a slash at its end.
        target: Path and query, percent-encoded.
        headers: All headers except those of the body and the credential.
        body: The body; its files are opened for each attempt. None for no body.
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


class LateError(Exception):
    """Something did not end within its time."""


class Broken:
    """An attempt without a complete answer.

    Attributes:
        problem: What went wrong; it contains nothing of the request or the answer.
        timed_out: Whether the deadline passed.
        maybe_sent: Whether the request can have reached the server.
        invalid: Whether an answer came that is not valid.
        again: Whether a retry can help.
        stale: Whether the server had closed an idle connection, so that a retry at once helps.
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


def extensions(timeout: float) -> dict[str, Any]:
    """Return the limits of each step of an attempt, as httpcore and httpx take them."""
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)}
