"""Conversations that an app begins: refused as the documentation says, or begun per channel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from anyreach import UNSET, models
from anyreach.models import Channel, CreateConversationRequest
from anyreach.testing._http import Answer, Request, error
from anyreach.testing._bodies import read_body
from anyreach.testing._samples import turn

if TYPE_CHECKING:
    from anyreach.testing._world import World

_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_STATUS: Final = {
    Channel.TELEPHONE: models.Status.TRIGGERED,
    Channel.WEBRTC: models.Status.TOKEN_CREATED,
}


def create(world: World, scopes: frozenset[str], request: Request) -> Answer:
    """Answer createConversation."""
    wanted = read_body(CreateConversationRequest, request.headers, request.body)
    if isinstance(wanted, Answer):
        return wanted
    problem = _problem(wanted)
    if problem is not None:
        return error(422, problem)
    record = _begun(world, wanted)
    answer: dict[str, Any] = {"conversation": record}
    agent = world.agent(record)
    record["agent"] = {"id": record["agent_id"], "name": agent.name}
    if wanted.channel == Channel.TELEPHONE:
        world.calls.place(record, world.clock.now, agent)
    else:
        if wanted.channel == Channel.TEXT:
            at = world.clock.now.timestamp()
            record["conversation"] = {"items": [turn(1, at, "assistant", agent.greeting)]}
            answer["starting_message"] = agent.greeting
        if wanted.channel == Channel.WEBRTC:
            answer["fake_join_token"] = f"fake.{record['id']}"  # the real name is not documented
        world.store.put(record)
    answer["conversation"] = world.show(record, scopes, request)
    return Answer(202 if wanted.channel == Channel.TELEPHONE else 200, answer)


def _problem(wanted: CreateConversationRequest) -> str | None:
    """Return what is wrong with the values (docs: create a conversation), or None."""
    telephone = wanted.channel == Channel.TELEPHONE
    named = [wanted.agent_id, wanted.agent_version_id, wanted.agent_config]
    references = sum(name is not UNSET for name in named)
    if telephone and wanted.agent_config is not UNSET:
        return "A telephone call takes agent_number, agent_id or agent_version_id."
    if references != 1 and not (telephone and references == 0 and wanted.agent_number):
        return "Exactly one of agent_id, agent_version_id and agent_config is required."
    if wanted.version is not UNSET and wanted.agent_id is UNSET:
        return "version is for agent_id only."
    if telephone and not _E164.fullmatch(wanted.user_id):
        return "user_id must be a phone number in E.164 form, with its plus sign."
    if wanted.channel == Channel.EMAIL and not wanted.to_address:
        return "to_address is required for email."
    return None


def _begun(world: World, wanted: CreateConversationRequest) -> dict[str, Any]:
    """Return the record of a new conversation."""
    sent = wanted.to_dict()
    now = world.clock.now.isoformat()
    by_us = wanted.channel in {Channel.TELEPHONE, Channel.EMAIL}
    record = {
        "id": f"conv_{world.store.new_number()}",
        "organization_id": world.organization_id,
        "direction": models.Direction.OUTBOUND if by_us else models.Direction.INBOUND,
        "channel": wanted.channel,
        "status": _STATUS.get(wanted.channel, models.Status.IN_PROGRESS),
        "user_id": wanted.user_id,
        "agent_id": sent.get("agent_id", "agent_1"),
        "agent_version_id": sent.get("agent_version_id", "agent_version_3"),
        "web_widget_id": None,
        "duration": None,
        "user_turn_count": 0,
        "created_at": now,
        "updated_at": now,
        "summary": None,
        "initial_context": sent.get("initial_context"),
        "custom_metadata": sent.get("custom_metadata"),
        "conversation": None,
        "recording_details": None,
    }
    if wanted.channel == Channel.TELEPHONE:
        record |= {
            "agent_number": sent.get("agent_number", "+12025550100"),
            "trunk_id": "trunk_1",
        }
    return record
