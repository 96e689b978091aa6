"""GET /core/web-widgets: List web widgets"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="listWebWidgets",
    method="GET",
    path="/core/web-widgets",
    tag="web_widgets",
    name="list",
    scopes=("web_widgets:read", "web_widgets:manage"),
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
    return _operation.Request(INFO, "/core/web-widgets")


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
