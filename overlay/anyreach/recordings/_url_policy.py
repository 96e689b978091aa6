"""Decide where recordings may be fetched from and files uploaded to: check URLs and addresses.

The URL comes with a record, so anybody may have chosen where it leads. An address in it is checked
at once; those of a name, where names are resolved here, before one is dialled.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import string
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from anyreach._core.settings.options import RecordingHosts, is_loopback
from anyreach._transport.http_types import Broken, RefusedError
from anyreach.recordings._received import OPERATION, refused

_HOST: Final = re.compile(r"[a-z0-9_][a-z0-9_.-]*|[0-9a-f:.]+", re.ASCII)
_NOT_PUBLIC: Final = (
    "its URL leads to an address that is not public: "
    "if you trust it, add its host or network to recording_hosts="
)

# Services of clouds for their own machines, which some version of `ipaddress` calls global.
_OF_CLOUDS: Final = (
    ipaddress.IPv4Network("168.63.129.16/32"),  # Azure
    ipaddress.IPv4Network("192.0.0.0/24"),  # Oracle
)
_ASSIGNED: Final = ipaddress.IPv6Network("2000::/3")  # what IANA assigns global addresses from
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})  # RFC 5214, section 6.1
_LAST_32: Final = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Return whether an address is public.

    An IPv6 address that holds an IPv4 address is as public as that one.

    Args:
        address: An IPv4 or IPv6 address, as a resolver gives it.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        special = ip.is_multicast or any(ip in network for network in _OF_CLOUDS)
        return ip.is_global and not special
    last = ipaddress.IPv4Address(int(ip) & _LAST_32)
    _, behind_nat = ip.teredo or (None, None)
    inside = last if ip in _NAT64 else ip.ipv4_mapped or ip.sixtofour or behind_nat
    if inside is not None:
        return is_public(str(inside))
    if (int(ip) >> 32) & _LAST_32 in _ISATAP and not is_public(str(last)):
        return False
    return ip.is_global and ip in _ASSIGNED


class Target(NamedTuple):
    """A validated URL's destination.

    Attributes:
        scheme: `https`, or `http`.
        host: The host's name in ASCII (RFC 5891), or its address.
        origin: The scheme, the host, and the port where it is not the scheme's.
        path: The path and the query, as they are sent.
    """

    scheme: str
    host: str
    origin: str
    path: str


class Policy:
    """URLs and addresses that recordings may be fetched from, or files uploaded to.

    Args:
        hosts: The hosts that the app trusts.
        local: Whether loopback addresses are allowed, also over http.
        operation: Its name in errors.
    """

    def __init__(self, hosts: RecordingHosts, *, local: bool, operation: str = OPERATION) -> None:
        self._hosts = hosts
        self._local = local
        self._operation = operation

    def find(self, text: str, *, redirected_by: Target | None = None) -> Target:
        """Return a URL's destination.

        Args:
            text: The URL.
            redirected_by: The target that redirects there; the URL may be relative to it.

        Raises:
            APIResponseValidationError: The URL is not allowed.
        """
        refuse = partial(refused, maybe_sent=redirected_by is not None, operation=self._operation)
        if not text.isprintable() or " " in text or "\\" in text:
            raise refuse("its URL is not valid")
        try:
            if redirected_by is not None:
                text = urljoin(redirected_by.origin + redirected_by.path, text)
            url = urlsplit(text)
            host, port = url.hostname or "", url.port
            is_ipv6 = ":" in host
            name = str(ipaddress.IPv6Address(host)) if is_ipv6 else host.encode("idna").decode()
        except ValueError:
            raise refuse("its URL is not valid") from None
        from_http = redirected_by is None or redirected_by.scheme == "http"
        local = self._local and from_http and is_loopback(host)
        if url.scheme != "https" and not (url.scheme == "http" and local):
            raise refuse("its URL does not start with https://")
        if "@" in url.netloc:
            raise refuse("its URL contains user info")
        if not _HOST.fullmatch(name):
            raise refuse("its URL has no valid host")
        authority = f"[{name}]" if is_ipv6 else name
        if port not in {None, 443}:
            authority += f":{port}"
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        path = quote(path, safe=string.printable)  # what is ASCII stays as it was signed
        target = Target(url.scheme, name, f"{url.scheme}://{authority}", path)
        literal = _literal(name)
        if literal is not None and not self._allows(target, literal):
            raise refuse(_NOT_PUBLIC)
        return target

    def check(self, target: Target, addresses: Sequence[str]) -> None:
        """Check every address of a host before connecting to one.

        Raises:
            RefusedError: An address is not allowed.
        """
        if not all(self._allows(target, address) for address in addresses):
            raise RefusedError(Broken(_NOT_PUBLIC, invalid=True, again=False, maybe_sent=False))

    def _allows(self, target: Target, address: str) -> bool:
        ip = ipaddress.ip_address(address)
        if self._local and ip.is_loopback:
            return True
        trusted = self._hosts.name(target.host) or any(ip in net for net in self._hosts.networks)
        return target.scheme == "https" and (trusted or is_public(address))


def _literal(host: str) -> str | None:
    """Return a host's literal address; None for a name."""
    if ":" in host:
        return host
    host = host.removesuffix(".")
    if f".{host}".endswith(".localhost"):
        return "127.0.0.1"
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # `127.1` and `0x7f.1` are addresses, too
    except OSError:
        return None
