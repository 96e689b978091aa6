"""What tasks of asyncio do in their own way; `blocking_io` has the same names for threads."""

from __future__ import annotations

import socket
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, ParamSpec, TypeAlias, TypeVar, cast

from anyreach._errors import ConfigurationError
from anyreach._transport.http_types import LateError

if TYPE_CHECKING:
    import ssl

    import httpcore
    import httpx

    from anyreach._secret import Secret

P = ParamSpec("P")
T = TypeVar("T")

Token: TypeAlias = "str | Callable[[], str | Awaitable[str]]"  # noqa: S105  a type
"""A token, or what returns one: a function, async or not."""

Transport: TypeAlias = "httpx.AsyncBaseTransport | Literal['aiohttp']"
"""What can be sent with."""

_TASKS: Final = 64  # of one client that send at once: more cost more than they bring

# ruff: noqa: PLC0415  asyncio and httpcore are slow to import, and not every client needs them


async def sleep(seconds: float) -> None:
    """Wait for some seconds."""
    import asyncio

    await asyncio.sleep(seconds)


async def call(callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Any:
    """Call an app's callback, and await what it returns if that is awaitable.

    Returns:
        Its result.
    """
    result = callback(*args, **kwargs)
    return await cast("Awaitable[Any]", result) if isinstance(result, Awaitable) else result


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do some work in a thread; a cancelled task waits for its end first.

    Returns:
        Its result.
    """
    import asyncio

    doing = asyncio.get_running_loop().run_in_executor(None, partial(work, *args, **kwargs))
    try:
        return await asyncio.shield(doing)
    finally:
        while not doing.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([doing])


async def call_within(seconds: float, callback: Callable[[], object]) -> Any:
    """Call an app's callback as `call` does, within some seconds.

    Returns:
        Its result.

    Raises:
        LateError: It takes longer.
    """
    import asyncio

    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await call(callback)
    except TimeoutError:
        if not limit.expired():
            raise
        raise LateError from None


def home() -> object:
    """Return what the connections of a client belong to: the running event loop."""
    import asyncio

    return asyncio.get_running_loop()


def deadline(ends: float) -> AbstractAsyncContextManager[object]:
    """Return a block that ends with `TimeoutError` when `time.monotonic()` gets there."""
    import asyncio

    return asyncio.timeout(ends - time.monotonic())


def gate() -> AbstractAsyncContextManager[None]:
    """Return a block that only so many tasks enter at once."""
    import asyncio

    return asyncio.Semaphore(_TASKS)


def sockets() -> httpcore.AsyncNetworkBackend:
    """Return what connects."""
    import httpcore

    return cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())


async def addresses(host: str, port: int, *, checked: bool) -> list[str]:
    """Return the addresses of a host; its name unless they are checked, as anyio races them.

    Raises:
        OSError: There are none.
    """
    if not checked:
        return [host]
    import asyncio

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in found]


def named_transport(
    name: str, context: ssl.SSLContext, proxy: Secret | None
) -> httpx.AsyncBaseTransport:
    """Return the transport of an extra.

    Raises:
        ConfigurationError: There is none of this name, or it is not installed.
    """
    if name != "aiohttp":
        raise ConfigurationError('transport= must be an httpx.AsyncBaseTransport, or "aiohttp"')
    try:
        from anyreach._transport.aiohttp_transport import open_transport
    except ImportError:
        raise ConfigurationError(
            'transport="aiohttp" needs more: pip install "anyreach-client[aiohttp]"'
        ) from None
    return open_transport(context, proxy, connections=_TASKS)
