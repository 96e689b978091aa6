"""Proxies and certificates from the environment."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit

from anyreach._core.settings.options import check_proxy, is_loopback
from anyreach._transport.http_types import Proxy, Verify

_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")


class Proxies:
    """The proxies of a client.

    Args:
        given: The URL of the proxy for everything; None to use the environment's.
        trust_env: Whether to use the environment's.

    Raises:
        ConfigurationError: The URL is invalid.
    """

    def __init__(self, given: object, *, trust_env: bool) -> None:
        self._given = None if given is None else Proxy(check_proxy(given), "your options")
        self._trust_env = trust_env

    def find(self, url: str) -> Proxy | None:
        """Return the proxy for a URL; None for a direct connection.

        This machine's own addresses are not asked for through a proxy of the environment: what is
        sent to them is not encrypted, and to a proxy they are other machines.

        Raises:
            ConfigurationError: The environment names one that cannot be used.
        """
        named = any(name.lower().endswith("_proxy") for name in os.environ)
        if self._given is not None or not (self._trust_env and named):
            return self._given
        from urllib.request import getproxies_environment, proxy_bypass  # noqa: PLC0415  slow

        parts = urlsplit(url)
        proxies = getproxies_environment()
        if is_loopback(parts.hostname or "") or proxy_bypass(parts.netloc):
            return None
        for scheme in (parts.scheme, "all"):
            if found := proxies.get(scheme):
                variable = f"{scheme.upper()}_PROXY"
                found = found if "://" in found else f"http://{found}"
                return Proxy(check_proxy(found, f"the variable {variable}"), variable)
        return None


def find_verify(verify: Verify, *, trust_env: bool) -> tuple[Verify, str]:
    """Return how to verify servers, and the option or variable that says so."""
    for name in _CERTIFICATES if verify is True and trust_env else ():
        if path := os.environ.get(name):
            return path, name
    return verify, "verify="
