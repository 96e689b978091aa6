"""GET /admin/usage/summary: Get a usage summary"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.usage_summary import UsageSummary

_decode_2xx: Callable[[Any], models.UsageSummary] = UsageSummary.from_dict
INFO: Final = _operation.Info(
    id="getUsageSummary",
    method="GET",
    path="/admin/usage/summary",
    tag="organizations",
    name="get_usage_summary",
    scopes=("billing:manage",),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *, from_: datetime.datetime | None = None, to: datetime.datetime | None = None
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("from", from_)
    query.add("to", to)
    return _operation.Request(INFO, "/admin/usage/summary", query)


def read(answer: _operation.Answer) -> models.UsageSummary:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
