"""GET /campaign/configurations/{config_id}: Get a campaign configuration"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.campaign_configuration import CampaignConfiguration
from ...types import WithId

_decode_2xx: Callable[[Any], models.CampaignConfiguration] = CampaignConfiguration.from_dict
INFO: Final = _operation.Info(
    id="getCampaignConfiguration",
    method="GET",
    path="/campaign/configurations/{config_id}",
    tag="campaigns",
    name="get_configuration",
    scopes=("campaigns:read", "campaigns:manage"),
    repeatable=True,
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


def read(answer: _operation.Answer) -> models.CampaignConfiguration:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
