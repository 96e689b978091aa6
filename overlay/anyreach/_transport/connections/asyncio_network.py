"""Deadlines, gates, transports for asyncio; `blocking_network` has the same names for threads."""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Final

from anyreach._errors import ConfigurationError
from anyreach._transport.connections.tls import is_socks

if TYPE_CHECKING:
    import httpx

    from anyreach._secret import Secret
    from anyreach._transport.connections.dialling import Check

_TASKS: Final = 64  # of one client that send at once: more cost more than they bring


def deadline(ends: float) -> asyncio.Timeout:
    """Return a block that raises `TimeoutError` at this time, by `time.monotonic()`."""
    return asyncio.timeout(ends - time.monotonic())


def move(timer: asyncio.Timeout, ends: float) -> None:
    """Move the end of a `deadline` block."""
    timer.reschedule(asyncio.get_running_loop().time() + ends - time.monotonic())


def gate() -> AbstractAsyncContextManager[None]:
    """Return a block that limits the number of concurrent tasks."""
    return asyncio.Semaphore(_TASKS)


def named_transport(
    name: str, context: ssl.SSLContext | None, proxy: Secret | None, check: Check | None
) -> httpx.AsyncBaseTransport:
    """Return an extra's transport.

    Raises:
        ConfigurationError: The name is unknown, can't use this proxy, or is not installed.
    """
    if name != "aiohttp":
        raise ConfigurationError(
            'transport= must be an httpx.AsyncBaseTransport, "aiohttp" or "httpx2"'
        )
    try:
        from anyreach._transport.transports.aiohttp_transport import open_transport  # noqa: PLC0415  an extra
    except ImportError:
        raise ConfigurationError(
            'transport="aiohttp" needs more: pip install "anyreach-client[aiohttp]"'
        ) from None
    if is_socks(proxy):
        raise ConfigurationError(
            'transport="aiohttp" does not support SOCKS: remove transport= or use "httpx2"'
        )
    return open_transport(context, proxy, check, connections=_TASKS)
