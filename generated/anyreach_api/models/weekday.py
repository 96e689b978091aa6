from __future__ import annotations

from enum import StrEnum


class Weekday(StrEnum):
    """Values of `Weekday`; unknown values become members, too."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def _missing_(cls, value: object) -> Weekday | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
