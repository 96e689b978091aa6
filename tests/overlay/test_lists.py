"""Lists: nothing missed, nothing twice, or an error, however the API pages."""

from __future__ import annotations

import asyncio
import base64
import contextvars
import json
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anyreach import (
    AnyReach,
    APIError,
    APIResponseValidationError,
    AsyncAnyReach,
    AsyncConversationList,
    BadRequestError,
    ConversationList,
    IncompleteListError,
    InternalServerError,
    NotFoundError,
    RedactedError,
    UnprocessableEntityError,
)
from anyreach._http import handler_transport
from anyreach.models import Conversation
from anyreach.testing._server import serve
from tests.overlay.clients import settings as options_of
from tests.overlay.lists import (
    HERE,
    Listing,
    Row,
    Way,
    leaves_no_thread,
    list_async,
    list_sync,
    seconds,
    threads,
)

WAYS = [list_sync, list_async]
COMPARISONS = [False, True]
REFUSALS: dict[int, type[APIError]] = {400: BadRequestError, 422: UnprocessableEntityError}

every_way = pytest.mark.parametrize("way", WAYS)
every_comparison = pytest.mark.parametrize("inclusive", COMPARISONS, ids=["<", "<="])


def ids(conversations: list[Conversation]) -> list[str]:
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
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20, 100])
@pytest.mark.parametrize("cap", [None, 3, 10])
def test_each_conversation_comes_once_and_in_order(
    way: Way, *, inclusive: bool, limit: int, cap: int | None
) -> None:
    """Whatever the comparison, the size of a page and the API's own cap, the list is the rows."""
    times = [*range(20), 7, 12, 19]
    listing = Listing(times, inclusive=inclusive, cap=cap)
    assert ids(listing.fetch(way, limit=limit)) == listing.ids


@settings(max_examples=500, deadline=None)
@given(
    times=st.lists(st.integers(0, 6), max_size=14),
    limit=st.integers(1, 6),
    cap=st.sampled_from([None, 2, 3, 4]),
    inclusive=st.booleans(),
    filters=st.booleans(),
    way=st.sampled_from(WAYS),
)
@example(times=[0, 6, 3, 6, 1, 2, 0], limit=7, cap=2, inclusive=True, filters=True, way=list_sync)
@example(times=[1, 1, 1, 0], limit=3, cap=3, inclusive=False, filters=True, way=list_sync)
def test_any_list_is_walked_or_refused(
    *, times: list[int], limit: int, cap: int | None, inclusive: bool, filters: bool, way: Way
) -> None:
    """Any ties, any limit, any cap, any comparison: each once and in order, or the named error."""
    listing = Listing(times, inclusive=inclusive, cap=cap, filters=filters)
    pages: list[list[str]] = []
    refused = False

    def note(page: list[Conversation]) -> None:
        pages.append(ids(page))

    try:
        listing.pages(way, note, limit=limit)
    except IncompleteListError:
        refused = True
    got = [id_ for page in pages for id_ in page]
    assert got == listing.ids[: len(got)]
    assert all(pages)
    assert len(listing.queries) <= 2 * len(times) + 4
    # What cannot be seen from outside: a cap that conversations of one time fill at once.
    alike = cap is not None and cap < limit and len(set(listing.times[:cap])) == 1
    unseen = alike and (len(set(times)) == 1 or (inclusive and not filters))
    assert refused or unseen or got == listing.ids


@every_way
@every_comparison
def test_500_conversations_of_one_time_are_walked(way: Way, *, inclusive: bool) -> None:
    """An API that gives more when asked for more gives all of them, and what is around them."""
    listing = Listing([900, 800, *[500] * 500, 300], inclusive=inclusive)
    assert ids(listing.fetch(way, limit=100)) == listing.ids
    listing = Listing([900, *[500] * 500], inclusive=inclusive)
    assert ids(listing.fetch(way, limit=100)) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize("around", [[], [900], [300], [900, 300]])
def test_500_conversations_of_one_time_are_refused_behind_a_cap(
    way: Way, *, inclusive: bool, around: list[int]
) -> None:
    """Of an API that never gives more than a hundred, the rest cannot be had, and that is said."""
    listing = Listing([*around, *[500] * 500], inclusive=inclusive, cap=100)
    seen: list[Conversation] = []
    with pytest.raises(IncompleteListError, match="share one created_at") as caught:
        listing.pages(way, seen.extend, limit=100)
    assert ids(seen) == listing.ids[: len(seen)]
    assert len(seen) >= 100
    assert caught.value.operation == "listConversations"


