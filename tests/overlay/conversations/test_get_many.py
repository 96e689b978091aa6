"""Many conversations by their ids: in order of arrival, errors as values, little in memory."""

from __future__ import annotations

import asyncio
import contextvars
import json
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    AsyncAnyReach,
    ConfigurationError,
    Fetched,
    NotFoundError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.testing._http import serve
from tests.overlay.clients import settings
from tests.overlay.lists import HERE, leaves_no_thread, threads

Answered = tuple[int, Mapping[str, str], bytes]


def answer(_method: str, target: str, _headers: Mapping[str, str], _body: bytes) -> Answered:
    """Give every conversation but those whose id starts with `no`."""
    conversation_id = target.rpartition("/")[2]
    found = not conversation_id.startswith("no")
    document = {"id": conversation_id} if found else {"detail": "Conversation not found"}
    body = json.dumps(document).encode()
    return 200 if found else 404, {"content-length": str(len(body))}, body


def many_sync(ids: Iterable[str], client: dict[str, Any], **options: Any) -> list[Fetched]:
    """Get many."""
    with AnyReach(**settings(HERE, client)) as made:
        return list(made.conversations.get_many(ids, **options))


def many_async(ids: Iterable[str], client: dict[str, Any], **options: Any) -> list[Fetched]:
    """Get many."""

    async def fetch() -> list[Fetched]:
        async with AsyncAnyReach(**settings(HERE, client)) as made:
            return [fetched async for fetched in made.conversations.get_many(ids, **options)]

    return asyncio.run(fetch())


def many_from_async(ids: Iterable[str], client: dict[str, Any], **options: Any) -> list[Fetched]:
    """Get many, by ids from an async iterator."""

    async def slowly() -> AsyncIterator[str]:
        for conversation_id in ids:
            await asyncio.sleep(0)
            yield conversation_id

    async def fetch() -> list[Fetched]:
        async with AsyncAnyReach(**settings(HERE, client)) as made:
            got = made.conversations.get_many(slowly(), **options)
            return [fetched async for fetched in got]

    return asyncio.run(fetch())


Many = Callable[..., list[Fetched]]
IN_PROCESS = {"transport": handler_transport(answer)}

every_way = pytest.mark.parametrize("many", [many_sync, many_async, many_from_async])


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    with leaves_no_thread("anyreach-get-many"):
        yield


@every_way
def test_each_id_comes_to_a_conversation_or_an_error(many: Many) -> None:
    """A conversation, an API error and an id that cannot be sent are values, each with its id."""
    wanted = ["conv_1", "no_1", "", "conv_2", "..", "no_2", "conv_1"]
    got = many(wanted, IN_PROCESS, concurrency=3)
    assert sorted(fetched.id for fetched in got) == sorted(wanted)
    for fetched in got:
        if fetched.id.startswith("conv"):
            assert fetched.error is None
            assert fetched.conversation is not None
            assert fetched.conversation.id == fetched.id
            assert fetched.conversation.is_redacted("summary")
        else:
            assert fetched.conversation is None
            expected = NotFoundError if fetched.id.startswith("no") else ConfigurationError
            assert type(fetched.error) is expected


@every_way
def test_no_ids_are_no_results(many: Many) -> None:
    """An empty iterable is no error."""
    assert many([], IN_PROCESS) == []


@every_way
def test_many_come_over_sockets(many: Many) -> None:
    """Over real connections, as many at once as the client allows, none is lost or mixed up."""
    wanted = [f"conv_{n}" for n in range(200)]
    with serve(answer) as url:
        got = many(wanted, {"base_url": url}, concurrency=64)
    assert sorted(fetched.id for fetched in got) == sorted(wanted)
    assert all(f.conversation is not None and f.conversation.id == f.id for f in got)


def test_they_come_in_order_of_arrival() -> None:
    """A slow one does not hold the quick ones, in either client."""
    for many in (many_sync_first_two, many_async_first_two):
        assert many() == ["quick_1", "quick_2", "slow"]


