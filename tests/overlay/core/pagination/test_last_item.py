"""Lists: nothing missed, nothing twice, or an error, however the API pages."""

from __future__ import annotations

import asyncio
import base64
import json
import tracemalloc
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anyreach import (
    AnyReach,
    APIError,
    APIResponseValidationError,
    AsyncAnyReach,
    BadRequestError,
    ConfigurationError,
    IncompleteListError,
    Pages,
    UnprocessableEntityError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import Conversation
from anyreach.testing._http import serve
from tests.overlay.clients import settings as options_of
from tests.overlay.lists import (
    HERE,
    Listing,
    Row,
    Way,
    list_async,
    list_sync,
    seconds,
    shown,
)

WAYS = [list_sync, list_async]
COMPARISONS = [False, True]
REFUSALS: dict[int, type[APIError]] = {400: BadRequestError, 422: UnprocessableEntityError}

every_way = pytest.mark.parametrize("way", WAYS)
every_comparison = pytest.mark.parametrize("inclusive", COMPARISONS, ids=["<", "<="])


def ids(conversations: Sequence[Conversation]) -> list[str]:
    """Their ids, in order."""
    return [str(conversation.id) for conversation in conversations]


def answers(*bodies: Any) -> tuple[Any, list[str]]:
    """A transport that gives these answers in turn, the last again and again, and its targets."""
    waiting = list(bodies)
    targets: list[str] = []

    def answer(
        _method: str, target: str, _headers: Mapping[str, str], _body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        targets.append(target)
        body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(body, int):
            return body, {}, b'{"detail": "said"}'
        return 200, {}, json.dumps(body).encode()

    return handler_transport(answer), targets


def record(number: int, created_at: object = "2026-01-01T00:00:00Z", **more: Any) -> dict[str, Any]:
    """A conversation as the API sends it."""
    return {"id": f"conv_{number}", "created_at": created_at, **more}


@every_way
@every_comparison
@pytest.mark.parametrize("page_size", [1, 2, 3, 7, 20, 100, None])
@pytest.mark.parametrize("cap", [None, 10])
def test_each_conversation_comes_once_and_in_order(
    way: Way, *, inclusive: bool, page_size: int | None, cap: int | None
) -> None:
    """Whatever the comparison, the size of a page and the API's own cap, the list is the rows."""
    times = [*range(20), 7, 12, 19]
    listing = Listing(times, inclusive=inclusive, cap=cap)
    assert ids(listing.fetch(way, page_size=page_size)) == listing.ids


@settings(max_examples=500, deadline=None)
@given(
    times=st.lists(st.integers(0, 6), max_size=60),
    page_size=st.integers(1, 30),
    cap=st.sampled_from([None, 10, 11, 15]),
    inclusive=st.booleans(),
    way=st.sampled_from(WAYS),
)
@example(times=[2] * 11 + [1], page_size=20, cap=10, inclusive=False, way=list_sync)
@example(times=[2] * 10 + [1], page_size=20, cap=10, inclusive=False, way=list_sync)
@example(times=[2, *[1] * 20], page_size=12, cap=10, inclusive=True, way=list_sync)
def test_any_list_is_walked_or_refused(
    *, times: list[int], page_size: int, cap: int | None, inclusive: bool, way: Way
) -> None:
    """Any ties, any size, any cap, any comparison: each once and in order, or the named error."""
    listing = Listing(times, inclusive=inclusive, cap=cap)
    pages: list[list[str]] = []
    refused = False

    def note(page: Sequence[Conversation]) -> None:
        pages.append(ids(page))

    try:
        listing.pages(way, note, page_size=page_size)
    except IncompleteListError:
        refused = True
    got = [id_ for page in pages for id_ in page]
    assert got == listing.ids[: len(got)]
    assert all(pages) or not times
    assert len(listing.queries) <= 2 * len(times) + 4
    # What cannot be seen from outside: a cap that conversations of one time fill at once.
    alike = cap is not None and cap < page_size and len(set(listing.times[:cap])) == 1
    unseen = alike and (len(set(times)) == 1 or inclusive)
    assert refused or unseen or got == listing.ids
    assert not refused or cap is not None or len(set(times)) == 1


@settings(max_examples=200, deadline=None)
@given(
    times=st.lists(st.integers(0, 9), max_size=30),
    page_size=st.integers(1, 12),
    limit=st.integers(1, 40),
    inclusive=st.booleans(),
)
def test_a_list_is_resumed_after_any_page(
    *, times: list[int], page_size: int, limit: int, inclusive: bool
) -> None:
    """`cursor=` goes on after a page: nothing is missing and nothing comes twice, ties neither."""
    listing = Listing(times, inclusive=inclusive)
    got: list[str] = []
    cursor: str | None = None
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        while True:
            pages = client.conversations.list(page_size=page_size, limit=limit, cursor=cursor)
            for page in pages.pages():
                got += ids(page.items)
                cursor = page.next_cursor
                assert page.has_next == (cursor is not None)
                if len(got) % 3 == 0:
                    break
            if cursor is None:
                break
    assert got == listing.ids


@every_way
def test_a_list_begins_at_a_cursor_of_the_api(way: Way) -> None:
    """The Base64 of a time, as the documentation has it, is a cursor, too."""
    listing = Listing(range(30))
    cursor = base64.b64encode(shown(20).encode()).decode()
    rows = listing.fetch(way, cursor=cursor, page_size=7)
    assert listing.queries[0] == {"limit": "7", "cursor": cursor}
    assert ids(rows) == [f"conv_{n}" for n in range(19, -1, -1)]


@every_way
@pytest.mark.parametrize("text", ["7", "[7]", "{}", "2026"])
def test_a_cursor_of_another_form_is_the_apis(way: Way, text: str) -> None:
    """What is no cursor of ours is sent as it is given, and the API judges it."""
    cursor = base64.b64encode(text.encode()).decode()
    transport, targets = answers([record(1)])
    for foreign in (cursor, "no Base64"):
        way(transport, {"cursor": foreign, "page_size": 5})
        assert targets[-1].endswith(f"limit=5&cursor={quote(foreign, safe='')}")


@every_way
@every_comparison
def test_no_more_than_a_hundred_are_asked_for(way: Way, *, inclusive: bool) -> None:
    """Many APIs refuse to give more at once, so only a time that fills a page asks for more."""
    listing = Listing(range(450), inclusive=inclusive, refuses=100)
    for page_size in (None, 100, 99):
        listing.queries.clear()
        assert ids(listing.fetch(way, page_size=page_size)) == listing.ids
        assert len(listing.queries) == 5


@every_way
@every_comparison
def test_500_conversations_of_one_time_are_walked(way: Way, *, inclusive: bool) -> None:
    """An API that gives more when asked for more gives all of them, and those around them."""
    listing = Listing([900, 800, *[500] * 500, 300], inclusive=inclusive)
    assert ids(listing.fetch(way, page_size=100)) == listing.ids
    listing = Listing([900, *[500] * 500], inclusive=inclusive)
    assert ids(listing.fetch(way, page_size=100)) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize("around", [[], [900], [300], [900, 300]])
def test_500_conversations_of_one_time_are_refused_behind_a_cap(
    way: Way, *, inclusive: bool, around: list[int]
) -> None:
    """Of an API that never gives more than a hundred, the rest cannot be had: an error says so."""
    listing = Listing([*around, *[500] * 500], inclusive=inclusive, cap=100)
    seen: list[Conversation] = []
    with pytest.raises(IncompleteListError, match="share one created_at") as caught:
        listing.pages(way, seen.extend, page_size=100)
    assert ids(seen) == listing.ids[: len(seen)]
    assert len(seen) >= 100
    assert caught.value.operation == "listConversations"


@every_way
@every_comparison
def test_a_list_of_one_time_is_refused_when_it_fills_what_was_asked_for(
    way: Way, *, inclusive: bool
) -> None:
    """When all there is has one time, nobody can tell the end from a cap: the error comes last."""
    listing = Listing([5] * 24, inclusive=inclusive)
    seen: list[Conversation] = []
    with pytest.raises(IncompleteListError, match="page_size="):
        listing.pages(way, seen.extend, page_size=12)
    assert ids(seen) == listing.ids
    assert ids(listing.fetch(way, page_size=30)) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize(
    ("count", "page_size", "cap", "requests"),
    [
        (0, 100, None, 1),
        (1, 100, None, 1),
        (3, None, None, 1),
        (3, 10, None, 1),
        (1, 1, None, 2),
        (47, 100, None, 2),
        (100, 100, None, 2),
        (95, 10, None, 10),
        (100, 10, None, 11),
        (250, 100, None, 3),
        (1000, 100, None, 11),
        (250, 500, 100, 3),
        (20, 2, None, 11),
    ],
)
def test_requests_are_few(
    way: Way,
    *,
    inclusive: bool,
    count: int,
    page_size: int | None,
    cap: int | None,
    requests: int,
) -> None:
    """One more than the documented way, only where the API's own maximum is not known yet."""
    listing = Listing(range(count), inclusive=inclusive, cap=cap)
    assert ids(listing.fetch(way, page_size=page_size)) == listing.ids
    assert len(listing.queries) == requests


@every_way
@pytest.mark.parametrize(
    "form",
    [
        "2026-01-{:02}T10:20:30Z",
        "2026-01-{:02}T10:20:30+00:00",
        "2026-01-{:02}T10:20:30.123456789Z",
        "2026-01-{:02}T10:20:30.1+02:00",
        "2026-01-{:02} 10:20:30",
    ],
)
def test_a_cursor_is_the_text_that_arrived(way: Way, form: str) -> None:
    """Every cursor is the Base64 of a `created_at`, byte for byte as the API sent it."""
    listing = Listing(
        range(1, 8), show=form.format, read=lambda text: int(text[8:10]), filters=False
    )
    assert ids(listing.fetch(way, page_size=3)) == listing.ids
    cursors = [query["cursor"] for query in listing.queries if "cursor" in query]
    texts = [form.format(row.time).encode() for row in listing.rows]
    assert [base64.b64decode(cursor, validate=True) for cursor in cursors] == [
        texts[1],
        texts[4],
    ]


@every_way
def test_padding_is_percent_encoded(way: Way) -> None:
    """The `=` of Base64 goes over the wire as `%3D`, and `limit` is always sent."""
    first = [record(2, "2026-01-02T00:00:00Z"), record(1, "2026-01-01T00:00:00Z")]
    transport, targets = answers(first, [])
    way(transport, {"page_size": 2})
    cursor = base64.b64encode(b"2026-01-02T00:00:00Z").decode().replace("=", "%3D")
    assert targets == [
        "/core/conversations?limit=2",
        f"/core/conversations?limit=3&cursor={cursor}",
    ]


@every_way
@every_comparison
@pytest.mark.parametrize("page_size", [2, 3, 100])
def test_times_cut_to_milliseconds_hide_nothing(
    way: Way, *, inclusive: bool, page_size: int
) -> None:
    """An API that keeps microseconds and shows milliseconds is walked to the end all the same."""
    listing = Listing(
        [9000, 8400, 8400, 7999, 7500, 7400, 6000, 5999, 5300, 5200, 5100, 4000, 1],
        inclusive=inclusive,
        show=lambda time: f"2026-01-01T00:00:00.{time // 1000:03}Z",
        read=lambda text: round(seconds(text) % 1 * 1_000_000),
        filters=False,
    )
    assert ids(listing.fetch(way, page_size=page_size)) == listing.ids


@every_way
@every_comparison
def test_nanoseconds_that_differ_are_kept_apart(way: Way, *, inclusive: bool) -> None:
    """Times that differ beyond what a datetime holds are walked like any others."""
    listing = Listing(
        range(100, 130),
        inclusive=inclusive,
        show=lambda time: f"2026-01-01T00:00:00.000{time * 100:06}Z",
        read=lambda text: int(text[-7:-1]) / 100,
        filters=False,
    )
    assert ids(listing.fetch(way, page_size=12)) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize("page_size", [1, 4, 10])
def test_what_is_created_meanwhile_shifts_nothing(
    way: Way, *, inclusive: bool, page_size: int
) -> None:
    """With a new conversation after every answer, each old one still comes once and in order."""
    listing = Listing(range(30), inclusive=inclusive)
    before = listing.ids
    clock = iter(range(100, 1000))

    def create() -> None:
        time = next(clock)
        listing.rows.insert(0, Row(time, f"new_{time}"))

    listing.after_answer = create
    assert ids(listing.fetch(way, page_size=page_size)) == before


@every_way
@every_comparison
def test_what_is_created_while_a_first_page_of_one_time_grows(way: Way, *, inclusive: bool) -> None:
    """A walk that has to ask from the top again, past many new ones, misses and repeats nothing."""
    listing = Listing([7] * 5 + [6, 5, 4], inclusive=inclusive)
    before = listing.ids

    def create() -> None:
        listing.rows[:0] = [Row(900 - n, f"new_{n}") for n in range(20)]
        listing.after_answer = lambda: None

    listing.after_answer = create
    assert ids(listing.fetch(way, page_size=5)) == before


@every_way
@every_comparison
@pytest.mark.parametrize("page_size", [2, 3, 10])
def test_what_vanishes_meanwhile_hides_nothing(
    way: Way, *, inclusive: bool, page_size: int
) -> None:
    """When the last conversation of a page is gone, or filtered out, the next ones still come."""
    listing = Listing(range(20), inclusive=inclusive)
    got: list[str] = []
    gone: set[str] = set()

    def drop(page: Sequence[Conversation]) -> None:
        got.extend(ids(page))
        gone.add(got[-1])
        listing.rows = [row for row in listing.rows if row.id not in gone]

    everything = listing.ids
    listing.pages(way, drop, page_size=page_size)
    assert got == everything


@every_way
def test_one_that_comes_twice_in_an_answer_comes_once(way: Way) -> None:
    """An answer that repeats a conversation, first or later, does not make the list repeat it."""
    one, two, three = (record(n, f"2026-01-0{n}T00:00:00Z") for n in (3, 2, 1))
    transport, _ = answers([one, one, two], [two, two, three, three], [three], [])
    assert [ids(page) for page in way(transport, {"page_size": 3})] == [
        ["conv_3", "conv_2"],
        ["conv_1"],
    ]


@every_way
def test_a_list_is_lazy_and_starts_anew(way: Way) -> None:
    """Nothing is sent before the first item is asked for; every iteration asks anew."""
    listing = Listing(range(5))
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        conversations = client.conversations.list(page_size=2)
        iterator = iter(conversations)
        assert listing.queries == []
        assert next(iterator).id == "conv_4"
        assert len(listing.queries) == 1
        assert ids(list(conversations)) == ids(list(conversations)) == listing.ids
        assert next(iterator).id == "conv_3"
        assert len(listing.queries) == 7
    assert way(handler_transport(listing.answer), {}) != []


def test_an_async_list_is_lazy_and_starts_anew() -> None:
    """The same, with `async for`."""

    async def main() -> None:
        listing = Listing(range(5))
        transport = handler_transport(listing.answer)
        async with AsyncAnyReach(**options_of(HERE, {"transport": transport})) as client:
            conversations = client.conversations.list(page_size=2)
            iterator = aiter(conversations)
            assert listing.queries == []
            assert (await anext(iterator)).id == "conv_4"
            assert len(listing.queries) == 1
            first = [str(c.id) async for c in conversations]
            assert first == [str(c.id) async for c in conversations] == listing.ids
            assert (await anext(iterator)).id == "conv_3"
            assert len(listing.queries) == 7

    asyncio.run(main())


@every_way
def test_limit_stops_the_walk(way: Way) -> None:
    """No more come than asked for, and no more are asked for than needed."""
    listing = Listing(range(50))
    assert ids(listing.fetch(way, limit=3)) == listing.ids[:3]
    assert listing.queries == [{"limit": "3"}]
    assert ids(listing.fetch(way, limit=12, page_size=10)) == listing.ids[:12]
    assert ids(listing.fetch(way, limit=99, page_size=10)) == listing.ids


@every_way
def test_a_list_holds_the_conversations_that_get_returns(way: Way) -> None:
    """They are redaction-aware, keep unknown keys, and a withheld field is not an empty one."""
    transport, _ = answers([record(1, summary=None, mood="good")], [])
    ((conversation,),) = way(transport, {})
    assert type(conversation) is Conversation
    assert conversation.reveal("summary") is None
    assert conversation.is_redacted("conversation")
    assert conversation.additional_properties == {"mood": "good"}


@every_way
@pytest.mark.parametrize("created_at", [None, ...])
def test_a_full_page_without_a_time_is_an_error(way: Way, created_at: object) -> None:
    """Without its `created_at` no next page can be asked for: what came is kept, and it is said."""
    rows = [record(1), record(2)]
    rows[-1] |= {"created_at": None}
    if created_at is ...:
        del rows[-1]["created_at"]
    transport, _ = answers(rows)
    seen: list[Conversation] = []
    with pytest.raises(IncompleteListError, match="without created_at"):
        way(transport, {"page_size": 2}, seen.extend)
    assert ids(seen) == ["conv_1", "conv_2"]
    transport, _ = answers([record(2, "2026-01-02T00:00:00Z"), record(1)], rows)
    with pytest.raises(IncompleteListError, match="without created_at"):
        way(transport, {"page_size": 2})


@every_way
def test_a_short_page_without_a_time_is_the_end(way: Way) -> None:
    """The documentation says so, and nothing else can be asked."""
    transport, targets = answers([{"id": "conv_1"}, {"id": "conv_2"}])
    assert [ids(page) for page in way(transport, {})] == [["conv_1", "conv_2"]]
    assert len(targets) == 1


@every_way
@pytest.mark.parametrize("created_at", [7, True, [], "yesterday"])
def test_a_time_that_is_none_is_no_answer(way: Way, created_at: object) -> None:
    """A `created_at` that is no date-time is not what the contract says."""
    transport, _ = answers([record(1, created_at)])
    with pytest.raises(APIResponseValidationError, match="created_at"):
        way(transport, {})


@every_way
def test_a_cursor_that_is_ignored_is_an_error(way: Way) -> None:
    """An API that gives the first page again and again is left after the second."""
    page = [record(n, f"2026-01-0{n}T00:00:00Z") for n in (3, 2, 1)]
    transport, targets = answers(page)
    with pytest.raises(IncompleteListError, match="newer than the cursor"):
        way(transport, {"page_size": 3})
    assert len(targets) == 2


@every_way
def test_an_answer_that_is_not_newest_first_is_an_error(way: Way) -> None:
    """Where the order is another, no cursor means anything."""
    transport, _ = answers([record(1, "2026-01-01T00:00:00Z"), record(2, "2026-01-02T00:00:00Z")])
    with pytest.raises(IncompleteListError, match="not newest first"):
        way(transport, {"page_size": 2})


@every_way
@pytest.mark.parametrize("status", REFUSALS)
def test_a_larger_page_that_is_refused_is_an_error(way: Way, status: int) -> None:
    """Only the walk's own wish for more is the walk's error, not the caller's `page_size`."""
    transport, _ = answers([record(1), record(2)], status)
    with pytest.raises(IncompleteListError, match="share one created_at") as caught:
        way(transport, {"page_size": 2})
    assert caught.value.__context__ is None
    transport, _ = answers(status)
    with pytest.raises(REFUSALS[status]):
        way(transport, {"page_size": 2})
    pair = [record(2, "2026-01-02T00:00:00Z"), record(1)]
    transport, _ = answers(pair, status)
    with pytest.raises(REFUSALS[status]):
        way(transport, {"page_size": 2})


@every_way
def test_the_earliest_time_there_is_can_be_the_end(way: Way) -> None:
    """A conversation from the year 1, a zero time of other languages, is walked like others."""
    transport, _ = answers([record(1, "0001-01-01T00:00:00Z")])
    assert [ids(page) for page in way(transport, {})] == [["conv_1"]]


@every_way
@every_comparison
def test_a_short_page_of_a_few_is_the_end(way: Way, *, inclusive: bool) -> None:
    """As documented: no API is believed to give fewer than ten at once when asked for more."""
    listing = Listing(range(20), inclusive=inclusive, cap=9)
    assert ids(listing.fetch(way, page_size=100)) == listing.ids[:9]
    assert len(listing.queries) == 1


@every_way
@every_comparison
def test_an_api_that_refuses_more_than_a_page(way: Way, *, inclusive: bool) -> None:
    """Where no more than a page may be asked for, the walk does with that, as long as it can."""
    listing = Listing([*range(50), 30], inclusive=inclusive, refuses=10)
    assert ids(listing.fetch(way, page_size=10)) == listing.ids
    listing = Listing([9, *[5] * 30], inclusive=inclusive, refuses=10)
    with pytest.raises(IncompleteListError, match="share one created_at") as caught:
        listing.fetch(way, page_size=10)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("name", ["page_size", "limit"])
@pytest.mark.parametrize("value", [0, -1, True, 1.5, "7"])
@pytest.mark.parametrize("client_class", [AnyReach, AsyncAnyReach])
def test_sizes_that_are_refused_at_once(
    client_class: type[AnyReach], name: str, value: object
) -> None:
    """The error comes from `list()` itself, and names the argument."""
    given: Any = {name: value}
    with pytest.raises(ConfigurationError, match=f"^{name}= must be a whole number, 1 or more"):
        client_class("ak_1.s").conversations.list(**given)


@every_way
def test_a_list_is_walked_over_sockets(way: Way) -> None:
    """Over real connections, the list is the rows."""
    listing = Listing([*range(20), 5, 5], inclusive=True)
    with serve(listing.answer) as url:
        pages = way(None, {"page_size": 6, "base_url": url})
    assert [id_ for page in pages for id_ in ids(page)] == listing.ids


@every_way
def test_memory_stays_that_of_a_page(way: Way) -> None:
    """Ten times as many conversations take no more memory."""

    def peak(count: int) -> int:
        listing = Listing(range(count))
        listing.after_answer = listing.queries.clear
        tracemalloc.start()
        listing.pages(way, lambda _page: None, page_size=200)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(400)  # what is loaded once
    few, many = (peak(count) for count in (600, 6_000))
    assert many < few + 200_000


def test_a_list_shows_nothing_of_itself() -> None:
    """Its repr is its operation."""
    with AnyReach("ak_1.s") as client:
        listed = client.conversations.list(user_id="+1555")
        assert repr(listed) == "<Pages of listConversations>"
        assert isinstance(listed, Pages)
    listed_async = AsyncAnyReach("ak_1.s").conversations.list()
    assert repr(listed_async) == "<AsyncPages of listConversations>"


def test_a_time_bound_is_sent_in_full() -> None:
    """Filters go with every request."""
    listing = Listing(range(9))
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        bound = datetime.fromtimestamp(6, UTC)
        got = list(client.conversations.list(created_before=bound, page_size=3, channel="text"))
    assert ids(got) == [f"conv_{n}" for n in range(6, -1, -1)]
    assert {q["created_before"] for q in listing.queries} == {"1970-01-01T00:00:06+00:00"}
    assert {q["channel"] for q in listing.queries} == {"text"}
