from __future__ import annotations

from enum import StrEnum


class Interactivity(StrEnum):
    """Values of `Interactivity`; unknown values become members, too."""

    PLAIN = "plain"
    RICH = "rich"

    @classmethod
    def _missing_(cls, value: object) -> Interactivity | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