@every_way
@every_comparison
def test_a_list_of_one_time_is_refused_when_it_fills_what_was_asked_for(
    way: Way, *, inclusive: bool
) -> None:
    """When all there is has one time, nobody can tell the end from a cap: the error comes last."""
    listing = Listing([5] * 6, inclusive=inclusive)
    seen: list[Conversation] = []
    with pytest.raises(IncompleteListError):
        listing.pages(way, seen.extend, limit=3)
    assert ids(seen) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize(
    ("count", "limit", "cap", "requests"),
    [
        (0, 100, None, (1, 1)),
        (1, 100, None, (2, 2)),
        (1, 1, None, (3, 3)),
        (7, 100, None, (2, 2)),
        (99, 100, None, (2, 2)),
        (100, 100, None, (2, 2)),
        (250, 100, None, (3, 3)),
        (1000, 100, None, (11, 11)),
        (250, 500, 100, (3, 3)),
        (20, 2, None, (20, 21)),
    ],
)
def test_requests_are_few(
    way: Way,
    *,
    inclusive: bool,
    count: int,
    limit: int,
    cap: int | None,
    requests: tuple[int, int],
) -> None:
    """One more than the documented way for a list of one page, one in a hundred for others."""
    listing = Listing(range(count), inclusive=inclusive, cap=cap)
    assert ids(listing.fetch(way, limit=limit)) == listing.ids
    assert len(listing.queries) == requests[inclusive]


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
    assert ids(listing.fetch(way, limit=3)) == listing.ids
    cursors = [query["cursor"] for query in listing.queries if "cursor" in query]
    texts = [form.format(row.time).encode() for row in listing.rows]
    assert [base64.b64decode(cursor, validate=True) for cursor in cursors] == [
        texts[1],
        texts[3],
        texts[5],
    ]


@every_way
def test_padding_is_percent_encoded(way: Way) -> None:
    """The `=` of Base64 goes over the wire as `%3D`, and `limit` is always sent."""
    first = [record(2, "2026-01-02T00:00:00Z"), record(1, "2026-01-01T00:00:00Z")]
    transport, targets = answers(first, [])
    way(transport, {"limit": 2})
    cursor = base64.b64encode(b"2026-01-02T00:00:00Z").decode().replace("=", "%3D")
    assert targets == [
        "/core/conversations?limit=2",
        f"/core/conversations?limit=2&cursor={cursor}",
    ]


@every_way
@every_comparison
@pytest.mark.parametrize("limit", [2, 3, 100])
def test_times_cut_to_milliseconds_hide_nothing(way: Way, *, inclusive: bool, limit: int) -> None:
    """An API that keeps microseconds and shows milliseconds is walked to the end all the same."""
    listing = Listing(
        [9000, 8400, 8400, 7999, 7500, 7400, 6000, 5999, 5300, 5200, 5100, 4000, 1],
        inclusive=inclusive,
        show=lambda time: f"2026-01-01T00:00:00.{time // 1000:03}Z",
        read=lambda text: round(seconds(text) % 1 * 1_000_000),
        filters=False,
    )
    assert ids(listing.fetch(way, limit=limit)) == listing.ids


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
    assert ids(listing.fetch(way, limit=12)) == listing.ids


@every_way
@every_comparison
@pytest.mark.parametrize("limit", [1, 4, 10])
def test_what_is_created_meanwhile_shifts_nothing(way: Way, *, inclusive: bool, limit: int) -> None:
    """With a new conversation after every answer, each old one still comes once and in order."""
    listing = Listing(range(30), inclusive=inclusive)
    before = listing.ids
    clock = iter(range(100, 1000))

    def create() -> None:
        time = next(clock)
        listing.rows.insert(0, Row(time, f"new_{time}"))

    listing.after_answer = create
    assert ids(listing.fetch(way, limit=limit)) == before


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
    assert ids(listing.fetch(way, limit=5)) == before


@every_way
@every_comparison
@pytest.mark.parametrize("limit", [2, 3, 10])
def test_what_vanishes_meanwhile_hides_nothing(way: Way, *, inclusive: bool, limit: int) -> None:
    """When the last conversation of a page is gone, or filtered out, the next ones still come."""
    listing = Listing(range(20), inclusive=inclusive)
    got: list[str] = []
    gone: set[str] = set()

    def drop(page: list[Conversation]) -> None:
        got.extend(ids(page))
        gone.add(got[-1])
        listing.rows = [row for row in listing.rows if row.id not in gone]

    everything = listing.ids
    listing.pages(way, drop, limit=limit)
    assert got == everything


