"""PUT /core/trunks/{trunk_id}: Update a trunk"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.trunk import Trunk
from ...types import WithId

_decode_2xx: Callable[[Any], models.Trunk] = Trunk.from_dict
INFO: Final = _operation.Info(
    id="updateTrunk",
    method="PUT",
    path="/core/trunks/{trunk_id}",
    tag="trunks",
    name="update",
    scopes=("trunks:manage",),
    repeatable=False,
    errors={
        "400": "The trunk is managed and cannot be updated.",
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(
    trunk_id: str | WithId,
    *,
    name: str | None = None,
    outbound_config: models.TrunkOutboundConfigRequest | None = None,
    inbound_config: models.TrunkInboundConfig | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = name
    if outbound_config is not None:
        fields["outbound_config"] = outbound_config
    if inbound_config is not None:
        fields["inbound_config"] = inbound_config
    content = _operation.Json(fields)
    return _operation.Request(
        INFO, "/core/trunks/" + _operation.path("trunk_id", trunk_id), body=content
    )


def read(answer: _operation.Answer) -> models.Trunk:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
