"""Judge a report: the findings that count, the notices, and the exit code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from tools.specdiff.judgement.accept import BY_NAME, Entry, accept
from tools.specdiff.judgement.findings import Finding, Report
from tools.specdiff.judgement.next_version import Version, behind, following
from tools.specdiff.judgement.rules import Side
from tools.specdiff.levels import BREAKING, RISKY

THRESHOLDS: Final = {"breaking": BREAKING, "risky": RISKY, "never": None}


class Notice(NamedTuple):
    """A message beside the findings."""

    kind: Literal["accept", "version"]
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged report.

    Accepted findings still affect the verdicts, but not the exit code.
    """

    report: Report
    threshold: int | None
    """The level from which findings count; None if none count."""
    next_version: Version | None
    """The version that the client needs; None if the current version is unknown."""
    notices: tuple[Notice, ...]

    def counts(self, finding: Finding) -> bool:
        """Check whether a finding affects the exit code.

        Args:
            finding: One of the report.
        """
        if self.threshold is None or finding.accepted is not None:
            return False
        return finding.worst >= self.threshold or finding.rule in BY_NAME

    @property
    def exit_code(self) -> int:
        """0 if no finding counts, 2 if only risky ones do with `--fail-on risky`, otherwise 1."""
        counting = [finding for finding in self.report.findings if self.counts(finding)]
        if any(notice.kind == "version" for notice in self.notices):
            return 1
        only_risky = self.threshold == RISKY and all(one.worst == RISKY for one in counting)
        return (2 if only_risky else 1) if counting else 0


def judge(
    report: Report,
    threshold: int | None,
    *,
    sides: tuple[Side, ...],
    entries: Sequence[Entry],
    day: date,
    current: Version | None,
    project: Version | None,
) -> Outcome:
    """Judge a report.

    Args:
        report: All findings.
        threshold: The level from which findings count; None if none count.
        sides: The sides to show and to count. The next version depends on all sides of the
            report.
        entries: The accepted changes.
        day: Today.
        current: The client's version before the change; None if unknown.
        project: The client's version now; None to skip the check.

    Returns:
        The outcome.
    """
    report, sentences = accept(report, entries, day)
    notices = [Notice("accept", sentence) for sentence in sentences]
    needed = following(current, report) if current else None
    if needed and project and (problem := behind(needed, project)):
        notices.append(Notice("version", problem))
    return Outcome(report.of(sides), threshold, needed, tuple(notices))
