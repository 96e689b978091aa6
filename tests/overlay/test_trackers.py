"""Error trackers show no token: Sentry, rich and structlog, of whatever ends a call."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

import httpx
import pytest
import sentry_sdk
import structlog
from rich.console import Console
from rich.traceback import Traceback
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from anyreach import AnyReach, APIError, AsyncAnyReach, Attempt
from tests.overlay.servers import Server, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
CANARY = "nekotyranac"[::-1]  # trackers show lines of this file, too
REFUSAL = response(401, {"detail": f"unknown token ak_1.{CANARY}"})
MARK = "a local variable of the app"


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANYREACH_TOKEN", f"ak_1.{CANARY}")


class Kept(Transport):
    """Keeps what Sentry would send."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def capture_envelope(self, envelope: Envelope) -> None:
        """Keep an event."""
        self.text += envelope.serialize().decode()


def in_sentry(error: BaseException) -> str:
    """Return what Sentry is told of an exception, with its default options."""
    kept = Kept()
    with sentry_sdk.new_scope() as scope:
        scope.set_client(
            sentry_sdk.Client("https://key@sentry.invalid/1", transport=kept, integrations=[])
        )
        scope.capture_exception(error)
    return kept.text


def in_rich(error: BaseException) -> str:
    """Return a traceback of rich, with local variables."""
    console = Console(file=io.StringIO(), width=500)
    trace = Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True)
    console.print(trace)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def in_structlog(error: BaseException) -> str:
    """Return what structlog makes of an exception for JSON."""
    told = structlog.processors.dict_tracebacks(None, "error", {"exc_info": error})
    return json.dumps(told)


TRACKERS = [in_sentry, in_rich, in_structlog]


def hold(peer: socket.socket) -> None:
    """Say half of the headers, then nothing until the peer gives up."""
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    while peer.recv(65536):
        pass


def stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """End the process, as a handler of SIGTERM does."""
    sys.exit(3)


def kill(number: int) -> Callable[[Server], None]:
    """Return what sends the process a signal, once a request has arrived."""

    def when_asked(server: Server) -> None:
        def wait() -> None:
            while not server.requests:
                time.sleep(0.01)
            os.kill(os.getpid(), number)

        threading.Thread(target=wait, daemon=True).start()

    return when_asked


@pytest.fixture
def _handlers() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, stop)
    yield
    signal.signal(signal.SIGTERM, before)


def leave(_server: Server) -> None:
    """Do nothing: the deadline ends the call."""


SYNC: dict[str, tuple[Callable[[Server], None], type[BaseException]]] = {
    "deadline": (leave, APIError),
    "Ctrl-C": (kill(signal.SIGINT), KeyboardInterrupt),
    "SIGTERM": (kill(signal.SIGTERM), SystemExit),
}


def assert_silent(error: BaseException) -> None:
    """No tracker shows the token, and each of them shows what the app has."""
    for tracker in TRACKERS:
        text = tracker(error)
        assert MARK in text, tracker
        assert CANARY not in text, tracker


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("how", SYNC)
def test_what_ends_a_call_shows_no_token(how: str) -> None:
    """A deadline, Ctrl-C and a handler that ends the process."""
    ends, kind = SYNC[how]

    def call(client: AnyReach) -> None:
        mark = MARK
        client.conversations.get(mark.split()[0])

    timeout = 0.5 if how == "deadline" else 9.0
    with serve(hold) as server, AnyReach(base_url=server.url, timeout=timeout) as client:
        ends(server)
        with pytest.raises(kind) as caught:
            call(client)
        assert CANARY.encode() in server.requests[0]
    assert_silent(caught.value)


async def cancelled(call: Any) -> None:
    """Cancel a task, and wait for it."""
    task = asyncio.ensure_future(call)
    asyncio.get_running_loop().call_later(0.3, task.cancel)
    await task


async def within(call: Any) -> None:
    """Give a call little time."""
    async with asyncio.timeout(0.3):
        await call


