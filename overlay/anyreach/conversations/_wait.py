"""Wait for the end of a conversation: look, pause longer and longer, and look again, in time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from anyreach._core.call import Wait
from anyreach._core.options import AtMost, check_timeout
from anyreach._core.retry import is_final
from anyreach._core.steps import Ask, Script, Tell
from anyreach._errors import APIError, APIStatusError, ConfigurationError, WaitTimeoutError
from anyreach_api._operation import Options, id_of

if TYPE_CHECKING:
    from anyreach_api.models import Conversation

# docs: api-reference/conversations/statuses. A status that is not known is not the end.
_TERMINAL: Final = frozenset({"completed", "failed", "cancelled", "transferred", "unanswered"})
_ACTIVE: Final = frozenset({"token_created", "triggered", "ringing", "in_progress"})
_BASE_SECONDS: Final = 1.0
_GROWTH: Final = 1.5
_STEPS: Final = 7  # after which a pause grows no more
_LAST_SECONDS: Final = 1.0  # kept for the last look


def waiting(
    conversation: object, timeout: float, on_update: Callable[[Conversation], object] | None
) -> Script[Conversation]:
    """Look at a conversation again and again until it is over, and return it.

    Args:
        conversation: The conversation's unique id, or a record that stands for it.
        timeout: Seconds for the whole wait.
        on_update: Is called with the conversation as first seen, and whenever its status has
            changed.

    Raises:
        WaitTimeoutError: The conversation is not over yet.
        APIError: The conversation was never seen, or the API refuses to show it.
        ConfigurationError: An argument cannot be used.
    """
    seconds = check_timeout(timeout)
    if on_update is not None and not callable(on_update):
        raise ConfigurationError("on_update= must be a callable that takes a conversation")
    from anyreach_api.api.conversations import get_conversation  # noqa: PLC0415  loads models

    conversation_id = id_of(conversation)
    ends = time.monotonic() + seconds
    seen: Conversation | None = None
    looks = 0
    while True:
        left = max(0.001, ends - time.monotonic())
        looks += 1
        failure: APIError | None = None
        try:
            request = get_conversation.request(conversation_id)
            found: Conversation = yield Ask(get_conversation, request, Options(AtMost(left)))
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
    status = seen.status if seen.status in _ACTIVE else "active"
    error = WaitTimeoutError(
        f"timed out after {timeout:g} s; the conversation is still {status}",
        operation="getConversation",
        conversation=seen,
    )
    return error.after(looks, maybe_sent=True)
