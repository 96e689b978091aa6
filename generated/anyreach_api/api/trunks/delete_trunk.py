"""DELETE /core/trunks/{trunk_id}: Delete a trunk"""

from __future__ import annotations

from typing import Final

from ... import _operation
from ...types import WithId

INFO: Final = _operation.Info(
    id="deleteTrunk",
    method="DELETE",
    path="/core/trunks/{trunk_id}",
    tag="trunks",
    name="delete",
    scopes=("trunks:manage",),
    repeatable=False,
    successes=(204,),
    errors={
        "400": "The trunk is managed and cannot be updated.",
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(trunk_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/core/trunks/" + _operation.path("trunk_id", trunk_id))


def read(answer: _operation.Answer) -> None:
    """Check and decode a successful response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 204:
        return None
    raise _operation.undocumented(answer)
