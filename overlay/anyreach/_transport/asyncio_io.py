"""What tasks of asyncio do in their own way; `blocking_io` has the same names for threads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeAlias, cast

from anyreach._transport.http_types import LateError

if TYPE_CHECKING:
    import httpx

P = ParamSpec("P")

Token: TypeAlias = "str | Callable[[], str | Awaitable[str]]"  # noqa: S105  a type
"""A token, or what returns one: a function, async or not."""

Transport: TypeAlias = "httpx.AsyncBaseTransport | Literal['aiohttp']"
"""What can be sent with."""

# ruff: noqa: PLC0415  asyncio is slow to import, and sync clients do without


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
