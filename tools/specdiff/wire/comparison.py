"""Hold both documents, and remember comparisons, for everything above schemas."""

from collections.abc import Callable
from typing import Any

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity
from tools.specdiff.wire.schema.comparison import SchemaComparison, Wire
from tools.specdiff.wire.schema.graph import Change, Node, Sense
from tools.specdiff.wire.schema.sensitivity import Root


class Comparison:
    """The comparison of two documents.

    Args:
        base: The document before.
        revision: The document after.
    """

    def __init__(self, base: Document, revision: Document) -> None:
        self.base = base
        self.revision = revision
        self.schemas = SchemaComparison(base, revision)
        self.base_roots: list[Root] = []
        self.revision_roots: list[Root] = []
        self._nodes: dict[tuple[str, str, str], Node] = {}

    def once(
        self, what: str, base: Place, revision: Place, compare: Callable[[Node], None]
    ) -> Node:
        """Compare two places once, and remember the result.

        Args:
            what: The kind of comparison.
            base: A place in the base.
            revision: A place in the revision.
            compare: Fills the node.

        Returns:
            The node, the same one for the same arguments.
        """
        key = (what, base.pointer, revision.pointer)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node()
            compare(node)
        return node

    def compare_schemas(
        self, node: Node, base: Place, revision: Place, sense: Sense, wire: Wire
    ) -> None:
        """Compare the `schema` of two parameters, headers or media types.

        Args:
            node: Gets the comparison.
            base: A place in the base.
            revision: A place in the revision.
            sense: The side that writes the value.
            wire: The form on the wire.
        """
        node.edges.append(
            self.schemas.pair((schema_at(base),), (schema_at(revision),), sense, wire)
        )


def schema_at(place: Place) -> Place:
    """Return the place of a `schema`.

    Args:
        place: The place of a parameter, header or media type.

    Returns:
        Its place; a schema that admits anything if there is none.
    """
    return Place(place.pointer, raw=True) if place.raw.get("schema") is None else place.at("schema")


def compare_notes(node: Node, base: Place, revision: Place, words: tuple[str, ...]) -> None:
    """Compare extensions, and members that only people and tools read.

    Args:
        node: Gets the changes.
        base: A place in the base.
        revision: A place in the revision.
        words: The members.
    """
    extensions = (word for word in {**base.raw, **revision.raw} if word.startswith("x-"))
    known = ("x-sunset", "x-stability-level")
    for word in (*words, *(word for word in extensions if word not in known)):
        before, after = base.raw.get(word), revision.raw.get(word)
        if word == "deprecated":
            before, after = before or None, after or None
        if identity(before) != identity(after):
            rule = {"deprecated": "deprecation-changed"}.get(word, "documentation-changed")
            report(
                node, "extension-changed" if word.startswith("x-") else rule,
                base, revision, before, after, word=word,
            )  # fmt: skip


def report(  # noqa: PLR0917 - a change has that many parts
    node: Node, rule: str, base: Place | None, revision: Place | None,
    before: Any = None, after: Any = None, *, sense: Sense | None = None, word: str | None = None,
    subject: Place | None = None,
) -> None:  # fmt: skip
    """Add a change.

    Args:
        node: Gets the change.
        rule: The rule id; with `sense`, without its sense.
        base: The place in the base; None for an addition.
        revision: The place in the revision; None for a removal.
        before: The value in the base.
        after: The value in the revision.
        sense: The side that writes the value.
        word: The member that changed.
        subject: The changed part, if it is not the place.
    """
    pointers = (
        place and (place.at(word) if word and word in place.raw else place).pointer
        for place in (base, revision)
    )
    rule = f"{sense}-{rule}" if sense else rule
    old, new = pointers
    about = subject.pointer if subject else None
    node.changes.append(Change(rule, sense, old, new, before, after, about))
