"""Validate caller-supplied arguments; error messages never include the value."""

from __future__ import annotations

import re
from typing import Final

from anyreach._errors import ConfigurationError

_E164: Final = re.compile(r"\+[1-9][0-9]{1,14}")  # ITU-T E.164, section 6
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def check_text(name: str, value: object, *, empty: bool = False) -> None:
    """Reject a value that can't be sent as text.

    Args:
        name: The argument's name.
        value: The value.
        empty: Whether it may be empty.

    Raises:
        ConfigurationError: The value is not a string, is empty, or contains a lone surrogate.
    """
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}= must be a string, not {_noun(value)}")
    if not value and not empty:
        raise ConfigurationError(f"{name}= must not be empty")
    if _SURROGATE.search(value):
        raise ConfigurationError(f"{name}= contains a lone surrogate, which cannot be encoded")


def check_phone_number(name: str, value: object) -> None:
    """Reject a value that is not a phone number in E.164 format.

    Raises:
        ConfigurationError: It is not.
    """
    check_text(name, value)
    if not _E164.fullmatch(str(value)):
        raise ConfigurationError(
            f"{name}= must be a phone number in E.164 format: + and up to 15 digits, no spaces"
        )


def _noun(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