@every_way
def test_one_that_comes_twice_in_an_answer_comes_once(way: Way) -> None:
    """An answer that repeats a conversation, first or later, does not make the list repeat it."""
    one, two, three = (record(n, f"2026-01-0{n}T00:00:00Z") for n in (3, 2, 1))
    transport, _ = answers([one, one, two], [two, two, three, three], [three], [])
    assert [ids(page) for page in way(transport, {"limit": 3})] == [
        ["conv_3", "conv_2"],
        ["conv_1"],
    ]


@every_way
def test_a_list_is_lazy_and_starts_anew(way: Way) -> None:
    """Nothing is sent before the first item is asked for; every iteration asks anew."""
    listing = Listing(range(5))
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        conversations = client.conversations.list(limit=2)
        iterator = iter(conversations)
        assert listing.queries == []
        assert next(iterator).id == "conv_4"
        assert len(listing.queries) == 1
        assert ids(list(conversations)) == ids(list(conversations)) == listing.ids
        assert next(iterator).id == "conv_3"
        assert len(listing.queries) == 11
    assert way(handler_transport(listing.answer), {}) != []


def test_an_async_list_is_lazy_and_starts_anew() -> None:
    """The same, with `async for`."""

    async def main() -> None:
        listing = Listing(range(5))
        transport = handler_transport(listing.answer)
        async with AsyncAnyReach(**options_of(HERE, {"transport": transport})) as client:
            conversations = client.conversations.list(limit=2)
            iterator = aiter(conversations)
            assert listing.queries == []
            assert (await anext(iterator)).id == "conv_4"
            assert len(listing.queries) == 1
            first = [str(c.id) async for c in conversations]
            assert first == [str(c.id) async for c in conversations] == listing.ids
            assert (await anext(iterator)).id == "conv_3"
            assert len(listing.queries) == 11

    asyncio.run(main())


@every_way
def test_max_items_stops_the_walk(way: Way) -> None:
    """No more come than asked for, and no more are asked for than needed."""
    listing = Listing(range(50))
    assert ids(listing.fetch(way, max_items=3)) == listing.ids[:3]
    assert listing.queries == [{"limit": "3"}]
    assert ids(listing.fetch(way, max_items=12, limit=10)) == listing.ids[:12]
    assert ids(listing.fetch(way, max_items=99, limit=10)) == listing.ids


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
        way(transport, {"limit": 2}, seen.extend)
    assert ids(seen) == ["conv_1", "conv_2"]
    transport, _ = answers([record(2, "2026-01-02T00:00:00Z"), record(1)], rows)
    with pytest.raises(IncompleteListError, match="without created_at"):
        way(transport, {"limit": 2})


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
        way(transport, {"limit": 3})
    assert len(targets) == 2


@every_way
def test_an_answer_that_is_not_newest_first_is_an_error(way: Way) -> None:
    """Where the order is another, no cursor means anything."""
    transport, _ = answers([record(1, "2026-01-01T00:00:00Z"), record(2, "2026-01-02T00:00:00Z")])
    with pytest.raises(IncompleteListError, match="not newest first"):
        way(transport, {"limit": 2})


@every_way
@pytest.mark.parametrize("status", REFUSALS)
def test_a_larger_page_that_is_refused_is_an_error(way: Way, status: int) -> None:
    """Only the walk's own wish for more turns into the walk's error, not the caller's `limit`."""
    transport, _ = answers([record(1), record(2)], status)
    with pytest.raises(IncompleteListError, match="share one created_at") as caught:
        way(transport, {"limit": 2})
    assert caught.value.__context__ is None
    transport, _ = answers(status)
    with pytest.raises(REFUSALS[status]):
        way(transport, {"limit": 2})
    pair = [record(2, "2026-01-02T00:00:00Z"), record(1)]
    transport, _ = answers(pair, status)
    with pytest.raises(REFUSALS[status]):
        way(transport, {"limit": 2})


@every_way
def test_the_earliest_time_there_is_can_be_the_end(way: Way) -> None:
    """A conversation from the year 1, a zero time of other languages, is walked like others."""
    transport, _ = answers([record(1, "0001-01-01T00:00:00Z")])
    assert [ids(page) for page in way(transport, {})] == [["conv_1"]]


