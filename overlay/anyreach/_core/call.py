"""A call without its I/O: the request, the attempts so far, and what an outcome means."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from anyreach._core import decoding as _decode
from anyreach._core import retry as _retry
from anyreach._core.attempts import Attempt, pause, tell
from anyreach._core.headers import check_headers, merged
from anyreach._core.options import Settings, find_base_url
from anyreach._core.response import note_response
from anyreach._core.status_errors import status_error
from anyreach._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
)
from anyreach._secret import Secret
from anyreach._transport.bodies import encoded
from anyreach._transport.http_types import Broken, Reply, Request, Route
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
    """One logical call: what to send, and how to read the answer."""

    info: _operation.Info
    request: Request
    read: Callable[[_operation.Answer], T]
    record: tuple[str, str] | None
    repeatable: bool
    timeout: float


def plan(
    operation: _operation.Operation[..., T],
    request: _operation.Request,
    options: _operation.Options,
    settings: Settings,
) -> Call[T]:
    """Return the call that sends an operation's request.

    Raises:
        ConfigurationError: An option cannot be used.
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
    """Return the base URL of an operation, which may have its own server in the contract.

    A client of the contract's default server uses the operation's own server. A client of another
    one, such as a test server, uses that one, with the path of the operation's own server.
    """
    if server is None:
        return base_url
    if base_url == SERVER_URL and "://" in server:
        return find_base_url(server)
    return base_url + urlsplit(server).path.rstrip("/")


class Wait(NamedTuple):
    """The call loop needs to wait."""

    seconds: float


class Attempts:
    """The attempts of one call: reports each, and decides whether there is another one.

    Args:
        operation: The operationId.
        settings: The options of the client.
        budget: Pays for retries.
        deadline: When the call has to be over, by `time.monotonic()`.

    Attributes:
        number: Which attempt it is, from 1.
    """

    def __init__(
        self, operation: str, settings: Settings, budget: _retry.Budget, deadline: float
    ) -> None:
        self._operation = operation
        self._settings = settings
        self._budget = budget
        self._deadline = deadline
        self.number = 0
        self._started = self._began = time.monotonic()
        self._maybe_sent = False

    @property
    def seconds(self) -> float:
        """How long the call took until now."""
        return time.monotonic() - self._started

    def begin(self) -> None:
        """Begin the next attempt."""
        self.number += 1
        self._began = time.monotonic()

    def succeeded(self, status: int | None) -> None:
        """Report that the attempt brought the answer."""
        self._budget.earn()
        self._tell(status, None, None)

    def failed(self, failure: _retry.Failure, status: int | None, *, repeatable: bool) -> float:
        """Report a failed attempt, and return how many seconds to wait before the next one.

        Raises:
            APIError: The error of this attempt; there is no other attempt.
        """
        import random  # noqa: PLC0415  brings hashlib, and only failures need it

        error = failure.error
        wait = _retry.wait_before_retry(
            failure,
            repeatable=repeatable,
            retry=self.number,
            max_retries=self._settings.limits.max_retries,
            remaining=self._deadline - time.monotonic(),
            jitter=random.random(),  # noqa: S311  no secret: it spreads retries in time
        )
        if wait is not None and not self._budget.spend(error):
            wait = None
        self._note_failure(error, status, wait)
        if wait is None:
            raise error.after(self.number, maybe_sent=self._maybe_sent)
        return pause(wait)

    def replaced(self, error: APIError, status: int | None) -> None:
        """Report a failed attempt that is followed by another one at once, in any case."""
        self._note_failure(error, status, 0.0)

    def _note_failure(self, error: APIError, status: int | None, wait: float | None) -> None:
        self._maybe_sent = self._maybe_sent or error.maybe_sent
        self._tell(status, type(error).__name__, wait)

    def _tell(self, status: int | None, error: str | None, wait: float | None) -> None:
        took = time.monotonic() - self._began
        attempt = Attempt(self._operation, self.number, status, error, wait, took)
        tell(attempt, self._settings.on_attempt)


def without_token(outcome: Reply | Broken, secret: Secret) -> Reply | Broken:
    """Return an outcome with `***` for the token where an error response repeats it."""
    if not isinstance(outcome, Reply) or outcome.succeeded:
        return outcome
    body = _as_json_writes(secret).sub(b"***", outcome.body)
    return Reply(outcome.status, outcome.headers, body)


def _as_json_writes(secret: Secret) -> re.Pattern[bytes]:
    r"""Match an ASCII text in JSON, where `/` can be `\/` and any character `\u002f`."""
    forms = (rf"(?:\\?{re.escape(char)}|\\u(?i:{ord(char):04x}))" for char in secret.read())
    return re.compile("".join(forms).encode("ascii"))


class Reach(NamedTuple):
    """What a client fetches with from hosts other than the API."""

    route: Route
    settings: Settings
    budget: _retry.Budget


def judge(call: Call[T], outcome: Reply | Broken, attempts: Attempts) -> T | _retry.Failure:
    """Return the decoded answer of an attempt, or the failure that the call loop decides about."""
    operation = call.info.id
    if isinstance(outcome, Broken):
        return failure_of(operation, outcome)
    if not outcome.succeeded:
        error = status_error(
            operation, outcome.status, outcome.headers, outcome.body, now=time.time()
        )
        return _retry.Failure(error, again=True)
    try:
        value = _decode.decode(operation, outcome, call.read, call.record, accept=call.info.accept)
    except APIResponseValidationError as error:
        return _retry.Failure(error, again=True)
    note_response(value, outcome, attempts.number, attempts.seconds)
    return value


def failure_of(operation: str, outcome: Broken) -> _retry.Failure:
    """Return the failure of an attempt without a complete answer."""
    kind: type[APIError] = APIConnectionError
    if outcome.invalid:
        kind = APIResponseValidationError
    elif outcome.timed_out:
        kind = APITimeoutError
    error = kind(outcome.problem, operation=operation, maybe_sent=outcome.maybe_sent)
    return _retry.Failure(error, outcome.again, outcome.stale)