def many_sync_first_two() -> list[str]:
    """Get a slow one first; it answers when both quick ones have come."""
    both = threading.Event()

    def slow(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answered:
        assert not target.endswith("slow") or both.wait(10)
        return answer(method, target, headers, body)

    came: list[str] = []
    with AnyReach(**settings(HERE, {"transport": handler_transport(slow)})) as client:
        ids = ["slow", "quick_1", "quick_2"]
        for fetched in client.conversations.get_many(ids, concurrency=2):
            came.append(fetched.id)
            if len(came) == 2:
                both.set()
    return came


def many_async_first_two() -> list[str]:
    """Get a slow one first; it is sent when both quick ones have come."""

    async def fetch() -> list[str]:
        both = asyncio.Event()
        tokens = iter([both.wait])

        async def token() -> str:
            for wait in tokens:
                await wait()
            return "ak_1.s"

        came: list[str] = []
        async with AsyncAnyReach(**settings(HERE, IN_PROCESS | {"token": token})) as client:
            ids = ["slow", "quick_1", "quick_2"]
            async for fetched in client.conversations.get_many(ids, concurrency=2):
                came.append(fetched.id)
                if len(came) == 2:
                    both.set()
        return came

    return asyncio.run(fetch())


def test_ids_are_read_no_further_than_there_is_room() -> None:
    """Of a million ids, no more are read than have come plus those under way."""
    read = 0

    def million() -> Iterator[str]:
        nonlocal read
        for read in range(1, 1_000_001):
            yield f"conv_{read}"

    with AnyReach(**settings(HERE, IN_PROCESS)) as client:
        results = client.conversations.get_many(million(), concurrency=4)
        assert read == 0
        for came, _ in enumerate(results, 1):
            assert read <= came + 4
            if came == 500:
                break
        results.close()
        assert read <= 504


def test_async_ids_are_read_no_further_than_there_is_room() -> None:
    """The same, in the async client, whose consumer lets every other task run first."""
    read = 0

    def million() -> Iterator[str]:
        nonlocal read
        for read in range(1, 1_000_001):
            yield f"conv_{read}"

    async def main() -> None:
        async with AsyncAnyReach(**settings(HERE, IN_PROCESS)) as client:
            results = client.conversations.get_many(million(), concurrency=4)
            assert read == 0
            came = 0
            async for _ in results:
                came += 1
                for _ in range(20):
                    await asyncio.sleep(0)
                assert read <= came + 4
                if came == 200:
                    break
            await results.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("many", ["sync", "async"])
def test_memory_does_not_grow_with_the_ids(many: str) -> None:
    """Five times as many ids take no more memory."""

    def peak(count: int) -> int:
        ids = (f"conv_{n}" for n in range(count))
        tracemalloc.start()
        if many == "sync":
            with AnyReach(**settings(HERE, IN_PROCESS)) as client:
                for _ in client.conversations.get_many(ids):
                    pass
        else:
            asyncio.run(drain(ids))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    async def drain(ids: Iterable[str]) -> None:
        async with AsyncAnyReach(**settings(HERE, IN_PROCESS)) as client:
            async for _ in client.conversations.get_many(ids):
                pass

    peak(50)  # what is loaded once
    assert peak(1_000) < peak(200) + 100_000


@every_way
def test_an_error_of_the_ids_is_raised(many: Many) -> None:
    """What the iterable raises is no value: the caller hears it."""

    def broken() -> Iterator[str]:
        yield from ("conv_1", "conv_2", "no_3")
        raise LookupError("no more lines")

    with pytest.raises(LookupError, match="no more lines"):
        many(broken(), IN_PROCESS)


@every_way
@pytest.mark.parametrize("concurrency", [0, -1, 65, True, 2.0, "4", None])
def test_an_unusable_concurrency_is_refused_at_once(many: Many, concurrency: object) -> None:
    """It is a whole number up to what the async client sends at once."""
    with pytest.raises(ConfigurationError, match="concurrency= must be"):
        many(["conv_1"], IN_PROCESS, concurrency=concurrency)


@pytest.mark.parametrize("client_class", [AnyReach, AsyncAnyReach])
def test_what_is_refused_at_once(client_class: type[AnyReach]) -> None:
    """A single id is no list of ids, though a text can be iterated over; a timeout is above 0."""
    client = client_class(**settings(HERE, IN_PROCESS))
    with pytest.raises(ConfigurationError, match="ids must be an iterable"):
        client.conversations.get_many("conv_1")
    with pytest.raises(ConfigurationError, match="timeout="):
        client.conversations.get_many([], timeout=-1)


def test_async_ids_are_not_for_the_sync_client() -> None:
    """What the sync client cannot iterate over is a TypeError, as everywhere in Python."""

    async def slowly() -> AsyncIterator[str]:
        yield "conv_1"

    ids: Any = slowly()
    with pytest.raises(TypeError, match="not iterable"):
        many_sync(ids, IN_PROCESS)


def test_slow_ids_hold_back_one_outcome_at_most() -> None:
    """What has arrived is yielded before another id is read, though there is room."""
    read: list[str] = []

    def slowly() -> Iterator[str]:
        for conversation_id in ("conv_1", "conv_2", "conv_3", "conv_4"):
            read.append(conversation_id)
            yield conversation_id
            for thread in threads("anyreach-get-many"):
                thread.join(10)

    with AnyReach(**settings(HERE, IN_PROCESS)) as client:
        first = next(client.conversations.get_many(slowly(), concurrency=4))
    assert first.id == "conv_1"
    assert len(read) <= 2


def test_slow_async_ids_hold_back_nothing() -> None:
    """The async client yields what has arrived while it waits for the next id."""

    async def stuck() -> AsyncIterator[str]:
        yield "conv_1"
        await asyncio.Event().wait()

    async def main() -> None:
        async with AsyncAnyReach(**settings(HERE, IN_PROCESS)) as client:
            results = client.conversations.get_many(stuck(), concurrency=4)
            assert (await anext(results)).id == "conv_1"
            await results.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_stopping_early_sends_nothing_more_and_does_not_wait() -> None:
    """Who leaves the loop is not held by calls that hang, and nor is the end of the program."""
    finish, hangs = threading.Event(), threading.Event()
    asked: list[str] = []

    def hang(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answered:
        asked.append(target)
        if target.endswith("/1"):
            assert hangs.wait(10)
        else:
            hangs.set()
            assert finish.wait(10)
        return answer(method, target, headers, body)

    with AnyReach(**settings(HERE, {"transport": handler_transport(hang)})) as client:
        for fetched in client.conversations.get_many(map(str, range(1, 1000)), concurrency=3):
            assert fetched.id == "1"
            break
        assert any(thread.is_alive() for thread in threads("anyreach-get-many"))
        assert all(thread.daemon for thread in threads("anyreach-get-many"))
        finish.set()
        for thread in threads("anyreach-get-many"):
            thread.join(10)
    assert len(asked) <= 4


def test_stopping_an_async_iteration_cancels_what_is_under_way() -> None:
    """Calls that hang are cancelled when the iteration is closed, or its task is."""

    async def main() -> None:
        hanging = asyncio.Semaphore(0)

        async def token() -> str:
            if tokens:
                return tokens.pop()
            hanging.release()
            await asyncio.Event().wait()
            raise AssertionError

        async with AsyncAnyReach(**settings(HERE, IN_PROCESS | {"token": token})) as client:
            tokens = ["ak_1.s"]
            results = client.conversations.get_many(["1", "2", "3", "4"], concurrency=2)
            assert (await anext(results)).id == "1"
            await hanging.acquire()
            await results.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

            whole = asyncio.create_task(anext(client.conversations.get_many(["1", "2", "3"])))  # pyright: ignore[reportArgumentType]
            await hanging.acquire()
            whole.cancel()
            with pytest.raises(asyncio.CancelledError):
                await whole
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_what_is_no_error_of_a_call_is_raised(error: type[BaseException]) -> None:
    """An interrupt, or a fault of the caller's own hook, is no value, in either client."""

    def hook(_attempt: object) -> None:
        raise error

    for many in (many_sync, many_async):
        with pytest.raises(error):
            many(["conv_1", "conv_2"], IN_PROCESS | {"on_attempt": hook})


def test_an_interrupt_of_the_ids_is_raised_at_once() -> None:
    """An interrupt while ids are read does not wait for the calls under way."""

    def interrupted() -> Iterator[str]:
        yield "conv_1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        many_sync(interrupted(), IN_PROCESS)


def test_calls_keep_the_context() -> None:
    """A hook that reads a context variable, as spans do, sees the caller's in other threads."""
    request = contextvars.ContextVar("request", default="none")
    seen: set[str] = set()
    request.set("mine")

    def hook(_attempt: object) -> None:
        seen.add(request.get())

    many_sync(map(str, range(9)), IN_PROCESS | {"on_attempt": hook})
    assert seen == {"mine"}
