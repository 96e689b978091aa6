"""`list(on_invalid="skip")`: a record that cannot be read costs nothing but itself."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIResponseValidationError,
    AsyncAnyReach,
    ConfigurationError,
    IncompleteListError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from tests.overlay.clients import settings
from tests.overlay.core.pagination.test_pages import (
    NEXT,
    NO_TOTAL,
    ROWS,
    TOTAL,
    Rows,
    pages_async,
    pages_sync,
)
from tests.overlay.lists import HERE, Listing, Row

SKIP: dict[str, Any] = {"on_invalid": "skip"}
Damage = Callable[[dict[str, Any]], Any]


def without(key: str) -> Damage:
    """Return what a record is without a key that it needs, and with a wrong value."""

    def damage(document: dict[str, Any]) -> Any:
        return {name: value for name, value in document.items() if name != key} | {"duration": "?"}

    return damage


DAMAGES: dict[str, Damage] = {
    "wrong value": without(""),
    "no time": without("created_at"),
    "no id": without("id"),
    "no object": lambda document: f"canary {document['id']}",
    "empty": lambda _document: {},
}


class Damaged(Listing):
    """Lists conversations of which some are damaged."""

    def __init__(self, damage: Damage, bad: set[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.damage = damage
        self.bad = bad

    def document(self, row: Row) -> Any:
        """What is told of a conversation, damaged or not."""
        whole = super().document(row)
        return self.damage(whole) if row.id in self.bad else whole


def read_sync(listing: Listing, **options: Any) -> list[tuple[list[str], int]]:
    """List ids and counts of what was skipped, page by page."""
    transport: Any = handler_transport(listing.answer)
    with AnyReach(**settings(HERE, {"transport": transport})) as client:
        pages = client.conversations.list(**options).pages()
        return [([one.id for one in page.items], page.skipped) for page in pages]


def read_async(listing: Listing, **options: Any) -> list[tuple[list[str], int]]:
    """List ids and counts of what was skipped, page by page."""
    transport: Any = handler_transport(listing.answer)

    async def read() -> list[tuple[list[str], int]]:
        async with AsyncAnyReach(**settings(HERE, {"transport": transport})) as client:
            pages = client.conversations.list(**options).pages()
            return [([one.id for one in page.items], page.skipped) async for page in pages]

    return asyncio.run(read())


both = pytest.mark.parametrize("read", [read_sync, read_async])
every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


@both
@every_damage
@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("page_size", [3, 7, None])
@pytest.mark.parametrize("bad", [{"conv_39"}, {"conv_0"}, {"conv_20", "conv_21", "conv_30"}])
def test_the_others_come_each_once(
    read: Any, damage: Damage, *, inclusive: bool, page_size: int | None, bad: set[str]
) -> None:
    """Wherever the invalid ones are, all others come, each once, in order, and it is told."""
    listing = Damaged(damage, bad, [n // 2 for n in range(40)], inclusive=inclusive)
    pages = read(listing, page_size=page_size, **SKIP)
    assert [one for ids, _ in pages for one in ids] == [i for i in listing.ids if i not in bad]
    damaged = [listing.document(row) for row in listing.rows if row.id in bad]
    different = {json.dumps(one) for one in damaged}  # those that are alike count as one
    assert sum(skipped for _, skipped in pages) >= len(different)


@both
def test_without_skip_it_is_an_error(read: Any) -> None:
    """By default an invalid record is an error, and names the place."""
    listing = Damaged(without(""), {"conv_3"}, range(9))
    with pytest.raises(APIResponseValidationError, match=r"\[5\]\.duration: expected an integer"):
        read(listing)


@both
def test_the_limit_counts_what_is_valid(read: Any) -> None:
    """`limit` is the most records to return: what is skipped is not one."""
    listing = Damaged(without(""), {"conv_38", "conv_30"}, range(40))
    pages = read(listing, page_size=4, limit=9, **SKIP)
    ids = [one for ids, _ in pages for one in ids]
    assert ids == [one for one in listing.ids if one not in listing.bad][:9]


@both
def test_what_is_skipped_is_logged_without_a_value(
    read: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Each is one warning of the logger `anyreach`, which names the field and what it should be."""
    damage: Damage = lambda document: document | {"duration": "canary"}  # noqa: E731
    caplog.set_level(logging.WARNING, "anyreach")
    ((_, skipped),) = read(Damaged(damage, {"conv_1", "conv_2"}, range(5)), **SKIP)
    assert skipped == 2
    said = "listConversations: skipped a record: *.duration: expected an integer, got a string"
    assert [record.getMessage() for record in caplog.records] == [said, said]


@both
def test_a_page_without_a_place_is_not_passed_over(read: Any) -> None:
    """Where no record of a page says when it was, nobody knows where to go on."""
    times = range(40)
    listing = Damaged(DAMAGES["no object"], {f"conv_{n}" for n in times}, times)
    with pytest.raises(IncompleteListError, match="without created_at"):
        read(listing, page_size=12, **SKIP)


def spoil(document: dict[str, Any]) -> None:
    """Make some records numbers, which are no strings."""
    for name in ("data", "contacts"):
        rows = document[name]
        document[name] = [n if one in {"row_3", "row_24"} else one for n, one in enumerate(rows)]


KINDS = [NEXT, TOTAL, NO_TOTAL]


@pytest.mark.parametrize("way", [pages_sync, pages_async])
@pytest.mark.parametrize("kind", KINDS, ids=["next-cursor", "offset", "offset without total"])
def test_other_kinds_of_lists_skip_them_too(way: Any, kind: Any) -> None:
    """It is the same for a list with a cursor of the API, and for one by offset."""
    rows = Rows(ROWS)
    rows.change = spoil
    pages = way(rows, kind, page_size=5, **SKIP)
    good = [one for one in ROWS if one not in {"row_3", "row_24"}]
    assert [one for page in pages for one in page.items] == good
    assert sum(page.skipped for page in pages) == 2
    pages = way(rows, kind, page_size=5, limit=4, **SKIP)
    assert [one for page in pages for one in page.items] == good[:4]
    rows.change = lambda document: document.update(data=None, contacts=json.loads("7"))
    with pytest.raises(APIResponseValidationError, match="expected an array"):
        way(rows, kind, **SKIP)


@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
def test_another_value_is_refused(client: Any) -> None:
    """What is neither raise nor skip is refused at once."""
    with pytest.raises(ConfigurationError, match='on_invalid= must be "raise" or "skip"'):
        client("ak_1.s").conversations.list(on_invalid="drop")
