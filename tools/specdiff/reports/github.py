"""Write the report as GitHub workflow commands, each at its line of the contract.

The form of a command, and what has to be escaped in it, is that of `@actions/core`:
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from tools.documents import lines, printable
from tools.specdiff.inputs.sources import Given
from tools.specdiff.judgement.causes import causes
from tools.specdiff.judgement.findings import Finding
from tools.specdiff.judgement.next_version import PROJECT
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import COMPATIBLE, LEVELS
from tools.specdiff.reports.text import summary

_LONGEST = 2000


def as_github(outcome: Outcome, revision: Given) -> str:
    """Write a report as annotations.

    Args:
        outcome: The judged report.
        revision: The file to annotate; a removed part is shown where it would be. A contract
            from a URL has no lines on GitHub.

    Returns:
        A command per change and notice, one a line, and the summary for the log.
    """
    found = causes(outcome.report.findings)
    at = lines(revision.data, revision.name, [cause.first.pointer for cause in found])
    commands: list[str] = []
    for cause in found:
        one, places = cause.first, len(cause.pointers)
        place = {"file": revision.path, "line": str(at[one.pointer])} if revision.path else {}
        title = f"{LEVELS[one.worst]}: {one.rule}"
        reason = f" Accepted: {one.accepted}" if one.accepted is not None else ""
        also = f" The same at {places} places." if places > 1 else ""
        commands.append(
            _command(_severity(one, outcome), one.sentence + also + reason, **place, title=title)
        )
    for notice in outcome.notices:
        is_version = notice.kind == "version"
        place = {"file": PROJECT} if is_version else {}
        commands.append(_command("error" if is_version else "warning", notice.sentence, **place))
    return "".join(commands) + summary(outcome)


def _severity(finding: Finding, outcome: Outcome) -> str:
    if outcome.counts(finding):
        return "error"
    is_settled = finding.accepted is not None or finding.worst == COMPATIBLE
    return "notice" if is_settled else "warning"


def _command(name: str, message: str, **properties: str) -> str:
    written = ",".join(
        f"{key}={_escaped(text).replace(':', '%3A').replace(',', '%2C')}"
        for key, text in properties.items()
    )
    return f"::{name}{' ' if written else ''}{written}::{_escaped(printable(message, _LONGEST))}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
