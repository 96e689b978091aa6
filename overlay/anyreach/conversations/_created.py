"""A conversation that was created, as the API answers on every channel."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach_api._operation import Answer, Info
    from anyreach_api.models import Conversation, CreateConversationResponse


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
        self, conversation: Conversation, raw: CreateConversationResponse, *, queued: bool
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
    def _records(self) -> tuple[Conversation, CreateConversationResponse]:
        """What `response_of` takes."""
        return self.conversation, self.raw

    def __repr__(self) -> str:
        return f"CreatedConversation(conversation={self.conversation!r}, queued={self.queued})"


class Creation:
    """The contract's `createConversation`, whose status says whether the conversation is queued."""

    def __init__(self) -> None:
        from anyreach_api.api.conversations import create_conversation  # noqa: PLC0415  models

        self.INFO: Info = create_conversation.INFO
        self.request = create_conversation.request
        self._read = create_conversation.read

    def read(self, answer: Answer) -> CreatedConversation:
        """Check and decode a successful answer.

        Raises:
            DecodeError: The answer is not what the contract says, or has no conversation.
        """
        raw = self._read(answer)
        if not raw.conversation:
            raise DecodeError(("conversation",), "is missing")
        return CreatedConversation(
            raw.conversation, raw, queued=answer.status == HTTPStatus.ACCEPTED
        )
