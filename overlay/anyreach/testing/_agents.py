"""Scripted agents: what they say in chats, and how telephone calls go on with the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from anyreach._core.type_guards import is_mapping
from anyreach.testing._recordings import Recordings
from anyreach.testing._records import CONVERSATION, Records, tool_call, turn


class Tool(NamedTuple):
    """A call of a tool by a scripted agent, and its result.

    Attributes:
        name: The tool's name.
        arguments: What it is called with.
        output: What it returns.
        is_error: Whether that is an error.
    """

    name: str
    arguments: Mapping[str, Any] = {}
    output: str = ""
    is_error: bool = False


class AgentReply(NamedTuple):
    """What a scripted agent answers to a message.

    Attributes:
        text: What it says.
        tools: The tools that it calls before.
        widgets: What it shows beside its text to an app that asked for rich answers: objects with
            a `type` and `data`.
    """

    text: str
    tools: Sequence[Tool] = ()
    widgets: Sequence[Mapping[str, Any]] = ()


Replies: TypeAlias = (
    str | AgentReply | Sequence[str | AgentReply] | Callable[[str, list[Any]], str | AgentReply]
)
Steps: TypeAlias = Sequence[tuple[float, str]]
Turns: TypeAlias = Sequence[tuple[str, str] | Tool]

ANSWERED: Final[Steps] = ((1, "ringing"), (4, "in_progress"), (40, "completed"))
"""A call that is taken after five seconds, and lasts forty."""
UNANSWERED: Final[Steps] = ((1, "ringing"), (30, "unanswered"))
"""A call that nobody takes."""
FAILED: Final[Steps] = ((2, "failed"),)
"""A call that cannot be put through."""

_TURNS: Final[Turns] = (
    ("assistant", "Harbour Books, good morning. Your order 1042 is ready."),
    ("user", "Lovely, I will fetch it today."),
    ("assistant", "See you then. Goodbye."),
)


class Agent(NamedTuple):
    """What an agent does. Those that nobody scripted do this.

    Attributes:
        name: Its name.
        greeting: What it begins a chat with.
        replies: What it answers to messages.
        call: What becomes of a call: seconds that pass, and the status that comes then.
        turns: What is said in a call that is taken.
        summary: Of a call, or of a chat that ended.
        recording: Of a call; None: a short silence.
    """

    name: str = "Harbour Books, front desk"
    greeting: str = "Harbour Books, how can I help?"
    replies: Replies = ("I will see to it.",)
    call: Steps = ANSWERED
    turns: Turns = _TURNS
    summary: str | None = "The order is ready, and will be fetched today."
    recording: bytes | None = None

    def reply(self, text: str, history: list[Any]) -> AgentReply:
        """Return the answer to a message.

        Args:
            text: The message.
            history: The items of the transcript before it.
        """
        said = self.replies
        if callable(said):
            said = said(text, history)
        elif not isinstance(said, str | AgentReply):
            turns = sum(is_mapping(item) and item.get("role") == "user" for item in history)
            said = said[min(turns, len(said) - 1)]
        return AgentReply(said) if isinstance(said, str) else said


def spoken(turns: Turns, began: float) -> list[Any]:
    """Return what is said in a call as the items of its transcript.

    Args:
        turns: Who says what, and the tools in between.
        began: When the call was taken, in seconds since 1970.
    """
    items: list[Any] = []
    for said in turns:
        number = len(items) + 1
        at = began + 6.5 * len(items)
        if isinstance(said, Tool):
            items += used(said, number, at)
        else:
            items.append(turn(number, at, *said))
    return items


def used(tool: Tool, number: int, at: float) -> list[Any]:
    """Return a call of a tool and its result as items of a transcript."""
    return tool_call(
        number, at, tool.name, dict(tool.arguments), tool.output, is_error=tool.is_error
    )


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

    def __init__(self, records: Records, recordings: Recordings) -> None:
        self._records = records
        self._recordings = recordings
        self._going_on: dict[str, _Call] = {}
        self._lock = threading.Lock()

    def place(self, record: dict[str, Any], placed: datetime, agent: Agent) -> None:
        """Hold a call that goes on from now as its agent's script says."""
        with self._lock:
            self._records.put(CONVERSATION, record)
            if agent.call:
                self._going_on[record["id"]] = _Call(record, placed, agent)

    def replace(self, record: dict[str, Any]) -> None:
        """Hold a record in the place of a call, which goes on no more."""
        with self._lock:
            self._going_on.pop(record["id"], None)
            self._recordings.drop(record["id"])
            self._records.put(CONVERSATION, record)

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
                self._records.put(CONVERSATION, record)

    def is_going_on(self, conversation_id: str) -> bool:
        """Return whether time will change a conversation."""
        return conversation_id in self._going_on
