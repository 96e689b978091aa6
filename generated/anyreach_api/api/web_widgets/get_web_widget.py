"""GET /core/web-widgets/{web_widget_id}: Get a web widget"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.web_widget import WebWidget
from ...types import WithId

_decode_2xx: Callable[[Any], models.WebWidget] = WebWidget.from_dict
INFO: Final = _operation.Info(
    id="getWebWidget",
    method="GET",
    path="/core/web-widgets/{web_widget_id}",
    tag="web_widgets",
    name="get",
    scopes=("web_widgets:read", "web_widgets:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(web_widget_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO,
        "/core/web-widgets/" + _operation.path("web_widget_id", web_widget_id),
        record=("id", web_widget_id),
    )


def read(answer: _operation.Answer) -> models.WebWidget:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
