"""GET /core/trunks/{trunk_id}: Get a trunk"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.trunk import Trunk
from ...types import WithId

_decode_2xx: Callable[[Any], models.Trunk] = Trunk.from_dict
INFO: Final = _operation.Info(
    id="getTrunk",
    method="GET",
    path="/core/trunks/{trunk_id}",
    tag="trunks",
    name="get",
    scopes=("trunks:read", "trunks:manage"),
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(trunk_id: str | WithId) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/core/trunks/" + _operation.path("trunk_id", trunk_id))


def read(answer: _operation.Answer) -> models.Trunk:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
