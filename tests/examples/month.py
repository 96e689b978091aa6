"""A month of an organization's conversations, made up: days, nights, weekends, long and short."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
DAYS: Final = 31
_HOURS: Final = [1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 15, 17, 19, 20, 18, 14, 10, 7, 5, 3, 2, 1]
_WEEK: Final = [110, 100, 96, 98, 90, 34, 22]  # a day's conversations, in per cent of a Tuesday's
_USUAL: Final = {"telephone": 120, "webrtc": 45, "text": 60, "email": 24}  # on a Tuesday
_GROWTH: Final = {"telephone": 0.0, "webrtc": 0.03, "text": 0.01, "email": 0.0}  # a day
_MINUTES: Final = {"telephone": (3.1, 0.75), "webrtc": (5.2, 0.55), "text": (7.5, 0.8)}
_ENDS: Final = {
    "telephone": {
        "completed": 61, "unanswered": 19, "transferred": 12, "failed": 3, "cancelled": 5,
    },
    "webrtc": {"completed": 74, "transferred": 15, "failed": 8, "cancelled": 3},
    "text": {"completed": 88, "transferred": 7, "failed": 2, "cancelled": 3},
    "email": {"completed": 94, "transferred": 5, "failed": 1},
}  # fmt: skip
_HOLIDAY: Final = 0  # days since the start
_OUTAGE: Final = 13  # web calls fail


def month() -> Iterator[dict[str, Any]]:
    """Return the conversations, the same ones each time."""
    dice = random.Random(5)
    number = 0
    for day in range(DAYS):
        midnight = START + timedelta(days=day)
        busy = 30 if day == _HOLIDAY else _WEEK[midnight.weekday()]
        for channel, usual in _USUAL.items():
            expected = usual * busy / 100 * (1 + _GROWTH[channel]) ** day
            for _ in range(round(dice.gauss(expected, expected**0.5))):
                number += 1
                yield _conversation(dice, number, channel, midnight)


def _conversation(
    dice: random.Random, number: int, channel: str, midnight: datetime
) -> dict[str, Any]:
    (hour,) = dice.choices(range(24), _HOURS)
    at = midnight + timedelta(hours=hour, seconds=dice.randrange(3600))
    ends = _ENDS[channel]
    if channel == "webrtc" and midnight == START + timedelta(days=_OUTAGE):
        ends = {"completed": 20, "failed": 80}
    (status,) = dice.choices(list(ends), list(ends.values()))
    seconds = None
    if channel in _MINUTES and status in {"completed", "transferred"}:
        middle, spread = _MINUTES[channel]
        seconds = max(5, round(60 * middle * dice.lognormvariate(0, spread)))
    return {
        "id": f"conv_{number:05}",
        "channel": channel,
        "direction": dice.choice(["inbound", "inbound", "outbound"]),
        "status": status,
        "agent_id": f"agent_{dice.randrange(3)}",
        "duration": seconds,
        "created_at": at.isoformat(),
        "updated_at": (at + timedelta(seconds=seconds or 30)).isoformat(),
    }
