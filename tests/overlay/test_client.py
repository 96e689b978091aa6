"""Both clients on a real socket: their life cycle, their credentials, and what they repeat."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIStatusError,
    APITimeoutError,
    AsyncAnyReach,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from anyreach.testing import no_waiting
from anyreach_api.api.conversations import get_conversation
from tests.overlay.clients import KEY, WAYS, Get, get_sync
from tests.overlay.servers import Answer, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})

every_way = pytest.mark.parametrize("get", WAYS)


def hang_up(peer: socket.socket) -> None:
    """Close the connection without an answer."""
    peer.close()


@pytest.fixture
def _at_once() -> Iterator[None]:
    with no_waiting():
        yield


@every_way
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (500, InternalServerError),
        (599, InternalServerError),
        (304, APIStatusError),
        (418, APIStatusError),
        (520, InternalServerError),
        (799, APIStatusError),
    ],
)
def test_every_status_outside_2xx_is_its_error(
    get: Get, status: int, error: type[APIStatusError]
) -> None:
    """Each status is one class of error, whether IANA knows the status or not."""
    said = b"" if status == 304 else {"detail": "canary said"}  # a 304 has no body
    answer = response(status, said, "X-Request-Id: req_1", "Retry-After: 7")
    with serve(answer) as server, pytest.raises(APIStatusError) as caught:
        get(server.url)
    assert type(caught.value) is error
    assert caught.value.status_code == status
    assert caught.value.request_id == "req_1"
    assert caught.value.retry_after == 7.0
    assert caught.value.operation == "getConversation"
    assert caught.value.detail == (None if status == 304 else "canary said")
    assert str(caught.value).startswith(f"getConversation: {status}: ")
    assert "canary" not in f"{caught.value}{caught.value!r}"


@every_way
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"detail": [{"loc": ["path"], "msg": "bad"}]}', [{"loc": ["path"], "msg": "bad"}]),
        (b'{"detail": {"a": 1}}', None),
        (b"[]", None),
        (b"<html>", None),
        (b"", None),
        (b'{"detail": "' + b"x" * 5_000 + b'"}', "x" * 2_000),
    ],
)
def test_detail_is_a_text_or_a_list(get: Get, body: bytes, detail: object) -> None:
    """A list as in FastAPI's 422 is kept, a long text cut, and no other body loses the status."""
    with serve(response(422, body)) as server, pytest.raises(UnprocessableEntityError) as caught:
        get(server.url)
    assert caught.value.detail == detail


def refused(*places: object, rule: object = "missing") -> list[object]:
    """Return a `detail` as FastAPI writes it, with values where it has them."""
    return [{"loc": one, "type": rule, "msg": "canary", "input": "canary"} for one in places]


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        (refused(["body", "user_id"]), ": body.user_id: missing"),
        (refused(["body", "tools", 3, "name"]), ": body.tools.3.name: missing"),
        (refused(["body", "+15550100", "a b", 15550100, "canary1"]), ": body.*.*.*.*: missing"),
        (refused(["query", "limit"], rule="value_error.int"), ": query.limit: value_error.int"),
        (refused(*[["body"]] * 7), f": {'; '.join(['body: missing'] * 5)}; and 2 more"),
        (refused(["body"], rule="canary 1"), ": see the error's detail"),
        (refused(["body"], rule=None), ": see the error's detail"),
        (refused("canary"), ": see the error's detail"),
        (["canary"], ": see the error's detail"),
        ("canary", ": see the error's detail"),
    ],
)
def test_the_text_of_a_422_names_fields_and_rules(detail: object, said: str) -> None:
    """Of FastAPI's list it has `loc` and `type` where they look like names, and never a value."""
    answer = response(422, {"detail": detail})
    with serve(answer) as server, pytest.raises(UnprocessableEntityError) as caught:
        get_sync(server.url)
    assert str(caught.value) == f"getConversation: 422: a value is invalid{said}"


