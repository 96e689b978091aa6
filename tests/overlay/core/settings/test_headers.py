"""`extra_headers=` of a client: they go with every request to the API, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from tests.overlay.clients import WAYS, Get
from tests.overlay.recordings.downloads import WHOLE, download_async, download_sync, record
from tests.overlay.servers import response, serve

GOOD = response(200, {"id": "conv_1"})


def headers_of(request: bytes) -> dict[str, str]:
    """Read the headers of a request; a name that comes twice fails."""
    lines = request.decode().split("\r\n\r\n")[0].split("\r\n")[1:]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers
        headers[name.lower()] = value
    return headers


@pytest.mark.parametrize("get", WAYS)
def test_they_go_with_every_request(get: Get) -> None:
    """A header of the client is sent, in place of the client's own of that name."""
    with serve(GOOD) as server:
        get(server.url, extra_headers={"X-Gateway": "g", "user-agent": "mine"})
    sent = headers_of(server.requests[0])
    assert (sent["x-gateway"], sent["user-agent"]) == ("g", "mine")
    assert sent["authorization"] == "Bearer ak_1.secret"


def test_children_add_to_them_and_calls_win() -> None:
    """`with_options` adds to its parent's headers, and a call's own are in place of both."""
    with (
        serve(GOOD) as server,
        AnyReach("ak_1.s", base_url=server.url, extra_headers={"X-A": "1", "X-B": "1"}) as client,
    ):
        child = client.with_options(extra_headers={"x-b": "2", "X-C": "2"})
        child.conversations.get("conv_1", extra_headers={"x-c": "3"})
        child.with_options(timeout=5).request("GET", "/x", headers={"X-A": "4"})
        client.conversations.get("conv_1")
    names = ("x-a", "x-b", "x-c")
    assert [tuple(headers_of(one).get(name) for name in names) for one in server.requests] == [
        ("1", "2", "3"),
        ("4", "2", "2"),
        ("1", "1", None),
    ]


@pytest.mark.parametrize("download", [download_sync, download_async])
def test_a_recordings_host_gets_none_of_them(download: Any, tmp_path: Path) -> None:
    """Only the API gets them: the host of a recording is somebody else's."""
    with serve(WHOLE) as elsewhere, serve(record(f"{elsewhere.url}/r.wav")) as server:
        client = {"extra_headers": {"X-Gateway": "canary"}}
        download(server.url, tmp_path / "r.wav", client=client)
    assert b"canary" in server.requests[0]
    assert b"canary" not in b"".join(elsewhere.requests)


@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"authorization": "canary"}, "extra_headers= cannot replace the client's credential"),
        ({"Host": "canary"}, "extra_headers= cannot set Host"),
        ({"X": "canary\r\n"}, "the header X can't have this value"),
        ({"X canary": "1"}, "a header's name must only have"),
        ("canary", "extra_headers= must be a mapping"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_once(client: Any, headers: Any, said: str) -> None:
    """The constructor and `with_options` refuse it, and repeat no value."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        client("ak_1.s", extra_headers=headers)
    assert "canary" not in str(caught.value)
    with pytest.raises(ConfigurationError, match=said):
        client("ak_1.s").with_options(extra_headers=headers)
