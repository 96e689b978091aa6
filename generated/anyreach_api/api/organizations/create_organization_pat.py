"""POST /admin/organization-pats: Create an organization access token"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.organization_pat import OrganizationPat
from ...types import UNSET, Unset

_decode_2xx: Callable[[Any], models.OrganizationPat] = OrganizationPat.from_dict
INFO: Final = _operation.Info(
    id="createOrganizationPat",
    method="POST",
    path="/admin/organization-pats",
    tag="organizations",
    name="create_pat",
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *, name: str | None = None, expires_at: int | None | Unset = UNSET
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = name
    if expires_at is not UNSET:
        fields["expires_at"] = expires_at
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/admin/organization-pats", body=content)


def read(answer: _operation.Answer) -> models.OrganizationPat:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
