"""Idle connections: shared by threads without a race, and closed when nobody needs them."""

from __future__ import annotations

import asyncio
import gc
import random
import socket
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from types import FrameType
from typing import Any, cast

import httpx
import pytest

from anyreach import AnyReach, AsyncAnyReach, Attempt
from anyreach._transport.connections import sync_connections
from anyreach.testing import no_waiting
from tests.overlay.clients import KEY
from tests.overlay.servers import Server, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
ENDED = response(200, {"conversation_id": "conv_1"})
LAST = response(200, {"conversation_id": "conv_1"}, "Connection: close")
BURST = 60
_WRONG = 0.3  # of the answers


class Together(Server):
    """Answers the first requests when all of them have come, so that each has a connection."""

    def __init__(self) -> None:
        super().__init__(GOOD)
        self._barrier = threading.Barrier(BURST)
        self.last: socket.socket

    def read(self, peer: socket.socket) -> bytes | None:
        """Return the head of the next request, the first ones once all of them are there."""
        request = super().read(peer)
        if len(self.requests) < BURST and request is not None:
            self._barrier.wait(60)
        self.last = peer
        return request

    def close_all_but_the_last(self) -> None:
        """Close every connection but that of the last request, and wait until that is seen."""
        for peer in self.open - {self.last}:
            peer.shutdown(socket.SHUT_RDWR)
        time.sleep(0.2)


class Astray(Server):
    """Gives some requests an answer that is none of their own, and counts what comes after.

    Attributes:
        after: How many requests came over a connection with such an answer.
    """

    def __init__(self, wrong: bytes) -> None:
        super().__init__(GOOD)
        self._wrong = wrong
        self._chance = random.Random(0)
        self._behind: set[socket.socket] = set()
        self.after = 0

    def read(self, peer: socket.socket) -> bytes | None:
        """Return the head of the next request that gets its own answer."""
        request = super().read(peer)
        if request is not None and peer in self._behind:
            self.after += 1
        elif request is not None and self._chance.random() < _WRONG:
            self._behind.add(peer)
            peer.sendall(self._wrong)
            return self.read(peer)
        return request


@contextmanager
def together() -> Generator[Together]:
    """Run such a server."""
    server = Together()
    try:
        yield server
    finally:
        server.close()


def once(server: Server) -> dict[str, Any]:
    """Return the options of a client that hides no fault by a retry."""
    return {"base_url": server.url, "max_retries": 0}


def connected(server: Server) -> int:
    """Count the sockets of clients of a server, whether or not that has closed its end."""
    sockets = [one for one in gc.get_objects() if isinstance(one, socket.socket)]
    count = 0
    for one in sockets:
        with suppress(OSError):  # closed, or a listener
            count += one.getpeername()[1:2] == (server.port,)
    return count


def test_a_burst_leaves_no_dead_connection_to_threads() -> None:
    """Connections that the server has closed since are closed by the next call, all of them."""
    with together() as server, AnyReach(KEY, base_url=server.url) as client:
        with ThreadPoolExecutor(BURST) as pool:
            list(pool.map(client.conversations.get, ["conv_1"] * BURST))
        client.conversations.get("conv_1")
        assert connected(server) == BURST
        server.close_all_but_the_last()
        client.conversations.get("conv_1")
        assert connected(server) == 1


def test_a_burst_leaves_no_dead_connection_to_tasks() -> None:
    """An event loop closes a connection when the server does, without a call."""

    async def burst() -> None:
        async with AsyncAnyReach(KEY, base_url=server.url) as client:
            await asyncio.gather(*[client.conversations.get("conv_1") for _ in range(BURST)])
            await client.conversations.get("conv_1")
            assert connected(server) == BURST
            server.close_all_but_the_last()
            await asyncio.sleep(0.1)
            assert connected(server) == 1
            await client.conversations.get("conv_1")
            assert server.connections == BURST

    with together() as server:
        asyncio.run(burst())


