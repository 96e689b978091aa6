"""The command: the whole campaign, and 1 as its exit status when the client lost or leaked.

`nox -s faults -- [--seeds N] [--calls N] [--peer-seeds N] [--only KIND] [--no-scenes]`
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import chain

from anyreach.testing import no_waiting
from tests.faults import addresses, exits, memory, paced, proxies, subjects, table
from tests.faults.campaign import BAD, Tally, Terms, run
from tests.faults.jobs import PROXIED, SOCKS, WAITING, Job, note, work
from tests.faults.kinds import BOMBS, KINDS
from tests.faults.scenes import Scene
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import Subject

_TIMEOUT = 10.0
_GRACE = 1.0  # the whole machine is busy
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
    parser.add_argument("--jobs", type=int, default=2, help="processes at once (default: 2)")
    parser.add_argument(
        "--only", action="append", metavar="KIND", choices=KINDS,
        help="only this kind of fault; an unknown one lists all",
    )  # fmt: skip
    parser.add_argument("--no-scenes", action="store_true", help="only the random faults")
    options = parser.parse_args(argv)
    kinds: list[str] = options.only or list(KINDS)
    plans = [Plan(seed, kinds) for seed in range(options.seeds)]
    terms = Terms(options.calls, _TIMEOUT, _GRACE)
    peers = list(subjects.PEERS) if options.peer_seeds else []
    jobs = [
        *(Job(name, mode, terms, plans) for name, mode in subjects.MODES),
        *(Job(name, mode, terms, plans, PROXIED) for name, mode in subjects.MODES),
        *(
            Job(name, mode, terms, plans[:1], SOCKS)
            for name, mode in subjects.MODES
            if subjects.OURS[name] != "aiohttp"
        ),
        *(Job(name, mode, _WAITING, plans[:1], WAITING) for name, mode in subjects.MODES),
        *(
            Job(name, mode, terms, plans[: options.peer_seeds])
            for name in peers
            for mode in ("sync", "async")
        ),
    ]
    with ProcessPoolExecutor(options.jobs, max_tasks_per_child=1) as pool:
        ran = dict(zip(map(str, jobs), pool.map(work, jobs), strict=True))
    tallies = {what: tally for what, (tally, _) in ran.items()}
    ours = {what: tally for what, tally in tallies.items() if what.startswith("anyreach")}
    scenes: list[Scene] = []
    with FaultServer() as server:
        storms = {
            f"{name}, {mode}": _storm(server, subjects.anyreach(subjects.OURS[name]), mode)
            for name, mode in subjects.MODES
        }
        for name in peers:
            storms[f"{name}, sync"] = _storm(server, subjects.PEERS[name](), "sync")
        if not options.no_scenes:
            plays = addresses.play(server), proxies.play(server), exits.play(server), paced.play()
            scenes = _told(chain(*plays))
    bombs = {
        f"{bomb}, {mode}": memory.peak(mode, bomb) for mode in ("sync", "async") for bomb in BOMBS
    }
    whole = Tally()
    for tally in ours.values():
        whole.merge(tally)
    print(f"{datetime.now(UTC):%Y-%m-%d}, python -m tests.faults {' '.join(argv)}", end="; ")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(kinds)} kinds of fault; seeds 0 to {options.seeds - 1}; {_TIMEOUT} s a call\n")
    print(*table.clients_table(tallies), sep="\n")
    print("\nThe faults, in all runs of this client together:\n")
    print(*table.kinds_table(whole), sep="\n")
    print("\nThe scenes:\n")
    print(*table.scenes_table(scenes), sep="\n")
    print()
    print(*table.summary(whole, storms, bombs), sep="\n")
    print(*(f"lost: {loss}" for loss in whole.losses), sep="\n")
    print(f"file descriptors that are left open: {sum(ran[what][1] for what in ours)}")
    bad = sum(whole.calls[verdict] for verdict in BAD) + sum(whole.leaks.values())
    missed = sum(not scene.kept for scene in scenes)
    return 1 if bad or missed or whole.false_claims or whole.early else 0


def _storm(server: FaultServer, subject: Subject, mode: str) -> float:
    with no_waiting():
        return run(server, subject, Terms(20, 10.0), _STORM, mode).requests / 20


def _told(scenes: Iterator[Scene]) -> list[Scene]:
    seen: list[Scene] = []
    for scene in scenes:
        note(f"{scene} {'' if scene.kept else 'MISSED'}")
        seen.append(scene)
    return seen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
