"""The call loop: send, read, decode and check, again and again, within one deadline.

It is a generator without I/O, written once: it yields what it needs, and is sent the outcome. The
sync and the async client differ only in how they satisfy a need.
"""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

from anyreach._core import decoding as _decode
from anyreach._core import retry as _retry
from anyreach._core import scopes as _scopes
from anyreach._core.attempts import Attempt, tell
from anyreach._core.credentials import Credential
from anyreach._core.headers import check_headers, merged
from anyreach._core.options import Settings, find_base_url
from anyreach._core.response import ResponseInfo, note_response
from anyreach._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    ConfigurationError,
    PermissionDeniedError,
)
from anyreach._secret import Secret
from anyreach._transport.bodies import encoded, replayable
from anyreach._transport.http_types import Broken, Reply, Request
from anyreach._version import __version__
from anyreach_api.contract import SERVER_URL

if TYPE_CHECKING:
    from anyreach_api import _operation

T = TypeVar("T")

_SCOPES_OPERATION: Final = "getMyScopes"
_HEADERS: Final = {
    "Accept-Encoding": "gzip",
    "User-Agent": f"anyreach-python/{__version__}",
}


class Call(Generic[T]):
    """One logical call: what to send, and how to read the answer. Prints nothing of it."""

    def __init__(
        self,
        info: _operation.Info,
        request: Request,
        read: Callable[[_operation.Answer], T],
        *,
        record: tuple[str, str] | None,
        repeatable: bool,
        timeout: float,
    ) -> None:
        self.info = info
        self.request = request
        self.read = read
        self.record = record
        self.repeatable = repeatable
        self.timeout = timeout


