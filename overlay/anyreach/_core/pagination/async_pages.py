"""A list that fetches its pages lazily, for each kind of pagination in the contract."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from anyreach._core.pagination.async_last_item import AsyncLastItem
from anyreach._core.pagination.async_walks import AsyncNextCursor, AsyncOffset, AsyncWalk
from anyreach._core.pagination.listing import Listing, Page, Wanted
from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Operation, Options
    from anyreach_api._resource import AsyncCaller

T = TypeVar("T")

_KINDS: Final[Mapping[str, type[AsyncWalk]]] = {
    "last-item": AsyncLastItem,
    "next-cursor": AsyncNextCursor,
    "offset": AsyncOffset,
}


class AsyncPages(Generic[T]):
    """A list. Iterate over its records or its pages, any number of times.

    Every iteration fetches the pages again, one at a time, when the next record is needed. Hides
    the filters from repr.
    """

    def __init__(
        self,
        client: AsyncCaller,
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
        self._client = client
        self._wanted = Wanted(listing, arguments, page_size, limit, cursor, options)
        self._wanted.check()
        self._walk()

    def _walk(self) -> AsyncWalk:
        return _KINDS[self._wanted.listing.pagination.kind](self._client, self._wanted)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._wanted.listing.INFO.id}>"

    async def __aiter__(self) -> AsyncGenerator[T]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for item in page.items:
                    yield item

    async def pages(self) -> AsyncGenerator[Page[T]]:
        """Iterate over the pages. A list without records has one empty page.

        Yields:
            The pages, in the API's order.

        Raises:
            IncompleteListError: From here on, records could be missing.
            APIError: A call failed in another way. See the other subclasses.
        """
        walk = self._walk()
        while (page := await walk.page()) is not None:
            yield page
