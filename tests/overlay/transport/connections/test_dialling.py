"""Where a connection is made to: the address that answers first, in time, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

import httpcore
import pytest

from anyreach import APIConnectionError, APITimeoutError, AsyncAnyReach, Attempt
from anyreach._transport.connections import asyncio_dial
from anyreach._transport.connections.async_sockets import AsyncBackend
from anyreach._transport.connections.dialling import interleaved
from anyreach._transport.connections.sync_sockets import Backend
from tests.overlay.clients import BOTH, KEY, WAYS, Get
from tests.overlay.servers import certified, response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
SILENT = "127.0.0.2"
REFUSING = "127.0.0.3"
HERE = "127.0.0.1"
WRONG = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_UDP, "", (HERE, 9))

every_way = pytest.mark.parametrize("get", WAYS)

Resolve = Callable[..., None]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Let the system's resolver give these addresses for a name; an event holds it up."""
    real = socket.getaddrinfo

    def add(name: str, *addresses: Any, after: threading.Event | None = None) -> None:
        def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
            if host != name:
                return real(host, port, *args, **kwargs)
            if after is not None:
                after.wait(60)
            texts = [one for one in addresses if isinstance(one, str)]
            found = [info for one in texts for info in real(one, port, *args, **kwargs)]
            return [one for one in addresses if not isinstance(one, str)] + found

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    return add


@contextlib.contextmanager
def silence(port: int) -> Generator[None]:
    """Let SILENT drop what would connect to the port: nobody accepts, and no place is left."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(socket.create_server((SILENT, port), backlog=0))
        for _ in range(4):
            filler = opened.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex((SILENT, port))
        time.sleep(0.05)
        yield


@every_way
@pytest.mark.parametrize("dead", [[SILENT], [REFUSING], [SILENT, REFUSING], [REFUSING, SILENT]])
def test_dead_addresses_cost_a_moment(get: Get, resolve: Resolve, dead: list[str]) -> None:
    """An address that is silent, or that refuses, holds up no attempt."""
    with serve(GOOD) as server, silence(server.port):
        resolve("localhost", *dead, HERE)
        told: list[Attempt] = []
        url = f"http://localhost:{server.port}"
        assert get(url, timeout=60, on_attempt=told.append).id == "conv_1"
        assert (len(told), server.connections) == (1, 1)
        assert told[0].elapsed < 15


@pytest.mark.parametrize("get", BOTH)
@pytest.mark.parametrize("dead", ["255.255.255.255", WRONG], ids=["unreachable", "unsupported"])
def test_addresses_that_cannot_be_dialled_are_passed_over(
    get: Get, resolve: Resolve, dead: Any
) -> None:
    """What the system refuses at once, as an address of a family that it has not, is no matter."""
    tls, verify = certified("api.example")
    with serve(GOOD, tls=tls) as server:
        resolve("api.example", dead, HERE)
        assert get(f"https://api.example:{server.port}", verify=verify).id == "conv_1"
        resolve("api.example", dead)
        with pytest.raises(APIConnectionError, match="could not connect") as raised:
            get(f"https://api.example:{server.port}", verify=verify)
        assert not raised.value.maybe_sent


@every_way
def test_when_every_address_is_dead_nothing_was_sent(get: Get, resolve: Resolve) -> None:
    """Silence until the deadline is a timeout, and a refusal an error, both before any byte."""
    with serve(GOOD) as server, silence(server.port):
        resolve("localhost", REFUSING, SILENT)
        with pytest.raises(APITimeoutError) as raised:
            get(f"http://localhost:{server.port}", timeout=1)
        assert not raised.value.maybe_sent
        resolve("localhost", REFUSING, "127.0.0.4")
        with pytest.raises(APIConnectionError, match="could not connect") as refused:
            get(f"http://localhost:{server.port}", timeout=20)
        assert not refused.value.maybe_sent
        assert server.connections == 0


def test_a_connection_has_a_limit_of_its_own() -> None:
    """Where the deadline is far, a new connection is given up before."""

    async def connect(port: int) -> None:
        with pytest.raises(TimeoutError):
            await AsyncBackend(httpcore, to_proxy=False, check=None).connect_tcp(
                SILENT, port, timeout=0.2
            )

    with serve(GOOD) as server, silence(server.port):
        asyncio.run(connect(server.port))
        with pytest.raises(TimeoutError):
            Backend(httpcore, to_proxy=False, check=None).connect_tcp(
                SILENT, server.port, timeout=0.2
            )


@every_way
def test_a_name_is_verified_by_its_certificate(get: Get, resolve: Resolve) -> None:
    """Whatever address a name has, the server has to prove that it is meant."""
    tls, verify = certified("api.example")
    with serve(GOOD, tls=tls) as server:
        resolve("api.example", HERE)
        assert get(f"https://api.example:{server.port}", verify=verify).id == "conv_1"


def test_families_take_turns() -> None:
    """A whole family that leads nowhere costs no more than one address of it."""
    four, six = socket.AF_INET, socket.AF_INET6
    found: Any = [(six, n) for n in "abc"] + [(four, n) for n in "de"]
    assert [str(info[1]) for info in interleaved(found)] == ["a", "d", "b", "e", "c"]
    assert interleaved(found[:1]) == found[:1]


@every_way
def test_a_name_counts_against_the_deadline(get: Get, resolve: Resolve) -> None:
    """A resolver that does not answer is left behind, at the end of `asyncio.run` too."""
    answer = threading.Event()
    resolve("localhost", HERE, after=answer)
    with serve(GOOD) as server:
        began = time.monotonic()
        with pytest.raises(APITimeoutError) as raised:
            get(f"http://localhost:{server.port}", timeout=0.3)
        assert time.monotonic() - began < 30
        assert not raised.value.maybe_sent
        answer.set()
        for thread in threading.enumerate():
            if thread.name == "anyreach-dns":
                thread.join()
        assert server.connections == 0


def test_a_name_that_comes_after_the_deadline_is_dropped(resolve: Resolve) -> None:
    """An answer to nobody is no error of the event loop."""
    answer = threading.Event()
    resolve("localhost", HERE, after=answer)
    complaints: list[Any] = []

    async def late(url: str) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, told: complaints.append(told))
        async with AsyncAnyReach(KEY, base_url=url, timeout=0.2, max_retries=0) as client:
            with pytest.raises(APITimeoutError):
                await client.conversations.get("conv_1")
            answer.set()
            await asyncio.sleep(0.2)

    with serve(GOOD) as server:
        asyncio.run(late(f"http://localhost:{server.port}"))
    assert complaints == []


@every_way
def test_localhost_elsewhere_is_refused(get: Get, resolve: Resolve) -> None:
    """Over http:// nothing is dialled, once, when the name leads to another machine besides."""
    with serve(GOOD) as server:
        for elsewhere in (["192.0.2.1"], [HERE, "192.0.2.1"]):
            resolve("localhost", *elsewhere)
            with pytest.raises(APIConnectionError, match="this machine's own") as raised:
                get(f"http://localhost:{server.port}", max_retries=3)
            assert (raised.value.attempts, raised.value.maybe_sent) == (1, False)
        assert server.connections == 0


