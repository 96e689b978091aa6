"""Calls a test can make through the sync and the async client alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from anyreach import AnyReach, AsyncAnyReach
from anyreach.models import Conversation

KEY = "ak_1.secret"

Get = Callable[..., Conversation]


def settings(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """Complete the options of a client."""
    return {"token": KEY, "base_url": url, "max_retries": 0} | options


def get_sync(url: str, conversation_id: str = "conv_1", **options: Any) -> Conversation:
    """Fetch one conversation with a client of its own."""
    with AnyReach(**settings(url, options)) as client:
        return client.conversations.get(conversation_id)


def get_async(url: str, conversation_id: str = "conv_1", **options: Any) -> Conversation:
    """Fetch one conversation with an async client of its own."""

    async def fetch() -> Conversation:
        async with AsyncAnyReach(**settings(url, options)) as client:
            return await client.conversations.get(conversation_id)

    return asyncio.run(fetch())


def get_aiohttp(url: str, conversation_id: str = "conv_1", **options: Any) -> Conversation:
    """Fetch one conversation with an async client of its own, over aiohttp."""
    return get_async(url, conversation_id, transport="aiohttp", **options)


def get_httpx2(url: str, conversation_id: str = "conv_1", **options: Any) -> Conversation:
    """Fetch one conversation with a client of its own, over httpcore2."""
    return get_sync(url, conversation_id, transport="httpx2", **options)


def get_async_httpx2(url: str, conversation_id: str = "conv_1", **options: Any) -> Conversation:
    """Fetch one conversation with an async client of its own, over httpcore2."""
    return get_async(url, conversation_id, transport="httpx2", **options)


BOTH = [get_sync, get_async]
WAYS = [get_sync, get_async, get_aiohttp, get_httpx2, get_async_httpx2]
