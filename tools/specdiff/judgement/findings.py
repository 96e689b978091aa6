"""Build findings: changes with operations, levels and a sentence."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tools.specdiff.inputs.document import Document
from tools.specdiff.inputs.values import identity, is_array
from tools.specdiff.judgement.rules import RULES, WIRE, Side
from tools.specdiff.judgement.wording import named, quoted, shown
from tools.specdiff.levels import BREAKING, COMPATIBLE, RISKY
from tools.specdiff.python.facts import Found, Source
from tools.specdiff.wire.comparison import Comparison
from tools.specdiff.wire.operations import Compared, compare_operations
from tools.specdiff.wire.schema.graph import Change, Node, Sense, reach, settle
from tools.specdiff.wire.schema.run import run
from tools.specdiff.wire.schema.sensitivity import Reach, new_fields

_MOST = 1_000  # values of a list that are repeated in a report; only a hostile one has more
_DIGITS = 16  # of a digest; anyone who can forge one can also accept the change


@dataclass(frozen=True, slots=True)
class Finding:
    """One change and its meaning."""

    rule: str
    levels: Mapping[Side, int]
    """The level for each affected side."""
    operations: tuple[str, ...]
    direction: Sense | None
    """The side that writes the value: the client (`request`), the API (`response`), or None."""
    base: str | None
    """JSON pointer in the base; None for an addition."""
    revision: str | None
    before: Any
    after: Any
    sentence: str
    change: str
    """A digest of both values; another value makes another change."""
    accepted: str | None = None
    """The reason why a maintainer accepts it, or None."""

    @property
    def worst(self) -> int:
        """The worst of its levels."""
        return max(self.levels.values())

    @property
    def pointer(self) -> str:
        """The place in the revision, or in the base for a removal."""
        return self.revision if self.revision is not None else self.base or ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, worst first, and the verdicts."""

    findings: tuple[Finding, ...]
    verdict: Mapping[Side, int]

    def of(self, sides: tuple[Side, ...]) -> "Report":
        """Keep the findings of some sides.

        Args:
            sides: The sides.

        Returns:
            The report for these sides.
        """
        kept = [
            replace(one, levels={side: one.levels[side] for side in one.levels if side in sides})
            for one in self.findings
            if not one.levels.keys().isdisjoint(sides)
        ]
        kept.sort(key=_order)
        verdict: dict[Side, int] = {
            side: level for side, level in self.verdict.items() if side in sides
        }
        return Report(tuple(kept), verdict)


