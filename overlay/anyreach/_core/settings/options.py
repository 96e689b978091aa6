"""The options of a client, validated before anything is sent."""

from __future__ import annotations

import ipaddress
import math
import os
import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

from anyreach._core.retry import Policy
from anyreach._core.settings.credentials import Credential
from anyreach._errors import ConfigurationError
from anyreach._secret import Secret
from anyreach_api.contract import SERVER_URL

if TYPE_CHECKING:
    from anyreach._core.attempts import Hook

_BASE_URL_VARIABLE: Final = "ANYREACH_BASE_URL"
_IGNORE_VARIABLE: Final = "ANYREACH_IGNORE_BASE_URL"
_SOCKS: Final = ("socks5", "socks5h")  # the proxy resolves names either way
_LONGEST_CREDENTIAL: Final = 255  # RFC 1929
_URL_TEXT: Final = re.compile(r"[\x21-\x7e]+")
_HOST_OR_SUFFIX: Final = re.compile(r"\.?[a-z0-9_][a-z0-9_.-]*", re.ASCII)


class Limits(NamedTuple):
    """The limits of each call.

    Attributes:
        timeout: Seconds for a whole call, including retries and waits.
        max_retries: Maximum number of retries of a failed call.
        max_response_bytes: Maximum size of a decoded response, in bytes.
        attempt_timeout: Seconds of silence after which a GET is sent again; None for a third of
            the timeout.
    """

    timeout: float
    max_retries: int
    max_response_bytes: int
    attempt_timeout: float | None = None


def check_limits(
    timeout: object,
    max_retries: object,
    max_response_bytes: object,
    attempt_timeout: object = None,
) -> Limits:
    """Validate the limits of a client's calls.

    Raises:
        ConfigurationError: A limit is invalid.
    """
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError("max_retries= must be a whole number, 0 or more")
    return Limits(
        check_timeout(timeout),
        max_retries,
        check_count("max_response_bytes", max_response_bytes),
        None if attempt_timeout is None else check_timeout(attempt_timeout, "attempt_timeout"),
    )


def check_timeout(timeout: object, name: str = "timeout") -> float:
    """Validate a number of seconds.

    Raises:
        ConfigurationError: The value is invalid.
    """
    if isinstance(timeout, bool) or not isinstance(timeout, int | float):
        raise ConfigurationError(f"{name}= must be a number of seconds")
    if not (math.isfinite(timeout) and timeout > 0):
        raise ConfigurationError(f"{name}= must be a finite number of seconds above 0")
    return float(timeout)


def check_count(name: str, count: object) -> int:
    """Validate the option `name`: a whole number above 0.

    Raises:
        ConfigurationError: The value is invalid.
    """
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ConfigurationError(f"{name}= must be a whole number, 1 or more")
    return count


class RecordingHosts(NamedTuple):
    """Hosts that recordings may come from even if their addresses are not public.

    Attributes:
        names: Hosts, and suffixes that start with a dot, in lower case.
        networks: Networks of IP addresses.
    """

    names: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def name(self, host: str) -> bool:
        """Return whether a lower-case host matches a host or suffix."""
        host = host.removesuffix(".")
        labels = host.split(".")
        suffixes = {"." + ".".join(labels[start:]) for start in range(1, len(labels))}
        return not self.names.isdisjoint({host} | suffixes)


def check_recording_hosts(hosts: object) -> RecordingHosts:
    """Parse `recording_hosts=`.

    Raises:
        ConfigurationError: An entry is not a host, suffix or network.
    """
    if isinstance(hosts, str) or not isinstance(hosts, Iterable):
        raise ConfigurationError(_NO_HOSTS)
    names: set[str] = set()
    networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
    for host in cast("Iterable[object]", hosts):
        if not isinstance(host, str):
            raise ConfigurationError(_NO_HOSTS)
        try:
            networks.append(ipaddress.ip_network(host))
        except ValueError:
            if not _HOST_OR_SUFFIX.fullmatch(host.lower()):
                raise ConfigurationError(_NO_HOSTS) from None
            names.add(host.lower())
    return RecordingHosts(frozenset(names), tuple(networks))


