"""Wait for the end of a conversation: look, pause longer and longer, and look again, in time.

`wait` is the method of `client.conversations`, sync and async.
"""

# ruff: noqa: ARG001, D417, PLC0415  `self`: it is a method

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from anyreach._call import Wait
from anyreach._errors import APIError, APIStatusError, ConfigurationError, WaitTimeoutError
from anyreach._options import check_limits
from anyreach._retry import is_final
from anyreach._script import Ask, AtMost, Script, Tell

if TYPE_CHECKING:
    from anyreach._conversation import Conversation

# docs: api-reference/conversations/statuses. A status that is not known is not the end.
_TERMINAL: Final = frozenset({"completed", "failed", "cancelled", "transferred", "unanswered"})
_ACTIVE: Final = frozenset({"token_created", "triggered", "ringing", "in_progress"})
_BASE_SECONDS: Final = 1.0
_GROWTH: Final = 1.5
_STEPS: Final = 7  # after which a pause grows no more
_LAST_SECONDS: Final = 1.0  # kept for the last look


def wait(
    self: object,
    conversation_id: str,
    *,
    timeout: float = 3_600.0,
    on_update: Callable[[Conversation], object] | None = None,
) -> Script[Conversation]:
    """Wait until a conversation is over, and return it.

    It is over when its status is completed, failed, cancelled, transferred or unanswered; a status
    that is not known yet is not the end. The API is asked again after a second, then after longer
    and longer pauses, of up to 17 seconds. A failure that may pass is no end either: the wait goes
    on. What follows a conversation, such as feedback, can still change it later.

    Args:
        conversation_id: The conversation's unique id.
        timeout: Seconds for the whole wait.
        on_update: Is called with the conversation as first seen, and whenever its status has
            changed. What it raises ends the wait. With `AsyncAnyReach` it may be async.

    Raises:
        WaitTimeoutError: The conversation is not over yet; the error's `conversation` is as last
            seen.
        NotFoundError: There is no such conversation.
        PermissionDeniedError: The token's scopes do not grant reading it.
        APIError: The conversation was never seen, or the API refuses to show it.
        ConfigurationError: An argument cannot be used.

    Source: the contract's `getConversation`; docs: api-reference/conversations/statuses.
    """
    return _wait(conversation_id, timeout, on_update)


def _wait(
    conversation_id: str, timeout: float, on_update: Callable[[Conversation], object] | None
) -> Script[Conversation]:
    limits = check_limits(timeout, 0, 1)
    if isinstance(limits, ConfigurationError):
        raise limits
    if on_update is not None and not callable(on_update):
        raise ConfigurationError("on_update= must be a callable that takes a conversation")
    from anyreach_api.api.conversations import get_conversation

    ends = time.monotonic() + limits.timeout
    seen: Conversation | None = None
    looks = 0
    while True:
        left = max(0.001, ends - time.monotonic())
        looks += 1
        failure: APIError | None = None
        try:
            found: Conversation = yield Ask(get_conversation, AtMost(left), conversation_id)
        except APIError as error:
            if is_final(error):
                raise
            failure = error
            last = error if seen is None else _late(seen, timeout, looks)
        else:
            if on_update is not None and (seen is None or found.status != seen.status):
                yield Tell(on_update, found)
            if found.status in _TERMINAL:
                return found
            seen = found
            last = _late(seen, timeout, looks)
        pause = _pause(looks, ends - time.monotonic(), failure)
        if pause is None:
            raise last
        began = time.monotonic()
        yield Wait(pause)
        # A pause counts in full, also where tests have switched the waiting off.
        ends -= max(0.0, pause - (time.monotonic() - began))


def _pause(looks: int, left: float, failure: APIError | None) -> float | None:
    """Return for how many seconds to pause, or None when there is no time for another look."""
    step = _BASE_SECONDS * _GROWTH ** min(looks - 1, _STEPS)
    step *= random.uniform(0.5, 1.0)  # noqa: S311  no secret: it spreads looks in time
    room = left - _LAST_SECONDS
    asked = failure.retry_after if isinstance(failure, APIStatusError) else None
    if asked is not None and asked > step:
        return asked if asked <= room else None
    return min(step, room) if room > 0 else None


def _late(seen: Conversation, timeout: float, looks: int) -> WaitTimeoutError:
    status = seen.status if seen.status in _ACTIVE else "not over"
    error = WaitTimeoutError(
        f"the conversation is {status} still, after {timeout:g} s",
        operation="getConversation",
        conversation=seen,
    )
    return error.after(looks, maybe_sent=True)
