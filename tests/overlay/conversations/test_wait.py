"""Waiting for the end of a conversation: what ends the wait, and what is told meanwhile."""

from __future__ import annotations

import asyncio
import pickle
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    AsyncAnyReach,
    ConfigurationError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    WaitTimeoutError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import Conversation
from anyreach.testing import no_waiting
from tests.overlay.clients import KEY
from tests.overlay.servers import response, serve
from tests.overlay.talk import URL, Api, Talk, both, talk_sync

TERMINAL = ["completed", "failed", "cancelled", "transferred", "unanswered"]


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


def seen(*statuses: str | None) -> list[dict[str, Any]]:
    """The conversation in these states."""
    return [{"id": "conv_1"} | ({"status": status} if status else {}) for status in statuses]


def silent(peer: socket.socket) -> None:
    """Say nothing until the peer goes away."""
    peer.recv(1)


def wait(talk: Talk, api: Api, **given: Any) -> Conversation:
    """Wait for the conversation."""
    conversation = talk(
        URL,
        lambda client: client.conversations.wait("conv_1", **given),
        transport=api.transport,
    )
    assert isinstance(conversation, Conversation)
    return conversation


@both
@pytest.mark.parametrize("status", TERMINAL)
def test_a_terminal_status_ends_it(talk: Talk, status: str) -> None:
    """Each of the five terminal states is the end, and the conversation of then is returned."""
    api = Api(*seen("triggered", "ringing", "in_progress", status))
    assert wait(talk, api).status == status
    assert api.asked == [("GET", "/core/conversations/conv_1")] * 4


@both
def test_each_change_is_told_once(talk: Talk) -> None:
    """`on_update` is told of the first status, and of every change; not of what stays."""
    api = Api(*seen(None, None, "ringing", "ringing", "on_hold", "ringing", "completed"))
    told: list[Any] = []

    def tell(conversation: Conversation) -> None:
        told.append(conversation.status)

    wait(talk, api, on_update=tell)
    assert told[1:] == ["ringing", "on_hold", "ringing", "completed"]
    assert not told[0]


def test_an_async_callable_is_awaited_by_the_async_client_alone() -> None:
    """`on_update` may be async with the async client; the sync one refuses it, and says so."""
    told: list[Any] = []

    async def tell(conversation: Conversation) -> None:
        await asyncio.sleep(0)
        told.append(conversation.status)

    async def main() -> None:
        api = Api(*seen("ringing", "completed"))
        async with AsyncAnyReach(KEY, transport=api.transport) as client:
            await client.conversations.wait("conv_1", on_update=tell)

    asyncio.run(main())
    assert told == ["ringing", "completed"]
    with pytest.raises(ConfigurationError, match="async: use AsyncAnyReach"):
        wait(talk_sync, Api(*seen("ringing")), on_update=tell)


@both
@pytest.mark.parametrize("error", [LookupError("mine"), ConfigurationError("mine")])
def test_a_callable_that_raises_ends_it(talk: Talk, error: Exception) -> None:
    """What `on_update` raises, an error of this package too, ends the wait and is raised."""

    def tell(_conversation: Conversation) -> None:
        raise error

    api = Api(*seen("ringing"))
    with pytest.raises(type(error), match="mine"):
        wait(talk, api, on_update=tell)
    assert len(api.asked) == 1


@both
def test_the_deadline_ends_it(talk: Talk) -> None:
    """A wait that comes to its deadline says that the conversation goes on, and holds it."""
    api = Api(*seen("in_progress"))
    with pytest.raises(
        WaitTimeoutError, match="timed out after 60 s; the conversation is not over yet"
    ) as caught:
        wait(talk, api, timeout=60)
    assert isinstance(caught.value, APITimeoutError)
    assert caught.value.record.status == "in_progress"
    assert caught.value.attempts == len(api.asked)
    assert 8 <= len(api.asked) <= 16  # 60 s: pauses grow from half a second or one to 8 or 17
    twin = pickle.loads(pickle.dumps(caught.value))
    assert twin.record == caught.value.record
    assert str(twin) == str(caught.value)


@both
def test_an_unknown_status_is_not_shown(talk: Talk) -> None:
    """A status that is not known yet is no end; the error does not repeat it."""
    with pytest.raises(WaitTimeoutError, match="the conversation is not over yet") as caught:
        wait(talk, Api(*seen("canary")), timeout=3)
    assert "canary" not in str(caught.value)


