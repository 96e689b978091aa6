"""Write the report as text for a terminal or a log."""

from tools.documents import printable
from tools.specdiff.judgement.accept import entry_of
from tools.specdiff.judgement.causes import Cause, causes
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY

_COLOURS = ("\033[32m", "\033[33m", "\033[31m")
_PLAIN = "\033[0m"
_MOST = 5  # operations, or places, that are named
_LONGEST = 300


def as_text(outcome: Outcome, *, colour: bool, compatible: bool = False) -> str:
    """Write a report as text.

    Args:
        outcome: The judged report.
        colour: Whether to use the colours of a terminal.
        compatible: Whether to list the compatible changes, too.

    Returns:
        One paragraph per change, worst first, and the verdicts.
    """
    found = causes(outcome.report.findings)
    listed = [one for one in found if compatible or one.first.worst > COMPATIBLE]
    parts = [_paragraph(one, outcome, colour=colour) for one in listed]
    if len(listed) < len(found):
        parts.append("Compatible changes are not listed; --compatible lists them.\n")
    return "\n".join([*parts, summary(outcome, colour=colour)])


def _paragraph(cause: Cause, outcome: Outcome, *, colour: bool) -> str:
    first = cause.first
    return (
        f"{_word(first.worst, colour)} ({'/'.join(first.levels)}) {first.rule}\n"
        f"  {first.sentence}\n"
        f"  {at(cause)}{reached(cause, ', reached from ')}\n"
        + _acceptance(cause, counts=outcome.counts(first))
    )


def _word(level: int, colour: bool) -> str:  # noqa: FBT001 - it only chooses
    return f"{_COLOURS[level]}{LEVELS[level]}{_PLAIN}" if colour else LEVELS[level]


def at(cause: Cause) -> str:
    """Write the places of a change; only the first few of many."""
    places = [f"#{printable(pointer, _LONGEST)}" for pointer in cause.pointers]
    if len(places) == 1:
        return f"at {places[0]}"
    return f"at {len(places)} places: {_few(places)}"


def reached(cause: Cause, before: str) -> str:
    """Name the operations that a change reaches; only the first few of many.

    Args:
        cause: The change.
        before: The text before the names.

    Returns:
        The text; empty if there are no operations.
    """
    names = [printable(name, _LONGEST) for name in cause.operations]
    return f"{before}{_few(names)}" if names else ""


def _few(names: list[str]) -> str:
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{rest}"


def _acceptance(cause: Cause, *, counts: bool) -> str:
    if cause.first.accepted is not None:
        return f"  accepted: {printable(cause.first.accepted, _LONGEST)}\n"
    if not counts:
        return ""
    entry = entry_of(cause).replace("\n", "\n    ").rstrip(" ")
    return f"  to accept it, give it a reason in the accept file:\n    {entry}"


def summary(outcome: Outcome, *, colour: bool = False) -> str:
    """Write the numbers of changes and the verdicts.

    Args:
        outcome: The judged report.
        colour: Whether to use the colours of a terminal.

    Returns:
        A few lines, with the verdicts last.
    """
    found, verdict = causes(outcome.report.findings), outcome.report.verdict
    kinds = {
        LEVELS[level]: [one for one in found if one.first.worst == level]
        for level in (BREAKING, RISKY, COMPATIBLE)
    }
    kinds["accepted"] = [one for one in found if one.first.accepted is not None]
    counts = [_count(word, kind) for word, kind in kinds.items() if kind]
    lines = [", ".join(counts) or "no changes"]
    lines += [printable(notice.sentence, 2 * _LONGEST) for notice in outcome.notices]
    if outcome.next_version:
        lines.append(f"next version: {written(outcome.next_version)}")
    verdicts = ", ".join(f"{side} {_word(level, colour)}" for side, level in verdict.items())
    return "\n".join([*lines, f"verdict: {verdicts}", ""])


def _count(word: str, kind: list[Cause]) -> str:
    places = sum(len(one.pointers) for one in kind)
    return f"{len(kind)} {word}" + (f" (at {places} places)" if places > len(kind) else "")
