"""A short campaign with a fixed seed: nothing is lost, wrong, foreign or leaked."""

from __future__ import annotations

import sys

import pytest

from anyreach.testing import no_waiting
from tests.faults import subjects
from tests.faults.campaign import BAD, Terms, Verdict, run
from tests.faults.kinds import KINDS
from tests.faults.server import FaultServer, Plan

TERMS = Terms(100, 10.0, grace=10.0)  # other tests run beside this one


@pytest.mark.parametrize("proxied", [False, True], ids=["direct", "proxied"])
@pytest.mark.parametrize(("name", "mode"), subjects.MODES)
def test_nothing_is_lost_wrong_foreign_or_leaked(name: str, mode: str, *, proxied: bool) -> None:
    """Of 100 calls through faults of many kinds each is right, or may not be asked again."""
    kinds = [kind for kind in KINDS if not kind.startswith(("stalled", "slow", "endless"))]
    with FaultServer() as server, no_waiting():
        through = {"proxy": server.proxy, "verify": server.authority} if proxied else {}
        subject = subjects.anyreach(subjects.OURS[name], **through)
        tally = run(server, subject, TERMS, Plan(2026, kinds, tls=proxied), mode)
    assert tally.faults > 12
    assert {verdict: tally.calls[verdict] for verdict in BAD} == dict.fromkeys(BAD, 0), tally.losses
    assert tally.calls[Verdict.RIGHT] > 85
    assert tally.leaks == {}
    assert tally.false_claims == 0


@pytest.mark.parametrize(("name", "mode"), subjects.MODES)
def test_a_storm_of_429s_costs_little(name: str, mode: str) -> None:
    """Twenty calls that are all throttled make at most 1.4 requests each."""
    plan = Plan(0, ["429"], probability=1.0, longest_row=sys.maxsize)
    with FaultServer() as server, no_waiting():
        tally = run(server, subjects.anyreach(subjects.OURS[name]), Terms(20, 10.0), plan, mode)
    assert tally.requests <= 1.4 * 20
