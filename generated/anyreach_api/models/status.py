from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    RINGING = "ringing"
    TOKEN_CREATED = "token_created"
    TRANSFERRED = "transferred"
    TRIGGERED = "triggered"
    UNANSWERED = "unanswered"

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def _missing_(cls, value: object) -> Status | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = str(value)
        return member
