"""DELETE /core/agents/{agent_id}: Delete an agent"""

from __future__ import annotations

from typing import Final

from ... import _operation
from ...types import WithId

INFO: Final = _operation.Info(
    id="deleteAgent",
    method="DELETE",
    path="/core/agents/{agent_id}",
    tag="agents",
    name="delete",
    scopes=("agents:manage",),
    repeatable=False,
    successes=(204,),
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(agent_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/core/agents/" + _operation.path("agent_id", agent_id))


def read(answer: _operation.Answer) -> None:
    """Check and decode a successful response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 204:
        return None
    raise _operation.undocumented(answer)
