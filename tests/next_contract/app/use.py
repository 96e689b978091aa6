"""An app that uses what the next contract adds; it is type-checked where that contract is."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import assert_type
from uuid import UUID

from anyreach import AnyReach, AsyncAnyReach, RedactedError, models

BORN = dt.date(2026, 1, 2)


def use(client: AnyReach) -> list[str]:
    """Create, change, list and delete robots; list conversations by the new filter."""
    created = client.robots.create(
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
    assert_type(created, models.Robot)
    assert_type(created.id, str)
    assert_type(created.status, models.RobotStatus)
    assert_type(created.instructions, str | None)
    assert_type(created.api_key, str | None)
    assert_type(created.voice, models.Voice | None)
    robot = client.robots.get(created.id)
    assert_type(client.robots.update(robot.id, name="Grace"), models.Robot)
    names: builtins.list[str] = []
    for one in client.robots.list(status=models.RobotStatus.LIVE, page_size=2, limit=3):
        assert_type(one, models.Robot)
        names.append(one.name)
    assert_type(client.robots.delete(robot.id), None)
    for conversation in client.conversations.list(campaign_id="c"):
        assert_type(conversation, models.Conversation)
    return names


async def use_async(client: AsyncAnyReach) -> list[str]:
    """The same with `await`."""
    created = await client.robots.create(name="Ada", status="live")
    assert_type(created, models.Robot)
    assert_type(await client.robots.get(created.id), models.Robot)
    names = [one.name async for one in client.robots.list(limit=3)]
    assert_type(await client.robots.delete(created.id), None)
    return names


def told(robot: models.Robot) -> str:
    """What the robot is told, or that this token may not read it."""
    try:
        return robot.instructions or "nothing"
    except RedactedError as error:
        return f"withheld: {error.field}"


def mistyped(client: AnyReach) -> None:
    """What both type checkers refuse."""
    client.robots.list(status="lively")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.robots.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.robots.create(nam="Ada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.conversations.list(campaign="c")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
