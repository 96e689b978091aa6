"""What an app raises in the middle of a call passes through, as it is and at once."""

from __future__ import annotations

import asyncio
import signal
import socket
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import httpx
import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    APITimeoutError,
    AsyncAnyReach,
    Attempt,
    ConfigurationError,
)
from tests.overlay.clients import BOTH, KEY, WAYS, Get, get_async, get_sync
from tests.overlay.servers import Answer, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})


class TimeLimitError(Exception):
    """As RQ and Celery raise in a handler of SIGALRM."""


class SocketLimitError(OSError):
    """A limit that a socket's errors could be taken for."""


RAISED: list[type[Exception]] = [
    TimeLimitError,
    SocketLimitError,
    TimeoutError,
    ConnectionResetError,
    MemoryError,
    AssertionError,
    TypeError,
    KeyError,
]
every_error = pytest.mark.parametrize("kind", RAISED)


@contextmanager
def alarm(error: BaseException, seconds: float = 0.2) -> Generator[None]:
    """Raise an exception in the main thread after some seconds."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        raise error

    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def hold(peer: socket.socket) -> None:
    """Say nothing until the peer gives up."""
    while peer.recv(65536):
        pass


def half(peer: socket.socket) -> None:
    """Say half an answer, then nothing until the peer gives up."""
    peer.sendall(GOOD[:-9])
    hold(peer)


ACTS: dict[str, Callable[[AnyReach], Any]] = {
    "get": lambda client: client.conversations.get("conv_1"),
    "call": lambda client: client.conversations.call(to="+15550142857", agent_id="agent_1"),
    "wait": lambda client: client.conversations.wait("conv_1", timeout=9),
    "get_many": lambda client: list(client.conversations.get_many(["conv_1"])),
    "list": lambda client: list(client.conversations.list()),
}


@every_error
@pytest.mark.parametrize("answer", [hold, half])
def test_what_a_signal_handler_raises_ends_a_call(kind: type[Exception], answer: Answer) -> None:
    """It is the same object, whatever its kind, and nothing is sent again."""
    error = kind("mine")
    with serve(answer) as server, AnyReach(KEY, base_url=server.url) as client:
        with alarm(error), pytest.raises(kind) as caught:
            client.conversations.get("conv_1")
        assert caught.value is error
        assert len(server.requests) == 1


@pytest.mark.parametrize("act", ACTS)
def test_every_kind_of_call_ends_by_a_time_limit(act: str) -> None:
    """The limit of a job ends whatever the client is doing, and a phone is called once."""
    error = TimeLimitError("mine")
    with serve(hold) as server, AnyReach(KEY, base_url=server.url) as client:
        with alarm(error), pytest.raises(TimeLimitError) as caught:
            ACTS[act](client)
        assert caught.value is error
        assert len(server.requests) == 1


def test_a_handler_that_interrupts_a_kept_connection_is_heard() -> None:
    """A limit that strikes on a connection that was idle before is no closed connection."""
    error = SocketLimitError("mine")
    with serve(GOOD, hold) as server, AnyReach(KEY, base_url=server.url) as client:
        client.conversations.get("conv_1")
        with alarm(error), pytest.raises(SocketLimitError) as caught:
            client.conversations.get("conv_1")
        assert caught.value is error
        assert len(server.requests) == 2


def test_a_handler_in_a_task_ends_the_loop() -> None:
    """What a signal handler raises in an async client's process passes through, too."""
    error = TimeLimitError("mine")
    with serve(hold) as server:
        with alarm(error), pytest.raises(TimeLimitError) as caught:
            get_async(server.url, max_retries=2)
        assert caught.value is error
        assert len(server.requests) == 1


