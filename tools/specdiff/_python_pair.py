"""The two packages together: what is the same thing in both, and who reaches a class."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from tools.specdiff._graph import Sense
from tools.specdiff._python_surface import Package
from tools.specdiff._python_types import Judge, Union, named, read, renamed


class Reached(NamedTuple):
    """Who reaches a class."""

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
    """Two packages, and what of the one is what of the other.

    Args:
        base: The package before.
        revision: The package after.
    """

    def __init__(self, base: Package, revision: Package) -> None:
        self.base = base
        self.revision = revision
        self.operations = dict(_operations(base, revision))
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

        Returns:
            True when they do.
        """
        return self.base.text(base) == self.revision.text(revision)

    def reached(self, base: str | None, revision: str | None) -> Reached:
        """Find who reaches a class.

        Args:
            base: Its name in the base, if it has one.
            revision: Its name in the revision, if it has one.

        Returns:
            The operations, and in which direction.
        """
        before = _reaching(self.base, base) if base else {}
        after = _reaching(self.revision, revision) if revision else {}
        labels = {self._label(name) for name in before}
        labels |= {self.revision.facts["operations"][name]["label"] for name in after}
        words = {word for found in (*before.values(), *after.values()) for word in found}
        return Reached(
            tuple(sorted(labels)),
            "receives" in words or not words,
            "sends" in words or not words,
        )

    def _label(self, name: str) -> str:
        """Return what an operation of the base is called now, or was when it is gone."""
        other = self.operations.get(name)
        if other is None:
            return self.base.facts["operations"][name]["label"]
        return self.revision.facts["operations"][other]["label"]


def _reaching(package: Package, name: str) -> dict[str, list[str]]:
    """Return the operations that reach a class, each with those of `sends` and `receives`."""
    holders = {name}
    waiting = [name]
    while waiting:
        fresh = package.users[waiting.pop()] - holders
        holders |= fresh
        waiting += fresh
    found: dict[str, list[str]] = {}
    for operation, facts in package.facts["operations"].items():
        for word, names in (("sends", facts["sends"]), ("receives", facts["receives"])):
            if not holders.isdisjoint(names):
                found.setdefault(operation, []).append(word)
    return found


def _operations(base: Package, revision: Package) -> Iterator[tuple[str, str]]:
    """Match operations by method and path; those left over, by what they are called."""
    old, new = base.facts["operations"], revision.facts["operations"]
    keys = {facts["key"]: name for name, facts in new.items()}
    same = {name: keys[facts["key"]] for name, facts in old.items() if facts["key"] in keys}
    yield from same.items()
    taken = set(same.values())
    yield from ((name, name) for name in old if name not in same and name in new.keys() - taken)


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
        for name, other in pair.operations.items():
            if not pair.is_same_text(f"api.{name}", f"api.{other}"):
                old, new = pair.base.operation(name), pair.revision.operation(other)
                self._compare(old.called, new.called)
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
