"""POST /core/agents/{agent_id}/versions: Create a version of an agent"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="createAgentVersion",
    method="POST",
    path="/core/agents/{agent_id}/versions",
    tag="agents",
    name="create_version",
    scopes=("agents:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    agent_id: str | WithId, *, config: dict[str, Any] | None = None, base_version: int | None = None
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if config is not None:
        fields["config"] = config
    if base_version is not None:
        fields["base_version"] = base_version
    content = _operation.Json(fields)
    return _operation.Request(
        INFO, "/core/agents/" + _operation.path("agent_id", agent_id) + "/versions", body=content
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
