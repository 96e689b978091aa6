"""POST /core/conversations/{conversation_id}/listener-token: Create a listener token"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.listener_token import ListenerToken
from ...types import WithId

_decode_200: Callable[[Any], models.ListenerToken] = ListenerToken.from_dict
INFO: Final = _operation.Info(
    id="createConversationListenerToken",
    method="POST",
    path="/core/conversations/{conversation_id}/listener-token",
    tag="conversations",
    name="create_listener_token",
    scopes=("conversations:read_sensitive", "conversations:manage"),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The conversation has no room.",
        "409": "The conversation is not active.",
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
        "/core/conversations/"
        + _operation.path("conversation_id", conversation_id)
        + "/listener-token",
    )


def read(answer: _operation.Answer) -> models.ListenerToken:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
