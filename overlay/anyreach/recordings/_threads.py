"""Blocking work of an async task, in a thread: it comes to its end even when the task does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


async def to_its_end(work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do some work in a thread; when the task is cancelled, wait for its end before that counts."""
    doing = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    cancelled = None
    while not doing.done():
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        doing.exception()  # seen, and not told: the task is over
        raise asyncio.CancelledError(*cancelled.args)
    doing.result()
