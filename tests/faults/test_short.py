"""A short campaign with a fixed seed: nothing is lost, wrong, foreign or leaked."""

from __future__ import annotations

import pytest

from anyreach.testing import no_waiting
from tests.faults import storm, subjects
from tests.faults.campaign import BAD, Terms, Verdict, run
from tests.faults.kinds import KINDS
from tests.faults.server import FaultServer

OURS = [("anyreach", "sync"), ("anyreach", "async"), ("anyreach, aiohttp", "async")]


@pytest.mark.parametrize(("name", "mode"), OURS)
def test_nothing_is_lost_wrong_foreign_or_leaked(name: str, mode: str) -> None:
    """Of 300 calls through faults of every kind each ends right or in an error of ours, in time."""
    terms = Terms(list(KINDS), 300, 2.5, grace=10.0)  # other tests run beside this one
    with FaultServer() as server, no_waiting():
        tally = run(server, subjects.BY_NAME[name](), terms, 2026, mode)
    assert tally.faults > 50
    assert {verdict: tally.calls[verdict] for verdict in BAD} == dict.fromkeys(BAD, 0)
    assert tally.calls[Verdict.RIGHT] > 200
    assert tally.leaks == {}
    assert tally.false_claims == 0


def test_a_storm_of_429s_costs_little() -> None:
    """Twenty threads that are all throttled make at most 1.4 requests per call."""
    with FaultServer() as server, no_waiting():
        assert storm.requests_per_call(server, subjects.ANYREACH, 1) <= 1.4
