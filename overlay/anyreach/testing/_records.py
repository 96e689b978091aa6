"""The records that the fake holds, by schema and id, and realistic ones to fill in.

The contract has no schema for transcripts and recordings. The samples follow what is publicly
known: LiveKit's chat context, with tool calls paired by `call_id`. Nobody here exists; the numbers
are from the range kept for fiction.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from anyreach import UNSET
from anyreach.testing._contract import id_keys, when
from anyreach.testing._generated import Generated
from anyreach.testing._outside import Clock

CONVERSATION: Final = "Conversation"
"""The schema of these records."""
FIRST: Final = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
"""When the first conversation is created, and where the fake's clock starts."""
BETWEEN: Final = timedelta(minutes=10)
"""What lies between two conversations."""

_CHAT: Final = (FIRST + 2 * BETWEEN).timestamp()  # the third of the demo
_WEB_CALL: Final = (FIRST + 3 * BETWEEN).timestamp()  # the fourth


def telephone_call(number: int, organization_id: str, started: datetime) -> dict[str, Any]:
    """Return a completed telephone call, with every field that the contract has.

    Args:
        number: What its id ends in.
        organization_id: Whose it is.
        started: When it was created.
    """
    at = started.timestamp() + 7
    return {
        "id": f"conv_{number}",
        "organization_id": organization_id,
        "direction": "inbound",
        "channel": "telephone",
        "status": "completed",
        "user_id": "+12025550143",
        "agent_id": "agent_1",
        "agent_version_id": "agent_version_3",
        "agent_number": "+12025550100",
        "trunk_id": "trunk_1",
        "web_widget_id": None,
        "duration": 48,
        "user_turn_count": 2,
        "created_at": started.isoformat(),
        "updated_at": (started + timedelta(seconds=55)).isoformat(),
        "agent": {"id": "agent_1", "name": "Harbour Books, front desk"},
        "summary": "The caller asked where order 1042 is. It arrives on Friday.",
        "initial_context": "The caller is a returning customer. Offer help with open orders.",
        "custom_metadata": {"order_id": "1042", "source": "web_shop"},
        "conversation": {
            "items": [
                turn(1, at, "assistant", "Harbour Books, good morning. How can I help?"),
                turn(2, at + 6, "user", "Hi, I am waiting for order ten forty-two."),
                *tool_call(3, at + 12, "find_order", {"order_id": "1042"}, '{"arrives": "Friday"}'),
                turn(5, at + 15, "assistant", "It is on its way, and arrives on Fri-", cut=True),
                turn(6, at + 22, "user", "Friday, lovely. Thank you!"),
                turn(7, at + 28, "assistant", "You are welcome. Goodbye."),
            ]
        },
        "recording_details": {
            "recording_url": f"https://recordings.example.net/conv_{number}.ogg?signature=4f1c9a",
            "expires_at": (started + timedelta(days=1)).isoformat(),
        },
    }


def turn(number: int, at: float, role: str, text: str, *, cut: bool = False) -> Any:
    """Return what one side said, as the transcript's item `number`, at so many epoch seconds."""
    return {
        "id": f"item_{number}",
        "type": "message",
        "role": role,
        "content": [text],
        "interrupted": cut,
        "created_at": at,
    }


def tool_call(
    number: int,
    at: float,
    name: str,
    arguments: dict[str, Any],
    output: str,
    *,
    is_error: bool = False,
) -> list[Any]:
    """Return a call of a tool and its result, as the items `number` and `number + 1`."""
    call_id = f"call_{number}"
    call = {"call_id": call_id, "name": name, "arguments": json.dumps(arguments)}
    result = {"call_id": call_id, "name": name, "output": output, "is_error": is_error}
    return [
        {"id": f"item_{number}", "type": "function_call", **call, "created_at": at},
        {
            "id": f"item_{number + 1}",
            "type": "function_call_output",
            **result,
            "created_at": at + 1,
        },
    ]


_NOTHING_YET: Final = {"summary": None, "recording_details": None, "duration": None}

# What the demo's conversations have that a completed call has not.
DEMO: Final[tuple[dict[str, Any], ...]] = (
    {},
    _NOTHING_YET
    | {
        "direction": "outbound",
        "status": "unanswered",
        "user_id": "+12025550177",
        "user_turn_count": 0,
        "initial_context": "Ask whether the parcel arrived.",
        "conversation": None,
    },
    _NOTHING_YET
    | {
        "channel": "text",
        "status": "in_progress",
        "user_id": "visitor_81",
        "agent_number": UNSET,
        "trunk_id": UNSET,
        "web_widget_id": "widget_1",
        "user_turn_count": 1,
        "custom_metadata": None,
        "conversation": {
            "items": [
                turn(1, _CHAT, "user", "Do you ship to Zürich? 📦"),
            ]
        },
    },
    {
        "channel": "webrtc",
        "status": "transferred",
        "user_id": "visitor_82",
        "agent_number": UNSET,
        "trunk_id": UNSET,
        "web_widget_id": "widget_1",
        "duration": 21,
        "user_turn_count": 1,
        "summary": "The visitor wanted a refund, and was handed to a colleague.",
        "custom_metadata": {"feedback_form": {"rating": 4}},
        "conversation": {
            "items": [
                turn(1, _WEB_CALL, "user", "I would like my money back."),
                *tool_call(
                    2,
                    _WEB_CALL + 6,
                    "refund",
                    {"order_id": "1043"},
                    "a refund needs a colleague's consent",
                    is_error=True,
                ),
                {"id": "item_4", "type": "agent_handoff", "new_agent_id": "agent_2"},
            ]
        },
    },
)


