"""PATCH /campaign/configurations/{config_id}: Update a campaign configuration"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.campaign_configuration import CampaignConfiguration
from ...types import WithId

_decode_2xx: Callable[[Any], models.CampaignConfiguration] = CampaignConfiguration.from_dict
INFO: Final = _operation.Info(
    id="updateCampaignConfiguration",
    method="PATCH",
    path="/campaign/configurations/{config_id}",
    tag="campaigns",
    name="update_configuration",
    scopes=("campaigns:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    config_id: str | WithId,
    *,
    default_timezone: str | None = None,
    default_windows: list[models.TimeWindow] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if default_timezone is not None:
        fields["default_timezone"] = default_timezone
    if default_windows is not None:
        fields["default_windows"] = default_windows
    content = _operation.Json(fields)
    return _operation.Request(
        INFO, "/campaign/configurations/" + _operation.path("config_id", config_id), body=content
    )


def read(answer: _operation.Answer) -> models.CampaignConfiguration:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
