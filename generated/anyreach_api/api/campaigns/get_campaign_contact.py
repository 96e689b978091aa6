"""GET /campaign/campaigns/{campaign_id}/contacts/{contact_id}: Get a campaign contact"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.campaign_contact import CampaignContact
from ...types import WithId

_decode_2xx: Callable[[Any], models.CampaignContact] = CampaignContact.from_dict
INFO: Final = _operation.Info(
    id="getCampaignContact",
    method="GET",
    path="/campaign/campaigns/{campaign_id}/contacts/{contact_id}",
    tag="campaigns",
    name="get_contact",
    scopes=("campaigns:read", "campaigns:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(campaign_id: str | WithId, contact_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO,
        "/campaign/campaigns/"
        + _operation.path("campaign_id", campaign_id)
        + "/contacts/"
        + _operation.path("contact_id", contact_id),
    )


def read(answer: _operation.Answer) -> models.CampaignContact:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
