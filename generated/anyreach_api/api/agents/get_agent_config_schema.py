"""GET /core/agent-config-schema: Get the schema of agent configurations"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_2xx: Callable[[Any], dict[str, Any]] = _model.mapping
INFO: Final = _operation.Info(
    id="getAgentConfigSchema",
    method="GET",
    path="/core/agent-config-schema",
    tag="agents",
    name="get_config_schema",
    scopes=("agents:read", "agents:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request() -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/core/agent-config-schema")


def read(answer: _operation.Answer) -> dict[str, Any]:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