@pytest.mark.parametrize("status", [302, 401, 500])
@pytest.mark.parametrize(
    "shown",
    [
        "ak_1.se/cr+et",
        r"ak_1.se\/cr+et",
        r"ak_1.se/cr\u002Bet",
        r"ak_1.se/cr\\u002bet",
        "ak_1.se%2Fcr%2Bet",
        "ak_1.se%252fcr%252bet",
        "ak_1.se&#47;cr&#x2B;et",
        "1.se/cr+et",
    ],
)
@every_way
def test_a_token_that_an_error_repeats_is_blotted_out(get: Get, status: int, shown: str) -> None:
    """A server that repeats the token, escaped or not, gets it into no attribute of an error."""
    answer = response(status, f'{{"detail": "no such key: {shown}"}}'.encode())
    with serve(answer) as server, pytest.raises(APIStatusError) as caught:
        get(server.url, token="ak_1.se/cr+et")
    assert caught.value.detail == "no such key: ***"


@every_way
def test_a_token_in_a_header_of_an_error_is_blotted_out(get: Get) -> None:
    """The request id is what the API gives, and that can be anything."""
    answer = response(500, {}, "X-Request-Id: for ak_1.se/cr+et")
    with serve(answer) as server, pytest.raises(APIStatusError) as caught:
        get(server.url, token="ak_1.se/cr+et")
    assert caught.value.request_id == "for ***"


@every_way
def test_the_missing_organization_is_explained(get: Get) -> None:
    """The documented 401 about an organization says which option is missing."""
    answer = response(401, {"detail": "Token is missing organization claim."})
    with serve(answer) as server, pytest.raises(AuthenticationError, match="organization_id="):
        get(server.url)


@every_way
@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize(
    "fault",
    [
        response(503, b""),
        response(429, b"", "Retry-After: 3"),
        response(200, b"<html>"),
        response(200, {"id": "conv_2"}),
        hang_up,
    ],
    ids=["503", "429", "html", "another record", "closed"],
)
def test_a_passing_fault_is_not_seen(get: Get, fault: Answer) -> None:
    """A GET is repeated until it is answered, within its retries."""
    with serve(fault, fault, GOOD) as server:
        assert get(server.url, max_retries=2).status == "completed"
        assert len(server.requests) == 3


@every_way
@pytest.mark.usefixtures("_at_once")
def test_a_lasting_fault_says_how_often_was_tried(get: Get) -> None:
    """After the last retry the error tells the attempts."""
    with serve(response(503)) as server, pytest.raises(InternalServerError) as caught:
        get(server.url, max_retries=2)
    assert caught.value.attempts == len(server.requests) == 3
    assert str(caught.value) == "getConversation: 503: the API failed (3 attempts)"


@every_way
def test_waiting_counts_against_the_deadline(get: Get) -> None:
    """A Retry-After beyond the deadline is raised at once, with the seconds to wait."""
    answer = response(429, b"", "Retry-After: 5")
    with serve(answer) as server, pytest.raises(RateLimitError) as caught:
        get(server.url, max_retries=2, timeout=2)
    assert caught.value.retry_after == 5.0
    assert len(server.requests) == 1


@every_way
def test_retries_wait_as_long_as_asked(get: Get) -> None:
    """The second request is not sent before Retry-After is over."""
    times: list[float] = []

    def busy(peer: Any) -> None:
        times.append(time.monotonic())
        peer.sendall(response(429, b"", "Retry-After: 0.3"))

    def ready(peer: Any) -> None:
        times.append(time.monotonic())
        peer.sendall(GOOD)

    with serve(busy, ready) as server:
        get(server.url, max_retries=1)
    assert times[1] - times[0] >= 0.3


@every_way
def test_a_token_callable_is_asked_for_every_attempt(get: Get) -> None:
    """A token that was rotated between two attempts is used by the second."""
    tokens = iter(["ak_1.first", "ak_2.second"])
    with no_waiting(), serve(response(500), GOOD) as server:
        get(server.url, token=lambda: next(tokens), max_retries=1)
    assert b"Bearer ak_1.first" in server.requests[0]
    assert b"Bearer ak_2.second" in server.requests[1]