_NO_HOSTS: Final = (
    "recording_hosts= must be a list of hosts (files.example.com), suffixes (.example.com) "
    "and networks (10.0.0.0/8)"
)


def find_base_url(base_url: object) -> str:
    """Return the base URL from the argument, the environment or the contract.

    Raises:
        ConfigurationError: The value is invalid.
    """
    source = "the base_url argument"
    if base_url is None and os.environ.get(_IGNORE_VARIABLE, "0") in {"", "0"}:
        base_url, source = os.environ.get(_BASE_URL_VARIABLE), f"the variable {_BASE_URL_VARIABLE}"
    if base_url is None:
        base_url, source = SERVER_URL, "the contract's server"
    url = _split(base_url, source)
    if "@" in url.netloc:
        raise ConfigurationError(f"{source} must not contain user info: the token authenticates")
    if url.query or url.fragment or "?" in str(base_url) or "#" in str(base_url):
        raise ConfigurationError(f"{source} must not have a query or a fragment")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
        raise ConfigurationError(
            f"{source} must start with https:// (http:// only for this machine's own addresses)"
        )
    return str(base_url).rstrip("/")


def check_proxy(proxy: object, source: str = "the proxy argument") -> Secret:
    """Return the URL of an HTTP or SOCKS proxy as a secret, since it can hold a password.

    Raises:
        ConfigurationError: The value is invalid.
    """
    url = _split(proxy, source)
    if url.scheme in _SOCKS:
        _check_socks(url, source)
    elif url.scheme not in {"http", "https"}:
        raise ConfigurationError(
            f"{source} must start with http://, https://, socks5:// or socks5h://"
        )
    return Secret(str(proxy))


def _check_socks(url: SplitResult, source: str) -> None:
    try:
        import_module("socksio")
    except ImportError:
        raise ConfigurationError(
            f'{source} names a SOCKS proxy, which needs more: pip install "anyreach-client[socks]"'
        ) from None
    parts = (url.username or "", url.password or "")
    if any(len(unquote_to_bytes(part)) > _LONGEST_CREDENTIAL for part in parts):
        raise ConfigurationError(f"{source} has a user or a password of more than 255 bytes")


def _split(value: object, source: str) -> SplitResult:
    if not isinstance(value, str) or not _URL_TEXT.fullmatch(value) or "\\" in value:
        raise ConfigurationError(f"{source} is not a URL: use a text like {SERVER_URL}")
    try:
        url = urlsplit(value)
        named = bool(url.hostname) and url.port != 0
    except ValueError:
        url, named = urlsplit(""), False
    if not named:
        raise ConfigurationError(f"{source} names no valid host and port: use {SERVER_URL}")
    return url


def is_loopback(host: str) -> bool:
    """Return whether a host is one of this machine's own addresses, or `localhost`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class AtMost(float):
    """Seconds for a call, or the client's timeout if that is shorter."""

    __slots__ = ()


class Settings(NamedTuple):
    """The options of a client or of a `with_options` child.

    Attributes:
        patient: Whether waits that the API asks for don't count against a call's timeout.
        trace: Whether new conversations get a key to find them by.
    """

    base_url: str
    credential: Credential
    limits: Limits
    on_attempt: Hook | None
    policy: Policy | None
    extra_headers: Mapping[str, str]
    recording_hosts: RecordingHosts
    on_wait: Callable[[float], object] | None = None
    patient: bool = False
    trace: bool = False

    def timeout(self, wanted: float | None) -> float:
        """Return a call's timeout in seconds.

        Args:
            wanted: The call's timeout; None for the client's.

        Raises:
            ConfigurationError: The value is invalid.
        """
        if wanted is None:
            return self.limits.timeout
        seconds = check_timeout(wanted)
        return min(seconds, self.limits.timeout) if isinstance(wanted, AtMost) else seconds
