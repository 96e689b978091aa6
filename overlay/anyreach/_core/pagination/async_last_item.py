"""The walk through a list whose cursor is made of the last item: nothing missed, nothing twice.

The list is newest first, and a page goes on from the Base64 of a time, such as `created_at`. The
docs do not say whether it then begins at that time or just below it, in which order records come
that share one, or whether the size that is asked for is honoured. The walk is right in any case:

- It goes on from the last time that is *newer* than the page's last one, and asks for as many more
  as come again, up to `_PAGE`. Then all that share the last time come again, whether the API
  compares by `<` or by `<=`, and those that have come already are dropped.
- A page shorter than asked for is the last, the documentation says; it may also be all that the API
  gives at once. It counts as the last when a longer one has come, or when it is shorter than
  `_LEAST`. Otherwise one more request tells.
- When a page is full of one time, more are asked for at once. When no more come, it may be the end,
  or all that the API gives: one more than ever, asked for from the start of the list, tells. If it
  gives no more then, nothing can be promised, and the walk says so.

Two things are believed: that no API gives fewer than `_LEAST` records at once when asked for more,
and that a list of nothing but one time, shorter than asked for, is complete.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Generator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from anyreach._core.steps import Ask, Script
from anyreach._core.type_guards import is_mapping
from anyreach._core.walks import Found, Page, Skipped, Walk, Wanted
from anyreach._errors import BadRequestError, IncompleteListError, UnprocessableEntityError

_PAGE: Final = 100
_LEAST: Final = 10


class _Place(NamedTuple):
    """A place in the list: a time, and its text as it arrived."""

    at: datetime
    text: str

    @classmethod
    def of(cls, text: str) -> _Place:
        """Return the place of a time; one without a zone is UTC.

        Raises:
            ValueError: The text is no time.
        """
        at = datetime.fromisoformat(text)
        return cls(at if at.tzinfo is not None else at.replace(tzinfo=UTC), text)

    def cursor(self) -> str:
        """Return the API's cursor that goes on from here.

        A date-time's characters are ASCII without `>`, `?` and `~`, so that its Base64 has neither
        `+` nor `/`: the standard and the URL-safe alphabet (RFC 4648) give the same text.
        """
        return base64.b64encode(self.text.encode()).decode()


class _Row(NamedTuple):
    """A record in its place."""

    place: _Place
    id: str
    item: Any


class _Edge(NamedTuple):
    """How far a walk has come: all that is newer than `place` has come, and some that is there.

    Attributes:
        place: Where the last page ended.
        ids: The ids that have come of that very time.
        newer: The last place that is newer; None when there was none.
    """

    place: _Place
    ids: frozenset[str]
    newer: _Place | None

    @classmethod
    def after(cls, rows: Sequence[_Row], before: _Edge | None) -> _Edge:
        """Return the edge after rows that came on top of those before."""
        place = rows[-1].place
        ids = frozenset(row.id for row in rows if row.place.at == place.at)
        newer = next((row.place for row in reversed(rows) if row.place.at > place.at), None)
        if before is not None and before.place.at == place.at:
            ids |= before.ids
            newer = newer or before.newer
        elif before is not None:
            newer = newer or before.place
        return cls(place, ids, newer)

    def has(self, row: _Row) -> bool:
        """Return whether a row has come already."""
        return row.place.at > self.place.at or (
            row.place.at == self.place.at and row.id in self.ids
        )


class LastItem(Walk):
    """A walk that goes on from a time of the records that have come."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._start, self._edge = _resume(wanted.cursor)
        self._fault: IncompleteListError | None = None
        self._seen = 0 if self._edge is None else len(self._edge.ids)
        self._most = 0  # how many the API has given at once, at most
        self._repeats = 0  # how many newer than the edge came again
        self._refused = False  # whether the API refuses to give more than a page

    @property
    def _size(self) -> int:
        size = self._wanted.page_size or _PAGE
        return size if self._left is None else min(size, self._left)

    def _next(self) -> Script[Page[Any]]:
        if self._fault is not None:
            raise self._fault
        if self._edge is not None:
            new = yield from self._go_on(self._edge)
            return self._page(new)
        found: Found = yield self._from(None, self._size)
        self._over = self._is_last(found, self._size)
        if not self._over:
            try:
                return self._page(self._placed(found, None))
            except IncompleteListError as fault:
                self._fault = fault  # raised when the next page is asked for
        items = [item for _, item in _by_id(found).values()]
        return Page(items[: self._fit(items)], None, has_next=not self._over)

    def _page(self, new: list[_Row]) -> Page[Any]:
        """Return a page of what is new, and note how far the walk has come."""
        kept = new[: self._fit([row.item for row in new])]
        self._over = self._over and len(kept) == len(new)
        self._seen += len(kept)
        if kept:
            self._edge = _Edge.after(kept, self._edge)
        cursor = None if self._over or self._edge is None else _state(self._start, self._edge)
        return Page([row.item for row in kept], cursor, has_next=not self._over)

    def _go_on(self, edge: _Edge) -> Generator[Ask, Any, list[_Row]]:
        """Return what comes after an edge; at the end of the list that is nothing."""
        again = len(edge.ids) + self._repeats
        room = self._size + again
        if self._refused or (room > _PAGE and again < self._size):
            room = self._size  # large pages do without: many APIs give no more than _PAGE at once
        while True:
            found: Found | None = None
            try:
                found = yield self._from(edge.newer, room)
            except (BadRequestError, UnprocessableEntityError):
                if room <= self._size:
                    raise
            if found is None:  # more than a page cannot be had
                if self._refused or again >= self._size:
                    raise self._incomplete(_TOO_MANY.format(self._pagination.key))
                self._refused, room = True, self._size
                continue
            rows = self._placed(found, edge.newer)
            new = [row for row in rows if not edge.has(row)]
            self._repeats = sum(row.place.at > edge.place.at for row in rows)
            self._over = self._is_last(found, room)
            if new or self._over:
                return new
            if len(found.rows) < room:
                complete = False
                with suppress(BadRequestError, UnprocessableEntityError):
                    complete = yield from self._is_complete(edge)
                if not complete:
                    raise self._incomplete(_TOO_MANY.format(self._pagination.key))
                self._over = True
                return []
            room *= 2

    def _is_complete(self, edge: _Edge) -> Generator[Ask, Any, bool]:
        """Return whether an answer without anything new was the end, and not all the API gives."""
        most = self._most
        found: Found = yield self._from(edge.place, most + 1)
        rows = self._placed(found, edge.place)
        if not all(map(edge.has, rows)):
            return False
        if 0 < len(rows) < most or self._seen <= most < (self._wanted.page_size or _PAGE):
            return True  # all of the last time came again, or the list is one page
        if edge.newer is None:
            return False
        found = yield self._from(None, most + 1)
        return len(found.rows) > most

    def _is_last(self, found: Found, room: int) -> bool:
        """Return whether an answer is the end of the list, being shorter than it could be."""
        count, most = len(found.rows), self._most
        self._most = max(count, most)
        return count < room and (count < most or count < _LEAST)

    def _from(self, place: _Place | None, size: int) -> Ask:
        cursor = self._start if place is None else place.cursor()
        return self._ask(size, cursor=cursor)

    def _placed(self, found: Found, cursor: _Place | None) -> list[_Row]:
        """Return the records of an answer, each once, in their places.

        Raises:
            IncompleteListError: They have none, or one that does not follow.
        """
        rows: list[_Row] = []
        before = cursor
        for row_id, (row, item) in _by_id(found).items():
            place = self._place(row)
            if place is None and isinstance(item, Skipped):  # it stands where its neighbour does
                place = before or next(filter(None, map(self._place, found.rows)), None)
            if place is None:
                raise self._incomplete(f"the API gave one without {self._pagination.key}")
            if before is not None and place.at > before.at:
                why = _NOT_FOLLOWED if before is cursor else _NOT_SORTED
                raise self._incomplete(why)
            before = place
            rows.append(_Row(place, row_id, item))
        return rows

    def _place(self, row: Any) -> _Place | None:
        """Return the place of a record's JSON; None when it has none."""
        try:
            return _Place.of(row[self._pagination.key])
        except (KeyError, TypeError, ValueError):
            return None


