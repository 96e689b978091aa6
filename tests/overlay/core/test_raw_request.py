"""`client.request`: what the contract does not have yet, in the same hands as every other call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIResponseValidationError,
    AsyncAnyReach,
    Attempt,
    ConfigurationError,
    InternalServerError,
    NotFoundError,
    Response,
)
from anyreach.testing import no_waiting
from tests.overlay.clients import settings
from tests.overlay.servers import response, serve

Send = Callable[..., Response]
BUSY = response(503)


def send(url: str, *arguments: Any, options: dict[str, Any] | None = None, **more: Any) -> Response:
    """Send a request with a client of its own."""
    with AnyReach(**settings(url, options or {})) as client:
        return client.request(*arguments, **more)


def send_async(
    url: str, *arguments: Any, options: dict[str, Any] | None = None, **more: Any
) -> Response:
    """Send a request with an async client of its own."""

    async def ask() -> Response:
        async with AsyncAnyReach(**settings(url, options or {})) as client:
            return await client.request(*arguments, **more)

    return asyncio.run(ask())


both = pytest.mark.parametrize("ask", [send, send_async])


@both
def test_a_response_is_what_the_api_sent(ask: Send) -> None:
    """Status, headers, bytes, JSON and request id are there; repr shows none of the body."""
    with serve(response(200, {"id": "agent_1"}, "X-Request-Id: req_1")) as server:
        got = ask(server.url, "GET", "/core/agents")
    assert got.status_code == 200
    assert got.json() == {"id": "agent_1"}
    assert got.content == b'{"id": "agent_1"}'
    assert got.request_id == got.headers["x-request-id"] == "req_1"
    assert repr(got) == "<Response 200>"


@both
def test_the_request_is_what_was_asked_for(ask: Send) -> None:
    """Method, path below the base URL, query, headers and JSON body are sent, with the token."""
    with serve(response(204)) as server:
        got = ask(
            f"{server.url}/v1",
            "patch",
            "/core/ägents/a b%2Fc",
            params={"limit": 5, "tag": ["a", "b"], "q": "", "none": None},
            json={"name": "é"},
            headers={"X-Trace": "t_1", "Accept": "text/plain"},
        )
    head = server.requests[0].split(b"\r\n\r\n")[0].decode()
    assert head.startswith(
        "PATCH /v1/core/%C3%A4gents/a%20b%2Fc?limit=5&tag=a&tag=b&q= HTTP/1.1\r\n"
    )
    lines = head.lower().split("\r\n")
    assert "authorization: bearer ak_1.secret" in lines
    assert {"x-trace: t_1", "accept: text/plain", "content-type: application/json"} <= set(lines)
    assert got.status_code == 204
    assert got.request_id is None


@both
def test_a_status_outside_2xx_is_raised(ask: Send) -> None:
    """Errors are those of every other call, and name the method without the path."""
    answer = response(404, {"detail": "canary"})
    with serve(answer) as server, pytest.raises(NotFoundError) as caught:
        ask(server.url, "GET", "/core/canary")
    assert caught.value.operation == "GET request"
    assert caught.value.detail == "canary"
    assert "canary" not in str(caught.value)


@both
@pytest.mark.parametrize(("method", "requests"), [("GET", 3), ("HEAD", 3), ("POST", 1)])
def test_only_safe_methods_are_sent_again(ask: Send, method: str, requests: int) -> None:
    """A GET is retried and told to the hook like any other; a POST is not repeated."""
    told: list[Attempt] = []
    with no_waiting(), serve(BUSY) as server, pytest.raises(InternalServerError):
        ask(server.url, method, "/x", options={"max_retries": 2, "on_attempt": told.append})
    assert len(server.requests) == len(told) == requests


@pytest.mark.parametrize("body", [b"", b"<html>", b"{"])
def test_what_is_not_json_says_so(body: bytes) -> None:
    """Only `json()` needs JSON: the bytes are there whatever they are."""
    with serve(response(200, body)) as server:
        got = send(server.url, "GET", "/x")
    assert got.content == body
    with pytest.raises(APIResponseValidationError, match="GET request: the response"):
        got.json()


@both
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("https://evil.example/canary", "must start with one slash"),
        ("//evil.example/canary", "must start with one slash"),
        ("canary", "must start with one slash"),
        ("", "must start with one slash"),
        (7, "must start with one slash"),
        ("/canary/../x", "must not have"),
        ("/canary/%2e%2E/x", "must not have"),
        ("/canary/..%2fx", "must not have"),
        ("/./canary", "must not have"),
        ("/canary\\x", "must not have"),
        ("/canary\r\nX: y", "must not have"),
        ("/canary%0a", "must not have"),
        ("/canary?x=1", "use params="),
        ("/canary#x", "use params="),
        ("/canary%", "write it as %25"),
        ("/canary\ud800", "must not have"),
    ],
)
def test_only_paths_below_the_base_url(ask: Send, path: Any, said: str) -> None:
    """Whatever could lead elsewhere is refused before anything is sent, without repeating it."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        ask("http://127.0.0.1:9", "GET", path)
    assert "canary" not in str(caught.value)


@both
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"method": "CONNECT"}, "method must be one of DELETE, GET"),
        ({"method": None}, "method must be one of"),
        ({"params": [("a", 1)]}, "params= must be a mapping"),
        ({"json": object()}, "Object of type object is not JSON"),
        ({"headers": {"authorization": "canary"}}, "headers= cannot replace the client's cred"),
        ({"headers": {"Host": "canary"}}, "headers= cannot set Host"),
        ({"headers": ["canary"]}, "headers= must be a mapping"),
        ({"headers": {"X": "canary\n"}}, "the header X can't have this value"),
        ({"timeout": 0}, "timeout= must be"),
    ],
)
def test_arguments_that_cannot_be_sent(ask: Send, arguments: dict[str, Any], said: str) -> None:
    """Each is refused by name, and nothing is sent."""
    given = {"method": "GET", "path": "/x"} | arguments
    with pytest.raises(ConfigurationError, match=said) as caught:
        ask("http://127.0.0.1:9", **given)
    assert "canary" not in str(caught.value)
