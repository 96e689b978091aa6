"""What a report comes to: which findings count, what else is to be said, the exit code."""

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
    """Something to say beside the findings."""

    kind: Literal["accept", "version"]
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report, judged.

    Its verdicts are the truth about the contract, accepted or not. What is accepted no longer
    counts, which is what decides the exit code.
    """

    report: Report
    threshold: int | None
    """The level from which findings count, None for no level."""
    next_version: Version | None
    """The version that the client must have, None when there is none to count from."""
    notices: tuple[Notice, ...]

    def counts(self, finding: Finding) -> bool:
        """Check whether somebody has to deal with a finding.

        Args:
            finding: One of the report.
        """
        if self.threshold is None or finding.accepted is not None:
            return False
        return finding.worst >= self.threshold or finding.rule in BY_NAME

    @property
    def exit_code(self) -> int:
        """0 when nothing counts, 2 when only risky findings do, and were asked for, else 1."""
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
        threshold: The level from which findings count, None for no level.
        sides: The sides to show and to count. The next version counts what else the report has,
            too: it has to be right for all users.
        entries: What is accepted.
        day: Today.
        current: The client's version before the change, None when it is not known.
        project: The client's version now, None when it is not to be checked.

    Returns:
        The outcome.
    """
    report, sentences = accept(report, entries, day)
    notices = [Notice("accept", sentence) for sentence in sentences]
    needed = following(current, report) if current else None
    if needed and project and (problem := behind(needed, project)):
        notices.append(Notice("version", problem))
    return Outcome(report.of(sides), threshold, needed, tuple(notices))