@every_way
def test_an_api_that_gives_one_at_a_time_is_refused(way: Way) -> None:
    """Where a page of one is all there ever is, what is older tells, and the walk stops."""
    for inclusive in COMPARISONS:
        listing = Listing([3, 2, 1], cap=1, inclusive=inclusive)
        for limit in (1, 5):
            with pytest.raises(IncompleteListError):
                listing.fetch(way, limit=limit)


@every_way
@pytest.mark.parametrize("read_ahead", [False, True])
def test_a_required_field_that_is_withheld_ends_the_list(way: Way, *, read_ahead: bool) -> None:
    """The first page on which it is withheld is an error that names the scope; null is a value."""
    first = [record(3, "2026-01-03T00:00:00Z", summary=""), record(2, summary=None)]
    transport, _ = answers(first, [record(2, summary=None), record(1, "2025-01-01T00:00:00Z")])
    seen: list[Conversation] = []
    with pytest.raises(RedactedError, match="needs a token with the scope") as caught:
        way(
            transport,
            {"limit": 2, "require": ("id", "summary"), "read_ahead": read_ahead},
            seen.extend,
        )
    assert ids(seen) == ["conv_3", "conv_2"]
    assert caught.value.field == "summary"
    assert caught.value.record_id == "conv_1"


@every_way
def test_a_list_is_walked_over_sockets(way: Way) -> None:
    """Over real connections, with and without reading ahead, the list is the rows."""
    listing = Listing([*range(20), 5, 5], inclusive=True)
    with serve(listing.answer) as url:
        for read_ahead in (False, True):
            pages = way(None, {"limit": 6, "read_ahead": read_ahead, "base_url": url})
            assert [id_ for page in pages for id_ in ids(page)] == listing.ids


@every_way
def test_memory_stays_that_of_a_page(way: Way) -> None:
    """Ten times as many conversations take no more memory, reading ahead or not."""

    def peak(count: int, *, read_ahead: bool) -> int:
        listing = Listing(range(count))
        listing.after_answer = listing.queries.clear
        tracemalloc.start()
        listing.pages(way, lambda _page: None, limit=200, read_ahead=read_ahead)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(400, read_ahead=True)  # what is loaded once
    for read_ahead in (False, True):
        few, many = (peak(count, read_ahead=read_ahead) for count in (600, 6_000))
        assert many < few + 200_000


async def idle() -> None:
    """Let the other tasks go as far as they can without a network."""
    for _ in range(100):
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    with leaves_no_thread("anyreach-read-ahead"):
        yield


def test_reading_ahead_is_one_page_ahead() -> None:
    """While a page is used, the next one is fetched, and not the one after it."""
    listing = Listing(range(40))
    asked = threading.Semaphore(0)
    listing.after_answer = asked.release
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        pages = client.conversations.list(limit=5, read_ahead=True).pages()
        assert listing.queries == []
        for number in range(1, 6):
            next(pages)
            if number == 1:
                assert asked.acquire(timeout=10)
            assert asked.acquire(timeout=10)
            assert len(listing.queries) == number + 1
        pages.close()


def test_async_reading_ahead_is_one_page_ahead() -> None:
    """The same, by a task, which is gone when the iteration is closed."""

    async def main() -> None:
        listing = Listing(range(40))
        transport = handler_transport(listing.answer)
        async with AsyncAnyReach(**options_of(HERE, {"transport": transport})) as client:
            pages = client.conversations.list(limit=5, read_ahead=True).pages()
            assert listing.queries == []
            for number in range(1, 6):
                await anext(pages)
                await idle()
                assert len(listing.queries) == number + 1
            await pages.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_stopping_early_does_not_wait_for_the_page_ahead() -> None:
    """A page that hangs does not hold who leaves the loop, and its thread ends with its call."""
    listing = Listing(range(40))
    asked, finish = threading.Event(), threading.Event()

    def hang() -> None:
        if len(listing.queries) == 2:
            asked.set()
            assert finish.wait(10)

    listing.after_answer = hang
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        for conversation in client.conversations.list(limit=5, read_ahead=True):
            assert conversation.id == "conv_39"
            assert asked.wait(10)
            break
        assert [thread.is_alive() for thread in threads("anyreach-read-ahead")] == [True]
        finish.set()
    assert len(listing.queries) == 2


