"""A conversation that was created, as the API answers on every channel."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, cast

from attrs import define, field

from anyreach._conversation import Conversation
from anyreach._script import Reading
from anyreach_api.api.conversations import create_conversation
from anyreach_api.errors import DecodeError
from anyreach_api.models import CreateConversationResponse
from anyreach_api.types import UNSET


@define(kw_only=True)
class CreatedConversation:
    """A conversation that was created.

    Attributes:
        conversation: The conversation, with what this token may see of it.
        starting_message: The agent's greeting, on the text channel; None when there is none.
        queued: Whether it waits for its turn, as calls do (status 202), and has not begun yet.
        additional_properties: What else the API answers, such as what a browser joins a web call
            with. Who has that can join. `created["name"]` reads it, too.

    Source: the contract's `CreateConversationResponse`.
    """

    conversation: Conversation
    starting_message: str | None = field(repr=False)
    queued: bool
    additional_properties: dict[str, Any] = field(repr=False)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __contains__(self, key: object) -> bool:
        return key in self.additional_properties

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the answer, ready for `json.dumps`."""
        answer = {**self.additional_properties, "conversation": self.conversation.to_dict()}
        if self.starting_message is not None:
            answer["starting_message"] = self.starting_message
        return answer


def _read(status: int, answer: CreateConversationResponse) -> CreatedConversation:
    if answer.conversation is UNSET:
        raise DecodeError(("conversation",), "is missing")
    return CreatedConversation(
        # The call loop gives the model of a conversation its class, and refuses one without an id.
        conversation=cast("Conversation", answer.conversation),
        starting_message=answer.starting_message or None,
        queued=status == HTTPStatus.ACCEPTED,
        additional_properties=answer.additional_properties,
    )


CREATE: Final = Reading(create_conversation, _read)
"""The contract's `createConversation`, whose answer tells whether the conversation is queued."""
