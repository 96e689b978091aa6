from __future__ import annotations

from enum import StrEnum


class FileUploadStatus(StrEnum):
    """Values of `FileUploadStatus`; unknown values become members, too."""

    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETE = "COMPLETE"
    FAILED = "FAILED"

    @classmethod
    def _missing_(cls, value: object) -> FileUploadStatus | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
