"""The command: the whole campaign, and 1 as its exit status when the client lost or leaked.

`nox -s faults -- [--seeds N] [--calls N] [--peer-seeds N] [--only KIND] [--no-scenes]`
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from anyreach.testing import no_waiting
from tests.faults import addresses, exits, memory, paced, proxies, subjects, table
from tests.faults.campaign import BAD, Tally, Terms, run
from tests.faults.kinds import BOMBS, KINDS
from tests.faults.scenes import Scene
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import Subject

_TIMEOUT = 4.0
_WAITING = Terms(48, 20.0)
_STORM = Plan(0, ["429"], probability=1.0, longest_row=sys.maxsize)


def main(argv: Sequence[str]) -> int:
    """Run the campaign, and print its tables.

    Returns:
        1 when a call of ours was lost or answered wrongly, when something foreign or secret came
        out, or when a scene missed its bounds; else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="how many runs (default: 10)")
    parser.add_argument("--calls", type=int, default=1000, help="calls in each (default: 1000)")
    parser.add_argument("--peer-seeds", type=int, default=2, help="runs of each peer (default: 2)")
    parser.add_argument("--only", action="append", choices=KINDS, help="only this kind of fault")
    parser.add_argument("--no-scenes", action="store_true", help="only the random faults")
    options = parser.parse_args(argv)
    kinds: list[str] = options.only or list(KINDS)
    plans = [Plan(seed, kinds) for seed in range(options.seeds)]
    terms = Terms(options.calls, _TIMEOUT)
    before = _descriptors()
    scenes: list[Scene] = []
    with FaultServer() as server:
        ours = _ours(server, terms, plans)
        peers = _peers(server, terms, plans[: options.peer_seeds])
        storms = {
            f"{name}, {mode}": _storm(server, subjects.anyreach(subjects.OURS[name]), mode)
            for name, mode in subjects.MODES
        }
        for name, make in subjects.PEERS.items() if peers else ():
            storms[f"{name}, sync"] = _storm(server, make(), "sync")
        if not options.no_scenes:
            scenes = _told(
                chain(
                    addresses.play(server), proxies.play(server), exits.play(server), paced.play()
                )
            )
    after = _descriptors()
    bombs = {
        f"{bomb}, {mode}": memory.peak(mode, bomb) for mode in ("sync", "async") for bomb in BOMBS
    }
    whole = Tally()
    for tally in ours.values():
        whole.merge(tally)
    print(f"{datetime.now(UTC):%Y-%m-%d}, python -m tests.faults {' '.join(argv)}", end="; ")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(kinds)} kinds of fault; seeds 0 to {options.seeds - 1}; {_TIMEOUT} s a call\n")
    print(*table.clients_table(ours | peers), sep="\n")
    print("\nThe faults, in all runs of this client together:\n")
    print(*table.kinds_table(whole), sep="\n")
    print("\nThe scenes:\n")
    print(*table.scenes_table(scenes), sep="\n")
    print()
    print(*table.summary(whole, storms, bombs), sep="\n")
    print(*(f"lost: {loss}" for loss in whole.losses), sep="\n")
    print(f"file descriptors: {before} before, {after} after")
    bad = sum(whole.calls[verdict] for verdict in BAD) + sum(whole.leaks.values())
    missed = sum(not scene.kept for scene in scenes)
    return 1 if bad or missed or whole.false_claims or whole.early else 0


def _ours(server: FaultServer, terms: Terms, plans: Sequence[Plan]) -> dict[str, Tally]:
    """Call by each of ours, without and through a proxy, and once with the waiting."""
    through = {"proxy": server.proxy, "verify": server.authority}
    tls = [plan._replace(tls=True) for plan in plans]
    tallies: dict[str, Tally] = {}
    for name, mode in subjects.MODES:
        what = f"{name}, {mode}"
        subject = subjects.anyreach(subjects.OURS[name])
        proxied = subjects.anyreach(subjects.OURS[name], **through)
        with no_waiting():
            tallies[what] = _campaign(server, (what, mode), subject, terms, plans)
            label = f"{what}, TLS through a proxy"
            tallies[label] = _campaign(server, (label, mode), proxied, terms, tls)
    for tally in tallies.values():  # nobody waited, as nobody was to
        tally.waited = tally.early = 0
    for name, mode in subjects.MODES:
        label = f"{name}, {mode}, waiting"
        subject = subjects.anyreach(subjects.OURS[name])
        tallies[label] = _campaign(server, (label, mode), subject, _WAITING, plans[:1])
    return tallies


def _peers(server: FaultServer, terms: Terms, plans: Sequence[Plan]) -> dict[str, Tally]:
    return {
        f"{name}, {mode}": _campaign(server, (f"{name}, {mode}", mode), make(), terms, plans)
        for name, make in subjects.PEERS.items()
        for mode in ("sync", "async")
        if plans
    }


def _campaign(
    server: FaultServer,
    how: tuple[str, str],
    subject: Subject,
    terms: Terms,
    plans: Iterable[Plan],
) -> Tally:
    """Call with each plan; `how` is what the runs are called, and their mode."""
    what, mode = how
    whole = Tally()
    for plan in plans:
        began = time.monotonic()
        tally = run(server, subject, terms, plan, mode)
        bad = {verdict.value: tally.calls[verdict] for verdict in BAD}
        whole.merge(tally)
        _note(f"{what}: seed {plan.seed}, {time.monotonic() - began:.1f} s, {bad}")
        if what.startswith("anyreach"):
            _note("".join(f"  lost: {loss}\n" for loss in tally.losses))
    return whole


def _storm(server: FaultServer, subject: Subject, mode: str) -> float:
    with no_waiting():
        return run(server, subject, Terms(20, 10.0), _STORM, mode).requests / 20


def _told(scenes: Iterator[Scene]) -> list[Scene]:
    seen: list[Scene] = []
    for scene in scenes:
        _note(f"{scene} {'' if scene.kept else 'MISSED'}")
        seen.append(scene)
    return seen


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
