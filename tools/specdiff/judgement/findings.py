"""Findings: changes with the operations that they reach, their levels and a sentence."""

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
from tools.specdiff.wire.schema.sensitivity import Met, Reach, new_fields

_MOST = 1_000  # values of a list that are repeated in a report; only a hostile one has more
_DIGITS = 16  # of a digest; who could make two changes alike could as well accept one


@dataclass(frozen=True, slots=True)
class Finding:
    """One change and what it means."""

    rule: str
    levels: Mapping[Side, int]
    """How bad it is, for each side that it concerns."""
    operations: tuple[str, ...]
    direction: Sense | None
    """Who writes the value: the client (`request`) or the API (`response`); None for neither."""
    base: str | None
    """JSON pointer in the base, None where the thing is new."""
    revision: str | None
    before: Any
    after: Any
    sentence: str
    change: str
    """A digest of both values, whole: with another value it is another change."""
    accepted: str | None = None
    """The reason for which a maintainer accepts it, None where nobody did."""

    @property
    def worst(self) -> int:
        """The worst of its levels."""
        return max(self.levels.values())

    @property
    def pointer(self) -> str:
        """Where it is: in the revision, or in the base when it is gone."""
        return self.revision if self.revision is not None else self.base or ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, worst first, and the verdicts."""

    findings: tuple[Finding, ...]
    verdict: Mapping[Side, int]

    def of(self, sides: tuple[Side, ...]) -> "Report":
        """Keep what concerns some sides.

        Args:
            sides: The sides.

        Returns:
            A report of them alone.
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
    """Tell one change of values from every other.

    Args:
        before: The value in the base, whole.
        after: The value in the revision.

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
        levels: Levels that are not those of the table, by rule id.
        sides: What to look at.
        settings: The text of the `generator-config.yaml` of each; None for that of this repository.

    Returns:
        What changed.

    Raises:
        DocumentError: A document does not resolve.
    """

    def level(rule: str) -> int:
        return levels.get(rule, RULES[rule].level)

    if "python" in sides:
        from tools.specdiff.python.process import generating  # noqa: PLC0415  for this side alone

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
    """Find what the contracts themselves tell: the api and the sensitivity side."""

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
    nodes += new_fields(before, after, roots, Met(schemas.marked, schemas.met))
    return [
        _finding(change, mask, compared, level, (base, revision))
        for change, mask in _distinct(nodes).values()
    ]


def python_finding(found: Found, level: int) -> Finding:
    """Say what a change of a generated package means.

    Args:
        found: The change.
        level: How bad it is.

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
    """Merge what is one change: met in several ways, it is one finding."""
    found: dict[Any, tuple[Change, int]] = {}
    for node in nodes:
        for change in node.changes:
            key = (*change[:4], identity(change.before), identity(change.after))
            known, mask = found.get(key, (change, 0))
            if known.subject != change.subject:
                change = change._replace(subject=None)  # noqa: PLW2901 - it is about all of them
            found[key] = (change, mask | node.mask)
    return found


def _order(finding: Finding) -> tuple[int | str, ...]:
    where = (finding.revision or finding.base or "", finding.base or "")
    values = (str(finding.before), str(finding.after))
    return (-finding.worst, *where, finding.rule, finding.sentence, *values)


def _subject(change: Change, documents: tuple[Document, Document]) -> str:
    """Name what a change is about, in the document in which it stands."""
    base, revision = documents
    document = base if change.revision is None else revision
    where = change.subject or (change.base if change.revision is None else change.revision) or ""
    if where.endswith("/required") and "property" in change.rule:
        # The property is not described, only required.
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
