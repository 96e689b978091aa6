"""What may be sent twice, operation by operation: data of the contract, in this one place.

| in the contract                        | the operation is repeated                            |
| -------------------------------------- | ---------------------------------------------------- |
| `get`, `head`                          | whenever asking again can help                       |
| any other method                       | only when the connection was never made              |
| `x-idempotency-key: HEADER`            | like a `get`, with one key in that header per call   |
| `x-repeatable: true` or `false`        | as it says, whatever the method                      |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Policy(NamedTuple):
    """Whether an operation may be sent again after the server may have acted on it.

    Attributes:
        repeatable: Whether it may.
        idempotency_header: The header that names one logical call to the server, so that it acts
            only once; None when the contract has none.
    """

    repeatable: bool
    idempotency_header: str | None = None

    @classmethod
    def of(cls, method: str, extensions: Mapping[str, Any]) -> Policy:
        """Return the policy that the contract gives an operation.

        Args:
            method: Its HTTP method, in capitals.
            extensions: Its `x-` keys.
        """
        header = extensions.get("x-idempotency-key")
        if not isinstance(header, str):
            header = None
        repeatable = extensions.get("x-repeatable")
        if not isinstance(repeatable, bool):
            repeatable = method in {"GET", "HEAD"} or header is not None
        return cls(repeatable, header)
