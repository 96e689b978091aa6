"""SOCKS proxies: the way through one, and what its refusals, stalls and lies come to."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    APITimeoutError,
    AsyncAnyReach,
    ConfigurationError,
)
from anyreach.models import Conversation
from tests.overlay.clients import (
    BOTH,
    KEY,
    Get,
    get_async,
    get_async_httpx2,
    get_httpx2,
    get_sync,
)
from tests.overlay.servers import certified, response, serve
from tests.overlay.transport.connections.test_proxies import PASSWORD, shown

GOOD = response(200, {"id": "conv_1", "status": "completed"})
USER = "us:er"
OPEN = b"\5\0\0\1\0\0\0\0\0\0"
every_way = pytest.mark.parametrize("get", [get_sync, get_async, get_httpx2, get_async_httpx2])
both = pytest.mark.parametrize("get", BOTH)


class Socks:
    """A SOCKS5 proxy that leads every name to one port of this machine.

    Args:
        port: Where it leads.
        password: The password that it asks for; None for no user.
        says: What it says instead of its answer to the method, the password or the request.

    Attributes:
        asked: The requests to connect: kind of address, address, port.
        credentials: The users and passwords that it was shown.
        ended: How many of its clients have closed their connection.
    """

    def __init__(self, port: int, password: str | None, says: dict[str, bytes | None]) -> None:
        self._port = port
        self._password = password
        self._says = says
        self.asked: list[tuple[int, bytes, int]] = []
        self.credentials: list[tuple[bytes, bytes]] = []
        self.ended = threading.Semaphore(0)
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"socks5h://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def with_password(self, password: str = PASSWORD) -> str:
        """Return its URL with credentials."""
        return self.url.replace("//", f"//{quote(USER, safe='')}:{quote(password)}@")

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with contextlib.suppress(OSError, IndexError), peer, peer.makefile("rb") as said:
            if self._shake(peer, said.read):
                self._lead(peer)
            elif None in self._says.values():
                said.read(1)
        self.ended.release()

    def _shake(self, peer: socket.socket, read: Callable[[int], bytes]) -> bool:
        methods = read(read(2)[1])
        method = 0 if self._password is None else 2
        if not self._say(peer, "method", bytes([5, method if method in methods else 255])):
            return False
        if method:
            user = read(read(2)[1])
            self.credentials.append((user, read(read(1)[0])))
            right = self.credentials[-1][1] == str(self._password).encode()
            if not self._say(peer, "password", bytes([1, not right])) or not right:
                return False
        kind = read(4)[3]
        address = read({1: 4, 4: 16}.get(kind) or read(1)[0])
        self.asked.append((kind, address, int.from_bytes(read(2), "big")))
        return self._say(peer, "request", OPEN)

    def _say(self, peer: socket.socket, what: str, usual: bytes) -> bool:
        said = self._says.get(what, usual)
        for byte in said or b"":
            peer.sendall(bytes([byte]))
        return what not in self._says or (said is not None and said[:2] == b"\5\0")

    def _lead(self, peer: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            there = threading.Thread(target=_pump, args=(peer, server), daemon=True)
            there.start()
            _pump(server, peer)
            there.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def socks(port: int = 1, secret: str | None = None, /, **says: bytes | None) -> Generator[Socks]:
    """Run such a proxy; None for something to say is to stall."""
    proxy = Socks(port, secret, says)
    try:
        yield proxy
    finally:
        proxy.listener.shutdown(socket.SHUT_RDWR)
        proxy.listener.close()


@every_way
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_the_proxy_resolves_the_name_and_tls_goes_through(get: Get, scheme: str) -> None:
    """Neither form of the URL resolves the name of the API here, and the API is verified."""
    tls, verify = certified("api.example")
    with serve(GOOD, tls=tls) as server, socks(server.port) as proxy:
        url = proxy.url.replace("socks5h", scheme)
        assert get("https://api.example", proxy=url, verify=verify).id == "conv_1"
    assert proxy.asked == [(3, b"api.example", 443)]


@both
def test_credentials_are_shown_to_a_proxy_that_asks(get: Get) -> None:
    """User and password are percent-encoded in the URL; a proxy that asks for none sees none."""
    with serve(GOOD) as server, socks(server.port, PASSWORD) as proxy:
        assert get("http://127.0.0.1:81", proxy=proxy.with_password()).id == "conv_1"
    assert proxy.credentials == [(USER.encode(), PASSWORD.encode())]
    with serve(GOOD) as server, socks(server.port) as proxy:
        get("http://[::1]", proxy=proxy.with_password())
    assert not proxy.credentials
    assert proxy.asked == [(4, b"\0" * 15 + b"\1", 80)]


@both
@pytest.mark.parametrize("bound", [b"\5\0\0\3\4host\0\1", b"\5\0\0\4" + b"\0" * 18])
def test_it_may_say_in_any_form_where_it_connects_from(get: Get, bound: bytes) -> None:
    """A name or an IPv6 address is read to its end, however few bytes come at once."""
    with serve(GOOD) as server, socks(server.port, request=bound) as proxy:
        assert get("http://127.0.0.1", proxy=proxy.url).id == "conv_1"


REFUSALS: dict[str, tuple[str | None, dict[str, bytes | None], str]] = {
    "rules": (None, {"request": b"\5\2\0\1"}, "refused: connection not allowed by ruleset"),
    "host": (None, {"request": b"\5\4\0\1\0\0\0\0\0\0"}, "refused: host unreachable"),
    "unknown": (None, {"request": b"\5\x63\0\1"}, "refused: code 99"),
    "wrong": ("another", {}, "refused: wrong user or password"),
    "method": (None, {"method": b"\5\xff"}, "doesn't accept a user and password"),
}


@every_way
@pytest.mark.parametrize("why", REFUSALS)
def test_a_refusal_is_named_and_not_repeated(get: Get, why: str) -> None:
    """The API was sent nothing, the socket is closed, and nobody is told the password."""
    password, says, text = REFUSALS[why]
    with socks(1, password, **says) as proxy, pytest.raises(APIConnectionError) as raised:
        get("https://api.example", proxy=proxy.with_password(), max_retries=2)
    assert f"the SOCKS proxy {text}, through the proxy of your options" in str(raised.value)
    assert not raised.value.maybe_sent
    assert raised.value.attempts == proxy.connections == 1
    assert proxy.ended.acquire(timeout=5)
    assert PASSWORD not in shown(raised.value)


@both
def test_a_proxy_that_wants_credentials_says_so(get: Get) -> None:
    """Without any in the URL there is nothing to try."""
    with socks(1, PASSWORD) as proxy, pytest.raises(APIConnectionError, match="asks for cred"):
        get("https://api.example", proxy=proxy.url)


@both
def test_a_name_that_is_too_long_is_an_error(get: Get) -> None:
    """SOCKS has one byte for the length of a name."""
    with socks() as proxy, pytest.raises(APIConnectionError, match="too long") as raised:
        get(f"https://{'a.' * 127}example", proxy=proxy.url)
    assert not raised.value.maybe_sent


LIES = {
    "closed at first": {"method": b""},
    "closed at the password": {"password": b""},
    "closed at the request": {"request": b""},
    "closed in an answer": {"request": b"\5\0\0\1\0"},
    "HTTP": {"method": b"HTTP/1.1 400 Bad Request\r\n\r\n"},
}


@every_way
@pytest.mark.parametrize("how", LIES)
def test_a_proxy_that_breaks_off_has_sent_nothing(get: Get, how: str) -> None:
    """It may do better the next time, and is asked again."""
    says: dict[str, bytes | None] = {**LIES[how]}
    with socks(1, PASSWORD, **says) as proxy, pytest.raises(APIConnectionError) as raised:
        get("https://api.example", proxy=proxy.with_password(), max_retries=1)
    assert raised.value.attempts == 2
    assert not raised.value.maybe_sent
    assert PASSWORD not in shown(raised.value)


@every_way
@pytest.mark.parametrize("what", ["method", "password", "request"])
def test_a_proxy_that_stalls_has_sent_nothing(get: Get, what: str) -> None:
    """It ends with the deadline, and its socket is closed."""
    with socks(1, PASSWORD, **{what: None}) as proxy, pytest.raises(APITimeoutError) as raised:
        get("https://api.example", proxy=proxy.with_password(), timeout=0.5)
    assert not raised.value.maybe_sent
    assert proxy.ended.acquire(timeout=5)
    assert PASSWORD not in shown(raised.value)


@both
def test_the_environment_may_name_one(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ALL_PROXY` is what most programs read for SOCKS."""
    tls, verify = certified("api.example")
    with serve(GOOD, tls=tls) as server, socks(server.port, PASSWORD) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.with_password())
        assert get("https://api.example", verify=verify).id == "conv_1"
    assert len(proxy.asked) == 1


