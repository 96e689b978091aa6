"""A recording is fetched as every call is made: limits, retries, hooks, proxies and transports."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import trustme

from anyreach import (
    AnyReach,
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncAnyReach,
    Attempt,
)
from anyreach._transport.connections.tls import without_certificate
from anyreach.models import Conversation
from anyreach.testing import NetworkBlockedError, block_network, no_waiting
from tests.overlay.clients import KEY
from tests.overlay.recordings.downloads import SOUND, TAG, WAYS, WHOLE, Fetch, cut, record, rest_of
from tests.overlay.servers import response, serve

every_way = pytest.mark.parametrize("fetch", WAYS.values(), ids=WAYS)


def of_the_recording(attempts: list[Attempt]) -> list[tuple[int, int | None, str | None, bool]]:
    """Return what is told of the recording: number, status, error, and whether it goes on."""
    return [
        (one.attempt, one.status, one.error, one.wait is not None)
        for one in attempts
        if one.operation == "recording"
    ]


@every_way
def test_without_retries_there_is_one_attempt(fetch: Fetch, tmp_path: Path) -> None:
    """With `max_retries=0` a host in trouble is asked once, and the hook hears of it."""
    heard: list[Attempt] = []
    options = {"max_retries": 0, "on_attempt": heard.append}
    with serve(response(503)) as host, serve(record(host.url)) as api:
        with pytest.raises(APIStatusError) as caught:
            fetch(api.url, tmp_path, client=options)
        assert (len(host.requests), caught.value.attempts) == (1, 1)
    assert of_the_recording(heard) == [(1, 503, "APIStatusError", False)]


@every_way
def test_the_hook_hears_of_every_attempt(
    fetch: Fetch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Retries, resumed transfers and expired URLs are told and logged, as of any other call."""
    heard: list[Attempt] = []
    caplog.set_level(logging.DEBUG, "anyreach")
    first = [response(500), cut(WHOLE, len(WHOLE) - 70_000), response(403)]
    with no_waiting(), serve(*first) as host, serve(record(host.url)) as api:
        host.answers.append(rest_of(host, TAG))
        assert fetch(api.url, tmp_path, client={"on_attempt": heard.append}) == SOUND
    assert of_the_recording(heard) == [
        (1, 500, "APIStatusError", True),
        (2, 200, "APIConnectionError", True),
        (3, 403, "APIStatusError", True),
        (4, 206, None, False),
    ]
    assert heard[-2].operation == "getConversation"
    assert sum(text.startswith("recording attempt") for text in caplog.messages) == 4


@every_way
def test_the_timeout_of_the_client(fetch: Fetch, tmp_path: Path) -> None:
    """A download takes no longer than the client's `timeout`, unless it says so itself."""

    def hang(peer: socket.socket) -> None:
        peer.recv(1)

    with (
        serve(hang) as host,
        serve(record(host.url)) as api,
        pytest.raises(APITimeoutError, match="within the deadline"),
    ):
        fetch(api.url, tmp_path, client={"timeout": 0.2})


@every_way
def test_through_a_proxy(fetch: Fetch, tmp_path: Path) -> None:
    """The proxy of a client gets the request for the recording, with nothing of ours."""
    with serve(record("http://127.0.0.1:9/call?sig=1"), WHOLE) as proxy:
        options = {"proxy": proxy.url.replace("http://", "http://user:pass@")}
        assert fetch("http://127.0.0.1:9", tmp_path, client=options) == SOUND
    request = proxy.requests[1]
    assert request.startswith(
        b"GET http://127.0.0.1:9/call?sig=1 HTTP/1.1\r\nHost: 127.0.0.1:9\r\n"
    )
    assert b"Proxy-Authorization: Basic dXNlcjpwYXNz" in request
    assert KEY.encode() not in request


