"""The fake's loopback server: what goes over the wire, and that nothing is left behind."""

from __future__ import annotations

import gzip
import inspect
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from anyreach import AnyReach
from anyreach.testing import FakeAnyReach
from anyreach.testing._http import serve

PATH = "/core/conversations/conv_1"


@contextmanager
def connect(url: str) -> Generator[HTTPConnection]:
    """Open one HTTP connection."""
    with closing(HTTPConnection(urlsplit(url).netloc)) as connection:
        connection.connect()
        yield connection


@contextmanager
def talk(url: str) -> Generator[socket.socket]:
    """Open one plain connection."""
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), parts.port or 0)) as peer:
        yield peer


def read_all(peer: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    return b"".join(iter(lambda: peer.recv(65536), b""))


@pytest.fixture
def fake() -> FakeAnyReach:
    """Return a fake with one conversation."""
    fake = FakeAnyReach()
    fake.add()
    return fake


def test_keep_alive(fake: FakeAnyReach) -> None:
    """One connection carries any number of requests, each answer as long as it says."""
    headers = {"Authorization": f"Bearer {fake.token()}"}
    with fake.serve() as url, connect(url) as connection:
        first = connection.sock
        for method, path, status in [
            ("GET", PATH, 200),
            ("POST", PATH, 405),
            ("HEAD", PATH, 405),
            ("GET", "/nothing", 404),
            ("GET", PATH, 200),
        ]:
            body = b"x" * 100_000 if method == "POST" else None
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == status
            assert answer.getheader("content-type") == "application/json"
            if method != "HEAD":
                assert answer.getheader("content-length") == str(len(content))
                json.loads(content)
        assert connection.sock is first


def test_405_names_the_method(fake: FakeAnyReach) -> None:
    """A wrong method is told which one is right (RFC 9110, section 15.5.6)."""
    with fake.serve() as url, connect(url) as connection:
        connection.request("DELETE", PATH)
        assert connection.getresponse().getheader("allow") == "GET"


def test_head_has_no_body(fake: FakeAnyReach) -> None:
    """The answer to HEAD ends with its headers (RFC 9110, section 9.3.2)."""
    with fake.serve() as url, talk(url) as peer:
        peer.sendall(f"HEAD {PATH} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
        assert read_all(peer).endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("accepts", "coded"),
    [
        ("gzip", True),
        ("deflate, gzip;q=1.0", True),
        ("GZIP; q=0.5, br", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, deflate", False),
        ("identity", False),
        ("x-gzip-like", False),
        ("", False),
    ],
)
def test_gzip(fake: FakeAnyReach, accepts: str, *, coded: bool) -> None:
    """The answer is compressed for a client that accepts it, and for no other."""
    headers = {"Authorization": f"Bearer {fake.token()}", "Accept-Encoding": accepts}
    with fake.serve() as url, connect(url) as connection:
        connection.request("GET", PATH, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
    assert answer.getheader("content-encoding") == ("gzip" if coded else None)
    assert answer.getheader("content-length") == str(len(content))
    assert json.loads(gzip.decompress(content) if coded else content)["id"] == "conv_1"


def test_no_nagle() -> None:
    """The server's connections send at once instead of waiting for an acknowledgement."""
    options: list[int] = []

    def handler(*_request: object) -> tuple[int, Mapping[str, str], bytes]:
        frame = inspect.stack()[1].frame
        served: socket.socket = frame.f_locals["self"].connection
        options.append(served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        return 204, {}, b""

    with serve(handler) as url, connect(url) as connection:
        connection.request("GET", "/")
        connection.getresponse()
    assert options != [0]
    assert len(options) == 1


def test_idle_connections_are_closed(fake: FakeAnyReach) -> None:
    """When the block ends, idle connections are closed and no thread is left."""
    before = set(threading.enumerate())
    with fake.serve() as url:
        parts = urlsplit(url)
        peer = socket.create_connection((str(parts.hostname), parts.port or 0))
        used = HTTPConnection(parts.netloc)
        used.request("GET", PATH)
        used.getresponse().read()
        assert used.sock is not None
    with peer, closing(used):
        assert peer.recv(1) == b""
        assert used.sock.recv(1) == b""
        assert set(threading.enumerate()) == before
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((str(parts.hostname), parts.port or 0))


def test_block_that_fails(fake: FakeAnyReach) -> None:
    """The server is gone after a block that raised, too."""
    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError), fake.serve():
        _ = 1 / 0
    assert set(threading.enumerate()) == before


def test_two_servers(fake: FakeAnyReach) -> None:
    """A fake and its view are served side by side."""
    token = fake.token()
    with fake.serve() as one, fake.as_role("read").serve() as two:
        assert one != two
        with AnyReach(token, base_url=one) as full, AnyReach(token, base_url=two) as safe:
            assert not full.conversations.get("conv_1").redacted_fields
            assert safe.conversations.get("conv_1").redacted_fields


def test_many_threads(fake: FakeAnyReach) -> None:
    """Many threads at once each get what they asked for, and every request is recorded."""
    ids = [fake.add()["id"] for _ in range(20)] * 10
    with (
        fake.serve() as url,
        AnyReach(fake.token(), base_url=url) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        answered = [conversation.id for conversation in pool.map(client.conversations.get, ids)]
    assert answered == ids
    assert len(fake.requests) == len(ids)


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (b"BREW /coffee HTTP/1.1\r\n\r\n", 501),
        (b"no http\r\n\r\n", 400),
        (b"GET /".ljust(65_537, b"x"), 414),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\nContent-Length: some\r\n\r\n", 411),
    ],
)
def test_what_is_not_served(fake: FakeAnyReach, request_head: bytes, status: int) -> None:
    """What the server cannot read is refused in the API's form, and the connection closed."""
    with fake.serve() as url, talk(url) as peer:
        peer.sendall(request_head)
        head, _, body = read_all(peer).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"connection: close" in head
    assert json.loads(body).keys() == {"detail"}
    assert fake.requests == []


def test_nothing_is_printed(fake: FakeAnyReach, capfd: pytest.CaptureFixture[str]) -> None:
    """Good, bad and broken requests leave no line on the output, and the server goes on."""
    linger = (socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    with fake.serve() as url:
        with talk(url) as peer:
            peer.sendall(b"nonsense\r\n\r\n")
            read_all(peer)
        with talk(url) as peer:  # leaves in the middle of a request, with a reset
            peer.setsockopt(*linger)
            peer.sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
        with talk(url) as peer:
            peer.setsockopt(*linger)
        with AnyReach(fake.token(), base_url=url) as client:
            assert client.conversations.get("conv_1").id == "conv_1"
    assert capfd.readouterr() == ("", "")


def test_process_ends_in_the_block() -> None:
    """A process ends although a server is running and a connection is open, without httpx."""
    code = """
import sys
from http.client import HTTPConnection
from anyreach.testing import FakeAnyReach
fake = FakeAnyReach.demo()
serving = fake.serve()
url = serving.__enter__()
connection = HTTPConnection(url.removeprefix("http://"))
connection.request("GET", "/core/conversations/conv_1")
print(connection.getresponse().status, "httpx" in sys.modules)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout == "401 False\n"
    assert ended.stderr == ""
