"""`block_network()`: no request leaves the machine, whatever sends it, and the fake still works."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from anyreach import AnyReach, APIConnectionError, AsyncAnyReach
from anyreach.testing import FakeAnyReach, NetworkBlockedError, block_network
from tests.overlay.app import run

TOKEN = "ak_app.secret"
ELSEWHERE = "https://192.0.2.1"  # RFC 5737: nobody is there


def place_call(**options: Any) -> object:
    """Place a phone call with a sync client."""
    with AnyReach(TOKEN, max_retries=0, **options) as client:
        return client.conversations.call(to="+12025550143", agent_id="agent_1")


def place_async_call(**options: Any) -> object:
    """Place a phone call with an async client."""

    async def place() -> object:
        async with AsyncAnyReach(TOKEN, max_retries=0, **options) as client:
            return await client.conversations.call(to="+12025550143", agent_id="agent_1")

    return asyncio.run(place())


@pytest.mark.parametrize("place", [place_call, place_async_call])
@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({}, "api.anyreach.ai"),
        ({"base_url": ELSEWHERE}, "192.0.2.1"),
        ({"proxy": "http://127.0.0.1:9"}, "a proxy"),
    ],
    ids=["by name", "by address", "through a proxy on loopback"],
)
def test_no_phone_rings(place: Any, options: dict[str, Any], named: str) -> None:
    """A call that no mock catches raises at once, an error that no `except Exception` swallows."""
    with block_network(), pytest.raises(NetworkBlockedError, match=f"connection to {named}:"):
        place(**options)
    assert not issubclass(NetworkBlockedError, Exception)


def test_other_transports() -> None:
    """It covers transports of httpx and aiohttp, and every other library of the process."""
    senders: list[Callable[[], object]] = [
        lambda: place_call(transport=httpx.HTTPTransport()),
        lambda: place_async_call(transport=httpx.AsyncHTTPTransport()),
        lambda: place_async_call(transport="aiohttp"),
        lambda: httpx.get(ELSEWHERE),
        lambda: socket.create_connection(("192.0.2.1", 443)),
    ]
    with block_network():
        for send in senders:
            with pytest.raises(NetworkBlockedError):
                send()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "api.localhost", "::1", b"localhost"])
def test_loopback_stays_open(host: str | bytes) -> None:
    """Names and addresses of this machine can be looked up."""
    with block_network():
        try:
            socket.getaddrinfo(host, 80)
        except socket.gaierror:  # not every resolver knows names below localhost
            assert host == "api.localhost"


def test_the_fake_works() -> None:
    """The fake is reached in process and on loopback."""
    fake = FakeAnyReach()
    fake.add(id="conv_1")
    with block_network():
        with AnyReach(fake.token(), transport=fake.transport) as client:
            assert client.conversations.get("conv_1").id == "conv_1"
        with fake.serve() as url, AnyReach(fake.token(), base_url=url) as client:
            assert client.conversations.get("conv_1").id == "conv_1"


def test_unix_sockets_stay_open(tmp_path: Path) -> None:
    """A Unix socket is on this machine."""
    with socket.socket(socket.AF_UNIX) as one, block_network(), pytest.raises(FileNotFoundError):
        one.connect(str(tmp_path / "none"))


def test_blocks_nest_and_end() -> None:
    """The network is open again after the outermost block, and not before."""
    with block_network():
        with block_network():
            pass
        with pytest.raises(NetworkBlockedError):
            place_call()
    with pytest.raises(APIConnectionError):
        place_call(base_url="http://127.0.0.1:9", timeout=2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.connect(("192.0.2.1", 9))  # UDP: sends nothing


APP = """
import pytest
from anyreach import AnyReach
from anyreach.testing import NetworkBlockedError

def test_call(anyreach_no_network):
    with AnyReach("ak_app.secret") as client, pytest.raises(NetworkBlockedError):
        client.conversations.call(to="+12025550143", agent_id="agent_1")
"""


def test_fixture(tmp_path: Path) -> None:
    """`anyreach_no_network` blocks the network for a test."""
    shown = run(tmp_path, APP)
    assert "1 passed" in shown, shown
