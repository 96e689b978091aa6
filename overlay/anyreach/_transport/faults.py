"""What an exception of a library, of a socket or of an app's transport means for a call."""

from __future__ import annotations

import re
import zlib
from typing import Final

from anyreach._transport.http_types import Broken, RefusedError

_NEVER_SENT: Final = {
    "ConnectError",
    "ConnectTimeout",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
}
"""Errors of an app's httpx transport before anything is sent."""
_CREDENTIALS: Final = 407
_PASSING: Final = {429, 502, 503, 504}  # of a proxy that is busy, or cannot reach the server now


class StaleError(Exception):
    """A connection that had been idle turned out to be closed: another one may do at once."""


def explain(
    error: BaseException, *, sent: bool, stalled: bool, hides_host: bool
) -> Broken | BaseException:
    """Return what an exception means; one that is no `Exception` comes back without its frames.

    Args:
        error: The exception.
        sent: Whether a byte of the request can have reached the server.
        stalled: Whether there is time left until the deadline.
        hides_host: Whether to say nothing of where the host is.
    """
    if isinstance(error, RefusedError):
        return error.broken
    if not isinstance(error, Exception):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    names = _names(error, "httpcore", "httpx")
    timed_out = isinstance(error, TimeoutError) or "TimeoutException" in names
    of_aiohttp = _names(error.__cause__, "aiohttp")
    if "ClientConnectionError" in of_aiohttp:  # httpx-aiohttp calls all of them ConnectTimeout
        sent = sent and "ClientConnectorError" not in of_aiohttp
        timed_out = isinstance(error.__cause__, TimeoutError)
    else:
        sent = sent and not names & _NEVER_SENT
    if timed_out:
        why = "the server said nothing for too long" if stalled else "no answer within the deadline"
        return Broken(why, timed_out=True, maybe_sent=sent, stale=stalled)
    if isinstance(error, zlib.error):
        return Broken("the answer's compressed body is corrupt", invalid=True)
    if not sent:
        return _not_connected(error, of_proxy="ProxyError" in names, hides_host=hides_host)
    stale = isinstance(error, StaleError)
    how = "it was idle before" if stale else type(error).__name__
    return Broken(f"the connection broke ({how})", stale=stale)


def _not_connected(error: Exception, *, of_proxy: bool, hides_host: bool) -> Broken:
    if of_proxy and (answer := re.match(r"\d{3}\b", str(error))):
        status = int(answer[0])
        refuses = "asks for credentials" if status == _CREDENTIALS else "refuses the connection"
        again = status in _PASSING
        return Broken(f"the proxy {refuses} ({status})", maybe_sent=False, again=again)
    cause = error.__cause__ or error.__context__ or error
    # The operating system's and OpenSSL's texts can name the host; a proxy's can hold anything.
    silent = hides_host or of_proxy
    why = f" ({type(cause).__name__})" if silent else f": {error}"[:300]
    return Broken(f"could not connect{why}", maybe_sent=False)


def _names(error: BaseException | None, *packages: str) -> set[str]:
    """Return the names of an exception's classes, as far as they are of these packages."""
    return {
        kind.__name__
        for kind in type(error).__mro__
        if kind.__module__.partition(".")[0] in packages
    }
