"""The campaign's figures as a table, and what was skipped, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.wild.campaign import Result

_HEADS = (
    *("contract", "operations", "generated", "skipped", "edits", "calls right", "wrong"),
    *("unions right", "wrong", "models", "round trips", "wrong", "untried", "type errors"),
    *("lines", "seconds", "of stock's"),
)


def table(results: Sequence[Result]) -> Iterator[str]:
    """Yield a row for each contract; untried are the values that could not be made."""
    yield _row(_HEADS)
    yield _row(["---"] + ["---:"] * (len(_HEADS) - 1))
    for one in results:
        report = one.report
        if not report:
            yield _row([one.name, "failed"])
            continue
        pairs = [
            cell
            for name in ("calls", "unions")
            for cell in (report[name]["right"], len(report[name]["faults"]))
        ]
        skipped, edits = len(one.generation.skipped), one.generation.edits
        untried = sum(len(report[name]["unmade"]) for name in ("calls", "trips"))
        stock = f"{one.generation.seconds / one.stock:.2f}" if one.stock else ""
        yield _row(
            [
                *(one.name, report["operations"], report["generated"], skipped, edits, *pairs),
                *(report["models"], report["trips"]["right"], len(report["trips"]["faults"])),
                *(untried, len(one.type_errors), one.lines, f"{one.generation.seconds:.1f}", stock),
            ]
        )


def skips(results: Sequence[Result]) -> Iterator[str]:
    """Yield what was skipped of each contract, and why."""
    for one in results:
        for skip in one.generation.skipped:
            part = skip.get("operation") or skip.get("schema")
            yield f"- {one.name}: `{part}`: {skip['reason']}"


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
