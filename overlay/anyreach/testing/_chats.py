"""Text chats: a turn of the agent for every message, until the chat ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from anyreach import models
from anyreach._narrow import is_list, is_mapping
from anyreach.models import Channel, Interactivity, SendConversationMessageRequest, Status
from anyreach.testing._access import visible
from anyreach.testing._agents import used
from anyreach.testing._http import Answer, Request, error, refusal
from anyreach.testing._bodies import read_body
from anyreach.testing._reading import unknown
from anyreach.testing._samples import turn
from anyreach.testing._records import when

if TYPE_CHECKING:
    from anyreach.testing._world import World

_ACTIVE: Final = frozenset({Status.TRIGGERED, Status.RINGING, Status.IN_PROGRESS})


def message(world: World, scopes: frozenset[str], request: Request, conversation_id: str) -> Answer:
    """Answer sendConversationMessage."""
    del scopes  # a reply is for whoever may send a message
    wanted = read_body(SendConversationMessageRequest, request.headers, request.body)
    if isinstance(wanted, Answer):
        return wanted
    if not wanted.text:
        return refusal("This must not be empty", "body", "text")
    with world.store.turn(conversation_id):
        record = world.store.get(conversation_id)
        if record is None:
            return unknown()
        if record.get("channel") != Channel.TEXT:
            return error(409, "Only text conversations take messages.")
        if record.get("status") not in _ACTIVE:
            return error(409, "The conversation is not active.")
        found: object = record.get("conversation")
        transcript: Mapping[str, Any] = found if is_mapping(found) else {}
        items = _items(transcript)
        reply = world.agent(record).reply(wanted.text, list(items))
        now = world.clock.now
        at = now.timestamp()
        items.append(turn(len(items) + 1, at, "user", wanted.text))
        said = len(items)
        for tool in reply.tools:
            items += used(tool, len(items) + 1, at)
        tool_calls = items[said:]
        items.append(turn(len(items) + 1, at, "assistant", reply.text))
        counted = record.get("user_turn_count")
        grown: dict[str, Any] = {
            "conversation": {**transcript, "items": items},
            "user_turn_count": (counted if isinstance(counted, int) else 0) + 1,
            "updated_at": now.isoformat(),
        }
        world.store.put(record | grown)
    answer: dict[str, Any] = {
        "conversation_id": conversation_id,
        "reply": reply.text,
        "tool_calls": tool_calls,
    }
    if wanted.interactivity == Interactivity.RICH:
        answer["widgets"] = [dict(widget) for widget in reply.widgets]
    return Answer(200, answer)


def end(world: World, scopes: frozenset[str], _request: Request, conversation_id: str) -> Answer:
    """Answer endConversation."""
    with world.store.turn(conversation_id):
        record = world.store.get(conversation_id)
        if record is None:
            return unknown()
        if record.get("channel") != Channel.TEXT:
            return error(409, "Only text conversations can be ended.")
        if record.get("status") in _ACTIVE:
            now = world.clock.now
            began = when(record.get("created_at")) or now
            record = record | {
                "status": Status.COMPLETED,
                "duration": max(0, round((now - began).total_seconds())),
                "summary": world.agent(record).summary,
                "updated_at": now.isoformat(),
            }
            world.store.put(record)
        elif record.get("status") != Status.COMPLETED:
            return error(409, "The conversation is not active.")
    result = {
        "conversation_id": conversation_id,
        "status": record["status"],
        "duration": record.get("duration"),
        "summary": record.get("summary"),
    }
    return Answer(200, visible(models.EndConversationResponse, result, scopes))


def _items(transcript: Mapping[str, Any]) -> list[Any]:
    """Return a copy of a transcript's items; of a transcript of another shape, none."""
    items: object = transcript.get("items")
    return list(items) if is_list(items) else []
