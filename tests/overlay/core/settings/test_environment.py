"""The environment's proxies and certificates are used, as every Python client does."""

from __future__ import annotations

import asyncio
import base64
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import trustme
import truststore

from anyreach import AnyReach, APIConnectionError, AsyncAnyReach, ConfigurationError
from anyreach.models import Conversation
from tests.overlay.clients import BOTH, KEY, WAYS, Get, get_sync
from tests.overlay.servers import response, serve

GOOD = response(200, {"id": "conv_1", "status": "completed"})
REFUSED = b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"
API = "https://api.example"

every_way = pytest.mark.parametrize("get", WAYS)
lenient = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # httpx-aiohttp's own


@lenient
@every_way
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_used(
    get: Get, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The API is asked for through it, with its password, and an error names the variable."""
    with serve(REFUSED) as proxy:
        monkeypatch.setenv(name, proxy.url.replace("http://", "http://me:pass@"))
        variable = name.upper()
        with pytest.raises(APIConnectionError, match=f"through the proxy of {variable}") as caught:
            get(API)
        assert proxy.requests[0].startswith(b"CONNECT api.example:443 ")
        assert base64.b64encode(b"me:pass") in proxy.requests[0]
    assert "pass" not in str(caught.value)
    assert not caught.value.maybe_sent


@pytest.mark.parametrize("get", BOTH)
def test_a_proxy_without_a_scheme_speaks_http(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable may name a host and a port alone."""
    with serve(REFUSED) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
        with pytest.raises(APIConnectionError):
            get(API)
        assert len(proxy.requests) == 1


@pytest.mark.parametrize("get", BOTH)
def test_an_option_wins_over_the_environment(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """`proxy=` is used, and errors name it."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with serve(REFUSED) as proxy:
        with pytest.raises(APIConnectionError, match="through the proxy of your options"):
            get(API, proxy=proxy.url)
        assert len(proxy.requests) == 1


@pytest.mark.parametrize(
    ("no_proxy", "options"),
    [("api.example", {}), (".example", {}), ("*", {}), ("", {"trust_env": False})],
)
@pytest.mark.parametrize("get", BOTH)
def test_what_goes_to_no_proxy(
    get: Get, no_proxy: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`NO_PROXY` names hosts that are reached directly; `trust_env=False` means all of them."""
    with serve(REFUSED) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", no_proxy)
        with pytest.raises(APIConnectionError) as caught:
            get(API, **options, timeout=2)
        assert proxy.requests == []
    assert "proxy" not in str(caught.value)


def test_a_proxy_for_http_is_none_for_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each scheme has its own variable."""
    with serve(REFUSED) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        with pytest.raises(APIConnectionError, match="could not connect"):
            get_sync("https://api.invalid")
        assert proxy.requests == []


@every_way
def test_this_machine_is_not_asked_for_through_the_environments_proxy(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is not encrypted stays on this machine."""
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serve(GOOD) as server:
        assert get(server.url).id == "conv_1"


def test_a_transport_of_the_callers_has_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is no concern of a client that a transport sends for."""
    monkeypatch.setenv("HTTPS_PROXY", "no proxy")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    answer = httpx.Response(200, json={"id": "conv_1"})
    assert get_sync(API, transport=httpx.MockTransport(lambda _: answer)).id == "conv_1"


def test_a_variable_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which one, and not what is in it."""
    monkeypatch.setenv("HTTPS_PROXY", "socks4://user:secret@proxy.example")
    with pytest.raises(ConfigurationError, match="the variable HTTPS_PROXY must start") as caught:
        AnyReach(KEY)
    assert "secret" not in str(caught.value)
    monkeypatch.delenv("HTTPS_PROXY")
    for name in ("SSL_CERT_DIR", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "/nowhere")
        with pytest.raises(ConfigurationError, match=f"{name} names no readable"):
            AnyReach(KEY)


def test_a_recording_goes_through_the_proxy_of_its_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each host has its own way, as `NO_PROXY` says, and an error names the variable."""
    details = {"recording_url": "https://files.example/a"}
    conversation = Conversation.from_dict({"id": "conv_1", "recording_details": details})

    async def download() -> None:
        async with AsyncAnyReach(KEY, max_retries=0) as client:
            await client.recordings.download(conversation, tmp_path / "a")

    with serve(REFUSED) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "api.anyreach.ai")
        through = "through the proxy of HTTPS_PROXY"
        with (
            AnyReach(KEY, max_retries=0) as client,
            pytest.raises(APIConnectionError, match=through),
        ):
            client.recordings.download(conversation, tmp_path / "a")
        with pytest.raises(APIConnectionError, match=through):
            asyncio.run(download())
        assert [line.split()[1] for line in proxy.requests] == [b"files.example:443"] * 2


class Tls:
    """A server's context, and the authority that it is verified with, as a file and a folder."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.context)  # pyright: ignore[reportUnknownMemberType]
        self.file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.file))
        self.folder = folder / "authorities"
        self.folder.mkdir()
        command = ["openssl", "x509", "-hash", "-noout", "-in", str(self.file)]
        hashed = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
        authority.cert_pem.write_to_path(str(self.folder / f"{hashed}.0"))


