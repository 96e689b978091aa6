"""DELETE /campaign/configurations/{config_id}: Delete a campaign configuration"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="deleteCampaignConfiguration",
    method="DELETE",
    path="/campaign/configurations/{config_id}",
    tag="campaigns",
    name="delete_configuration",
    scopes=("campaigns:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(config_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO, "/campaign/configurations/" + _operation.path("config_id", config_id)
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
