"""GET /admin/members/me/scopes: Get your own scopes"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_200: Callable[[Any], list[str]] = _model.list_of(_model.string)
INFO: Final = _operation.Info(
    id="getMyScopes",
    method="GET",
    path="/admin/members/me/scopes",
    tag="members",
    name="get_my_scopes",
    repeatable=True,
    errors={"401": "The credential is missing, invalid or deleted, or names no organization."},
)


def request() -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/admin/members/me/scopes")


def read(answer: _operation.Answer) -> list[str]:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    if answer.status == 200:
        return _decode_200(answer.json())
    raise _operation.undocumented(answer)
