from __future__ import annotations

from enum import StrEnum


class CampaignStatus(StrEnum):
    """Values of `CampaignStatus`; unknown values become members, too."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"

    @classmethod
    def _missing_(cls, value: object) -> CampaignStatus | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
