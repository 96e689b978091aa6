"""GET /core/agents/{agent_id}/versions/{version}: Get a version of an agent"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.agent_version import AgentVersion
from ...types import WithId

_decode_2xx: Callable[[Any], models.AgentVersion] = AgentVersion.from_dict
INFO: Final = _operation.Info(
    id="getAgentVersion",
    method="GET",
    path="/core/agents/{agent_id}/versions/{version}",
    tag="agents",
    name="get_version",
    scopes=("agents:read", "agents:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(agent_id: str | WithId, version: int | str) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO,
        "/core/agents/"
        + _operation.path("agent_id", agent_id)
        + "/versions/"
        + _operation.path("version", version),
    )


def read(answer: _operation.Answer) -> models.AgentVersion:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
