"""Validate caller-supplied arguments; error messages never include the value."""

from __future__ import annotations

from anyreach._core.type_guards import is_mapping
from anyreach._errors import ConfigurationError


def check_text(name: str, value: object, *, empty: bool = False) -> None:
    """Refuse a value that is not a string that can be sent.

    Args:
        name: What the argument is called.
        value: The value.
        empty: Whether it may be empty.

    Raises:
        ConfigurationError: It is no string, empty, or holds half a character.
    """
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}= must be a string, not {_noun(value)}")
    if not value and not empty:
        raise ConfigurationError(f"{name}= must not be empty")
    try:
        value.encode()
    except UnicodeEncodeError:
        sendable = False
    else:
        sendable = True
    if not sendable:
        raise ConfigurationError(f"{name}= holds a lone surrogate, which is half a character")


def check_object(name: str, value: object) -> None:
    """Refuse a value that is not a mapping.

    Raises:
        ConfigurationError: It is none.
    """
    if not is_mapping(value):
        raise ConfigurationError(f"{name}= must be a mapping, not {_noun(value)}")


def _noun(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
