"""What the agent answers to a message, and what is left of a conversation that was ended.

Both answers name their conversation: another one than was asked for, or none, is refused.
"""

from __future__ import annotations

from typing import Any, cast

from attrs import field, frozen

from anyreach._script import Reading
from anyreach._transcript import ToolCall, read_tool_calls
from anyreach.models import (
    ConversationWidget,
    EndConversationResponse,
    SendConversationMessageResponse,
)
from anyreach_api.api.conversations import end_conversation, send_conversation_message
from anyreach_api.errors import DecodeError


@frozen(kw_only=True)
class Reply:
    """What the agent answers to a message.

    Attributes:
        conversation_id: The conversation's id.
        text: What the agent says; empty when it says nothing.
        tool_calls: The tools that it used for this, in order, each with its result.
        widgets: What it shows beside the text, each with a `type` and `data`.
        raw: The answer as it arrived.

    Source: the contract's `SendConversationMessageResponse`.
    """

    conversation_id: str
    text: str = field(repr=False)
    tool_calls: list[ToolCall]
    widgets: list[ConversationWidget] = field(repr=False)
    raw: SendConversationMessageResponse = field(repr=False)


def sending_to(conversation_id: str) -> Reading[Any, Any, Reply]:
    """Return the contract's `sendConversationMessage` for one conversation."""

    def read(_status: int, answer: SendConversationMessageResponse) -> Reply:
        return Reply(
            conversation_id=_checked(answer.conversation_id, conversation_id),
            text=answer.reply or "",
            tool_calls=read_tool_calls([call.to_dict() for call in answer.tool_calls or ()]),
            widgets=list(answer.widgets or ()),
            raw=answer,
        )

    return Reading(send_conversation_message, read)


def ending_of(conversation_id: str) -> Reading[Any, Any, EndConversationResponse]:
    """Return the contract's `endConversation` for one conversation."""

    def read(_status: int, answer: Any) -> EndConversationResponse:
        _checked(answer.conversation_id, conversation_id)
        return cast("EndConversationResponse", answer)  # the call loop gives it its class

    return Reading(end_conversation, read)


def _checked(answered: object, conversation_id: str) -> str:
    if answered != conversation_id:
        problem = "is another than the one that was asked for" if answered else "is missing"
        raise DecodeError(("conversation_id",), problem)
    return conversation_id
