"""PUT /core/agents/{agent_id}: Update an agent"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="updateAgent",
    method="PUT",
    path="/core/agents/{agent_id}",
    tag="agents",
    name="update",
    scopes=("agents:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    agent_id: str | WithId,
    *,
    name: str | None = None,
    description: str | None = None,
    active: bool | None = None,
    is_demo: bool | None = None,
    metadata: dict[str, Any] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = name
    if description is not None:
        fields["description"] = description
    if active is not None:
        fields["active"] = active
    if is_demo is not None:
        fields["is_demo"] = is_demo
    if metadata is not None:
        fields["metadata"] = metadata
    content = _operation.Json(fields)
    return _operation.Request(
        INFO, "/core/agents/" + _operation.path("agent_id", agent_id), body=content
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
