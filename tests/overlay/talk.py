"""What a test says to the API, through the sync and the async client alike."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import pytest

from anyreach import AnyReach, AsyncAnyReach
from anyreach._transport.transports.httpx_transports import handler_transport
from tests.overlay.clients import settings

Do = Callable[[Any], Any]


class Talk(Protocol):
    """One of the two ways below."""

    def __call__(self, url: str, do: Do, **options: Any) -> Any:
        """Do something with a client, and return what came of it."""
        ...


def talk_sync(url: str, do: Do, **options: Any) -> Any:
    """Do something with a client of its own."""
    with AnyReach(**settings(url, options)) as client:
        return do(client)


def talk_async(url: str, do: Do, **options: Any) -> Any:
    """Do something with an async client of its own, and await it."""

    async def talk() -> Any:
        async with AsyncAnyReach(**settings(url, options)) as client:
            return await do(client)

    return asyncio.run(talk())


both = pytest.mark.parametrize("talk", [talk_sync, talk_async])
URL = "https://api.anyreach.ai"


class Api:
    """Answers in process, each request with the next of its answers; the last again and again.

    An answer is a status and a document; a document alone is a 200.
    """

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.bodies: list[Any] = []
        self.transport = handler_transport(self._answer)

    def _answer(
        self, method: str, target: str, _headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        self.asked.append((method, target))
        self.bodies.append(json.loads(body) if body else None)
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        said: tuple[Any, ...] = (200, answer, {})
        if isinstance(answer, tuple):
            said = (*cast("tuple[Any, ...]", answer), {})
        return said[0], said[2], json.dumps(said[1]).encode()
