"""POST /core/conversations: Create a conversation"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _operation, models
from ...models.create_conversation_response import CreateConversationResponse

_decode_200: Callable[[Any], models.CreateConversationResponse] = (
    CreateConversationResponse.from_dict
)
_decode_202: Callable[[Any], models.CreateConversationResponse] = (
    CreateConversationResponse.from_dict
)
INFO: Final = _operation.Info(
    id="createConversation",
    method="POST",
    path="/core/conversations",
    tag="conversations",
    name="create",
    scopes=("conversations:manage",),
    repeatable=False,
    confirm="starts a real conversation: on the telephone a phone rings",
    successes=(200, 202),
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "422": "The request is well formed, but its values are invalid.",
    },
)


def request(
    *,
    channel: models.Channel | Literal["telephone", "webrtc", "email", "text"],
    user_id: str,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_config: dict[str, Any] | None = None,
    version: float | models.LatestVersion | Literal["latest"] | None = None,
    agent_number: str | None = None,
    to_address: str | None = None,
    from_address: str | None = None,
    subject: str | None = None,
    initial_context: str | None = None,
    custom_metadata: dict[str, Any] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {"channel": channel, "user_id": user_id}
    if agent_id is not None:
        fields["agent_id"] = agent_id
    if agent_version_id is not None:
        fields["agent_version_id"] = agent_version_id
    if agent_config is not None:
        fields["agent_config"] = agent_config
    if version is not None:
        fields["version"] = version
    if agent_number is not None:
        fields["agent_number"] = agent_number
    if to_address is not None:
        fields["to_address"] = to_address
    if from_address is not None:
        fields["from_address"] = from_address
    if subject is not None:
        fields["subject"] = subject
    if initial_context is not None:
        fields["initial_context"] = initial_context
    if custom_metadata is not None:
        fields["custom_metadata"] = custom_metadata
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/core/conversations", body=content)


def read(answer: _operation.Answer) -> models.CreateConversationResponse:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    if answer.status == 202:
        return _decode_202(answer.json())
    raise _operation.undocumented(answer)
