"""PUT /core/web-widgets/{web_widget_id}: Update a web widget"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.web_widget import WebWidget
from ...types import WithId

_decode_2xx: Callable[[Any], models.WebWidget] = WebWidget.from_dict
INFO: Final = _operation.Info(
    id="updateWebWidget",
    method="PUT",
    path="/core/web-widgets/{web_widget_id}",
    tag="web_widgets",
    name="update",
    scopes=("web_widgets:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    web_widget_id: str | WithId,
    *,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    domains: list[str] | None = None,
    published: bool | None = None,
    config: dict[str, Any] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if agent_id is not None:
        fields["agent_id"] = agent_id
    if agent_version_id is not None:
        fields["agent_version_id"] = agent_version_id
    if domains is not None:
        fields["domains"] = domains
    if published is not None:
        fields["published"] = published
    if config is not None:
        fields["config"] = config
    content = _operation.Json(fields)
    return _operation.Request(
        INFO, "/core/web-widgets/" + _operation.path("web_widget_id", web_widget_id), body=content
    )


def read(answer: _operation.Answer) -> models.WebWidget:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
