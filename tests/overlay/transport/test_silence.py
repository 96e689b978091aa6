"""A server that falls silent costs an attempt, and not the call; one that is slow costs nothing."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable

import pytest

from anyreach import AnyReach, APITimeoutError, Attempt
from tests.overlay.clients import KEY, WAYS, Get
from tests.overlay.servers import Server, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
HEAD, BODY = GOOD.split(b"\r\n\r\n")

every_way = pytest.mark.parametrize("get", WAYS)


def trickle(peer: socket.socket, start: bytes, data: bytes) -> None:
    """Say one byte in a while, until nobody listens any more."""
    with contextlib.suppress(OSError):
        peer.sendall(start)
        for byte in data * 100:
            peer.sendall(bytes([byte]))
            time.sleep(0.05)


def silent(server: Server, said: bytes) -> Callable[[socket.socket], None]:
    """Say something, and nothing more until the test is over."""

    def answer(peer: socket.socket) -> None:
        peer.sendall(said)
        server.finished.wait(20)

    return answer


SILENCES: dict[str, bytes] = {
    "before the response": b"",
    "in the headers": HEAD[:20],
    "before the body": HEAD + b"\r\n\r\n",
    "in the body": HEAD + b"\r\n\r\n" + BODY[:5],
}


@every_way
@pytest.mark.parametrize("said", SILENCES.values(), ids=SILENCES)
def test_silence_costs_an_attempt(get: Get, said: bytes) -> None:
    """After a third of the time the call is sent again, on another connection."""
    told: list[Attempt] = []
    with serve(GOOD, GOOD) as server:
        server.answers[0] = silent(server, said)
        assert get(server.url, timeout=3, max_retries=2, on_attempt=told.append).id == "conv_1"
        assert server.connections == 2
    assert [one.error for one in told] == ["APITimeoutError", None]


@every_way
@pytest.mark.parametrize("data", [HEAD, BODY], ids=["headers", "body"])
def test_a_trickle_counts_as_silence(get: Get, data: bytes) -> None:
    """A response that comes byte by byte is given up, too."""
    start = b"" if data is HEAD else HEAD + b"\r\n\r\n"
    with serve(GOOD, GOOD) as server:
        server.answers[0] = lambda peer: trickle(peer, start, data)
        assert get(server.url, timeout=3, max_retries=2).id == "conv_1"


@every_way
def test_what_came_before_a_trickle_buys_no_time(get: Get) -> None:
    """A response that comes byte by byte after a megabyte is given up as soon as another one."""
    start = HEAD.replace(b"Content-Length: ", b"X: ") + b"\r\n\r\n" + b" " * 2**20
    with serve(GOOD, GOOD) as server:
        server.answers[0] = lambda peer: trickle(peer, start, BODY)
        assert get(server.url, timeout=3, max_retries=2).id == "conv_1"


@every_way
def test_a_server_that_is_merely_slow_succeeds(get: Get) -> None:
    """One that answers after 0.45 of the deadline does so in the second attempt."""

    def slow(peer: socket.socket) -> None:
        time.sleep(0.45 * 4)
        with contextlib.suppress(OSError):
            peer.sendall(GOOD)

    with serve(slow) as server:
        assert get(server.url, timeout=4, max_retries=2).id == "conv_1"
        assert len(server.requests) == 2


@every_way
def test_the_last_attempt_has_all_that_is_left(get: Get) -> None:
    """Without retries there is one attempt, which waits until the deadline."""
    with serve(GOOD) as server:
        server.answers[0] = silent(server, b"")
        with pytest.raises(APITimeoutError, match="no response within the deadline") as raised:
            get(server.url, timeout=0.5)
    assert (raised.value.attempts, raised.value.maybe_sent) == (1, True)


@every_way
def test_attempt_timeout_says_how_long_silence_may_be(get: Get) -> None:
    """With a short one a silent attempt is over soon, whatever the timeout is."""
    told: list[Attempt] = []
    with serve(GOOD, GOOD) as server:
        server.answers[0] = silent(server, b"")
        get(server.url, timeout=60, attempt_timeout=0.2, max_retries=2, on_attempt=told.append)
    assert told[0].elapsed < 10


def test_a_post_is_not_cut_and_not_repeated() -> None:
    """A call that rings a phone waits until the deadline, once, and may have been sent."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url, timeout=0.6) as client:
        server.answers[0] = silent(server, b"")
        with pytest.raises(APITimeoutError) as raised:
            client.conversations.end("conv_1")
        assert len(server.requests) == 1
    assert raised.value.maybe_sent


def test_a_slow_api_is_not_stormed() -> None:
    """When the budget of retries is used up, every call has one attempt with all of its time."""
    with serve(GOOD) as server, AnyReach(KEY, base_url=server.url, timeout=0.3) as client:
        server.answers[0] = silent(server, b"")
        client._shared.budget._tokens = 0  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(APITimeoutError) as raised:
            client.conversations.get("conv_1")
    assert raised.value.attempts == 1