def test_stopping_an_async_iteration_cancels_the_page_ahead() -> None:
    """A page that hangs is cancelled when the iteration is closed, or its task is."""

    async def main() -> None:
        hanging = asyncio.Event()
        transport, targets = answers([record(2, "2026-01-02T00:00:00Z"), record(1)])

        async def token() -> str:
            if not tokens:
                hanging.set()
                await asyncio.Event().wait()
            return tokens.pop()

        options = options_of(HERE, {"transport": transport, "token": token})
        async with AsyncAnyReach(**options) as client:
            conversations = client.conversations.list(limit=2, read_ahead=True)
            tokens = ["ak_1.s"]
            pages = conversations.pages()
            assert len(await anext(pages)) == 2
            await hanging.wait()
            await pages.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

            tokens = ["ak_1.s"]
            hanging.clear()
            whole = asyncio.create_task(collect(conversations))
            await hanging.wait()
            whole.cancel()
            with pytest.raises(asyncio.CancelledError):
                await whole
            assert asyncio.all_tasks() == {asyncio.current_task()}
            assert len(targets) == 2

    async def collect(conversations: AsyncConversationList) -> None:
        async for _ in conversations:
            pass

    asyncio.run(main())


@every_way
def test_an_error_ahead_comes_in_its_place(way: Way) -> None:
    """What came before a failed page is delivered first."""
    rows = [record(2, "2026-01-02T00:00:00Z"), record(1)]
    transport, _ = answers(rows, 500)
    seen: list[Conversation] = []
    with pytest.raises(InternalServerError):
        way(transport, {"limit": 2, "read_ahead": True}, seen.extend)
    assert ids(seen) == ["conv_2", "conv_1"]
    transport, _ = answers(404)
    with pytest.raises(NotFoundError):
        way(transport, {"read_ahead": True})


def test_an_error_ahead_that_nobody_waits_for_is_silent() -> None:
    """Leaving an async iteration before the failed page leaves no warning behind."""

    async def main() -> None:
        transport, targets = answers([record(2, "2026-01-02T00:00:00Z"), record(1)], 500)
        async with AsyncAnyReach(**options_of(HERE, {"transport": transport})) as client:
            pages = client.conversations.list(limit=2, read_ahead=True).pages()
            await anext(pages)
            await idle()
            assert len(targets) == 2
            await pages.aclose()

    asyncio.run(main())


def test_reading_ahead_keeps_the_context() -> None:
    """A hook that reads a context variable, as spans do, sees the caller's in the other thread."""
    request = contextvars.ContextVar("request", default="none")
    seen: set[str] = set()
    transport = handler_transport(Listing(range(9)).answer)
    hook: Callable[[Any], None] = lambda _attempt: seen.add(request.get())  # noqa: E731
    options = options_of(HERE, {"transport": transport, "on_attempt": hook})
    with AnyReach(**options) as client:
        request.set("mine")
        assert len(list(client.conversations.list(limit=3, read_ahead=True))) == 9
    assert seen == {"mine"}


def test_what_a_hook_raises_passes_through_reading_ahead() -> None:
    """An interrupt in the reading thread reaches the caller."""

    def interrupt(_attempt: object) -> None:
        raise KeyboardInterrupt

    transport = handler_transport(Listing(range(9)).answer)
    options = options_of(HERE, {"transport": transport, "on_attempt": interrupt})
    with AnyReach(**options) as client, pytest.raises(KeyboardInterrupt):
        list(client.conversations.list(read_ahead=True))


def test_a_list_shows_nothing_of_itself() -> None:
    """Its repr is its name."""
    with AnyReach("ak_1.s") as client:
        assert repr(client.conversations.list(user_id="+1555")) == "<ConversationList>"
        assert isinstance(client.conversations.list(), ConversationList)
    listed = AsyncAnyReach("ak_1.s").conversations.list()
    assert repr(listed) == "<AsyncConversationList>"


def test_a_time_bound_is_sent_in_full() -> None:
    """Filters go with every request, the page ahead's too."""
    listing = Listing(range(9))
    with AnyReach(**options_of(HERE, {"transport": handler_transport(listing.answer)})) as client:
        bound = datetime.fromtimestamp(6, UTC)
        got = list(client.conversations.list(created_before=bound, limit=3, channel="text"))
    assert ids(got) == [f"conv_{n}" for n in range(6, -1, -1)]
    assert {q["created_before"] for q in listing.queries} == {"1970-01-01T00:00:06+00:00"}
    assert {q["channel"] for q in listing.queries} == {"text"}