@both
@pytest.mark.parametrize("failure", [(503, {}), (429, {}), (500, {}), [], {}], ids=repr)
def test_a_failure_that_may_pass_does_not_end_it(talk: Talk, failure: Any) -> None:
    """A failed look, even after the call loop's retries, is followed by another."""
    api = Api(*seen("ringing"), failure, failure, *seen("completed"))
    assert wait(talk, api).status == "completed"
    assert len(api.asked) == 4


@both
@pytest.mark.parametrize(("status", "error"), [(403, PermissionDeniedError), (404, NotFoundError)])
def test_a_refusal_ends_it(talk: Talk, status: int, error: type[Exception]) -> None:
    """What the API refuses it refuses later, too: the error is raised at once."""
    api = Api(*seen("ringing"), (status, {}))
    with pytest.raises(error):
        wait(talk, api)
    assert len(api.asked) == 2


@both
def test_a_conversation_that_was_never_seen(talk: Talk) -> None:
    """Where no look succeeds, the last one's own error says why."""
    with pytest.raises(APIResponseValidationError):
        wait(talk, Api([]), timeout=10)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(APIConnectionError, match="could not connect"):
        talk(url, lambda client: client.conversations.wait("conv_1", timeout=5))


@both
def test_failures_at_the_end_do_not_hide_that_it_goes_on(talk: Talk) -> None:
    """A conversation that was seen is told of, though the last looks failed."""
    with pytest.raises(WaitTimeoutError) as caught:
        wait(talk, Api(*seen("ringing"), (503, {})), timeout=10)
    assert caught.value.record.status == "ringing"


@both
def test_retry_after_is_kept(talk: Talk) -> None:
    """The API's own pause is never cut short: when it does not fit, the wait is over."""
    busy: Any = (429, {}, {"retry-after": "20"})
    api = Api(busy, *seen("completed"))
    assert wait(talk, api, timeout=25).status == "completed"
    api = Api(busy, *seen("completed"))
    with pytest.raises(RateLimitError):
        wait(talk, api, timeout=15)
    assert len(api.asked) == 1


@both
@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"timeout": 0}, "timeout= must be"),
        ({"timeout": None}, "timeout= must be"),
    ],
)
def test_what_is_refused(talk: Talk, given: dict[str, Any], problem: str) -> None:
    """A wait that cannot be made asks for nothing."""
    api = Api(*seen("completed"))
    with pytest.raises(ConfigurationError, match=problem):
        wait(talk, api, **given)
    assert api.asked == []


@both
def test_a_look_that_gets_no_answer_ends_with_the_deadline(talk: Talk) -> None:
    """A server that says nothing does not hold the wait beyond its deadline."""
    with serve(silent) as server:
        with pytest.raises(APITimeoutError) as caught:
            talk(server.url, lambda client: client.conversations.wait("conv_1", timeout=0.2))
        assert caught.value.attempts == 1


@both
def test_a_stuck_look_is_given_up_after_the_clients_timeout(talk: Talk) -> None:
    """A look takes no longer than any call of the client; the wait goes on after it."""
    good = response(200, {"id": "conv_1", "status": "completed"})
    with serve(silent, good) as server:
        conversation = talk(
            server.url, lambda client: client.conversations.wait("conv_1"), timeout=0.1
        )
    assert conversation.status == "completed"


def test_a_task_that_waits_can_be_cancelled() -> None:
    """Cancelling the task ends the wait in the middle of a pause."""
    looked = asyncio.Event()

    async def main() -> None:
        def tell(_conversation: Conversation) -> None:
            looked.set()

        api = Api(*seen("ringing"))
        async with AsyncAnyReach(KEY, transport=api.transport) as client:
            task = asyncio.create_task(client.conversations.wait("conv_1", on_update=tell))
            await looked.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())


def test_threads_wait_on_their_own() -> None:
    """Waits of several threads of one client do not meet."""
    ids = [f"conv_{n}" for n in range(8)]
    looks = dict.fromkeys(ids, 0)

    def answer(_method: str, target: str, _headers: object, _body: bytes) -> Any:
        conversation_id = target.rpartition("/")[2]
        looks[conversation_id] += 1
        status = "completed" if looks[conversation_id] == 3 else "ringing"
        return 200, {}, f'{{"id": "{conversation_id}", "status": "{status}"}}'.encode()

    found: dict[str, str] = {}
    with AnyReach(KEY, transport=handler_transport(answer)) as client:

        def work(conversation_id: str) -> None:
            conversation = client.conversations.wait(conversation_id)
            found[conversation_id] = str(conversation.id)

        threads = [threading.Thread(target=work, args=(one,)) for one in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {one: one for one in ids}
    assert set(looks.values()) == {3}
