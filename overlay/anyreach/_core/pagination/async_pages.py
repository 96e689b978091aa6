"""Lists that fetch their pages lazily, for each kind of pagination in the contract."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from anyreach._core.last_item import LastItem
from anyreach._core.steps import run, run_async
from anyreach._core.walks import Listing, NextCursor, Offset, Page, Walk, Wanted
from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Operation, Options
    from anyreach_api._resource import AsyncCaller, Caller

T = TypeVar("T")
CallerT = TypeVar("CallerT", "Caller", "AsyncCaller")

_KINDS: Final[Mapping[str, type[Walk]]] = {
    "last-item": LastItem,
    "next-cursor": NextCursor,
    "offset": Offset,
}


class _Pages(Generic[T, CallerT]):
    """The base of sync and async lists; repr hides the filters."""

    def __init__(
        self,
        client: CallerT,
        operation: Operation[..., Any],
        arguments: Mapping[str, Any],
        options: Options,
        *,
        page_size: int | None,
        limit: int | None,
        cursor: str | None,
        on_invalid: object,
    ) -> None:
        pagination = operation.INFO.pagination
        if pagination is None or pagination.kind not in _KINDS:
            raise ConfigurationError(f"this client cannot page {operation.INFO.id}: update it")
        if on_invalid not in ("raise", "skip"):
            raise ConfigurationError('on_invalid= must be "raise" or "skip"')
        listing = Listing(operation, pagination, skip=on_invalid == "skip")
        self._client: CallerT = client
        self._wanted = Wanted(listing, arguments, page_size, limit, cursor, options)
        self._wanted.check()
        self._walk()

    def _walk(self) -> Walk:
        return _KINDS[self._wanted.listing.pagination.kind](self._wanted)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._wanted.listing.INFO.id}>"


class Pages(_Pages[T, "Caller"]):
    """A list: iterate over its records or its pages, any number of times.

    Every iteration asks the API anew, one page at a time, when the next record is needed.
    """

    def __iter__(self) -> Generator[T]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page.items

    def pages(self) -> Generator[Page[T]]:
        """Iterate over the pages; a list without a record has one page, which is empty.

        Raises:
            IncompleteListError: Nothing can promise that no record is missing from here on.
            APIError: A call failed; the other subclasses say how.
        """
        walk = self._walk()
        while (page := run(self._client, walk.page())) is not None:
            yield page


class AsyncPages(_Pages[T, "AsyncCaller"]):
    """A list: iterate over its records or its pages, any number of times.

    Every iteration asks the API anew, one page at a time, when the next record is needed.
    """

    async def __aiter__(self) -> AsyncGenerator[T]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for item in page.items:
                    yield item

    async def pages(self) -> AsyncGenerator[Page[T]]:
        """Iterate over the pages; a list without a record has one page, which is empty.

        Raises:
            IncompleteListError: Nothing can promise that no record is missing from here on.
            APIError: A call failed; the other subclasses say how.
        """
        walk = self._walk()
        while (page := await run_async(self._client, walk.page())) is not None:
            yield page
