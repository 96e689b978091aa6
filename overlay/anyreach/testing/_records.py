"""The conversations that the fake holds, newest first; none is changed once it is held."""

from __future__ import annotations

import itertools
import threading
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Held(NamedTuple):
    """A record with its place in the order: those of one time are told apart by their number."""

    created: datetime
    number: int
    record: dict[str, Any]


class Store:
    """Holds records by id.

    A record is replaced, never changed: who was given one can read it while others go on.

    Args:
        organization_id: Whose records can be asked for; one that names no organization is theirs.
    """

    def __init__(self, organization_id: str) -> None:
        self._mine = (None, organization_id)
        self._held: dict[str, Held] = {}
        self._order: list[Held] | None = None
        self._lock = threading.Lock()
        self._turns = defaultdict[str, threading.Lock](threading.Lock)
        self._numbers = itertools.count(1)
        self._ids = itertools.count(1)

    def __len__(self) -> int:
        return len(self._held)

    def new_number(self) -> int:
        """Return the next number of which no record has the id; it is not given again."""
        return next(number for number in self._ids if f"conv_{number}" not in self._held)

    def put(self, record: dict[str, Any]) -> None:
        """Hold a record, in the place of the one with its id."""
        created = when(record.get("created_at")) or _LONG_AGO
        with self._lock:
            before = self._held.get(record["id"])
            number = next(self._numbers) if before is None else before.number
            self._held[record["id"]] = Held(created, number, record)
            self._order = None

    def get(self, conversation_id: str) -> dict[str, Any] | None:
        """Return a record of the organization, or None."""
        held = self._held.get(conversation_id)
        return held.record if held is not None and self._is_mine(held) else None

    def newest_first(self) -> list[Held]:
        """Return all records of the organization."""
        with self._lock:
            if self._order is None:
                mine = filter(self._is_mine, self._held.values())
                self._order = sorted(mine, key=lambda held: held[:2], reverse=True)
            return self._order

    def turn(self, conversation_id: str) -> threading.Lock:
        """Return the lock of a conversation, in which one thread at a time goes on with it."""
        with self._lock:
            return self._turns[conversation_id]

    def _is_mine(self, held: Held) -> bool:
        return held.record.get("organization_id") in self._mine


def when(text: object) -> datetime | None:
    """Return the time that a text names, in UTC where it does not say; None when it names none."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