def test_threads_share_idle_connections_without_a_race() -> None:
    """Wherever a thread is interrupted, each call has a connection of its own and its answer."""

    def interrupt(frame: FrameType, event: str, _value: Any) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != sync_connections.__file__:
            return None
        if event == "line":
            time.sleep(0.0005)
        return interrupt

    tracer = threading.gettrace()
    with serve(*[ENDED, LAST] * 160) as server, AnyReach(KEY, **once(server)) as client:
        threading.settrace(interrupt)
        try:
            with ThreadPoolExecutor(8) as pool:
                ended = list(pool.map(client.conversations.end, ["conv_1"] * 320))
        finally:
            threading.settrace(cast("Any", tracer))
        assert len(ended) == len(server.requests) == 320


def test_threads_without_a_tracer_share_them_as_well() -> None:
    """On a free-threaded Python this is where a race would show: `nox -s threads`."""
    with serve(*[ENDED, LAST] * 320) as server, AnyReach(KEY, **once(server)) as client:
        with ThreadPoolExecutor(8) as pool:
            ended = list(pool.map(client.conversations.end, ["conv_1"] * 640))
        assert len(ended) == len(server.requests) == 640


WRONG = [response(200, {"id": "conv_2", "status": "completed"}), response(503)]
"""What may have been meant for another request: then the next one would get this one's answer."""


@pytest.mark.parametrize("wrong", WRONG, ids=["another's record", "503"])
@pytest.mark.parametrize("transport", [None, "httpx2", "own"])
def test_no_thread_is_given_a_connection_whose_answer_is_not_read_yet(
    wrong: bytes, transport: Any
) -> None:
    """While one thread finds that an answer is not its own, no other one uses its connection."""

    def linger(frame: FrameType, _event: str, _value: Any) -> None:
        if frame.f_code.co_name in {"decode", "status_error"}:
            time.sleep(0.002)  # the other thread's turn

    server = Astray(wrong)
    options: dict[str, Any] = {"base_url": server.url, "max_retries": 9}
    if transport is not None:
        options["transport"] = httpx.HTTPTransport() if transport == "own" else transport
    with closing(server), no_waiting(), AnyReach(KEY, **options) as client:
        tracer = threading.gettrace()
        threading.settrace(linger)
        try:
            with ThreadPoolExecutor(2) as pool:
                found = list(pool.map(client.conversations.get, ["conv_1"] * 60))
        finally:
            threading.settrace(cast("Any", tracer))
        found += [client.conversations.get("conv_1") for _ in range(20)]
        assert [one.id for one in found] == ["conv_1"] * 80
        assert server.after == 0


@pytest.mark.parametrize("wrong", WRONG, ids=["another's record", "503"])
@pytest.mark.parametrize("transport", [None, "httpx2", "own"])
def test_no_task_is_given_one_either(wrong: bytes, transport: Any) -> None:
    """A connection that may be an answer behind is closed before another task can take it."""
    server = Astray(wrong)
    options: dict[str, Any] = {"base_url": server.url, "max_retries": 9}

    async def fetch() -> list[str | None]:
        if transport is not None:
            options["transport"] = httpx.AsyncHTTPTransport() if transport == "own" else transport
        async with AsyncAnyReach(KEY, **options) as client:
            some = [client.conversations.get("conv_1") for _ in range(60)]
            return [str(one.id) for one in await asyncio.gather(*some)]

    with closing(server), no_waiting():
        assert asyncio.run(fetch()) == ["conv_1"] * 60
        assert server.after == 0


@pytest.mark.parametrize("transport", [None, "httpx2", "aiohttp"])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "said more"])
def test_an_idle_connection_that_is_spent_is_not_used(*, closed: bool, transport: Any) -> None:
    """After its end, or with an answer to nothing in it, a call has a new one from the start."""
    late = response(404, b"")
    told: list[Attempt] = []

    def spend(server: Server) -> None:
        for peer in list(server.open):
            peer.shutdown(socket.SHUT_RDWR) if closed else peer.sendall(late)
        time.sleep(0.1)

    async def same() -> None:
        async with AsyncAnyReach(
            KEY, on_attempt=told.append, transport=transport, **once(server)
        ) as client:
            await client.conversations.get("conv_1")
            await asyncio.to_thread(spend, server)
            await client.conversations.get("conv_1")

    with serve(GOOD) as server:
        with AnyReach(KEY, on_attempt=told.append, **once(server)) as client:
            client.conversations.get("conv_1")
            spend(server)
            client.conversations.get("conv_1")
        asyncio.run(same())
        assert (server.connections, len(told)) == (4, 4)
