"""PUT /campaign/concurrency-settings: Update the concurrency settings"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="updateCampaignConcurrencySettings",
    method="PUT",
    path="/campaign/concurrency-settings",
    tag="campaigns",
    name="update_concurrency_settings",
    scopes=("campaigns:manage", "concurrency:manage"),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(*, body: dict[str, Any]) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/campaign/concurrency-settings", body=_operation.Json(body))


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
