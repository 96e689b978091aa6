"""The campaign of exports: kills, a year of daily updates, and a million conversations.

`nox -s export-campaign -- [--kills N] [--count N] [--daily N]`
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from anyreach import AnyReach
from anyreach._transport.httpx_transports import handler_transport
from anyreach.export import verify
from tests.export_campaign.kills import campaign, summary
from tests.export_campaign.year import DAYS, START, Year
from tests.overlay.exports import rows

_PAGE = 100
_PLAIN = 50_000  # conversations that the plain loop lists


def main(argv: Sequence[str]) -> int:
    """Run the campaign, and print what it took.

    Returns:
        1 when something is missing, is there twice, or is not as it should be; else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.export_campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how many kills (default: 50)")
    parser.add_argument("--count", type=int, default=1_000_000, help="conversations in the year")
    parser.add_argument("--daily", type=int, default=20_000, help="of the year of daily updates")
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
        if options.daily:
            well &= _daily(folder / "daily", options.daily)
        if options.count:
            for suffix in ("jsonl", "parquet"):
                well &= _scale(folder / suffix, options.count, suffix)
            _plain(min(options.count, _PLAIN))
    return 0 if well else 1


def _daily(out: Path, count: int) -> bool:
    """Update every day of a year, and compare with the truth at its end."""
    year = Year(count)
    began = time.monotonic()
    with AnyReach("ak_1.x", transport=handler_transport(year.respond)) as client:
        for day in range(1, DAYS + 1):
            year.now = START + timedelta(days=day)
            client.conversations.export(out, since=START, until=year.now, update=True)
    truth = sorted(year.truth(), key=_id)
    same = sorted(rows(out), key=_id) == truth and verify(out) == []
    took = time.monotonic() - began
    print(
        f"daily: {len(truth)} conversations, {year.requests} requests, {took:.0f} s, same: {same}"
    )
    return same


def _id(row: dict[str, object]) -> str:
    return str(row["id"])


def _scale(out: Path, count: int, suffix: str) -> bool:
    """Export the year, and print requests, memory and time."""
    line = [str(out), str(count), "2000", str(DAYS), "-1", suffix]
    done = subprocess.run(
        [sys.executable, "-m", "tests.export_campaign.worker", *line],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    _, found, requests, memory, seconds, cpu = done.stdout.split()
    perfect = -(-count // _PAGE)
    print(
        f"{suffix}: {found} conversations, {requests} requests ({int(requests) / perfect:.3f} of "
        f"perfect), {memory} MB, {int(found) / float(seconds):.0f} a second, "
        f"{float(cpu) / int(found) * 1e6:.0f} us of CPU each"
    )
    return int(found) == count


def _plain(count: int) -> None:
    """List and write as many lines as a plain loop does."""
    year = Year(count)
    with (
        AnyReach("ak_1.x", transport=handler_transport(year.respond)) as client,
        tempfile.TemporaryFile("w") as file,
    ):
        before = time.process_time()
        since, until = START, datetime.now(UTC)
        for one in client.conversations.list(
            created_after=since, created_before=until, page_size=_PAGE
        ):
            file.write(json.dumps(one.to_dict()) + "\n")
        cpu = time.process_time() - before
    print(f"plain loop: {count} conversations, {cpu / count * 1e6:.0f} us of CPU each")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