def test_an_async_token_callable_is_awaited() -> None:
    """The async client awaits a token; the sync one says that it cannot."""

    async def token() -> str:
        await asyncio.sleep(0)
        return KEY

    async def fetch(url: str) -> None:
        async with AsyncAnyReach(token, base_url=url) as client:
            await client.conversations.get("conv_1")

    with serve(GOOD) as server:
        asyncio.run(fetch(server.url))
        assert f"Bearer {KEY}".encode() in server.requests[0]
        with (
            AnyReach(token, base_url=server.url) as client,  # type: ignore[arg-type]
            pytest.raises(ConfigurationError, match="use AsyncAnyReach"),
        ):
            client.conversations.get("conv_1")


def test_other_awaitables_and_bad_answers_of_token_callables() -> None:
    """An awaitable that is no coroutine is refused too; what a callable answers is checked."""

    class Soon:
        def __await__(self) -> Iterator[None]:
            yield

    for token, said in ((Soon, "use AsyncAnyReach"), (lambda: "a b", "callable's answer holds")):
        with (
            AnyReach(token, base_url="http://127.0.0.1:9") as client,  # type: ignore[arg-type]
            pytest.raises(ConfigurationError, match=said),
        ):
            client.conversations.get("conv_1")

    async def fetch() -> None:
        async with AsyncAnyReach(lambda: "a b", base_url="http://127.0.0.1:9") as client:
            with pytest.raises(ConfigurationError, match="callable's answer holds"):
                await client.conversations.get("conv_1")

    asyncio.run(fetch())


def test_an_async_token_callable_has_the_deadline_of_the_call() -> None:
    """A token that does not come in time ends the call as a timeout; a bad one is refused."""

    async def never() -> str:
        await asyncio.sleep(60)
        return KEY

    async def bad() -> str:
        await asyncio.sleep(0)
        return "canary\n"

    async def fetch() -> None:
        async with AsyncAnyReach(never, base_url="http://127.0.0.1:9", timeout=0.2) as client:
            with pytest.raises(APITimeoutError, match="token callable did not return"):
                await client.conversations.get("conv_1")
        async with AsyncAnyReach(bad, base_url="http://127.0.0.1:9") as client:
            with pytest.raises(ConfigurationError, match="the token callable's answer holds"):
                await client.conversations.get("conv_1")

    asyncio.run(fetch())


@every_way
@pytest.mark.parametrize("conversation_id", ["", ".", "..", "a\nb", "x" * 1_025, None])
def test_unusable_ids_are_refused_before_anything_is_sent(get: Get, conversation_id: Any) -> None:
    """An id that would reach another endpoint never leaves."""
    with serve(GOOD) as server:
        with pytest.raises(ConfigurationError, match="conversation_id= "):
            get(server.url, conversation_id)
        assert server.requests == []


