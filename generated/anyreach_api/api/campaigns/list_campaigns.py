"""GET /campaign/campaigns: List campaigns"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _model, _operation, models
from ..._paging import Pagination
from ...models.campaign import Campaign

_decode_2xx: Callable[[Any], Any] = _model.anything
_item: Callable[[Any], models.Campaign] = Campaign.from_dict
INFO: Final = _operation.Info(
    id="listCampaigns",
    method="GET",
    path="/campaign/campaigns",
    tag="campaigns",
    name="list",
    scopes=("campaigns:read", "campaigns:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
    pagination=Pagination(
        kind="next-cursor",
        item=_item,
        items=("data",),
        next=("pagination", "next_cursor"),
        cursor="cursor",
    ),
)


def request(
    *,
    name: str | None = None,
    status: list[models.CampaignStatus | Literal["active", "paused", "closed"]] | None = None,
    cursor: str | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("name", name)
    query.add("status", status)
    query.add("cursor", cursor)
    return _operation.Request(INFO, "/campaign/campaigns", query)


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
