"""The public face of a generated package, and of two: what is the same thing in both.

griffe reads it from the text; nothing is run. What attrs and enum make of what a module writes
down is added here: the constructor of a model, and the members of an enum.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import griffe

from tools.specdiff.python.annotations import Judge, Union, named, plain, read, renamed
from tools.specdiff.python.facts import Facts
from tools.specdiff.wire.schema.graph import Sense


class Field(NamedTuple):
    """An attribute of a model, which its constructor takes."""

    annotation: str
    default: str | None
    """None when the constructor demands a value."""
    is_positional: bool


class Parameter(NamedTuple):
    """A parameter of a method."""

    annotation: str
    default: str | None
    is_positional: bool


class Method(NamedTuple):
    """A method of a resource; its async twin differs in `await` only."""

    parameters: dict[str, Parameter]
    returned: str


class Package:
    """One generated package.

    Args:
        facts: What the worker noted.
        root: Where it made the package.
    """

    def __init__(self, facts: Facts, root: Path) -> None:
        self.facts = facts
        self._root = root
        self._modules: dict[str, griffe.Module] = {}
        self._values: dict[str, set[Any]] = {}
        self._methods: dict[str, Method] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        self.users: dict[str, set[str]] = {name: set() for name in facts["classes"]}
        """By class, the classes that hold it."""
        for name, one in facts["classes"].items():
            for used in one["uses"]:
                self.users[used].add(name)

    def text(self, module: str) -> str:
        """Return the text of a module.

        Args:
            module: Its path in the package, such as `models.pet`.
        """
        return self._path(module).read_text("utf-8")

    def module_of(self, name: str) -> str:
        """Return the path of a class's module in the package."""
        return f"models.{self.facts['classes'][name]['module']}"

    def fields(self, name: str) -> dict[str, Field]:
        """Return the attributes of a model by name, in the order of its constructor.

        A property stands over an attribute of the same name with an underscore.
        """
        if name not in self._fields:
            self._fields[name] = self._read_fields(name)
        return self._fields[name]

    def _read_fields(self, name: str) -> dict[str, Field]:
        members = self._attributes(name)
        properties = {key for key, one in members.items() if "property" in one.labels}
        found: dict[str, Field] = {}
        for key, one in members.items():
            public = key.removeprefix("_")
            if key in properties or (public != key and public not in properties):
                continue
            annotation = plain(str(members[public].annotation))
            found[public] = Field(annotation, _default(one.value), _is_positional(one.value))
        return found

    def members(self, name: str) -> dict[str, Any]:
        """Return the values of an enum by the names of its members."""
        return {
            member: ast.literal_eval(str(one.value))
            for member, one in self._attributes(name).items()
        }

    def _attributes(self, name: str) -> dict[str, griffe.Attribute]:
        members = self._read(self.module_of(name))[name].members
        return {key: one for key, one in members.items() if isinstance(one, griffe.Attribute)}

    def resource_of(self, name: str) -> str:
        """Return the path of a method's module in the package.

        Args:
            name: The method's tag and name.
        """
        return f"resources.{name.partition('.')[0]}"

    def method(self, name: str) -> Method:
        """Return a method.

        Args:
            name: Its tag and name.
        """
        if name not in self._methods:
            self._methods[name] = self._read_method(name)
        return self._methods[name]

    def _read_method(self, name: str) -> Method:
        holder = self._read(self.resource_of(name)).classes[self.facts["methods"][name]["holder"]]
        found = holder.functions[name.partition(".")[2]]
        return Method(
            {
                one.name: Parameter(
                    plain(str(one.annotation), self._enum_values),
                    None if one.default is None else str(one.default),
                    one.kind is griffe.ParameterKind.positional_or_keyword,
                )
                for one in found.parameters
                if one.name != "self"
            },
            plain(str(found.returns)),
        )

    def _enum_values(self, name: str) -> set[Any]:
        """Return the values of a class, nothing when it is no enum."""
        if name not in self._values:
            known = self.facts["classes"].get(name)
            is_enum = known is not None and known["kind"] != "model"
            self._values[name] = set(self.members(name).values()) if is_enum else set()
        return self._values[name]

    def _read(self, module: str) -> griffe.Module:
        if module not in self._modules:
            path, text = self._path(module), self.text(module)
            self._modules[module] = griffe.visit(module, filepath=path, code=text)
        return self._modules[module]

    def _path(self, module: str) -> Path:
        return self._root.joinpath(*module.split(".")).with_suffix(".py")


def _options(value: Any) -> dict[str, str]:
    """Return what is passed to attrs for a field, if anything is."""
    if not isinstance(value, griffe.ExprCall):
        return {}
    words = [one for one in value.arguments if isinstance(one, griffe.ExprKeyword)]
    return {word.name: str(word.value) for word in words}


def _default(value: Any) -> str | None:
    if isinstance(value, griffe.ExprCall) and str(value.function) == "_attrs_field":
        return _options(value).get("default")
    return None if value is None else str(value)


def _is_positional(value: Any) -> bool:
    return _options(value).get("kw_only") != "True"


class Reached(NamedTuple):
    """Which operations reach a class."""

    operations: tuple[str, ...]
    is_read: bool
    """Whether it is in answers; a class that nothing reaches may be anywhere."""
    is_passed: bool
    """Whether it is in requests; likewise."""

    @property
    def direction(self) -> Sense | None:
        """Who writes it, None for both."""
        if self.is_read == self.is_passed:
            return None
        return "response" if self.is_read else "request"


class Pair:
    """Two packages, and which method and class of the one is which of the other.

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
        """Read an annotation of the base, with the names of the revision.

        Args:
            annotation: Its text.

        Returns:
            Its alternatives.
        """
        return renamed(read(annotation), self.classes)

    def default(self, text: str | None) -> str | None:
        """Read a default of the base, with the names of the revision.

        Args:
            text: Its text, None for none; that of an enum is `Class.MEMBER`.

        Returns:
            The text.
        """
        name, dot, member = (text or "").partition(".")
        return f"{self.classes[name]}.{member}" if dot and name in self.classes else text

    def is_same_text(self, base: str, revision: str) -> bool:
        """Tell whether two modules say the same of the same classes.

        Args:
            base: A module of the base.
            revision: A module of the revision.
        """
        return self.base.text(base) == self.revision.text(revision)

    def is_same_resource(self, base: str, revision: str) -> bool:
        """Tell the same of the modules of two methods."""
        return self.is_same_text(self.base.resource_of(base), self.revision.resource_of(revision))

    def reached(self, base: str | None, revision: str | None) -> Reached:
        """Find which operations reach a class.

        Args:
            base: Its name in the base, if it has one.
            revision: Its name in the revision, if it has one.

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
        """Return what an operation of the base is called now, or was when it is gone."""
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
        By the method's name, those of `sends` and `receives` in which it has the class.
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
    """Match methods by method and path, those left over by operationId, and then by name."""
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
    """Finds classes that have another name now: they stand alone where the old ones stood."""

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
            if not pair.is_same_resource(name, other):
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
            pair.is_same_text(pair.base.module_of(name), pair.revision.module_of(other))
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
