"""The report as text for a terminal or a log."""

from tools.specdiff._findings import Finding, Report
from tools.specdiff._rules import LEVELS

_COLOURS = ("\033[32m", "\033[33m", "\033[31m")
_PLAIN = "\033[0m"
_MOST = 5  # operations that are named


def as_text(report: Report, *, colour: bool) -> str:
    """Write a report as text.

    Args:
        report: The report.
        colour: Whether to use the colours of a terminal.

    Returns:
        One paragraph per finding, worst first, and the verdicts.
    """

    def word(level: int) -> str:
        return f"{_COLOURS[level]}{LEVELS[level]}{_PLAIN}" if colour else LEVELS[level]

    parts = [_finding(finding, word(finding.worst)) for finding in report.findings]
    verdicts = ", ".join(f"{side} {word(level)}" for side, level in report.verdict.items())
    counts = [sum(finding.worst == level for finding in report.findings) for level in (2, 1, 0)]
    summary = ", ".join(f"{n} {LEVELS[2 - i]}" for i, n in enumerate(counts) if n)
    parts.append(f"{summary or 'no changes'}\nverdict: {verdicts}\n")
    return "\n".join(parts)


def _finding(finding: Finding, word: str) -> str:
    sides = "/".join(finding.levels)
    where = finding.revision if finding.revision is not None else finding.base
    names = finding.operations
    named = ", ".join(names[:_MOST])
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    reached = f"\n  reached from {named}{rest}" if names else ""
    return f"{word} ({sides}) {finding.rule}\n  {finding.sentence}\n  at #{where}{reached}\n"
