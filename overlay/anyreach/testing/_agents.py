"""Scripted agents: their replies in chats, and phone calls that progress with the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from anyreach._core.type_guards import is_mapping
from anyreach.testing._recordings import Recordings
from anyreach.testing._records import CONVERSATION, Records, tool_call, turn


class Tool(NamedTuple):
    """A tool call by a scripted agent, and its result.

    Attributes:
        name: The tool's name.
        arguments: The call's arguments.
        output: The tool's output.
        is_error: Whether the output is an error.
    """

    name: str
    arguments: Mapping[str, Any] = {}
    output: str = ""
    is_error: bool = False


class AgentReply(NamedTuple):
    """A scripted agent's reply to a message.

    Attributes:
        text: The reply's text.
        tools: Tool calls before the text.
        widgets: Objects with a `type` and `data`, for apps that ask for rich responses.
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
"""A call that is answered after five seconds, and lasts forty."""
UNANSWERED: Final[Steps] = ((1, "ringing"), (30, "unanswered"))
"""A call that is not answered."""
FAILED: Final[Steps] = ((2, "failed"),)
"""A call that can't be connected."""

_TURNS: Final[Turns] = (
    ("assistant", "Harbour Books, good morning. Your order 1042 is ready."),
    ("user", "Lovely, I will fetch it today."),
    ("assistant", "See you then. Goodbye."),
)


class Agent(NamedTuple):
    """An agent's script. The defaults apply to agents without a script.

    Attributes:
        name: The agent's name.
        greeting: The first message of a chat.
        replies: Replies to messages.
        call: Steps of a phone call: seconds to wait, and the status that follows.
        turns: The turns of an answered call.
        summary: The summary of a call, or of a chat that ended.
        recording: A call's recording; None for a short silence.
    """

    name: str = "Harbour Books, front desk"
    greeting: str = "Harbour Books, how can I help?"
    replies: Replies = ("I will see to it.",)
    call: Steps = ANSWERED
    turns: Turns = _TURNS
    summary: str | None = "The order is ready, and will be fetched today."
    recording: bytes | None = None

    def reply(self, text: str, history: list[Any]) -> AgentReply:
        """Return the reply to a message.

        Args:
            text: The message.
            history: The transcript's items before the message.
        """
        said = self.replies
        if callable(said):
            said = said(text, history)
        elif not isinstance(said, str | AgentReply):
            turns = sum(is_mapping(item) and item.get("role") == "user" for item in history)
            said = said[min(turns, len(said) - 1)]
        return AgentReply(said) if isinstance(said, str) else said


def spoken(turns: Turns, began: float) -> list[Any]:
    """Return a call's turns as transcript items.

    Args:
        turns: Roles and texts, and tool calls.
        began: When the call was answered, in seconds since 1970.
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
    """Return a tool call and its result as transcript items."""
    return tool_call(
        number, at, tool.name, dict(tool.arguments), tool.output, is_error=tool.is_error
    )


_KEPT: Final = frozenset({"completed", "transferred"})  # these have a summary and a recording


class _Call(NamedTuple):
    """A call, as it was placed."""

    record: dict[str, Any]
    placed: datetime
    agent: Agent

    def reached(self, now: datetime) -> list[tuple[datetime, str]]:
        """Return the statuses until now, with their times."""
        moment, found = self.placed, list[tuple[datetime, str]]()
        for seconds, status in self.agent.call:
            moment += timedelta(seconds=seconds)
            if moment <= now:
                found.append((moment, status))
        return found

    def at(self, reached: list[tuple[datetime, str]], now: datetime) -> dict[str, Any]:
        """Return the current record. While the call is active, its transcript is partial."""
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
    """The active calls."""

    def __init__(self, records: Records, recordings: Recordings) -> None:
        self._records = records
        self._recordings = recordings
        self._going_on: dict[str, _Call] = {}
        self._lock = threading.Lock()

    def place(self, record: dict[str, Any], placed: datetime, agent: Agent) -> None:
        """Start a call that follows its agent's script."""
        with self._lock:
            self._records.put(CONVERSATION, record)
            if agent.call:
                self._going_on[record["id"]] = _Call(record, placed, agent)

    def replace(self, record: dict[str, Any]) -> None:
        """Replace a call with a record that doesn't change any more."""
        with self._lock:
            self._going_on.pop(record["id"], None)
            self._recordings.drop(record["id"])
            self._records.put(CONVERSATION, record)

    def go_on(self, now: datetime) -> None:
        """Update every call's record."""
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
        """Return whether a conversation is an active call."""
        return conversation_id in self._going_on
