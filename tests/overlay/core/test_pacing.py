"""Clients that share a pace come through a rate limit, at about its speed, with few refusals.

The API and the clock are simulated: a hundred workers and an hour take no time.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable

import pytest

from anyreach._core.pacing import Pace, Turn

Api = Callable[[float], "float | None"]
"""Is given the time of a request; returns the seconds to wait that it asks for, or None."""


def window(limit: int, asked: float = 1.0) -> Api:
    """Let so many requests through in a second from the first one; ask for the same wait always."""
    state = {"began": -9.0, "left": 0}

    def answer(now: float) -> float | None:
        if now - state["began"] >= 1:
            state.update(began=now, left=limit)
        state["left"] -= 1
        return None if state["left"] >= 0 else asked

    return answer


def clock(limit: int) -> Api:
    """Let so many requests through in each second of the clock; ask to wait for the next one."""
    counts: dict[int, int] = {}

    def answer(now: float) -> float | None:
        counts[int(now)] = counts.get(int(now), 0) + 1
        return None if counts[int(now)] <= limit else max(0.05, int(now) + 1 - now)

    return answer


def bucket(rate: float, burst: float, asked: float = 1.0) -> Api:
    """Let a rate through, after a burst."""
    state = {"at": 0.0, "tokens": burst}

    def answer(now: float) -> float | None:
        state["tokens"] = min(burst, state["tokens"] + (now - state["at"]) * rate)
        state["at"] = now
        if state["tokens"] < 1:
            return asked
        state["tokens"] -= 1
        return None

    return answer


def simulate(api: Api, calls: int, workers: int, latency: float) -> tuple[float, int]:
    """Make calls, so many at once, and return how long they take, and the number of requests."""
    pace = Pace()
    order = itertools.count()
    events: list[tuple[float, int, str, float | Turn]] = []

    def at(when: float, what: str, data: float | Turn = 0.0) -> None:
        heapq.heappush(events, (when, next(order), what, data))

    for _ in range(workers):
        at(0.0, "claim")
    left, requests, now = calls, 0, 0.0
    while left > 0:
        now, _, what, data = heapq.heappop(events)
        if what == "claim":
            turn = pace.reserve(now)
            at(turn.at, "send", turn)
        elif what == "send" and isinstance(data, Turn):
            if not pace.is_valid(data):
                at(now, "claim")
                continue
            requests += 1
            asked = api(now + latency / 2)
            at(now + latency, "passed" if asked is None else f"wait {asked}", now)
        else:
            if what == "passed":
                pace.passed(now)
                left -= 1
            else:
                assert isinstance(data, float)
                pace.slow_down(now, data, float(what.removeprefix("wait ")))
            at(now, "claim")
    return now, requests


@pytest.mark.parametrize(
    ("api", "calls", "workers", "seconds"),
    [
        (window(2), 50, 1, 25),  # a list of 1,000 in pages of 20
        (window(20), 200, 16, 10),  # get_many of 200
        (window(1), 200, 16, 200),
        (clock(20), 1000, 16, 50),
        (bucket(10, 100), 1000, 32, 90),
        (bucket(5, 5), 200, 1, 40),
    ],
    ids=["list", "get_many", "one a second", "clock", "burst", "one at a time"],
)
def test_a_rate_limit_costs_little_more_than_itself(
    api: Api, calls: int, workers: int, seconds: float
) -> None:
    """All calls succeed within 1.2 times the limit's own time, with at most 1.2 requests each."""
    took, requests = simulate(api, calls, workers, latency=0.005)
    assert took <= 1.2 * seconds
    assert requests <= 1.2 * calls


def test_a_limit_that_is_gone_is_forgotten() -> None:
    """After a slow-down the client is as fast again as it was, step by step."""
    strict = window(10)
    took, requests = simulate(lambda now: strict(now) if now < 5 else None, 20_000, 16, 0.01)
    assert took < 60
    assert requests < 20_100


def test_nobody_sends_before_the_time_that_was_named() -> None:
    """A place in the queue that was taken before does not stand any more."""
    pace = Pace()
    early = pace.reserve(100.0)
    assert early.at == 100.0
    pace.slow_down(100.1, 100.0, 7)
    assert not pace.is_valid(early)
    assert pace.held(101.1) == pytest.approx(6)
    assert pace.reserve(101.0).at == pytest.approx(107.1)


def test_answers_to_earlier_requests_slow_down_once() -> None:
    """Sixteen refusals of one burst are one slow-down; the longest wait counts."""
    pace = Pace()
    pace.reserve(0.0)
    for _ in range(20):
        pace.passed(0.0)
    for answer in range(16):
        pace.slow_down(0.1, 0.0, 1 + answer / 100)
    first, second = pace.reserve(0.2), pace.reserve(0.2)
    assert first.at == pytest.approx(1.25)
    assert second.at - first.at == pytest.approx(1 / (20 / 1.1 * 0.85), rel=0.1)
