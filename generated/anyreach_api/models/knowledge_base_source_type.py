from __future__ import annotations

from enum import StrEnum


class KnowledgeBaseSourceType(StrEnum):
    """Values of `KnowledgeBaseSourceType`; unknown values become members, too."""

    FILE = "FILE"
    URL = "URL"

    @classmethod
    def _missing_(cls, value: object) -> KnowledgeBaseSourceType | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
