"""The record that belongs to an id, and the canaries in it: words that may turn up nowhere else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs

CANARY: Final = "canary"  # in the token, in every turn, in the number and in the URL
TOKEN: Final = "ak_faults.canarytoken"
STRANGER: Final = "conv_stranger"  # the record of another customer

_TURNS: Final = 12


def record(conversation_id: str) -> dict[str, Any]:
    """Return the conversation with this id, as the API sends it: its id is in every turn."""
    return {
        "id": conversation_id,
        "organization_id": "org_1",
        "direction": "inbound",
        "channel": "telephone",
        "status": "completed",
        "user_id": "+1555canary",
        "web_widget_id": None,
        "duration": 61,
        "created_at": "2026-11-23T09:00:00+00:00",
        "summary": f"canarywords of {conversation_id}",
        "custom_metadata": {"of": conversation_id},
        "conversation": {
            "items": [
                {
                    "type": "message",
                    "role": ("user", "assistant")[turn % 2],
                    "content": [f"canarywords {turn} of {conversation_id}: müde? Ça va. " * 4],
                }
                for turn in range(_TURNS)
            ]
        },
        "recording_details": {"recording_url": f"https://x.example/canaryurl/{conversation_id}"},
    }


LISTED: Final = 1_000
_NEWEST: Final = datetime(2026, 11, 23, tzinfo=UTC)
_ROWS: Final = [
    {
        "id": f"conv_{number}",
        "status": "completed",
        "created_at": (_NEWEST - timedelta(minutes=number)).isoformat(),
    }
    for number in range(LISTED)
]


def page(target: str) -> bytes:
    """Return a page of the list of all conversations, newest first.

    Args:
        target: What was asked for, with `limit` and perhaps a `cursor` in its query.
    """
    query = parse_qs(target.partition("?")[2])
    rows = _ROWS
    if "cursor" in query:
        cursor = base64.b64decode(query["cursor"][0]).decode()
        rows = [row for row in rows if row["created_at"] < cursor]
    return json.dumps(rows[: int(query["limit"][0])]).encode()


def created(conversation_id: str) -> bytes:
    """Return the answer to a request that creates a conversation."""
    return json.dumps({"conversation": record(conversation_id)}).encode()
