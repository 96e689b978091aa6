"""Any operation of the contract, by its operationId."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Any, cast

from anyreach._errors import ConfigurationError
from anyreach_api._operation import Operation
from anyreach_api.contract import OPERATIONS


def find_operation(operation: Any) -> Operation[..., Any]:
    """Return an operation of the contract, given itself or its operationId.

    Raises:
        ConfigurationError: The contract has no such operation.
    """
    if not isinstance(operation, str):
        found: Operation[..., Any] = operation
        return found
    if operation not in OPERATIONS:
        near = get_close_matches(operation, OPERATIONS) or list(OPERATIONS)
        raise ConfigurationError(
            f"the contract has no operation {operation!r}: did you mean {' or '.join(near)}?"
        )
    return cast("Operation[..., Any]", import_module(f"anyreach_api.api.{OPERATIONS[operation]}"))
