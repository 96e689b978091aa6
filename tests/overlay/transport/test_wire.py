"""One attempt on a real socket: what comes back, by when, and what goes over the wire."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from typing import Any

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
    ConfigurationError,
)
from anyreach._transport.http_types import Reply, Request
from anyreach._transport.messages.requests import core_request
from anyreach.testing import no_waiting
from tests.overlay.clients import BOTH, KEY, WAYS, Get, get_aiohttp, get_sync
from tests.overlay.servers import Answer, response, serve

RECORD = {"id": "conv_1", "status": "completed"}
GOOD = response(200, RECORD)

every_way = pytest.mark.parametrize("get", WAYS)


def hold(*parts: bytes, every: float = 0.0) -> Answer:
    """Return an answer that says these parts, then nothing until its peer gives up."""

    def answer(peer: socket.socket) -> None:
        for part in parts:
            peer.sendall(part)
            time.sleep(every)
        while peer.recv(65536):
            pass

    return answer


def say(data: bytes) -> Answer:
    """Return an answer that says these bytes and closes the connection."""

    def answer(peer: socket.socket) -> None:
        peer.sendall(data)

    return answer


def hang_up(peer: socket.socket) -> None:
    """Close the connection without an answer."""
    peer.close()


def reset(peer: socket.socket) -> None:
    """Close the connection with a reset."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    peer.close()


@every_way
def test_what_goes_over_the_wire(get: Get) -> None:
    """A request names the record, the credential and the client, and asks for JSON, zipped."""
    with serve(GOOD) as server:
        assert get(server.url + "/v2", "conv_1").id == "conv_1"
    head, *lines = server.requests[0].decode().split("\r\n")
    headers = {line.split(": ")[0].lower(): line.split(": ", 1)[1] for line in lines if line}
    assert head == "GET /v2/core/conversations/conv_1 HTTP/1.1"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip"
    assert headers["user-agent"].startswith("anyreach-python/")
    assert "cookie" not in headers
    assert "x-anyreach-org" not in headers


