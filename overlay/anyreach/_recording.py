"""A recording: where it can be fetched, and what else the API says of it."""

from __future__ import annotations

from typing import Any


class Recording:
    """The recording of a voice conversation. It prints nothing of itself.

    Attributes:
        url: A time-limited URL on another host, or None. Who has it can listen: do not log it, and
            never send the API's token there.
        details: The `recording_details` as they arrived.
    """

    __slots__ = ("details", "url")

    def __init__(self, details: dict[str, Any]) -> None:
        self.details = details
        url = details.get("recording_url")
        self.url: str | None = url if isinstance(url, str) else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recording) and self.details == other.details

    __hash__ = None  # type: ignore[assignment]  # as unhashable as its details

    def __repr__(self) -> str:
        return "<Recording>"
