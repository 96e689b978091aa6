"""Convert Python values to JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from .errors import ConfigurationError
from .types import UNSET


def to_json(value: Any, *, strict: bool = False) -> Any:
    """Convert a value to plain JSON values, including models, enums, dates and UUIDs.

    Args:
        value: The value. `UNSET` in an object is left out.
        strict: Whether date-times must have a time zone, and keys must be strings.

    Raises:
        errors.ConfigurationError: A date-time has no time zone, or a key is not a string.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        if strict and (keys := [key for key in value if not isinstance(key, str)]):
            kind = type(keys[0]).__name__
            raise ConfigurationError(f"an object's key must be a string, not {kind}")
        return {
            key: to_json(item, strict=strict) for key, item in value.items() if item is not UNSET
        }
    if isinstance(value, (list, tuple)):
        return [to_json(item, strict=strict) for item in value]
    if isinstance(value, datetime.date):
        if strict and isinstance(value, datetime.datetime) and value.utcoffset() is None:
            raise ConfigurationError(
                "a datetime needs a time zone: use datetime.now(timezone.utc), for example"
            )
        return value.isoformat()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return str(value) if type(value).__name__ == "UUID" else value


def json_text(value: Any, name: str) -> str:
    """Return JSON text (RFC 8259)."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()
    except UnicodeError:
        problem = "a lone surrogate cannot be encoded"
    except (TypeError, ValueError, RecursionError) as error:
        problem = str(error)
    else:
        return text
    raise ConfigurationError(f"{name} can't be sent as JSON: {problem}")  # no value in its context
