"""The statuses that end a conversation."""

from __future__ import annotations

from typing import Final

TERMINAL: Final = frozenset({"completed", "failed", "cancelled", "transferred", "unanswered"})
"""Docs: api-reference/conversations/statuses. An unknown status is not final."""
