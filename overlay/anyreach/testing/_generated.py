"""Lazily generated conversations: a million in little memory."""

from __future__ import annotations

import random
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

Make: TypeAlias = Callable[[int, datetime, datetime], Mapping[str, Any]]
"""Makes a conversation's fields from its number, its creation time and the current time."""

LATE: Final = timedelta(days=2)
"""The delay of the summary, for 3 in 100 conversations."""

_LATE: Final = 33  # one in 33
_HOUR: Final = timedelta(hours=1)
_HOURS: Final = (1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 15, 17, 19, 20, 18, 14, 10, 7, 5, 3, 2, 1)
_WEEK: Final = (10, 9, 10, 9, 10, 3, 2)  # Monday first
_BURST: Final = 5  # this many share one time, out of _BURSTS
_BURSTS: Final = 500
_CHANNELS: Final = ("telephone", "telephone", "telephone", "webrtc", "text", "email")
_SAID: Final = "I am calling because of my order, which has not arrived although it should have."
_ID: Final = re.compile(r"conv_(\d{7,18})", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Generated:
    """Generated conversations in a time range. Only their times are stored.

    Days are busier than nights, weekends are quiet, and sometimes several share one time. The
    result is deterministic.

    Args:
        count: The number of conversations.
        since: The start of the range.
        until: The end of the range, exclusive.
        make: Returns a conversation's fields.
        organization_id: The organization of the conversations.

    Raises:
        ValueError: The range is empty or naive.
    """

    def __init__(
        self, count: int, since: datetime, until: datetime, make: Make | None, organization_id: str
    ) -> None:
        if since.tzinfo is None or until.tzinfo is None or since >= until:
            raise ValueError("since must be earlier than until, and both aware datetimes")
        self._make = make or _conversation
        self._organization_id = organization_id
        self._times = _times(count, since.astimezone(UTC), until.astimezone(UTC))

    def __repr__(self) -> str:
        return f"{len(self._times)} generated ones"

    def get(self, conversation_id: str, now: datetime) -> dict[str, Any] | None:
        """Return a conversation in its current state; None if it doesn't exist yet, or at all."""
        found = _ID.fullmatch(conversation_id)
        place = int(found[1]) if found else len(self._times)
        return self._record(place, now) if place < self._end(now) else None

    def newest(
        self, since: datetime | None, until: datetime | None, now: datetime
    ) -> Iterator[dict[str, Any]]:
        """Yield conversations in a closed range in their current state, newest first."""
        end = self._end(now if until is None else min(now, until))
        start = 0 if since is None else bisect_left(self._times, _micros(since))
        for place in range(end - 1, start - 1, -1):
            yield self._record(place, now)

    def count(self, since: datetime, until: datetime, now: datetime) -> int:
        """Count the conversations in a half-open range that exist by now."""
        end = min(self._end(now), bisect_left(self._times, _micros(until)))
        return max(0, end - bisect_left(self._times, _micros(since)))

    def _end(self, moment: datetime) -> int:
        return bisect_right(self._times, _micros(moment))

    def _record(self, place: int, now: datetime) -> dict[str, Any]:
        at = _EPOCH + timedelta(microseconds=self._times[place])
        known = {
            "id": f"conv_{place:07}",
            "organization_id": self._organization_id,
            "created_at": at.isoformat(),
        }
        return {**self._make(place, at, now), **known}


def _times(count: int, since: datetime, until: datetime) -> array[int]:
    """Return creation times in microseconds since 1970, oldest first."""
    hours = -((since - until) // _HOUR)
    starts = [since + number * _HOUR for number in range(hours)]
    weights = [_HOURS[start.hour] * _WEEK[start.weekday()] for start in starts]
    total = sum(weights)
    dice = random.Random(count)  # noqa: S311  deterministic on purpose
    times = array("q")
    weight = 0
    for start, own in zip(starts, weights, strict=True):
        weight += own
        length = (min(start + _HOUR, until) - start) // _MICROSECOND
        first = _micros(start)
        some = range(count * weight // total - len(times))
        for micros in sorted(first + dice.randrange(length) for _ in some):
            bursts = 0 < len(times) % _BURSTS < _BURST
            times.append(times[-1] if bursts else micros)
    return times


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _conversation(place: int, at: datetime, now: datetime) -> dict[str, Any]:
    """Return a conversation's fields. It ends after some minutes; some summaries arrive late."""
    seconds = 20 + place % 600
    ended = at + timedelta(seconds=seconds)
    is_over = now >= ended
    changed = ended if is_over else at
    is_late = place % _LATE == 0 and now < at + LATE
    if is_over and not is_late and place % _LATE == 0:
        changed = at + LATE
    turns = 1 + place % 7
    said = [
        {"id": f"item_{turn}", "type": "message", "role": "user", "content": [_SAID]}
        for turn in range(turns if is_over else 1)
    ]
    return {
        "direction": "outbound" if place % 4 else "inbound",
        "channel": _CHANNELS[place % len(_CHANNELS)],
        "status": ("failed" if place % 11 == 0 else "completed") if is_over else "in_progress",
        "user_id": f"+1202555{place % 10000:04}",
        "agent_id": f"agent_{place % 7}",
        "agent_version_id": "agent_version_3",
        "agent_number": "+12025550100",
        "trunk_id": "trunk_1",
        "web_widget_id": None,
        "agent": {"id": f"agent_{place % 7}", "name": "Harbour Books, front desk"},
        "initial_context": None,
        "duration": seconds if is_over else None,
        "user_turn_count": len(said),
        "updated_at": changed.isoformat(),
        "summary": f"The caller asked for order {place}." if is_over and not is_late else None,
        "custom_metadata": {"order": place},
        "conversation": {"items": said},
        "recording_details": None,
    }
