"""Conversations that the fake makes when they are asked for, and the usage that they come to."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from anyreach import AnyReach, NotFoundError, UnprocessableEntityError
from anyreach.testing import FakeAnyReach

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2026, 2, 1, tzinfo=UTC)
LATER = UNTIL + timedelta(days=3)


def filled(count: int, now: datetime = LATER, **options: Any) -> FakeAnyReach:
    """A fake with so many in a month."""
    fake = FakeAnyReach(now=now, **options)
    fake.generate(count, since=SINCE, until=UNTIL)
    return fake


def client_of(fake: FakeAnyReach, *roles: str) -> AnyReach:
    """A client that may read, and what else is said."""
    token = fake.token(["read_sensitive", *roles])
    return AnyReach(token, transport=fake.transport, max_retries=0)


@pytest.mark.parametrize("cursor", ["before", "until"])
def test_each_is_listed_once(cursor: Any) -> None:
    """Newest first, with times that several share, and the same each time."""
    fake = filled(2000, cursor=cursor, max_page_size=60)
    with client_of(fake) as client:
        found = list(client.conversations.list())
        other = list(client_of(filled(2000)).conversations.list())
    assert {one.id for one in found} == {f"conv_{number:07}" for number in range(2000)}
    times = [one.created_at for one in found if one.created_at is not None]
    assert times == sorted(times, reverse=True)
    assert SINCE <= times[-1] < times[0] < UNTIL
    assert Counter(Counter(times).values())[5] == 4
    assert [one.to_dict() for one in found] == [one.to_dict() for one in other]
    hours = Counter(at.hour for at in times)
    assert hours[15] > 5 * hours[3]


def test_filters_bound_what_is_made() -> None:
    """A range of time asks for no more than it has, and other filters work."""
    made: list[int] = []
    fake = FakeAnyReach(now=LATER)

    def make(number: int, _at: datetime, _now: datetime) -> dict[str, Any]:
        made.append(number)
        return {"channel": "text" if number % 2 else "email", "user_id": f"visitor_{number}"}

    fake.generate(1000, make, since=SINCE, until=UNTIL)
    with client_of(fake) as client:
        day: Any = {"created_after": SINCE + timedelta(days=9), "created_before": UNTIL}
        found = list(client.conversations.list(**day, channel="text", limit=10, page_size=10))
    assert [one.user_id for one in found] == [f"visitor_{number}" for number in range(999, 980, -2)]
    assert len(made) < 30


def test_time_brings_them_and_changes_them() -> None:
    """One is there from its time on; it ends, and some get their summary two days later."""
    fake = filled(100, SINCE - timedelta(days=1))
    with client_of(fake) as client:
        assert not list(client.conversations.list())
        with pytest.raises(NotFoundError):
            client.conversations.get("conv_0000033")
        fake.clock.now = LATER
        full = client.conversations.get("conv_0000033")
        assert full.created_at is not None
        fake.clock.now = full.created_at
        begun = client.conversations.get("conv_0000033")
        assert (begun.status, begun.summary, begun.duration) == ("in_progress", None, None)
        assert next(iter(client.conversations.list())).id == "conv_0000033"
        fake.advance(86_400)
        ended = client.conversations.get("conv_0000033")
        assert (ended.status, ended.summary) == ("failed", None)
        assert full.summary == "The caller asked for order 33."
        assert full.updated_at == full.created_at + timedelta(days=2)


def test_what_is_held_hides_what_is_made() -> None:
    """In lists, by itself and in the count; and nothing else has such an id."""
    fake = filled(10)
    held = fake.put({"id": "conv_0000003", "created_at": SINCE.isoformat(), "status": "new"})
    fake.put({"id": "conv_1", "created_at": SINCE.isoformat()})
    with client_of(fake, "billing:manage") as client:
        assert len(list(client.conversations.list())) == 11
        assert client.conversations.get("conv_0000003").status == held["status"]
        assert client.organizations.get_usage_summary(from_=SINCE, to=UNTIL).total_calls == 11
        with pytest.raises(NotFoundError):
            client.conversations.get("conv_0000010")
    assert repr(fake) == "<FakeAnyReach of 2 conversations and 10 generated ones>"


def test_the_usage_counts_conversations() -> None:
    """Of a range without its end, by now; without generated ones, too."""
    fake = filled(500, datetime(2026, 1, 15, tzinfo=UTC))
    plain = FakeAnyReach()
    plain.add()
    with client_of(fake, "billing:manage") as client:
        days = [SINCE + timedelta(days=day) for day in range(32)]
        counts = [
            client.organizations.get_usage_summary(from_=start, to=end).total_calls
            for start, end in pairwise(days)
        ]
        assert sum(filter(None, counts)) == len(list(client.conversations.list()))
        assert counts[20] == 0
    with client_of(plain, "billing:manage") as client:
        summary = client.organizations.get_usage_summary(from_=SINCE, to=UNTIL)
        assert summary.total_calls == 1
        plain.add("UsageSummary", total_calls=7)
        summary = client.organizations.get_usage_summary(from_=SINCE, to=UNTIL)
        assert summary.total_calls == 7


@pytest.mark.parametrize(
    "times",
    [{}, {"from_": SINCE, "to": SINCE}, {"from_": SINCE, "to": SINCE + timedelta(days=367)}],
)
def test_a_range_of_usage_that_is_refused(times: Any) -> None:
    """It has two ends, at most 366 days apart."""
    with (
        client_of(FakeAnyReach(), "billing:manage") as client,
        pytest.raises(UnprocessableEntityError),
    ):
        client.organizations.get_usage_summary(**times)


@pytest.mark.parametrize("since", [UNTIL, SINCE.replace(tzinfo=None)])
def test_a_range_that_is_refused(since: datetime) -> None:
    """It has a start before its end, both aware."""
    with pytest.raises(ValueError, match="since must be earlier than until"):
        FakeAnyReach().generate(1, since=since, until=UNTIL)


def test_a_hundred_thousand_take_little_memory() -> None:
    """Eight bytes each, and little while they are made up."""
    tracemalloc.start()
    fake = filled(100_000)
    with client_of(fake) as client:
        list(client.conversations.list(limit=100))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000
