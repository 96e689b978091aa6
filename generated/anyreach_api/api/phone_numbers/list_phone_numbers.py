"""GET /core/phone-numbers: List phone numbers"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation, models
from ..._paging import Pagination
from ...models.phone_number import PhoneNumber

_decode_2xx: Callable[[Any], Any] = _model.anything
_item: Callable[[Any], models.PhoneNumber] = PhoneNumber.from_dict
INFO: Final = _operation.Info(
    id="listPhoneNumbers",
    method="GET",
    path="/core/phone-numbers",
    tag="phone_numbers",
    name="list",
    scopes=("phone_numbers:read", "phone_numbers:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
    pagination=Pagination(
        kind="last-item", item=_item, limit="limit", cursor="cursor", key="created_at"
    ),
)


def request(
    *,
    phone_number: str | None = None,
    trunk_id: str | None = None,
    created_after: datetime.datetime | None = None,
    created_before: datetime.datetime | None = None,
    updated_after: datetime.datetime | None = None,
    updated_before: datetime.datetime | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("phone_number", phone_number)
    query.add("trunk_id", trunk_id)
    query.add("created_after", created_after)
    query.add("created_before", created_before)
    query.add("updated_after", updated_after)
    query.add("updated_before", updated_before)
    query.add("limit", limit)
    query.add("cursor", cursor)
    return _operation.Request(INFO, "/core/phone-numbers", query)


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
