"""Canaries: a token and a transcript are on the wire and in the values asked for, nowhere else.

The token is in no frame of a traceback either; other arguments and answers may be.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import pickle
import pydoc
import signal
import socket
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import anyreach
from anyreach import AnyReach, AnyReachError, AsyncAnyReach, Attempt
from anyreach._core.attempts import Hook
from anyreach.otel import spans
from anyreach.testing import no_waiting
from tests.overlay.servers import Answer, response, serve

TOKEN = "ak_1.canarytoken"
SAID = "canarywords"
NUMBER = "+1555canary"
URL = "https://recordings.example/canaryurl"
DIALLED = "+15550142857"
CANARIES = ("canarytoken", "canarywords", "+1555canary", "canaryurl", "5550142857")
RECORD = {
    "id": "conv_1",
    "user_id": NUMBER,
    "agent_number": NUMBER,
    "summary": SAID,
    "initial_context": SAID,
    "agent": {"id": SAID, "name": SAID},
    "custom_metadata": {SAID: SAID},
    "conversation": {"items": [{"type": "message", "role": "user", "content": [SAID]}]},
    "recording_details": {"recording_url": URL},
    "new_field": SAID,
}
BODY = json.dumps(RECORD).encode()
GOOD = response(200, BODY)


def hang(peer: socket.socket) -> None:
    """Say half an answer, then nothing."""
    peer.sendall(GOOD[:-20])
    peer.recv(1)


def cut(peer: socket.socket) -> None:
    """Say half an answer and go away."""
    peer.sendall(GOOD[:-20])


def reset(peer: socket.socket) -> None:
    """Say half of the headers and reset the connection."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nX-Said: canarywords\r\n")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


FAULTS: dict[str, Answer] = {
    "401 repeats the token": response(401, {"detail": f"unknown token {TOKEN}"}),
    "500 with a conversation": response(500, BODY),
    "422 list": response(422, {"detail": [{"input": TOKEN}]}),
    "html": response(200, b"<p>" + BODY),
    "cut json": response(200, BODY[:-9]),
    "another record": response(200, BODY.replace(b"conv_1", b"conv_2")),
    "wrong type": response(200, BODY.replace(b'"id": "conv_1"', b'"id": ["canarywords"]')),
    "NaN": response(200, BODY.replace(b'"conv_1"', b'"conv_1", "duration": NaN')),
    "not utf-8": response(200, BODY.replace(b"conv_1", b"conv_1\xff")),
    "not gzip": response(200, BODY, "Content-Encoding: gzip"),
    "header": response(200, BODY, *(f"X-{n}: {TOKEN}" for n in range(200))),
    "timeout": hang,
    "cut": cut,
    "reset in headers": reset,
    "bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY,
    "two lengths": response(200, BODY, "Content-Length: 7"),
    "not http": b"220 " + BODY + b"\r\n\r\n",
    "bomb": response(200, gzip.compress(BODY + b" " * 40_000_000), "Content-Encoding: gzip"),
    "lone surrogate": response(200, BODY.replace(b"conv_1", b"conv_1\\ud800")),
    "deep": response(200, b"[" * 100_000 + BODY),
    "list": response(200, b"[" + BODY + b"]"),
    "detail with 200": response(200, {"detail": f"{SAID} {TOKEN}"}),
    "redirect": response(302, b"", f"Location: https://evil.example/?t={TOKEN}"),
    "cookie": response(500, BODY, f"Set-Cookie: t={TOKEN}"),
    "close": lambda peer: peer.close(),
}


def fetch_sync(url: str, hook: Hook | None = None) -> Any:
    """Fetch one conversation; the token comes from the environment."""
    with AnyReach(base_url=url, timeout=0.5, max_retries=1, on_attempt=hook) as client:
        return client.conversations.get("conv_1")


def fetch_async(
    url: str, hook: Hook | None = None, transport: Literal["aiohttp"] | None = None
) -> Any:
    """Fetch one conversation; the token comes from the environment."""

    async def fetch() -> Any:
        async with AsyncAnyReach(
            base_url=url, timeout=0.5, max_retries=1, on_attempt=hook, transport=transport
        ) as client:
            return await client.conversations.get("conv_1")

    return asyncio.run(fetch())


