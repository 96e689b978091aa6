"""The report as JSON; its form is published in `schema.json` beside this file."""

import json
from typing import Any

from tools.specdiff._findings import Finding, Report
from tools.specdiff._rules import LEVELS

VERSION = 1


def as_json(report: Report) -> str:
    """Write a report as JSON.

    Args:
        report: The report.

    Returns:
        One JSON object and a line end.
    """
    document = {
        "version": VERSION,
        "verdict": dict.fromkeys(("api", "python", "sensitivity"))
        | {side: LEVELS[level] for side, level in report.verdict.items()},
        "next_version": None,
        "findings": [_finding(finding) for finding in report.findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
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
    }
