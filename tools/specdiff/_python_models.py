"""The classes of two packages compared: constructors, attributes, and the members of enums."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from tools.specdiff._python_found import Found
from tools.specdiff._python_pair import Pair, Reached
from tools.specdiff._python_surface import Field
from tools.specdiff._python_types import UNSET, VERDICTS, Verdict, read, rule_of

_KINDS = {"model": "a model", "str": "an enum of strings", "int": "an enum of integers"}


def compare_models(pair: Pair) -> Iterator[Found]:
    """Compare the classes of two packages.

    Args:
        pair: The packages.

    Yields:
        What changed.
    """
    old, new = pair.base.facts["classes"], pair.revision.facts["classes"]
    for name, facts in old.items():
        other = pair.classes.get(name)
        if other is None:
            reached = pair.reached(name, None)
            yield Found(
                "python-class-removed", f"`anyreach.models.{name}`", reached.operations,
                reached.direction, facts["pointer"], None, name,
            )  # fmt: skip
        else:
            yield from _Class(pair, name, other).compare()
    for name in sorted(new.keys() - set(pair.classes.values())):
        reached = pair.reached(None, name)
        yield Found(
            "python-class-added", f"`anyreach.models.{name}`", reached.operations,
            reached.direction, None, new[name]["pointer"], None, name,
        )  # fmt: skip


class _Class:
    """A class that is in both packages."""

    def __init__(self, pair: Pair, name: str, other: str) -> None:
        self._pair = pair
        self._name, self._other = name, other
        self._old, self._new = (
            side.facts["classes"][one] for side, one in ((pair.base, name), (pair.revision, other))
        )

    def compare(self) -> Iterator[Found]:
        base, revision = self._pair.base, self._pair.revision
        if self._name != self._other:
            yield self._found("python-class-renamed", "", self._name, self._other)
        kinds = self._old["kind"], self._new["kind"]
        if kinds[0] != kinds[1]:
            yield self._found("python-class-kind-changed", "", *(_KINDS[kind] for kind in kinds))
        elif not self._pair.is_same_text(
            base.module_of(self._name), revision.module_of(self._other)
        ):
            if kinds[0] == "model":
                yield from self._model(base.fields(self._name), revision.fields(self._other))
            else:
                yield from self._enum(base.members(self._name), revision.members(self._other))

    @cached_property
    def _reached(self) -> Reached:
        return self._pair.reached(self._name, self._other)

    def _found(self, rule: str, member: str, before: Any = None, after: Any = None) -> Found:
        """Make a change of the class, or of a member that both or only one of the sides has."""
        old, new = self._old, self._new
        places: list[str | None] = [old["pointer"], new["pointer"]]
        if member and old["kind"] == "model":
            places = [
                facts["fields"].get(member, facts["pointer"]) if value is not None else None
                for facts, value in ((old, before), (new, after))
            ]
        name = f"{self._other}.{member}" if member else self._other
        reached = self._reached
        return Found(
            rule, f"`{name}`", reached.operations, reached.direction, places[0], places[1],
            before, after,
        )  # fmt: skip

    def _model(self, old: dict[str, Field], new: dict[str, Field]) -> Iterator[Found]:
        for name, field in old.items():
            if name in new:
                yield from self._field(name, field, new[name])
            else:
                yield self._found("python-attribute-removed", name, field.annotation)
        before, after = _arguments(old), _arguments(new)
        if [name for name in before if name in new] != [name for name in after if name in old]:
            yield self._found("python-constructor-order-changed", "", before, after)
        last = max((at for at, name in enumerate(after) if name in old), default=-1)
        for at, name in enumerate(after):
            if name in old:
                continue
            if new[name].default is None:
                rule = "python-argument-added-required"
            elif at < last:
                rule = "python-attribute-inserted"
            else:
                rule = "python-attribute-added"
            yield self._found(rule, name, None, new[name].annotation)

    def _field(self, name: str, old: Field, new: Field) -> Iterator[Found]:
        before, after = self._pair.union(old.annotation), read(new.annotation)
        shown = old.annotation, new.annotation
        default = self._pair.default(old.default)
        if (old.default is None) != (new.default is None):
            if new.default is None:
                rule = "python-argument-became-required"
            elif self._reached.is_read and UNSET in after - before:
                rule = "python-attribute-became-optional"
            else:
                rule = "python-argument-became-optional"
            before, after = before - {UNSET}, after - {UNSET}
            yield self._found(rule, name, *shown)
        elif default != new.default:
            yield self._found("python-default-changed", name, old.default, new.default)
        is_read, is_passed = self._reached.is_read, self._reached.is_passed
        judged: list[tuple[str, Verdict]] = [
            *([("attribute", self._pair.judge.read(before, after))] if is_read else []),
            *([("argument", self._pair.judge.passed(before, after))] if is_passed else []),
        ]
        kind, verdict = max(judged, key=lambda one: VERDICTS.index(one[1]))
        if verdict != "equal":
            yield self._found(rule_of(kind, verdict), name, *shown)

    def _enum(self, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Found]:
        names = {value: name for name, value in new.items()}
        for name, value in old.items():
            if name not in new:
                if value in names:
                    other = names[value]
                    yield self._found("python-enum-member-renamed", name, name, other)
                else:
                    yield self._found("python-enum-member-removed", name, name)
            elif new[name] != value:
                yield self._found("python-enum-member-value-changed", name, value, new[name])
        known = set(old.values())
        for name, value in new.items():
            if name not in old and value not in known:
                is_read = self._reached.is_read
                rule = "python-enum-member-added" if is_read else "python-enum-member-added-to-pass"
                yield self._found(rule, name, None, name)


def _arguments(fields: dict[str, Field]) -> list[str]:
    return [name for name, one in fields.items() if one.is_argument]