@every_error
@pytest.mark.parametrize("get", BOTH)
def test_a_bug_in_a_transport_passes_through(get: Get, kind: type[Exception]) -> None:
    """What a transport of the caller's raises is no fault of the network, and comes once."""
    error = kind("mine")
    asked: list[httpx.Request] = []

    def fail(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        raise error

    with pytest.raises(kind) as caught:
        get("https://api.example", transport=httpx.MockTransport(fail), max_retries=2)
    assert caught.value is error
    assert len(asked) == 1
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names[-2:] == ["_attempt", "fail"]


@pytest.mark.parametrize("get", BOTH)
def test_a_transport_reports_faults_by_the_exceptions_of_httpx(get: Get) -> None:
    """What httpx has for faults is the network's, whoever raises it, and is repeated."""
    asked: list[httpx.Request] = []

    def fail(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        raise httpx.ConnectError("mine") from TimeLimitError()

    with pytest.raises(APIConnectionError, match="could not connect"):
        get("https://api.example", transport=httpx.MockTransport(fail), max_retries=1)
    assert len(asked) == 2


@every_error
@pytest.mark.parametrize("get", WAYS)
def test_a_bug_in_a_hook_or_a_token_callable_passes_through(
    get: Get, kind: type[Exception]
) -> None:
    """What is raised where the caller is asked for something is the caller's."""
    error = kind("mine")

    def fail(_attempt: Attempt | None = None) -> str:
        raise error

    with serve(GOOD) as server:
        for option in ("token", "on_attempt"):
            with pytest.raises(kind) as caught:
                get(server.url, **{option: fail}, max_retries=2)
            assert caught.value is error
        assert len(server.requests) == 1


@pytest.mark.parametrize("get", BOTH)
def test_what_an_app_handles_meanwhile_stays_as_it_is(get: Get) -> None:
    """The traceback of an exception that was there before the call is not touched."""

    def fail(_request: httpx.Request) -> httpx.Response:
        raise LookupError

    failing = httpx.MockTransport(fail)
    with pytest.raises(LookupError) as first, httpx.Client(transport=failing) as client:
        client.get("http://api.example")
    before = traceback.format_exception(first.value)
    with pytest.raises(LookupError) as second:  # noqa: PT012  in the middle of another one
        try:
            raise first.value
        except LookupError:
            get("https://api.example", transport=failing)
    assert second.value.__context__ is first.value
    assert traceback.format_exception(first.value)[-3:] == before[-3:]
    assert len(traceback.extract_tb(first.value.__traceback__)) > len(before) - 3


@pytest.mark.parametrize("headers", [{"X-Mine": "a\nb"}, {"X-Mine": "\u20ac"}, {"X-Mine": None}])
@pytest.mark.parametrize("get", BOTH)
def test_a_request_that_cannot_be_built_is_a_configuration_error(
    get: Get, headers: dict[str, Any]
) -> None:
    """A hook that names an impossible header is told so, and nothing is sent."""

    class Hook:
        def headers(self) -> dict[str, Any]:
            return headers

        def __call__(self, _attempt: Attempt) -> None:
            raise AssertionError

    with serve(GOOD) as server:
        with pytest.raises(ConfigurationError, match="can't be built") as caught:
            get(server.url, on_attempt=Hook(), max_retries=2)
        assert server.requests == []
    assert KEY not in "".join(traceback.format_exception(caught.value))


def broken_off(peer: socket.socket) -> None:
    """Reset the connection in the middle of a body."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@pytest.mark.parametrize("transport", [None, "httpx2"])
def test_a_body_that_a_server_does_not_read_is_a_broken_connection(transport: Any) -> None:
    """What breaks while it is written is the network's, over each of the engines."""
    body = "x" * 20_000_000
    with serve(broken_off) as server:
        with AnyReach(KEY, base_url=server.url, transport=transport) as client:
            with pytest.raises(APIConnectionError) as caught:
                client.request("POST", "/core/files", json=body)
            assert caught.value.maybe_sent

        async def post() -> None:
            async with AsyncAnyReach(KEY, base_url=server.url, transport=transport) as client:
                await client.request("POST", "/core/files", json=body)

        with pytest.raises(APIConnectionError) as caught:
            asyncio.run(post())
        assert caught.value.maybe_sent


def test_each_error_of_a_group_loses_the_frames_of_libraries() -> None:
    """A group that an app's transport raises passes through, and so do the errors in it."""

    def fail(request: httpx.Request) -> httpx.Response:
        try:
            httpx.HTTPTransport().handle_request(request)
        except httpx.ConnectError as error:
            raise ExceptionGroup("mine", [error]) from None
        raise AssertionError

    with pytest.raises(ExceptionGroup) as caught:
        get_sync("https://name.invalid", transport=httpx.MockTransport(fail))
    (error,) = caught.value.exceptions
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)] == ["fail"]


def test_headers_are_latin_1() -> None:
    """A header that RFC 9110 allows beyond ASCII is sent as it is."""
    with serve(GOOD) as server:
        for get in BOTH:
            get(server.url, extra_headers={"X-Name": "J\xfcrgen"})
        assert all(b"X-Name: J\xfcrgen\r\n" in request for request in server.requests)


def test_a_name_that_is_none_is_a_fault_of_the_network() -> None:
    """A host that no resolver takes is reported like one that does not resolve."""
    for get in WAYS:
        with pytest.raises(APIConnectionError, match="could not connect") as caught:
            get("https://a..example")
        assert not caught.value.maybe_sent


def test_a_time_limit_of_the_app_in_a_task_is_its_own() -> None:
    """`asyncio.timeout` around a call raises its own error, at once, and sends once."""

    async def limited(url: str) -> BaseException:
        async with AsyncAnyReach(KEY, base_url=url) as client:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.2):
                    await client.conversations.get("conv_1")
            return caught.value

    with serve(hold) as server:
        assert not isinstance(asyncio.run(limited(server.url)), APITimeoutError)
        assert len(server.requests) == 1


def test_sockets_of_a_transport_break_as_those_of_a_connection() -> None:
    """An OSError that a transport's own socket raises is a fault of the network."""

    class Raw(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise NotImplementedError(socket.create_connection(("127.0.0.1", free)))

    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with pytest.raises(APIConnectionError, match="broke"):
        get_sync("https://api.example", transport=Raw())
