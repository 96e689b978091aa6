from __future__ import annotations

from enum import StrEnum


class PublishDirection(StrEnum):
    """Values of `PublishDirection`; unknown values become members, too."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    BOTH = "both"

    @classmethod
    def _missing_(cls, value: object) -> PublishDirection | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
