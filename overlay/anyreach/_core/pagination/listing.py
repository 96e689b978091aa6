"""A page of a list, and the operation that fetches it: decoding, without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from anyreach._core.settings.options import check_count
from anyreach._core.type_guards import is_list, is_mapping
from anyreach._errors import ConfigurationError
from anyreach_api._model import FAULTS, inside, list_of
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach_api._operation import Answer, Info, Operation, Options, Request
    from anyreach_api._paging import Pagination

T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """One page of a list.

    Attributes:
        items: The records of the page, in the API's order.
        next_cursor: Pass it as `cursor=` to continue after this page. None at the end, or if the
            page was cut and can't be resumed.
        has_next: Whether there may be more.
        skipped: Number of invalid records skipped, with `on_invalid="skip"`.
    """

    items: list[T]
    next_cursor: str | None
    has_next: bool
    skipped: int = 0


class Skipped(NamedTuple):
    """Stands in for a skipped, invalid record.

    Attributes:
        fault: Why it is invalid. Contains no values.
        row: Its JSON.
    """

    fault: DecodeError
    row: Any


class Found(NamedTuple):
    """The records of one response.

    Attributes:
        items: The records, with `Skipped` in place of skipped ones.
        rows: The JSON of each record.
        document: The JSON of the whole response.
    """

    items: list[Any]
    rows: list[Any]
    document: Any

    @property
    def _records(self) -> list[Any]:
        """The records that `response_of` accepts."""
        return self.items


class Listing:
    """A list operation. Keeps the JSON that the next request needs."""

    def __init__(
        self, operation: Operation[..., Any], pagination: Pagination, *, skip: bool
    ) -> None:
        self.INFO: Info = operation.INFO
        self.request = operation.request
        self.pagination = pagination
        self._decode = list_of(pagination.item)
        self._skip = skip

    def read(self, answer: Answer) -> Found:
        """Check and decode the records of a response.

        Raises:
            DecodeError: The response doesn't match the contract.
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
            return Skipped(inside(fault, "*"), row)


def value_at(document: Any, path: tuple[str, ...]) -> Any:
    """Return the value at a path of keys in a JSON document; None without one."""
    for key in path:
        document = document.get(key) if is_mapping(document) else None
    return document


class Wanted(NamedTuple):
    """The arguments of a list; repr hides their values.

    Attributes:
        listing: The operation.
        arguments: Its parameters, except those for paging.
        page_size: Number of records per page; None for the API's default.
        limit: Maximum number of records to return; None for all.
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
        """Validate the arguments.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.
        """
        for name, count in (("page_size", self.page_size), ("limit", self.limit)):
            if count is not None:
                check_count(name, count)
        if self.cursor == "":
            raise ConfigurationError("cursor= must be a page's next_cursor, or None")
        self.request({}).extended(self.options)

    def request(self, paging: Mapping[str, Any]) -> Request:
        """Return the request of a page.

        Args:
            paging: The parameters for paging.
        """
        return self.listing.request(**{**self.arguments, **paging})
