"""Where a recording may be fetched: the URLs and the addresses that pass, without I/O.

The URL comes with a record, and where it leads is not ours to choose. What counts is the address
that is dialled, so that no spelling of a host and no answer of a resolver leads into this network.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from anyreach._core.options import is_loopback

_MAX_URL: Final = 16 * 1024
_HOST: Final = re.compile(r"[a-z0-9_][a-z0-9_.-]*", re.ASCII)
_PORTS: Final = {"https": 443, "http": 80}

# What no stranger's recording is served from, whatever a version of `ipaddress` calls global.
# Source: IANA's registries of special-purpose addresses (RFC 6890) and of IPv6 address space.
_NETWORKS: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by providers (RFC 6598)
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure's host, seen from a machine on it
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, and what is reserved above it
            "::/3",  # ::1, ::, mapped and compatible IPv4, NAT64 (but see below)
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4 holds an IPv4 address
            "3fff::/20",
            "4000::/2",  # not given out, like all that follows
            "8000::/1",
        ),
    )
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052; its last 32 bits are IPv4


def is_public(address: str) -> bool:
    """Return whether an address is one of the public Internet.

    Args:
        address: An IPv4 or IPv6 address, as a resolver gives it.
    """
    ip = ipaddress.ip_address(address)
    if ip in _NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.is_global and not any(ip in network for network in _NETWORKS)


class Target:
    """A URL that passed, taken apart. Prints nothing of it.

    Attributes:
        scheme: `https`, or `http`.
        host: The host's name in ASCII (RFC 5891), or its address.
        port: The port.
        path: The path and the query, as they are sent.
        local: Whether this machine's own addresses may be dialled.
    """

    __slots__ = ("_text", "host", "local", "path", "port", "scheme")

    def __init__(self, text: str, url: SplitResult, host: str, *, local: bool) -> None:
        self._text = text
        self.scheme = url.scheme
        self.host = host
        self.port = url.port or _PORTS[url.scheme]
        query = f"?{url.query}" if url.query else ""
        self.path = _quoted((url.path or "/") + query)
        self.local = local

    def __repr__(self) -> str:
        return "<a target>"

    @property
    def authority(self) -> str:
        """The host and the port, for the Host header (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def follow(self, location: str | None) -> Target | str:
        """Return where a redirect from here leads (RFC 9110, section 10.2.2), or why not there."""
        if location is None:
            return "it redirects to nowhere"
        there = find_target(urljoin(self._text, _quoted(location)), local=self.local)
        if isinstance(there, Target) and there.scheme != self.scheme:
            return "it redirects to another scheme"
        return there

    def forbids(self, addresses: Iterable[str]) -> bool:
        """Return whether one of the host's addresses must not be dialled."""
        return not all(
            (self.local and ipaddress.ip_address(address).is_loopback)
            or (self.scheme == "https" and is_public(address))
            for address in addresses
        )


def find_target(text: str, *, local: bool) -> Target | str:
    """Return what a URL leads to, or why nothing is fetched from there.

    Args:
        text: The URL.
        local: Whether this machine's own addresses may be dialled, over http too.
    """
    if len(text) > _MAX_URL or not text.isprintable() or " " in text or "\\" in text:
        return "its URL is not one"
    try:
        url = urlsplit(text)
        host = url.hostname or ""
        port = url.port
    except ValueError:
        return "its URL is not one"
    if url.scheme != "https" and not (url.scheme == "http" and local and is_loopback(host)):
        return "its URL does not start with https://"
    if "@" in url.netloc:
        return "its URL holds user info"
    ascii_host = _ascii(host)
    if ascii_host is None or port == 0 or ("[" in url.netloc) != (":" in host):
        return "its URL names no valid host and port"
    return Target(text, url, ascii_host, local=local)


def _ascii(host: str) -> str | None:
    """Return a host as it is resolved, when there is one way to write it."""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host)) if "%" not in host else None
        name = host.encode("idna").decode()
        # Of ß and a few others IDNA2003, which Python has, makes something else than IDNA2008.
        unlike = name.encode().decode("idna") != host and not host.isascii()
    except ValueError:
        return None
    return name if _HOST.fullmatch(name) and not unlike else None


def _quoted(text: str) -> str:
    """Return a text with what is not ASCII percent-encoded; all else stays as it was signed."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: quote(found[0]), text)
