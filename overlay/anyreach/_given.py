"""What a caller gives to be sent, checked: why it cannot be, without a word of it.

Functions here return a `ConfigurationError` instead of raising it, like those of `_options`: what
is given can be a phone number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, cast

from anyreach._errors import ConfigurationError
from anyreach._narrow import is_list, is_mapping

_DEEPEST: Final = 100
_MAX_BITS: Final = 4_096  # of a whole number: over a thousand digits


def check_text(name: str, value: object, *, empty: bool = False) -> ConfigurationError | None:
    """Return why a value is no text that can be sent, if it is not.

    Args:
        name: What the argument is called.
        value: The value.
        empty: Whether it may be empty.
    """
    if not isinstance(value, str):
        return ConfigurationError(f"{name}= must be a string, not {_noun(value)}")
    if not value and not empty:
        return ConfigurationError(f"{name}= must not be empty")
    if not _is_unicode(value):
        return ConfigurationError(f"{name}= holds a lone surrogate, which is half a character")
    return None


def copy_object(name: str, value: object) -> dict[str, Any] | ConfigurationError:
    """Return a copy of a JSON object (RFC 8259), or why it is none."""
    if not is_mapping(value):
        return ConfigurationError(f"{name}= must be a mapping, not {_noun(value)}")
    try:
        made: dict[str, Any] = _copy(value, 0)
    except _UnfitError as unfit:
        problem = str(unfit)
    else:
        return made
    return ConfigurationError(f"{name}= holds {problem}, which cannot be sent as JSON")


class _UnfitError(Exception):
    """JSON cannot hold a value; the text says of what kind it is."""


def _copy(value: object, depth: int) -> Any:
    if depth > _DEEPEST:
        raise _UnfitError(f"more than {_DEEPEST} levels")
    if is_mapping(value):
        strange = [key for key in cast("Mapping[object, Any]", value) if not isinstance(key, str)]
        if strange:
            raise _UnfitError(f"a key that is not a string but {_noun(strange[0])}")
        return {_copy(key, depth): _copy(inner, depth + 1) for key, inner in value.items()}
    if is_list(value) or isinstance(value, tuple):
        return [_copy(inner, depth + 1) for inner in cast("list[Any]", value)]
    problem = _scalar_problem(value)
    if problem is not None:
        raise _UnfitError(problem)
    return value


def _scalar_problem(value: object) -> str | None:
    match value:
        case None | bool():
            return None
        case str():
            return None if _is_unicode(value) else "a lone surrogate (half a character)"
        case int():
            long = value.bit_length() > _MAX_BITS
            return "a number of more than a thousand digits" if long else None
        case float():
            return None if math.isfinite(value) else "a number that is infinite or none (NaN)"
        case _:
            return _noun(value)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _noun(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
