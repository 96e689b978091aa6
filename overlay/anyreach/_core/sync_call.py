# Derived from async_call.py by `nox -s generate`: edit that one.
"""The call loop: send, read, decode and check, with retries, within one deadline."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from anyreach._core.attempts import pause
from anyreach._core.call import Attempts, Call, failure_of, judge
from anyreach._core.responses.status_errors import explain
from anyreach._core.retry import LONGEST_WAIT, Failure, named_wait
from anyreach._core.settings.headers import merged
from anyreach._errors import PermissionDeniedError
from anyreach._secret import Secret
from anyreach._transport.blocking_io import call_within, sleep
from anyreach._transport.frames import Clean
from anyreach._transport.http_types import Broken, LateError

if TYPE_CHECKING:
    from anyreach._core.pacing import Pace
    from anyreach._core.settings.options import Settings
    from anyreach._core.shared import Shared
    from anyreach._transport.sync_wire import Wire

T = TypeVar("T")

_SCOPES_OPERATION: Final = "getMyScopes"


def make_call(call: Call[T], settings: Settings, shared: Shared[Wire]) -> T:
    """Send, read, decode and check, with retries, within one deadline.

    Args:
        call: The call.
        settings: The options of the client.
        shared: The connections, the retry budget and the known scopes of the client.

    Returns:
        The decoded response.

    Raises:
        APIError: The call failed. See its subclasses.
    """
    ends = time.monotonic() + call.timeout
    attempts = Attempts(call.info.id, settings, shared.budget, ends, call.target)
    pace = shared.pace(call.request.base_url)
    while True:
        _take_turn(pace, attempts, settings)
        attempts.begin()
        sent = time.monotonic()
        outcome = _attempt(call, attempts, settings, shared.wire)
        secret, status, result = outcome
        if not isinstance(result, Failure):
            attempts.succeeded(status)
            pace.passed(sent)
            if call.info.id == _SCOPES_OPERATION:
                shared.scopes.learn(secret, cast("list[str]", result))
            return result
        if isinstance(result.error, PermissionDeniedError):
            explain(result.error, call.info.scopes, shared.scopes.of(secret))
        slowed = named_wait(result.error)
        if slowed is not None and slowed <= LONGEST_WAIT:
            pace.slow_down(time.monotonic(), sent, pause(slowed))
        elif status is not None:
            pace.passed(sent)
        wait = attempts.failed(result, status, repeatable=call.repeatable)
        if slowed is None:
            sleep(wait)


def _take_turn(pace: Pace, attempts: Attempts, settings: Settings) -> None:
    """Wait until the next request may be sent. A patient call's deadline moves along.

    Raises:
        RateLimitError: The wait would exceed the deadline.
    """
    while True:
        now = time.monotonic()
        turn = pace.reserve(now)
        wait = pause(turn.at - now)
        if wait <= 0:
            return
        if settings.patient:
            attempts.ends += wait
        elif turn.at >= attempts.ends:
            raise attempts.held_back(wait)
        if settings.on_wait is not None and pace.held(now):
            settings.on_wait(wait)
        sleep(wait)
        if pace.is_valid(turn):
            return


def _attempt(
    call: Call[T], attempts: Attempts, settings: Settings, wire: Wire
) -> tuple[Secret | None, int | None, T | Failure]:
    """Make one attempt; return its token, its status and its outcome."""
    limits = attempts.limits(cuttable=call.cuttable)
    credential = settings.credential
    with Clean():
        secret = credential.fixed
        if secret is None:
            try:
                left = limits.ends - time.monotonic()
                secret = credential.check(Secret(call_within(left, credential.callable)))
            except LateError:
                late = Broken("the token callable did not return in time", timed_out=True)
                return None, None, failure_of(call.info.id, late)
        headers = merged(call.request.headers, getattr(settings.on_attempt, "headers", dict)())
        outcome = wire.send(
            call.request,
            partial(credential.add_to, headers, secret),
            limits,
            partial(judge, call, attempts, secret),
        )
        if isinstance(outcome, Broken):
            return secret, None, failure_of(call.info.id, outcome)
        return secret, *outcome