def fetch_aiohttp(url: str, hook: Hook | None = None) -> Any:
    """Fetch one conversation over aiohttp; the token comes from the environment."""
    return fetch_async(url, hook, "aiohttp")


FILTERS: dict[str, Any] = {
    "user_id": NUMBER,
    "agent_number": NUMBER,
    "agent_id": SAID,
    "custom_metadata": {SAID: SAID},
}


def list_sync(url: str, **options: Any) -> Any:
    """List with filters that name people; the token comes from the environment."""
    with AnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
        return list(client.conversations.list(**options | FILTERS))


def list_async(url: str, **options: Any) -> Any:
    """List with filters that name people; the token comes from the environment."""

    async def fetch() -> Any:
        async with AsyncAnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
            return [c async for c in client.conversations.list(**options | FILTERS)]

    return asyncio.run(fetch())


def list_closed(url: str, **options: Any) -> Any:
    """List by a client that is closed."""
    with AnyReach(base_url=url) as client:
        conversations = client.conversations.list(**options | FILTERS)
    return list(conversations)


def get_many_sync(url: str) -> list[anyreach.Fetched]:
    """Get many; the token comes from the environment."""
    with AnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
        return list(client.conversations.get_many(["conv_1"] * 3))


def get_many_async(url: str) -> list[anyreach.Fetched]:
    """Get many; the token comes from the environment."""

    async def fetch() -> list[anyreach.Fetched]:
        async with AsyncAnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
            return [fetched async for fetched in client.conversations.get_many(["conv_1"] * 3)]

    return asyncio.run(fetch())


every_way = pytest.mark.parametrize("fetch", [fetch_sync, fetch_async, fetch_aiohttp])


