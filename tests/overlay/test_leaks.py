"""Canaries: a token and a transcript are on the wire and in the values asked for, nowhere else."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import pydoc
import socket
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import anyreach
from anyreach import AnyReach, AnyReachError, AsyncAnyReach
from tests.overlay.servers import Answer, response, serve

TOKEN = "ak_1.canarytoken"
SAID = "canarywords"
NUMBER = "+1555canary"
URL = "https://recordings.example/canaryurl"
CANARIES = ("canarytoken", "canarywords", "+1555canary", "canaryurl")
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
    "close": lambda peer: peer.close(),
}


def fetch_sync(url: str) -> Any:
    """Fetch one conversation; the token comes from the environment."""
    with AnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
        return client.conversations.get("conv_1")


def fetch_async(url: str) -> Any:
    """Fetch one conversation; the token comes from the environment."""

    async def fetch() -> Any:
        async with AsyncAnyReach(base_url=url, timeout=0.5, max_retries=0) as client:
            return await client.conversations.get("conv_1")

    return asyncio.run(fetch())


every_way = pytest.mark.parametrize("fetch", [fetch_sync, fetch_async])


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
    names = ["httpx", "httpcore", "asyncio", "anyio", "anyreach", *logging.root.manager.loggerDict]
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
    """No canary is in any of these texts."""
    found = [
        (channel, canary)
        for channel, text in channels.items()
        for canary in CANARIES
        if canary in text
    ]
    assert found == []


@every_way
@pytest.mark.parametrize("fault", FAULTS)
def test_errors_and_all_around_them(
    fetch: Callable[[str], Any], fault: str, logged: Everything
) -> None:
    """At every failure point: texts, logs, warnings, frames, chains and pickles hold no canary."""
    with warnings.catch_warnings(record=True) as warned, serve(FAULTS[fault]) as server:
        warnings.simplefilter("always")
        with pytest.raises(AnyReachError) as caught:
            fetch(server.url)
    error = caught.value
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
        }
    )
    assert list(chained(error)) == [error]
    assert b"canarytoken" in server.requests[0]


@every_way
def test_a_conversation_in_hand(fetch: Callable[[str], Any], logged: Everything) -> None:
    """A fetched conversation, its transcript and its recording show no canary unasked."""
    with serve(GOOD) as server:
        conversation = fetch(server.url)
    assert conversation.summary == SAID
    values = {
        "conversation": conversation,
        "transcript": conversation.transcript,
        "recording": conversation.recording,
        "redacted": conversation.redacted(),
        "agent": conversation.agent,
        "raw": conversation.conversation,
        "metadata": conversation.custom_metadata,
    }
    turn = conversation.transcript.turns[0]
    assert turn.text == SAID
    assert_clean({name: f"{value} {value!r} {[value]!r}" for name, value in values.items()})
    assert_clean({"turn": f"{turn} {turn!r}", "logs": logged.text})
    redacted = conversation.redacted()
    redacted.user_id = redacted.agent_number = anyreach.UNSET
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
