"""Group findings with one cause: the same change of the same part, at several places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tools.documents import pointer_keys
from tools.specdiff.judgement.findings import Finding

_NAMED = frozenset(
    ("paths", "webhooks", "callbacks", "properties", "patternProperties", "headers", "responses",
     "content", "parameters", "schemas", "securitySchemes", "requestBodies", "mapping")
)  # fmt: skip
"""Members whose own members have names; the part is below the last one."""
_ALONE = re.compile(
    r"field-no-longer-|sensitive-field-unmarked|python-(class|enum)-(added|removed)$"
)
"""Rules whose findings are never grouped: each is accepted by name, or has another class."""
_OPERATION = re.compile(r"\b[A-Z]+ /\S*|webhook \S+")


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings that are reported as one item."""

    findings: tuple[Finding, ...]
    """At least one; all with the same rule, level and change."""

    @property
    def first(self) -> Finding:
        """The finding that represents all."""
        return self.findings[0]

    @property
    def pointers(self) -> tuple[str, ...]:
        """The places of the change."""
        return tuple(dict.fromkeys(one.pointer for one in self.findings))

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that any of the findings reaches."""
        return tuple(dict.fromkeys(name for one in self.findings for name in one.operations))

    @property
    def pattern(self) -> str:
        """The pattern for all pointers: `*` matches one step, `**` any number of steps."""
        steps = [pointer.split("/") for pointer in self.pointers]
        if len(set(map(len, steps))) == 1:
            return "/".join(
                found[0] if len(set(found)) == 1 else "*" for found in zip(*steps, strict=True)
            )
        head = _common(steps)
        tail = _common([way[len(head) :][::-1] for way in steps])[::-1]
        return "/".join([*head, "**", *tail])


def _common(ways: list[list[str]]) -> list[str]:
    """Return the common first steps."""
    equal = takewhile(lambda found: len(set(found)) == 1, zip(*ways, strict=False))
    return [found[0] for found in equal]


def expression(pattern: str) -> re.Pattern[str]:
    """Return an expression for the pointers that a pattern matches.

    Args:
        pattern: As `Cause.pattern` writes it.
    """
    _, *steps = pattern.split("/")
    wild = {"*": "/[^/]*", "**": "(?:/.*)?"}
    return re.compile("".join(wild.get(step, f"/{re.escape(step)}") for step in steps))


def causes(findings: Sequence[Finding]) -> list[Cause]:
    """Group findings by cause.

    Args:
        findings: Any findings.

    Returns:
        Each finding in one cause, in the order of the first findings. The pattern of a cause
        matches no other finding of the same change.
    """
    found: dict[object, list[Finding]] = {}
    alike: dict[object, set[str]] = {}
    for one in findings:
        key = (one.rule, tuple(one.levels.items()), one.accepted, one.change, _thing(one))
        found.setdefault(key, []).append(one)
        alike.setdefault(_change(one), set()).add(one.pointer)
    together = [Cause(tuple(group)) for group in found.values()]
    return [part for cause in together for part in _apart(cause, alike[_change(cause.first)])]


def _change(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.change, finding.pointer.rpartition("/")[2]


def _apart(cause: Cause, alike: set[str]) -> list[Cause]:
    """Split a cause if its pattern would match other places too."""
    own = cause.pointers
    others = alike.difference(own)
    if len(own) == 1 or not any(map(expression(cause.pattern).fullmatch, others)):
        return [cause]
    return [Cause(tuple(one for one in cause.findings if one.pointer == place)) for place in own]


def _thing(finding: Finding) -> object:
    """Identify the changed part independently of its place."""
    steps = pointer_keys(finding.pointer)
    last = max((index for index, step in enumerate(steps) if step in _NAMED), default=0)
    if _ALONE.match(finding.rule):
        return finding.sentence, finding.pointer
    if steps[last : last + 1] == ["parameters"]:  # a list, so only the sentence has the name
        return _OPERATION.sub("", finding.sentence), *steps[last + 2 :]
    return tuple(steps[last:])
