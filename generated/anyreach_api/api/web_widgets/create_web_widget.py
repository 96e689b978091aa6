"""POST /core/web-widgets: Create a web widget"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.web_widget import WebWidget

_decode_2xx: Callable[[Any], models.WebWidget] = WebWidget.from_dict
INFO: Final = _operation.Info(
    id="createWebWidget",
    method="POST",
    path="/core/web-widgets",
    tag="web_widgets",
    name="create",
    scopes=("web_widgets:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
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
    return _operation.Request(INFO, "/core/web-widgets", body=content)


def read(answer: _operation.Answer) -> models.WebWidget:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
