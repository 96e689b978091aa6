"""POST /core/conversations/{conversation_id}/messages: Send a message"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _operation, models
from ...models.send_conversation_message_response import SendConversationMessageResponse
from ...types import WithId

_decode_200: Callable[[Any], models.SendConversationMessageResponse] = (
    SendConversationMessageResponse.from_dict
)
INFO: Final = _operation.Info(
    id="sendConversationMessage",
    method="POST",
    path="/core/conversations/{conversation_id}/messages",
    tag="conversations",
    name="send_message",
    scopes=("conversations:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The conversation does not exist.",
        "409": "The conversation's channel or status does not allow this action.",
    },
)


def request(
    conversation_id: str | WithId,
    *,
    text: str,
    interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {"text": text}
    if interactivity is not None:
        fields["interactivity"] = interactivity
    content = _operation.Json(fields)
    return _operation.Request(
        INFO,
        "/core/conversations/" + _operation.path("conversation_id", conversation_id) + "/messages",
        body=content,
        record=("conversation_id", conversation_id),
    )


def read(answer: _operation.Answer) -> models.SendConversationMessageResponse:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
