"""POST /core/agents/{agent_id}/versions/compare: Compare two versions of an agent"""

from __future__ import annotations

from typing import Any, Final

from ... import _operation
from ...types import WithId

INFO: Final = _operation.Info(
    id="compareAgentVersions",
    method="POST",
    path="/core/agents/{agent_id}/versions/compare",
    tag="agents",
    name="compare_versions",
    scopes=("agents:read", "agents:manage"),
    repeatable=False,
    accept="text/plain",
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    agent_id: str | WithId, *, from_version: int | None = None, to_version: int | None = None
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if from_version is not None:
        fields["from_version"] = from_version
    if to_version is not None:
        fields["to_version"] = to_version
    content = _operation.Json(fields)
    return _operation.Request(
        INFO,
        "/core/agents/" + _operation.path("agent_id", agent_id) + "/versions/compare",
        body=content,
    )


def read(answer: _operation.Answer) -> str:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return answer.text()