def plan(
    operation: _operation.Operation[..., T],
    request: _operation.Request,
    options: _operation.Options,
    settings: Settings,
) -> Call[T]:
    """Return the call that an operation's request becomes.

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

        from anyreach_api._operation import add_header  # noqa: PLC0415  checks a name of the app's

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
        repeatable=policy.repeatable and replayable(body),
        timeout=timeout,
    )


def _base_url(base_url: str, server: str | None) -> str:
    """Return where an operation is, which may have a server of its own in the contract.

    That server counts for a client of the contract's default server. A client of another one, such
    as a test server, finds the operation there, under the path of that server.
    """
    if server is None:
        return base_url
    if base_url == SERVER_URL and "://" in server:
        url = find_base_url(server)
        if isinstance(url, ConfigurationError):
            raise url
        return url
    return base_url + urlsplit(server).path.rstrip("/")


# The call loop is a generator without I/O: it yields what it needs, and is sent the outcome.


class Send:
    """Needs one attempt: the outcome is a reply, or why there is none."""

    def __init__(
        self, request: Request, credential: Credential, deadline: float, max_bytes: int
    ) -> None:
        self.request = request
        self.credential = credential
        self.max_bytes = max_bytes
        self.secret: Secret | None = None
        self._deadline = deadline

    def left(self) -> float:
        """Return how many seconds are left until the deadline."""
        return max(0.0, self._deadline - time.monotonic())

    def headers(self, secret: Secret) -> Mapping[str, str]:
        """Return the headers of the attempt, which is made with this token."""
        self.secret = secret
        return {**self.request.headers, **self.credential.headers(secret)}

    @staticmethod
    def blotted(outcome: Reply | Broken, secret: Secret) -> Reply | Broken:
        """Return what came of the attempt, without the token that an error may repeat."""
        if not isinstance(outcome, Reply) or outcome.succeeded:
            return outcome
        body = _as_json_writes(secret.read()).sub(b"***", outcome.body)
        return Reply(outcome.status, outcome.headers, body)


def _as_json_writes(text: str) -> re.Pattern[bytes]:
    r"""Match an ASCII text in JSON, where `/` can be `\/` and any character `\u002f`."""
    forms = (rf"(?:\\?{re.escape(char)}|\\u(?i:{ord(char):04x}))" for char in text)
    return re.compile("".join(forms).encode("ascii"))


class Wait(NamedTuple):
    """Needs time to pass."""

    seconds: float


Need = Send | Wait
Outcome = Reply | Broken | ConfigurationError | None


Steps = Generator[Need, Outcome, T]


_waiting = True


def set_waiting(*, on: bool) -> None:
    """Switch the waiting between attempts on or off, for tests; the decisions stay the same."""
    global _waiting  # noqa: PLW0603  a switch for the whole process, like stamina's
    _waiting = on


class _Done(NamedTuple, Generic[T]):
    """The answer, decoded and checked."""

    value: T


def pause(seconds: float) -> float:
    """Return for how many seconds to wait: none where tests have switched the waiting off."""
    return seconds if _waiting else 0.0


def call_loop(
    call: Call[T], settings: Settings, budget: _retry.Budget, known: _scopes.Known
) -> Steps[T]:
    """Send, read, decode and check, again and again, within one deadline."""
    _, max_retries, max_bytes = settings.limits
    operation = call.info.id
    started = time.monotonic()
    deadline = started + call.timeout
    maybe_sent = False
    for attempt in itertools.count(1):
        began = time.monotonic()
        send = Send(call.request, settings.credential, deadline, max_bytes)
        outcome = yield send
        if isinstance(outcome, ConfigurationError):
            raise outcome
        assert outcome is not None  # noqa: S101  only a wait has no outcome
        status = outcome.status if isinstance(outcome, Reply) else None
        result = _judge(call, outcome)
        took = time.monotonic() - began
        if not isinstance(result, _retry.Failure):
            budget.earn()
            tell(Attempt(operation, attempt, status, None, None, took), settings.on_attempt)
            if operation == _SCOPES_OPERATION and send.secret is not None:
                known.learn(send.secret, cast("list[str]", result.value))
            assert isinstance(outcome, Reply)  # noqa: S101  nothing else succeeds
            seconds = time.monotonic() - started
            info = ResponseInfo(outcome.status, outcome.headers, attempts=attempt, seconds=seconds)
            note_response(result.value, info)
            return result.value
        error = result.error
        if isinstance(error, PermissionDeniedError):
            _scopes.explain(error, call.info.scopes, known.of(send.secret))
        maybe_sent = maybe_sent or error.maybe_sent
        wait = _retry.wait_before_retry(
            result,
            repeatable=call.repeatable,
            retry=attempt,
            max_retries=max_retries,
            remaining=deadline - time.monotonic(),
            jitter=random.random(),  # noqa: S311  no secret: it spreads retries in time
        )
        if wait is not None and not budget.spend(error):
            wait = None
        name = type(error).__name__
        tell(Attempt(operation, attempt, status, name, wait, took), settings.on_attempt)
        if wait is None:
            raise error.after(attempt, maybe_sent=maybe_sent)
        yield Wait(pause(wait))
    raise AssertionError  # pragma: no cover  itertools.count never ends


def _judge(call: Call[T], outcome: Reply | Broken) -> _Done[T] | _retry.Failure:
    """Return what an attempt came to: the answer, or the error that it means."""
    operation = call.info.id
    if isinstance(outcome, Broken):
        return failure_of(operation, outcome)
    status, body = outcome.status, outcome.body
    if not outcome.succeeded:
        now = time.time()
        return _retry.Failure(
            _decode.status_error(operation, status, outcome.headers, body, now=now), again=True
        )
    value = _decode.decode(outcome, call.read, call.record, accept=call.info.accept)
    if isinstance(value, _decode.Problem):
        return _retry.Failure(
            APIResponseValidationError(value.text, operation=operation), again=True
        )
    return _Done(value)


def failure_of(operation: str, outcome: Broken) -> _retry.Failure:
    """Return the error that a broken attempt means."""
    kind: type[APIError] = APIConnectionError
    if outcome.invalid:
        kind = APIResponseValidationError
    elif outcome.timed_out:
        kind = APITimeoutError
    error = kind(outcome.problem, operation=operation, maybe_sent=outcome.maybe_sent)
    return _retry.Failure(error, outcome.again, outcome.stale)
