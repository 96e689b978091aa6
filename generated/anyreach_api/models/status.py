from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Values of `Status`; unknown values become members, too."""

    TOKEN_CREATED = "token_created"
    TRIGGERED = "triggered"
    RINGING = "ringing"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"
    UNANSWERED = "unanswered"

    @classmethod
    def _missing_(cls, value: object) -> Status | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
