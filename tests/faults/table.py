"""The campaign's figures as text: a line per kind of fault, a line per client, and the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.faults.campaign import BAD, NO_FAULT, Tally, Verdict
from tests.faults.scenes import Scene

_MIB = 1024 * 1024


def kinds_table(tally: Tally) -> Iterator[str]:
    """Yield the table of what came of each kind of fault, in Markdown."""
    verdicts = [verdict.value for verdict in Verdict]
    yield from _rows(["fault", "injected", *verdicts])
    for kind, counts in tally.kinds.items():
        if kind != NO_FAULT:
            yield _row([kind, counts[None], *(counts[verdict] for verdict in Verdict)])


def clients_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the table of what came of each client's calls, in Markdown."""
    verdicts = ["right" if verdict is Verdict.RIGHT else verdict.value for verdict in Verdict]
    yield from _rows(["client", "calls", "requests", "faults", *verdicts, "leaks", "longest call"])
    for name, tally in tallies.items():
        counts = [tally.calls[verdict] for verdict in Verdict]
        leaks = sum(tally.leaks.values())
        numbers = [sum(counts), tally.requests, tally.faults, *counts, leaks]
        yield _row([name, *numbers, f"{tally.longest:.2f} s"])


def scenes_table(scenes: Iterable[Scene]) -> Iterator[str]:
    """Yield the table of what came of each scene, in Markdown."""
    yield from _rows(["scene", "client", "calls", "right", "requests", "seconds", "at most"])
    for scene in scenes:
        took, most = f"{scene.seconds:.1f}", f"{scene.most_seconds:.1f}"
        yield _row([*scene[:5], took, most + " **missed**" * (not scene.kept)])


def summary(tally: Tally, storms: Mapping[str, float], bombs: Mapping[str, int]) -> Iterator[str]:
    """Yield the figures of the whole, a line each.

    Args:
        tally: What came of all calls.
        storms: Requests per call in a storm of 429s, by client.
        bombs: Bytes by which a process grew, by bomb.
    """
    counts = [f"{tally.calls[verdict]} {verdict.value}" for verdict in BAD]
    leaks = f"{sum(tally.leaks.values())} leaks"
    yield f"{sum(tally.calls.values())} calls, {tally.faults} faults: {', '.join([*counts, leaks])}"
    yield f"errors that tell too few attempts, or deny one that arrived: {tally.false_claims}"
    yield f"asked again {tally.waited} times after a Retry-After, {tally.early} times too early"
    figures = ", ".join(f"{name} {figure:.2f}" for name, figure in storms.items())
    yield f"requests per call in a storm of 429s, 20 calls: {figures}"
    worst = max(bombs, key=lambda bomb: bombs[bomb])
    yield f"memory under the worst bomb ({worst}): {bombs[worst] / _MIB:.1f} MiB; the cap is 32 MiB"


def _rows(heads: Sequence[str]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] + ["---:"] * (len(heads) - 1))


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
