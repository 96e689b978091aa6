"""Lists of the other kinds: a cursor that the answer names, and an offset; a kind is an entry."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from anyreach import (
    AnyReach,
    APIResponseValidationError,
    AsyncAnyReach,
    ConfigurationError,
    IncompleteListError,
    Page,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach_api import _model
from anyreach_api._operation import Info, Options, Query, Request
from anyreach_api._paging import Pagination
from tests.overlay.clients import settings
from tests.overlay.lists import HERE

NEXT = Pagination(
    kind="next-cursor",
    limit="limit",
    item=_model.string,
    items=("data",),
    cursor="cursor",
    next=("pagination", "next_cursor"),
)
TOTAL = Pagination(
    kind="offset",
    limit="limit",
    item=_model.string,
    items=("contacts",),
    offset="offset",
    total=("total",),
)
NO_TOTAL = TOTAL._replace(total=())
ROWS = [f"row_{number}" for number in range(25)]


def listing(pagination: Pagination | None) -> Any:
    """An operation of a contract that is paged like this."""
    info = Info("listRows", "GET", "/rows", "rows", "list", repeatable=True, pagination=pagination)

    def request(**parameters: Any) -> Request:
        query = Query()
        for name, value in parameters.items():
            query.add(name, value)
        return Request(info, "/rows", query)

    return SimpleNamespace(INFO=info, request=request, read=None)


class Rows:
    """An API that lists rows, by either kind.

    Args:
        rows: The rows.
        size: How many a page has when it is not asked for a size, and at most.
    """

    def __init__(self, rows: list[str], size: int = 20) -> None:
        self.rows = rows
        self.size = size
        self.queries: list[dict[str, str]] = []
        self.change: Callable[[dict[str, Any]], object] = lambda _document: None
        self.transport = handler_transport(self._answer)

    def _answer(
        self, _method: str, target: str, _headers: Mapping[str, str], _body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        query = {name: values[0] for name, values in parse_qs(target.partition("?")[2]).items()}
        self.queries.append(query)
        start = int(query.get("cursor", query.get("offset", "0")))
        size = min(int(query.get("limit", self.size)), self.size)
        end = start + size
        found = self.rows[start:end]
        following = str(end) if end < len(self.rows) else None
        document: dict[str, Any] = {
            "data": found,
            "pagination": {"limit": size, "next_cursor": following},
            "contacts": found,
            "total": len(self.rows),
        }
        self.change(document)
        return 200, {}, json.dumps(document).encode()


def pages_sync(rows: Rows, pagination: Pagination, **paging: Any) -> list[Page[str]]:
    """List, page by page, and record by record."""
    given: dict[str, Any] = {
        "page_size": None,
        "limit": None,
        "cursor": None,
        "on_invalid": "raise",
    } | paging
    with AnyReach(**settings(HERE, {"transport": rows.transport})) as client:
        listed = client._pages(listing(pagination), {"name": "n"}, Options(), **given)  # pyright: ignore[reportPrivateUsage]
        pages = list(listed.pages())
        rows.queries.clear()
        assert [item for page in pages for item in page.items] == list(listed)
    return pages


def pages_async(rows: Rows, pagination: Pagination, **paging: Any) -> list[Page[str]]:
    """List, page by page, and record by record."""
    given: dict[str, Any] = {
        "page_size": None,
        "limit": None,
        "cursor": None,
        "on_invalid": "raise",
    } | paging

    async def fetch() -> list[Page[str]]:
        async with AsyncAnyReach(**settings(HERE, {"transport": rows.transport})) as client:
            listed = client._pages(listing(pagination), {"name": "n"}, Options(), **given)  # pyright: ignore[reportPrivateUsage]
            pages = [page async for page in listed.pages()]
            rows.queries.clear()
            assert [i for page in pages for i in page.items] == [i async for i in listed]
        return pages

    return asyncio.run(fetch())


both = pytest.mark.parametrize("way", [pages_sync, pages_async])
every_kind = pytest.mark.parametrize(
    "kind", [NEXT, TOTAL, NO_TOTAL], ids=["next-cursor", "offset", "offset without total"]
)
Way = Callable[..., list[Page[str]]]


@both
@every_kind
@pytest.mark.parametrize("page_size", [None, 1, 5, 7, 20, 25, 100])
def test_every_record_comes_once(way: Way, kind: Pagination, page_size: int | None) -> None:
    """Whatever the size of a page, the records are the rows, in order; the arguments go along."""
    rows = Rows(ROWS)
    pages = way(rows, kind, page_size=page_size)
    assert [item for page in pages for item in page.items] == ROWS
    assert {query["name"] for query in rows.queries} == {"n"}
    sent = None if page_size is None else str(page_size)
    assert {query.get("limit") for query in rows.queries} == {sent}


@pytest.mark.parametrize(
    ("kind", "count", "page_size", "requests"),
    [
        (NEXT, 3, 10, 1),
        (NEXT, 100, 10, 10),
        (TOTAL, 3, 10, 1),
        (TOTAL, 100, 10, 10),
        (NO_TOTAL, 0, 10, 1),
        (NO_TOTAL, 95, 10, 10),
        (NO_TOTAL, 100, 10, 11),
        (NO_TOTAL, 3, 10, 2),
    ],
)
def test_requests_are_few(kind: Pagination, count: int, page_size: int, requests: int) -> None:
    """One request a page; one more only where nothing in the answer says that it is the last."""
    rows = Rows(ROWS * 4)
    rows.rows = rows.rows[:count]
    assert sum(len(page.items) for page in pages_sync(rows, kind, page_size=page_size)) == count
    assert len(rows.queries) == requests


@both
@every_kind
@pytest.mark.parametrize("limit", [1, 5, 12, 24, 25, 30])
@pytest.mark.parametrize("page_size", [None, 5, 10])
def test_limit_is_the_most(way: Way, kind: Pagination, limit: int, page_size: int | None) -> None:
    """No more come than asked for; where a page says so, the list is resumed after it."""
    pages = way(Rows(ROWS), kind, limit=limit, page_size=page_size)
    got = [item for page in pages for item in page.items]
    assert got == ROWS[:limit]
    cursor = pages[-1].next_cursor
    if cursor is not None:
        assert pages[-1].has_next
        rest = way(Rows(ROWS), kind, cursor=cursor)
        assert got + [item for page in rest for item in page.items] == ROWS
    elif pages[-1].has_next:  # the page was cut, and the API's own cursor would skip what was cut
        assert kind is NEXT
        assert page_size is None
        assert limit > 20


@both
@every_kind
def test_an_empty_list_has_one_page(way: Way, kind: Pagination) -> None:
    """The first page is there to be shown, also when it is empty."""
    assert way(Rows([]), kind) == [Page([], None, has_next=False)]


@both
def test_empty_pages_in_between_are_passed_over(way: Way) -> None:
    """A page that a filter left empty is not the end when it names a next cursor."""
    rows = Rows(ROWS)

    def hollow(document: dict[str, Any]) -> None:
        if rows.queries[-1].get("cursor") == "5":
            document["data"] = []

    rows.change = hollow
    pages = way(rows, NEXT, page_size=5)
    assert [len(page.items) for page in pages] == [5, 5, 5, 5]


@pytest.mark.parametrize("following", [None, "", ...])
def test_forms_of_the_end(following: object) -> None:
    """No cursor, null and an empty one are the end of a list."""
    rows = Rows(ROWS)

    def end(document: dict[str, Any]) -> None:
        if following is ...:
            del document["pagination"]
        else:
            document["pagination"]["next_cursor"] = following

    rows.change = end
    assert pages_sync(rows, NEXT) == [Page(ROWS[:20], None, has_next=False)]


@both
def test_a_list_that_does_not_advance_is_an_error(way: Way) -> None:
    """The same cursor again, or fewer records than there are said to be, is not walked on."""
    rows = Rows(ROWS)
    rows.change = lambda document: document["pagination"].update(next_cursor=5)
    with pytest.raises(IncompleteListError, match="the same cursor again"):
        way(rows, NEXT, page_size=5)
    rows.change = lambda document: document.update(total=99)
    with pytest.raises(IncompleteListError, match="fewer records than its total"):
        way(rows, TOTAL)


@both
@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "data: expected an array, got null"),
        ({"data": "canary"}, "data: expected an array, got a string"),
        ({"data": ["a", 7]}, r"data\[1\]: expected a string, got a number"),
    ],
)
def test_an_answer_of_another_form_is_refused(
    way: Way, document: dict[str, Any], said: str
) -> None:
    """The error names the place in the answer, and shows nothing of it."""
    rows = Rows(ROWS)

    def change(answer: dict[str, Any]) -> None:
        answer.clear()
        answer.update(document)

    rows.change = change
    with pytest.raises(APIResponseValidationError, match=said) as caught:
        way(rows, NEXT)
    assert "canary" not in str(caught.value)


@both
def test_what_cannot_be_paged_is_refused_at_once(way: Way) -> None:
    """A kind that this client does not know, and a cursor of another list, are refused."""
    rows = Rows(ROWS)
    for pagination in (None, NEXT._replace(kind="by moonlight")):
        with pytest.raises(ConfigurationError, match="cannot page listRows"):
            way(rows, pagination)
    for cursor in ("", "abc", "-1", "\u0663"):
        with pytest.raises(ConfigurationError, match="cursor= must be a page's next_cursor"):
            way(rows, TOTAL, cursor=cursor)
    assert rows.queries == []


@both
@every_kind
def test_more_than_asked_for_is_cut(way: Way, kind: Pagination) -> None:
    """An API that gives more at once than it was asked for does not make the list longer."""
    rows = Rows(ROWS)
    rows.change = lambda document: document.update(data=ROWS, contacts=ROWS)
    assert [item for page in way(rows, kind, limit=3) for item in page.items] == ROWS[:3]
