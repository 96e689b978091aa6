"""Deprecation, sunset dates and stability levels: what is promised about the time to come."""

from datetime import UTC, date, datetime
from typing import Any

from tools.specdiff.inputs.document import Place

UNSTABLE = ("draft", "alpha")
_STABILITY = (*UNSTABLE, "beta", "stable")


def stability(place: Place) -> int:
    """Rank the `x-stability-level` of an operation; without one it is stable.

    Args:
        place: The place of an operation.

    Returns:
        From 0, a draft, to 3, stable; 3 as well for a level that is not known.
    """
    given: Any = place.raw.get("x-stability-level")
    return _STABILITY.index(given) if given in _STABILITY else len(_STABILITY) - 1


def is_unstable(place: Place) -> bool:
    """Check whether nothing is promised about an operation yet.

    Args:
        place: The place of an operation.

    Returns:
        True for a draft and an alpha.
    """
    return stability(place) < len(UNSTABLE)


def sunset(place: Place) -> date | None:
    """Read the `x-sunset` of an operation or a parameter: a date, or a date and a time.

    Args:
        place: Its place.

    Returns:
        The date, None where there is none or it is no date.
    """
    given: Any = place.raw.get("x-sunset")
    try:
        return datetime.fromisoformat(given).date()
    except (TypeError, ValueError):
        return None


def passed(place: Place) -> bool:
    """Check whether something was deprecated and its announced end is over.

    Args:
        place: The place of an operation or a parameter.

    Returns:
        True when the day of its sunset has passed.
    """
    day = sunset(place)
    return place.raw.get("deprecated") is True and day is not None and day < today()


def today() -> date:
    """Return the day on which the command runs, in UTC."""
    return datetime.now(UTC).date()
