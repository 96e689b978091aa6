"""All that a fake and its views share: records, agents, tokens, time, and what it was told."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from anyreach.testing._access import Access
from anyreach.testing._agents import Agent, Calls
from anyreach.testing._http import Request
from anyreach.testing._lists import Paging
from anyreach.testing._outside import Clock
from anyreach.testing._recordings import Recordings
from anyreach.testing._records import CONVERSATION, Records


class Told:
    """What some requests are answered with."""

    def __init__(self, answer: Any, times: int | None, operation: str | None) -> None:
        self.answer = answer
        self.times = times
        self.operation = operation


class Script:
    """Answers in the order in which they were asked for, each for so many requests."""

    def __init__(self) -> None:
        self._told: list[Told] = []
        self._lock = threading.Lock()

    def add(self, answer: Any, times: int | None, operation: str | None) -> None:
        """Answer so many requests (None: all of them) of an operation (None: of any).

        An answer to all of them comes after those that are counted, in the place of the one before.
        """
        replaced = (None, operation) if times is None else ()
        with self._lock:
            self._told = [one for one in self._told if (one.times, one.operation) != replaced]
            if times is None or times > 0:
                self._told.append(Told(answer, times, operation))
            self._told.sort(key=lambda one: one.times is None)

    def take(self, operation: str | None) -> Told | None:
        """Return what a request is answered with; None: nothing was said."""
        with self._lock:
            for told in self._told:
                if told.operation not in (None, operation):
                    continue
                if told.times is not None:
                    told.times -= 1
                    self._told = [one for one in self._told if one.times != 0]
                return told
        return None


class World:
    """One organization: its records, its agents, its tokens, and its time."""

    def __init__(self, organization_id: str, clock: Clock, paging: Paging) -> None:
        self.organization_id = organization_id
        self.clock = clock
        self.paging = paging
        self.records = Records(organization_id, clock)
        self.access = Access(organization_id)
        self.failures = Script()
        self.answers = Script()
        self.recordings = Recordings(clock)
        self.calls = Calls(self.records, self.recordings)
        self.agents: dict[str | None, Agent] = {}
        self.documents: dict[tuple[str, ...], Any] = {}

    def agent(self, record: Mapping[str, Any]) -> Agent:
        """Return the agent of a conversation: by its version, by its id, or the one for all."""
        wanted = (record.get("agent_version_id"), record.get("agent_id"), None)
        names = (name for name in wanted if isinstance(name, str | None) and name in self.agents)
        return self.agents.get(next(names, None), Agent())

    def put(
        self, schema: str, record: dict[str, Any], path: Mapping[str, str] | None = None
    ) -> None:
        """Hold a record; a call that was going on stays as it is put."""
        if schema == CONVERSATION:
            self.calls.replace(record)
        else:
            self.records.put(schema, record, path)

    def show(self, schema: str, record: dict[str, Any], request: Request) -> dict[str, Any]:
        """Return a record as an answer has it; a conversation has a fresh URL of its recording."""
        if schema != CONVERSATION:
            return record
        return self.recordings.link(record, request.recordings)

    def look(self, records: list[dict[str, Any]]) -> None:
        """Let time pass, once an answer has shown a call that is still going on."""
        if any(self.calls.is_going_on(str(record.get("id"))) for record in records):
            self.clock.advance(self.clock.tick)
