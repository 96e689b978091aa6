"""Compare JSON values by the rules of JSON Schema: 1 equals 1.0, true does not equal 1."""

from collections.abc import Hashable
from decimal import Decimal
from typing import Any, TypeGuard

JSON_TYPES = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})
_KINDS: tuple[tuple[type, str], ...] = (
    *((type(None), "null"), (bool, "boolean"), (str, "string")),
    *((list, "array"), (dict, "object")),
)
SCALARS = frozenset({"boolean", "number", "string", "integer"})


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Check whether a value is a JSON object.

    Args:
        value: Any JSON value.

    Returns:
        True for an object.
    """
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Check whether a value is a JSON array.

    Args:
        value: Any JSON value.

    Returns:
        True for an array.
    """
    return isinstance(value, list)


def identity(value: Any) -> Hashable:
    """Return something hashable that is equal exactly for equal JSON values (RFC 8259, section 3).

    Args:
        value: Any JSON value.

    Returns:
        The text itself for strings (the common case costs nothing), a tagged tuple for the rest.
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ("literal", str(value))
    if is_array(value):
        return ("array", tuple(map(identity, value)))
    if is_object(value):
        return ("object", frozenset((name, identity(member)) for name, member in value.items()))
    return ("number", value)


def text(value: Any) -> Hashable:
    """Return how a value is written as text, in a URL or a header.

    Args:
        value: Any JSON value.

    Returns:
        Its text for a scalar, its identity for the rest.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return identity(value)


def type_of(value: Any) -> str:
    """Name the JSON Schema type of a value; a number without a fraction is an integer.

    Args:
        value: Any JSON value.

    Returns:
        One of the seven type names of JSON Schema.
    """
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return "integer" if value == int(value) else "number"


def is_number(value: Any) -> TypeGuard[float]:
    """Check whether a value is a JSON number, which ``True`` is not.

    Args:
        value: Any JSON value.

    Returns:
        True for a number.
    """
    return isinstance(value, int | float) and not isinstance(value, bool)


def divides(divisor: float, dividend: float) -> bool:
    """Check whether every multiple of ``dividend`` is a multiple of ``divisor``, in decimal.

    Args:
        divisor: A ``multipleOf``, above zero.
        dividend: Another.

    Returns:
        True when ``dividend`` is a whole number of ``divisor``.
    """
    return (Decimal(str(dividend)) / Decimal(str(divisor))) % 1 == 0
