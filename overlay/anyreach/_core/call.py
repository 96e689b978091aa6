"""A call without its I/O: the request, the attempts so far, and what follows an outcome."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from anyreach._core import retry as _retry
from anyreach._core.attempts import Attempt, pause, tell
from anyreach._core.responses import decoding as _decode
from anyreach._core.responses.response import note_response
from anyreach._core.responses.status_errors import status_error
from anyreach._core.settings.headers import check_headers, merged
from anyreach._core.settings.options import Settings, find_base_url
from anyreach._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    RateLimitError,
)
from anyreach._secret import Secret
from anyreach._transport.http_types import Broken, Reply, Request, Route
from anyreach._transport.http_types import Limits as AttemptLimits
from anyreach._transport.messages.bodies import encoded
from anyreach._version import __version__
from anyreach_api._operation import add_header
from anyreach_api.contract import SERVER_URL

if TYPE_CHECKING:
    from anyreach_api import _operation

T = TypeVar("T")

_HEADERS: Final = {
    "Accept-Encoding": "gzip",
    "User-Agent": f"anyreach-python/{__version__}",
}


class Call(NamedTuple, Generic[T]):
    """One logical call: the request, and how to read the response."""

    info: _operation.Info
    request: Request
    read: Callable[[_operation.Answer], T]
    record: tuple[str, str] | None
    repeatable: bool
    timeout: float

    @property
    def cuttable(self) -> bool:
        """Whether a silent attempt may be abandoned for a new one: true for GET, false for POST."""
        return self.repeatable and self.info.method in {"GET", "HEAD"}

    @property
    def target(self) -> tuple[str, str | None, str | None]:
        """The method, the path in the contract, and the host."""
        return self.info.method, self.info.path or None, urlsplit(self.request.base_url).hostname


def plan(
    operation: _operation.Operation[..., T],
    request: _operation.Request,
    options: _operation.Options,
    settings: Settings,
) -> Call[T]:
    """Return the call that sends an operation's request.

    Raises:
        ConfigurationError: An option is invalid.
    """
    info = operation.INFO
    timeout = settings.timeout(options.timeout)
    check_headers("extra_headers", options.extra_headers)
    request = request.extended(options)
    policy = settings.policy or _retry.Policy(info.repeatable, info.idempotency_header)
    headers = request.headers
    if policy.idempotency_header is not None:
        from uuid import uuid4  # noqa: PLC0415  slow to import, and seldom needed

        headers = dict(headers)
        add_header(headers, policy.idempotency_header, str(uuid4()))
    base_url = _base_url(settings.base_url, request.server)
    query = f"?{request.query}" if request.query else ""
    body = encoded(request.body)
    return Call(
        info,
        Request(
            info.method,
            base_url,
            request.path + query,
            merged(_HEADERS | {"Accept": info.accept}, merged(settings.extra_headers, headers)),
            body,
        ),
        operation.read,
        record=request.record,
        repeatable=policy.repeatable,
        timeout=timeout,
    )


def _base_url(base_url: str, server: str | None) -> str:
    """Return an operation's base URL; the contract can give it its own server.

    A client of the contract's default server uses the operation's own server. A client of another
    one, such as a test server, uses that one, with the path of the operation's own server.
    """
    if server is None:
        return base_url
    if base_url == SERVER_URL and "://" in server:
        return find_base_url(server)
    return base_url + urlsplit(server).path.rstrip("/")


_GROWTH: Final = 1.5  # of the time after which a silent attempt is given up
_MOST_NAMED: Final = 20  # of the waits of one call: an API that names more lets nothing through


class Attempts:
    """The attempts of one call. Reports each, and decides whether to make another.

    Args:
        operation: The operationId.
        settings: The options of the client.
        budget: Pays for retries.
        ends: The call's deadline, by `time.monotonic()`.
        target: The method, the path in the contract and the host of the API; none for recordings.

    Attributes:
        ends: The deadline. Waits that the API asks for extend it if the call is patient.
        number: The number of the current attempt, from 1.
    """

    def __init__(
        self,
        operation: str,
        settings: Settings,
        budget: _retry.Budget,
        ends: float,
        target: tuple[str, str | None, str | None] = ("GET", None, None),
    ) -> None:
        self._operation = operation
        self._settings = settings
        self._budget = budget
        self.ends = ends
        self._target = target
        self.number = 0
        self._stalls = 0
        self._named = 0  # attempts after which the API named the time to wait
        self._stale = 0  # attempts on a connection that was closed; there is one at most
        self._strange = 0  # answers that were invalid: on its connection, the next may be, too
        self._paid = 0  # from the budget, to be given back
        self._started = self._began = time.monotonic()
        self._maybe_sent = False

    @property
    def seconds(self) -> float:
        """Seconds since the call started."""
        return time.monotonic() - self._started

    def begin(self) -> None:
        """Begin the next attempt."""
        self.number += 1
        self._began = time.monotonic()

    def limits(self, *, cuttable: bool) -> AttemptLimits:
        """Return the limits of the attempt.

        One that falls silent is given up after a third of the time, the next one after half as much
        again, so that a lost connection costs a part of the time and not all of it. The last one
        has all that is left.

        Args:
            cuttable: Whether another attempt may follow a silent one.
        """
        given = self._settings.limits
        first = given.attempt_timeout or (self.ends - self._started) / 3
        spare = self.ends - self._began - first / 3  # for an attempt after this one
        silence: float | None = min(first * _GROWTH**self._stalls, spare)
        retries = self.number - 1 - self._named - self._stale
        if (
            not cuttable
            or retries >= given.max_retries
            or not self._budget.affords_retry()
            or spare < first
        ):
            silence = None
        fresh = self._stalls + self._stale + self._strange > 0
        return AttemptLimits(self.ends, given.max_response_bytes, silence, fresh)

    def succeeded(self, status: int | None) -> None:
        """Report that the attempt succeeded."""
        self._budget.earn(self._paid)
        self._tell(status, None, None)

    def failed(self, failure: _retry.Failure, status: int | None, *, repeatable: bool) -> float:
        """Report a failed attempt, and return the seconds to wait before the next one.

        Raises:
            APIError: This attempt's error, if there is no other attempt.
        """
        error = failure.error
        self._stalls += isinstance(error, APITimeoutError)
        self._strange += isinstance(error, APIResponseValidationError)
        named = _retry.named_wait(error)
        free = repeatable and self._settings.limits.max_retries > 0
        if named is not None and free:
            self._named += 1
            wait = named if self._can_wait(named) else None
        elif failure.at_once and free and not isinstance(error, APITimeoutError):
            self._stale += 1
            wait = 0.0
        else:
            wait = self._backoff(failure, repeatable=repeatable)
        self._note_failure(error, status, wait)
        if wait is None:
            raise error.after(self.number, maybe_sent=self._maybe_sent)
        return pause(wait)

    def _can_wait(self, seconds: float) -> bool:
        in_time = self._settings.patient or seconds < self.ends - time.monotonic()
        return in_time and seconds <= _retry.LONGEST_WAIT and self._named <= _MOST_NAMED

    def _backoff(self, failure: _retry.Failure, *, repeatable: bool) -> float | None:
        import random  # noqa: PLC0415  brings hashlib, and only failures need it

        wait = _retry.wait_before_retry(
            failure,
            repeatable=repeatable,
            retry=self.number - self._named - self._stale,
            max_retries=self._settings.limits.max_retries,
            remaining=self.ends - time.monotonic(),
            jitter=random.random(),  # noqa: S311  no secret: it spreads retries in time
        )
        if wait is None:
            return None
        price = self._budget.spend(failure.error)
        if not isinstance(failure.error, APITimeoutError):  # else a slow API gets twice the load
            self._paid += price
        return wait if price else None

    def held_back(self, seconds: float) -> RateLimitError:
        """Return the error for a call that can't send its request before its deadline.

        Args:
            seconds: The wait it would need.
        """
        error = RateLimitError(
            "429: the API asked this client to wait longer than the call's deadline",
            operation=self._operation,
            status_code=429,
            detail=None,
            request_id=None,
            retry_after=seconds,
        )
        return error.after(self.number, maybe_sent=self._maybe_sent)

    def replaced(self, error: APIError, status: int | None) -> None:
        """Report a failed attempt that is always followed by another one immediately."""
        self._note_failure(error, status, 0.0)

    def _note_failure(self, error: APIError, status: int | None, wait: float | None) -> None:
        self._maybe_sent = self._maybe_sent or error.maybe_sent
        self._tell(status, type(error).__name__, wait)

    def _tell(self, status: int | None, error: str | None, wait: float | None) -> None:
        took = time.monotonic() - self._began
        attempt = Attempt(self._operation, self.number, status, error, wait, took, *self._target)
        tell(attempt, self._settings.on_attempt)


_UNMISTAKABLE: Final = 8  # characters of a token, without its prefix


def _without_token(reply: Reply, secret: Secret) -> Reply:
    """Return a response in which `***` replaces a token that an error response repeats."""
    if reply.succeeded:
        return reply
    token = _any_spelling(secret)
    headers = {name: token.sub("***", value) for name, value in reply.headers.items()}
    body = token.sub("***", reply.body.decode("latin-1")).encode("latin-1")
    return Reply(reply.status, headers, body)


def _any_spelling(secret: Secret) -> re.Pattern[str]:
    """Match a token, plain or escaped for JSON, a URL or HTML, with or without its prefix."""
    prefix, mark, rest = secret.read().partition("_")
    may_lack = "?" if len(rest) >= _UNMISTAKABLE else ""
    start = "".join(map(_spellings, prefix + mark))
    return re.compile(f"(?:{start}){may_lack}{''.join(map(_spellings, rest))}")


def _spellings(char: str) -> str:
    code = ord(char)
    return (
        rf"(?:\\*{re.escape(char)}|\\+u(?i:{code:04x})|%(?:25)*(?i:{code:02x})"
        rf"|&#0*{code};|&#[xX]0*(?i:{code:x});)"
    )


class Reach(NamedTuple):
    """How a client reaches hosts other than the API."""

    route: Route
    settings: Settings
    budget: _retry.Budget


def judge(
    call: Call[T], attempts: Attempts, secret: Secret, reply: Reply
) -> tuple[tuple[int, T | _retry.Failure], bool]:
    """Judge a response, and whether its connection may be used again.

    An invalid response, or one that says nothing about its request, may have been meant for another
    request.

    Returns:
        The status, with the decoded result or the failure for the call loop to judge; and whether
        the response surely belongs to its request.
    """
    reply = _without_token(reply, secret)
    result = _decoded(call, attempts, reply)
    clear = not isinstance(result, _retry.Failure) or (
        _retry.is_final(result.error) or isinstance(result.error, RateLimitError)
    )
    return (reply.status, result), clear


def _decoded(call: Call[T], attempts: Attempts, reply: Reply) -> T | _retry.Failure:
    operation = call.info.id
    if not reply.succeeded:
        error = status_error(operation, reply.status, reply.headers, reply.body, now=time.time())
        return _retry.Failure(error, again=True)
    try:
        value = _decode.decode(operation, reply, call.read, call.record, accept=call.info.accept)
    except APIResponseValidationError as error:
        return _retry.Failure(error, again=True)
    note_response(value, reply, attempts.number, attempts.seconds)
    return value


def failure_of(operation: str, outcome: Broken) -> _retry.Failure:
    """Return the failure of an attempt that got no complete response."""
    kind: type[APIError] = APIConnectionError
    if outcome.invalid:
        kind = APIResponseValidationError
    elif outcome.timed_out:
        kind = APITimeoutError
    error = kind(outcome.problem, operation=operation, maybe_sent=outcome.maybe_sent)
    return _retry.Failure(error, outcome.again, outcome.stale)