class Everything(logging.Handler):
    """Keeps every record, formatted, with its arguments and its exception."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.text += f"{self.format(record)} {record.args!r} {vars(record)!r}\n"


@pytest.fixture(autouse=True)
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Everything]:
    """Every logger there is, at DEBUG."""
    monkeypatch.setenv("ANYREACH_TOKEN", TOKEN)
    handler = Everything()
    root = logging.getLogger()
    names = [
        "httpx",
        "httpcore",
        "asyncio",
        "anyio",
        "aiohttp",
        "anyreach",
        *logging.root.manager.loggerDict,
    ]
    loggers = [root, *map(logging.getLogger, names)]
    before = [(logger, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for logger, level, disabled in before:
        logger.setLevel(level)
        logger.disabled = disabled


def attributes(value: object) -> dict[str, object]:
    """What `vars` shows of a value, and its slots."""
    slots = {
        name: getattr(value, name, None)
        for kind in type(value).__mro__
        for name in getattr(kind, "__slots__", ())
        if isinstance(name, str)
    }
    return {**getattr(value, "__dict__", {}), **slots}


def seen_in(value: object) -> str:
    """Everything that a value shows without being asked for something: text and two levels."""
    texts = [f"{value}", f"{value!r}", f"{value!s:>9}"]
    for name, inner in attributes(value).items():
        texts.append(f"{name}={inner!r}")
        texts.extend(f"{name}.{deep}={last!r}" for deep, last in attributes(inner).items())
    return "\n".join(texts)


def chained(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it was raised from or while handling."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is not None and current not in seen:
            seen.append(current)
            waiting += [current.__cause__, current.__context__]
            yield current


def frames_of(error: BaseException) -> str:
    """Every local variable of every frame of ours and of the libraries, as tracebacks show them."""
    caught = traceback.TracebackException.from_exception(error, capture_locals=True)
    deep = ""
    trace = error.__traceback__
    while trace is not None:  # as error trackers do: containers are shown element by element
        if trace.tb_frame.f_code.co_filename != __file__:
            for value in trace.tb_frame.f_locals.values():
                if type(value) in {dict, list, tuple}:
                    deep += repr(value)
        trace = trace.tb_next
    return deep + "\n".join(
        f"{frame.filename} {frame.name} {frame.locals}"
        for frame in caught.stack
        if frame.filename != __file__
    )


def assert_clean(channels: dict[str, str]) -> None:
    """No canary is in any of these texts; in frames, the token is not."""
    found = [
        (channel, canary)
        for channel, text in channels.items()
        for canary in (CANARIES[:1] if channel == "frames" else CANARIES)
        if canary in text
    ]
    assert found == []


@every_way
@pytest.mark.parametrize("fault", FAULTS)
def test_errors_and_all_around_them(
    fetch: Callable[..., Any], fault: str, logged: Everything
) -> None:
    """At every failure point: texts, logs, warnings, frames, chains, pickles, hooks, spans."""
    told: list[Attempt] = []
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    record = spans(provider)

    def hook(attempt: Attempt) -> None:
        told.append(attempt)
        record(attempt)

    with (
        no_waiting(),
        warnings.catch_warnings(record=True) as warned,
        serve(FAULTS[fault]) as server,
    ):
        warnings.simplefilter("always")
        with pytest.raises(AnyReachError) as caught:
            fetch(server.url, hook)
    error = caught.value
    assert told
    asked_for = {"detail"} if fault.startswith("422") else set[str]()
    shown = {name: value for name, value in vars(error).items() if name not in asked_for}
    assert_clean(
        {
            "text": f"{error} {error!r} {error.args!r} {shown!r}",
            "frames": "".join(map(frames_of, chained(error))),
            "chain": "".join(f"{link!r}" for link in chained(error)),
            "pickle": "" if asked_for else pickle.dumps(error).decode("latin-1"),
            "logs": logged.text,
            "warnings": "".join(str(warning) for warning in warned),
            "exc_info": repr(sys.exc_info()),
            "hook": f"{told} {told!r}",
            "spans": "".join(span.to_json() for span in exporter.get_finished_spans()),
        }
    )
    assert list(chained(error)) == [error]
    assert b"canarytoken" in server.requests[0]


def interrupt(peer: socket.socket) -> None:
    """Say half an answer, and let the user press Ctrl-C."""
    peer.sendall(GOOD[:-20])
    main = threading.main_thread().ident
    assert main is not None
    signal.pthread_kill(main, signal.SIGINT)
    peer.recv(1)


def test_an_interrupt_shows_no_token() -> None:
    """A KeyboardInterrupt in the middle of a call has no frame with the token."""
    with serve(interrupt) as server, pytest.raises(KeyboardInterrupt) as caught:
        fetch_sync(server.url)
    assert_clean({"frames": "".join(map(frames_of, chained(caught.value)))})


@pytest.mark.parametrize("limited", [False, True])
def test_a_cancelled_call_shows_no_token(*, limited: bool) -> None:
    """A cancelled call, and one that a timeout of the app ends, have no frame with the token."""

    async def cancelled(url: str) -> BaseException:
        async with AsyncAnyReach(base_url=url) as client:
            call = asyncio.ensure_future(client.conversations.get("conv_1"))
            if not limited:
                asyncio.get_running_loop().call_later(0.2, call.cancel)
            try:
                async with asyncio.timeout(0.2 if limited else None):
                    await call
            except (TimeoutError, asyncio.CancelledError) as error:
                return error
        raise AssertionError

    with serve(hang) as server:
        error = asyncio.run(cancelled(server.url))
    assert isinstance(error, TimeoutError) == limited
    assert_clean({"frames": "".join(map(frames_of, chained(error)))})
    assert b"canarytoken" in server.requests[0]


PLACED = RECORD | {"created_at": "2026-01-01T00:00:00Z"}
LISTED: dict[str, tuple[Answer, dict[str, Any]]] = {
    "500": (response(500, BODY), {}),
    "cut": (cut, {}),
    "422": (response(422, {"detail": [{"input": NUMBER}]}), {}),
    "wrong type": (response(200, BODY.replace(b'"id"', b'"id": ["canarywords"], "x"')), {}),
    "no time": (response(200, [RECORD]), {"page_size": 1}),
    "one time": (
        response(200, [PLACED | {"id": f"conv_{number}"} for number in range(12)]),
        {"page_size": 12},
    ),
    "ignored": (
        response(
            200,
            [PLACED | {"created_at": f"2026-01-0{n}T00:00:00Z", "id": n * "c"} for n in (3, 2, 1)],
        ),
        {"page_size": 3},
    ),
}


@pytest.mark.parametrize("fault", LISTED)
@pytest.mark.parametrize("way", [list_sync, list_async, list_closed])
def test_errors_of_lists_and_all_around_them(
    way: Callable[..., Any], fault: str, logged: Everything
) -> None:
    """A list's filters and conversations are in no error and no log, wherever the walk ends."""
    answer, options = LISTED[fault]
    with serve(answer) as server, pytest.raises(AnyReachError) as caught:
        way(server.url, **options)
    error = caught.value
    shown = {name: value for name, value in vars(error).items() if name != "detail"}
    assert_clean(
        {
            "text": f"{error} {error!r} {error.args!r} {shown!r}",
            "frames": "".join(map(frames_of, chained(error))),
            "chain": "".join(f"{link!r}" for link in chained(error)),
            "logs": logged.text,
        }
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"agent_id": SAID + "\ud800"},
        {"custom_metadata": {SAID: object()}},
        {"limit": NUMBER},
        {"timeout": -1},
    ],
)
def test_filters_that_are_refused(wrong: dict[str, Any]) -> None:
    """A filter that cannot be used is in no text, nor are those beside it."""
    for client in (AnyReach(), AsyncAnyReach()):
        with pytest.raises(AnyReachError) as caught:
            client.conversations.list(**FILTERS | wrong)
        assert_clean({"text": seen_in(caught.value), "frames": frames_of(caught.value)})