@pytest.mark.parametrize(
    "base",
    [
        "https://api.example",
        "https://API.example:443",
        "http://127.0.0.1:8080/v2",
        "http://[::1]:8080/a%20b/c",
    ],
)
@pytest.mark.parametrize("path", ["/core/conversations/a%2Fb", "/core?a=%2B&b=%20%C3%BC"])
def test_a_plain_get_is_sent_as_httpx_sends_it(base: str, path: str) -> None:
    """Leaving httpx out of a request without a body changes nothing on the wire."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {KEY}"}
    request = Request("GET", base, path, headers, None)
    plain = core_request(request, headers, 5.0)
    sent = httpx.Request("GET", base + path, headers=headers)
    assert repr(request) == "<request>"
    assert plain.method == b"GET"
    assert plain.headers == sent.headers.raw
    assert plain.url.target == sent.url.raw_path
    assert (plain.url.scheme, plain.url.host) == (sent.url.raw_scheme, sent.url.raw_host)
    assert plain.url.port == sent.url.port


@every_way
def test_ids_are_quoted(get: Get) -> None:
    """An id is one path segment, whatever characters it has."""
    odd = "a/b?c#d e%2e"
    with serve(response(200, {"id": odd})) as server:
        assert get(server.url, odd).id == odd
    assert b"GET /core/conversations/a%2Fb%3Fc%23d%20e%252e HTTP/1.1" in server.requests[0]


def test_a_connection_is_kept_for_the_next_call() -> None:
    """Calls one after another share a connection."""
    with serve(GOOD) as server:
        with AnyReach(KEY, base_url=server.url) as client:
            for _ in range(3):
                client.conversations.get("conv_1")
        assert server.connections == 1

        async def thrice() -> None:
            async with AsyncAnyReach(KEY, base_url=server.url) as client:
                for _ in range(3):
                    await client.conversations.get("conv_1")

        asyncio.run(thrice())
        assert server.connections == 2


@pytest.mark.parametrize("coded", [gzip.compress, zlib.compress])
@every_way
def test_compressed_answers_are_read(get: Get, coded: Any) -> None:
    """Gzip and deflate bodies are decoded."""
    encoding = "gzip" if coded is gzip.compress else "deflate"
    body = coded(response(200, RECORD).split(b"\r\n\r\n")[1])
    with serve(response(200, body, f"Content-Encoding: {encoding}")) as server:
        assert get(server.url).status == "completed"


@every_way
def test_chunked_answers_are_read(get: Get) -> None:
    """A body in chunks is put together, and its connection can be used again."""
    chunked = (
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"id": "conv_1"}\r\n0\r\n\r\n'
    )
    with serve(chunked) as server:
        assert get(server.url).id == "conv_1"
        with AnyReach(KEY, base_url=server.url) as client:
            client.conversations.get("conv_1")
            client.conversations.get("conv_1")
        assert server.connections == 2


@pytest.mark.parametrize("size", [1, 7, 10_000])
@every_way
def test_a_body_of_several_gzip_members_is_read(get: Get, size: int) -> None:
    """They are one text (RFC 1952, section 2.2), wherever the pieces that arrive are cut."""
    text = json.dumps(RECORD).encode()
    body = gzip.compress(text[:9]) + gzip.compress(b"") + gzip.compress(text[9:])
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    said = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serve(head + said + b"0\r\n\r\n") as server:
        assert get(server.url).status == "completed"
    short = response(200, body[:-9], "Content-Encoding: gzip")
    with serve(short) as server, pytest.raises(APIResponseValidationError, match="truncated"):
        get(server.url)


@pytest.mark.parametrize(
    "coding", ["", "identity", "none", "binary", "aws-chunked", "Identity, aws-chunked"]
)
@pytest.mark.parametrize("get", BOTH)
def test_names_of_no_coding_are_taken(get: Get, coding: str) -> None:
    """Proxies and object stores name codings that are none."""
    with serve(response(200, RECORD, f"Content-Encoding: {coding}")) as server:
        assert get(server.url).status == "completed"


BOMB = gzip.compress(b"[" + b" " * 40 * 1024 * 1024)
REFUSED = {
    "corrupt gzip": (
        response(200, b"\x1f\x8b\x08\x00 no gzip at all", "Content-Encoding: gzip"),
        "compressed body is corrupt",
    ),
    "cut gzip": (
        response(200, gzip.compress(b'{"id": "conv_1"}')[:-9], "Content-Encoding: gzip"),
        "compressed body is truncated",
    ),
    "bytes after gzip": (
        response(200, gzip.compress(b'{"id": "conv_1"}') + b"more", "Content-Encoding: gzip"),
        "compressed body is corrupt",
    ),
    "bomb": (response(200, BOMB, "Content-Encoding: gzip"), "larger than 33554432 bytes"),
    "double gzip": (
        response(200, gzip.compress(gzip.compress(b"{}")), "Content-Encoding: gzip, gzip"),
        "content encoding is not gzip",
    ),
    "repeated encoding": (
        response(200, b"", "Content-Encoding: gzip", "Content-Encoding: gzip"),
        "content encoding is not gzip",
    ),
    "unknown encoding": (response(200, b"", "Content-Encoding: br"), "content encoding is not"),
    "many headers": (
        response(200, b"{}", *(f"X-{n}: 1" for n in range(200))),
        "too many or too large headers",
    ),
    "large headers": (
        response(200, b"{}", "X-Large: " + "x" * 70_000),
        "too many or too large headers",
    ),
    "cut without length": (say(b'HTTP/1.1 200 OK\r\n\r\n{"id": "conv_1", '), "truncated"),
    "html": (response(200, b"<html>sign in</html>"), "looks like HTML"),
    "another record": (
        response(200, {"id": "conv_2"}),
        "a different record than the one requested",
    ),
}


@every_way
def test_a_bomb_costs_little_more_memory_than_the_limit(get: Get) -> None:
    """However far a compressed answer would grow, decoding it takes the limit and 4 MiB at most."""
    limit = 16 * 1024 * 1024
    with serve(GOOD, response(200, BOMB, "Content-Encoding: gzip")) as server:
        get(server.url)
        tracemalloc.start()
        try:
            with pytest.raises(APIResponseValidationError, match="larger than"):
                get(server.url, max_response_bytes=limit)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < limit + 4 * 1024 * 1024


@every_way
def test_a_large_compressed_answer_is_read_whole(get: Get) -> None:
    """A compressed answer of many decoding steps, the last one full or not, loses no byte."""
    for size in (3 * 1024 * 1024, 3 * 1024 * 1024 + 1):
        body = json.dumps(RECORD | {"summary": "x"}).encode()
        body = body.replace(b'"x"', b'"%b"' % (b"x" * (size - len(body) + 1)))
        assert len(body) == size
        with serve(response(200, gzip.compress(body), "Content-Encoding: gzip")) as server:
            assert len(get(server.url).reveal("summary")) > 3_000_000


@pytest.mark.parametrize("name", REFUSED)
@every_way
def test_answers_that_are_refused(get: Get, name: str) -> None:
    """An answer that cannot be trusted is refused, saying why and nothing of it."""
    answer, said = REFUSED[name]
    with serve(answer) as server, pytest.raises(APIResponseValidationError, match=said) as caught:
        get(server.url)
    assert caught.value.maybe_sent
    assert "conv_2" not in str(caught.value)


BROKEN = {
    "close at once": say(b""),
    "reset at once": reset,
    "close in headers": say(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "close in body": say(GOOD[:-3]),
    "bad chunk": say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "two lengths": say(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "no http": say(b"220 mail.example ESMTP\r\n\r\n"),
    "endless header": say(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000),
}


@pytest.mark.parametrize("name", BROKEN)
@every_way
def test_connections_that_break(get: Get, name: str) -> None:
    """A connection that breaks is one error, which says that the request may have arrived."""
    with serve(BROKEN[name]) as server, pytest.raises(APIConnectionError) as caught:
        get(server.url)
    assert not isinstance(caught.value, APITimeoutError)
    assert caught.value.maybe_sent
    assert str(caught.value).startswith("getConversation: the connection broke (")


@every_way
def test_a_refused_connection_was_never_sent(get: Get) -> None:
    """When nobody listens the error says that nothing can have arrived."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(APIConnectionError, match="could not connect") as caught:
        get(f"http://127.0.0.1:{port}")
    assert not caught.value.maybe_sent


