"""Results: a created conversation, an agent's reply, one of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from anyreach._errors import AnyReachError
from anyreach_api import models

if TYPE_CHECKING:
    from anyreach.models._transcript import ToolCall


class CreatedConversation:
    """A created conversation.

    Every method that takes a conversation's id also takes this.

    Attributes:
        conversation: The conversation, as far as this token can see it.
        starting_message: The agent's greeting on the text channel, or None.
        queued: Whether it is still queued, as phone calls are (status 202).
        raw: The response. Its `additional_properties` have what the contract doesn't name, such
            as the values a browser needs to join a web call. Anyone with these can join. Don't
            log them.

    Source: the contract's `CreateConversationResponse`.
    """

    __record__ = "id"  # what stands for it where an id is asked for
    __slots__ = ("_response", "conversation", "queued", "raw", "starting_message")

    def __init__(
        self,
        conversation: models.Conversation,
        raw: models.CreateConversationResponse,
        *,
        queued: bool,
    ) -> None:
        self.conversation = conversation
        self.starting_message = raw.starting_message or None
        self.queued = queued
        self.raw = raw

    @property
    def id(self) -> str:
        """The conversation's unique id."""
        return self.conversation.id

    @property
    def _records(self) -> tuple[models.Conversation, models.CreateConversationResponse]:
        """The records that `response_of` accepts."""
        return self.conversation, self.raw

    def __repr__(self) -> str:
        return f"CreatedConversation(conversation={self.conversation!r}, queued={self.queued})"


class Reply:
    """The agent's reply to a message.

    Attributes:
        text: The agent's text; may be empty.
        tool_calls: The agent's tool calls, in order, each with its result.
        widgets: The widgets to show beside the text, each with a `type` and `data`.
        raw: The response as it arrived.

    Source: the contract's `SendConversationMessageResponse`.
    """

    __slots__ = ("raw", "text", "tool_calls", "widgets")

    def __init__(self, raw: models.SendConversationMessageResponse) -> None:
        from anyreach.models._transcript import read_tool_calls  # noqa: PLC0415  imports attrs

        self.text: str = raw.reply or ""
        self.tool_calls: list[ToolCall] = read_tool_calls(list(raw.tool_calls or ()))
        self.widgets: list[models.ConversationWidget] = list(raw.widgets or ())
        self.raw = raw

    def __repr__(self) -> str:
        tools, widgets = len(self.tool_calls), len(self.widgets)
        return f"<Reply: {tools} tool calls, {widgets} widgets>"


class FetchedConversation(NamedTuple):
    """A conversation from `get_many`, and the requested id."""

    id: str
    conversation: models.Conversation
    error: None


class FetchedError(NamedTuple):
    """An error from `get_many` for a requested id."""

    id: str
    conversation: None
    error: AnyReachError


Fetched: TypeAlias = FetchedConversation | FetchedError
"""The outcome for one id. `error` is None if there is a conversation; checkers narrow on it."""


class FoundCreation(NamedTuple):
    """The result of `find_created`.

    Attributes:
        outcome: `created`, `absent` or `unknown`.
        conversation: The conversation; None unless it was created.
    """

    outcome: Literal["created", "absent", "unknown"]
    conversation: models.Conversation | None = None
