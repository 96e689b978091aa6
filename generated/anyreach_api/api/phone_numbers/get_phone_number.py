"""GET /core/phone-numbers/{phone_number}: Get a phone number"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.phone_number import PhoneNumber

_decode_2xx: Callable[[Any], models.PhoneNumber] = PhoneNumber.from_dict
INFO: Final = _operation.Info(
    id="getPhoneNumber",
    method="GET",
    path="/core/phone-numbers/{phone_number}",
    tag="phone_numbers",
    name="get",
    scopes=("phone_numbers:read", "phone_numbers:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(phone_number: str) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO, "/core/phone-numbers/" + _operation.path("phone_number", phone_number)
    )


def read(answer: _operation.Answer) -> models.PhoneNumber:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