def test_a_list_in_hand() -> None:
    """A list shows no filter, two levels deep, and its pages no canary unasked."""
    with serve(response(200, [PLACED])) as server:
        for way in (list_sync, list_async):
            assert_clean({"conversations": f"{way(server.url)}"})
    for client in (AnyReach(), AsyncAnyReach()):
        assert_clean({"attributes": seen_in(client.conversations.list(**FILTERS))})


@pytest.mark.parametrize("way", [get_many_sync, get_many_async])
@pytest.mark.parametrize("answer", [GOOD, FAULTS["500 with a conversation"], cut])
def test_many_in_hand(way: Callable[[str], list[anyreach.Fetched]], answer: Answer) -> None:
    """What came of an id shows no canary, be it a conversation or an error."""
    with serve(answer) as server:
        got = way(server.url)
    assert len(got) == 3
    assert_clean({"results": f"{got} {got!r} {[attributes(one.error) for one in got]}"})


def whole(peer: socket.socket) -> None:
    """Give a recording of which every byte is a canary."""
    peer.sendall(response(200, SAID.encode() * 9_000))


REFUSAL = json.dumps({"detail": f"{SAID} {URL}"})
RECORDING_FAULTS: dict[str, tuple[Answer, ...]] = {
    "progress raises": (whole,),
    "expired": (response(403, REFUSAL.encode(), f"X-Why: {URL}"),),
    "500": (response(500, REFUSAL.encode()),),
    "redirects to http": (response(302, b"", f"Location: ftp://x.example/{URL}"),),
    "redirects elsewhere": (response(302, b"", f"Location: http://user@127.0.0.1/{URL}"),),
    "redirects in circles": (response(302, b"", f"Location: /canaryurl?{SAID}"),),
    "html": (response(200, SAID.encode(), "Content-Type: text/html"),),
    "cut": (lambda peer: peer.sendall(response(200, SAID.encode() * 9_000)[:50_000]),),
    "silent": (hang,),
    "not http": (b"220 canarywords\r\n\r\n",),
    "bad chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanarywords\r\n",),
    "header": (response(200, b"", *(f"X-{n}: {URL}" for n in range(200))),),
    "another rest": (
        lambda peer: peer.sendall(response(200, SAID.encode() * 9_000, 'ETag: "1"')[:50_000]),
        response(206, SAID.encode(), f"Content-Range: bytes 0-{SAID}", f"ETag: {SAID}"),
    ),
    "close": (lambda peer: peer.close(),),
}


