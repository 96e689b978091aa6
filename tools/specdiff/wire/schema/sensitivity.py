"""The sensitivity side: which fields carry the mark, who reaches them, and what became of it.

A property is sensitive when its description, or that of the schema it refers to, starts with
`Sensitive.`: then a token needs a scope of its own to see it. One of the format `password` is a
secret, which is hidden as well. Both may come from the Overlay document, as does the name of the
scope, `x-sensitive-scope`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.wire.schema.graph import Change, Node, Sense, reach
from tools.specdiff.wire.schema.normal import Schema, Schemas, is_leaf

MARK = "Sensitive."
SCOPE = "x-sensitive-scope"
_NEARLY = re.compile(r"[\W_]*sensitive\b", re.IGNORECASE)

Field = tuple[tuple[Place, ...], Schema, bool]
"""A property: its places, its schema, and whether it is required."""
Root = tuple[Node, Place, Sense]
"""An operation, the place of one of its schemas in the revision, and who writes it."""


class _Mark(NamedTuple):
    exact: bool
    nearly: str | None
    """A description that nearly carries the mark: its first words."""
    secret: bool


def _mark(field: Field) -> _Mark:
    places, schema, _ = field
    places = (*places, *(atom.place for atom in schema.atoms.values()))
    texts = [_text(place, "description") for place in places]
    exact = any(text.startswith(MARK) for text in texts)
    nearly = next((text for text in texts if _NEARLY.match(text)), None)
    secret = any(_text(place, "format") == "password" for place in places)
    return _Mark(exact, None if exact or nearly is None else nearly[:40], secret)


def _text(place: Place, keyword: str) -> str:
    found: Any = place.raw.get(keyword) if is_object(place.raw) else None
    return found if isinstance(found, str) else ""


def may_be_marked(leaf: Place) -> bool:
    """Tell whether a schema that has no schema within carries or nearly carries the mark.

    Args:
        leaf: Its place.

    Returns:
        True when its description does.
    """
    return _NEARLY.match(_text(leaf, "description")) is not None


class MarkedField(NamedTuple):
    """A property that carries or nearly carries the mark and has a counterpart in the base."""

    node: Node
    pointer: str


def marks_changed(
    marked: list[MarkedField], node: Node, sense: Sense, base: Field, revision: Field
) -> None:
    """Compare the marks of a property that both documents have.

    Args:
        marked: Gets the property when it is marked: it is not new.
        node: Takes what comes out.
        sense: Who writes the property.
        base: The property in the base.
        revision: The property in the revision.
    """
    old, new = _mark(base), _mark(revision)
    where = (base[0][0].pointer, revision[0][0].pointer)
    rules: list[str] = []
    if old.secret != new.secret:
        rules.append("field-became-secret" if new.secret else "field-no-longer-secret")
    if old.exact or new.exact or new.nearly:
        marked.append(MarkedField(node, where[1]))
    if new.exact and not old.exact:
        rules.append(f"{sense}-field-became-sensitive")
    if old.exact and not new.exact:
        rules.append("field-no-longer-sensitive")
    if sense == "response" and new.exact and revision[2] and not (old.exact and base[2]):
        rules.append("sensitive-field-required")
    if new.nearly and new.nearly != old.nearly:
        rules.append("sensitive-mark-unclear")
    for rule in rules:
        direction = sense if rule.startswith(sense) else None
        node.changes.append(Change(rule, direction, *where, old.nearly, new.nearly))


class Reach(NamedTuple):
    """The schemas of one document and where its operations begin in them."""

    schemas: Schemas
    roots: list[Root]


def new_fields(
    base: Reach, revision: Reach, operations: list[Node], marked: list[MarkedField]
) -> list[Node]:
    """Report the sensitive fields that an operation newly reaches.

    Args:
        base: The document before.
        revision: The document after.
        operations: The comparisons of the operations, in the order of the masks.
        marked: The fields that have a counterpart in the base, their nodes' masks set.

    Returns:
        Nodes with what came out, their masks set.

    Raises:
        DocumentError: A schema does not resolve.
    """
    if not _mentioned(revision.schemas.document):
        return []
    nodes: list[Node] = []
    # What is where it was is the same field; what moved was met in the comparison.
    old = {found.pointer: found.mask for found in _Reached(base, operations).fields()}
    for field in marked:
        old[field.pointer] = old.get(field.pointer, 0) | field.node.mask
    for found in _Reached(revision, operations).fields():
        already = old.get(found.pointer)
        mask = found.mask & ~(already or 0)
        if not mask:
            continue
        node = Node()
        node.mask = mask
        rules: list[str] = []
        if found.mark.exact:
            rules.append("sensitive-field-added" if already is None else "sensitive-field-exposed")
        if already is None and found.mark.exact and found.required:
            rules.append("sensitive-field-required")
        if already is None and found.mark.nearly:
            rules.append("sensitive-mark-unclear")
        node.changes = [
            Change(rule, None, None, found.pointer, None, found.mark.nearly) for rule in rules
        ]
        nodes.append(node)
    return nodes


def _mentioned(document: Document) -> bool:
    """Tell whether any description at all nearly carries the mark; most contracts have none."""
    waiting: list[Any] = [document.root.raw]
    while waiting:
        value = waiting.pop()
        if is_object(value):
            text: Any = value.get("description")
            if isinstance(text, str) and _NEARLY.match(text):
                return True
            waiting += value.values()
        elif is_array(value):
            waiting += value
    return False


class _Found(NamedTuple):
    pointer: str
    mask: int
    mark: _Mark
    required: bool


class _Reached:
    """The schemas of a document that operations reach, whether they changed or not."""

    def __init__(self, document: Reach, operations: list[Node]) -> None:
        self._schemas = document.schemas
        self._nodes: dict[tuple[tuple[str, ...], Sense], Node] = {}
        self._waiting: list[tuple[Schema, Sense, Node]] = []
        self._fields: list[tuple[Node, Field, Sense]] = []
        stand_ins = {id(operation): Node() for operation in operations}
        for operation, place, sense in document.roots:
            stand_ins[id(operation)].edges.append(self._node((place,), sense))
        while self._waiting:
            schema, sense, node = self._waiting.pop()
            for places in self._children(schema, sense, node):
                node.edges.append(self._node(places, sense))
        reach([stand_ins[id(operation)] for operation in operations])

    def _node(self, places: tuple[Place, ...], sense: Sense) -> Node:
        schema = self._schemas.of(places)
        key = (schema.key, sense)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node()
            self._waiting.append((schema, sense, node))
        return node

    def _children(self, schema: Schema, sense: Sense, node: Node) -> Iterator[tuple[Place, ...]]:
        for name, places in schema.properties.items():
            if len(places) == 1 and is_leaf(places[0]) and not may_be_marked(places[0]):
                continue
            field = (places, self._schemas.of(places), name in schema.required)
            if field[1].read_only if sense == "request" else field[1].write_only:
                continue
            mark = _mark(field)
            if mark.exact or mark.nearly:
                self._fields.append((node, field, sense))
            yield places
        yield from schema.parts.values()
        yield from schema.prefix.values()
        for group in schema.groups:
            yield from ((option,) for option in group.options)
        for conditional in schema.conditionals:
            for place in (conditional.then, conditional.otherwise):
                if place:
                    yield (place,)

    def fields(self) -> Iterator[_Found]:
        """Yield each marked field that an answer carries, or nearly marked field of any kind."""
        masks: dict[str, _Found] = {}
        for node, field, sense in self._fields:
            mark = _mark(field)
            if sense == "request" and mark.exact:
                continue
            pointer = field[0][0].pointer
            before = masks.get(pointer)
            mask = node.mask | (before.mask if before else 0)
            masks[pointer] = _Found(pointer, mask, mark, field[2])
        yield from masks.values()
