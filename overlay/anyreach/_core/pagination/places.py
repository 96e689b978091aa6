"""Positions of records in a list that is newest first, and a walk's progress."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from anyreach._core.pagination.listing import Found
from anyreach._core.type_guards import is_mapping


class Place(NamedTuple):
    """A place in the list: a time, and its text as it arrived."""

    at: datetime
    text: str

    @classmethod
    def of(cls, text: str) -> Place:
        """Return the place of a time. A time without a zone is UTC.

        Raises:
            ValueError: The text is not a time.
        """
        at = datetime.fromisoformat(text)
        return cls(at if at.tzinfo is not None else at.replace(tzinfo=UTC), text)

    def cursor(self) -> str:
        """Return the API's cursor to continue from here.

        A date-time's characters are ASCII without `>`, `?` and `~`, so that its Base64 has neither
        `+` nor `/`: the standard and the URL-safe alphabet (RFC 4648) give the same text.
        """
        return base64.b64encode(self.text.encode()).decode()


class Row(NamedTuple):
    """A record with its place."""

    place: Place
    id: str
    item: Any


class Edge(NamedTuple):
    """A walk's progress: all records newer than `place` have been returned, and some at `place`.

    Attributes:
        place: The end of the last page.
        ids: The ids already returned for that exact time.
        newer: The last newer place; None without one.
    """

    place: Place
    ids: frozenset[str]
    newer: Place | None

    @classmethod
    def after(cls, rows: Sequence[Row], before: Edge | None) -> Edge:
        """Return the edge after more rows."""
        place = rows[-1].place
        ids = frozenset(row.id for row in rows if row.place.at == place.at)
        newer = next((row.place for row in reversed(rows) if row.place.at > place.at), None)
        if before is not None and before.place.at == place.at:
            ids |= before.ids
            newer = newer or before.newer
        elif before is not None:
            newer = newer or before.place
        return cls(place, ids, newer)

    def has(self, row: Row) -> bool:
        """Return whether a row was already returned."""
        return row.place.at > self.place.at or (
            row.place.at == self.place.at and row.id in self.ids
        )


def by_id(found: Found) -> dict[str, tuple[Any, Any]]:
    """Return the JSON and the record of each id, in order."""
    pairs: dict[str, tuple[Any, Any]] = {}
    for row, item in zip(found.rows, found.items, strict=True):
        pairs.setdefault(_id_of(row), (row, item))
    return pairs


def _id_of(row: Any) -> str:
    """Return the id of a record's JSON, or its digest if it was skipped for lack of an id."""
    if is_mapping(row) and "id" in row:
        return str(row["id"])
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def cursor_of(start: str | None, edge: Edge) -> str:
    """Return a cursor that encodes a walk's progress."""
    newer = None if edge.newer is None else edge.newer.text
    state = [start, newer, edge.place.text, sorted(edge.ids)]
    return base64.b64encode(json.dumps(state).encode()).decode()


def resume(cursor: str | None) -> tuple[str | None, Edge | None]:
    """Return where a walk starts, from one of our cursors or one of the API's."""
    try:
        match json.loads(base64.b64decode(cursor or "", validate=True)):
            case [start, newer, str(last), [*ids]]:
                place = None if newer is None else Place.of(newer)
                return start, Edge(Place.of(last), frozenset(ids), place)
            case _:
                return cursor, None
    except ValueError:
        return cursor, None
