"""What can be read: a conversation, a list of them, and the caller's own scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyreach.testing._access import SCOPES
from anyreach.testing._http import Answer, Request, error
from anyreach.testing._lists import select

if TYPE_CHECKING:
    from anyreach.testing._world import World


def get(world: World, scopes: frozenset[str], request: Request, conversation_id: str) -> Answer:
    """Answer getConversation."""
    record = world.store.get(conversation_id)
    if record is None:
        return unknown()
    answer = Answer(200, world.show(record, scopes, request))
    world.look([record])
    return answer


def list_(world: World, scopes: frozenset[str], request: Request) -> Answer:
    """Answer listConversations."""
    records = select(world.store.newest_first(), request.query, scopes, world.paging)
    if isinstance(records, Answer):
        return records
    answer = Answer(200, [world.show(record, scopes, request) for record in records])
    world.look(records)
    return answer


def scopes(_world: World, scopes: frozenset[str], _request: Request) -> Answer:
    """Answer getMyScopes."""
    return Answer(200, [SCOPES + scope for scope in sorted(scopes)])


def unknown() -> Answer:
    """Answer that there is no such conversation, in the contract's words."""
    return error(404, "Conversation not found")
