"""Requests beyond a plain GET: bodies of every kind, own headers, and an operation's own server."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from anyreach import AnyReach, APIConnectionError, AsyncAnyReach, ConfigurationError
from anyreach._core.responses import decoding as _decode
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.testing import no_waiting
from anyreach.testing._http import serve
from anyreach_api._operation import (
    Body,
    Form,
    Info,
    Json,
    Multipart,
    Query,
    Raw,
    Request,
)
from anyreach_api.contract import SERVER_URL
from tests.overlay.clients import KEY, settings

Answered = tuple[int, Mapping[str, str], bytes]


class Received:
    """Answers every request, and keeps it."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.requests: list[tuple[str, str, Mapping[str, str], bytes]] = []

    def __call__(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Answered:
        """Keep a request."""
        self.requests.append((method, target, headers, body))
        document = json.dumps({"length": len(body)}).encode()
        status = self.statuses.pop(0) if self.statuses else 200
        return status, {"content-length": str(len(document))}, document

    @property
    def body(self) -> bytes:
        """The body of the last request."""
        return self.requests[-1][3]

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the last request, their names in lower case."""
        return self.requests[-1][2]


def operation(request: Callable[[Info], Request], **info: Any) -> Any:
    """An operation with a request of a test's own."""
    made = Info("sendIt", info.pop("method", "POST"), "/it", "its", "send", **info)
    return SimpleNamespace(INFO=made, request=lambda: request(made), read=_decode.Answer.json)


def sending(body: Body, **info: Any) -> Any:
    """An operation that sends a body."""
    return operation(lambda made: Request(made, "/it", body=body), **info)


def send_sync(sent: Any, received: Received) -> Any:
    """Send it to a transport in process."""
    with AnyReach(KEY, transport=handler_transport(received)) as client:
        return client.execute(sent)


def send_async(sent: Any, received: Received) -> Any:
    """Send it to a transport in process."""

    async def send() -> Any:
        async with AsyncAnyReach(KEY, transport=handler_transport(received)) as client:
            return await client.execute(sent)

    return asyncio.run(send())


def send_over_a_socket(sent: Any, received: Received) -> Any:
    """Send it over a connection of the client's own."""
    with serve(received) as url, AnyReach(KEY, base_url=url) as client:
        return client.execute(sent)


def send_async_over_a_socket(sent: Any, received: Received) -> Any:
    """Send it over a connection of the client's own."""

    async def send(url: str) -> Any:
        async with AsyncAnyReach(KEY, base_url=url) as client:
            return await client.execute(sent)

    with serve(received) as url:
        return asyncio.run(send(url))


def send_over_aiohttp(sent: Any, received: Received) -> Any:
    """Send it by aiohttp."""

    async def send(url: str) -> Any:
        async with AsyncAnyReach(KEY, base_url=url, transport="aiohttp") as client:
            return await client.execute(sent)

    with serve(received) as url:
        return asyncio.run(send(url))


every_way = pytest.mark.parametrize(
    "send",
    [send_sync, send_async, send_over_a_socket, send_async_over_a_socket, send_over_aiohttp],
)
Send = Callable[[Any, Received], Any]
SOUND = bytes(range(256)) * 1_000


@every_way
def test_json_and_forms(send: Send) -> None:
    """JSON and forms are sent with their length and their media type."""
    received = Received()
    assert send(sending(Json({"a": ["é", None]})), received) == {"length": 17}
    assert received.body == '{"a":["é",null]}'.encode()
    assert received.headers["content-type"] == "application/json"
    assert received.headers["content-length"] == "17"
    form = Form()
    form.query.add("a b", "c&d")
    form.query.add("e", "é")
    send(sending(form), received)
    assert received.body == b"a+b=c%26d&e=%C3%A9"
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"
    send(sending(Json({}, "application/merge-patch+json"), method="PATCH"), received)
    assert received.requests[-1][0] == "PATCH"
    assert received.headers["content-type"] == "application/merge-patch+json"


def content(form: str, path: Path) -> Any:
    """The same bytes as bytes, as a path and as a file that does not stand at its start."""
    if form == "bytes":
        return SOUND
    path.write_bytes(SOUND)
    if form == "path":
        return path
    path.write_bytes(b"before" + SOUND)
    file = path.open("rb") if form == "file" else io.BytesIO(b"before" + SOUND)
    file.seek(6)
    return file


every_form = pytest.mark.parametrize("form", ["bytes", "path", "file", "BytesIO"])


@every_form
@every_way
def test_a_binary_body(send: Send, form: str, tmp_path: Path) -> None:
    """Bytes, a path and a binary file are one body; a file is sent from where it stands."""
    received = Received()
    given = content(form, tmp_path / "it")
    send(sending(Raw(given, "audio/wav")), received)
    assert received.body == SOUND
    assert received.headers["content-type"] == "audio/wav"
    assert received.headers["content-length"] == str(len(SOUND))
    if form == "file":
        assert not given.closed
        given.close()


@every_form
@every_way
def test_a_multipart_body(send: Send, form: str, tmp_path: Path) -> None:
    """Fields and files are parts, in order, each with its own headers."""
    received = Received()
    body = Multipart()
    body.add("name", "é")
    given = content(form, tmp_path / "call.wav")
    body.add("file", given, "audio/wav")
    body.add("data", {"a": 1})
    send(sending(body), received)
    boundary = re.fullmatch("multipart/form-data; boundary=(.+)", received.headers["content-type"])
    assert boundary is not None
    _, *parts, end = received.body.split(b"--" + boundary[1].encode())
    assert end == b"--\r\n"
    heads = [part.split(b"\r\n\r\n", 1)[0].decode() for part in parts]
    texts = [part.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n") for part in parts]
    assert texts == ["é".encode(), SOUND, b'{"a":1}']
    assert 'name="name"' in heads[0]
    assert "filename" not in heads[0]
    assert 'name="file"; filename="' in heads[1]
    assert "Content-Type: audio/wav" in heads[1]
    assert "Content-Type: application/json" in heads[2]
    if form == "file":
        given.close()


@every_form
@every_way
def test_a_body_is_whole_in_every_attempt(send: Send, form: str, tmp_path: Path) -> None:
    """A request that is repeated sends its file again, from where it stood at the call."""
    received = Received(503, 503)
    given = content(form, tmp_path / "it")
    with no_waiting():
        send(sending(Raw(given, "audio/wav"), repeatable=True), received)
        assert [body for *_, body in received.requests] == [SOUND] * 3
        if form in {"file", "BytesIO"}:
            given.seek(6)
        body = Multipart()
        body.add("file", given)
        received = Received(503)
        send(sending(body, repeatable=True), received)
    assert [SOUND in body for *_, body in received.requests] == [True] * 2
    if form == "file":
        given.close()


@every_way
def test_files_that_cannot_be_sent(send: Send, tmp_path: Path) -> None:
    """A file that is not there is the caller's OSError, and a text file a ConfigurationError."""
    received = Received()
    with pytest.raises(FileNotFoundError):
        send(sending(Raw(tmp_path / "none", "audio/wav")), received)
    with pytest.raises(ConfigurationError, match='a file must be binary: open it with "rb"'):
        send(sending(Raw(io.StringIO("text"), "audio/wav")), received)
    with pytest.raises(ConfigurationError, match="can't be sent as JSON"):
        send(sending(Json({"a": float("nan")})), received)
    assert received.requests == []


@every_way
def test_a_request_without_a_body_has_no_content_type(send: Send) -> None:
    """A POST without a body says that it has none."""
    received = Received()
    send(operation(lambda info: Request(info, "/it")), received)
    assert received.body == b""
    assert "content-type" not in received.headers
    assert received.headers["content-length"] == "0"


@pytest.mark.parametrize(
    ("accept", "sent"), [("application/json", "application/json"), ("audio/*", "audio/*")]
)
@every_way
def test_what_is_accepted(send: Send, accept: str, sent: str) -> None:
    """The request asks for what its operation reads."""
    received = Received()
    send(operation(lambda info: Request(info, "/it"), method="GET", accept=accept), received)
    assert received.headers["accept"] == sent


@every_way
def test_own_headers_and_query(send: Send) -> None:
    """An operation's headers come in place of the client's own, and the credential stays."""

    def request(info: Info) -> Request:
        query = Query()
        query.add("a", "b c&d+é")
        headers = {"user-agent": "mine", "X-One": "1", "Cookie": "a=b"}
        return Request(info, "/it", query, headers=headers)

    received = Received()
    send(operation(request, method="GET"), received)
    _, target, headers, _ = received.requests[-1]
    assert target == "/it?a=b%20c%26d%2B%C3%A9"
    assert headers["user-agent"] == "mine"
    assert (headers["x-one"], headers["cookie"]) == ("1", "a=b")
    assert headers["authorization"] == f"Bearer {KEY}"


def test_extra_options_go_with_the_request() -> None:
    """`extra_headers=` and `extra_query=` send what the contract does not have."""
    received = Received()
    extra: dict[str, Any] = {"extra_headers": {"X-Trace": "7"}, "extra_query": {"fields": "id"}}
    with (
        AnyReach(**settings(SERVER_URL, {"transport": handler_transport(received)})) as client,
        pytest.raises(Exception, match="id: is required"),
    ):
        client.conversations.get("conv_1", **extra)
    assert received.headers["x-trace"] == "7"
    assert received.requests[-1][1] == "/core/conversations/conv_1?fields=id"


@pytest.mark.parametrize(
    "name", ["Content-Length", "HOST", "transfer-encoding", "X-Anyreach-Org", "Authorization"]
)
def test_headers_that_only_the_client_can_set(name: str) -> None:
    """A header that would break the request, or its credential, is refused."""
    with AnyReach(KEY) as client, pytest.raises(ConfigurationError, match="extra_headers= cannot"):
        client.conversations.get("conv_1", extra_headers={name: "1"})


@pytest.mark.parametrize(
    ("base_url", "server", "url"),
    [
        (SERVER_URL, None, f"{SERVER_URL}/it"),
        (SERVER_URL, "https://files.example/v2/", "https://files.example/v2/it"),
        (SERVER_URL, "/v2", f"{SERVER_URL}/v2/it"),
        ("http://127.0.0.1:7/x", None, "http://127.0.0.1:7/x/it"),
        ("http://127.0.0.1:7/x", "https://files.example/v2/", "http://127.0.0.1:7/x/v2/it"),
        ("http://127.0.0.1:7/x", "/v2", "http://127.0.0.1:7/x/v2/it"),
        ("http://127.0.0.1:7", "https://files.example", "http://127.0.0.1:7/it"),
    ],
)
def test_the_server_of_an_operation(base_url: str, server: str | None, url: str) -> None:
    """It counts for the contract's own server; a client of another one finds its path there."""
    import httpx  # noqa: PLC0415  the one test that looks at the whole URL

    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json={})

    sent = operation(lambda info: Request(info, "/it", server=server), method="GET")
    with AnyReach(KEY, base_url=base_url, transport=httpx.MockTransport(answer)) as client:
        client.execute(sent)
    assert seen == [url]


def test_a_server_that_would_get_the_token_in_the_clear_is_refused() -> None:
    """The token goes over https only, whatever server a contract names."""
    sent = operation(lambda info: Request(info, "/it", server="http://files.example"))
    with AnyReach(KEY) as client, pytest.raises(ConfigurationError, match="https://"):
        client.execute(sent)


def test_an_idempotency_header_that_cannot_be_sent_is_refused() -> None:
    """A name that is no header's is a ConfigurationError, not an injection."""
    from anyreach import Policy  # noqa: PLC0415  the one test that needs it

    policy = Policy(repeatable=True, idempotency_header="X\r\nEvil: 1")
    with AnyReach(KEY) as client, pytest.raises(ConfigurationError, match="a header's name"):
        client.with_options(policy=policy).conversations.end("conv_1")


def test_a_connection_that_is_refused_is_tried_again_with_the_body() -> None:
    """What was never sent is repeated, whatever its policy."""
    with (
        no_waiting(),
        AnyReach(KEY, base_url="http://127.0.0.1:9", max_retries=1) as client,
        pytest.raises(APIConnectionError) as caught,
    ):
        client.execute(sending(Raw(io.BytesIO(b"once"), "audio/wav")))
    assert caught.value.attempts == 2
    assert not caught.value.maybe_sent


def test_operations_that_are_not_there() -> None:
    """`execute` of an unknown operationId names those that are near."""
    with AnyReach(KEY) as client:
        with pytest.raises(ConfigurationError, match="did you mean getConversation"):
            client.execute("getConversatoin")
        with pytest.raises(ConfigurationError, match="or getMyScopes"):
            client.execute("ringBell")
