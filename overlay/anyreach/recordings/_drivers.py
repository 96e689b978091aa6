"""Do the I/O of a download, sync and async."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any

from anyreach._core.call import Wait
from anyreach._transport.async_streams import AsyncResponseStream
from anyreach._transport.sync_streams import ResponseStream
from anyreach.recordings._steps import Chunk, Fetch, Get, Plan, Read, Start

if TYPE_CHECKING:
    from anyreach_api._resource import AsyncCaller, Caller


def drive(plan: Plan, client: Caller) -> Generator[Start | Chunk]:
    """Fetch a recording, and yield what arrives.

    Args:
        plan: How.
        client: Is asked for the conversation.
    """
    needs = Fetch(plan).steps()
    outcome: Any = None
    with closing(ResponseStream(plan.reach.route, plan.ends)) as response:
        while True:
            try:
                need = needs.send(outcome)
            except StopIteration:
                return
            outcome = None
            if isinstance(need, Start | Chunk):
                yield need
            elif isinstance(need, Get):
                outcome = response.get(need.request(), need.check)
            elif isinstance(need, Read):
                outcome = response.read()
            elif isinstance(need, Wait):
                time.sleep(need.seconds)
            else:
                outcome = need.by(client)


async def drive_async(plan: Plan, client: AsyncCaller) -> AsyncGenerator[Start | Chunk]:
    """Fetch a recording, and yield what arrives.

    Args:
        plan: How.
        client: Is asked for the conversation.
    """
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    needs = Fetch(plan).steps()
    outcome: Any = None
    async with aclosing(AsyncResponseStream(plan.reach.route, plan.ends)) as response:
        while True:
            try:
                need = needs.send(outcome)
            except StopIteration:
                return
            outcome = None
            if isinstance(need, Start | Chunk):
                yield need
            elif isinstance(need, Get):
                outcome = await response.get(need.request(), need.check)
            elif isinstance(need, Read):
                outcome = await response.read()
            elif isinstance(need, Wait):
                await asyncio.sleep(need.seconds)
            else:
                outcome = await need.by_async(client)
