"""The record that belongs to an id, and the canaries in it: words that may turn up nowhere else."""

from __future__ import annotations

from typing import Any, Final

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