async def grouped(call: Any) -> None:
    """Make a call in a group of tasks, of which another one fails."""

    async def fail() -> None:
        await asyncio.sleep(0.3)
        raise LookupError

    async with asyncio.TaskGroup() as group:
        group.create_task(call)
        group.create_task(fail())


ASYNC: dict[str, tuple[Callable[[Any], Any], type[BaseException]]] = {
    "deadline": (lambda call: call, APIError),
    "asyncio.timeout": (within, TimeoutError),
    "wait_for": (lambda call: asyncio.wait_for(call, 0.3), TimeoutError),
    "cancel": (cancelled, asyncio.CancelledError),
    "group": (grouped, ExceptionGroup),
}


@pytest.mark.parametrize("how", ASYNC)
@pytest.mark.parametrize("transport", [None, "aiohttp"])
def test_what_ends_a_task_shows_no_token(transport: Any, how: str) -> None:
    """Every way in which an app can stop waiting, over each of the async transports."""
    ends, kind = ASYNC[how]

    async def call(client: AsyncAnyReach) -> None:
        mark = MARK
        await client.conversations.get(mark.split()[0])

    async def run(url: str) -> BaseException:
        mark = MARK
        async with AsyncAnyReach(base_url=url, timeout=0.6, transport=transport) as client:
            with pytest.raises(kind) as caught:
                await ends(call(client))
        assert mark
        return caught.value

    with serve(hold) as server:
        error = asyncio.run(run(server.url))
        assert CANARY.encode() in server.requests[0]
    assert_silent(error)


@pytest.mark.parametrize("transport", [None, "aiohttp"])
def test_an_interrupted_loop_shows_no_token(transport: Any) -> None:
    """Ctrl-C in `asyncio.run`, and the cancellation of the task that it comes from."""

    async def run(server: Server) -> None:
        mark = MARK
        async with AsyncAnyReach(base_url=server.url, transport=transport) as client:
            kill(signal.SIGINT)(server)
            await client.conversations.get(mark.split()[0])

    with serve(hold) as server:
        with pytest.raises(KeyboardInterrupt) as caught:
            asyncio.run(run(server))
        assert CANARY.encode() in server.requests[0]
    assert isinstance(caught.value.__context__, asyncio.CancelledError)
    assert_silent(caught.value)


class AppError(Exception):
    """An error of the app."""


def fail(*_: object) -> Any:
    """Fail in the middle of something of httpx's."""
    mark = MARK
    try:
        httpx.HTTPTransport().handle_request(httpx.Request("GET", "http://127.0.0.1:9"))
    except httpx.ConnectError as error:
        raise AppError(mark) from error


@pytest.mark.parametrize("option", ["token", "on_attempt", "transport"])
def test_what_an_app_raises_shows_no_token(option: str) -> None:
    """A token callable, a hook and a transport fail: their own frames are in the traceback."""
    options: dict[str, Any] = {option: fail}
    with serve(GOOD) as server:
        if option == "transport":
            options = {"transport": httpx.MockTransport(fail)}
        else:
            options["base_url"] = server.url
        with pytest.raises(AppError) as caught, AnyReach(**options) as client:
            client.conversations.get("conv_1")
        assert_silent(caught.value)

        async def get() -> None:
            async with AsyncAnyReach(**options) as client:
                await client.conversations.get("conv_1")

        with pytest.raises(AppError) as caught:
            asyncio.run(get())
        assert_silent(caught.value)


def test_an_interrupt_while_an_error_repeats_the_token_shows_none() -> None:
    """A hook that is interrupted after a 401 that repeats the token sees it in no frame."""

    def interrupted(_attempt: Attempt) -> None:
        mark = MARK
        raise KeyboardInterrupt(mark)

    with serve(REFUSAL) as server, pytest.raises(KeyboardInterrupt) as caught:
        AnyReach(base_url=server.url, on_attempt=interrupted).conversations.get("conv_1")
    assert_silent(caught.value)
