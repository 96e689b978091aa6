"""POST /campaign/campaigns/{campaign_id}/contacts: Add or update contacts"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation, models
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="upsertCampaignContacts",
    method="POST",
    path="/campaign/campaigns/{campaign_id}/contacts",
    tag="campaigns",
    name="upsert_contacts",
    scopes=("campaigns:manage",),
    repeatable=False,
    confirm="an active campaign calls the contacts: phones ring",
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    campaign_id: str | WithId, *, contacts: list[models.CampaignContactRequest] | None = None
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if contacts is not None:
        fields["contacts"] = contacts
    content = _operation.Json(fields)
    return _operation.Request(
        INFO,
        "/campaign/campaigns/" + _operation.path("campaign_id", campaign_id) + "/contacts",
        body=content,
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
