"""Write the report as JSON, in the form of `tools/specdiff/schema.json`."""

import json
from typing import Any

from tools.specdiff.judgement.causes import causes
from tools.specdiff.judgement.findings import Finding
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.judgement.rules import SIDES
from tools.specdiff.levels import LEVELS

VERSION = 1


def as_json(outcome: Outcome) -> str:
    """Write a report as JSON.

    Args:
        outcome: The judged report.

    Returns:
        One JSON object and a line end.
    """
    verdict = outcome.report.verdict
    found = enumerate(causes(outcome.report.findings), 1)
    numbers = {id(one): number for number, cause in found for one in cause.findings}
    document = {
        "version": VERSION,
        "verdict": dict.fromkeys(("api", "python", "sensitivity", *SIDES))
        | {side: LEVELS[level] for side, level in verdict.items()},
        "next_version": written(outcome.next_version) if outcome.next_version else None,
        "notices": [notice._asdict() for notice in outcome.notices],
        "findings": [
            _finding(finding, counts=outcome.counts(finding), cause=numbers[id(finding)])
            for finding in outcome.report.findings
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _finding(finding: Finding, *, counts: bool, cause: int) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "levels": {side: LEVELS[level] for side, level in finding.levels.items()},
        "operations": list(finding.operations),
        "direction": finding.direction,
        "base": finding.base,
        "revision": finding.revision,
        "before": finding.before,
        "after": finding.after,
        "sentence": finding.sentence,
        "change": finding.change,
        "accepted": finding.accepted,
        "counts": counts,
        "cause": cause,
    }
