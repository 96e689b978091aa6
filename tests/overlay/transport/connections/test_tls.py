"""Certificates: what servers are verified with, and what the client shows of its own."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
import trustme

from anyreach import AnyReach, APIConnectionError, AsyncAnyReach, ConfigurationError
from anyreach.models import Conversation
from tests.overlay.clients import BOTH, KEY, WAYS, Get
from tests.overlay.servers import response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})

every_way = pytest.mark.parametrize("get", WAYS)


class Authority:
    """Issues the certificates of a test.

    Args:
        folder: Where its files are.
    """

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.path = folder / "ca.pem"
        self.write(self.path)
        self._own = self._authority.issue_cert("app.example")
        self.cert, self.key, self.both = (folder / f"{name}.pem" for name in ("cert", "key", "own"))
        self._own.cert_chain_pems[0].write_to_path(str(self.cert))
        self._own.private_key_pem.write_to_path(str(self.key))
        self._own.private_key_and_cert_chain_pem.write_to_path(str(self.both))

    def write(self, path: Path) -> None:
        """Write the certificate to trust to a file."""
        self._authority.cert_pem.write_to_path(str(path))

    def server(self) -> ssl.SSLContext:
        """Return the context of a server that asks for a client's certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("127.0.0.1").configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
        self._authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType]
        context.verify_mode = ssl.CERT_OPTIONAL
        return context

    def client(self) -> ssl.SSLContext:
        """Return a context that verifies servers."""
        return ssl.create_default_context(cafile=self.path)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An authority of this test."""
    return Authority(tmp_path)


class Shown:
    """An answer that notes the client's certificate, and closes the connection."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.certificates: list[Any] = []

    def __call__(self, peer: socket.socket) -> None:
        """Answer."""
        self.certificates.append(cast("ssl.SSLSocket", peer).getpeercert())
        peer.sendall(self.answer)


@every_way
def test_a_certificate_is_shown_to_the_api(get: Get, authority: Authority) -> None:
    """One file with both, or a file of each."""
    shown = Shown(response(200, {"id": "conv_1"}, "Connection: close"))
    with serve(shown, tls=authority.server()) as server:
        for cert in (authority.both, str(authority.both), (authority.cert, authority.key)):
            get(server.url, verify=authority.path, cert=cert)
        get(server.url, verify=authority.path)
    assert [bool(one) for one in shown.certificates] == [True, True, True, False]


@pytest.mark.parametrize("how", ["cert", "context"])
def test_a_recordings_host_sees_no_certificate(
    authority: Authority, tmp_path: Path, how: str
) -> None:
    """It asks for one and gets none; the context of the app is used for the API alone."""
    options: dict[str, Any] = {"verify": authority.path, "cert": authority.both}
    if how == "context":
        context = authority.client()
        context.load_cert_chain(authority.both)
        options = {"verify": context}
    options["recording_hosts"] = ["127.0.0.0/8"]
    sound = Shown(response(200, b"sound", "Content-Type: audio/wav", "Connection: close"))
    with serve(sound, tls=authority.server()) as files:
        record = {"id": "conv_1", "recording_details": {"recording_url": f"{files.url}/a"}}
        shown = Shown(response(200, record, "Connection: close"))
        with serve(shown, tls=authority.server()) as api:
            with AnyReach(KEY, base_url=api.url, **options) as client:
                client.recordings.download("conv_1", tmp_path / "sync.wav")

            async def download() -> None:
                async with AsyncAnyReach(KEY, base_url=api.url, **options) as client:
                    await client.recordings.download("conv_1", tmp_path / "async.wav")

            asyncio.run(download())
    assert all(shown.certificates)
    assert len(sound.certificates) == 2
    assert not any(sound.certificates)


TRUSTED = {
    "its own CA": ("file", False),
    "the system's as well": ("file", True),
    "the system's, which is a folder": ("folder", True),
}


