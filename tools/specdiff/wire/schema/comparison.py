"""Collect the requested schema comparisons: each pair once per sense, without recursion."""

from collections.abc import Hashable
from typing import Any, Final, Literal, NamedTuple

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity, is_array, is_object
from tools.specdiff.wire.schema.constants import NOTES
from tools.specdiff.wire.schema.graph import Change, Node, Sense
from tools.specdiff.wire.schema.normal import Schema, Schemas
from tools.specdiff.wire.schema.sensitivity import Met
from tools.specdiff.wire.schema.unchanged import Unchanged

Wire = Literal["json", "text", "xml", "binary", "parts", "part"]
"""The form of values on the wire: `text`, `xml` and a `part` of a multipart body (`parts`) do not
distinguish numbers from strings; in a `binary` body or a part, a value without a type is a file."""
TEXT: Final[frozenset[Wire]] = frozenset({"text", "xml", "part"})


class SchemaPair(NamedTuple):
    """Two schemas and the node for their changes."""

    comparison: "SchemaComparison"
    base: Schema
    revision: Schema
    sense: Sense
    wire: Wire
    node: Node
    origin: tuple[str, str] | None
    """The pointers of the requested places, which may refer to the schemas."""

    def about(self, *, of_base: bool) -> str:
        """Return the pointer to report for a change of the whole schema.

        Args:
            of_base: Whether to return the pointer in the base.

        Returns:
            The schema; or the place that refers to it, if the place now refers to another schema.
        """
        sides = (self.base.pointer, self.revision.pointer)
        if self.origin and sides[0] != sides[1]:
            sides = self.origin
        return sides[0] if of_base else sides[1]

    def report(self, rule: str, keyword: str, before: Any = None, after: Any = None) -> None:
        """Add a change of a keyword.

        Args:
            rule: The rule id without its sense.
            keyword: The keyword.
            before: The value in the base.
            after: The value in the revision.
        """
        self.add(
            rule, self.base.pointer_of(keyword), self.revision.pointer_of(keyword), before, after
        )

    def add(
        self, rule: str, base: str | None, revision: str | None,
        before: Any = None, after: Any = None, *, alone: bool = False,
    ) -> None:  # fmt: skip
        """Add a change.

        Args:
            rule: The rule id without its sense.
            base: JSON pointer in the base.
            revision: JSON pointer in the revision.
            before: The value in the base.
            after: The value in the revision.
            alone: Whether it is about the pointers instead of the whole schema.
        """
        rule = f"{self.sense}-{rule}"
        subject = None if alone else self.about(of_base=revision is None)
        self.node.changes.append(Change(rule, self.sense, base, revision, before, after, subject))

    def compare(
        self, base: tuple[Place, ...], revision: tuple[Place, ...], keyword: str = ""
    ) -> None:
        """Compare two parts of the schemas in the same sense.

        Args:
            base: Places of the part in the base.
            revision: Places of the part in the revision.
            keyword: The keyword of the part; empty if it describes the same value.
        """
        wire = _within(self.wire, keyword) if keyword else self.wire
        self.node.edges.append(self.comparison.pair(base, revision, self.sense, wire))


class SchemaComparison:
    """The requested comparisons; `run` makes them.

    Args:
        base: The document before.
        revision: The document after.
    """

    def __init__(self, base: Document, revision: Document) -> None:
        self.unchanged = Unchanged(base, revision)
        self._base = Schemas(base)
        self._revision = Schemas(revision)
        self._nodes: dict[Hashable, Node] = {}
        self.waiting: list[SchemaPair] = []
        self._nothing = Node()
        self.met = Met([], set(), ({}, {}))

    def schemas(self, document: Document) -> Schemas:
        """Return the schemas of one of the two documents.

        Args:
            document: One of the two.

        Returns:
            Its schemas.
        """
        return self._base if document is self._base.document else self._revision

    def pair(
        self, base: tuple[Place, ...], revision: tuple[Place, ...], sense: Sense, wire: Wire
    ) -> Node:
        """Request the comparison of the schemas at some places.

        Args:
            base: Places in the base, taken together.
            revision: Places in the revision, taken together.
            sense: The side that writes the value.
            wire: The form on the wire.

        Returns:
            The node that gets the changes.

        Raises:
            DocumentError: A schema does not resolve.
        """
        if len(base) == len(revision) == 1 and self.unchanged.holds(base[0], revision[0]):
            return self._nothing
        old, new = self._base.of(base), self._revision.of(revision)
        origin = (base[0].pointer, revision[0].pointer) if old.pointer != new.pointer else None
        return self.schema_pair(old, new, sense, wire, origin)

    def schema_pair(
        self, base: Schema, revision: Schema, sense: Sense, wire: Wire,
        origin: tuple[str, str] | None = None,
    ) -> Node:  # fmt: skip
        """Request the comparison of two schemas.

        Args:
            base: A schema of the base.
            revision: A schema of the revision.
            sense: The side that writes the value.
            wire: The form on the wire.
            origin: The pointers of the places that refer to them.

        Returns:
            The node that gets the changes.
        """
        key = (base.key, revision.key, sense, wire, origin)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node()
            self.waiting.append(SchemaPair(self, base, revision, sense, wire, node, origin))
        return node

    def same(self, base: tuple[Place, ...], revision: tuple[Place, ...]) -> bool:
        """Check whether schemas have the same text after references, without documentation.

        Args:
            base: Places in the base.
            revision: Places in the revision.

        Returns:
            True when they are.

        Raises:
            DocumentError: A reference does not resolve.
        """
        waiting: list[tuple[Place, Place]] = list(zip(base, revision, strict=False))
        passed: set[tuple[str, str]] = set()
        alike = len(base) == len(revision)
        while alike and waiting:
            old, new = waiting.pop()
            old, new = self._base.document.resolve(old), self._revision.document.resolve(new)
            if (old.pointer, new.pointer) in passed:
                continue
            passed.add((old.pointer, new.pointer))
            if is_object(old.raw) and is_object(new.raw):
                keys = _meaningful(old)
                alike = keys == _meaningful(new)
                waiting += [(old.at(key), new.at(key)) for key in keys] if alike else []
            elif is_array(old.raw) and is_array(new.raw):
                size = len(old.raw)
                alike = size == len(new.raw)
                waiting += [(old.at(at), new.at(at)) for at in range(size)] if alike else []
            else:
                alike = identity(old.raw) == identity(new.raw)
        return alike

    def same_groups(self, base: Schema, revision: Schema) -> bool:
        """Check whether two schemas have unions of the same text.

        Args:
            base: A schema of the base.
            revision: A schema of the revision.

        Returns:
            True when they have.

        Raises:
            DocumentError: A reference does not resolve.
        """
        return len(base.groups) == len(revision.groups) and all(
            one.keyword == other.keyword and self.same(one.options, other.options)
            for one, other in zip(base.groups, revision.groups, strict=True)
        )


def _within(wire: Wire, keyword: str) -> Wire:
    """Return the form of a part of a value; within a part of multipart it is JSON."""
    if wire == "parts":
        return "part"
    return "json" if wire == "binary" or (wire == "part" and keyword != "items") else wire


def _meaningful(place: Place) -> set[str]:
    return {key for key in place.raw if key not in NOTES}