def progress(done: int, _total: int | None) -> None:
    """Fail in the middle of a download."""
    if done > len(SAID) * 8_000:
        raise RuntimeError


def download_sync(url: str, path: Path, *, streamed: bool) -> None:
    """Fetch a recording; the token comes from the environment."""
    with AnyReach(base_url=url) as client:
        if not streamed:
            client.recordings.download("conv_1", path, timeout=0.4, progress=progress)
        with client.recordings.stream("conv_1", timeout=0.4) as chunks:
            for chunk in chunks:
                del chunk
        raise RuntimeError


def download_async(url: str, path: Path, *, streamed: bool) -> None:
    """Fetch a recording; the token comes from the environment."""

    async def download() -> None:
        async with AsyncAnyReach(base_url=url) as client:
            if not streamed:
                await client.recordings.download("conv_1", path, timeout=0.4, progress=progress)
            async with client.recordings.stream("conv_1", timeout=0.4) as chunks:
                async for chunk in chunks:
                    del chunk
            raise RuntimeError

    asyncio.run(download())


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("download", [download_sync, download_async])
@pytest.mark.parametrize("fault", RECORDING_FAULTS)
def test_recordings_that_do_not_arrive(
    download: Callable[..., None], fault: str, logged: Everything, tmp_path: Path, *, streamed: bool
) -> None:
    """Neither the URL of a recording nor a word of it is around any failure to fetch it."""
    with (
        no_waiting(),
        warnings.catch_warnings(record=True) as warned,
        serve(*RECORDING_FAULTS[fault]) as host,
    ):
        warnings.simplefilter("always")
        details = {"recording_url": f"{host.url}/canaryurl?canaryurl=canarywords"}
        with (
            serve(response(200, {**RECORD, "recording_details": details})) as server,
            pytest.raises((AnyReachError, RuntimeError)) as caught,
        ):
            download(server.url, tmp_path / "call.wav", streamed=streamed)
    error = caught.value
    assert isinstance(error, RuntimeError) == (fault == "progress raises")
    assert_clean(
        {
            "text": f"{error} {error!r} {error.args!r} {vars(error)!r}",
            "frames": "".join(map(frames_of, chained(error))),
            "chain": "".join(f"{link!r}" for link in chained(error)),
            "pickle": pickle.dumps(error).decode("latin-1"),
            "logs": logged.text,
            "warnings": "".join(str(warning) for warning in warned),
        }
    )
    assert list(chained(error)) == [error]
    assert b"canarytoken" not in b"".join(host.requests)
    assert b"canaryurl" in host.requests[0]
    assert list(tmp_path.iterdir()) == []


@every_way
def test_a_conversation_in_hand(fetch: Callable[..., Any], logged: Everything) -> None:
    """A fetched conversation and its transcript show no canary unasked."""
    with serve(GOOD) as server:
        conversation = fetch(server.url)
    assert conversation.summary == SAID
    transcript = anyreach.transcript_of(conversation)
    assert transcript is not None
    values = {
        "conversation": conversation,
        "transcript": transcript,
        "redacted": conversation.redacted(),
        "agent": conversation.agent,
    }
    turn = transcript.turns[0]
    assert turn.text == SAID
    assert_clean({name: f"{value} {value!r} {[value]!r}" for name, value in values.items()})
    assert_clean({"turn": f"{turn} {turn!r}", "logs": logged.text})
    redacted = conversation.redacted()
    redacted.user_id = redacted.agent_number = None
    assert_clean({"redacted": f"{pickle.dumps(redacted)!r} {redacted.to_dict()!r}"})