def test_options_of_a_child_are_its_own_and_connections_are_shared() -> None:
    """`with_options` changes the child only; closing the child closes nothing."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url) as client:
        client.conversations.get("conv_1")
        with client.with_options(timeout=5, max_retries=0) as child:
            child.conversations.get("conv_1")
        client.conversations.get("conv_1", timeout=5)
        assert server.connections == 1
        with pytest.raises(ConfigurationError, match="timeout="):
            client.with_options(timeout=0)

    async def same(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url) as client:
            await client.conversations.get("conv_1")
            async with client.with_options(timeout=5) as child:
                await child.conversations.get("conv_1")
            await client.conversations.get("conv_1", timeout=5)

    with serve(GOOD) as server:
        asyncio.run(same(server.url))
        assert server.connections == 1


def test_a_closed_client_says_so() -> None:
    """A client that was closed refuses calls, its children too."""
    client = AnyReach(KEY)
    child = client.with_options(timeout=5)
    client.close()
    for closed in (client, child):
        with pytest.raises(ConfigurationError, match="this client is closed"):
            closed.conversations.get("conv_1")

    async def same() -> None:
        client = AsyncAnyReach(KEY)
        await client.aclose()
        with pytest.raises(ConfigurationError, match="this client is closed"):
            await client.conversations.get("conv_1")

    asyncio.run(same())


def test_a_client_of_another_event_loop_says_so() -> None:
    """Connections belong to the loop that opened them."""
    with serve(GOOD) as server:
        client = AsyncAnyReach(KEY, base_url=server.url)
        asyncio.run(use_and_close(client))
        client = AsyncAnyReach(KEY, base_url=server.url)

        async def use() -> None:
            await client.conversations.get("conv_1")

        async def use_again_and_close() -> None:
            with pytest.raises(ConfigurationError, match="another event loop"):
                await client.conversations.get("conv_1")
            await client.aclose()

        with asyncio.Runner() as first, asyncio.Runner() as second:
            first.run(use())
            second.run(use_again_and_close())


async def use_and_close(client: AsyncAnyReach) -> None:
    """Make one call and close the client."""
    async with client:
        await client.conversations.get("conv_1")


def test_a_client_from_before_a_fork_says_so() -> None:
    """A child process must make its own client: connections cannot be shared."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url) as client:
        client.conversations.get("conv_1")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                client.conversations.get("conv_1")
            except ConfigurationError as error:
                os.write(writing, str(error).encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(writing)
        with os.fdopen(reading) as said:
            assert "created before a fork" in said.read()
        client.conversations.get("conv_1")


def test_many_threads_share_one_client() -> None:
    """Threads use one client at once, and each gets the record that it asked for."""

    def answer(peer: Any) -> None:
        del peer

    with serve(answer) as server, AnyReach(KEY, base_url=server.url) as client:
        server.answers[:] = [GOOD]
        seen: list[str] = []
        threads = [
            threading.Thread(target=lambda: seen.append(str(client.conversations.get("conv_1").id)))
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == ["conv_1"] * 16


def test_any_operation_can_be_called() -> None:
    """`execute` takes a generated operation, or its id, with parameters by position or by name."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url) as client:
        assert client.execute(get_conversation, "conv_1").id == "conv_1"
        assert client.execute(get_conversation, conversation_id="conv_1").id == "conv_1"
        assert client.execute("getConversation", "conv_1").id == "conv_1"

    async def same(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url) as client:
            assert (await client.execute(get_conversation, "conv_1")).id == "conv_1"

    with serve(GOOD) as server:
        asyncio.run(same(server.url))


def test_a_record_stands_for_its_id() -> None:
    """A conversation is taken where its id is asked for, and nothing else of it is sent."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url) as client:
        conversation: Any = client.conversations.get("conv_1")
        assert client.conversations.get(conversation).id == "conv_1"
        assert client.conversations.wait(conversation).id == "conv_1"
        assert {request.split(b"\r\n")[0] for request in server.requests} == {
            b"GET /core/conversations/conv_1 HTTP/1.1"
        }


def test_a_storm_of_throttled_calls_stays_small() -> None:
    """Twenty threads that are all throttled send less than 1.4 requests per call."""
    answer = response(429)
    with no_waiting(), serve(answer) as server, AnyReach(KEY, base_url=server.url) as client:

        def call() -> None:
            with pytest.raises(RateLimitError):
                client.conversations.get("conv_1")

        threads = [threading.Thread(target=call) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.requests) == 27


def test_clients_show_where_they_send_and_no_more() -> None:
    """The text of a client is its class and its base URL."""
    with AnyReach(KEY, base_url="https://api.example/v2") as client:
        assert repr(client) == "<AnyReach https://api.example/v2>"
    assert repr(AsyncAnyReach(KEY)) == "<AsyncAnyReach https://api.anyreach.ai>"


@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
def test_repr_says_what_a_resource_is(client: type[AnyReach | AsyncAnyReach]) -> None:
    """The repr of each resource names it and its client, whose own repr has no token."""
    one = client("ak_1.canary", base_url="https://api.example")
    for resource in (one.conversations, one.members, one.recordings):
        assert repr(resource).startswith(f"<{type(resource).__name__}")
        assert repr(one) in repr(resource)
    assert repr(one) == f"<{client.__name__} https://api.example>"
