"""Validate caller-supplied arguments; error messages never include the value."""

from __future__ import annotations

import re
from typing import Final

from anyreach._errors import ConfigurationError

_E164: Final = re.compile(r"\+[1-9][0-9]{1,14}")  # ITU-T E.164, section 6
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def check_text(name: str, value: object, *, empty: bool = False) -> None:
    """Refuse a value that cannot be sent as text.

    Args:
        name: What the argument is called.
        value: The value.
        empty: Whether it may be empty.

    Raises:
        ConfigurationError: It is not a string, is empty, or holds a lone surrogate.
    """
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}= must be a string, not {_noun(value)}")
    if not value and not empty:
        raise ConfigurationError(f"{name}= must not be empty")
    if _SURROGATE.search(value):
        raise ConfigurationError(f"{name}= holds a lone surrogate, which is half a character")


def check_phone_number(name: str, value: object) -> None:
    """Refuse a value that is no phone number in E.164 form.

    Raises:
        ConfigurationError: It is not.
    """
    check_text(name, value)
    if not _E164.fullmatch(str(value)):
        raise ConfigurationError(
            f"{name}= must be a phone number in E.164 form: + and up to 15 digits, nothing between"
        )


def _noun(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
