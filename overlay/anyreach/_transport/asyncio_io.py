"""What tasks of asyncio do in their own way; `blocking_io` has the same names for threads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, cast

P = ParamSpec("P")

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
