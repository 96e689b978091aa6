"""Translate exceptions of libraries, sockets and transports."""

from __future__ import annotations

import re
import zlib
from typing import Final

from anyreach._errors import ConfigurationError
from anyreach._transport.frames import raised_by_app
from anyreach._transport.http_types import Broken, RefusedError

_HTTP: Final = ("httpcore", "httpx", "httpcore2", "httpx2")
_LIBRARIES: Final = (*_HTTP, "h11", "anyio", "aiohttp", "socket", "ssl")
_UNSENDABLE: Final = {"LocalProtocolError", "UnsupportedProtocol"}
_NEVER_SENT: Final = {
    "ConnectError",
    "ConnectTimeout",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
}
"""Errors of an httpx transport before anything is sent."""
CREDENTIALS: Final = 407


class StaleError(Exception):
    """An idle connection was closed by the server: retry immediately on another one."""


class SocksError(Exception):
    """A SOCKS proxy refuses to connect. The message says why."""


_KINDS: Final = (
    OSError,
    UnicodeError,  # of a host's name that can be none
    zlib.error,
    RefusedError,
    StaleError,
    SocksError,
)


def passes(error: BaseException) -> BaseException | None:
    """Return an exception that the app raised, or None for a network exception.

    A library may have wrapped it: a signal handler's `TimeoutError` looks like a read timeout.
    """
    if not (isinstance(error, _KINDS) or _names(error, *_LIBRARIES)):
        return error
    link: BaseException | None = error
    while isinstance(link, Exception) and not raised_by_app(link):
        link = link.__cause__
    # What an app raises of a library is how its transport reports faults.
    return link if isinstance(link, Exception) and not _names(link, *_LIBRARIES) else None


def explain(
    error: BaseException, *, sent: bool, stalled: bool, hides_host: bool, hint: str
) -> Broken | ConfigurationError:
    """Return what a network exception means; raise an error if the request can't be sent.

    Args:
        error: The exception.
        sent: Whether a byte of the request may have reached the server.
        stalled: Whether time is left before the deadline.
        hides_host: Whether not to name the host.
        hint: A hint to add if no connection was made.
    """
    if isinstance(error, RefusedError):
        return error.broken
    names = _names(error, *_HTTP)
    timed_out = isinstance(error, TimeoutError) or "TimeoutException" in names
    of_aiohttp = _names(error.__cause__, "aiohttp")
    if "ClientConnectionError" in of_aiohttp:  # httpx-aiohttp calls all of them ConnectTimeout
        sent = sent and "ClientConnectorError" not in of_aiohttp
        timed_out = isinstance(error.__cause__, TimeoutError)
    else:
        sent = sent and not names & _NEVER_SENT and not isinstance(error, UnicodeError)
    if timed_out:
        why = "the server was silent for too long" if stalled else "no response within the deadline"
        why += "" if sent else hint
        return Broken(why, timed_out=True, maybe_sent=sent, stale=stalled)
    if isinstance(error, zlib.error):
        return Broken("the response's compressed body is corrupt", invalid=True)
    if not sent and names & _UNSENDABLE:
        return ConfigurationError(f"the request can't be built ({type(error).__name__})")
    if not sent:
        of_proxy = "ProxyError" in names
        return _not_connected(error, of_proxy=of_proxy, hides_host=hides_host, hint=hint)
    stale = isinstance(error, StaleError)
    how = "it was idle before" if stale else type(error).__name__
    return Broken(f"the connection broke ({how})", stale=stale)


def _not_connected(error: BaseException, *, of_proxy: bool, hides_host: bool, hint: str) -> Broken:
    if of_proxy and (answer := re.match(r"\d{3}\b", str(error))):
        return of_proxy_itself(int(answer[0]), hint)
    if isinstance(error, SocksError):
        return Broken(f"{error}{hint}", maybe_sent=False, again=False)
    cause = error.__cause__ or error.__context__ or error
    # The operating system's and OpenSSL's texts can name the host; a proxy's can hold anything.
    silent = hides_host or of_proxy
    why = f" ({type(cause).__name__})" if silent else f": {error}"[:300]
    return Broken(f"could not connect{why}{hint}", maybe_sent=False)


def of_proxy_itself(status: int, hint: str) -> Broken:
    """Return what a proxy's own response means: the server received nothing; no retry.

    Args:
        status: The response's status.
        hint: A hint to add.
    """
    refuses = "asks for credentials" if status == CREDENTIALS else "refuses the connection"
    return Broken(f"the proxy {refuses} ({status}){hint}", maybe_sent=False, again=False)


def _names(error: BaseException | None, *packages: str) -> set[str]:
    """Return the names of an exception's classes from these packages."""
    return {
        kind.__name__
        for kind in type(error).__mro__
        if kind.__module__.partition(".")[0] in packages
    }
