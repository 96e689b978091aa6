"""Lists: their pagination in the contract, and the types that callers iterate over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Pagination(NamedTuple):
    """An operation's pagination: the contract's `x-pagination`.

    Attributes:
        kind: The kind of list: `last-item`, `next-cursor` or `offset`.
        item: Decodes one item.
        items: Path of the items in the response; empty if the response is the list.
        limit: The argument of `request` with the page size; empty without one.
        cursor: The argument with the cursor, for kinds with a cursor.
        next: Path of the next cursor in the response.
        key: The last item's property that the next cursor is made from.
        offset: The argument with the number of items to skip.
        total: Path of the total number of items in the response.
    """

    kind: str
    item: Callable[[Any], Any]
    items: tuple[str, ...] = ()
    limit: str = ""
    cursor: str = ""
    next: tuple[str, ...] = ()
    key: str = ""
    offset: str = ""
    total: tuple[str, ...] = ()


class Page(Protocol[T_co]):
    """One page of a list.

    Attributes:
        items: The records of the page, in the API's order.
        next_cursor: Pass it as `cursor=` to continue after this page; None at the end.
        has_next: Whether there may be more.
        skipped: Number of invalid records skipped, with `on_invalid="skip"`.
    """

    @property
    def items(self) -> Sequence[T_co]: ...
    @property
    def next_cursor(self) -> str | None: ...
    @property
    def has_next(self) -> bool: ...
    @property
    def skipped(self) -> int: ...


class Pages(Protocol[T_co]):
    """A list whose pages are fetched lazily."""

    def __iter__(self) -> Iterator[T_co]:
        """Iterate over the records."""
        ...

    def pages(self) -> Iterator[Page[T_co]]:
        """Iterate over the pages."""
        ...


class AsyncPages(Protocol[T_co]):
    """A list whose pages are fetched lazily."""

    def __aiter__(self) -> AsyncIterator[T_co]:
        """Iterate over the records."""
        ...

    def pages(self) -> AsyncIterator[Page[T_co]]:
        """Iterate over the pages."""
        ...