def test_clients_and_their_help() -> None:
    """Neither a client's attributes, two levels deep, nor `help` shows the token."""
    with AnyReach(proxy="http://user:canarytoken@127.0.0.1:9") as client:
        async_client = AsyncAnyReach()
        for shown in (client, async_client, client.conversations, client.with_options(timeout=1)):
            assert_clean({"attributes": seen_in(shown), "help": pydoc.render_doc(shown)})
            with pytest.raises(TypeError):
                pickle.dumps(shown)


def test_a_redacted_error_shows_the_field_and_not_the_others() -> None:
    """A RedactedError raised in an app's frames shows no other field's value."""
    conversation = anyreach.models.Conversation.from_dict(
        {name: value for name, value in RECORD.items() if name != "summary"}
    )
    with pytest.raises(anyreach.RedactedError) as caught:
        conversation.reveal("summary")
    assert_clean({"frames": frames_of(caught.value), "text": seen_in(caught.value)})


# What is said to people, and what they answer.

AGENT: dict[str, Any] = {"agent_id": "agent_1"}
TOLD: dict[str, Any] = AGENT | {"custom_metadata": {SAID: [SAID]}, "initial_context": SAID}
ACTS: dict[str, Callable[[Any], Any]] = {
    "create": lambda conversations: conversations.create(
        channel="telephone", user_id=DIALLED, agent_number=NUMBER, **TOLD
    ),
    "call": lambda conversations: conversations.call(to=DIALLED, **TOLD),
    "text": lambda conversations: conversations.text(
        user_id=NUMBER, agent_config={SAID: SAID}, custom_metadata={SAID: SAID}
    ),
    "email": lambda conversations: conversations.email(
        user_id=NUMBER, to_address=SAID, from_address=SAID, subject=SAID, **TOLD
    ),
    "web": lambda conversations: conversations.web(user_id=NUMBER, **TOLD),
    "send_message": lambda conversations: conversations.send_message("conv_1", text=SAID),
    "end": lambda conversations: conversations.end("conv_1"),
    "wait": lambda conversations: conversations.wait("conv_1", timeout=0.5),
}
REFUSED: dict[str, Callable[[Any], Any]] = {
    "call": lambda conversations: conversations.call(to=DIALLED + SAID, **TOLD),
    "text": lambda conversations: conversations.text(user_id=NUMBER, agent_version_id=SAID, **TOLD),
    "email": lambda conversations: conversations.email(user_id=NUMBER, to_address="", **TOLD),
    "metadata": lambda conversations: conversations.web(
        user_id=NUMBER, **AGENT, custom_metadata={SAID: {SAID: {1: SAID}}}
    ),
    "config": lambda conversations: conversations.text(
        user_id=NUMBER, agent_config={SAID: [SAID, object()]}
    ),
    "send_message": lambda conversations: conversations.send_message(
        "conv_1", text=SAID + "\ud800"
    ),
    "timeout": lambda conversations: conversations.call(to=DIALLED, **TOLD, timeout=-1),
}
Acted = Callable[[str, Callable[[Any], Any]], Any]
OPTIONS: dict[str, Any] = {"timeout": 0.3, "max_retries": 1}


def act_sync(url: str, act: Callable[[Any], Any]) -> Any:
    """Do something; the token comes from the environment."""
    with AnyReach(base_url=url, **OPTIONS) as client:
        return act(client.conversations)


def act_async(url: str, act: Callable[[Any], Any]) -> Any:
    """Do something, and await it; the token comes from the environment."""

    async def acted() -> Any:
        async with AsyncAnyReach(base_url=url, **OPTIONS) as client:
            return await act(client.conversations)

    return asyncio.run(acted())


def chat_sync(url: str, said: str) -> Any:
    """Say something in a chat; the token comes from the environment."""
    with (
        AnyReach(base_url=url, **OPTIONS) as client,
        client.conversations.chat(user_id=NUMBER, **TOLD) as chat,
    ):
        return chat.send(said)


def chat_async(url: str, said: str) -> Any:
    """Say something in a chat; the token comes from the environment."""

    async def chatted() -> Any:
        async with (
            AsyncAnyReach(base_url=url, **OPTIONS) as client,
            client.conversations.chat(user_id=NUMBER, **TOLD) as chat,
        ):
            return await chat.send(said)

    return asyncio.run(chatted())


