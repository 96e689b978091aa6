# Derived from async_pages.py by `nox -s generate`: edit that one.
"""A list that fetches its pages lazily, for each kind of pagination in the contract."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from anyreach._core.pagination.listing import Listing, Page, Wanted
from anyreach._core.pagination.sync_last_item import LastItem
from anyreach._core.pagination.sync_walks import NextCursor, Offset, Walk
from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Operation, Options
    from anyreach_api._resource import Caller

T = TypeVar("T")

_KINDS: Final[Mapping[str, type[Walk]]] = {
    "last-item": LastItem,
    "next-cursor": NextCursor,
    "offset": Offset,
}


class Pages(Generic[T]):
    """A list. Iterate over its records or its pages, any number of times.

    Every iteration fetches the pages again, one at a time, when the next record is needed. Hides
    the filters from repr.
    """

    def __init__(
        self,
        client: Caller,
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

    def _walk(self) -> Walk:
        return _KINDS[self._wanted.listing.pagination.kind](self._client, self._wanted)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._wanted.listing.INFO.id}>"

    def __iter__(self) -> Generator[T]:
        with closing(self.pages()) as pages:
            for page in pages:
                for item in page.items:
                    yield item

    def pages(self) -> Generator[Page[T]]:
        """Iterate over the pages. A list without records has one empty page.

        Yields:
            The pages, in the API's order.

        Raises:
            IncompleteListError: From here on, records could be missing.
            APIError: A call failed in another way. See the other subclasses.
        """
        walk = self._walk()
        while (page := walk.page()) is not None:
            yield page
