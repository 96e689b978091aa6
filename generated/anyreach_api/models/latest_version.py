from __future__ import annotations

from enum import StrEnum


class LatestVersion(StrEnum):
    """Values of `LatestVersion`; unknown values become members, too."""

    LATEST = "latest"

    @classmethod
    def _missing_(cls, value: object) -> LatestVersion | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
