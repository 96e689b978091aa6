"""What is told of each attempt: to the hook, to the log, and to OpenTelemetry."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from anyreach import AnyReach, Attempt, ConfigurationError, NotFoundError, Policy
from anyreach._core.responses import decoding as _decode
from anyreach.otel import spans
from anyreach.testing import no_waiting
from anyreach_api._operation import Info, Request
from tests.overlay.clients import KEY, WAYS, Get
from tests.overlay.servers import Answer, response, serve

GOOD = response(200, {"id": "conv_1"})
BUSY = response(503)
NO_HTTP = b"220 mail.example ESMTP\r\n\r\n"

every_way = pytest.mark.parametrize("get", WAYS)


@every_way
def test_the_hook_is_told_of_every_attempt(get: Get) -> None:
    """A call that needs three attempts is three records: status, error, wait and time."""
    told: list[Attempt] = []
    with no_waiting(), serve(BUSY, NO_HTTP, GOOD) as server:
        get(server.url, max_retries=2, on_attempt=told.append)
    assert [(one.operation, one.attempt, one.status, one.error) for one in told] == [
        ("getConversation", 1, 503, "InternalServerError"),
        ("getConversation", 2, None, "APIConnectionError"),
        ("getConversation", 3, 200, None),
    ]
    assert [one.wait is None for one in told] == [False, False, True]
    assert all(one.elapsed >= 0 for one in told)


@every_way
def test_the_last_attempt_of_a_failure_has_no_wait(get: Get) -> None:
    """The record of the attempt whose error is raised says that there is no other."""
    told: list[Attempt] = []
    with serve(response(404)) as server, pytest.raises(NotFoundError):
        get(server.url, max_retries=2, on_attempt=told.append)
    assert [(one.status, one.error, one.wait) for one in told] == [(404, "NotFoundError", None)]


def test_a_hook_that_raises_is_heard() -> None:
    """What the hook raises reaches the caller: it is the app's own error."""

    def broken(_attempt: Attempt) -> None:
        raise LookupError("metrics")

    with (
        serve(GOOD) as server,
        AnyReach(KEY, base_url=server.url, on_attempt=broken) as client,
        pytest.raises(LookupError),
    ):
        client.conversations.get("conv_1")


@every_way
def test_the_log_says_the_same(get: Get, caplog: pytest.LogCaptureFixture) -> None:
    """The logger `anyreach` has one line per attempt: INFO for a failed one, else DEBUG."""
    caplog.set_level(logging.DEBUG, "anyreach")
    with no_waiting(), serve(BUSY, GOOD) as server:
        get(server.url, max_retries=1)
    lines = [record for record in caplog.records if record.name == "anyreach"]
    assert [record.levelname for record in lines] == ["INFO", "DEBUG"]
    assert (
        lines[0]
        .getMessage()
        .startswith("getConversation attempt 1: status 503, InternalServerError, ")
    )
    assert lines[1].getMessage().startswith("getConversation attempt 2: status 200, fine, ")


@every_way
def test_spans_hold_what_the_record_holds(get: Get) -> None:
    """Every attempt is a client span after the semantic conventions, without an id of anybody."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with no_waiting(), serve(BUSY, NO_HTTP, GOOD) as server:
        get(server.url, max_retries=2, on_attempt=spans(provider))
    finished = exporter.get_finished_spans()
    path = "/core/conversations/{conversation_id}"
    assert [span.name for span in finished] == [f"GET {path}"] * 3
    shared = {
        "anyreach.operation": "getConversation",
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "url.template": path,
    }
    assert [dict(span.attributes or {}) for span in finished] == [
        {**shared, "http.response.status_code": 503, "error.type": "InternalServerError"},
        {**shared, "error.type": "APIConnectionError", "http.request.resend_count": 1},
        {**shared, "http.response.status_code": 200, "http.request.resend_count": 2},
    ]
    assert [span.status.is_ok for span in finished] == [False, False, True]
    for span, request in zip(finished, server.requests, strict=True):
        assert span.start_time is not None
        assert span.end_time is not None
        assert span.end_time >= span.start_time
        context = span.get_span_context()
        assert context is not None
        sent = f"traceparent: 00-{context.trace_id:032x}-{context.span_id:016x}-"
        assert sent.encode() in request


def test_a_recording_is_a_span_without_a_place() -> None:
    """What the host of a recording is asked for has no path and no server in its span."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    spans(provider)(Attempt("download", 1, 200, None, None, 0.5))
    (span,) = exporter.get_finished_spans()
    assert span.name == "GET"
    assert "server.address" not in (span.attributes or {})
    assert span.start_time is not None
    assert span.end_time is not None
    assert span.end_time - span.start_time >= 0.5e9


def hang_up(peer: socket.socket) -> None:
    """Close the connection without an answer."""
    peer.close()


def operation(method: str, **more: Any) -> Any:
    """An operation of a contract, as far as the client knows it."""
    info = Info("ringBell", method, "/bell", "bells", "ring", **more)
    return SimpleNamespace(
        INFO=info, request=lambda: Request(info, "/bell"), read=_decode.Answer.json
    )


