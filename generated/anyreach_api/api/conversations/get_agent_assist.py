"""GET /core/agent-assist/{phone_number}: Get agent assist data for a caller"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.agent_assist import AgentAssist

_decode_200: Callable[[Any], models.AgentAssist] = AgentAssist.from_dict
INFO: Final = _operation.Info(
    id="getAgentAssist",
    method="GET",
    path="/core/agent-assist/{phone_number}",
    tag="conversations",
    name="get_agent_assist",
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "404": "The conversation does not exist.",
    },
)


def request(phone_number: str) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO, "/core/agent-assist/" + _operation.path("phone_number", phone_number)
    )


def read(answer: _operation.Answer) -> models.AgentAssist:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
