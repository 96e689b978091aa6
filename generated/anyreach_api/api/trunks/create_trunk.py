"""POST /core/trunks: Create a trunk"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.trunk import Trunk

_decode_2xx: Callable[[Any], models.Trunk] = Trunk.from_dict
INFO: Final = _operation.Info(
    id="createTrunk",
    method="POST",
    path="/core/trunks",
    tag="trunks",
    name="create",
    scopes=("trunks:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
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
    return _operation.Request(INFO, "/core/trunks", body=content)


def read(answer: _operation.Answer) -> models.Trunk:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
