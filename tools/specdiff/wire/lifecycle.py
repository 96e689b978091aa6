"""Read deprecations, sunset dates and stability levels."""

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
        From 0 (draft) to 3 (stable); 3 for unknown levels.
    """
    given: Any = place.raw.get("x-stability-level")
    return _STABILITY.index(given) if given in _STABILITY else len(_STABILITY) - 1


def is_unstable(place: Place) -> bool:
    """Check whether an operation makes no promise yet.

    Args:
        place: The place of an operation.

    Returns:
        True for a draft or an alpha.
    """
    return stability(place) < len(UNSTABLE)


def sunset(place: Place) -> date | None:
    """Read the `x-sunset` of an operation or a parameter: a date, or a date and a time.

    Args:
        place: Its place.

    Returns:
        The date; None if it is missing or invalid.
    """
    given: Any = place.raw.get("x-sunset")
    try:
        return datetime.fromisoformat(given).date()
    except (TypeError, ValueError):
        return None


def passed(place: Place) -> bool:
    """Check whether a part is deprecated and its sunset has passed.

    Args:
        place: The place of an operation or a parameter.

    Returns:
        True after its sunset.
    """
    day = sunset(place)
    return place.raw.get("deprecated") is True and day is not None and day < today()


def today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()
