"""What a scene is: some calls of this client in one plight, and what they may cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable, Iterable
from typing import Any, NamedTuple, cast

from anyreach import AnyReach, AsyncAnyReach
from tests.faults.records import TOKEN
from tests.faults.subjects import OURS


class Scene(NamedTuple):
    """What came of a scene.

    Attributes:
        what: The plight.
        client: Which client, and how it was driven.
        calls: How many calls, pages or exits there were.
        right: How many of them ended as they should.
        requests: How many requests reached the server.
        seconds: How long it took.
        most_seconds: How long it may take.
        most_requests: How many requests may reach the server.
    """

    what: str
    client: str
    calls: int
    right: int
    requests: int
    seconds: float
    most_seconds: float
    most_requests: float

    @property
    def kept(self) -> bool:
        """Whether all went as it should, at no more than it may cost."""
        in_bounds = self.seconds <= self.most_seconds and self.requests <= self.most_requests
        return self.right == self.calls and in_bounds


def use(name: str, mode: str, what: Callable[[Any], Any], **options: Any) -> Any:
    """Do something with a client of its own.

    Args:
        name: Which one, as in `subjects.OURS`.
        mode: `sync` or `async`.
        what: Is given the client; returns a result, or what yields some.
        options: The client's options.

    Returns:
        The result, or a list of all that was yielded.
    """
    transport = OURS[name]
    named: dict[str, Any] = {} if transport is None else {"transport": transport}
    if mode == "sync":
        with AnyReach(TOKEN, **named, **options) as client:
            result = what(client)
            return list(cast("Iterable[Any]", result)) if isinstance(result, Iterable) else result

    async def work() -> Any:
        async with AsyncAnyReach(TOKEN, **named, **options) as client:
            result = what(client)
            if isinstance(result, AsyncIterable):
                return [item async for item in cast("AsyncIterable[Any]", result)]
            return await result

    return asyncio.run(work())