SLOW = {
    "never answers": hold(),
    "stalls in headers": hold(b"HTTP/1.1 200 OK\r\n"),
    "stalls in body": hold(GOOD[:-3]),
    "drips headers": hold(*(bytes([byte]) for byte in GOOD), every=0.05),
    "drips body": hold(GOOD[:-9], *(bytes([byte]) for byte in GOOD[-9:]), every=0.2),
    "endless 103": hold(*([b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 100), every=0.05),
}


@pytest.mark.parametrize("name", SLOW)
@every_way
def test_slow_answers_end_at_the_deadline(get: Get, name: str) -> None:
    """However a server dawdles, the call ends with a timeout error when its time is over."""
    with serve(SLOW[name]) as server, pytest.raises(APITimeoutError, match="within the deadline"):
        get(server.url, timeout=0.5)


@every_way
def test_redirects_are_not_followed(get: Get) -> None:
    """A redirect is a status outside 2xx: nothing is sent to where it points."""
    with serve(GOOD) as other:
        moved = response(302, b"", f"Location: {other.url}/core/conversations/conv_1")
        with serve(moved) as server, pytest.raises(APIStatusError):
            get(server.url)
        assert other.requests == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # httpx-aiohttp's own
@every_way
def test_a_proxy_is_used_with_its_password(get: Get) -> None:
    """A proxy named as an option gets the request, and its own credentials."""
    with serve(GOOD) as proxy:
        url = proxy.url.replace("http://", "http://user:pass@")
        assert get("http://127.0.0.1:9", proxy=url).id == "conv_1"
    assert proxy.requests[0].startswith(b"GET http://127.0.0.1:9/core/conversations/conv_1 ")
    assert b"Proxy-Authorization: Basic dXNlcjpwYXNz" in proxy.requests[0]


def test_surplus_bytes_never_answer_the_next_call() -> None:
    """A connection with bytes left over is dropped: the next call gets its own answer."""
    stranger = response(200, {"id": "conv_1", "status": "failed"})
    chunks = (
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"id": "conv_1"}\r\n0\r\n\r\n'
    )
    for first in (GOOD + stranger, GOOD + b"xx", chunks + stranger, chunks + chunks):
        with serve(first, GOOD) as server:
            with AnyReach(KEY, base_url=server.url, max_retries=0) as client:
                client.conversations.get("conv_1")
                assert client.conversations.get("conv_1").status == "completed"
            assert server.connections == 2

        async def twice(url: str) -> None:
            async with AsyncAnyReach(KEY, base_url=url, max_retries=0) as client:
                await client.conversations.get("conv_1")
                assert (await client.conversations.get("conv_1")).status == "completed"

        with serve(first, GOOD) as server:
            asyncio.run(twice(server.url))
            assert server.connections == 2


