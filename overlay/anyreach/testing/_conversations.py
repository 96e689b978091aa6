"""Operations that do more than records: conversations begin, chat and end; a token's scopes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.models import Channel, Direction, Interactivity, Status
from anyreach.testing._access import scopes_of
from anyreach.testing._agents import used
from anyreach.testing._contract import Asked, when
from anyreach.testing._http import Answer, error, refusal
from anyreach.testing._records import CONVERSATION, turn

if TYPE_CHECKING:
    from anyreach.testing._world import World

_LONGEST: Final = timedelta(days=366)  # of a summary of the usage
_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_STATUS: Final = {
    Channel.TELEPHONE: Status.TRIGGERED,
    Channel.WEBRTC: Status.TOKEN_CREATED,
}
_ACTIVE: Final = frozenset({Status.TRIGGERED, Status.RINGING, Status.IN_PROGRESS})


def _create(world: World, asked: Asked) -> Answer:
    wanted = asked.operation.read_body(asked.request)
    if isinstance(wanted, Answer):
        return wanted
    problem = _problem(wanted)
    if problem is not None:
        return error(422, problem)
    channel = wanted["channel"]
    record = _begun(world, wanted)
    answer: dict[str, Any] = {"conversation": record}
    agent = world.agent(record)
    record["agent"] = {"id": record["agent_id"], "name": agent.name}
    if channel == Channel.TELEPHONE:
        world.calls.place(record, world.clock.now, agent)
    else:
        if channel == Channel.TEXT:
            at = world.clock.now.timestamp()
            record["conversation"] = {"items": [turn(1, at, "assistant", agent.greeting)]}
            answer["starting_message"] = agent.greeting
        if channel == Channel.WEBRTC:
            answer["fake_join_token"] = f"fake.{record['id']}"  # the real name is not documented
        world.put(CONVERSATION, record)
    answer["conversation"] = world.show(CONVERSATION, record, asked.request)
    return Answer(202 if channel == Channel.TELEPHONE else 200, answer)


def _problem(wanted: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the values (docs: create a conversation), or None."""
    telephone = wanted["channel"] == Channel.TELEPHONE
    references = len(wanted.keys() & {"agent_id", "agent_version_id", "agent_config"})
    if telephone and "agent_config" in wanted:
        return "A telephone call takes agent_number, agent_id or agent_version_id."
    if references != 1 and not (telephone and references == 0 and wanted.get("agent_number")):
        return "Exactly one of agent_id, agent_version_id and agent_config is required."
    if "version" in wanted and "agent_id" not in wanted:
        return "version is for agent_id only."
    if telephone and not _E164.fullmatch(wanted["user_id"]):
        return "user_id must be a phone number in E.164 form, with its plus sign."
    if wanted["channel"] == Channel.EMAIL and not wanted.get("to_address"):
        return "to_address is required for email."
    return None


def _begun(world: World, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of a new conversation."""
    channel = wanted["channel"]
    now = world.clock.now.isoformat()
    by_us = channel in {Channel.TELEPHONE, Channel.EMAIL}
    record = {
        "id": world.records.new_ids(CONVERSATION)[0],
        "organization_id": world.organization_id,
        "direction": Direction.OUTBOUND if by_us else Direction.INBOUND,
        "channel": channel,
        "status": _STATUS.get(channel, Status.IN_PROGRESS),
        "user_id": wanted["user_id"],
        "agent_id": wanted.get("agent_id", "agent_1"),
        "agent_version_id": wanted.get("agent_version_id", "agent_version_3"),
        "web_widget_id": None,
        "duration": None,
        "user_turn_count": 0,
        "created_at": now,
        "updated_at": now,
        "summary": None,
        "initial_context": wanted.get("initial_context"),
        "custom_metadata": wanted.get("custom_metadata"),
        "conversation": None,
        "recording_details": None,
    }
    if channel == Channel.TELEPHONE:
        record |= {
            "agent_number": wanted.get("agent_number", "+12025550100"),
            "trunk_id": "trunk_1",
        }
    return record


def _message(world: World, asked: Asked) -> Answer:
    wanted = asked.operation.read_body(asked.request)
    if isinstance(wanted, Answer):
        return wanted
    if not wanted["text"]:
        return refusal("this must not be empty", "body", "text")
    (conversation_id,) = asked.path.values()
    with world.records.turn(conversation_id):
        record = world.records.get(CONVERSATION, conversation_id)
        if record is None:
            return _unknown()
        if record.get("channel") != Channel.TEXT:
            return error(409, "Only text conversations take messages.")
        if record.get("status") not in _ACTIVE:
            return error(409, "The conversation is not active.")
        found: object = record.get("conversation")
        transcript: Mapping[str, Any] = found if is_mapping(found) else {}
        items = _items(transcript)
        reply = world.agent(record).reply(wanted["text"], list(items))
        now = world.clock.now
        at = now.timestamp()
        items.append(turn(len(items) + 1, at, "user", wanted["text"]))
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
        world.records.put(CONVERSATION, record | grown)
    answer: dict[str, Any] = {
        "conversation_id": conversation_id,
        "reply": reply.text,
        "tool_calls": tool_calls,
    }
    if wanted.get("interactivity") == Interactivity.RICH:
        answer["widgets"] = [dict(widget) for widget in reply.widgets]
    return Answer(200, answer)


def _end(world: World, asked: Asked) -> Answer:
    (conversation_id,) = asked.path.values()
    with world.records.turn(conversation_id):
        record = world.records.get(CONVERSATION, conversation_id)
        if record is None:
            return _unknown()
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
            world.records.put(CONVERSATION, record)
        elif record.get("status") != Status.COMPLETED:
            return error(409, "The conversation is not active.")
    return Answer(
        200,
        {
            "conversation_id": conversation_id,
            "status": record["status"],
            "duration": record.get("duration"),
            "summary": record.get("summary"),
        },
    )


def _unknown() -> Answer:
    return error(404, f"{CONVERSATION} not found")


def _items(transcript: Mapping[str, Any]) -> list[Any]:
    """Return a copy of a transcript's items; of a transcript of another shape, none."""
    items: object = transcript.get("items")
    return list(items) if is_list(items) else []


def _scopes(_world: World, asked: Asked) -> Answer:
    return Answer(200, scopes_of(asked.grants))


def _usage(world: World, asked: Asked) -> Answer:
    """Count conversations, unless a test put a summary."""
    put = world.records.fitting("UsageSummary", {})
    if put:
        return Answer(200, put[-1])
    query = dict(parse_qsl(asked.request.query))
    since, until = when(query.get("from")), when(query.get("to"))
    if since is None or until is None:
        return refusal("expected the times from and to", "query")
    if not since < until <= since + _LONGEST:
        return refusal("to must be later than from, by at most 366 days", "query", "to")
    return Answer(200, {"total_calls": world.records.count(since, until)})


HANDLERS: Final[Mapping[str, Callable[[World, Asked], Answer]]] = {
    "createConversation": _create,
    "endConversation": _end,
    "getMyScopes": _scopes,
    "getUsageSummary": _usage,
    "sendConversationMessage": _message,
}
"""The operations that do more than records can say, by operationId."""
