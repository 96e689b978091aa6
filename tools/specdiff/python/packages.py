"""Describe the public API of a generated package, and match the parts of two packages."""

import ast
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, cast

from tools.specdiff.python.annotations import Judge, Union, named, plain, read, renamed
from tools.specdiff.python.facts import Facts
from tools.specdiff.wire.schema.graph import Sense


class Field(NamedTuple):
    """An attribute of a model, which its constructor takes."""

    annotation: str
    default: str | None
    """None if the constructor requires a value."""
    is_positional: bool


class Parameter(NamedTuple):
    """A parameter of a method."""

    annotation: str
    default: str | None
    is_positional: bool


class Method(NamedTuple):
    """A method of a resource."""

    parameters: dict[str, Parameter]
    returned: str


class Package:
    """One generated package.

    Args:
        facts: The facts from the worker.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._methods: dict[str, Method] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        self.users: dict[str, set[str]] = {name: set() for name in facts["classes"]}
        """By class, the classes that hold it."""
        for name, one in facts["classes"].items():
            for used in one["uses"]:
                self.users[used].add(name)

    def fields(self, name: str) -> dict[str, Field]:
        """Return the attributes of a model by name, in the order of its constructor."""
        if name not in self._fields:
            self._fields[name] = {
                attribute: Field(plain(annotation), default, is_positional)
                for attribute, annotation, default, is_positional in self._members(name)
            }
        return self._fields[name]

    def members(self, name: str) -> dict[str, Any]:
        """Return the values of an enum by the names of its members."""
        return dict(self._members(name))

    def _members(self, name: str) -> list[Any]:
        return self.facts["classes"][name]["members"]

    def method(self, name: str) -> Method:
        """Return a method.

        Args:
            name: Its tag and name.
        """
        if name not in self._methods:
            self._methods[name] = self._read_method(self.facts["methods"][name]["signature"])
        return self._methods[name]

    def _read_method(self, signature: str) -> Method:
        found = cast("ast.FunctionDef", ast.parse(f"def method{signature}: ...").body[0])
        given = found.args
        needed: list[ast.expr | None] = [None] * (len(given.args) - len(given.defaults))
        sides = (
            (given.args, [*needed, *given.defaults], True),
            (given.kwonlyargs, given.kw_defaults, False),
        )
        return Method(
            {
                one.arg: Parameter(
                    plain(ast.unparse(one.annotation), self._enum_values),
                    None if default is None else ast.unparse(default),
                    is_positional,
                )
                for parameters, defaults, is_positional in sides
                for one, default in zip(parameters, defaults, strict=True)
                if one.annotation is not None  # as `self` has none
            },
            plain(ast.unparse(cast("ast.expr", found.returns))),
        )

    def _enum_values(self, name: str) -> set[Any]:
        """Return the values of an enum; empty for other classes."""
        known = self.facts["classes"].get(name)
        is_enum = known is not None and known["kind"] != "model"
        return set(self.members(name).values()) if is_enum else set()


class Reached(NamedTuple):
    """Which operations reach a class."""

    operations: tuple[str, ...]
    is_read: bool
    """Whether it is in responses; true for a class that no operation reaches."""
    is_passed: bool
    """Whether it is in requests; true for a class that no operation reaches."""

    @property
    def direction(self) -> Sense | None:
        """The side that writes it; None for both."""
        if self.is_read == self.is_passed:
            return None
        return "response" if self.is_read else "request"


class Pair:
    """Two packages with their matching methods and classes.

    Args:
        base: The package before.
        revision: The package after.
    """

    def __init__(self, base: Package, revision: Package) -> None:
        self.base = base
        self.revision = revision
        self.methods = _matched_methods(base.facts, revision.facts)
        self.classes = _Classes(self).matched
        after = {name: facts["kind"] for name, facts in revision.facts["classes"].items()}
        before = {name: facts["kind"] for name, facts in base.facts["classes"].items()}
        self.judge = Judge(
            after | {self.classes.get(name, name): kind for name, kind in before.items()}
        )

    def union(self, annotation: str) -> Union:
        """Read an annotation of the base with the names of the revision.

        Args:
            annotation: Its text.

        Returns:
            Its alternatives.
        """
        return renamed(read(annotation), self.classes)

    def default(self, text: str | None) -> str | None:
        """Read a default of the base with the names of the revision.

        Args:
            text: Its text, such as `Class.MEMBER` for an enum; None for no default.

        Returns:
            The text.
        """
        name, dot, member = (text or "").partition(".")
        return f"{self.classes[name]}.{member}" if dot and name in self.classes else text

    def is_same_class(self, base: str, revision: str) -> bool:
        """Check whether two classes have the same members.

        Args:
            base: A class of the base.
            revision: A class of the revision.
        """
        old, new = self.base.facts["classes"][base], self.revision.facts["classes"][revision]
        return old["members"] == new["members"] and old["sensitive"] == new["sensitive"]

    def is_same_signature(self, base: str, revision: str) -> bool:
        """Check whether two methods have the same signature.

        Args:
            base: A method of the base.
            revision: A method of the revision.
        """
        old, new = self.base.facts["methods"][base], self.revision.facts["methods"][revision]
        return old["signature"] == new["signature"]

    def reached(self, base: str | None, revision: str | None) -> Reached:
        """Find which operations reach a class.

        Args:
            base: Its name in the base, or None.
            revision: Its name in the revision, or None.

        Returns:
            The operations, and in which direction.
        """
        before = reaching(self.base, base) if base else {}
        after = reaching(self.revision, revision) if revision else {}
        labels = {self._label(name) for name in before}
        labels |= {self.revision.facts["methods"][name]["label"] for name in after}
        words = {word for found in (*before.values(), *after.values()) for word in found}
        return Reached(
            tuple(sorted(labels)),
            "receives" in words or not words,
            "sends" in words or not words,
        )

    def _label(self, name: str) -> str:
        """Return the new label of an operation of the base, or the old one if it is gone."""
        other = self.methods.get(name)
        if other is None:
            return self.base.facts["methods"][name]["label"]
        return self.revision.facts["methods"][other]["label"]


def reaching(package: Package, name: str) -> dict[str, list[str]]:
    """Return the methods that reach a class.

    Args:
        package: The package of both.
        name: The class.

    Returns:
        By method, `sends` or `receives` or both, depending on where it has the class.
    """
    holders = {name}
    waiting = [name]
    while waiting:
        fresh = package.users[waiting.pop()] - holders
        holders |= fresh
        waiting += fresh
    found: dict[str, list[str]] = {}
    for method, facts in package.facts["methods"].items():
        for word, names in (("sends", facts["sends"]), ("receives", facts["receives"])):
            if not holders.isdisjoint(names):
                found.setdefault(method, []).append(word)
    return found


def _matched_methods(base: Facts, revision: Facts) -> dict[str, str]:
    """Match methods by HTTP method and path, then by operationId, then by name."""
    old, new = base["methods"], revision["methods"]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for word in ("key", "operation", "name"):
        names = {one.get(word, name): name for name, one in new.items() if name not in taken}
        for name, one in old.items():
            other = names.get(one.get(word, name))
            if other is not None and other not in taken and name not in found:
                found[name] = other
                taken.add(other)
    return found


class _Typed(Protocol):
    @property
    def annotation(self) -> str: ...


class _Classes:
    """Finds renamed classes: the only new class where the old one was used."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        old, new = pair.base.facts["classes"], pair.revision.facts["classes"]
        self.matched = {name: name for name in old if name in new}
        self._gone = old.keys() - new.keys()
        self._fresh = new.keys() - old.keys()
        self._waiting: list[tuple[str, str]] = []
        if self._gone and self._fresh:
            self._find()

    def _find(self) -> None:
        pair = self._pair
        for name, other in pair.methods.items():
            if not pair.is_same_signature(name, other):
                old, new = pair.base.method(name), pair.revision.method(other)
                self._compare(old.returned, new.returned)
                self._compare_all(old.parameters, new.parameters)
        self._waiting += self.matched.items()
        while self._waiting:
            name, other = self._waiting.pop()
            if self._is_model(name, other):
                self._compare_all(pair.base.fields(name), pair.revision.fields(other))

    def _is_model(self, name: str, other: str) -> bool:
        pair = self._pair
        return self._kind(pair.base, name) == self._kind(pair.revision, other) == "model" and not (
            pair.is_same_class(name, other)
        )

    def _compare_all(self, before: Mapping[str, _Typed], after: Mapping[str, _Typed]) -> None:
        for name, one in before.items():
            if name in after:
                self._compare(one.annotation, after[name].annotation)

    def _compare(self, before: str, after: str) -> None:
        if before == after:
            return
        gone = named(read(before)) & self._gone
        fresh = named(read(after)) & self._fresh
        if len(gone) == len(fresh) == 1:
            (name,), (other,) = gone, fresh
            if self._kind(self._pair.base, name) == self._kind(self._pair.revision, other):
                self._gone -= gone
                self._fresh -= fresh
                self.matched[name] = other
                self._waiting.append((name, other))

    @staticmethod
    def _kind(package: Package, name: str) -> str:
        return package.facts["classes"][name]["kind"]
