"""The records that the fake holds, by schema and id; none is changed once it is held."""

from __future__ import annotations

import itertools
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from anyreach.testing._parameters import when
from anyreach.testing._samples import CONVERSATION

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Records:
    """Holds records.

    A record is replaced, never changed: a thread that was given one can read it while others go on.

    Args:
        organization_id: The organization whose records can be asked for; a record that names none
            belongs to it.
    """

    def __init__(self, organization_id: str) -> None:
        self._mine = (None, organization_id)
        self._held: dict[str, dict[str, dict[str, Any]]] = {CONVERSATION: {}}
        self._lock = threading.Lock()
        self._turns = defaultdict[str, threading.Lock](threading.Lock)
        self._numbers = defaultdict[str, Iterator[int]](lambda: itertools.count(1))

    def __repr__(self) -> str:
        counts = {schema: len(records) for schema, records in self._held.items()}
        conversations = counts.pop(CONVERSATION)
        others = (f", {count} {schema}" for schema, count in counts.items() if count)
        return f"{conversations} conversations{''.join(others)}"

    def knows(self, schema: str) -> bool:
        """Return whether a record of the schema was ever held; of conversations it is."""
        return schema in self._held

    def new_ids(self, schema: str) -> tuple[str, int, str]:
        """Return an id that no record of the schema has, in the forms that ids have.

        It is not given again.
        """
        held = self._held.get(schema, {})
        with self._lock:
            while True:
                number = next(self._numbers[schema])
                ids = (f"{_noun(schema)}_{number}", number, str(UUID(int=number)))
                if held.keys().isdisjoint(map(str, ids)):
                    return ids

    def put(self, schema: str, record: dict[str, Any]) -> None:
        """Hold a record, in the place of the one with its id."""
        with self._lock:
            self._held.setdefault(schema, {})[key_of(record)] = record

    def remove(self, schema: str, record: dict[str, Any]) -> None:
        """Hold a record no longer."""
        with self._lock:
            self._held[schema].pop(key_of(record), None)

    def get(self, schema: str, record_id: str) -> dict[str, Any] | None:
        """Return a record of the organization, or None."""
        record = self._held.get(schema, {}).get(record_id)
        return record if record is not None and self._is_mine(record) else None

    def all(self, schema: str) -> list[dict[str, Any]]:
        """Return all records of the organization, in the order in which they were first put."""
        with self._lock:
            return list(filter(self._is_mine, self._held.get(schema, {}).values()))

    def newest_first(self, schema: str, key: str) -> list[dict[str, Any]]:
        """Return all records of the organization by the time under a key, and then the last put."""
        records = self.all(schema)
        records.reverse()
        return sorted(records, key=lambda record: when(record.get(key)) or _LONG_AGO, reverse=True)

    def turn(self, record_id: str) -> threading.Lock:
        """Return the lock of a record, in which one thread at a time goes on with it."""
        with self._lock:
            return self._turns[record_id]

    def _is_mine(self, record: dict[str, Any]) -> bool:
        return record.get("organization_id") in self._mine


def _noun(schema: str) -> str:
    """Return what the ids of a schema begin with."""
    return "conv" if schema == CONVERSATION else re.sub(r"(?<!^)(?=[A-Z])", "_", schema).lower()


def key_of(record: dict[str, Any]) -> str:
    """Return the id of a record as a path has it; of a record without one, its own text."""
    found = record.get("id")
    return str(found) if isinstance(found, str | int) else repr(record)