@every_way
def test_behind_a_proxy_the_addresses_in_urls_are_checked(fetch: Fetch, tmp_path: Path) -> None:
    """A URL with a private address is refused, and the error says what would let it pass."""
    with serve(record("https://10.0.0.1/call")) as proxy:
        with pytest.raises(APIResponseValidationError, match="recording_hosts="):
            fetch("http://127.0.0.1:9", tmp_path, client={"proxy": proxy.url})
        assert len(proxy.requests) == 1


def test_a_name_is_left_to_the_proxy(tmp_path: Path) -> None:
    """A name is sent to the proxy as it is, to open a tunnel to."""
    with serve(response(502)) as proxy:
        url = {"recording_details": {"recording_url": "https://intranet.example/call"}}
        conversation = Conversation.from_dict({"id": "conv_1", **url})
        with (
            AnyReach(KEY, proxy=proxy.url, max_retries=0) as client,
            pytest.raises(APIConnectionError),
        ):
            client.recordings.download(conversation, tmp_path / "call.wav")
    assert proxy.requests[0].startswith(b"CONNECT intranet.example:443 ")


@every_way
def test_through_a_transport(fetch: Fetch, tmp_path: Path) -> None:
    """A transport of the app's gets the request, to the host of the URL, without the token."""
    asked: list[tuple[str, Mapping[str, str]]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers))
        if request.url.host == "api.example":
            details = {"recording_url": "https://files.example:8443/a%2Fb?sig=%41+&x"}
            return httpx.Response(200, json={"id": "conv_1", "recording_details": details})
        return httpx.Response(200, content=SOUND, headers={"Content-Type": "audio/wav"})

    options = {"transport": httpx.MockTransport(handle)}
    assert fetch("https://api.example", tmp_path, client=options) == SOUND
    (_, (url, headers)) = asked
    assert url == "https://files.example:8443/a%2Fb?sig=%41+&x"
    assert dict(headers) == {
        "host": "files.example:8443",
        "accept": "*/*",
        "accept-encoding": "identity",
        "connection": "close",
        "user-agent": "python",
    }


