"""Make realistic responses with conversations of invented people."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

FULL_ID: Final = "conv_8f2c1b7e5d3a4960"
PAGE_SIZE: Final = 100

_FIRST: Final = datetime(2026, 3, 2, 8, 15, 4, 512_000, tzinfo=UTC)
_KINDS: Final = (
    ("inbound", "telephone", "completed"),
    ("outbound", "telephone", "unanswered"),
    ("inbound", "webrtc", "completed"),
    ("inbound", "text", "in_progress"),
    ("outbound", "email", "completed"),
    ("inbound", "telephone", "transferred"),
    ("outbound", "telephone", "failed"),
)
_TALK: Final = (
    "Harbour Dental, good morning. This call is recorded. How can I help you today?",
    "Hi, this is Zoë Müller. I have an appointment next week and I need to move it.",
    "Of course. Could you tell me your date of birth, so that I can find your record?",
    "The fourth of May, nineteen eighty-eight.",
    "Thank you. You are down for Tuesday the tenth at half past nine. When would suit you better?",
    "Any afternoon, really. Thursday or Friday would be best, after three.",
    "I have Thursday the twelfth at a quarter past three, and Friday the thirteenth at four.",
    "Friday at four, please. Is that with the same dentist?",
    "Yes, with the same dentist. I have moved your appointment to Friday the thirteenth at four.",
    "Lovely. Do I need to bring the forms that you sent me?",
    "If you fill them in online, there is nothing to bring. Shall I send you the link again?",
    "Yes please, by text message to this number.",
    "It is on its way. Is there anything else that I can do for you?",
    "Actually, yes. My daughter needs a check-up too, she is six. Can she come with me?",
    "She can. The children's dentist is free at half past four on the same day. Shall I book it?",
    "That would be perfect. Her name is Léa, with an accent on the e.",
    "Done. Léa Müller, Friday the thirteenth at half past four, right after yours.",
    "One more thing: does my insurance cover the X-ray?",
    "I cannot see your policy from here, but the front desk can. Shall I put you through?",
    "No, that is fine, I will ask on Friday.",
    "Very well. We will see you on Friday at four. Have a good day.",
    "Thanks, you too. Bye.",
)


def dump(value: object) -> bytes:
    """Return a value as a response body: compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_only(number: int) -> dict[str, Any]:
    """Return a conversation as a token without `read_sensitive` sees it."""
    direction, channel, status = _KINDS[number % len(_KINDS)]
    started = _FIRST - timedelta(minutes=7 * number, microseconds=number * 977)
    seconds = 35 + number * 13 % 400
    phone = channel == "telephone"
    return {
        "id": f"conv_{number:016x}",
        "organization_id": "org_5c1d90ab27e84f36",
        "direction": direction,
        "channel": channel,
        "status": status,
        "user_id": f"+1202555{number % 10_000:04}" if phone else f"visitor-{number}@example.com",
        "agent_id": f"agent_{number % 5:016x}",
        "agent_version_id": f"agentver_{number % 9:016x}",
        "agent_number": "+12025550100" if phone else None,
        "web_widget_id": f"widget_{number % 3}" if channel in {"webrtc", "text"} else None,
        "duration": None if status == "in_progress" else seconds,
        "user_turn_count": seconds // 20,
        "created_at": started.isoformat(),
        "updated_at": (started + timedelta(seconds=seconds)).isoformat(),
    }


def page(number: int = 0) -> bytes:
    """Return the body of a page of read-only conversations with unique ids."""
    first = number * PAGE_SIZE
    return dump([read_only(number) for number in range(first, first + PAGE_SIZE)])


def full() -> bytes:
    """Return the 6 KB body of a phone call with every field and its transcript."""
    return dump(
        read_only(0)
        | {
            "id": FULL_ID,
            "agent": {"id": "agent_0000000000000000", "name": "Harbour Dental, front desk"},
            "summary": "The caller moved an appointment from Tuesday the 10th, 9:30, to Friday "
            "the 13th, 16:00, with the same dentist. The link to the online forms was sent again "
            "by text message. The caller will ask about the cover of an X-ray on Friday.",
            "initial_context": "You are the front desk of a dental practice. Be brief and kind. "
            "Find the record by name and date of birth. Never give medical advice.",
            "custom_metadata": {"practice": "harbour", "campaign": None, "vip": False},
            "conversation": {"items": _items()},
            "recording_details": {
                "recording_url": "https://recordings.example.net/conv_8f2c1b7e5d3a4960.ogg"
                "?expires=1772525704&signature=6b1f0d5a9c3e47d28a60f4b97c15e8d2",
                "expires_at": "2026-03-03T08:15:04.512000+00:00",
                "duration_ms": 187_420,
            },
        }
    )


def _items() -> list[dict[str, Any]]:
    started = _FIRST.timestamp()
    turns: list[dict[str, Any]] = [
        {
            "id": f"item_{number:012x}",
            "type": "message",
            "role": "user" if number % 2 else "assistant",
            "content": [text],
            "interrupted": number % 7 == 6,  # noqa: PLR2004  now and then
            "created_at": started + number * 10.25,
        }
        for number, text in enumerate(_TALK)
    ]
    call = {
        "id": "item_0000000000f1",
        "type": "function_call",
        "call_id": "call_Qm3v9ZxT",
        "name": "move_appointment",
        "arguments": '{"patient_id":"p_20417","to":"2026-03-13T16:00:00+00:00"}',
        "created_at": started + 80.5,
    }
    result = {
        "id": "item_0000000000f2",
        "type": "function_call_output",
        "call_id": "call_Qm3v9ZxT",
        "name": "move_appointment",
        "output": '{"moved":true,"room":"2"}',
        "is_error": False,
        "created_at": started + 81.75,
    }
    return [*turns[:8], call, result, *turns[8:]]