acting = pytest.mark.parametrize("acted", [act_sync, act_async])
chatting = pytest.mark.parametrize("chatted", [chat_sync, chat_async])


def assert_silent(error: BaseException, logged: Everything, *secret: str) -> None:
    """An error and all around it show nothing, but what is asked of its attributes named here."""
    shown = {name: value for name, value in vars(error).items() if name not in secret}
    assert_clean(
        {
            "text": f"{error} {error!r} {error.args!r} {shown!r}",
            "frames": "".join(map(frames_of, chained(error))),
            "logs": logged.text,
        }
    )
    assert list(chained(error)) == [error]


@acting
@pytest.mark.parametrize(
    ("act", "fault"),
    [
        *(("call", fault) for fault in FAULTS),
        *((act, fault) for act in ACTS for fault in ("500 with a conversation", "cut", "list")),
    ],
)
def test_errors_of_what_is_said(acted: Acted, act: str, fault: str, logged: Everything) -> None:
    """Numbers, addresses, messages and metadata are on the wire, and in no error around it."""
    with (
        no_waiting(),
        serve(FAULTS[fault]) as server,
        pytest.raises(AnyReachError) as caught,
    ):
        acted(server.url, ACTS[act])
    assert_silent(caught.value, logged, "detail")


CONTACT: dict[str, Any] = {"phone_numbers": [DIALLED], "data": {SAID: SAID}}
WORK: dict[str, Callable[[Any], Any]] = {
    "contacts": lambda client: client.campaigns.add_contacts("camp_1", [CONTACT]),
    "a text": lambda client: client.campaigns.add_contacts("camp_1", SAID),
    "stats": lambda client: client.campaigns.wait("camp_1", timeout=0.5),
    "file": lambda client: client.knowledge_base.add_file("data_1", Path(__file__), name=SAID),
    "run": lambda client: client.workflows.run("flow_1", {SAID: SAID}),
    "traced": lambda client: client.with_options(trace=True).conversations.call(to=DIALLED, **TOLD),
}


@acting
@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("fault", ["500 with a conversation", "cut"])
def test_errors_of_work(acted: Acted, work: str, fault: str, logged: Everything) -> None:
    """Contacts, inputs and names of files are in no error around them, and the token neither."""
    with (
        no_waiting(),
        serve(FAULTS[fault]) as server,
        pytest.raises(AnyReachError) as caught,
    ):
        acted(server.url, lambda conversations: WORK[work](conversations._client))
    assert_silent(caught.value, logged, "detail")


@acting
@pytest.mark.parametrize("answer", [response(403, {"detail": SAID}), reset])
def test_an_upload_shows_no_url(
    acted: Acted, answer: Answer, logged: Everything, tmp_path: Path
) -> None:
    """A presigned URL is in no error of its host, nor in a log, and the token is not sent there."""
    (tmp_path / "prices.txt").write_text(SAID, "utf-8")

    def upload(conversations: Any) -> Any:
        base = conversations._client.knowledge_base
        return base.upload(tmp_path / "prices.txt", chunking_strategy="fixed")

    with no_waiting(), serve(answer) as host:
        source = {"id": "1", "presigned_url": f"{host.url}/canaryurl?canaryurl=canarywords"}
        with serve(response(200, [source])) as api, pytest.raises(AnyReachError) as caught:
            acted(api.url, upload)
    assert_silent(caught.value, logged)
    assert b"canarytoken" not in b"".join(host.requests)
    assert b"canaryurl" in host.requests[0]


@acting
@pytest.mark.parametrize("act", REFUSED)
def test_what_is_refused_is_not_repeated(acted: Acted, act: str, logged: Everything) -> None:
    """An argument that cannot be sent is in no text of the error that says so."""
    with serve(GOOD) as server, pytest.raises(anyreach.ConfigurationError) as caught:
        acted(server.url, REFUSED[act])
    assert_silent(caught.value, logged)
    assert server.requests == []


