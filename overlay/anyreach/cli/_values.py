"""Values of options that are more than a text or a number: times, and pairs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from anyreach import ConfigurationError


def time(option: str, text: str | None) -> datetime | None:
    """Return a time with its zone.

    Raises:
        ConfigurationError: It is no such time.
    """
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(
            f"{option} takes a time in ISO 8601, as in 2026-01-15T09:30:00Z"
        ) from None
    if found.tzinfo is None:
        raise ConfigurationError(
            f"{option} needs a zone, since it is another instant in each: add Z for UTC, or an "
            "offset such as +01:00, to a date and time"
        )
    return found


def pairs(option: str, given: Iterable[str]) -> dict[str, str] | None:
    """Return KEY=VALUE pairs as an object, or None when there are none.

    Raises:
        ConfigurationError: One is no pair, or a key comes twice.
    """
    found: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise ConfigurationError(f"{option} takes KEY=VALUE")
        if key in found:
            raise ConfigurationError(f"{option} has a key twice")
        found[key] = value
    return found or None
