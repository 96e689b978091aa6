"""Whether a byte of a request can have reached the server: exact, whatever stands between."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import socket
import threading
import traceback
from collections.abc import Callable, Generator
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    APITimeoutError,
    AsyncAnyReach,
    ConfigurationError,
)
from tests.overlay.clients import KEY, WAYS, Get
from tests.overlay.servers import Answer, Server, certified, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
PASSWORD = "pr0xy-pa55word"

# httpx-aiohttp uses what newer aiohttp calls deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
every_way = pytest.mark.parametrize("get", WAYS)


def hang_up(peer: socket.socket) -> None:
    """Close the connection without an answer."""
    peer.close()


def reset(peer: socket.socket) -> None:
    """Close the connection with a reset."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    peer.close()


def silent(server: Server, said: bytes = b"") -> Callable[[socket.socket], None]:
    """Say something, and nothing more until the test is over."""

    def answer(peer: socket.socket) -> None:
        peer.sendall(said)
        server.finished.wait(60)

    return answer


def with_password(server: Server) -> str:
    """Return the URL of a proxy with credentials."""
    return server.url.replace("http://", f"http://user:{PASSWORD}@")


def shown(error: BaseException) -> str:
    """Return all that a log, a report of errors or a pickle can have of an exception."""
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = (frame for frame in frames.stack if "/tests/" not in frame.filename)
    told = [f"{frame.name} {frame.locals}" for frame in ours]
    return "\n".join([*told, str(error), repr(error), repr(vars(error)), str(pickle.dumps(error))])


ANSWERS = {407: "the proxy asks for credentials (407)"} | {
    status: f"the proxy refuses the connection ({status})"
    for status in (302, 403, 429, 502, 503, 504)
}


@every_way
@pytest.mark.parametrize("status", ANSWERS)
def test_what_a_proxy_answers_is_named_as_its(get: Get, status: int) -> None:
    """It is no error of the API, which was sent nothing; it is not asked again, and not quoted."""
    said = response(status, b"", 'Proxy-Authenticate: Basic realm="secret"', "Retry-After: 0")
    with serve(said.replace(b"Said", b"secret")) as proxy:
        with pytest.raises(APIConnectionError) as raised:
            get("https://api.example", proxy=with_password(proxy), max_retries=2)
        assert proxy.requests[0].startswith(b"CONNECT api.example:443 ")
        assert raised.value.attempts == len(proxy.requests) == 1
    assert str(raised.value).endswith(f"{ANSWERS[status]}, through the proxy of your options")
    assert not raised.value.maybe_sent
    assert "secret" not in str(raised.value)
    assert PASSWORD not in shown(raised.value)


@every_way
def test_a_proxy_without_a_tunnel_that_asks_for_credentials_is_named(get: Get) -> None:
    """Only a proxy answers 407: it passed nothing on, and would answer the same again."""
    said = response(407, b"", 'Proxy-Authenticate: Basic realm="secret"')
    with serve(said) as proxy, pytest.raises(APIConnectionError) as raised:
        get("http://127.0.0.1:1", proxy=with_password(proxy), max_retries=2)
    assert str(raised.value).endswith(f"{ANSWERS[407]}, through the proxy of your options")
    assert not raised.value.maybe_sent
    assert raised.value.attempts == len(proxy.requests) == 1
    assert PASSWORD not in shown(raised.value)


@every_way
@pytest.mark.parametrize("answer", [hang_up, reset], ids=["closed", "reset"])
def test_a_tunnel_that_is_closed_has_sent_nothing(get: Get, answer: Answer) -> None:
    """A proxy that goes away without an answer has passed nothing on."""
    with serve(answer) as proxy, pytest.raises(APIConnectionError) as raised:
        get("https://api.example", proxy=with_password(proxy))
    assert not raised.value.maybe_sent
    assert PASSWORD not in shown(raised.value)


