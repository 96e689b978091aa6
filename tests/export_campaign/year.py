"""A year of conversations that are made when they are asked for: a million in little memory."""

from __future__ import annotations

import base64
import json
import random
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365
END = START + timedelta(days=DAYS)
LATE = timedelta(days=2)
"""After which the summary of a conversation arrives, of 3 in 100."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_HOURS = [1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 15, 17, 19, 20, 18, 14, 10, 7, 5, 3, 2, 1]
_WEEK = [10, 10, 9, 10, 9, 3, 2]
_CHANNELS = ["telephone", "telephone", "telephone", "webrtc", "text", "email"]
_SAID = "I am calling because of my order, which has not arrived although it should have by now. "
_MOST = 100


class Year:
    """The API of an organization with so many conversations in a year.

    Days and nights differ, weekends are quiet, and now and then several share one time.

    Args:
        count: How many conversations there are.
        now: What time it is: later conversations are not there yet, nor is what arrives late.
        words: How often something is said in each.

    Attributes:
        now: As given; set it to let time pass.
        requests: How many requests there were.
    """

    def __init__(self, count: int, *, now: datetime = END + LATE, words: int = 4) -> None:
        self.now = now
        self.requests = 0
        self._words = words
        dice = random.Random(13)
        days = dice.choices(range(DAYS), [_WEEK[day % 7] for day in range(DAYS)], k=count)
        hours = dice.choices(range(24), _HOURS, k=count)
        times = array("q", bytes(8 * count))
        for place, (day, hour) in enumerate(zip(days, hours, strict=True)):
            burst = place % 500 < 5 and place
            second = dice.randrange(3600 * _SECOND)
            times[place] = (
                times[place - 1] if burst else day * _DAY + hour * 3600 * _SECOND + second
            )
        self._times = array("q", sorted(times))

    def record(self, place: int) -> dict[str, Any]:
        """Return a conversation as it is now."""
        at = self._at(place)
        late = place % 33 == 0 and self.now < at + LATE
        over = self.now >= at + timedelta(hours=3)
        text = at.isoformat()
        said = [
            {"id": f"i{turn}", "type": "message", "role": "user", "content": [_SAID]}
            for turn in range(self._words)
        ]
        return {
            "id": f"conv_{place:07}",
            "organization_id": "org_1",
            "direction": "outbound" if place % 4 else "inbound",
            "channel": _CHANNELS[place % 6],
            "status": ("failed" if place % 11 == 0 else "completed") if over else "in_progress",
            "user_id": f"+1202555{place % 10000:04}",
            "agent_id": f"agent_{place % 7}",
            "duration": place % 600 if over else None,
            "user_turn_count": self._words,
            "created_at": text,
            "updated_at": (at + LATE).isoformat() if place % 33 == 0 and not late else text,
            "summary": None if late or not over else f"The caller asked for order {place}.",
            "custom_metadata": {"order": place},
            "conversation": {"items": said},
            "recording_details": None,
        }

    def truth(self) -> list[dict[str, Any]]:
        """Return every conversation that there is by now, oldest first."""
        return [self.record(place) for place in range(self._end(self.now))]

    def respond(
        self, method: str, target: str, _headers: Mapping[str, str], _body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Answer a request for a list or for one conversation."""
        assert method == "GET"
        self.requests += 1
        path, _, query = target.partition("?")
        found: Any
        if path.endswith("/conversations"):
            found = self._page({name: value for name, (value,) in parse_qs(query).items()})
        elif path.endswith("/usage/summary"):
            start, end = (parse_qs(query)[name][0] for name in ("from", "to"))
            ends = [bisect_left(self._times, _micros(text)) for text in (start, end)]
            found = {"total_calls": ends[1] - ends[0]}
        else:
            found = self.record(int(path.rpartition("_")[2]))
        body = json.dumps(found, separators=(",", ":")).encode()
        head = {"content-type": "application/json", "content-length": str(len(body))}
        return HTTPStatus.OK, head, body

    def _page(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        end = self._end(self.now)
        if "created_before" in query:
            end = min(end, bisect_right(self._times, _micros(query["created_before"])))
        if "cursor" in query:
            before = base64.b64decode(query["cursor"]).decode()
            end = min(end, bisect_left(self._times, _micros(before)))
        start = bisect_left(self._times, _micros(query["created_after"]))
        size = min(int(query["limit"]), _MOST)
        return [self.record(place) for place in range(end - 1, max(start, end - size) - 1, -1)]

    def _end(self, now: datetime) -> int:
        return bisect_right(self._times, _micros(now.isoformat()))

    def _at(self, place: int) -> datetime:
        return START + timedelta(microseconds=self._times[place])


def _micros(text: str) -> int:
    return (datetime.fromisoformat(text) - START) // timedelta(microseconds=1)
