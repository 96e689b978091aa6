"""Clients that share a pace come through a rate limit, at about its speed, with few refusals.

The API, the network and the clock are simulated: a hundred workers and an hour take no time.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter, deque
from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

import pytest

from anyreach._core.pacing import Pace, Turn

Limit = Callable[[float], "float | None"]
"""Is given the time of a request; returns None, or when the next one is let through."""

_SPREAD: Final = 0.2  # of the latency, up and down
_STARTS: Final = [1000.01, 1000.35, 1000.65, 1000.99]


def window(limit: int, seconds: float) -> Limit:
    """Let so many requests through in a time that begins with the first one."""
    ends, room = 0.0, 0

    def admit(now: float) -> float | None:
        nonlocal ends, room
        if now >= ends:
            ends, room = now + seconds, limit
        room -= 1
        return None if room >= 0 else ends

    return admit


def clock(limit: int, seconds: float) -> Limit:
    """Let so many requests through in each second, or minute, of the clock."""
    counts: Counter[int] = Counter()

    def admit(now: float) -> float | None:
        number = int(now / seconds)
        counts[number] += 1
        return None if counts[number] <= limit else (number + 1) * seconds

    return admit


def sliding(limit: int, seconds: float) -> Limit:
    """Let a request through if there were fewer than so many in the time before it."""
    times: deque[float] = deque()

    def admit(now: float) -> float | None:
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= limit:
            return times[0] + seconds
        times.append(now)
        return None

    return admit


def bucket(rate: float, burst: float) -> Limit:
    """Let a rate through, after a burst; a leaky bucket is one without."""
    tokens, at = burst, math.inf

    def admit(now: float) -> float | None:
        nonlocal tokens, at
        tokens = min(burst, tokens + max(0.0, now - at) * rate)
        at = now
        if tokens < 1 - 1e-9:
            return now + (1 - tokens) / rate
        tokens -= 1
        return None

    return admit


def exact(until: float, now: float) -> float:
    """Answer with decimals."""
    del now
    return until


def seconds(until: float, now: float) -> float:
    """Answer with whole seconds, rounded up."""
    return now + math.ceil(until - now)


def date(until: float, now: float) -> float:
    """Answer with a date, which is rounded up to the next second of the clock."""
    del now
    return float(math.ceil(until))


Form = Callable[[float, float], float]
"""Is given when the next request is let through, and the time; returns the time that is named."""


class Callers(NamedTuple):
    """Who calls, and how far away."""

    calls: int
    workers: int
    latency: float
    start: float = 1000.0


class Network:
    """Callers that share a pace, the network, and an API with a limit; on a clock of their own."""

    def __init__(self, limit: Limit, form: Form, callers: Callers) -> None:
        self._limit = limit
        self._form = form
        self._callers = callers
        self._left = callers.calls
        self._pace = Pace()
        self._chance = Random(1)
        self._order = itertools.count()
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self.requests = 0

    def run(self) -> float:
        """Make the calls, and return how long they take."""
        now = start = self._callers.start
        for _ in range(self._callers.workers):
            self._at(start, self._claim)
        while self._left > 0:
            now, _, what = heapq.heappop(self._events)
            what(now)
        return now - start

    def _at(self, when: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), what))

    def _claim(self, now: float) -> None:
        turn = self._pace.reserve(now)
        self._at(turn.at, lambda now: self._send(now, turn))

    def _send(self, now: float, turn: Turn) -> None:
        if not self._pace.is_valid(turn):
            self._claim(now)
            return
        self.requests += 1
        way = self._callers.latency / 2 * (1 + self._chance.uniform(-_SPREAD, _SPREAD))
        self._at(now + way, lambda arrived: self._serve(arrived, now, way))

    def _serve(self, now: float, sent: float, way: float) -> None:
        until = self._limit(now)
        named = None if until is None else self._form(until, now) - now
        if named is not None and self._form is date:
            named -= way  # it is compared with the clock when it has come back
        self._at(now + way, lambda back: self._done(back, sent, named))

    def _done(self, now: float, sent: float, named: float | None) -> None:
        if named is None:
            self._pace.passed(sent)
            self._left -= 1
        elif named > 0:
            self._pace.slow_down(now, sent, named)
        if named is not None or self._left >= self._callers.workers:  # else all are under way
            self._claim(now)


def simulate(limit: Limit, form: Form, callers: Callers) -> tuple[float, int]:
    """Make calls, so many at once, and return how long they take, and the number of requests."""
    network = Network(limit, form, callers)
    return network.run(), network.requests


def assert_in_bounds(make: Callable[[], Limit], own: float, form: Form, callers: Callers) -> None:
    """Assert that all calls succeed in 1.2 times what the limit costs, with 1.2 requests each."""
    for start in _STARTS:
        took, requests = simulate(make(), form, callers._replace(start=start))
        assert took <= 1.2 * own, (start, took / own)
        assert requests <= 1.2 * callers.calls, (start, requests)


FORMS = pytest.mark.parametrize("form", [exact, seconds, date])
NEAR = pytest.mark.parametrize("latency", [0.005, 0.05])


class Case(NamedTuple):
    """How the API counts, how many it lets through in how many seconds, and the number of calls.

    A bucket lets so many through in a second, and `per` at once.
    """

    kind: Callable[[int, float], Limit]
    limit: int
    per: float
    calls: int

    def make(self) -> Limit:
        """Return the limit."""
        return self.kind(self.limit, self.per)

    @property
    def own(self) -> float:
        """The seconds that the limit itself costs."""
        return self.calls / self.limit * (1 if self.kind is bucket else self.per)


CASES = pytest.mark.parametrize(
    "case",
    [
        Case(window, 20, 1, 200),
        Case(clock, 20, 1, 200),
        Case(sliding, 20, 1, 200),
        Case(bucket, 20, 20, 200),
        Case(window, 20, 1, 1000),
        Case(clock, 20, 1, 1000),
        Case(sliding, 20, 1, 1000),
        Case(bucket, 20, 20, 1000),
        Case(window, 1, 1, 200),
        Case(bucket, 5, 5, 200),
        Case(bucket, 10, 100, 1000),
        Case(window, 20, 10, 200),
        Case(clock, 20, 10, 200),
        Case(sliding, 20, 10, 200),
        Case(window, 20, 60, 200),
        Case(clock, 20, 60, 200),
        Case(sliding, 20, 60, 200),
    ],
    ids=lambda case: f"{case.kind.__name__}-{case.limit}-{case.per}-{case.calls}",
)


@FORMS
@NEAR
@pytest.mark.parametrize(("kind", "per"), [(window, 1), (clock, 1), (sliding, 1), (bucket, 2)])
def test_a_list_costs_little_more_than_the_limit(
    kind: Callable[[int, float], Limit], per: float, latency: float, form: Form
) -> None:
    """A list of 1,000 in pages of 20, at 2 requests a second."""
    assert_in_bounds(lambda: kind(2, per), 25, form, Callers(50, 1, latency))


@CASES
@FORMS
@NEAR
@pytest.mark.parametrize("workers", [4, 16])
def test_many_calls_cost_little_more_than_the_limit(
    case: Case, workers: int, latency: float, form: Form
) -> None:
    """All succeed within 1.2 times the limit's own time, with at most 1.2 requests each."""
    assert_in_bounds(case.make, case.own, form, Callers(case.calls, workers, latency))


