"""TLS settings for servers and proxies."""

from __future__ import annotations

import functools
import os
import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

import certifi

from anyreach._errors import ConfigurationError
from anyreach._secret import Secret
from anyreach._transport.http_types import Cert, Verify

SYSTEM: Final = "system"  # as verify=: what the operating system trusts


@functools.lru_cache(maxsize=8)
def shared_ssl_context(verify: bool | str, _file: object = None) -> ssl.SSLContext:  # noqa: FBT001  as httpx has it
    """Return a cached context per setting: creating one costs as much as a hundred calls.

    Args:
        verify: True, False, or a path to certificates.
        _file: The file's identity: a replaced file has other certificates.
    """
    return _fresh(verify)


def _fresh(verify: bool | str) -> ssl.SSLContext:  # noqa: FBT001  likewise
    if isinstance(verify, bool):
        context = ssl.create_default_context(cafile=certifi.where())
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
    elif verify == SYSTEM:
        context = _of_system()
    elif Path(verify).is_dir():
        context = ssl.create_default_context(capath=verify)
    else:
        context = ssl.create_default_context(cafile=verify)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _of_system() -> ssl.SSLContext:
    try:
        from truststore import SSLContext  # noqa: PLC0415  an extra
    except ImportError:
        raise ConfigurationError(
            'verify="system" needs more: pip install "anyreach-client[system]"'
        ) from None
    return SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def ssl_context(
    verify: Verify, cert: Cert | None = None, source: str = "verify="
) -> ssl.SSLContext:
    """Return the context to verify a server with.

    Args:
        verify: The client's option; `"system"` for the operating system's store.
        cert: The client certificate, only for the API.
        source: The option or variable that sets it.

    Raises:
        ConfigurationError: A file is unreadable or invalid.
    """
    if isinstance(verify, ssl.SSLContext):
        if cert is not None:
            raise ConfigurationError(
                "cert= can't be combined with an SSLContext: load the certificate into the context"
            )
        return verify
    path = verify if isinstance(verify, bool) else os.fspath(verify)
    try:
        if cert is not None:
            context = _fresh(path)
        else:
            is_path = not isinstance(path, bool) and path != SYSTEM
            context = shared_ssl_context(path, _identity(str(path)) if is_path else None)
    except OSError:  # OpenSSL's errors are such, too
        raise ConfigurationError(
            f"{source} names no readable file or folder of CA certificates"
        ) from None
    if cert is not None:
        _load(context, cert)
    return context


def _identity(path: str) -> object:
    found = Path(path).stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _load(context: ssl.SSLContext, cert: Cert) -> None:
    file, key = cert if isinstance(cert, tuple) else (cert, None)
    try:
        context.load_cert_chain(file, key, password="")  # else OpenSSL asks for one
    except (OSError, TypeError, ValueError):
        raise ConfigurationError(
            "cert= names no readable certificate with its key: use a path, or (path, path of the "
            "key), of PEM files without a password"
        ) from None


class Untouched:
    """Wraps a context for httpcore, which would change its ALPN protocols.

    The app may use its context elsewhere, so it must not change.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context

    def set_alpn_protocols(self, _names: Sequence[str]) -> None:
        """Do nothing."""


def untouched(context: ssl.SSLContext | None) -> ssl.SSLContext | None:
    """Return a wrapper for httpcore; `AsyncStream.start_tls` unwraps it."""
    return None if context is None else cast("ssl.SSLContext", Untouched(context))


def real(context: ssl.SSLContext) -> ssl.SSLContext:
    """Return the wrapped context."""
    return cast("Untouched", context).context


def without_certificate(verify: Verify) -> ssl.SSLContext:
    """Return the context for other hosts: like the API's, without client certificate.

    A context lists its CAs, except those in a folder. The copy trusts the system's CAs if the
    context lists all of them, which is always true if the system's are only a folder.
    """
    if not isinstance(verify, ssl.SSLContext):
        return ssl_context(verify)
    copy = _alike(verify)
    copy.load_default_certs()
    try:
        authorities = verify.get_ca_certs(binary_form=True)
    except NotImplementedError:  # truststore asks the system, which is all it trusts
        return copy
    if not set(authorities).issuperset(copy.get_ca_certs(binary_form=True)):
        copy = _alike(verify)
    if authorities:
        copy.load_verify_locations(cadata=b"".join(authorities))
    return copy


def _alike(verify: ssl.SSLContext) -> ssl.SSLContext:
    """Return a context with the same settings that trusts no CA yet."""
    fresh = type(verify)(ssl.PROTOCOL_TLS_CLIENT)
    fresh.check_hostname = verify.check_hostname
    fresh.verify_mode = verify.verify_mode
    fresh.verify_flags = verify.verify_flags
    fresh.options = verify.options
    fresh.minimum_version = verify.minimum_version
    fresh.maximum_version = verify.maximum_version
    fresh.set_alpn_protocols(["http/1.1"])
    return fresh


def is_socks(proxy: Secret | None) -> bool:
    """Return whether a proxy speaks SOCKS5 rather than HTTP."""
    return proxy is not None and urlsplit(proxy.read()).scheme.startswith("socks")


def core_proxy(core: Any, proxy: Secret, context: ssl.SSLContext | None) -> Any:
    """Return a proxy for httpcore or httpcore2."""
    url = urlsplit(proxy.read())
    host = url.netloc.rpartition("@")[2]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return core.Proxy(
        f"{url.scheme}://{host}{url.path}",
        auth=(user, password) if "@" in url.netloc else None,
        ssl_context=untouched(context) if url.scheme == "https" else None,
    )
