"""The report as one page of Markdown, for the summary of a job on GitHub."""

from collections.abc import Iterable

from tools.documents import printable
from tools.specdiff.judgement.accept import entry_of
from tools.specdiff.judgement.findings import Finding
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY
from tools.specdiff.reports.escaping import block, code, inline
from tools.specdiff.reports.text import reached

_MOST = 900_000  # bytes, of the 1 MiB that GitHub takes
_LONGEST = 300


def as_markdown(outcome: Outcome) -> str:
    """Write a report as Markdown.

    Args:
        outcome: The report and what it comes to.

    Returns:
        The verdicts, then the findings, worst first; below 1 MiB.
    """
    findings = outcome.report.findings
    page = _Page()
    page.add("# What changes in the contract\n")
    rows = [f"| {side} | **{LEVELS[n]}** |\n" for side, n in outcome.report.verdict.items()]
    page.add("\n| side | verdict |\n| --- | --- |\n" + "".join(rows) + "\n")
    if outcome.next_version:
        page.add(f"The next version of the client: **{written(outcome.next_version)}**\n")
    for notice in outcome.notices:
        page.add(f"\n> {inline(printable(notice.sentence, 2 * _LONGEST))}\n")
    if not findings:
        page.add("\nNothing changes.\n")
    open_ones = [one for one in findings if one.accepted is None]
    counting = [one for one in open_ones if outcome.counts(one)]
    for level in (BREAKING, RISKY):
        page.list(LEVELS[level].capitalize(), [one for one in open_ones if one.worst == level])
    if counting:
        page.fold("How to accept what is meant", map(_entry, counting))
    page.list("Accepted", [one for one in findings if one.accepted is not None])
    compatible = [one for one in open_ones if one.worst == COMPATIBLE]
    if compatible:
        page.fold(f"Compatible: {len(compatible)}", map(_item, compatible))
    return page.text()


class _Page:
    """A page that knows how much still goes on it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = _MOST
        self._out = 0

    def add(self, text: str) -> None:
        """Add a text, or count it as left out."""
        size = len(text.encode())
        if size > self._left:
            self._out += 1
        else:
            self._left -= size
            self._parts.append(text)

    def list(self, heading: str, findings: list[Finding]) -> None:
        if findings:
            self.add(f"\n## {heading}: {len(findings)}\n\n")
        for finding in findings:
            self.add(_item(finding))

    def fold(self, heading: str, items: Iterable[str]) -> None:
        self._parts.append(f"\n<details>\n<summary>{heading}</summary>\n\n")
        for item in items:
            self.add(item)
        self._parts.append("\n</details>\n")

    def text(self) -> str:
        if self._out:
            self._parts.append(
                f"\n**{self._out} items are left out, since the page would be too large; "
                "`--format text` has them all.**\n"
            )
        return "".join(self._parts)


def _item(finding: Finding) -> str:
    where = code(f"#{printable(finding.pointer, _LONGEST)}")
    names = inline(reached(finding, ", reached from "))
    reason = finding.accepted
    accepted = f"  \n  Accepted: {inline(printable(reason, _LONGEST))}" if reason else ""
    return (
        f"- `{finding.rule}` ({'/'.join(finding.levels)}): {inline(finding.sentence)}  \n"
        f"  at {where}{names}{accepted}\n"
    )


def _entry(finding: Finding) -> str:
    return block(entry_of(finding).splitlines(), "toml") + "\n"