@acting
@pytest.mark.parametrize("act", ACTS)
def test_a_closed_client_shows_nothing(acted: Acted, act: str, logged: Everything) -> None:
    """What a closed client was asked to send is in no text of its refusal."""

    def late(conversations: Any) -> Any:
        conversations._client._shared.closed = True
        return ACTS[act](conversations)

    with pytest.raises(anyreach.ConfigurationError, match="closed") as caught:
        acted("http://127.0.0.1:9", late)
    assert_silent(caught.value, logged)


MADE = response(200, {"conversation": RECORD, "starting_message": SAID, "token": SAID})
REPLY = response(
    200,
    {
        "conversation_id": "conv_1",
        "reply": SAID,
        "tool_calls": [{"call_id": SAID, "name": SAID, "arguments": SAID, "output": SAID}],
        "widgets": [{"type": SAID, "data": {SAID: SAID}}],
        "new_field": SAID,
    },
)
ENDED = response(200, {"conversation_id": "conv_1", "status": "completed", "summary": SAID})


@chatting
@pytest.mark.parametrize("fault", ["422 list", "another record", "cut", "reset in headers"])
def test_errors_of_a_chat(chatted: Callable[..., Any], fault: str, logged: Everything) -> None:
    """A message that fails, and an end that fails after it, show nothing, in the note neither."""
    with (
        no_waiting(),
        serve(MADE, FAULTS[fault]) as server,
        pytest.raises(AnyReachError) as caught,
    ):
        chatted(server.url, SAID)
    assert caught.value.__notes__
    assert_silent(caught.value, logged, "detail")


@chatting
def test_a_chat_in_hand(chatted: Callable[..., Any], logged: Everything) -> None:
    """A reply shows no canary unasked, nor do its parts."""
    with serve(MADE, REPLY, ENDED) as server:
        reply = chatted(server.url, SAID)
    assert reply.text == SAID
    parts = [reply, reply.tool_calls, reply.widgets, reply.raw]
    assert_clean({"reply": f"{parts} {parts!r}", "logs": logged.text})


@acting
@pytest.mark.parametrize("act", ["create", "call", "text", "email", "web"])
def test_a_created_conversation_in_hand(acted: Acted, act: str, logged: Everything) -> None:
    """What was created shows neither the user nor what a browser joins with."""
    with serve(MADE) as server:
        made = acted(server.url, ACTS[act])
    raw = made if act == "create" else made.raw
    assert raw.additional_properties["token"] == made.starting_message == SAID
    assert_clean({"made": f"{made} {made!r} {[made]!r} {raw!r}", "logs": logged.text})


@acting
def test_an_ended_conversation_in_hand(acted: Acted, logged: Everything) -> None:
    """What is left of an ended conversation does not show its summary."""
    with serve(ENDED) as server:
        ended = acted(server.url, ACTS["end"])
    assert ended.summary == SAID
    assert_clean({"ended": f"{ended} {ended!r}", "logs": logged.text})


@acting
def test_a_wait_that_is_over(acted: Acted, logged: Everything) -> None:
    """A conversation that goes on is in the error for who asks, and shows nothing there."""
    active = response(200, RECORD | {"status": "ringing"})
    with no_waiting(), serve(active) as server, pytest.raises(anyreach.WaitTimeoutError) as caught:
        acted(server.url, lambda conversations: conversations.wait("conv_1", timeout=0.5))
    assert caught.value.record.summary == SAID
    assert_silent(caught.value, logged)


@acting
def test_a_callable_that_raises_in_a_wait(acted: Acted, logged: Everything) -> None:
    """What an app's callable raises comes with frames that show nothing of the conversation."""

    def tell(_conversation: anyreach.models.Conversation) -> None:
        raise LookupError("mine")

    active = response(200, RECORD | {"status": "ringing"})
    with serve(active) as server, pytest.raises(LookupError, match="mine") as caught:
        acted(server.url, lambda conversations: conversations.wait("conv_1", on_update=tell))
    assert_silent(caught.value, logged)
