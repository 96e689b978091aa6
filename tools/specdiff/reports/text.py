"""The report as text for a terminal or a log."""

from tools.documents import printable
from tools.specdiff.judgement.accept import entry_of
from tools.specdiff.judgement.findings import Finding
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY

_COLOURS = ("\033[32m", "\033[33m", "\033[31m")
_PLAIN = "\033[0m"
_MOST = 5  # operations that are named
_LONGEST = 300


def as_text(outcome: Outcome, *, colour: bool) -> str:
    """Write a report as text.

    Args:
        outcome: The report and what it comes to.
        colour: Whether to use the colours of a terminal.

    Returns:
        One paragraph per finding, worst first, and the verdicts.
    """
    parts = [
        f"{_word(one.worst, colour)} ({'/'.join(one.levels)}) {one.rule}\n  {one.sentence}\n"
        f"  at #{printable(one.pointer, _LONGEST)}{reached(one, ', reached from ')}\n"
        + _acceptance(one, counts=outcome.counts(one))
        for one in outcome.report.findings
    ]
    return "\n".join([*parts, summary(outcome, colour=colour)])


def _word(level: int, colour: bool) -> str:  # noqa: FBT001 - it only chooses
    return f"{_COLOURS[level]}{LEVELS[level]}{_PLAIN}" if colour else LEVELS[level]


def reached(finding: Finding, before: str) -> str:
    """Name the operations that a finding reaches, the first few of many.

    Args:
        finding: The finding.
        before: What to say before the names.

    Returns:
        Nothing when there are none.
    """
    names = finding.operations
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    named = ", ".join(printable(name, _LONGEST) for name in names[:_MOST])
    return f"{before}{named}{rest}" if names else ""


def _acceptance(finding: Finding, *, counts: bool) -> str:
    if finding.accepted is not None:
        return f"  accepted: {printable(finding.accepted, _LONGEST)}\n"
    if not counts:
        return ""
    entry = entry_of(finding).replace("\n", "\n    ").rstrip(" ")
    return f"  to accept it, give it a reason in the accept file:\n    {entry}"


def summary(outcome: Outcome, *, colour: bool = False) -> str:
    """Say how many findings there are, and what they come to.

    Args:
        outcome: The report and what it comes to.
        colour: Whether to use the colours of a terminal.

    Returns:
        A few lines, the verdicts last.
    """
    findings, verdict = outcome.report.findings, outcome.report.verdict
    counts = {
        LEVELS[level]: sum(one.worst == level for one in findings)
        for level in (BREAKING, RISKY, COMPATIBLE)
    }
    counts["accepted"] = sum(one.accepted is not None for one in findings)
    lines = [", ".join(f"{n} {word}" for word, n in counts.items() if n) or "no changes"]
    lines += [printable(notice.sentence, 2 * _LONGEST) for notice in outcome.notices]
    if outcome.next_version:
        lines.append(f"next version: {written(outcome.next_version)}")
    verdicts = ", ".join(f"{side} {_word(level, colour)}" for side, level in verdict.items())
    return "\n".join([*lines, f"verdict: {verdicts}", ""])
