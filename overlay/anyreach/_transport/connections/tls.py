"""What servers are verified with, and the proxy before them."""

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
    """Return one context per setting: making one costs as much as a hundred calls.

    Args:
        verify: True or False, or the path of certificates.
        _file: What file that is: a new one, in the place of an old one, has other certificates.
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
    """Return what a server is verified with.

    Args:
        verify: As the client has it; `"system"` for what the operating system trusts.
        cert: The client's own certificate, for the API alone.
        source: The option or the variable that says so.

    Raises:
        ConfigurationError: A file cannot be used.
    """
    if isinstance(verify, ssl.SSLContext):
        if cert is not None:
            raise ConfigurationError("cert= belongs into the SSLContext of verify=: load it there")
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
    """A context in the hands of httpcore, which sets the protocols that its contexts offer.

    The app's own context may be in use elsewhere: it stays as it is.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context

    def set_alpn_protocols(self, _names: Sequence[str]) -> None:
        """Do nothing."""


def untouched(context: ssl.SSLContext | None) -> ssl.SSLContext | None:
    """Return a context to give to httpcore; `AsyncStream.start_tls` takes the real one out."""
    return None if context is None else cast("ssl.SSLContext", Untouched(context))


def real(context: ssl.SSLContext) -> ssl.SSLContext:
    """Return the context in an `Untouched`."""
    return cast("Untouched", context).context


def without_certificate(verify: Verify) -> ssl.SSLContext:
    """Return what other hosts are verified with: as the API is, but with no client certificate.

    A context lists its CAs, except those of a folder. The system's are trusted where it lists all
    of them that the system lists: that is none where they are a folder alone.
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
    """Return a context that verifies in the same way, and trusts nobody yet."""
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
    """Return whether a proxy speaks SOCKS5, not HTTP."""
    return proxy is not None and urlsplit(proxy.read()).scheme.startswith("socks")


def core_proxy(core: Any, proxy: Secret, context: ssl.SSLContext | None) -> Any:
    """Return a proxy for httpcore, or for httpcore2."""
    url = urlsplit(proxy.read())
    host = url.netloc.rpartition("@")[2]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return core.Proxy(
        f"{url.scheme}://{host}{url.path}",
        auth=(user, password) if "@" in url.netloc else None,
        ssl_context=untouched(context) if url.scheme == "https" else None,
    )
