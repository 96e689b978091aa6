"""GET /core/conversations: List conversations"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _model, _operation, models
from ..._paging import Pagination
from ...models.conversation import Conversation

_decode_200: Callable[[Any], list[models.Conversation]] = _model.list_of(Conversation.from_dict)
_item: Callable[[Any], models.Conversation] = Conversation.from_dict
INFO: Final = _operation.Info(
    id="listConversations",
    method="GET",
    path="/core/conversations",
    tag="conversations",
    name="list",
    scopes=("conversations:read", "conversations:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
    pagination=Pagination(
        kind="last-item", item=_item, limit="limit", cursor="cursor", key="created_at"
    ),
)


def request(
    *,
    direction: models.Direction | Literal["inbound", "outbound"] | None = None,
    channel: models.Channel | Literal["telephone", "webrtc", "email", "text"] | None = None,
    status: models.Status
    | Literal[
        "token_created",
        "triggered",
        "ringing",
        "in_progress",
        "completed",
        "failed",
        "cancelled",
        "transferred",
        "unanswered",
    ]
    | None = None,
    user_id: str | None = None,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_number: str | None = None,
    web_widget_id: str | None = None,
    duration_above: int | None = None,
    duration_below: int | None = None,
    user_turn_count_above: int | None = None,
    user_turn_count_below: int | None = None,
    custom_metadata: dict[str, Any] | None = None,
    created_after: datetime.datetime | None = None,
    created_before: datetime.datetime | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("direction", direction)
    query.add("channel", channel)
    query.add("status", status)
    query.add("user_id", user_id)
    query.add("agent_id", agent_id)
    query.add("agent_version_id", agent_version_id)
    query.add("agent_number", agent_number)
    query.add("web_widget_id", web_widget_id)
    query.add("duration_above", duration_above)
    query.add("duration_below", duration_below)
    query.add("user_turn_count_above", user_turn_count_above)
    query.add("user_turn_count_below", user_turn_count_below)
    query.add_json("custom_metadata", custom_metadata)
    query.add("created_after", created_after)
    query.add("created_before", created_before)
    query.add("limit", limit)
    query.add("cursor", cursor)
    return _operation.Request(INFO, "/core/conversations", query)


def read(answer: _operation.Answer) -> list[models.Conversation]:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
