"""Options: what is accepted, and what is said of the rest."""

from __future__ import annotations

import math

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from anyreach._core.settings.options import check_limits, check_proxy, find_base_url
from anyreach_api.contract import SERVER_URL


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://api.example", "https://api.example"),
        ("https://api.example/", "https://api.example"),
        ("https://api.example:8443/v2/", "https://api.example:8443/v2"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_base_urls_that_are_used(given: str, used: str) -> None:
    """Https anywhere, http on this machine, with a port and a prefix if one likes."""
    assert find_base_url(given) == used


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://api.example", "must start with https://"),
        ("http://127.0.0.1.example", "must start with https://"),
        ("http://10.0.0.1", "must start with https://"),
        ("ftp://api.example", "must start with https://"),
        ("https://user:canary@api.example", "must not contain user info"),
        ("https://@api.example", "must not contain user info"),
        ("https://api.example?canary=1", "must not have a query"),
        ("https://api.example/?", "must not have a query"),
        ("https://api.example#canary", "must not have a query or a fragment"),
        ("https://", "names no valid host"),
        ("https://api.example:99999", "names no valid host"),
        ("https://[::1", "names no valid host"),
        ("https://api.exa mple", "is not a URL"),
        ("https://api.example\\@evil", "is not a URL"),
        ("https://api.example\n", "is not a URL"),
        ("", "is not a URL"),
        (7, "is not a URL"),
    ],
)
def test_base_urls_that_are_refused(given: object, said: str) -> None:
    """The text says what is wrong, where it came from, and shows none of it."""
    with pytest.raises(ConfigurationError, match="the base_url argument") as raised:
        find_base_url(given)
    assert said in str(raised.value)
    assert "canary" not in str(raised.value)
    assert raised.value.__context__ is None


def test_the_base_url_comes_from_argument_environment_or_contract(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The argument wins over ANYREACH_BASE_URL, which wins over the contract's server."""
    monkeypatch.delenv("ANYREACH_BASE_URL", raising=False)
    assert find_base_url(None) == SERVER_URL == "https://api.anyreach.ai"
    monkeypatch.setenv("ANYREACH_BASE_URL", "https://staging.example")
    assert find_base_url(None) == "https://staging.example"
    assert find_base_url("https://api.example") == "https://api.example"
    monkeypatch.setenv("ANYREACH_BASE_URL", "http://api.example")
    with pytest.raises(ConfigurationError, match="the variable ANYREACH_BASE_URL"):
        find_base_url(None)


@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, True, None, "5"])
def test_unusable_timeouts(timeout: object) -> None:
    """A timeout is a finite number of seconds above zero: there is always one."""
    with pytest.raises(ConfigurationError, match="timeout= must be a"):
        check_limits(timeout, 2, 1)


@pytest.mark.parametrize("max_retries", [-1, 1.5, True, None])
def test_unusable_retries(max_retries: object) -> None:
    """Retries are counted in whole numbers."""
    with pytest.raises(ConfigurationError, match="max_retries= must be a whole number"):
        check_limits(60, max_retries, 1)


@pytest.mark.parametrize("size", [0, -1, 1.5, True, None])
def test_unusable_sizes(size: object) -> None:
    """A size is a whole number of bytes: there is always a limit."""
    with pytest.raises(ConfigurationError, match="max_response_bytes= must be a whole number"):
        check_limits(60, 2, size)


@pytest.mark.parametrize("proxy", ["socks4://canary.example", "canary", 7, "http://", "socks5://"])
def test_unusable_proxies(proxy: object) -> None:
    """A proxy is an http, https or socks5 URL; the text shows none of what was given."""
    with pytest.raises(ConfigurationError) as raised:
        check_proxy(proxy)
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"timeout": 0}, "timeout="),
        ({"max_retries": -1}, "max_retries="),
        ({"base_url": "http://api.example"}, "base_url"),
        ({"proxy": "socks4://p.example"}, "proxy"),
        ({"verify": "/nonexistent/ca.pem"}, "verify= names no readable file"),
        ({"verify": False, "transport": object()}, "transport= brings its own"),
        ({"proxy": "http://p.example", "transport": object()}, "transport= brings its own"),
    ],
)
def test_constructors_refuse_what_cannot_be_used(
    client: type[AnyReach | AsyncAnyReach], options: dict[str, object], said: str
) -> None:
    """Both clients check their options before anything is sent, with the same words."""
    with pytest.raises(ConfigurationError, match=said):
        client("ak_1.s", **options)  # type: ignore[arg-type]