@pytest.mark.parametrize("transport", [None, "httpx2"])
@pytest.mark.parametrize("ends", [hang_up, reset])
def test_an_idle_connection_that_was_closed_is_replaced_at_once(
    ends: Answer, transport: Any
) -> None:
    """A connection that the server closes at its reuse costs an attempt, and no waiting."""
    told: list[Attempt] = []
    with (
        serve(GOOD, ends, GOOD) as server,
        AnyReach(KEY, base_url=server.url, on_attempt=told.append, transport=transport) as client,
    ):
        client.conversations.get("conv_1")
        client.conversations.get("conv_1")
    assert [attempt.wait for attempt in told] == [None, 0.0, None]


@pytest.mark.parametrize("transport", [None, "httpx2", "aiohttp"])
@pytest.mark.parametrize("ends", [hang_up, reset])
def test_a_task_replaces_one_at_once(ends: Answer, transport: Any) -> None:
    """It costs no retry either: the next answer may fail as well; nor is another old one tried."""
    told: list[Attempt] = []
    options: dict[str, Any] = {"on_attempt": told.append, "max_retries": 1, "transport": transport}

    async def thrice(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url, **options) as client:
            pair = client.conversations.get("conv_1"), client.conversations.get("conv_1")
            await asyncio.gather(*pair)
            await client.conversations.get("conv_1")

    failure = response(500, {"detail": "x"})
    with serve(GOOD, GOOD, ends, failure, GOOD) as server, no_waiting():
        asyncio.run(thrice(server.url))
        assert server.connections == 4
    assert [attempt.error for attempt in told[2:]] == [
        "APIConnectionError",
        "InternalServerError",
        None,
    ]


def test_aiohttp_repeats_a_new_connection_that_is_closed_by_the_budget() -> None:
    """Only a connection that was used before may have been closed before it was asked."""
    told: list[Attempt] = []
    with serve(hang_up, GOOD) as server, pytest.raises(APIConnectionError, match="broke"):
        get_aiohttp(server.url, on_attempt=told.append)
    assert [attempt.wait for attempt in told] == [None]


@every_way
def test_a_connection_that_is_an_answer_behind_is_not_used_again(get: Get) -> None:
    """After a record that nobody asked for, the next answer on its connection is another call's."""
    strange = response(200, {"id": "conv_2", "status": "completed"})

    def behind(peer: socket.socket) -> None:
        peer.sendall(strange)
        peer.recv(65536)
        peer.sendall(response(404, {"detail": "of another call"}))

    with serve(behind, GOOD) as server, no_waiting():
        assert get(server.url, max_retries=1).id == "conv_1"
        assert server.connections == 2


def test_an_idle_connection_that_was_closed_costs_no_retry() -> None:
    """The call has all of its retries for what the API answers, and its next connection is new."""
    failure = response(500, {"detail": "x"})
    with (
        serve(GOOD, hang_up, failure, GOOD) as server,
        no_waiting(),
        AnyReach(KEY, base_url=server.url, max_retries=1) as client,
    ):
        client.conversations.get("conv_1")
        assert client.conversations.get("conv_1").id == "conv_1"


