"""Conversations that are made when they are asked for: a million of them in little memory."""

from __future__ import annotations

import random
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

Make: TypeAlias = Callable[[int, datetime, datetime], Mapping[str, Any]]
"""Makes the fields of a conversation of its number, when it was created, and what time it is."""

LATE: Final = timedelta(days=2)
"""After which the summary of a conversation arrives, of 3 in 100."""

_LATE: Final = 33  # one in so many
_HOUR: Final = timedelta(hours=1)
_HOURS: Final = (1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 15, 17, 19, 20, 18, 14, 10, 7, 5, 3, 2, 1)
_WEEK: Final = (10, 9, 10, 9, 10, 3, 2)  # Monday first
_BURST: Final = 5  # so many share one time, of each _BURSTS
_BURSTS: Final = 500
_CHANNELS: Final = ("telephone", "telephone", "telephone", "webrtc", "text", "email")
_SAID: Final = "I am calling because of my order, which has not arrived although it should have."
_ID: Final = re.compile(r"conv_(\d{7,18})", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Generated:
    """Conversations of a range of time; only their times are held.

    Days and nights differ, weekends are quiet, and now and then several share one time. They are
    the same each time.

    Args:
        count: How many there are.
        since: Where the range starts.
        until: Where it ends; it does not belong to it.
        make: Makes their fields.
        organization_id: Whose they are.

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
        """Return a conversation as it is now; None when it is not there, or not yet."""
        found = _ID.fullmatch(conversation_id)
        place = int(found[1]) if found else len(self._times)
        return self._record(place, now) if place < self._end(now) else None

    def newest(
        self, since: datetime | None, until: datetime | None, now: datetime
    ) -> Iterator[dict[str, Any]]:
        """Yield the conversations of a range, its ends included, as they are now; newest first."""
        end = self._end(now if until is None else min(now, until))
        start = 0 if since is None else bisect_left(self._times, _micros(since))
        for place in range(end - 1, start - 1, -1):
            yield self._record(place, now)

    def count(self, since: datetime, until: datetime, now: datetime) -> int:
        """Return how many there are by now in a range, without its end."""
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
    """Return when conversations are created, in microseconds since 1970, oldest first."""
    hours = -((since - until) // _HOUR)
    starts = [since + number * _HOUR for number in range(hours)]
    weights = [_HOURS[start.hour] * _WEEK[start.weekday()] for start in starts]
    total = sum(weights)
    dice = random.Random(count)  # noqa: S311  the same each time
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
    """Return what a conversation has: it goes on for its time, and some get a summary later."""
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
