"""httpx2 in the place of httpx: transports of either, and connections of httpcore2."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import httpcore
import httpcore2
import httpx
import httpx2
import pytest

from anyreach import AnyReach, APIConnectionError, AsyncAnyReach, ConfigurationError
from anyreach._transport.connections.engines import engine
from tests.overlay.clients import BOTH, KEY, Get
from tests.overlay.recordings.downloads import SOUND, WHOLE, record
from tests.overlay.servers import response, serve


@pytest.mark.parametrize("package", [httpx, httpx2])
@pytest.mark.parametrize("get", BOTH)
def test_a_transport_of_either_is_taken(get: Get, package: Any) -> None:
    """It gets a request of its own kind, and reports faults by exceptions of its own."""
    asked: list[Any] = []

    def handle(request: Any) -> Any:
        asked.append(request)
        if len(asked) > 1:
            raise package.ConnectError("refused")
        return package.Response(200, json={"id": "conv_1"})

    transport = package.MockTransport(handle)
    assert get("https://api.example", transport=transport).id == "conv_1"
    assert type(asked[0]) is package.Request
    assert asked[0].headers["authorization"] == f"Bearer {KEY}"
    with pytest.raises(APIConnectionError, match="could not connect: refused") as caught:
        get("https://api.example", transport=transport)
    assert not caught.value.maybe_sent


def test_a_body_goes_through_a_transport_of_httpx2() -> None:
    """What is posted arrives, by a real connection of httpx2."""
    said = response(200, {"conversation": {"id": "conv_1"}})
    with serve(said) as server, httpx2.HTTPTransport() as transport:
        client = AnyReach(KEY, base_url=server.url, transport=transport)
        client.conversations.call(to="+15550142857", agent_id="agent_1")
    assert server.requests[0].startswith(b"POST /core/conversations HTTP/1.1")


def test_httpx2_makes_connections_by_httpcore2() -> None:
    """The name chooses the engine, for recordings too; httpx stays the default."""
    assert engine(None) is httpcore
    assert engine("httpx2") is httpcore2
    for client in (AnyReach(KEY, transport="httpx2"), AsyncAnyReach(KEY, transport="httpx2")):
        shared = cast("Any", client)._shared
        assert type(shared.wire._pool._maker).__module__.startswith("httpcore2")
        assert shared.route.core is httpcore2


def test_a_recording_over_httpcore2(tmp_path: Path) -> None:
    """It is downloaded, sync and async."""

    async def download(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url, transport="httpx2") as client:
            await client.recordings.download("conv_1", tmp_path / "async.wav")

    with serve(WHOLE) as host, serve(record(host.url)) as api:
        with AnyReach(KEY, base_url=api.url, transport="httpx2") as client:
            client.recordings.download("conv_1", tmp_path / "sync.wav")
        asyncio.run(download(api.url))
    assert (tmp_path / "sync.wav").read_bytes() == (tmp_path / "async.wav").read_bytes() == SOUND


def test_httpx2_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the error says what to install, and nothing else needs it."""
    monkeypatch.setitem(cast("dict[str, Any]", sys.modules), "httpcore2", None)
    for client in (AnyReach, AsyncAnyReach):
        with pytest.raises(ConfigurationError, match=r"anyreach-client\[httpx2\]"):
            client(KEY, transport="httpx2")
        client(KEY)


NO_ASYNCIO = """
import json
from anyreach import AsyncAnyReach, ConfigurationError

def step(coroutine):
    try:
        coroutine.send(None)
    except ConfigurationError as error:
        return str(error)

client = AsyncAnyReach("ak_1.secret")
many = client.conversations.get_many(["conv_1"])
print(json.dumps([step(client.conversations.get("conv_1")), step(many.__anext__())]))
"""


def test_another_loop_than_asyncios_is_told() -> None:
    """Under trio, or without any loop, the first call says what it needs."""
    done = subprocess.run(
        [sys.executable, "-c", NO_ASYNCIO], capture_output=True, check=True, text=True
    )
    for told in json.loads(done.stdout):
        assert "needs a running event loop of asyncio" in told
        assert "trio" in told
