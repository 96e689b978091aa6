"""Walks through a list, page by page and without I/O: a walk yields what it asks for.

`NextCursor` and `Offset` are the simple kinds; `_last_item` has the one of conversations.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from anyreach._core.options import check_count
from anyreach._core.steps import Ask, Script
from anyreach._core.type_guards import is_list, is_mapping
from anyreach._errors import ConfigurationError, IncompleteListError
from anyreach_api._model import FAULTS, inside, list_of
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach_api._operation import Answer, Info, Operation, Options, Request
    from anyreach_api._paging import Pagination

T = TypeVar("T")

_log = logging.getLogger("anyreach")

_SMALL: Final = 20
"""So many records at once are asked for without a `page_size`: no API refuses to give them."""


class Page(NamedTuple, Generic[T]):
    """One page of a list.

    Attributes:
        items: The records of the page, in the API's order.
        next_cursor: What `cursor=` takes to go on after this page; None at the end, or when the
            page had to be cut and cannot be resumed.
        has_next: Whether there may be more.
        skipped: How many invalid records were skipped, with `on_invalid="skip"`.
    """

    items: list[T]
    next_cursor: str | None
    has_next: bool
    skipped: int = 0


class Skipped(NamedTuple):
    """Stands for an invalid record that is skipped.

    Attributes:
        fault: Why it is invalid, without a value of it.
    """

    fault: DecodeError


class Found(NamedTuple):
    """The records of one answer of a list.

    Attributes:
        items: The records; `Skipped` for one that is skipped.
        rows: The JSON of each record.
        document: The JSON of the whole answer.
    """

    items: list[Any]
    rows: list[Any]
    document: Any

    @property
    def _records(self) -> list[Any]:
        """What `response_of` takes."""
        return self.items


class Listing:
    """An operation that lists, which also keeps the JSON that the next request is made of."""

    def __init__(
        self, operation: Operation[..., Any], pagination: Pagination, *, skip: bool
    ) -> None:
        self.INFO: Info = operation.INFO
        self.request = operation.request
        self.pagination = pagination
        self._decode = list_of(pagination.item)
        self._skip = skip

    def read(self, answer: Answer) -> Found:
        """Check and decode the records of an answer.

        Raises:
            DecodeError: The answer is not what the contract says.
        """
        document = answer.json()
        path = self.pagination.items
        rows = value_at(document, path)
        try:
            return Found(self._decode(rows), rows, document)
        except DecodeError as error:
            fault = error
        if self._skip and is_list(rows):
            return Found([self._item(row) for row in rows], rows, document)
        for key in reversed(path):
            fault = inside(fault, key)
        raise fault

    def _item(self, row: Any) -> Any:
        """Decode one record; an invalid one is `Skipped`."""
        try:
            return self.pagination.item(row)
        except FAULTS as fault:
            return Skipped(inside(fault, "*"))


def value_at(document: Any, path: tuple[str, ...]) -> Any:
    """Return the value at a path of keys in a JSON document; None when there is none."""
    for key in path:
        document = document.get(key) if is_mapping(document) else None
    return document


class Wanted(NamedTuple):
    """The arguments of a list; repr hides their values.

    Attributes:
        listing: The operation.
        arguments: Its parameters, except those for paging.
        page_size: How many records a page has; None for the API's default.
        limit: The most records to return; None for all.
        cursor: Where to start; None for the first record.
        options: The options of every request.
    """

    listing: Listing
    arguments: Mapping[str, Any]
    page_size: int | None
    limit: int | None
    cursor: str | None
    options: Options

    def __repr__(self) -> str:
        return f"<{self.listing.INFO.id}>"

    def check(self) -> None:
        """Refuse arguments that cannot be sent.

        Raises:
            ConfigurationError: An argument cannot be used; the text names it, and what to do.
        """
        for name, count in (("page_size", self.page_size), ("limit", self.limit)):
            if count is not None:
                check_count(name, count)
        if self.cursor == "":
            raise ConfigurationError("cursor= must be the next_cursor of a page, or None")
        self.request({}).extended(self.options)

    def request(self, paging: Mapping[str, Any]) -> Request:
        """Return the request of a page.

        Args:
            paging: The parameters for paging.
        """
        return self.listing.request(**{**self.arguments, **paging})


class Walk(ABC):
    """One walk through a list, page by page."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._pagination = wanted.listing.pagination
        self._left = wanted.limit
        self._begun = False
        self._over = False

    def page(self) -> Script[Page[Any] | None]:
        """Return the next page that has records, or the first one; None at the end.

        Raises:
            IncompleteListError: Nothing can promise that no record is missing from here on.
        """
        while not self._over and self._left != 0:
            first, self._begun = not self._begun, True
            page = self._without_skipped((yield from self._next()))
            if self._left is not None:
                self._left -= len(page.items)
            if page.items or page.skipped or first:
                return page
        return None

    @abstractmethod
    def _next(self) -> Script[Page[Any]]:
        """Return the next page, with at most `_left` records; note when it is the last."""

    def _without_skipped(self, page: Page[Any]) -> Page[Any]:
        """Return a page with its valid records; log and count the others."""
        skipped = [one for one in page.items if isinstance(one, Skipped)]
        if not skipped:
            return page
        for one in skipped:
            _log.warning("%s: skipped a record: %s", self._wanted.listing.INFO.id, one.fault)
        items = [one for one in page.items if not isinstance(one, Skipped)]
        return page._replace(items=items, skipped=len(skipped))

    def _fit(self, items: Sequence[Any]) -> int:
        """Return how many of these fit into the limit, which does not count what is skipped."""
        if self._left is None:
            return len(items)
        left = self._left
        for index, item in enumerate(items):
            if left == 0:
                return index
            left -= not isinstance(item, Skipped)
        return len(items)

    def _ask(self, size: int | None, **paging: Any) -> Ask:
        """Ask for a page, by the attributes of `Pagination` that name the parameters."""
        named = {getattr(self._pagination, name): value for name, value in paging.items()}
        if size is not None and self._pagination.limit:
            named[self._pagination.limit] = size
        return Ask(self._wanted.listing, self._wanted.request(named), self._wanted.options)

    @property
    def _size(self) -> int | None:
        """How many records to ask for; None for the API's default."""
        size, left = self._wanted.page_size, self._left
        if size is None:
            return left if left is not None and left <= _SMALL else None
        return size if left is None else min(size, left)

    def _incomplete(self, why: str) -> IncompleteListError:
        return IncompleteListError(
            f"from here on, records could be missing: {why}", operation=self._wanted.listing.INFO.id
        )


