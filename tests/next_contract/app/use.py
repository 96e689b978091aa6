"""An app that uses what the next contract adds; it is type-checked where that contract is."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import assert_type
from uuid import UUID

from anyreach import AnyReach, AsyncAnyReach, RedactedError, models

BORN = dt.date(2026, 1, 2)


def use(client: AnyReach) -> list[str]:
    """Create, change, list and delete agents; list conversations by the new filter."""
    created = client.agents.create(
        name="Ada",
        status="live",
        rank=7,
        temperature=0.5,
        is_active=True,
        tags=["a", "b"],
        instructions=None,
        voice=models.Voice(name="v"),
        owner=UUID(int=5),
        api_key="k",
        born_on=BORN,
        extra={"a": [1]},
    )
    assert_type(created, models.Agent)
    assert_type(created.id, str)
    assert_type(created.status, models.AgentStatus)
    assert_type(created.instructions, str | None)
    assert_type(created.api_key, str | None)
    assert_type(created.voice, models.Voice | None)
    agent = client.agents.get(created.id)
    assert_type(client.agents.update(agent.id, name="Grace"), models.Agent)
    names: builtins.list[str] = []
    for one in client.agents.list(status=models.AgentStatus.LIVE, page_size=2, limit=3):
        assert_type(one, models.Agent)
        names.append(one.name)
    assert_type(client.agents.delete(agent.id), None)
    for conversation in client.conversations.list(campaign_id="c"):
        assert_type(conversation, models.Conversation)
    return names


async def use_async(client: AsyncAnyReach) -> list[str]:
    """The same with `await`."""
    created = await client.agents.create(name="Ada", status="live")
    assert_type(created, models.Agent)
    assert_type(await client.agents.get(created.id), models.Agent)
    names = [one.name async for one in client.agents.list(limit=3)]
    assert_type(await client.agents.delete(created.id), None)
    return names


def told(agent: models.Agent) -> str:
    """What the agent is told, or that this token may not read it."""
    try:
        return agent.instructions or "nothing"
    except RedactedError as error:
        return f"withheld: {error.field}"


def mistyped(client: AnyReach) -> None:
    """What both type checkers refuse."""
    client.agents.list(status="lively")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.agents.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.agents.create(nam="Ada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.conversations.list(campaign="c")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
