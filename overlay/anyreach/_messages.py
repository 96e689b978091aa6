"""Messages to a text conversation, and its end.

The functions here are the methods of `client.conversations`, sync and async.
"""

# ruff: noqa: ARG001, D417, PLC0415  `self`: they are methods

from __future__ import annotations

from typing import TYPE_CHECKING

from anyreach._errors import ConfigurationError
from anyreach._given import check_text
from anyreach._script import Ask, AtMost, Script

if TYPE_CHECKING:
    from anyreach._reply import Reply
    from anyreach.models import (
        EndConversationResponse,
        Interactivity,
        SendConversationMessageRequest,
    )


def send_message(
    self: object,
    conversation_id: str,
    text: str,
    *,
    interactivity: Interactivity | str | None = None,
    timeout: float | None = None,
) -> Script[Reply]:
    """Send a message of the user to a text conversation, and return what the agent answers.

    The message is never sent twice: when no answer came, the error's `maybe_sent` says whether the
    agent may have got it.

    Args:
        conversation_id: The conversation's unique id.
        text: What the user says.
        interactivity: `"rich"` lets the agent answer with widgets beside its text; None: `"plain"`.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it.
        NotFoundError: There is no such conversation.
        ConflictError: It is no text conversation, or it is not active.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `sendConversationMessage`.
    """
    return _send(conversation_id, _message(text, interactivity), timeout)


def end(
    self: object, conversation_id: str, *, timeout: float | None = None
) -> Script[EndConversationResponse]:
    """End a text conversation; one that is completed stays as it is.

    Args:
        conversation_id: The conversation's unique id.
        timeout: Seconds for this call, retries included; None: the client's.

    Raises:
        NotFoundError: There is no such conversation.
        ConflictError: It is no text conversation, or it is over in another way.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        APIError: The call did not come to its answer; the other subclasses say how.
        ConfigurationError: The id cannot be sent.

    Source: the contract's `endConversation`.
    """
    return ending(conversation_id, timeout)


def _message(
    text: object, interactivity: object
) -> SendConversationMessageRequest | ConfigurationError:
    from anyreach.models import Interactivity, SendConversationMessageRequest

    wanted = Interactivity.PLAIN if interactivity is None else interactivity
    problem = check_text("text", text) or check_text("interactivity", wanted)
    if problem is not None:
        return problem
    return SendConversationMessageRequest(str(text), Interactivity(str(wanted)))


def _send(
    conversation_id: str,
    message: SendConversationMessageRequest | ConfigurationError,
    timeout: float | None,
) -> Script[Reply]:
    if isinstance(message, ConfigurationError):
        raise message
    from anyreach._reply import sending_to

    reply: Reply = yield Ask(sending_to(conversation_id), timeout, conversation_id, body=message)
    return reply


def ending(conversation_id: str, timeout: float | AtMost | None) -> Script[EndConversationResponse]:
    """Return the script that ends a conversation."""
    from anyreach._reply import ending_of

    ended: EndConversationResponse = yield Ask(ending_of(conversation_id), timeout, conversation_id)
    return ended