_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Records:
    """Holds records.

    A record is replaced, never changed: a thread that was given one can read it while others go on.

    Args:
        organization_id: The organization whose records can be asked for; a record that names none
            belongs to it.
        clock: Says which generated conversations are there, and what they are by now.

    Attributes:
        generated: Conversations that are made when they are asked for, below those that are held.
    """

    def __init__(self, organization_id: str, clock: Clock) -> None:
        self.generated: Generated | None = None
        self._clock = clock
        self._mine = (None, organization_id)
        self._held: dict[str, dict[str, dict[str, Any]]] = {CONVERSATION: {}}
        self._paths: dict[tuple[str, str], Mapping[str, str]] = {}
        self._lock = threading.Lock()
        self._turns = defaultdict[str, threading.Lock](threading.Lock)
        self._numbers = defaultdict[str, Iterator[int]](lambda: itertools.count(1))

    def __repr__(self) -> str:
        counts = {schema: len(records) for schema, records in self._held.items()}
        conversations = counts.pop(CONVERSATION)
        others = (f", {count} {schema}" for schema, count in counts.items() if count)
        made = "" if self.generated is None else f" and {self.generated!r}"
        return f"{conversations} conversations{made}{''.join(others)}"

    def knows(self, schema: str) -> bool:
        """Return whether a record of the schema was ever held; of conversations it is."""
        return schema in self._held

    def new_ids(self, schema: str) -> tuple[str, int, str]:
        """Return an id that no record of the schema has, in the forms that ids have.

        It is not given again.
        """
        with self._lock:
            held = {key.rpartition("/")[2] for key in self._held.get(schema, {})}
            while True:
                number = next(self._numbers[schema])
                ids = (f"{_noun(schema)}_{number}", number, str(UUID(int=number)))
                if held.isdisjoint(map(str, ids)):
                    return ids

    def put(
        self, schema: str, record: dict[str, Any], path: Mapping[str, str] | None = None
    ) -> None:
        """Hold a record, in the place of the one with its id; of a path, if one is named."""
        key = key_of(schema, {**(path or {}), **record})
        with self._lock:
            self._held.setdefault(schema, {})[key] = record
            self._paths[schema, key] = path or {}

    def remove(self, schema: str, record: dict[str, Any], path: Mapping[str, str]) -> None:
        """Hold a record no longer."""
        with self._lock:
            self._held[schema].pop(key_of(schema, {**path, **record}), None)

    def fitting(self, schema: str, path: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return all records of the organization that contradict none of the path parameters."""
        with self._lock:
            return [
                record
                for key, record in self._held.get(schema, {}).items()
                if self._is_mine(record) and fits({**self._paths[schema, key], **record}, path)
            ]

    def get(self, schema: str, record_id: str) -> dict[str, Any] | None:
        """Return a record of the organization, or None."""
        record = self._held.get(schema, {}).get(record_id)
        if record is None and schema == CONVERSATION and self.generated is not None:
            record = self.generated.get(record_id, self._clock.now)
        return record if record is not None and self._is_mine(record) else None

    def made(self, since: datetime | None, until: datetime | None) -> Iterator[dict[str, Any]]:
        """Yield the generated conversations of a range that none is held for, newest first."""
        held = self._held[CONVERSATION]
        if self.generated is not None:
            for record in self.generated.newest(since, until, self._clock.now):
                if record["id"] not in held:
                    yield record

    def count(self, since: datetime, until: datetime) -> int:
        """Return how many conversations were created in a range, without its end."""
        mine = self.fitting(CONVERSATION, {})
        found = sum(since <= (when(one.get("created_at")) or until) < until for one in mine)
        if self.generated is None:
            return found
        now = self._clock.now
        hidden = (self.generated.get(one, now) for one in self._held[CONVERSATION])
        times = (datetime.fromisoformat(one["created_at"]) for one in hidden if one is not None)
        taken = sum(since <= at < until for at in times)
        return found + self.generated.count(since, until, now) - taken

    def turn(self, record_id: str) -> threading.Lock:
        """Return the lock of a record, in which one thread at a time goes on with it."""
        with self._lock:
            return self._turns[record_id]

    def _is_mine(self, record: dict[str, Any]) -> bool:
        return record.get("organization_id") in self._mine


def _noun(schema: str) -> str:
    """Return what the ids of a schema begin with."""
    return "conv" if schema == CONVERSATION else re.sub(r"(?<!^)(?=[A-Z])", "_", schema).lower()


def key_of(schema: str, record: Mapping[str, Any]) -> str:
    """Return the id of a record as its path has it; of a record without one, its own text."""
    found = [str(record[key]) for key in id_keys(schema) if isinstance(record.get(key), str | int)]
    return "/".join(found) or repr(record)


def newest_first(records: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return records by the time under a key, and then the last put."""
    newest = list(reversed(records))
    newest.sort(key=partial(time_of, key=key), reverse=True)
    return newest


def time_of(record: Mapping[str, Any], key: str) -> datetime:
    """Return the time under a key of a record; of one without it, long ago."""
    return when(record.get(key)) or _LONG_AGO


def fits(record: Mapping[str, Any], path: Mapping[str, str]) -> bool:
    """Return whether a record contradicts none of the path parameters that it has as keys."""
    return all(text_of(record[name]) == value for name, value in path.items() if name in record)


def text_of(value: Any) -> str:
    """Return a JSON value as a path or a query has it."""
    return value if isinstance(value, str) else json.dumps(value)
