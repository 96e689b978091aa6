"""Paging by a cursor made from the last item: no record missed, none returned twice.

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

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from anyreach._core.pagination.async_walks import AsyncWalk
from anyreach._core.pagination.listing import Found, Page, Skipped, Wanted
from anyreach._core.pagination.places import Edge, Place, Row, by_id, cursor_of, resume
from anyreach._errors import BadRequestError, IncompleteListError, UnprocessableEntityError

if TYPE_CHECKING:
    from anyreach_api._resource import AsyncCaller

_PAGE: Final = 100
_LEAST: Final = 10


class AsyncLastItem(AsyncWalk):
    """A walk that continues from the time of a record already returned."""

    def __init__(self, client: AsyncCaller, wanted: Wanted) -> None:
        super().__init__(client, wanted)
        self._start, self._edge = resume(wanted.cursor)
        self._fault: IncompleteListError | None = None
        self._seen = 0 if self._edge is None else len(self._edge.ids)
        self._most = 0  # how many the API has given at once, at most
        self._repeats = 0  # how many newer than the edge came again
        self._refused = False  # whether the API refuses to give more than a page

    @property
    def _size(self) -> int:
        size = self._wanted.page_size or _PAGE
        return size if self._left is None else min(size, self._left)

    async def _next(self) -> Page[Any]:
        if self._fault is not None:
            raise self._fault
        if self._edge is not None:
            new = await self._go_on(self._edge)
            return self._page(new)
        found = await self._from(None, self._size)
        self._over = self._is_last(found, self._size)
        if not self._over:
            try:
                return self._page(self._placed(found, None))
            except IncompleteListError as fault:
                self._fault = fault  # raised when the next page is asked for
        items = [item for _, item in by_id(found).values()]
        return Page(items[: self._fit(items)], None, has_next=not self._over)

    def _page(self, new: list[Row]) -> Page[Any]:
        """Return the new records of a page, and note the walk's position."""
        kept = new[: self._fit([row.item for row in new])]
        self._over = self._over and len(kept) == len(new)
        self._seen += len(kept)
        if kept:
            self._edge = Edge.after(kept, self._edge)
        cursor = None if self._over or self._edge is None else cursor_of(self._start, self._edge)
        return Page([row.item for row in kept], cursor, has_next=not self._over)

    async def _go_on(self, edge: Edge) -> list[Row]:
        """Return the records after an edge; empty at the end of the list."""
        again = len(edge.ids) + self._repeats
        room = self._size + again
        if self._refused or (room > _PAGE and again < self._size):
            room = self._size  # large pages do without: many APIs give no more than _PAGE at once
        while True:
            found: Found | None = None
            try:
                found = await self._from(edge.newer, room)
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
                    complete = await self._is_complete(edge)
                if not complete:
                    raise self._incomplete(_TOO_MANY.format(self._pagination.key))
                self._over = True
                return []
            room *= 2

    async def _is_complete(self, edge: Edge) -> bool:
        """Return whether a response without new records is the end, or just the API's maximum."""
        most = self._most
        found = await self._from(edge.place, most + 1)
        rows = self._placed(found, edge.place)
        if not all(map(edge.has, rows)):
            return False
        if 0 < len(rows) < most or self._seen <= most < (self._wanted.page_size or _PAGE):
            return True  # all of the last time came again, or the list is one page
        if edge.newer is None:
            return False
        found = await self._from(None, most + 1)
        return len(found.rows) > most

    def _is_last(self, found: Found, room: int) -> bool:
        """Return whether a response is short enough to be the end of the list."""
        count, most = len(found.rows), self._most
        self._most = max(count, most)
        return count < room and (count < most or count < _LEAST)

    async def _from(self, place: Place | None, size: int) -> Found:
        cursor = self._start if place is None else place.cursor()
        return await self._ask(size, cursor=cursor)

    def _placed(self, found: Found, cursor: Place | None) -> list[Row]:
        """Return the records of a response, without duplicates, with their places.

        Raises:
            IncompleteListError: A record has no place, or one out of order.
        """
        rows: list[Row] = []
        before = cursor
        for row_id, (row, item) in by_id(found).items():
            place = self._place(row)
            if place is None and isinstance(item, Skipped):  # it stands where its neighbour does
                place = before or next(filter(None, map(self._place, found.rows)), None)
            if place is None:
                raise self._incomplete(f"the API returned one without {self._pagination.key}")
            if before is not None and place.at > before.at:
                why = _NOT_FOLLOWED if before is cursor else _NOT_SORTED
                raise self._incomplete(why)
            before = place
            rows.append(Row(place, row_id, item))
        return rows

    def _place(self, row: Any) -> Place | None:
        """Return the place of a record's JSON; None without one."""
        try:
            return Place.of(row[self._pagination.key])
        except (KeyError, TypeError, ValueError):
            return None


_TOO_MANY: Final = (
    "more of them seem to share one {} than fit on a page; narrow the list by another filter, "
    "or pass a larger page_size="
)
_NOT_SORTED: Final = "the API returned some that are not newest first"
_NOT_FOLLOWED: Final = "the API returned some that are newer than the cursor"
