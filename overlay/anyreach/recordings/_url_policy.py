"""Decide where a recording may be fetched: check URLs and addresses, without I/O.

The URL comes with a record, so anybody may have chosen where it leads. Where names are resolved
here, every address is checked before one is dialled, so that no spelling of a host leads into a
private network.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from anyreach._core.options import RecordingHosts, is_loopback
from anyreach._transport.http_types import Broken, RefusedError

_MAX_URL: Final = 16 * 1024
_HOST: Final = re.compile(r"[a-z0-9_][a-z0-9_.-]*", re.ASCII)
_PORTS: Final = {"https": 443, "http": 80}
_NOT_PUBLIC: Final = (
    "its URL leads to an address that is not of the public Internet: "
    "name its host or network in the client's recording_hosts= if you trust it"
)

# Not public, although some version of `ipaddress` calls them global.
# Source: IANA's registries of special-purpose addresses (RFC 6890) and of IPv6 address space.
_SPECIAL: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # Azure's host, seen from a machine on it
            "192.0.0.0/24",
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "224.0.0.0/3",  # multicast and reserved
            "::/3",  # mapped and compatible IPv4, NAT64 (but see below)
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4 holds an IPv4 address
            "3fff::/20",
            "4000::/2",  # not assigned, like everything above
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
    return ip.is_global and not any(ip in network for network in _SPECIAL)


class Target(NamedTuple):
    """A validated, parsed URL; hidden from repr.

    Attributes:
        url: The URL.
        scheme: `https`, or `http`.
        host: The host's name in ASCII (RFC 5891), or its address.
        origin: The scheme, the host, and the port where it is not the scheme's.
        path: The path and the query, as they are sent.
    """

    url: str
    scheme: str
    host: str
    origin: str
    path: str

    def __repr__(self) -> str:
        return "<target>"


class Policy:
    """Which URLs and addresses recordings may be fetched from.

    Args:
        hosts: Hosts that the app trusts.
        local: Whether this machine's own addresses may be dialled, over http too.
        resolves: Whether names are resolved here; if not, the addresses of names are not checked.
    """

    def __init__(self, hosts: RecordingHosts, *, local: bool, resolves: bool) -> None:
        self._hosts = hosts
        self._local = local
        self._resolves = resolves

    def find(self, text: str) -> Target:
        """Return where a URL leads.

        Raises:
            RefusedError: Nothing is fetched from there.
        """
        if len(text) > _MAX_URL or not text.isprintable() or " " in text or "\\" in text:
            raise _refused("its URL is not valid")
        try:
            url = urlsplit(text)
            host = url.hostname or ""
            port = url.port
        except ValueError:
            raise _refused("its URL is not valid") from None
        if url.scheme != "https" and not (
            url.scheme == "http" and self._local and is_loopback(host)
        ):
            raise _refused("its URL does not start with https://")
        if "@" in url.netloc:
            raise _refused("its URL holds user info")
        name = _ascii(host)
        if name is None or port == 0 or ("[" in url.netloc) != (":" in host):
            raise _refused("its URL names no valid host and port")
        authority = f"[{name}]" if ":" in name else name
        if port not in {None, _PORTS[url.scheme]}:
            authority += f":{port}"
        path = _quoted((url.path or "/") + (f"?{url.query}" if url.query else ""))
        target = Target(text, url.scheme, name, f"{url.scheme}://{authority}", path)
        literal = None if self._resolves else _literal(name)
        if literal is not None and not self._allows(target, literal):
            raise _refused(_NOT_PUBLIC)
        return target

    def follow(self, target: Target, location: str | None) -> Target:
        """Return where a redirect leads (RFC 9110, section 10.2.2).

        Raises:
            RefusedError: It is not followed.
        """
        if location is None:
            raise _refused("it redirects to nowhere")
        there = self.find(urljoin(target.url, _quoted(location)))
        if there.scheme != target.scheme:
            raise _refused("it redirects to another scheme")
        return there

    def check(self, target: Target, addresses: Sequence[str]) -> None:
        """Check every address of a host before one is dialled.

        Raises:
            RefusedError: One of them must not be dialled.
        """
        if not all(self._allows(target, address) for address in addresses):
            raise _refused(_NOT_PUBLIC)

    def _allows(self, target: Target, address: str) -> bool:
        ip = ipaddress.ip_address(address)
        if self._local and ip.is_loopback:
            return True
        trusted = self._hosts.name(target.host) or any(ip in net for net in self._hosts.networks)
        return target.scheme == "https" and (trusted or is_public(address))


def _refused(problem: str) -> RefusedError:
    return RefusedError(Broken(problem, invalid=True, again=False, maybe_sent=False))


def _ascii(host: str) -> str | None:
    """Return a host as it is resolved, when there is one way to write it."""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host)) if "%" not in host else None
        name = host.encode("idna").decode()
    except ValueError:
        return None
    return name if _HOST.fullmatch(name) else None


def _literal(host: str) -> str | None:
    """Return the address that a host is however it is resolved; None for a name."""
    if ":" in host:
        return host
    host = host.removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        return "127.0.0.1"
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # `127.1` and `0x7f.1` are addresses, too
    except OSError:
        return None


def _quoted(text: str) -> str:
    """Percent-encode what is not ASCII; everything else stays as it was signed."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: quote(found[0]), text)
