"""Where a recording may be fetched: tables of URLs and addresses, and not a byte to the others."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from anyreach import (
    AnyReach,
    APIConnectionError,
    APIResponseValidationError,
    AsyncAnyReach,
    ConfigurationError,
)
from anyreach._core.settings.options import check_recording_hosts
from anyreach._transport.http_types import RefusedError
from anyreach.models import Conversation
from anyreach.recordings._url_policy import Policy, is_public
from anyreach.testing import FakeAnyReach, no_waiting
from tests.overlay.clients import KEY
from tests.overlay.recordings.downloads import SOUND, WAYS, WHOLE, Fetch, record
from tests.overlay.servers import response, serve

every_way = pytest.mark.parametrize("fetch", WAYS.values(), ids=WAYS)

PUBLIC = [
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.0.1",
    "172.32.0.1",
    "192.31.196.1",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2600::1",
    "2a00:1450::1",
]
NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001:db8::1",
    "2001:10::1",
    "fd00::5efe:8.8.8.8",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


def test_addresses_of_the_public_internet() -> None:
    """Public addresses pass; those of this machine, its networks and special purposes do not."""
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in NOT_PUBLIC if is_public(address)] == []


@pytest.mark.parametrize(
    ("of_8_8_8_8", "of_10_0_0_1"),
    [
        pytest.param("::ffff:8.8.8.8", "::ffff:10.0.0.1", id="mapped"),
        pytest.param("64:ff9b::8.8.8.8", "64:ff9b::10.0.0.1", id="NAT64"),
        pytest.param("2002:808:808::1", "2002:a00:1::1", id="6to4"),
        pytest.param("2001:0:808:808::f7f7:f7f7", "2001:0:808:808::f5ff:fffe", id="Teredo"),
        pytest.param("2600::5efe:8.8.8.8", "2600::5efe:10.0.0.1", id="ISATAP"),
        pytest.param("2600::200:5efe:8.8.8.8", "2600::200:5efe:10.0.0.1", id="ISATAP, global"),
    ],
)
def test_addresses_that_hold_an_ipv4_address(of_8_8_8_8: str, of_10_0_0_1: str) -> None:
    """An IPv6 address that holds an IPv4 address is as public as that one."""
    assert is_public(of_8_8_8_8)
    assert not is_public(of_10_0_0_1)


def policy(*hosts: str, local: bool = False) -> Policy:
    """Return a policy with these `recording_hosts=`."""
    return Policy(check_recording_hosts(hosts), local=local)


def passes(policy: Policy, url: str, *addresses: str) -> bool:
    """Return whether a URL passes, and its host with these addresses."""
    try:
        policy.check(policy.find(url), addresses)
    except (APIResponseValidationError, RefusedError):
        return False
    return True


def test_one_bad_address_spoils_a_host() -> None:
    """A host with a public and another address is refused, and http is only for this machine."""
    url, local = "https://x.example/", "http://localhost/"
    assert passes(policy(), url, "8.8.8.8", "2600::1")
    assert not passes(policy(), url, "8.8.8.8", "10.0.0.1")
    assert not passes(policy(), url, "127.0.0.1")
    assert passes(policy(local=True), local, "127.0.0.1", "::1")
    assert not passes(policy(local=True), local, "8.8.8.8")
    assert not passes(policy("10.0.0.0/8", "localhost", local=True), local, "10.0.0.1")


@pytest.mark.parametrize(
    "hosts", [["Files.corp.example"], [".corp.example"], [".example"], ["10.0.0.0/8"], ["10.1.2.3"]]
)
def test_hosts_that_are_named(hosts: list[str]) -> None:
    """A host, a suffix and a network each let a host with a private address pass, over https."""
    named = policy(*hosts)
    assert passes(named, "https://files.CORP.example/", "10.1.2.3")
    assert passes(named, "https://files.corp.example./", "10.1.2.3")
    assert not passes(named, "http://files.corp.example/", "10.1.2.3")
    assert not passes(named, "https://other.test/", "192.168.1.1")
    assert not passes(named, "https://corp.example.test/", "192.168.1.1")


def test_a_suffix_is_no_part_of_a_label() -> None:
    """A suffix names the hosts below it: neither itself nor a host that merely ends with it."""
    named = policy(".corp.example")
    assert not passes(named, "https://corp.example/", "10.1.2.3")
    assert not passes(named, "https://evilcorp.example/", "10.1.2.3")


def test_a_network_and_a_public_address() -> None:
    """Of a named network and the public Internet, the addresses of one host may be of both."""
    assert passes(policy("fd00::/8"), "https://x.example/", "52.216.1.1", "fd00::1")


@pytest.mark.parametrize(
    "hosts", ["x.example", 7, [7], [""], ["*.example"], ["https://x.example"], ["10.0.0.1/8"]]
)
def test_hosts_that_cannot_be_named(hosts: Any) -> None:
    """What is no host, suffix or network is refused when the client is made."""
    with pytest.raises(ConfigurationError, match="must be a list of hosts"):
        AnyReach(KEY, recording_hosts=hosts)


def test_addresses_in_urls() -> None:
    """An address in a URL, however it is spelled, is checked whoever resolves names."""
    assert passes(policy(), "https://intranet.example/")
    assert passes(policy(), "https://8.8.8.8/")
    assert passes(policy("10.0.0.0/8"), "https://10.0.0.1/")
    assert passes(policy(local=True), "http://127.0.0.1/")
    for host in (*HERE, "a.localhost", "localhost.", "10.0.0.1", "169.254.169.254", "[fd00::1]"):
        with pytest.raises(APIResponseValidationError, match="recording_hosts="):
            policy().find(f"https://{host}/")


URLS = {
    "https://x.example": ("x.example", "/"),
    "HTTPS://X.Example:443/a?b#c": ("x.example", "/a?b"),
    "https://x.example:8443/%2F?%3f=+&'": ("x.example:8443", "/%2F?%3f=+&'"),
    "https://bücher.example/ä?ü": ("xn--bcher-kva.example", "/%C3%A4?%C3%BC"),
    "https://a_b.s3.example/": ("a_b.s3.example", "/"),
    "https://[2600::0:1]:8443?x": ("[2600::1]:8443", "/?x"),
}
NO_URLS = {
    "": "start with https",
    "/a": "start with https",
    "x.example/a": "start with https",
    "http://x.example/": "start with https",
    "http://127.0.0.1/": "start with https",
    "ftp://x.example/": "start with https",
    "file:///etc/passwd": "start with https",
    "https://user@x.example/": "user info",
    "https://user:pass@x.example/": "user info",
    "https://@x.example/": "user info",
    "https:///a": "no valid host",
    "https://x..example/": "not valid",
    "https://-x.example/": "no valid host",
    "https://x%2eexample/": "no valid host",
    f"https://{'x' * 70}.example/": "not valid",
    "https://[fe80::1%25eth0]/": "no valid host",
    "https://[fe80:::1]/": "not valid",
    "https://[::1/": "not valid",
    "https://x.example:99999/": "not valid",
    "https://x.example/a b": "not valid",
    "https://x.example\\@y.example/": "not valid",
    "https://x.example/\r\nHost: y": "not valid",
}


def test_urls() -> None:
    """A URL is sent as it was signed, to a host that has one spelling; all else is refused."""
    for text, expected in URLS.items():
        target = policy().find(text)
        assert (target.origin.removeprefix("https://"), target.path) == expected
    for text, said in NO_URLS.items():
        with pytest.raises(APIResponseValidationError, match=said):
            policy().find(text)


@contextmanager
def listening() -> Generator[socket.socket]:
    """Listen on every address of this machine, and see in the end that nobody came."""
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        listener.setblocking(False)
        yield listener
        with pytest.raises(BlockingIOError):
            listener.accept()


def attempts(recording_url: str, folder: Path) -> Iterator[Callable[[], Any]]:
    """Fetch a recording in each of the four ways."""
    details = {"recording_url": recording_url}
    conversation = Conversation.from_dict({"id": "conv_1", "recording_details": details})

    def download() -> None:
        with AnyReach(KEY) as client:
            client.recordings.download(conversation, folder / "call.wav")

    def stream() -> None:
        with AnyReach(KEY) as client, client.recordings.stream(conversation) as chunks:
            list(chunks)

    async def download_async() -> None:
        async with AsyncAnyReach(KEY) as client:
            await client.recordings.download(conversation, folder / "call.wav")

    async def stream_async() -> None:
        async with AsyncAnyReach(KEY) as client, client.recordings.stream(conversation) as chunks:
            async for _ in chunks:
                pass

    yield download
    yield stream
    yield lambda: asyncio.run(download_async())
    yield lambda: asyncio.run(stream_async())


HERE = [
    "127.0.0.1",
    "127.9.9.9",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "localhost",
    "LocalHost",
    "0",
    "0.0.0.0",
    "[::]",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
]


@pytest.mark.parametrize("host", HERE)
def test_not_a_byte_to_this_machine(host: str, tmp_path: Path) -> None:
    """However a URL spells this machine, nobody connects to it."""
    with listening() as listener:
        url = f"https://{host}:{listener.getsockname()[1]}/"
        for attempt in attempts(url, tmp_path):
            with (
                no_waiting(),
                pytest.raises((APIResponseValidationError, APIConnectionError)) as caught,
            ):
                attempt()
            assert not caught.value.maybe_sent
            if isinstance(caught.value, APIResponseValidationError):
                assert "not public" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


class Names:
    """The resolver of a test: some names, each with its answers one after another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **names: list[list[str]]) -> None:
        self.asked: list[str] = []
        self._names = {name.replace("_", "."): answers for name, answers in names.items()}
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self.getaddrinfo)

    def getaddrinfo(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer as the system does, for names that it does not have."""
        if host not in self._names:
            return self._real(host, port, *args, **kwargs)
        self.asked.append(host)
        answers = self._names[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [info for address in found for info in self._real(address, port, *args, **kwargs)]


def test_a_host_with_one_address_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads here, or here besides elsewhere, is refused before anything is dialled."""
    Names(monkeypatch, both_example=[["8.8.8.8", "127.0.0.1"]], here_example=[["::1"]])
    with listening() as listener:
        for name in ("both.example", "here.example"):
            url = f"https://{name}:{listener.getsockname()[1]}/"
            for attempt in attempts(url, tmp_path):
                with pytest.raises(APIResponseValidationError, match="not public"):
                    attempt()


class Authority:
    """Certificates for a server on this machine."""

    def __init__(self, name: str) -> None:
        ca = trustme.CA()
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert(name).configure_cert(self.server)  # pyright: ignore[reportUnknownMemberType]
        self.client = ssl.create_default_context()
        ca.configure_trust(self.client)  # pyright: ignore[reportUnknownMemberType]
        self.names: list[str | None] = []
        self.server.sni_callback = self._note

    def _note(self, _socket: object, name: str | None, _context: object) -> None:
        self.names.append(name)


@pytest.mark.parametrize("name", ["download", "async download"])
def test_the_checked_address_is_dialled(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is resolved once, what was checked is dialled, and the certificate is the name's."""
    names = Names(monkeypatch, rebound_example=[["127.0.0.1"], ["10.0.0.1"]])
    authority = Authority("rebound.example")
    with serve(WHOLE, tls=authority.server) as host:
        url = f"https://rebound.example:{host.port}/"
        with serve(record(url)) as api:
            assert WAYS[name](api.url, tmp_path, client={"verify": authority.client}) == SOUND
    assert names.asked == ["rebound.example"]
    assert authority.names == ["rebound.example"]
    assert f"\r\nHost: rebound.example:{host.port}\r\n".encode() in host.requests[0]


@pytest.mark.parametrize("name", ["download", "async download"])
def test_a_certificate_of_another_host(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that cannot prove its name gets no request, and the error does not name it."""
    Names(monkeypatch, secretive_example=[["127.0.0.1"]])
    authority = Authority("other.example")
    with serve(WHOLE, tls=authority.server) as host:
        url = f"https://secretive.example:{host.port}/"
        with (
            no_waiting(),
            serve(record(url)) as api,
            pytest.raises(APIConnectionError, match="could not connect") as caught,
        ):
            WAYS[name](api.url, tmp_path, client={"verify": authority.client})
    assert "SSLCertVerificationError" in str(caught.value)
    assert "secretive" not in str(caught.value)
    assert host.requests == []


@pytest.mark.parametrize("name", ["download", "async download"])
def test_the_second_address_when_the_first_does_not_answer(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each address of a host is tried, and a host that nobody knows is an error."""
    with serve(WHOLE) as host:
        Names(monkeypatch, localhost=[["127.0.0.2", "127.0.0.1"]], nowhere_example=[[]])
        with serve(record(f"http://localhost:{host.port}")) as api:
            assert WAYS[name](api.url, tmp_path) == SOUND
    for file in tmp_path.iterdir():
        file.unlink()
    with (
        no_waiting(),
        serve(record("https://nowhere.example/")) as api,
        pytest.raises(APIConnectionError, match=r"could not connect \("),
    ):
        WAYS[name](api.url, tmp_path)


@every_way
def test_redirects_are_followed_a_few_times(fetch: Fetch, tmp_path: Path) -> None:
    """Ten redirects lead to the recording, relative or not, and an eleventh is one too many."""

    def moved(where: str, status: int) -> bytes:
        return response(status, b"moved", f"Location: {where}", "Set-Cookie: a=b")

    with serve(WHOLE) as host:
        hops = [moved("/b?x", 301), moved("c#d", 307), moved(f"{host.url}/ü/d", 302)]
        hops = [moved("/again", 303)] * 7 + hops
        with serve(*hops) as first, serve(record(f"{first.url}/a")) as api:
            assert fetch(api.url, tmp_path) == SOUND
        lines = [request.split(b"\r\n") for request in first.requests + host.requests]
        targets = [line[0].split()[1] for line in lines]
        assert targets == [b"/a", *[b"/again"] * 7, b"/b?x", b"/c", b"/%C3%83%C2%BC/d"]
        assert all(len(line) == 8 for line in lines)
    for file in tmp_path.iterdir():
        file.unlink()
    with serve(moved("/again", 308)) as host, serve(record(host.url)) as api:
        with pytest.raises(APIResponseValidationError, match="redirects more than 10 times"):
            fetch(api.url, tmp_path)
        assert len(host.requests) == 11


REDIRECTS = {
    "Location: ftp://127.0.0.1:{port}/": "start with https",
    "Location: http://user@127.0.0.1:{port}/": "user info",
    "Location: http://x.example:{port}/": "start with https",
    "Location: //10.0.0.1:{port}/": "start with https",
    "Location: http://127.0.0.1:{port}/a b": "not valid",
}


@pytest.mark.parametrize("header", REDIRECTS)
@every_way
def test_redirects_that_are_refused(fetch: Fetch, header: str, tmp_path: Path) -> None:
    """Where a redirect leads is checked from the start."""
    with listening() as listener:
        header_sent = header.format(port=listener.getsockname()[1])
        with serve(response(302, b"", header_sent)) as host, serve(record(host.url)) as api:
            with pytest.raises(APIResponseValidationError, match=REDIRECTS[header]):
                fetch(api.url, tmp_path)
            assert len(host.requests) == 1


@pytest.mark.parametrize("name", ["download", "async download"])
@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("http://127.0.0.1:{port}/", "start with https"),
        ("https://10.0.0.1:{port}/", "not public"),
        ("https://[::ffff:10.0.0.1]:{port}/", "not public"),
    ],
)
def test_redirects_of_an_https_host(name: str, there: str, said: str, tmp_path: Path) -> None:
    """A redirect leads neither out of https nor into a private network."""
    authority = Authority("127.0.0.1")
    with listening() as listener:
        moved = response(302, b"", "Location: " + there.format(port=listener.getsockname()[1]))
        with serve(moved, tls=authority.server) as host, serve(record(host.url)) as api:
            with pytest.raises(APIResponseValidationError, match=said):
                WAYS[name](api.url, tmp_path, client={"verify": authority.client})
            assert len(host.requests) == 1


def test_a_closed_client_fetches_nothing(tmp_path: Path) -> None:
    """A record outlives its client, but a closed client downloads nothing."""
    fake = FakeAnyReach.demo()
    with AnyReach(fake.token("read_sensitive"), transport=fake.transport) as client:
        conversation = client.conversations.get("conv_1")
    with pytest.raises(ConfigurationError, match="this client is closed"):
        client.recordings.download(conversation, tmp_path / "call.wav")
