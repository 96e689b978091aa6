"""Telephone calls that are going on: what each of them is at a given time."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from anyreach.testing._agents import Agent, spoken
from anyreach.testing._recordings import Recordings
from anyreach.testing._records import Store

_KEPT: Final = frozenset({"completed", "transferred"})  # these leave a summary and a recording


class _Call(NamedTuple):
    """A call, as it was when it was placed."""

    record: dict[str, Any]
    placed: datetime
    agent: Agent

    def reached(self, now: datetime) -> list[tuple[datetime, str]]:
        """Return the statuses until now, and when each came."""
        moment, found = self.placed, list[tuple[datetime, str]]()
        for seconds, status in self.agent.call:
            moment += timedelta(seconds=seconds)
            if moment <= now:
                found.append((moment, status))
        return found

    def at(self, reached: list[tuple[datetime, str]], now: datetime) -> dict[str, Any]:
        """Return the record as it is now: while the call goes on, its transcript is partial."""
        since, status = reached[-1]
        record = {**self.record, "status": status, "updated_at": since.isoformat()}
        taken = next((moment for moment, status in reached if status == "in_progress"), None)
        if taken is None:
            return record
        over = len(reached) == len(self.agent.call)
        items = spoken(self.agent.turns, taken.timestamp())
        if not over:
            items = [item for item in items if item["created_at"] <= now.timestamp()]
        record["conversation"] = {"items": items}
        record["user_turn_count"] = sum(item.get("role") == "user" for item in items)
        if over:
            record["duration"] = round((since - taken).total_seconds())
            record["summary"] = self.agent.summary if status in _KEPT else None
        return record


class Calls:
    """The calls that are going on."""

    def __init__(self, store: Store, recordings: Recordings) -> None:
        self._store = store
        self._recordings = recordings
        self._going_on: dict[str, _Call] = {}
        self._lock = threading.Lock()

    def place(self, record: dict[str, Any], placed: datetime, agent: Agent) -> None:
        """Hold a call that goes on from now as its agent's script says."""
        with self._lock:
            self._store.put(record)
            if agent.call:
                self._going_on[record["id"]] = _Call(record, placed, agent)

    def replace(self, record: dict[str, Any]) -> None:
        """Hold a record in the place of a call, which goes on no more."""
        with self._lock:
            self._going_on.pop(record["id"], None)
            self._recordings.drop(record["id"])
            self._store.put(record)

    def go_on(self, now: datetime) -> None:
        """Bring the record of every call to what it is now."""
        with self._lock:
            for conversation_id, call in list(self._going_on.items()):
                reached = call.reached(now)
                if not reached:
                    continue
                record = call.at(reached, now)
                if len(reached) == len(call.agent.call):
                    del self._going_on[conversation_id]
                    if record["status"] in _KEPT and record["duration"] is not None:
                        self._recordings.hold(conversation_id, call.agent.recording)
                self._store.put(record)

    def is_going_on(self, conversation_id: str) -> bool:
        """Return whether time will change a conversation."""
        return conversation_id in self._going_on
