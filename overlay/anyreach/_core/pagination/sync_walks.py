# Derived from async_walks.py by `nox -s generate`: edit that one.
"""Walks through a list, page by page: `NextCursor` and `Offset`; `sync_last_item` has another."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from anyreach._core.pagination.listing import Found, Page, Skipped, Wanted, value_at
from anyreach._errors import ConfigurationError, IncompleteListError

if TYPE_CHECKING:
    from anyreach_api._resource import Caller

_log = logging.getLogger("anyreach")

# ruff: noqa: SLF001  `_call` is what a client is for those that help it
# pyright: reportPrivateUsage=false

_SMALL: Final = 20
"""So many records at once are asked for without a `page_size`: no API refuses to give them."""


class Walk(ABC):
    """One walk through a list, page by page."""

    def __init__(self, client: Caller, wanted: Wanted) -> None:
        self._client = client
        self._wanted = wanted
        self._pagination = wanted.listing.pagination
        self._left = wanted.limit
        self._begun = False
        self._over = False

    def page(self) -> Page[Any] | None:
        """Return the first page, or the next one with records; None at the end.

        Raises:
            IncompleteListError: From here on, records could be missing.
        """
        while not self._over and self._left != 0:
            first, self._begun = not self._begun, True
            page = self._without_skipped(self._next())
            if self._left is not None:
                self._left -= len(page.items)
            if page.items or page.skipped or first:
                return page
        return None

    @abstractmethod
    def _next(self) -> Page[Any]:
        """Return the next page, with at most `_left` records, and note the last one."""

    def _without_skipped(self, page: Page[Any]) -> Page[Any]:
        """Return a page's valid records; log and count the others."""
        skipped = [one for one in page.items if isinstance(one, Skipped)]
        if not skipped:
            return page
        for one in skipped:
            _log.warning("%s: skipped a record: %s", self._wanted.listing.INFO.id, one.fault)
        items = [one for one in page.items if not isinstance(one, Skipped)]
        return page._replace(items=items, skipped=len(skipped))

    def _fit(self, items: Sequence[Any]) -> int:
        """Return how many of these fit the limit. Skipped records don't count."""
        if self._left is None:
            return len(items)
        left = self._left
        for index, item in enumerate(items):
            if left == 0:
                return index
            left -= not isinstance(item, Skipped)
        return len(items)

    def _ask(self, size: int | None, **paging: Any) -> Found:
        """Request a page; the attributes of `Pagination` name the parameters."""
        named = {getattr(self._pagination, name): value for name, value in paging.items()}
        if size is not None and self._pagination.limit:
            named[self._pagination.limit] = size
        wanted = self._wanted
        return self._client._call(wanted.listing, wanted.request(named), wanted.options)

    @property
    def _size(self) -> int | None:
        """Number of records to request; None for the API's default."""
        size, left = self._wanted.page_size, self._left
        if size is None:
            return left if left is not None and left <= _SMALL else None
        return size if left is None else min(size, left)

    def _incomplete(self, why: str) -> IncompleteListError:
        return IncompleteListError(
            f"from here on, records could be missing: {why}", operation=self._wanted.listing.INFO.id
        )


class NextCursor(Walk):
    """A walk in which each response has the cursor of the next page."""

    def __init__(self, client: Caller, wanted: Wanted) -> None:
        super().__init__(client, wanted)
        self._cursor = wanted.cursor

    def _next(self) -> Page[Any]:
        found = self._ask(self._size, cursor=self._cursor)
        following = value_at(found.document, self._pagination.next)
        if following is not None and str(following) == self._cursor:
            raise self._incomplete("the API returned the same cursor again")
        items = found.items[: self._fit(found.items)]
        self._cursor = None if following in {None, ""} else str(following)
        self._over = self._cursor is None
        # The cursor of a page that had to be cut would leave out what was cut.
        cut = len(items) < len(found.items)
        return Page(items, None if cut else self._cursor, has_next=cut or not self._over)


class Offset(Walk):
    """A walk by offset.

    Records that are added or removed in the meantime can shift others between pages.
    """

    def __init__(self, client: Caller, wanted: Wanted) -> None:
        super().__init__(client, wanted)
        cursor = wanted.cursor or "0"
        if not (cursor.isascii() and cursor.isdecimal()):
            raise ConfigurationError("cursor= must be a page's next_cursor from this list")
        self._offset = int(cursor)
        self._most = 0

    def _next(self) -> Page[Any]:
        found = self._ask(self._size, offset=self._offset)
        items = found.items[: self._fit(found.items)]
        self._offset += len(items)
        total = value_at(found.document, self._pagination.total) if self._pagination.total else None
        if isinstance(total, int):
            if not items and self._offset < total:
                raise self._incomplete("the API returned fewer records than its total")
            self._over = self._offset >= total
        else:
            # Without a total, a page shorter than another one is the last.
            self._over = not items or len(items) == len(found.items) < self._most
            self._most = max(self._most, len(found.items))
        cursor = None if self._over else str(self._offset)
        return Page(items, cursor, has_next=not self._over)