@every_way
@pytest.mark.parametrize("host", ["proxy.example", "192.0.2.1"])
def test_http_through_a_proxy_elsewhere_is_refused(get: Get, resolve: Resolve, host: str) -> None:
    """A proxy on another machine would read the token as well."""
    resolve("proxy.example", "192.0.2.1")
    with pytest.raises(APIConnectionError, match="this machine's own") as raised:
        get("http://127.0.0.1:9", proxy=f"http://{host}:3128")
    assert not raised.value.maybe_sent


@pytest.mark.parametrize("get", BOTH)
def test_without_threads_names_are_resolved_in_place(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the system has no more threads, or the process ends, a call resolves by itself."""

    def none_left(**_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("anyreach._transport.connections.dialling.Thread", none_left)
    with serve(GOOD) as server:
        assert get(server.url).id == "conv_1"


def sockets() -> int:
    """Count the open sockets that do not block: those of event loops, and of what they dial."""
    objects = [one for one in gc.get_objects() if isinstance(one, socket.socket)]
    return sum(one.fileno() >= 0 and one.gettimeout() == 0 for one in objects)


@pytest.mark.parametrize("stage", ["name", "connection", "tls"])
def test_a_cancelled_connection_leaves_no_socket(stage: str, resolve: Resolve) -> None:
    """A task that is cancelled while it connects closes what it has opened at once."""

    async def cancel(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url, max_retries=0) as client:
            before = sockets()
            call = asyncio.create_task(client.conversations.get("conv_1"))
            await asyncio.sleep(0.2)
            assert sockets() == before + (stage != "name")
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            await asyncio.sleep(0.05)
            assert sockets() == before

    answer = threading.Event()
    with serve(GOOD) as server, silence(server.port):
        resolve("localhost", SILENT if stage == "connection" else HERE, after=answer)
        if stage != "name":
            answer.set()
        scheme = "https" if stage == "tls" else "http"
        asyncio.run(cancel(f"{scheme}://localhost:{server.port}"))
        answer.set()


def test_of_two_connections_at_once_one_is_kept() -> None:
    """Whoever wins, the others are closed, those that are connected, too."""

    async def race() -> tuple[bool, bool]:
        found = await asyncio_dial.resolve(HERE, server.port, None)
        with asyncio_dial.Race() as runners:
            runners.dial(found[0])
            runners.dial(found[0])
            await asyncio.sleep(0.2)
            winner = await runners.winner(5)
            assert winner is not None
            (left,) = runners._runners  # pyright: ignore[reportPrivateUsage]
        with winner:
            return winner.fileno() >= 0, left.result().fileno() == -1

    with serve(GOOD) as server:
        assert asyncio.run(race()) == (True, True)