def test_a_recording_comes_through_it(tmp_path: Path) -> None:
    """Its host is reached as the API is."""
    tls, verify = certified("files.example")
    details = {"recording_url": "https://files.example/a"}
    conversation = Conversation.from_dict({"id": "conv_1", "recording_details": details})
    sound = response(200, b"sound", "Content-Type: audio/wav")
    options: dict[str, Any] = {"verify": verify, "max_retries": 0}

    async def download() -> None:
        async with AsyncAnyReach(KEY, proxy=proxy.url, **options) as client:
            await client.recordings.download(conversation, tmp_path / "async.wav")

    with serve(sound, tls=tls) as server, socks(server.port) as proxy:
        with AnyReach(KEY, proxy=proxy.url, **options) as client:
            client.recordings.download(conversation, tmp_path / "sync.wav")
        asyncio.run(download())
    assert proxy.asked == [(3, b"files.example", 443)] * 2
    assert (tmp_path / "sync.wav").read_bytes() == (tmp_path / "async.wav").read_bytes() == b"sound"


def test_without_the_extra_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told when the client is made, and shows nothing of the URL."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    for kind in (AnyReach, AsyncAnyReach):
        with pytest.raises(ConfigurationError, match=r"anyreach-client\[socks\]") as raised:
            kind(KEY, proxy=f"socks5://user:{PASSWORD}@proxy.example")
        assert PASSWORD not in str(raised.value)


def test_aiohttp_knows_no_socks() -> None:
    """The transport of the extra is refused with such a proxy, by a clear error."""
    with pytest.raises(ConfigurationError, match='transport="aiohttp" does not support SOCKS'):
        AsyncAnyReach(KEY, proxy="socks5://proxy.example", transport="aiohttp")


def test_credentials_that_cannot_be_sent_are_refused() -> None:
    """SOCKS has one byte for the length of each."""
    with pytest.raises(ConfigurationError, match="more than 255 bytes") as raised:
        AnyReach(KEY, proxy=f"socks5://user:{PASSWORD * 20}@proxy.example")
    assert PASSWORD not in str(raised.value)
