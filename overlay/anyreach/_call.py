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
from types import FunctionType
from typing import Any, Final, Generic, NamedTuple, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import quote

from anyreach import _decode, _retry, _scopes
from anyreach._attempt import Attempt, tell
from anyreach._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    ConfigurationError,
    PermissionDeniedError,
)
from anyreach._exchange import Broken, Reply, Request
from anyreach._options import Settings, check_id
from anyreach._policy import Policy
from anyreach._secret import Credential, Secret
from anyreach._version import __version__

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_SCOPES_OPERATION: Final = "getMyScopes"
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": f"anyreach-python/{__version__}",
}


class Operation(Protocol[P, T_co]):
    """An operation of the contract: a module of `anyreach_api.api`, such as `get_conversation`."""

    @property
    def OPERATION_ID(self) -> str: ...  # noqa: N802  the name in the generated module

    @property
    def EXTENSIONS(self) -> Mapping[str, Any]: ...  # noqa: N802  likewise

    def _get_kwargs(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]: ...

    def _parse_success(self, status_code: int, data: Any) -> T_co: ...


class Call(Generic[T]):
    """One logical call: what to send, and how to read the answer. Prints nothing of it."""

    def __init__(
        self,
        operation_id: str,
        request: Request,
        parse: Callable[[int, Any], T],
        *,
        expected_id: str | None,
        repeatable: bool,
        required_scopes: tuple[str, ...],
        client: object,
    ) -> None:
        self.operation_id = operation_id
        self.request = request
        self.repeatable = repeatable
        self.required_scopes = required_scopes
        self.parse = parse
        self.expected_id = expected_id
        self.client = client


def plan(
    operation: Operation[..., T],
    settings: Settings,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    client: object,
) -> Call[T] | ConfigurationError:
    """Return the call, or why its path cannot be sent.

    The generated `_get_kwargs` takes path parameters by position and everything else by keyword.
    """
    # The generated package's seam: private to it, and held by tests on its output.
    get_kwargs = operation._get_kwargs  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    parse = operation._parse_success  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    code = cast("FunctionType", get_kwargs).__code__
    path = dict(zip(code.co_varnames[: code.co_argcount], args, strict=False)) | kwargs
    path = {name: path[name] for name in code.co_varnames[: code.co_argcount] if name in path}
    for name, value in path.items():
        problem = check_id(name, value)
        if problem is not None:
            return problem
    sent = get_kwargs(*args, **kwargs)
    expected_id: str | None = None
    if sent["method"] == "get" and path:
        name, value = path.popitem()
        last = sent["url"].rpartition("/")[2] == quote(str(value), safe="")
        if last and (name == "id" or name.endswith("_id")):
            expected_id = str(value)
    policy = settings.policy or Policy.of(sent["method"].upper(), operation.EXTENSIONS)
    if policy.idempotency_header is not None:
        from uuid import uuid4  # noqa: PLC0415  slow to import, and seldom needed

        key = {policy.idempotency_header: str(uuid4())}
        sent["headers"] = {**sent.get("headers", {}), **key}
    return Call(
        operation.OPERATION_ID,
        Request(settings.base_url, sent),
        parse,
        expected_id=expected_id,
        repeatable=policy.repeatable,
        required_scopes=_scopes.required(operation.EXTENSIONS),
        client=client,
    )


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
        return _HEADERS | self.credential.headers(secret)

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
    timeout, max_retries, max_bytes = settings.limits
    deadline = time.monotonic() + timeout
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
            tell(Attempt(call.operation_id, attempt, status, None, None, took), settings.on_attempt)
            if call.operation_id == _SCOPES_OPERATION and send.secret is not None:
                known.learn(send.secret, cast("list[str]", result.value))
            return result.value
        error = result.error
        if isinstance(error, PermissionDeniedError):
            _scopes.explain(error, call.required_scopes, known.of(send.secret))
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
        tell(Attempt(call.operation_id, attempt, status, name, wait, took), settings.on_attempt)
        if wait is None:
            raise error.after(attempt, maybe_sent=maybe_sent)
        yield Wait(pause(wait))
    raise AssertionError  # pragma: no cover  itertools.count never ends


def _judge(call: Call[T], outcome: Reply | Broken) -> _Done[T] | _retry.Failure:
    """Return what an attempt came to: the answer, or the error that it means."""
    operation = call.operation_id
    if isinstance(outcome, Broken):
        return failure_of(operation, outcome)
    status, body = outcome.status, outcome.body
    if not outcome.succeeded:
        now = time.time()
        return _retry.Failure(
            _decode.status_error(operation, status, outcome.headers, body, now=now), again=True
        )
    value = _decode.decode(
        body, status, call.parse, expected_id=call.expected_id, client=call.client
    )
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
