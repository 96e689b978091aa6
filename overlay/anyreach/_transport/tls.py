"""What servers are verified with, and the proxy before them."""

from __future__ import annotations

import functools
import os
import ssl
from pathlib import Path
from urllib.parse import unquote, urlsplit

import certifi
import httpcore

from anyreach._secret import Secret
from anyreach._transport.http_types import Verify


@functools.lru_cache(maxsize=8)
def shared_ssl_context(verify: bool | str) -> ssl.SSLContext:  # noqa: FBT001  as httpx has it
    """Return one context per setting: making one costs as much as a hundred calls."""
    if isinstance(verify, bool):
        context = ssl.create_default_context(cafile=certifi.where())
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context
    if Path(verify).is_dir():
        return ssl.create_default_context(capath=verify)
    return ssl.create_default_context(cafile=verify)


def ssl_context(verify: Verify) -> ssl.SSLContext:
    """Return what the API is verified with."""
    if isinstance(verify, ssl.SSLContext):
        return verify
    return shared_ssl_context(verify if isinstance(verify, bool) else os.fspath(verify))


def without_certificate(verify: Verify) -> ssl.SSLContext:
    """Return what other hosts are verified with: as the API is, but with no client certificate.

    The certificates of a folder of CAs cannot be copied, so the system's CAs are trusted besides.
    """
    if not isinstance(verify, ssl.SSLContext):
        return ssl_context(verify)
    fresh = type(verify)(ssl.PROTOCOL_TLS_CLIENT)
    fresh.check_hostname = verify.check_hostname
    fresh.verify_mode = verify.verify_mode
    fresh.verify_flags = verify.verify_flags
    fresh.options = verify.options
    fresh.minimum_version = verify.minimum_version
    fresh.maximum_version = verify.maximum_version
    fresh.load_default_certs()
    try:
        authorities = b"".join(verify.get_ca_certs(binary_form=True))
    except NotImplementedError:  # truststore asks the system, which is all it trusts
        authorities = b""
    if authorities:
        fresh.load_verify_locations(cadata=authorities)
    return fresh


def core_proxy(proxy: Secret, context: ssl.SSLContext | None) -> httpcore.Proxy:
    """Return a proxy for httpcore."""
    url = urlsplit(proxy.read())
    host = url.netloc.rpartition("@")[2]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return httpcore.Proxy(
        f"{url.scheme}://{host}{url.path}",
        auth=(user, password) if "@" in url.netloc else None,
        ssl_context=context if url.scheme == "https" else None,
    )
