"""POST /core/phone-numbers: Register a phone number"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.phone_number import PhoneNumber

_decode_2xx: Callable[[Any], models.PhoneNumber] = PhoneNumber.from_dict
INFO: Final = _operation.Info(
    id="createPhoneNumber",
    method="POST",
    path="/core/phone-numbers",
    tag="phone_numbers",
    name="create",
    scopes=("phone_numbers:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *, trunk_id: str, phone_number: str | None = None, outbound_shareable: bool | None = None
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {"trunk_id": trunk_id}
    if phone_number is not None:
        fields["phone_number"] = phone_number
    if outbound_shareable is not None:
        fields["outbound_shareable"] = outbound_shareable
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/core/phone-numbers", body=content)


def read(answer: _operation.Answer) -> models.PhoneNumber:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