class NextCursor(Walk):
    """A walk where each answer names the cursor of the next one."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._cursor = wanted.cursor

    def _next(self) -> Script[Page[Any]]:
        found: Found = yield self._ask(self._size, cursor=self._cursor)
        following = value_at(found.document, self._pagination.next)
        if following is not None and str(following) == self._cursor:
            raise self._incomplete("the API gave the same cursor again")
        items = found.items[: self._fit(found.items)]
        self._cursor = None if following in {None, ""} else str(following)
        self._over = self._cursor is None
        # The cursor of a page that had to be cut would leave out what was cut.
        cut = len(items) < len(found.items)
        return Page(items, None if cut else self._cursor, has_next=cut or not self._over)


class Offset(Walk):
    """A walk by the number of records to pass over.

    Records that are added or removed meanwhile can shift others into or out of sight.
    """

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        cursor = wanted.cursor or "0"
        if not (cursor.isascii() and cursor.isdecimal()):
            raise ConfigurationError("cursor= must be the next_cursor of a page of this list")
        self._offset = int(cursor)
        self._most = 0

    def _next(self) -> Script[Page[Any]]:
        found: Found = yield self._ask(self._size, offset=self._offset)
        items = found.items[: self._fit(found.items)]
        self._offset += len(items)
        total = value_at(found.document, self._pagination.total) if self._pagination.total else None
        if isinstance(total, int):
            if not items and self._offset < total:
                raise self._incomplete("the API gave fewer records than it says there are")
            self._over = self._offset >= total
        else:
            # Without a total, a page shorter than another one is the last.
            self._over = not items or len(items) == len(found.items) < self._most
            self._most = max(self._most, len(found.items))
        cursor = None if self._over else str(self._offset)
        return Page(items, cursor, has_next=not self._over)