BELL = response(200, {"rang": True})


@pytest.mark.parametrize("fault", [BUSY, hang_up], ids=["503", "closed"])
def test_a_post_is_not_sent_twice(fault: Answer) -> None:
    """A POST that the server may have acted on is raised, not repeated."""
    with no_waiting(), serve(fault, BELL) as server, AnyReach(KEY, base_url=server.url) as client:
        with pytest.raises(Exception, match="ringBell"):
            client.execute(operation("POST"))
        assert len(server.requests) == 1


def test_a_post_with_an_idempotency_key_is_repeated_with_the_same_key() -> None:
    """Where the contract names a key header, a call has one key for all its attempts."""
    ring = operation("POST", repeatable=True, idempotency_header="Idempotency-Key")
    with no_waiting(), serve(BUSY, BELL) as server, AnyReach(KEY, base_url=server.url) as client:
        assert client.execute(ring) == {"rang": True}
        client.execute(ring)
    keys = [
        line.split(b": ")[1].decode()
        for request in server.requests
        for line in request.split(b"\r\n")
        if line.lower().startswith(b"idempotency-key: ")
    ]
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]
    assert uuid.UUID(keys[0]).version == 4


def test_a_policy_can_be_overridden_for_a_call() -> None:
    """`with_options(policy=…)` decides instead of the contract, for the calls made through it."""
    with no_waiting(), serve(BUSY, BELL) as server, AnyReach(KEY, base_url=server.url) as client:
        once = client.with_options(policy=Policy(repeatable=False))
        with pytest.raises(Exception, match="503"):
            once.execute(operation("GET", repeatable=True))
        server.answers[:] = [BUSY, BELL]
        again = client.with_options(policy=Policy(repeatable=True))
        assert again.execute(operation("POST")) == {"rang": True}


@every_way
def test_a_smaller_size_limit_is_kept(get: Get) -> None:
    """`max_response_bytes` bounds what an answer may decode to."""
    with serve(response(200, {"id": "conv_1", "x": "y" * 2_000})) as server:
        with pytest.raises(Exception, match="larger than 1000 bytes"):
            get(server.url, max_response_bytes=1_000)
        assert get(server.url, max_response_bytes=3_000).id == "conv_1"


def test_extras_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for aiohttp without the extra says what to install; other texts are refused."""
    from anyreach import AsyncAnyReach  # noqa: PLC0415

    monkeypatch.setitem(__import__("sys").modules, "httpx_aiohttp", None)
    monkeypatch.delitem(
        __import__("sys").modules, "anyreach._transport.transports.aiohttp_transport", raising=False
    )
    monkeypatch.delattr("anyreach._transport.transports.aiohttp_transport", raising=False)
    with pytest.raises(ConfigurationError, match=r"pip install .anyreach-client\[aiohttp\]"):
        AsyncAnyReach(KEY, transport="aiohttp")
    with pytest.raises(ConfigurationError, match=r"must be an httpx\.AsyncBaseTransport"):
        AsyncAnyReach(KEY, transport="curl")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"must be an httpx\.BaseTransport"):
        AnyReach(KEY, transport="aiohttp")  # type: ignore[arg-type]


ASK = """
import logging, sys
from anyreach import AnyReach
{}
for _ in range(2):
    with AnyReach("ak_1.s", base_url=sys.argv[1]) as client:
        client.conversations.get("conv_1")
"""


def logged(value: str, before: str = "") -> list[str]:
    """Run an app with ANYREACH_LOG, and return what it prints to standard error."""
    with serve(BUSY, GOOD) as server:
        program = [sys.executable, "-c", ASK.format(before), server.url]
        env = os.environ | {"ANYREACH_LOG": value}
        done = subprocess.run(program, env=env, capture_output=True, text=True, check=False)
    return done.stderr.splitlines()


def test_the_environment_switches_the_log_on() -> None:
    """ANYREACH_LOG=info prints what failed, debug prints every attempt; without it, nothing."""
    levels = {value: [line.split()[2] for line in logged(value)] for value in ("", "info", "DEBUG")}
    assert levels == {"": [], "info": ["INFO"], "DEBUG": ["INFO", "DEBUG", "DEBUG"]}


OF_ROOT = "logging.basicConfig(format='ours %(message)s')"
OF_LOGGER = """
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter("ours %(message)s"))
logging.getLogger("anyreach").addHandler(handler)
"""


@pytest.mark.parametrize("setup", [OF_ROOT, OF_LOGGER])
def test_an_app_that_logs_gets_each_record_once(setup: str) -> None:
    """Where the app has handlers of its own, the records go there only."""
    assert [line.split()[0] for line in logged("debug", setup)] == ["ours"] * 3


def test_an_unknown_level_is_refused() -> None:
    """Another value says which ones there are, and is not repeated."""
    *_, last = logged("canary")
    assert last.endswith("ConfigurationError: the variable ANYREACH_LOG must be info or debug")