@every_way
@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 Opened\r\n\r\n"], ids=["tunnel", "tls"])
def test_a_tunnel_that_stalls_has_sent_nothing(get: Get, said: bytes) -> None:
    """Neither CONNECT nor a handshake is a byte of the request."""
    with serve(GOOD) as proxy:
        proxy.answers[:] = [silent(proxy, said)]
        with pytest.raises(APITimeoutError) as raised:
            get("https://api.example", proxy=with_password(proxy), timeout=0.6)
    assert not raised.value.maybe_sent
    assert PASSWORD not in shown(raised.value)


@every_way
def test_a_proxy_that_is_not_there_has_sent_nothing(get: Get) -> None:
    """Nobody listens where the proxy should be."""
    with serve(GOOD) as gone:
        url = with_password(gone)
    with pytest.raises(APIConnectionError) as raised:
        get("https://api.example", proxy=url)
    assert not raised.value.maybe_sent
    assert PASSWORD not in shown(raised.value)


@every_way
def test_a_handshake_that_stalls_has_sent_nothing(get: Get) -> None:
    """A server that accepts, and says nothing to TLS."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(APITimeoutError) as raised,
    ):
        get(f"https://127.0.0.1:{listener.getsockname()[1]}", timeout=0.5)
    assert not raised.value.maybe_sent


@every_way
@pytest.mark.parametrize("how", ["closed", "no TLS", "another name"])
def test_a_handshake_that_fails_has_sent_nothing(get: Get, how: str) -> None:
    """A server that hangs up, that speaks no TLS, or that is not the one asked for."""
    tls, verify = certified("other.example")

    def fail(peer: socket.socket) -> None:
        if how == "no TLS":
            peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20)
            peer.recv(65536)

    with contextlib.ExitStack() as running:
        if how == "another name":
            url = running.enter_context(serve(GOOD, tls=tls)).url
        else:
            url = running.enter_context(_raw(fail))
        raised = running.enter_context(pytest.raises(APIConnectionError, match="could not connect"))
        get(url, verify=verify)
    assert not raised.value.maybe_sent


@contextlib.contextmanager
def _raw(answer: Callable[[socket.socket], None]) -> Generator[str]:
    """Run a server that answers the first bytes of TLS in a way of its own."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = listener.accept()
                with peer:
                    peer.recv(65536)
                    answer(peer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@every_way
@pytest.mark.parametrize("answer", [hang_up, reset, None], ids=["closed", "reset", "stalled"])
def test_a_request_that_left_may_have_arrived(get: Get, answer: Answer | None) -> None:
    """From its first byte on nobody knows."""
    with serve(GOOD) as server:
        server.answers[:] = [answer or silent(server)]
        with pytest.raises(APIConnectionError) as raised:
            get(server.url, timeout=0.6)
    assert raised.value.maybe_sent


def test_a_proxy_that_is_refused_is_not_repeated() -> None:
    """What is wrong with a proxy's URL is told without the URL."""
    for url in (f"ftp://user:{PASSWORD}@proxy", f"http://user:{PASSWORD}@proxy:x"):
        with pytest.raises(ConfigurationError) as raised:
            AnyReach(KEY, proxy=url)
        assert PASSWORD not in str(raised.value)
        assert PASSWORD not in repr(vars(raised.value))


def post(client: AnyReach, body: str) -> None:
    """Post a large body."""
    client.request("POST", "/x", json={"x": body}, timeout=1)


def post_async(client: AsyncAnyReach, body: str) -> None:
    """Post a large body in a task."""

    async def send() -> None:
        async with client:
            await client.request("POST", "/x", json={"x": body}, timeout=1)

    asyncio.run(send())


@pytest.mark.parametrize("how", ["reset", "stalled"])
@pytest.mark.parametrize(
    ("kind", "send"), [(AnyReach, post), (AsyncAnyReach, post_async)], ids=["sync", "async"]
)
def test_a_body_that_is_cut_short_may_have_arrived(kind: Any, send: Any, how: str) -> None:
    """A server that hangs up in the middle of a body, or does not read it, may act on it."""
    with serve(GOOD) as server:
        server.answers[:] = [reset if how == "reset" else silent(server)]
        with pytest.raises(APIConnectionError) as raised:
            send(kind(KEY, base_url=server.url), "x" * 50_000_000)
    assert raised.value.maybe_sent
    assert isinstance(raised.value, APITimeoutError) == (how == "stalled")
