"""The campaign of exports: kills, a paced server, a year of daily updates, and a million at once.

`nox -s export-campaign -- [--kills N] [--paced N] [--daily N] [--count N] [--dlt N]`
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from anyreach import AnyReach
from anyreach.export import verify
from anyreach.testing import FakeAnyReach
from tests.export_campaign.fakes import DAYS, END, START, truth, year
from tests.export_campaign.kills import campaign, summary
from tests.export_campaign.measure import PAGE, WAYS
from tests.export_campaign.paced import Paced
from tests.overlay.exports import rows

_MOST_OF_PERFECT = 1.02
_MOST_MEMORY = 150  # MB
_MANY = 1_000_000  # the goals are for so many
_MOST_CPU = 1.5  # of the plain loop's
_DLT = "dlt, REST source"


def main(argv: Sequence[str]) -> int:
    """Run the campaign, and print what it took.

    Returns:
        1 when something is missing, is there twice, or is not as it should be; else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.export_campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how many kills (default: 50)")
    parser.add_argument("--paced", type=int, default=10_000, help="of a server that refuses")
    parser.add_argument("--daily", type=int, default=20_000, help="of the year of daily updates")
    parser.add_argument(
        "--count", type=int, default=1_000_000, help="a million has a year, and fewer a part of it"
    )
    parser.add_argument("--dlt", type=int, default=50_000, help="of those, for dlt")
    options = parser.parse_args(argv)
    well = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.kills:
            found = summary(campaign(folder / "kills", options.kills))
            print(
                f"kills: {found.point}, all killed: {found.killed}, same files: {found.same}, "
                f"missing: {found.missing}, twice: {found.twice}"
            )
            well = found[1:] == (True, True, 0, 0)
        if options.paced:
            well &= _paced(folder / "paced", options.paced)
        if options.daily:
            well &= _daily(folder / "daily", options.daily)
        if options.count:
            well &= _table(folder, options.count, options.dlt)
    return 0 if well else 1


def _paced(out: Path, count: int) -> bool:
    """Export from a server that admits 4 requests a second."""
    fake = year(count)
    server = Paced(fake, rate=4, burst=4)
    began = time.monotonic()
    with AnyReach(fake.token(), transport=server) as client:
        client.conversations.export(out, since=START, until=END, workers=8)
    took = time.monotonic() - began
    same = _is_true(out, fake)
    print(
        f"paced: {count} conversations, {server.admitted} requests and {server.refused} refused in "
        f"{took:.0f} s, of 4 a second, same: {same}"
    )
    return same


def _daily(out: Path, count: int) -> bool:
    """Update every day of a year, and compare with the truth at its end."""
    fake = year(count, START)
    began = time.monotonic()
    with AnyReach(fake.token(), transport=fake.transport) as client:
        for _ in range(DAYS):
            now = fake.clock.now + timedelta(days=1)
            fake.clock.now = now
            client.conversations.export(out, since=START, until=now, update=True)
    took = time.monotonic() - began
    same = _is_true(out, fake)
    print(
        f"daily: {count} conversations, {len(fake.requests)} requests, {took:.0f} s, same: {same}"
    )
    return same


def _is_true(out: Path, fake: FakeAnyReach) -> bool:
    """Return whether an export has what the fake has, and its files are as they were written."""
    there = {str(row["id"]): row for row in rows(out)}
    wanted = {str(row["id"]): row for row in truth(fake)}
    return there == wanted and len(rows(out)) == len(wanted) and verify(out) == []


def _table(folder: Path, count: int, of_dlt: int) -> bool:
    """Get a year in every way, or the part of it with so many, and print what each took."""
    print(f"| {'':16} | conversations | requests | a second | CPU, µs each | memory, MB |")
    print("| --- " * 6 + "|")
    well = True
    plain = 0.0
    for how in WAYS:
        wanted = min(count, of_dlt) if how == _DLT else count
        if not wanted:
            continue
        until = START + timedelta(days=min(DAYS, 1 + DAYS * wanted // _MANY))
        fake = year(wanted, until=until)
        with fake.as_role("read_sensitive").serve() as url:
            found, seconds, cpu, memory = _measured(
                how, url, folder / how.replace(", ", "-"), until
            )
        each = cpu / wanted * 1e6
        plain = plain or each
        ratio = len(fake.requests) / -(-wanted // PAGE)
        print(
            f"| {how:16} | {found:.0f} | {ratio:.3f} of perfect | {found / seconds:.0f} | "
            f"{each:.0f} ({each / plain:.2f} of plain) | {memory:.0f} |",
            flush=True,
        )
        well &= found == wanted
        if how in {"jsonl", "parquet"} and wanted >= _MANY:
            well &= ratio <= _MOST_OF_PERFECT and memory <= _MOST_MEMORY
            well &= each / plain <= _MOST_CPU
    return well


def _measured(how: str, url: str, out: Path, until: datetime) -> Sequence[float]:
    module = "tests.export_campaign.measure"
    line = [sys.executable, "-m", module, how, url, str(out), until.isoformat()]
    done = subprocess.run(line, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    found: Sequence[float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
