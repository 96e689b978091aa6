"""What calls do when the API asks to wait: the whole client waits, and nobody in vain."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import httpx
import pytest

from anyreach import AnyReach, AsyncAnyReach, RateLimitError
from tests.overlay.clients import BOTH, KEY, Get

RECORD = {"id": "conv_1", "created_at": "2026-01-02T03:04:05Z"}


class Limited:
    """An API that gives its answers in order, the last one again and again."""

    def __init__(self, *answers: httpx.Response) -> None:
        self._answers = list(answers)
        self.times: list[float] = []
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, _request: httpx.Request) -> httpx.Response:
        self.times.append(time.monotonic())
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def wait(seconds: float, status: int = 429) -> httpx.Response:
    """An answer that asks to wait."""
    return httpx.Response(status, headers={"Retry-After": str(seconds)}, json={})


GOOD = httpx.Response(200, json=RECORD)
ROWS = httpx.Response(200, json=[RECORD])


@pytest.mark.parametrize("get", BOTH)
@pytest.mark.parametrize("status", [429, 503])
def test_waits_that_were_named_cost_no_retry(get: Get, status: int) -> None:
    """A call with one retry comes through three named waits, and waits as long as asked."""
    api = Limited(wait(0.1, status), wait(0.1, status), wait(0.1, status), GOOD)
    assert get("https://api.example", transport=api.transport, max_retries=1).id == "conv_1"
    gaps = [later - earlier for earlier, later in zip(api.times, api.times[1:], strict=False)]
    assert all(gap >= 0.1 for gap in gaps)


@pytest.mark.parametrize("get", BOTH)
def test_an_api_that_only_ever_asks_to_wait_is_given_up(get: Get) -> None:
    """After twenty named waits the last answer is raised."""
    api = Limited(wait(0.001))
    with pytest.raises(RateLimitError) as raised:
        get("https://api.example", transport=api.transport, max_retries=1)
    assert raised.value.attempts == len(api.times) == 21


@pytest.mark.parametrize("get", BOTH)
def test_without_retries_the_first_refusal_is_raised(get: Get) -> None:
    """`max_retries=0` means one request."""
    api = Limited(wait(0.1), GOOD)
    with pytest.raises(RateLimitError) as raised:
        get("https://api.example", transport=api.transport, max_retries=0)
    assert raised.value.retry_after == 0.1
    assert len(api.times) == 1


def test_the_whole_client_waits() -> None:
    """After one answer that asks to wait, neither another thread nor a child sends earlier."""
    api = Limited(wait(0.5), GOOD)
    with AnyReach(KEY, base_url="https://api.example", transport=api.transport) as client:
        first = threading.Thread(target=client.conversations.get, args=["conv_1"])
        first.start()
        while not api.times:
            time.sleep(0.01)
        child = client.with_options(timeout=30)
        child.conversations.get("conv_1")
        first.join()
    assert all(later - api.times[0] >= 0.5 for later in api.times[1:])
    assert len(api.times) == 3


def test_a_wait_beyond_the_deadline_fails_at_once_and_sends_nothing() -> None:
    """The call that was told raises, and so does the next one, before a request."""
    api = Limited(wait(30), GOOD)
    began = time.monotonic()
    with AnyReach(
        KEY, base_url="https://api.example", transport=api.transport, timeout=5
    ) as client:
        with pytest.raises(RateLimitError):
            client.conversations.get("conv_1")
        with pytest.raises(RateLimitError) as raised:
            client.conversations.get("conv_1")
        assert client.with_options(timeout=60).conversations.list(limit=1)
    assert (raised.value.maybe_sent, raised.value.attempts) == (False, 0)
    assert 25 < (raised.value.retry_after or 0) <= 30
    assert len(api.times) == 1
    assert time.monotonic() - began < 5


def test_a_wait_beyond_a_minute_blocks_nobody() -> None:
    """Its own call fails at once; the others go on."""
    api = Limited(wait(62), GOOD)
    with AnyReach(KEY, base_url="https://api.example", transport=api.transport) as client:
        with pytest.raises(RateLimitError) as raised:
            client.conversations.get("conv_1")
        assert client.conversations.get("conv_1").id == "conv_1"
    assert raised.value.retry_after == 62


def test_tasks_wait_together_and_in_vain_for_nothing() -> None:
    """A place in the queue that a slow-down made void is taken anew, and one too late raises."""
    api = Limited(wait(0.3), wait(0.3), GOOD)

    async def run() -> list[Any]:
        client = AsyncAnyReach(KEY, base_url="https://api.example", transport=api.transport)
        async with client:
            gets = [client.conversations.get("conv_1") for _ in range(4)]
            brief = client.with_options(timeout=0.1).conversations.get("conv_1")
            first = asyncio.create_task(gets.pop())
            await asyncio.sleep(0.1)  # within which it is told to wait
            return await asyncio.gather(first, brief, *gets, return_exceptions=True)

    done = asyncio.run(run())
    assert [type(one).__name__ for one in done].count("RateLimitError") == 1
    assert [type(one).__name__ for one in done].count("Conversation") == 4


def test_threads_take_a_void_place_anew() -> None:
    """Of threads that wait together the first is told to wait again, and all of them do."""
    api = Limited(wait(0.3), wait(0.3), GOOD)
    with AnyReach(KEY, base_url="https://api.example", transport=api.transport) as client:
        threads = [
            threading.Thread(target=client.conversations.get, args=["conv_1"]) for _ in range(4)
        ]
        threads[0].start()
        while not api.times:
            time.sleep(0.01)
        for thread in threads[1:]:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(later - api.times[1] >= 0.25 for later in api.times[2:])


def listed(transport: Any, **options: Any) -> list[str]:
    """The ids of a list, by the sync client."""
    with AnyReach(KEY, base_url="https://api.example", transport=transport, **options) as client:
        return [row.id for row in client.conversations.list(page_size=10)]


def listed_async(transport: Any, **options: Any) -> list[str]:
    """The ids of a list, by the async client."""

    async def collect() -> list[str]:
        client = AsyncAnyReach(KEY, base_url="https://api.example", transport=transport, **options)
        async with client:
            return [row.id async for row in client.conversations.list(page_size=10)]

    return asyncio.run(collect())


@pytest.mark.parametrize("collect", [listed, listed_async])
def test_a_list_waits_on_no_time_of_its_own(collect: Any) -> None:
    """With a timeout below the wait it comes through, and says that it waits."""
    told: list[float] = []
    api = Limited(wait(1), ROWS)
    assert collect(api.transport, timeout=0.5, on_wait=told.append) == ["conv_1"]
    assert [round(seconds) for seconds in told] == [1]


def test_an_answer_without_a_wait_holds_nobody_back() -> None:
    """A 503 without Retry-After is a failure like another."""
    told: list[float] = []
    api = Limited(httpx.Response(503, json={}), GOOD)
    client = AnyReach(
        KEY, base_url="https://api.example", transport=api.transport, on_wait=told.append
    )
    with client:
        client.conversations.get("conv_1")
        client.conversations.get("conv_1")
    assert told == []
