"""The command: the whole campaign, and 1 as its exit status when the client lost or leaked.

`nox -s faults -- [--seeds N] [--calls N] [--only KIND] [--no-peers]`
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from anyreach.testing import no_waiting
from tests.faults import memory, storm, subjects, table
from tests.faults.campaign import BAD, Tally, Terms, run
from tests.faults.kinds import BOMBS, KINDS
from tests.faults.server import FaultServer

_TIMEOUT = 1.0
_OURS = [("anyreach", "sync"), ("anyreach", "async"), ("anyreach, aiohttp", "async")]
_PEERS = [
    (name, mode) for name in ("httpx", "httpx-retries", "stamina") for mode in ("sync", "async")
]


def main(argv: Sequence[str]) -> int:
    """Run the campaign, and print its tables.

    Returns:
        1 when a call of ours was lost or answered wrongly, or when something foreign or secret came
        out; else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=12, help="how many runs (default: 12)")
    parser.add_argument("--calls", type=int, default=300, help="calls in each (default: 300)")
    parser.add_argument("--only", action="append", choices=KINDS, help="only this kind of fault")
    parser.add_argument("--no-peers", action="store_true", help="only the client itself")
    options = parser.parse_args(argv)
    terms = Terms(options.only or list(KINDS), options.calls, _TIMEOUT)
    before = _descriptors()
    tallies: dict[str, Tally] = {}
    with FaultServer() as server:
        for name, mode in _OURS + ([] if options.no_peers else _PEERS):
            tallies[f"{name}, {mode}"] = _campaign(server, name, mode, terms, options.seeds)
        with_waiting = Terms(terms.kinds, 48, 5.0)
        for name, mode in _OURS:
            whole = _campaign(server, name, mode, with_waiting, 1, waiting=True)
            tallies[f"{name}, {mode}, waiting"] = whole
        storms = _storms(server, ["anyreach"] if options.no_peers else list(subjects.BY_NAME))
    after = _descriptors()
    bombs = {
        f"{bomb}, {mode}": memory.peak("anyreach", mode, bomb)
        for mode in ("sync", "async")
        for bomb in BOMBS
    }
    ours = Tally()
    for name, tally in tallies.items():
        if name.startswith("anyreach"):
            ours.merge(tally)
    print(f"{datetime.now(UTC):%Y-%m-%d}, python -m tests.faults --seeds {options.seeds}", end=" ")
    print(f"--calls {options.calls}; {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"{len(terms.kinds)} kinds of fault; seeds 0 to {options.seeds - 1}; {_TIMEOUT} s a call\n"
    )
    print(*table.clients_table(tallies), sep="\n")
    print("\nThe faults, in all runs of this client together:\n")
    print(*table.kinds_table(ours), sep="\n")
    print()
    print(*table.summary(ours, storms, bombs), sep="\n")
    print(f"file descriptors: {before} before, {after} after")
    bad = sum(ours.calls[verdict] for verdict in BAD) + sum(ours.leaks.values())
    return 1 if bad or ours.false_claims or ours.early else 0


def _storms(server: FaultServer, names: Sequence[str]) -> dict[str, float]:
    with no_waiting():
        return {
            name: storm.requests_per_call(server, subjects.BY_NAME[name](), 1) for name in names
        }


def _campaign(
    server: FaultServer, name: str, mode: str, terms: Terms, seeds: int, *, waiting: bool = False
) -> Tally:
    whole = Tally()
    with nullcontext() if waiting else no_waiting():
        for seed in range(seeds):
            began = time.monotonic()
            whole.merge(run(server, subjects.BY_NAME[name](), terms, seed, mode))
            print(f"{name}, {mode}: seed {seed}, {time.monotonic() - began:.1f} s", file=sys.stderr)
    if not waiting:  # nobody waited, as nobody was to
        whole.waited = whole.early = 0
    return whole


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
