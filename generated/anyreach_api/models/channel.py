from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """Values of `Channel`; unknown values become members, too."""

    TELEPHONE = "telephone"
    WEBRTC = "webrtc"
    EMAIL = "email"
    TEXT = "text"

    @classmethod
    def _missing_(cls, value: object) -> Channel | None:
        """Make a member for an unknown value."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member
