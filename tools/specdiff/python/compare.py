"""Compare the public API of two generated packages: classes, then methods."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from tools.documents import printable
from tools.specdiff.python.annotations import ABSENT, VERDICTS, Union, Verdict, read, rule_of
from tools.specdiff.python.facts import Facts, Found
from tools.specdiff.python.packages import (
    Field,
    Method,
    Package,
    Pair,
    Parameter,
    Reached,
    reaching,
)
from tools.specdiff.wire.schema.graph import Sense

_KINDS = {"model": "a model", "str": "an enum of strings", "int": "an enum of integers"}
_MOST = 10  # names of skipped parts in the sentence; the values have all names
_LONGEST = 300
_EITHER: Union = ABSENT["None"] | ABSENT["UNSET"]


def compare(base: Facts, revision: Facts) -> list[Found]:
    """Compare two packages.

    Args:
        base: The facts about the package before.
        revision: The facts about the package after.

    Returns:
        The changes.
    """
    pair = Pair(Package(base), Package(revision))
    return [*_left_out(pair), *_classes(pair), *_methods(pair)]


def _left_out(pair: Pair) -> Iterator[Found]:
    """Yield one change for all parts that changed and are not generated."""
    old, new = (side.facts["left_out"] for side in (pair.base, pair.revision))
    names = sorted(name for name in {**old, **new} if old.get(name) != new.get(name))
    if names:
        sides = ({name: one.get(name) for name in names} for one in (old, new))
        rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        listed = ", ".join(printable(name, _LONGEST) for name in names[:_MOST])
        yield Found("python-left-out", f"{listed}{rest}", (), None, "", "", *sides)


def _is_spared(package: Package, name: str, other: Package) -> bool:
    """Check whether the other side lacks a class because it cannot generate the part with it."""
    spared = {*other.facts["spared"]}
    methods = {package.facts["methods"][method]["key"] for method in reaching(package, name)}
    return package.facts["classes"][name]["pointer"] in spared or bool(
        methods and methods <= spared
    )


def _classes(pair: Pair) -> Iterator[Found]:
    old, new = pair.base.facts["classes"], pair.revision.facts["classes"]
    for name, facts in old.items():
        other = pair.classes.get(name)
        if other is None and not _is_spared(pair.base, name, pair.revision):
            reached = pair.reached(name, None)
            yield Found(
                "python-class-removed", f"anyreach.models.{name}", reached.operations,
                reached.direction, facts["pointer"], None, name,
            )  # fmt: skip
        elif other is not None:
            yield from _Class(pair, name, other).compare()
    for name in sorted(new.keys() - set(pair.classes.values())):
        if not new[name]["is_spread"] and not _is_spared(pair.revision, name, pair.base):
            reached = pair.reached(None, name)
            yield Found(
                "python-class-added", f"anyreach.models.{name}", reached.operations,
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
        if self._old["is_spread"] and self._new["is_spread"]:
            return  # its properties are compared as parameters
        if self._name != self._other:
            yield self._found("python-class-renamed", "", self._name, self._other)
        kinds = self._old["kind"], self._new["kind"]
        if kinds[0] != kinds[1]:
            yield self._found("python-class-kind-changed", "", *(_KINDS[kind] for kind in kinds))
        elif not self._pair.is_same_class(self._name, self._other):
            if kinds[0] == "model":
                yield from self._model(base.fields(self._name), revision.fields(self._other))
            else:
                yield from self._enum(base.members(self._name), revision.members(self._other))

    @cached_property
    def _reached(self) -> Reached:
        return self._pair.reached(self._name, self._other)

    def _found(self, rule: str, member: str, before: Any = None, after: Any = None) -> Found:
        """Make a change of the class, or of one of its members."""
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
            rule, name, reached.operations, reached.direction, places[0], places[1],
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
        was_sensitive, is_sensitive = (name in side["sensitive"] for side in (self._old, self._new))
        if was_sensitive != is_sensitive:
            became = "became" if is_sensitive else "no-longer"
            yield self._found(f"python-attribute-{became}-sensitive", name, *shown)
        if (old.default is None) != (new.default is None):
            if new.default is None:
                rule = "python-argument-became-required"
            elif self._reached.is_read and (after - before) & _EITHER:
                rule = "python-attribute-became-optional"
            else:
                rule = "python-argument-became-optional"
            if rule != "python-attribute-became-optional" or not is_sensitive:
                yield self._found(rule, name, *shown)
            before, after = before - _EITHER, after - _EITHER
        elif not {old.default, new.default} <= ABSENT.keys() and (
            self._pair.default(old.default) != new.default
        ):
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
    return [name for name, one in fields.items() if one.is_positional]


def _methods(pair: Pair) -> Iterator[Found]:
    old, new = pair.base.facts["methods"], pair.revision.facts["methods"]
    for name, facts in old.items():
        if name in pair.methods:
            yield from _Call(pair, name, pair.methods[name]).compare()
        elif facts["key"] not in pair.revision.facts["spared"]:
            yield Found(
                "python-method-removed", f"client.{name}", (facts["label"],), None,
                facts["pointer"], None, facts["operation"],
            )  # fmt: skip
    for name in sorted(new.keys() - set(pair.methods.values())):
        facts = new[name]
        if facts["key"] not in pair.base.facts["spared"]:
            yield Found(
                "python-method-added", f"client.{name}", (facts["label"],), None,
                None, facts["pointer"], None, facts["operation"],
            )  # fmt: skip


class _Call:
    """A method that is in both packages."""

    def __init__(self, pair: Pair, name: str, other: str) -> None:
        self._pair = pair
        self._name, self._other = name, other
        self._old = pair.base.facts["methods"][name]
        self._new = pair.revision.facts["methods"][other]

    def compare(self) -> Iterator[Found]:
        pair, name, other = self._pair, self._name, self._other
        if name != other:
            names = f"client.{name}", f"client.{other}"
            yield self._found("python-method-renamed", None, *names)
        operations = self._old["operation"], self._new["operation"]
        if operations[0] != operations[1]:
            yield self._found("python-operation-id-changed", None, *operations)
        if not pair.is_same_signature(name, other):
            old, new = pair.base.method(name), pair.revision.method(other)
            yield from self._parameters(old.parameters, new.parameters)
            yield from self._result(old, new)

    def _found(
        self, rule: str, direction: Sense | None, before: Any = None, after: Any = None
    ) -> Found:
        """Make a change of the method."""
        return Found(
            rule, f"client.{self._other}", (self._new["label"],), direction,
            self._old["pointer"], self._new["pointer"], before, after,
        )  # fmt: skip

    def _parameter(self, rule: str, old: str | None, new: str | None, *shown: str | None) -> Found:
        """Make a change of a parameter."""
        places = [
            None if name is None else facts["parameters"].get(name, facts["pointer"])
            for facts, name in ((self._old, old), (self._new, new))
        ]
        found = self._found(rule, "request", *shown)
        return found._replace(base=places[0], revision=places[1])

    def _parameters(self, old: dict[str, Parameter], new: dict[str, Parameter]) -> Iterator[Found]:
        renamed = self._renamed(old, new)
        for name, other in renamed.items():
            yield self._parameter("python-parameter-renamed", name, other, name, other)
        places = [
            [name for name, one in side.items() if one.is_positional and name in both]
            for side, both in ((old, new), (new, old))
        ]
        if sorted(places[0]) == sorted(places[1]) and places[0] != places[1]:
            yield self._found("python-parameter-order-changed", "request", *places)
        for name, parameter in old.items():
            other = renamed.get(name, name)
            if other in new:
                yield from self._both(name, other, parameter, new[other])
            else:
                shown = _signature(name, parameter)
                yield self._parameter("python-parameter-removed", name, None, shown)
        for name, parameter in new.items():
            if name not in old and name not in renamed.values():
                required = "-required" if parameter.default is None else ""
                shown = _signature(name, parameter)
                rule = f"python-parameter-added{required}"
                yield self._parameter(rule, None, name, None, shown)

    def _renamed(
        self, old: Mapping[str, Parameter], new: Mapping[str, Parameter]
    ) -> dict[str, str]:
        """Find renamed parameters: the same place in the path, or the same key."""
        before, after = (
            [name for name, one in side.items() if one.is_positional] for side in (old, new)
        )
        pairs = [*zip(before, after, strict=False)]
        sent_as = {key: name for name, key in self._new["sent_as"].items()}
        pairs += [
            (name, sent_as[key]) for name, key in self._old["sent_as"].items() if key in sent_as
        ]
        return {
            name: other
            for name, other in pairs
            if name in old and other in new and name not in new and other not in old
        }

    def _both(self, name: str, other: str, old: Parameter, new: Parameter) -> Iterator[Found]:
        before, after = self._pair.union(old.annotation), read(new.annotation)
        rules: list[str] = []
        if old.is_positional and not new.is_positional:
            rules.append("keyword-only")
        if (old.default is None) != (new.default is None):
            rules.append("became-required" if new.default is None else "became-optional")
        elif {old.default, new.default} == {"None", "UNSET"}:
            rules.append("none-is-sent" if new.default == "UNSET" else "none-is-left-out")
            before, after = before - _EITHER, after - _EITHER
        before -= ABSENT.get(old.default, frozenset())
        after -= ABSENT.get(new.default, frozenset())
        verdict = self._pair.judge.passed(before, after)
        if not rules and verdict == "equal" and old.default != new.default:
            rules.append("default-changed")
        shown = _signature(name, old), _signature(other, new)
        for rule in rules:
            yield self._parameter(f"python-parameter-{rule}", name, other, *shown)
        if verdict != "equal":
            yield self._parameter(rule_of("parameter", verdict), name, other, *shown)

    def _result(self, old: Method, new: Method) -> Iterator[Found]:
        before, after = self._pair.union(old.returned), read(new.returned)
        verdict = self._pair.judge.read(before, after)
        if verdict != "equal":
            rule = rule_of("result", verdict)
            yield self._found(rule, "response", old.returned, new.returned)


def _signature(name: str, parameter: Parameter) -> str:
    is_value = parameter.default is not None and parameter.default not in ABSENT
    said = parameter.annotation.removesuffix(" | Unset")
    return f"{name}: {said}" + (f" = {parameter.default}" if is_value else "")
