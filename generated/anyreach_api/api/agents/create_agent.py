"""POST /core/agents: Create an agent"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.agent import Agent

_decode_2xx: Callable[[Any], models.Agent] = Agent.from_dict
INFO: Final = _operation.Info(
    id="createAgent",
    method="POST",
    path="/core/agents",
    tag="agents",
    name="create",
    scopes=("agents:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *,
    name: str,
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
    fields: dict[str, Any] = {"name": name}
    if description is not None:
        fields["description"] = description
    if active is not None:
        fields["active"] = active
    if is_demo is not None:
        fields["is_demo"] = is_demo
    if metadata is not None:
        fields["metadata"] = metadata
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/core/agents", body=content)


def read(answer: _operation.Answer) -> models.Agent:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
