"""Format the report: the table, as text or Markdown, and missed targets."""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata

from bench._contest import Row

_SCALES = {"s": 1.0, "ms": 1e3, "µs": 1e6, "MB": 1e-6}
_HEADINGS = ("subject", "measured", "cost", "baseline", "cost", "ratio", "quartiles", "target", "")
_PACKAGES = ("httpx", "attrs", "openapi-python-client", "pydantic", "datamodel-code-generator")


def report(rows: Sequence[Row], rounds: int, *, markdown: bool) -> Iterator[str]:
    """Return the lines of the report."""
    table = [_cells(row) for row in rows]
    for line in _machine(rounds):
        yield f"- {line}" if markdown else line
    yield ""
    yield from _as_markdown(table) if markdown else _as_text(table)
    yield ""
    missed = [row for row in rows if row.missed]
    for row in missed:
        yield f"MISSED: {row.subject}, {row.contender}: {row.ratio:.2f}, target {row.target:.2f}"
    if not missed:
        yield "All targets are met."


def _machine(rounds: int) -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    yield f"{datetime.now(UTC):%Y-%m-%d}, python -m bench --rounds {rounds}"
    yield (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )
    yield versions
    yield (
        f"CPU time: medians of {rounds} interleaved rounds (differs: 7, their growth: 3). Ratios: "
        "medians of the rounds' ratios. Memory: as counted by tracemalloc (differs: the process's "
        "peak)."
    )
    yield (
        "Imports and first responses run in fresh interpreters, in an environment with the "
        "client's run-time dependencies only."
    )


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "" if row.target is None else "MISSED" if row.missed else "holds"
    low, high = row.spread
    return (
        row.subject,
        row.contender,
        _amount(row.cost, row.unit),
        row.baseline,
        _amount(row.baseline_cost, row.unit),
        f"{row.ratio:.2f}",
        "" if low == high else f"{low:.2f}-{high:.2f}",
        "" if row.target is None else f"{row.target:.2f}",
        verdict,
    )


def _amount(cost: float, unit: str) -> str:
    amount = cost * _SCALES[unit]
    return f"{amount:,.{0 if amount >= 100 else 1}f} {unit}"  # noqa: PLR2004  three figures


def _as_text(table: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [_HEADINGS, *table]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _as_markdown(table: Sequence[Sequence[str]]) -> Iterator[str]:
    for line in (_HEADINGS, ["---"] * len(_HEADINGS), *table):
        yield f"| {' | '.join(line)} |"
