"""POST /core/conversations/{conversation_id}/end: End a conversation"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.end_conversation_response import EndConversationResponse
from ...types import WithId

_decode_200: Callable[[Any], models.EndConversationResponse] = EndConversationResponse.from_dict
INFO: Final = _operation.Info(
    id="endConversation",
    method="POST",
    path="/core/conversations/{conversation_id}/end",
    tag="conversations",
    name="end",
    scopes=("conversations:manage",),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The conversation does not exist.",
        "409": "The conversation's channel or status does not allow this action.",
    },
)


def request(conversation_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO,
        "/core/conversations/" + _operation.path("conversation_id", conversation_id) + "/end",
        record=("conversation_id", conversation_id),
    )


def read(answer: _operation.Answer) -> models.EndConversationResponse:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