def test_a_client_closed_in_the_middle_of_a_call_keeps_no_connection() -> None:
    """A call that runs while its client is closed gets its answer, and its connection is closed."""
    ended: list[bytes] = []

    def slow(peer: socket.socket) -> None:
        closing.wait(5)
        peer.sendall(GOOD)
        ended.append(peer.recv(1))

    with serve(slow) as server:
        closing = threading.Event()
        client = AnyReach(KEY, base_url=server.url)
        results: list[object] = []
        thread = threading.Thread(
            target=lambda: results.append(client.conversations.get("conv_1").id)
        )
        thread.start()
        while not server.requests:
            time.sleep(0.005)
        client.close()
        closing.set()
        thread.join()
        assert results == ["conv_1"]

        async def same() -> None:
            client = AsyncAnyReach(KEY, base_url=server.url)
            call = asyncio.create_task(client.conversations.get("conv_1"))
            while len(server.requests) < 2:  # noqa: ASYNC110  the server is a thread
                await asyncio.sleep(0.005)
            await client.aclose()
            closing.set()
            assert (await call).id == "conv_1"

        closing.clear()
        asyncio.run(same())
        while len(ended) < 2:
            time.sleep(0.005)
    assert ended == [b"", b""]


def test_threads_beyond_the_bound_wait_within_their_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread that waits for its turn until its time is over has sent nothing, and says so."""
    monkeypatch.setattr("anyreach._transport.connections.blocking_network._THREADS", 1)
    with serve(hold()) as server, AnyReach(KEY, base_url=server.url, timeout=3) as client:

        def hold_the_place() -> None:
            with pytest.raises(APITimeoutError):
                client.conversations.get("conv_1")

        first = threading.Thread(target=hold_the_place)
        first.start()
        while not server.requests:
            time.sleep(0.005)
        with pytest.raises(APITimeoutError) as caught:
            client.conversations.get("conv_1", timeout=0.1)
        assert not caught.value.maybe_sent
        first.join()


@every_way
def test_interim_answers_are_passed_over(get: Get) -> None:
    """1xx answers before the real one are no answers, and leave the connection usable."""
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    with serve(hints + hints + GOOD) as server:
        assert get(server.url).id == "conv_1"
        with AnyReach(KEY, base_url=server.url) as client:
            client.conversations.get("conv_1")
            client.conversations.get("conv_1")
        assert server.connections == 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate for 127.0.0.1, with its key, made for these tests."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    authority = trustme.CA()
    server = authority.issue_cert("127.0.0.1")
    path.write_bytes(
        b"".join(blob.bytes() for blob in [server.private_key_pem, *server.cert_chain_pems])
    )
    authority.cert_pem.write_to_path(path.with_name("ca.pem"))
    path.with_name("authorities").mkdir()
    hashed = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", path.with_name("ca.pem")],
        capture_output=True,
        check=True,
        text=True,
    )
    name = f"{hashed.stdout.strip()}.0"
    authority.cert_pem.write_to_path(path.with_name("authorities") / name)
    return str(path)


@every_way
def test_tls_is_verified_against_the_given_certificates(get: Get, certificate: str) -> None:
    """A server is trusted by its certificate alone: the default set refuses it, its CA does not."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                peer, _ = listener.accept()
                with context.wrap_socket(peer, server_side=True) as secured:
                    secured.recv(65536)
                    secured.sendall(GOOD)
            except ssl.SSLError:
                continue
            except OSError:
                return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    url = f"https://127.0.0.1:{listener.getsockname()[1]}"
    authority = certificate.replace("server.pem", "ca.pem")
    try:
        with pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED") as caught:
            get(url)
        assert not caught.value.maybe_sent
        assert get(url, verify=authority).id == "conv_1"
        assert get(url, verify=certificate.replace("server.pem", "authorities")).id == "conv_1"
        assert get(url, verify=ssl.create_default_context(cafile=authority)).id == "conv_1"
        assert get(url, verify=False).id == "conv_1"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_a_connection_through_a_proxy_is_kept_for_the_next_call(certificate: str) -> None:
    """A tunnel carries any number of calls; the first is the one that opens it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def tunnel(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 Opened\r\n\r\n")
        with context.wrap_socket(peer, server_side=True) as secured:
            while secured.recv(65536):
                secured.sendall(GOOD)

    authority = certificate.replace("server.pem", "ca.pem")
    with serve(tunnel) as proxy:
        options: dict[str, Any] = {"verify": authority, "proxy": proxy.url}
        with AnyReach(KEY, base_url="https://127.0.0.1:9", **options) as client:
            for _ in range(3):
                assert client.conversations.get("conv_1").id == "conv_1"
        assert [request[:7] for request in proxy.requests] == [b"CONNECT"]

        async def same() -> None:
            async with AsyncAnyReach(KEY, base_url="https://127.0.0.1:9", **options) as client:
                for _ in range(3):
                    assert (await client.conversations.get("conv_1")).id == "conv_1"

        asyncio.run(same())
        assert [request[:7] for request in proxy.requests] == [b"CONNECT"] * 2


def test_one_ssl_context_is_shared() -> None:
    """Making a context costs as much as a hundred calls: clients of one setting share it."""
    from anyreach._transport.connections.tls import shared_ssl_context  # noqa: PLC0415

    with AnyReach(KEY):
        before = shared_ssl_context.cache_info()
    for _ in range(3):
        AnyReach(KEY).close()
        AsyncAnyReach(KEY)
    after = shared_ssl_context.cache_info()
    assert (after.hits - before.hits, after.misses) == (6, before.misses)


def test_what_is_no_transport_is_refused() -> None:
    """An object without the method of its kind is a ConfigurationError, as is an unknown name."""
    wrong: Any
    for wrong in (object(), "aiohttp"):
        with pytest.raises(ConfigurationError, match=r"must be an httpx\.BaseTransport"):
            AnyReach(KEY, transport=wrong)
    for wrong in (object(), "urllib3"):
        with pytest.raises(ConfigurationError, match=r"must be an httpx\.AsyncBaseTransport"):
            AsyncAnyReach(KEY, transport=wrong)


def test_a_reply_prints_nothing_of_what_it_holds() -> None:
    """A traceback that shows local variables shows no byte of an answer."""
    assert repr(Reply(200, {"x": "secret"}, b"secret")) == "<reply 200, 6 bytes>"


def test_a_stream_of_a_transport_of_the_callers_ends_at_the_deadline() -> None:
    """Where the client cannot clamp the reads, it looks at the clock between two of them."""

    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                time.sleep(0.05)
                yield b" "

    transport = httpx.MockTransport(lambda _request: httpx.Response(200, stream=Dripping()))
    with pytest.raises(APITimeoutError):
        get_sync("https://api.example", transport=transport, timeout=0.2)


def test_names_that_do_not_resolve_were_never_sent() -> None:
    """A host without an address is an error that says that nothing was sent."""
    for get in WAYS:
        with pytest.raises(APIConnectionError, match="could not connect") as caught:
            get("https://name.invalid")
        assert not caught.value.maybe_sent


def test_a_deadline_that_is_over_sends_nothing() -> None:
    """A call without time left ends before it connects."""
    with serve(GOOD) as server, pytest.raises(APITimeoutError) as caught:
        get_sync(server.url, timeout=1e-9)
    assert not caught.value.maybe_sent


def test_a_cancelled_task_leaves_the_client_usable() -> None:
    """Cancelling calls, running and waiting ones, loses no place in the pool."""

    async def cancel_and_go_on(url: str) -> None:
        async with AsyncAnyReach(KEY, base_url=url, timeout=10) as client:
            tasks = [asyncio.create_task(client.conversations.get("conv_1")) for _ in range(100)]
            await asyncio.sleep(0.2)
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
            server.answers[:] = [GOOD]
            assert (await client.conversations.get("conv_1")).id == "conv_1"

    with serve(hold()) as server:
        asyncio.run(cancel_and_go_on(server.url))


@every_way
def test_an_impossible_certificate_path_is_a_configuration_error(get: Get) -> None:
    """A file that is no certificate is refused when the client is made."""
    with pytest.raises(ConfigurationError, match="verify="):
        get("https://api.example", verify=__file__)
