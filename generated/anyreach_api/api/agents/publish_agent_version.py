"""POST /core/agents/{agent_id}/versions/{version}/publish: Publish a version of an agent"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _model, _operation, models
from ...models.phone_number import PhoneNumber
from ...types import WithId

_decode_2xx: Callable[[Any], list[models.PhoneNumber]] = _model.list_of(PhoneNumber.from_dict)
INFO: Final = _operation.Info(
    id="publishAgentVersion",
    method="POST",
    path="/core/agents/{agent_id}/versions/{version}/publish",
    tag="agents",
    name="publish_version",
    scopes=("agents:manage",),
    repeatable=False,
    confirm="replaces the agent that people talk to on its phone numbers",
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    agent_id: str | WithId,
    version: int | str,
    *,
    phone_numbers: list[str] | None = None,
    unassign_phone_numbers: list[str] | None = None,
    direction: models.PublishDirection | Literal["inbound", "outbound", "both"] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if phone_numbers is not None:
        fields["phone_numbers"] = phone_numbers
    if unassign_phone_numbers is not None:
        fields["unassign_phone_numbers"] = unassign_phone_numbers
    if direction is not None:
        fields["direction"] = direction
    content = _operation.Json(fields)
    return _operation.Request(
        INFO,
        "/core/agents/"
        + _operation.path("agent_id", agent_id)
        + "/versions/"
        + _operation.path("version", version)
        + "/publish",
        body=content,
    )


def read(answer: _operation.Answer) -> list[models.PhoneNumber]:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
