"""Read the accept file: changes that a maintainer accepts, with reasons.

An entry identifies one change: its rule, its pointer and the digest of both values. An entry for
several places has a pattern as pointer and the number of places, so that it cannot accept a place
that nobody reviewed. A field that is no longer sensitive needs an entry for each place. `expires`
is optional: another change needs another entry, and an entry without a change is reported as stale.
Set a date if the reason itself ends, such as a mark that the vendor promised to restore.

An entry with an operation applies only to that operation: a change that reaches several is accepted
if all of them are.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from tools.documents import DocumentError, printable
from tools.specdiff.inputs.toml import read_toml
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.judgement.causes import Cause, expression
from tools.specdiff.judgement.findings import Finding, Report
from tools.specdiff.judgement.rules import RULES

BY_NAME: Final = frozenset({
    "field-no-longer-sensitive", "field-no-longer-secret", "sensitive-field-unmarked"
})  # fmt: skip
"""Rules whose findings count at every threshold until accepted, each by its own entry: otherwise
personal data could appear in logs without anyone's decision."""
_TEXTS = ("rule", "pointer", "change", "reason")
_KINDS: Final[dict[str, tuple[type, str]]] = {
    **dict.fromkeys((*_TEXTS, "operation"), (str, "text in quotes")),
    "expires": (date, "a date without quotes, as in 2027-01-31"),
    "places": (int, "a number without quotes"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted change."""

    place: str
    """The file and the number of the entry, for messages."""
    rule: str
    pointer: str
    change: str
    reason: str
    operation: str | None = None
    """Such as `GET /pets`; None for all operations that the change reaches."""
    expires: date | None = None
    """The last day on which it holds, in UTC."""
    places: int | None = None
    """The number of accepted places, if the pointer is a pattern."""

    def matches(self, finding: Finding) -> bool:
        """Check whether the entry applies to a finding.

        Args:
            finding: Any finding.
        """
        return (
            (self.rule, self.change) == (finding.rule, finding.change)
            and (self.operation is None or self.operation in finding.operations)
            and (
                self.pointer == finding.pointer
                if self.places is None
                else expression(self.pointer).fullmatch(finding.pointer) is not None
            )
        )

    def __str__(self) -> str:
        """Name it in a message."""
        return f"{self.place}: {self.rule} at #{printable(self.pointer, 300)}"


def read_entries(path: str | None) -> list[Entry]:
    """Read an accept file: TOML, tables `[[accept]]`.

    Args:
        path: The file, or None.

    Returns:
        The entries.

    Raises:
        DocumentError: The file cannot be read, or an entry is invalid.
    """
    if path is None:
        return []
    name, content = read_toml(path)
    given: Any = content.get("accept", [])
    if content.keys() - {"accept"} or not is_array(given):
        raise DocumentError(f"{name}: must contain only `[[accept]]` tables, one for each change")
    return [_entry(one, f"{name}: entry {number}") for number, one in enumerate(given, 1)]


def _entry(given: Any, place: str) -> Entry:
    if not is_object(given):
        raise DocumentError(f"{place}: must be a table; begin it with `[[accept]]`")
    for problem in _problems(given):
        raise DocumentError(f"{place}: {problem}")
    return Entry(place, **given)


def _problems(entry: dict[str, Any]) -> Iterator[str]:
    for name in sorted(entry.keys() - _KINDS):
        yield f"unknown key `{printable(name)}`; remove it"
    for name in _TEXTS:
        if name not in entry:
            yield f"`{name}` is missing; copy the entry from a report"
    for name, (kind, what) in _KINDS.items():
        if name in entry and type(entry[name]) is not kind:
            yield f"`{name}` must be {what}"
    if "places" in entry and entry["rule"] in BY_NAME:
        yield "this rule needs an entry for each place; remove `places`, and set the pointer"
    if entry["rule"] not in RULES:
        yield f"unknown rule {printable(entry['rule'])!r}; copy the entry from a report"
    if not entry["reason"].strip():
        yield "`reason` is blank; say why you accept the change"


def accept(report: Report, entries: Sequence[Entry], day: date) -> tuple[Report, list[str]]:
    """Mark accepted findings.

    Args:
        report: All findings.
        entries: The accepted changes.
        day: The date for checking whether an entry has expired.

    Returns:
        The report with unchanged verdicts, and a sentence for each entry that is stale or
        expired. Entries for sides that were not compared are neither.
    """
    refusals = [_refusal(entry, report, day) for entry in entries]
    judged = list(zip(entries, refusals, strict=True))
    valid = [entry for entry, refusal in judged if refusal is None]
    findings = tuple(
        replace(finding, accepted=_reason(finding, valid)) for finding in report.findings
    )
    sentences = [
        f"{entry} {refusal}"
        for entry, refusal in judged
        if refusal is not None and RULES[entry.rule].side in report.verdict
    ]
    return Report(findings, report.verdict), sentences


def _refusal(entry: Entry, report: Report, day: date) -> str | None:
    """Return the reason why an entry is invalid, or None."""
    places = len({one.pointer for one in report.findings if entry.matches(one)})
    if not places:
        return "is stale: the change no longer exists; remove the entry"
    if entry.places is not None and places > entry.places:
        return (
            f"accepts {entry.places} places, but the change is at {places}; review the others, "
            "and copy the entry from the report again"
        )
    if entry.expires is not None and day > entry.expires:
        return f"expired on {entry.expires}; the change counts again"
    return None


def _reason(finding: Finding, entries: Iterable[Entry]) -> str | None:
    matching = [entry for entry in entries if entry.matches(finding)]
    named = {entry.operation for entry in matching}
    if not matching or (None not in named and named < set(finding.operations)):
        return None
    return "; ".join(dict.fromkeys(entry.reason.strip() for entry in matching))


def entry_of(cause: Cause) -> str:
    """Write the entry that accepts a change, with an empty reason.

    Args:
        cause: The change.

    Returns:
        TOML with line ends.
    """
    first, places = cause.first, len(cause.pointers)
    members = {"rule": first.rule, "pointer": cause.pattern, "change": first.change}
    lines = ["[[accept]]", *(f"{name} = {_quoted(text)}" for name, text in members.items())]
    if places > 1:
        lines.append(f"places = {places}")
    return "\n".join([*lines, 'reason = ""', ""])


def _quoted(text: str) -> str:
    """Write a TOML string of printable characters."""
    return "".join(
        letter if letter.isprintable() or letter == " " else _escape(letter)
        for letter in json.dumps(text, ensure_ascii=False)
    )


def _escape(letter: str) -> str:
    code = ord(letter)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"  # noqa: PLR2004 - TOML's two
