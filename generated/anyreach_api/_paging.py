"""What a list is: how the contract pages it, and what a caller iterates over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Pagination(NamedTuple):
    """How an operation pages its list: the contract's `x-pagination`.

    Attributes:
        kind: The kind of list: `last-item`, `next-cursor` or `offset`.
        item: Decodes one item.
        items: Where the items are in the answer; empty when the answer is the list.
        limit: The argument of `request` with the size of a page; empty when it has none.
        cursor: The argument that resumes a list of the kinds with a cursor.
        next: Where the answer has the next cursor.
        key: The property of the last item that the next cursor is made of.
        offset: The argument with the number of items to pass over.
        total: Where the answer has the number of all items.
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
        next_cursor: What `cursor=` takes to go on after this page; None at the end.
        has_next: Whether there may be more.
        skipped: How many invalid records were skipped, with `on_invalid="skip"`.
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
    """A list, fetched page by page while it is iterated over."""

    def __iter__(self) -> Iterator[T_co]:
        """Iterate over the records."""
        ...

    def pages(self) -> Iterator[Page[T_co]]:
        """Iterate over the pages."""
        ...


class AsyncPages(Protocol[T_co]):
    """A list, fetched page by page while it is iterated over."""

    def __aiter__(self) -> AsyncIterator[T_co]:
        """Iterate over the records."""
        ...

    def pages(self) -> AsyncIterator[Page[T_co]]:
        """Iterate over the pages."""
        ...
