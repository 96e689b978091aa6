"""POST /core/web-widgets/{web_widget_id}/auto-brand: Look up the brand of a domain"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="autoBrandWebWidget",
    method="POST",
    path="/core/web-widgets/{web_widget_id}/auto-brand",
    tag="web_widgets",
    name="auto_brand",
    scopes=("web_widgets:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The web widget does not exist, or no brand was found for the domain.",
    },
)


def request(web_widget_id: str | WithId, *, domain: str | None = None) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if domain is not None:
        fields["domain"] = domain
    content = _operation.Json(fields)
    return _operation.Request(
        INFO,
        "/core/web-widgets/" + _operation.path("web_widget_id", web_widget_id) + "/auto-brand",
        body=content,
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