def test_an_empty_piece_is_not_the_end(tmp_path: Path) -> None:
    """A transport may hand out nothing in the middle of a body."""

    class Pieces(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from (b"", SOUND[:5], b"", b"", SOUND[5:], b"")

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.host == "api.example":
            details = {"recording_url": "https://files.example/"}
            return httpx.Response(200, json={"id": "conv_1", "recording_details": details})
        return httpx.Response(
            200,
            stream=Pieces(),
            headers={"Transfer-Encoding": "chunked", "Content-Encoding": "identity, aws-chunked"},
        )

    path = tmp_path / "call.wav"
    with AnyReach(
        KEY, base_url="https://api.example", transport=httpx.MockTransport(handle)
    ) as client:
        client.recordings.download("conv_1", path)
    assert path.read_bytes() == SOUND


def test_an_empty_piece_is_not_the_end_of_an_async_download(tmp_path: Path) -> None:
    """An async transport may hand out nothing in the middle of a body, too."""

    class Pieces(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for piece in (b"", SOUND[:5], b"", SOUND[5:], b""):
                yield piece

    def handle(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Pieces(), headers={"Transfer-Encoding": "chunked"})

    url = {"recording_details": {"recording_url": "https://files.example/"}}
    conversation = Conversation.from_dict({"id": "conv_1", **url})
    path = tmp_path / "call.wav"

    async def fetch() -> None:
        async with AsyncAnyReach(KEY, transport=httpx.MockTransport(handle)) as client:
            await client.recordings.download(conversation, path)

    asyncio.run(fetch())
    assert path.read_bytes() == SOUND


def test_a_transport_that_keeps_to_no_deadline(tmp_path: Path) -> None:
    """The deadline holds when a transport overlooks it."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.host == "api.example":
            details = {"recording_url": "https://files.example/"}
            return httpx.Response(200, json={"id": "conv_1", "recording_details": details})
        threading.Event().wait(0.4)
        return httpx.Response(200, content=SOUND)

    with (
        AnyReach(
            KEY, base_url="https://api.example", transport=httpx.MockTransport(handle), timeout=0.3
        ) as client,
        pytest.raises(APITimeoutError),
    ):
        client.recordings.download("conv_1", tmp_path / "call.wav")


def test_over_aiohttp_addresses_are_checked(tmp_path: Path) -> None:
    """The transport of the extra leaves recordings to the connection that checks addresses."""
    url = {"recording_details": {"recording_url": "https://localhost/call"}}
    conversation = Conversation.from_dict({"id": "conv_1", **url})

    async def fetch() -> None:
        async with AsyncAnyReach(KEY, transport="aiohttp") as client:
            await client.recordings.download(conversation, tmp_path / "call.wav")

    with pytest.raises(APIResponseValidationError, match="not public"):
        asyncio.run(fetch())


@every_way
def test_a_private_host_that_is_named(fetch: Fetch, tmp_path: Path) -> None:
    """A recording comes from this machine when the client names its network."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)  # pyright: ignore[reportUnknownMemberType]
    authority.configure_trust(client)  # pyright: ignore[reportUnknownMemberType]

    with serve(WHOLE, tls=server) as host, serve(record(host.url)) as api:
        options = {"verify": client, "recording_hosts": ["127.0.0.0/8"]}
        assert fetch(api.url, tmp_path, client=options) == SOUND


@pytest.mark.parametrize("name", ["download", "async download"])
def test_no_client_certificate(name: str, tmp_path: Path) -> None:
    """A host that asks for a certificate gets none of the client's."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)  # pyright: ignore[reportUnknownMemberType]
    authority.issue_cert("app.example").configure_cert(client)  # pyright: ignore[reportUnknownMemberType]
    for context in (server, client):
        authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType]
    server.verify_mode = ssl.CERT_OPTIONAL
    shown: list[Any] = []

    def answer(peer: socket.socket) -> None:
        shown.append(cast("ssl.SSLSocket", peer).getpeercert())
        peer.sendall(WHOLE)

    with serve(answer, tls=server) as host, serve(record(host.url)) as api:
        assert WAYS[name](api.url, tmp_path, client={"verify": client}) == SOUND
    assert shown in ([None], [{}])


class Closed(ssl.SSLContext):
    """A context that asks the system, as that of truststore does."""

    def get_ca_certs(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002  as ssl has it
        """Refuse, as truststore does."""
        raise NotImplementedError


def test_a_context_without_its_certificate_verifies_alike() -> None:
    """How a context verifies is kept, also of a kind that cannot list its authorities."""
    lax = ssl.create_default_context()
    lax.check_hostname = False
    lax.verify_mode = ssl.CERT_NONE
    copy = without_certificate(lax)
    assert (copy.check_hostname, copy.verify_mode) == (False, ssl.CERT_NONE)
    nobody = without_certificate(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert nobody.get_ca_certs() == []
    assert isinstance(without_certificate(Closed(ssl.PROTOCOL_TLS_CLIENT)), Closed)


@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9"])
def test_recordings_of_a_blocked_network(proxy: str | None, tmp_path: Path) -> None:
    """Inside `block_network()`, a recording is refused too, sync and async, before it is asked."""
    url = {"recording_details": {"recording_url": "https://files.example/call"}}
    conversation = Conversation.from_dict({"id": "conv_1", **url})

    async def fetch() -> None:
        async with AsyncAnyReach(KEY, proxy=proxy) as client:
            await client.recordings.download(conversation, tmp_path / "call.wav")

    with block_network():
        with AnyReach(KEY, proxy=proxy) as client, pytest.raises(NetworkBlockedError):
            client.recordings.download(conversation, tmp_path / "call.wav")
        with pytest.raises(NetworkBlockedError):
            asyncio.run(fetch())
    assert list(tmp_path.iterdir()) == []