@CASES
@FORMS
@pytest.mark.parametrize(("workers", "latency"), [(32, 0.05), (16, 0.3), (32, 0.3)])
def test_of_many_at_once_or_far_away_all_that_are_under_way_are_refused(
    case: Case, workers: int, latency: float, form: Form
) -> None:
    """They take up to half as long again; refused are also those that were under way, twice."""
    took, requests = simulate(case.make(), form, Callers(case.calls, workers, latency, _STARTS[2]))
    assert took <= 1.5 * case.own
    assert requests <= 1.2 * case.calls + 2 * workers


@pytest.mark.parametrize("kind", [window, clock, sliding])
@pytest.mark.parametrize("workers", [4, 16])
@NEAR
def test_a_quarter_of_a_second_is_met_when_it_is_named_exactly(
    kind: Callable[[int, float], Limit], workers: int, latency: float
) -> None:
    """Five in each quarter of a second, with Retry-After in decimals."""
    assert_in_bounds(lambda: kind(5, 0.25), 10, exact, Callers(200, workers, latency))


@pytest.mark.parametrize("form", [seconds, date])
@pytest.mark.parametrize(
    "make",
    [lambda: window(5, 0.25), lambda: bucket(20, 5), lambda: bucket(20, 1)],
    ids=["quarter of a second", "small bucket", "leaky bucket"],
)
def test_what_whole_seconds_hide_is_found_out(make: Callable[[], Limit], form: Form) -> None:
    """Five in a quarter of a second look like five in a whole one: the rate grows in time."""
    short, _ = simulate(make(), form, Callers(1000, 16, 0.005))
    took, requests = simulate(make(), form, Callers(5000, 16, 0.005))
    assert took - short <= 1.4 * 200
    assert requests <= 1.2 * 5000


def test_a_limit_that_is_gone_is_forgotten() -> None:
    """After a slow-down the client is as fast again as it was, step by step."""
    strict = window(10, 1)
    callers = Callers(20_000, 16, 0.01, 0.0)
    took, requests = simulate(lambda now: strict(now) if now < 5 else None, exact, callers)
    assert took < 60
    assert requests < 20_100


def test_a_limit_that_is_lowered_is_learned() -> None:
    """From 20 a second to 2, after a while: the requests that are refused stay few."""
    before, after = window(20, 1), window(2, 1)
    callers = Callers(1000, 16, 0.05, 0.0)
    took, requests = simulate(lambda now: before(now) if now < 30 else after(now), seconds, callers)
    assert took <= 1.4 * (30 + 400 / 2)
    assert requests <= 1.2 * 1000


def test_a_request_that_was_held_up_for_hours_is_no_error() -> None:
    """The rate does not grow for ever while nobody sends."""
    pace = Pace()
    pace.reserve(0.0)
    pace.slow_down(0.1, 0.0, 1)
    pace.reserve(1.1)
    pace.slow_down(1e6, 1e6 - 1, 1)
    assert pace.reserve(1e6).at == pytest.approx(1e6 + 1)


def test_what_was_before_a_pause_says_nothing_of_the_rate() -> None:
    """Hours without a request, and a slow trickle of them, do not make the first guess low."""
    pace = Pace()
    pace.reserve(0.0)
    pace.passed(0.0)
    for _ in range(20):
        assert pace.reserve(3600.0).at == 3600.0
        pace.passed(3600.0)
    pace.slow_down(3600.1, 3600.0, 1)
    first, second = pace.reserve(3600.2), pace.reserve(3600.2)
    assert first.at == pytest.approx(3601.1)
    assert second.at - first.at == pytest.approx(1 / 19, rel=0.01)


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
    for _ in range(36):
        pace.reserve(0.0)
    for answer in range(16):
        pace.slow_down(0.1, 0.0, 1 + answer / 100)
    for _ in range(20):
        pace.passed(0.0)
    first, second = pace.reserve(0.2), pace.reserve(0.2)
    assert first.at == pytest.approx(1.25)
    assert second.at - first.at == pytest.approx(1 / 19, rel=0.01)
