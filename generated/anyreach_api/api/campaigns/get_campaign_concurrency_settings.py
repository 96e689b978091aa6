"""GET /campaign/concurrency-settings: Get the concurrency settings"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="getCampaignConcurrencySettings",
    method="GET",
    path="/campaign/concurrency-settings",
    tag="campaigns",
    name="get_concurrency_settings",
    scopes=("campaigns:read", "campaigns:manage", "concurrency:read", "concurrency:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request() -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/campaign/concurrency-settings")


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
