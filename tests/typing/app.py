"""A small app that calls every method of the resources, as its developer would write it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from anyreach import (
    AnyReach,
    AsyncAnyReach,
    NotFoundError,
    PermissionDeniedError,
    RedactedError,
    models,
)

WEEK = timedelta(days=7)


def finished(client: AnyReach, agent_id: str) -> list[str]:
    """Sum up an agent's finished conversations of the last week."""
    found = client.conversations.list(
        agent_id=agent_id,
        status="completed",
        channel=models.Channel.TELEPHONE,
        created_after=datetime.now(UTC) - WEEK,
        custom_metadata={"campaign": "spring", "order": 7},
        page_size=50,
        limit=200,
    )
    return [f"{one.id}: {summary(one)}, {minutes(one.duration)}" for one in found]


def summary(conversation: models.Conversation) -> str:
    """What was said, or that this token may not read it."""
    try:
        return conversation.summary or "no summary"
    except RedactedError:
        return "withheld"


def minutes(seconds: float | None) -> str:
    """A duration in words."""
    return "not over" if seconds is None else f"{seconds / 60:.0f} min"


def ask(client: AnyReach, user_id: str, question: str) -> list[str]:
    """Ask an agent in a text conversation, and end it."""
    created = client.conversations.create(
        channel="text", user_id=user_id, agent_id="agent_1", custom_metadata={"from": "app"}
    )
    answer = client.conversations.send_message(created, text=question, timeout=30)
    ended = client.conversations.end(created)
    return [answer.reply or "", *titles(answer.widgets or ()), str(ended.status)]


def titles(widgets: Iterable[models.ConversationWidget]) -> list[str]:
    """What an agent shows."""
    return [str(widget.type_) for widget in widgets]


def listen(client: AnyReach, conversation_id: str, caller: str) -> tuple[str, bool]:
    """Return where to listen to a conversation, and whether somebody can take it over."""
    token = client.conversations.create_listener_token(conversation_id)
    assist = client.conversations.get_agent_assist(caller)
    return token.url or "", bool(assist.to_dict())


def may_read(client: AnyReach, conversation_id: str) -> bool:
    """Tell whether this token may read a conversation."""
    try:
        client.conversations.get(conversation_id, extra_headers={"X-Request-Source": "app"})
    except (NotFoundError, PermissionDeniedError):
        return False
    return "conversations:read" in client.members.get_my_scopes()


async def finished_async(client: AsyncAnyReach, agent_id: str) -> list[models.Conversation]:
    """Read an agent's conversations, each in full."""
    ids = [one.id async for one in client.conversations.list(agent_id=agent_id, limit=20)]
    return list(await asyncio.gather(*map(client.conversations.get, ids)))


async def ask_async(client: AsyncAnyReach, user_id: str) -> models.EndConversationResponse:
    """Greet an agent, and say good-bye."""
    scopes = await client.members.get_my_scopes()
    created = await client.conversations.create(
        channel=models.Channel.TEXT, user_id=user_id, initial_context=", ".join(scopes)
    )
    await client.conversations.send_message(created, text="Good morning!")
    return await client.conversations.end(created)


async def listen_async(client: AsyncAnyReach, conversation_id: str, caller: str) -> bool:
    """Tell whether one can listen to a conversation and help."""
    token = await client.conversations.create_listener_token(conversation_id)
    assist = await client.conversations.get_agent_assist(caller)
    return token.url is not None and bool(assist.to_dict())