def digest(before: Any, after: Any) -> str:
    """Identify a change of values.

    Args:
        before: The whole value in the base.
        after: The whole value in the revision.

    Returns:
        Hexadecimal digits.
    """
    text = json.dumps([before, after], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def diff(
    base: Document,
    revision: Document,
    levels: Mapping[str, int],
    sides: tuple[Side, ...] = WIRE,
    settings: tuple[str | None, str | None] = (None, None),
) -> Report:
    """Compare two documents.

    Args:
        base: The document before.
        revision: The document after.
        levels: Overridden levels, by rule id.
        sides: The sides to compare.
        settings: The text of each `generator-config.yaml`; None for this repository's file.

    Returns:
        The changes.

    Raises:
        DocumentError: A document does not resolve.
    """

    def level(rule: str) -> int:
        return levels.get(rule, RULES[rule].level)

    if "python" in sides:
        from tools.specdiff.python.process import generating  # noqa: PLC0415  only this side needs it

        sources = map(Source, (base.root.raw, revision.root.raw), settings)
        with generating(*sources) as generated:
            findings = _contracts(base, revision, level)
            findings += [python_finding(one, level(one.rule)) for one in generated.compare()]
    else:
        findings = _contracts(base, revision, level)
    findings.sort(key=_order)
    verdict: dict[Side, int] = {
        side: max(
            (finding.levels.get(side, COMPATIBLE) for finding in findings), default=COMPATIBLE
        )
        for side in sides
    }
    return Report(tuple(findings), verdict).of(sides)


def _contracts(base: Document, revision: Document, level: Callable[[str], int]) -> list[Finding]:
    """Find the changes of the api and sensitivity sides."""

    def api(rule: str) -> int:
        return level(rule) if RULES[rule].side == "api" else COMPATIBLE

    comparison = Comparison(base, revision)
    compared = compare_operations(comparison)
    roots = [one.node for one in compared]
    run(comparison.schemas)
    settle(roots, api, partial(run, comparison.schemas))
    nodes = reach(roots)
    schemas = comparison.schemas
    before = Reach(schemas.schemas(base), comparison.base_roots)
    after = Reach(schemas.schemas(revision), comparison.revision_roots)
    nodes += new_fields(before, after, roots, schemas.met)
    return [
        _finding(change, mask, compared, level, (base, revision))
        for change, mask in _distinct(nodes).values()
    ]


def python_finding(found: Found, level: int) -> Finding:
    """Make the finding for a change of a generated package.

    Args:
        found: The change.
        level: Its level.

    Returns:
        The finding.
    """
    before, after = _short(found.before), _short(found.after)
    sentence = RULES[found.rule].sentence
    return Finding(
        found.rule,
        {"python": level},
        found.operations,
        found.direction,
        found.base,
        found.revision,
        before,
        after,
        sentence.format(subject=found.subject, before=shown(before), after=shown(after)),
        digest(found.before, found.after),
    )


def _distinct(nodes: list[Node]) -> dict[Any, tuple[Change, int]]:
    """Merge equal changes that were found in several ways."""
    found: dict[Any, tuple[Change, int]] = {}
    for node in nodes:
        for change in node.changes:
            key = (*change[:4], identity(change.before), identity(change.after))
            known, mask = found.get(key, (change, 0))
            if known.subject != change.subject:
                change = change._replace(subject=None)  # noqa: PLW2901 - several subjects
            found[key] = (change, mask | node.mask)
    return found


def _order(finding: Finding) -> tuple[int | str, ...]:
    where = (finding.revision or finding.base or "", finding.base or "")
    values = (str(finding.before), str(finding.after))
    return (-finding.worst, *where, finding.rule, finding.sentence, *values)


def _subject(change: Change, documents: tuple[Document, Document]) -> str:
    """Name the subject of a change, in its document."""
    base, revision = documents
    document = base if change.revision is None else revision
    where = change.subject or (change.base if change.revision is None else change.revision) or ""
    if where.endswith("/required") and "property" in change.rule:
        # The property is required without a description.
        return named(document, where.removesuffix("/required"), change.after or change.before)
    return named(document, where)


def _finding(
    change: Change, mask: int, compared: list[Compared], level: Any,
    documents: tuple[Document, Document],
) -> Finding:  # fmt: skip
    reached = [one for index, one in enumerate(compared) if mask >> index & 1]
    worst = level(change.rule)
    if worst == BREAKING and not any(one.promised for one in reached) and reached:
        unstable = not change.rule.startswith(("sensitive", "response-field"))
        worst = RISKY if unstable else worst
    before, after = _short(change.before), _short(change.after)
    rule = RULES[change.rule]
    labels = tuple(sorted(one.label for one in reached))
    sentence = rule.sentence.format(
        subject=_subject(change, documents), before=quoted(before), after=quoted(after)
    )
    return Finding(
        change.rule,
        {rule.side: worst},
        labels,
        change.sense,
        change.base,
        change.revision,
        before,
        after,
        sentence[:1].upper() + sentence[1:] if sentence[:1].islower() else sentence,
        digest(change.before, change.after),
    )


def _short(value: Any) -> Any:
    if is_array(value) and len(value) > _MOST:  # pyright: ignore[reportUnknownArgumentType]
        listed: list[Any] = value
        return [*listed[:_MOST], f"and {len(listed) - _MOST} more"]
    return value
