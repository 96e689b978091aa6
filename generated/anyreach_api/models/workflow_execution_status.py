from __future__ import annotations

from enum import StrEnum


class WorkflowExecutionStatus(StrEnum):
    """Values of `WorkflowExecutionStatus`; unknown values become members, too."""

    SUCCESS = "success"
    FAILED = "failed"

    @classmethod
    def _missing_(cls, value: object) -> WorkflowExecutionStatus | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
