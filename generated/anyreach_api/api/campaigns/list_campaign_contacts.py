"""GET /campaign/campaigns/{campaign_id}/contacts: List a campaign's contacts"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ..._paging import Pagination
from ...models.campaign_contact import CampaignContact
from ...models.campaign_contact_page import CampaignContactPage
from ...types import WithId

_decode_2xx: Callable[[Any], models.CampaignContactPage] = CampaignContactPage.from_dict
_item: Callable[[Any], models.CampaignContact] = CampaignContact.from_dict
INFO: Final = _operation.Info(
    id="listCampaignContacts",
    method="GET",
    path="/campaign/campaigns/{campaign_id}/contacts",
    tag="campaigns",
    name="list_contacts",
    scopes=("campaigns:read", "campaigns:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
    pagination=Pagination(
        kind="offset",
        item=_item,
        items=("contacts",),
        total=("total",),
        limit="limit",
        offset="offset",
    ),
)


def request(
    campaign_id: str | WithId,
    *,
    limit: int | None = None,
    offset: int | None = None,
    status: str | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("limit", limit)
    query.add("offset", offset)
    query.add("status", status)
    return _operation.Request(
        INFO,
        "/campaign/campaigns/" + _operation.path("campaign_id", campaign_id) + "/contacts",
        query,
    )


def read(answer: _operation.Answer) -> models.CampaignContactPage:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
