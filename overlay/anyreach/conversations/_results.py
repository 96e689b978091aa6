"""What comes of conversations: one that was created, an agent's reply, one of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from anyreach._errors import AnyReachError
from anyreach_api import models

if TYPE_CHECKING:
    from anyreach.models._transcript import ToolCall


class CreatedConversation:
    """A conversation that was created.

    Every method that takes a conversation's id takes this, too.

    Attributes:
        conversation: The conversation, with what this token may see of it.
        starting_message: The agent's greeting, on the text channel; None when there is none.
        queued: Whether it is queued, as calls are (status 202), and has not begun yet.
        raw: The answer. Its `additional_properties` have what the contract does not name, such as
            what a browser joins a web call with. Anyone who has that can join: do not log it.

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
        """What `response_of` takes."""
        return self.conversation, self.raw

    def __repr__(self) -> str:
        return f"CreatedConversation(conversation={self.conversation!r}, queued={self.queued})"


class Reply:
    """The agent's reply to a message.

    Attributes:
        text: The agent's text; empty if it has none.
        tool_calls: The tools that the agent used, in order, each with its result.
        widgets: The widgets to show beside the text, each with a `type` and `data`.
        raw: The answer as it arrived.

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
    """A conversation that `get_many` found, and the id that was asked for."""

    id: str
    conversation: models.Conversation
    error: None


class FetchedError(NamedTuple):
    """Why `get_many` has no conversation for an id."""

    id: str
    conversation: None
    error: AnyReachError


Fetched: TypeAlias = FetchedConversation | FetchedError
"""The outcome of one id: `error` is None when there is a conversation, and type checkers know."""


class FoundCreation(NamedTuple):
    """What `find_created` found.

    Attributes:
        outcome: `created`, `absent` or `unknown`.
        conversation: The conversation; None unless it was created.
    """

    outcome: Literal["created", "absent", "unknown"]
    conversation: models.Conversation | None = None
