"""POST /campaign/campaigns: Create a campaign"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.campaign import Campaign

_decode_2xx: Callable[[Any], models.Campaign] = Campaign.from_dict
INFO: Final = _operation.Info(
    id="createCampaign",
    method="POST",
    path="/campaign/campaigns",
    tag="campaigns",
    name="create",
    scopes=("campaigns:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(*, name: str | None = None, external_id: str | None = None) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = name
    if external_id is not None:
        fields["external_id"] = external_id
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/campaign/campaigns", body=content)


def read(answer: _operation.Answer) -> models.Campaign:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
