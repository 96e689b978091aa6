"""The runs of one client, in a process of their own, which can count what it leaves open."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from anyreach.testing import no_waiting
from tests.faults import subjects
from tests.faults.campaign import BAD, Tally, Terms, run
from tests.faults.server import FaultServer, Plan

PROXIED: Final = "TLS through a proxy"
SOCKS: Final = "TLS through SOCKS"
WAITING: Final = "waiting"
"""The ways in which a client can be run, other than straight and without the waiting."""


class Job(NamedTuple):
    """Runs of one client, in a process of their own."""

    name: str
    mode: str
    terms: Terms
    plans: Sequence[Plan]
    way: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.mode, self.way]))


def work(job: Job) -> tuple[Tally, int]:
    """Return what came of the calls, and how many file descriptors are open that were not."""
    whole = Tally()
    proxied = job.way in {PROXIED, SOCKS}
    waiting = job.way == WAITING
    with FaultServer() as server, nullcontext() if waiting else no_waiting():
        proxy = server.proxy.replace("http", "socks5h") if job.way == SOCKS else server.proxy
        through = {"proxy": proxy, "verify": server.authority} if proxied else {}
        ours = job.name in subjects.OURS
        subject = (
            subjects.anyreach(subjects.OURS[job.name], **through)
            if ours
            else subjects.PEERS[job.name]()
        )
        before = _descriptors()
        for plan in job.plans:
            began = time.monotonic()
            tally = run(server, subject, job.terms, plan._replace(tls=proxied), job.mode)
            bad = {verdict.value: tally.calls[verdict] for verdict in BAD}
            whole.merge(tally)
            note(f"{job}: seed {plan.seed}, {time.monotonic() - began:.1f} s, {bad}")
            note("".join(f"  {loss}\n" for loss in tally.losses if ours))
        after = _descriptors()
    if not waiting:  # nobody waited, as nobody was to
        whole.waited = whole.early = 0
    return whole, after - before


def note(text: str) -> None:
    """Say on standard error how far it has come."""
    sys.stderr.write(f"{text}\n")


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
