"""All that a fake and its views share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyreach import models
from anyreach.testing._access import Access, visible
from anyreach.testing._agents import Agent
from anyreach.testing._http import Request
from anyreach.testing._calls import Calls
from anyreach.testing._clock import Clock
from anyreach.testing._failures import Failures
from anyreach.testing._lists import Paging
from anyreach.testing._recordings import Recordings
from anyreach.testing._records import Store


class World:
    """One organization: its conversations, its agents, its tokens, and its time."""

    def __init__(self, organization_id: str, clock: Clock, paging: Paging) -> None:
        self.organization_id = organization_id
        self.clock = clock
        self.paging = paging
        self.store = Store(organization_id)
        self.access = Access(organization_id)
        self.failures = Failures()
        self.recordings = Recordings(clock)
        self.calls = Calls(self.store, self.recordings)
        self.agents: dict[str | None, Agent] = {}

    def agent(self, record: Mapping[str, Any]) -> Agent:
        """Return the agent of a conversation: by its version, by its id, or the one for all."""
        wanted = (record.get("agent_version_id"), record.get("agent_id"), None)
        names = (name for name in wanted if isinstance(name, str | None) and name in self.agents)
        return self.agents.get(next(names, None), Agent())

    def show(
        self, record: dict[str, Any], scopes: frozenset[str], request: Request
    ) -> dict[str, Any]:
        """Return a conversation as a token sees it."""
        linked = self.recordings.link(record, request.recordings)
        return visible(models.Conversation, linked, scopes)

    def look(self, records: list[dict[str, Any]]) -> None:
        """Let time pass, once somebody has been shown a call that is still going on."""
        if any(self.calls.is_going_on(record["id"]) for record in records):
            self.clock.advance(self.clock.tick)
