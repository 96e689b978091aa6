"""GET /core/agents/{agent_id}/versions: List an agent's versions"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation, models
from ..._paging import Pagination
from ...models.agent_version import AgentVersion
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
_item: Callable[[Any], models.AgentVersion] = AgentVersion.from_dict
INFO: Final = _operation.Info(
    id="listAgentVersions",
    method="GET",
    path="/core/agents/{agent_id}/versions",
    tag="agents",
    name="list_versions",
    scopes=("agents:read", "agents:manage"),
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
    agent_id: str | WithId,
    *,
    version: int | None = None,
    published: bool | None = None,
    created_after: datetime.datetime | None = None,
    created_before: datetime.datetime | None = None,
    updated_after: datetime.datetime | None = None,
    updated_before: datetime.datetime | None = None,
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
    query.add("version", version)
    query.add("published", published)
    query.add("created_after", created_after)
    query.add("created_before", created_before)
    query.add("updated_after", updated_after)
    query.add("updated_before", updated_before)
    query.add("limit", limit)
    query.add("cursor", cursor)
    return _operation.Request(
        INFO, "/core/agents/" + _operation.path("agent_id", agent_id) + "/versions", query
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
