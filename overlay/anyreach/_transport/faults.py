"""What an exception of a library, of a socket or of an app's transport means for a call."""

from __future__ import annotations

import logging
import time
import zlib
from typing import Final

import httpcore

from anyreach._transport.exchange import NONE, Exchange, current
from anyreach._transport.http_types import Broken, RefusedError

_NEVER_SENT: Final = {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"}
"""Errors of an app's httpx transport before anything is sent."""


class StaleError(Exception):
    """A connection that had been idle turned out to be closed: another one may do at once."""


def explain(error: BaseException, exchange: Exchange) -> Broken | BaseException:
    """Return what an exception means; one that is no `Exception` comes back without its frames."""
    if isinstance(error, RefusedError):
        return error.broken
    if not isinstance(error, Exception):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    of_httpx = _names(error, "httpx")
    sent = exchange.sent and not of_httpx & _NEVER_SENT
    timed_out = isinstance(error, TimeoutError | httpcore.TimeoutException)
    timed_out = timed_out or "TimeoutException" in of_httpx
    of_aiohttp = _names(error.__cause__, "aiohttp")
    if "ClientConnectionError" in of_aiohttp:  # httpx-aiohttp calls all of them ConnectTimeout
        sent = exchange.sent and "ClientConnectorError" not in of_aiohttp
        timed_out = isinstance(error.__cause__, TimeoutError)
    if timed_out:
        stalled = exchange.ends - time.monotonic() > _ROUNDING
        problem = "the server said nothing for too long" if stalled else _OVER
        return Broken(problem, timed_out=True, maybe_sent=sent)
    if isinstance(error, zlib.error):
        return Broken("the answer's compressed body is corrupt", invalid=True)
    if not sent:
        # The text is the operating system's, or OpenSSL's: it can name the host, and no more.
        cause = error.__cause__ or error.__context__ or error
        why = f" ({type(cause).__name__})" if exchange.hides_host else f": {error}"[:300]
        return Broken(f"could not connect{why}", maybe_sent=False)
    stale = isinstance(error, StaleError)
    how = "it was idle before" if stale else type(error).__name__
    return Broken(f"the connection broke ({how})", stale=stale)


_OVER: Final = "no answer within the deadline"
_ROUNDING: Final = 0.05  # seconds that a timer may be early


def _names(error: BaseException | None, package: str) -> set[str]:
    """Return the names of an exception's classes, as far as they are of this package."""
    return {
        kind.__name__
        for kind in type(error).__mro__
        if kind.__module__.partition(".")[0] == package
    }


def _keeps_answers_out(record: logging.LogRecord) -> bool:
    """Drop httpcore's DEBUG records of a response's headers and of its faults in our exchanges.

    Headers can repeat a token, and h11's errors repeat the bytes that they complain of.
    """
    text = record.getMessage()
    tells = text.startswith("receive_response_headers.complete") or ".failed " in text
    return current.get() is NONE or not tells


logging.getLogger("httpcore.http11").addFilter(_keeps_answers_out)