@every_way
def test_certificates_of_the_environment_are_used(
    get: Get, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SSL_CERT_FILE`, then `SSL_CERT_DIR`; `verify=` and `trust_env=False` go before."""
    tls = Tls(tmp_path)
    with serve(GOOD, tls=tls.context) as server:
        monkeypatch.setenv("SSL_CERT_DIR", str(tls.folder))
        assert get(server.url).id == "conv_1"
        monkeypatch.setenv("SSL_CERT_FILE", str(tls.file))
        assert get(server.url).id == "conv_1"
        with pytest.raises(APIConnectionError) as caught:
            get(server.url, trust_env=False)
        assert "SSL_CERT" not in str(caught.value)
        (tmp_path / "other").mkdir()
        monkeypatch.setenv("SSL_CERT_FILE", str(Tls(tmp_path / "other").file))
        with pytest.raises(APIConnectionError, match="with the certificates of SSL_CERT_FILE"):
            get(server.url)
        assert get(server.url, verify=tls.file).id == "conv_1"


@every_way
def test_what_the_system_trusts(get: Get, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`verify="system"` asks truststore, which asks the operating system."""
    tls = Tls(tmp_path)
    with serve(GOOD, tls=tls.context) as server:
        with pytest.raises(APIConnectionError, match="could not connect"):
            get(server.url, verify="system")

        class Trusting(truststore.SSLContext):
            def __init__(self, protocol: int) -> None:
                super().__init__(protocol)
                self.load_verify_locations(cafile=str(tls.file))

        from anyreach._transport.connections.tls import shared_ssl_context  # noqa: PLC0415

        shared_ssl_context.cache_clear()
        monkeypatch.setattr(truststore, "SSLContext", Trusting)
        assert get(server.url, verify="system").id == "conv_1"
        shared_ssl_context.cache_clear()


def test_the_systems_trust_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without truststore the error says what to install."""
    from anyreach._transport.connections.tls import shared_ssl_context  # noqa: PLC0415

    shared_ssl_context.cache_clear()
    monkeypatch.setitem(cast("dict[str, Any]", sys.modules), "truststore", None)
    with pytest.raises(ConfigurationError, match=r"anyreach-client\[system\]"):
        AnyReach(KEY, verify="system")


@pytest.mark.parametrize(("value", "base_url"), [("1", "contract"), ("0", "own"), ("", "own")])
def test_a_base_url_of_the_environment_can_be_forbidden(
    value: str, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ANYREACH_IGNORE_BASE_URL=1`: nobody who can set a variable sends the token elsewhere."""
    monkeypatch.setenv("ANYREACH_BASE_URL", "https://own.example")
    monkeypatch.setenv("ANYREACH_IGNORE_BASE_URL", value)
    assert ("own.example" in repr(AnyReach(KEY))) == (base_url == "own")
    assert "named.example" in repr(AnyReach(KEY, base_url="https://named.example"))