def _by_id(found: Found) -> dict[str, tuple[Any, Any]]:
    """Return the JSON and the record of each id, in order."""
    pairs: dict[str, tuple[Any, Any]] = {}
    for row, item in zip(found.rows, found.items, strict=True):
        pairs.setdefault(_id_of(row), (row, item))
    return pairs


def _id_of(row: Any) -> str:
    """Return the id of a record's JSON; one that is skipped for want of an id has its digest."""
    if is_mapping(row) and "id" in row:
        return str(row["id"])
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _state(start: str | None, edge: _Edge) -> str:
    """Return a cursor that holds how far a walk has come."""
    newer = None if edge.newer is None else edge.newer.text
    state = [start, newer, edge.place.text, sorted(edge.ids)]
    return base64.b64encode(json.dumps(state).encode()).decode()


def _resume(cursor: str | None) -> tuple[str | None, _Edge | None]:
    """Return where a walk begins, and how far it has come: a cursor of ours, or one of the API."""
    try:
        match json.loads(base64.b64decode(cursor or "", validate=True)):
            case [start, newer, str(last), [*ids]]:
                place = None if newer is None else _Place.of(newer)
                return start, _Edge(_Place.of(last), frozenset(ids), place)
            case _:
                return cursor, None
    except ValueError:
        return cursor, None


_TOO_MANY: Final = (
    "more of them seem to share one {} than the API gives at once; narrow the list by another "
    "filter, or ask for more at once by page_size="
)
_NOT_SORTED: Final = "the API gave some that are not newest first"
_NOT_FOLLOWED: Final = "the API gave some that are newer than the cursor"