@pytest.mark.parametrize("what", TRUSTED)
def test_a_recordings_host_is_trusted_as_the_api_is(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The context for recordings trusts the system's CAs only if the app's context does."""
    system, with_system = TRUSTED[what]
    (tmp_path / "system").mkdir()
    of_system = Authority(tmp_path / "system")
    of_system.write(tmp_path / f"{_hash(of_system.path)}.0")
    listed = system == "file"
    monkeypatch.setenv("SSL_CERT_FILE", str(of_system.path if listed else tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none" if listed else tmp_path))
    context = authority.client()
    if with_system:
        context.load_default_certs()
    sound = response(200, b"sound", "Content-Type: audio/wav", "Connection: close")
    own, other = authority.server(), of_system.server()
    with serve(sound, tls=own) as files, serve(sound, tls=other) as public:
        options: dict[str, Any] = {"recording_hosts": ["127.0.0.0/8"], "max_retries": 0}
        with AnyReach(KEY, verify=context, **options) as client:
            client.recordings.download(_recorded(files.url), tmp_path / "own.wav")
            if with_system:
                client.recordings.download(_recorded(public.url), tmp_path / "public.wav")
                return
            with pytest.raises(APIConnectionError, match="SSLCertVerificationError"):
                client.recordings.download(_recorded(public.url), tmp_path / "public.wav")


def _hash(path: Path) -> str:
    command = ["openssl", "x509", "-hash", "-noout", "-in", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _recorded(url: str) -> Conversation:
    details = {"recording_url": f"{url}/a"}
    return Conversation.from_dict({"id": "conv_1", "recording_details": details})


@pytest.mark.parametrize("get", BOTH)
def test_the_context_of_an_app_is_not_changed(get: Get, authority: Authority) -> None:
    """Neither its certificates and flags nor the protocols that it offers."""
    context = authority.client()
    context.set_alpn_protocols(["mine", "http/1.1"])
    before = (
        context.options,
        context.verify_flags,
        context.verify_mode,
        len(context.get_ca_certs()),
    )
    tls = authority.server()
    tls.set_alpn_protocols(["http/1.1"])
    with serve(GOOD, tls=tls) as server:
        assert get(server.url, verify=context).id == "conv_1"
    after = (
        context.options,
        context.verify_flags,
        context.verify_mode,
        len(context.get_ca_certs()),
    )
    assert after == before
    tls.set_alpn_protocols(["mine"])
    with serve(GOOD, tls=tls) as server:
        peer = socket.create_connection(("127.0.0.1", server.port))
        with context.wrap_socket(peer, server_hostname="127.0.0.1") as sock:
            assert sock.selected_alpn_protocol() == "mine"


@pytest.mark.parametrize("get", BOTH)
def test_a_context_that_offers_http_2_is_refused(get: Get, authority: Authority) -> None:
    """The client speaks HTTP/1.1: an agreement on another version is told, and nothing is sent."""
    context, tls = authority.client(), authority.server()
    context.set_alpn_protocols(["h2", "http/1.1"])
    tls.set_alpn_protocols(["h2"])
    with serve(GOOD, tls=tls) as server:
        with pytest.raises(ConfigurationError, match="offers h2"):
            get(server.url, verify=context)
        assert server.requests == []


def test_certificates_that_cannot_be_used(authority: Authority) -> None:
    """The error names the option and what it takes; no password is asked for."""
    wrong: Any
    for wrong in (__file__, "/nowhere", authority.cert, (authority.cert, authority.path), 7):
        with pytest.raises(ConfigurationError, match="cert= names no readable"):
            AnyReach(KEY, cert=wrong)
    with pytest.raises(ConfigurationError, match="load the certificate"):
        AnyReach(KEY, cert=authority.both, verify=authority.client())
    with pytest.raises(ConfigurationError, match="remove verify=, cert="):
        AnyReach(KEY, cert=authority.both, transport=cast("Any", object()))


@every_way
def test_a_file_of_authorities_that_is_replaced_is_read_again(
    get: Get, authority: Authority, tmp_path: Path
) -> None:
    """A new client trusts what the file holds now, and not what it held before."""
    (tmp_path / "new").mkdir()
    other = Authority(tmp_path / "new")
    with serve(GOOD, tls=authority.server()) as old, serve(GOOD, tls=other.server()) as new:
        assert get(old.url, verify=authority.path).id == "conv_1"
        replacement = tmp_path / "replacement.pem"
        other.write(replacement)
        replacement.replace(authority.path)
        assert get(new.url, verify=authority.path).id == "conv_1"
        with pytest.raises(APIConnectionError, match="could not connect"):
            get(old.url, verify=authority.path)
