"""Realistic conversations, as the API sends them: what `add()` fills in, and the demo's set.

The contract has no schema for transcripts and recordings. These follow what is publicly known:
LiveKit's chat context, with tool calls paired by `call_id`. Nobody here exists; the numbers are
from the range kept for fiction.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from anyreach import UNSET

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
