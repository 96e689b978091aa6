"""Compare the marks of sensitive fields: new ones, lost ones, and the operations that reach them.

A property is sensitive if its description, or that of the schema it refers to, starts with
`Sensitive.`: a token then needs a scope of its own to see it. A property of the format `password`
is a secret, which the client hides as well. Both may come from the Overlay document, as does the
name of the scope, `x-sensitive-scope`.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from tools.documents import escaped, pointer_keys
from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.wire.schema.graph import Change, Node, Sense, reach
from tools.specdiff.wire.schema.normal import Schema, Schemas, is_leaf

MARK = "Sensitive."
SCOPE = "x-sensitive-scope"
_NEARLY = re.compile(r"[\W_]*sensitive\b", re.IGNORECASE)
# Words and extensions that vendors use instead of the mark.
_SAID = re.compile(
    r"\b(?-i:Sensitive)\."
    r"|\b(?:is|are|be|as|contains?|holds?|includes?|potentially|highly)\s+(?:\w+[,\s]+){0,2}?"
    r"(?<!not )(?<!case )sensitive\b(?!\s+to\b)"
    r"|(?<![\w-])sensitive\s+(?:personal|data|field|information|value|content)"
    r"|\bpersonal\s+(?:data|information)\b|\bPII\b|\bPHI\b|personally\s+identifiable",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"x-.*(?:sensitiv|pii\b|phi\b|confidential|personal-data)", re.IGNORECASE)
_EXTENDED = ("x-", "X-")
Root = tuple[Node, Place, Sense]
"""An operation, the place of one of its schemas, and the side that writes it."""
_TELLING = 12  # characters from which equal descriptions are no coincidence
_SHOWN = 40  # characters of a description

Field = tuple[tuple[Place, ...], Schema, bool]
"""A property: its places, its schema, and whether it is required."""


class Mark(NamedTuple):
    """The marks of a property."""

    exact: bool
    nearly: str | None
    """The first words of a description that nearly has the mark."""
    said: str | None
    """Another hint that it is sensitive."""
    secret: bool


def mark_of(field: Field) -> Mark:
    """Read the mark of a property.

    Args:
        field: The property.

    Returns:
        Its marks.
    """
    places, schema, _ = field
    every = (*places, *(atom.place for atom in schema.atoms.values()))
    raws = {id(place.raw): place.raw for place in every}.values()
    nearly = [text for text in map(_description, raws) if _NEARLY.match(text)]
    if any(text.startswith(MARK) for text in nearly):
        return Mark(exact=True, nearly=None, said=None, secret=schema.secret)
    if nearly:
        return Mark(exact=False, nearly=nearly[0][:_SHOWN], said=None, secret=schema.secret)
    said = next((words for raw in raws for words in _said(raw)), None)
    return Mark(exact=False, nearly=None, said=said, secret=schema.secret)


def _description(raw: Any) -> str:
    found: Any = raw.get("description") if is_object(raw) else None
    return found if isinstance(found, str) else ""


def _said(raw: Any) -> Iterator[str]:
    for word in raw if is_object(raw) else ():
        if word[:2] in _EXTENDED and _EXTENSION.match(word) and word != SCOPE and raw[word]:
            yield word
    if words := _hint(_description(raw)):
        yield words


@cache  # the same texts occur many times
def _hint(description: str) -> str | None:
    words = _SAID.search(description)
    return words and words[0]


def may_be_marked(leaf: Place) -> bool:
    """Check whether a schema without inner schemas has or nearly has a mark.

    Args:
        leaf: Its place.

    Returns:
        True if its description, an extension or its format has.
    """
    return _may_be(leaf.raw)


def _may_be(raw: dict[str, Any]) -> bool:
    return (
        raw.get("format") == "password"
        or _NEARLY.match(_description(raw)) is not None
        or next(_said(raw), None) is not None
    )


def is_mentioned(document: Document) -> bool:
    """Check whether a document has any mark or near miss; most contracts have none.

    Args:
        document: A document.

    Returns:
        True if it has.
    """
    waiting: list[Any] = [document.root.raw]
    while waiting:
        value = waiting.pop()
        if is_object(value):
            if _may_be(value):
                return True
            waiting += value.values()
        elif is_array(value):
            waiting += value
    return False


class MarkedField(NamedTuple):
    """A marked or nearly marked property with a counterpart in the base."""

    node: Node
    base: str
    revision: str


_Marks: TypeAlias = dict[tuple[str, ...], Mark]
"""The marks by the pointers of a property's places."""
_NOTHING = Mark(exact=False, nearly=None, said=None, secret=False)


class Met(NamedTuple):
    """The properties that were compared."""

    marked: list[MarkedField]
    """Those with a mark on either side; their nodes' masks are set."""
    all: set[str]
    """The pointer of each in the revision."""
    marks: tuple[_Marks, _Marks]
    """The marks that were read, for the base and the revision."""


def _read(marks: _Marks, places: tuple[Place, ...], schema: Callable[[], Schema]) -> Mark:
    """Return the mark of a property; `_NOTHING` without a mark and without inner schemas."""
    key = tuple(place.pointer for place in places)
    mark = marks.get(key)
    if mark is None:
        leaf = len(places) == 1 and is_leaf(places[0])
        is_plain = leaf and not may_be_marked(places[0])
        mark = marks[key] = _NOTHING if is_plain else mark_of((places, schema(), False))
    return mark


def marks_changed(met: Met, node: Node, sense: Sense, base: Field, revision: Field) -> None:
    """Compare the marks of a property that both documents have.

    Args:
        met: Gets the property if it is marked, since it is neither new nor lost.
        node: Gets the changes.
        sense: The side that writes the property.
        base: The property in the base.
        revision: The property in the revision.
    """
    old = _read(met.marks[0], base[0], lambda: base[1])
    new = _read(met.marks[1], revision[0], lambda: revision[1])
    where = (base[0][0].pointer, revision[0][0].pointer)
    rules: list[str] = []
    if any((*old, *new)):
        met.marked.append(MarkedField(node, *where))
    if new.exact and not old.exact:
        rules.append(f"{sense}-field-became-sensitive")
    if old.exact and not new.exact:
        rules.append("field-no-longer-sensitive")
    if sense == "response" and new.exact and revision[2] and not (old.exact and base[2]):
        rules.append("sensitive-field-required")
    if new.nearly and new.nearly != old.nearly:
        rules.append("sensitive-mark-unclear")
    if new.said and new.said != old.said:
        rules.append("sensitive-mark-missing")
    for rule in rules:
        direction = sense if rule.startswith(sense) else None
        before, after = old.nearly or old.said, new.nearly or new.said
        node.changes.append(Change(rule, direction, *where, before, after))


class Reach(NamedTuple):
    """The schemas of one document, and the top schemas of its operations."""

    schemas: Schemas
    roots: list[Root]


def new_fields(base: Reach, revision: Reach, operations: list[Node], met: Met) -> list[Node]:
    """Report newly reachable sensitive fields, and fields that lost their mark.

    Args:
        base: The document before.
        revision: The document after.
        operations: The comparisons of the operations, in the order of the masks.
        met: The fields that have a counterpart in the base.

    Returns:
        Nodes with the changes, with masks set.

    Raises:
        DocumentError: A schema does not resolve.
    """
    before, after = (is_mentioned(side.schemas.document) for side in (base, revision))
    if not before and not after:
        return []
    old = _Reached(base, operations, met.marks[0]).found()
    new = _Reached(revision, operations, met.marks[1]).found()
    nodes = list(_new(old, new, met))
    sides = (side.schemas.document.root.raw for side in (base, revision))
    fresh = {*_fresh(*sides)} - met.all if any(found.is_hidden for found in old) else set[str]()
    if fresh:
        unknown = _Reached(revision, operations, met.marks[1], fresh).found()
        nodes += _unmarked(base.schemas, old, new, unknown, met)
    return nodes


class _Found(NamedTuple):
    """A property that operations reach in one direction."""

    field: Field
    sense: Sense
    mask: int
    mark: Mark

    @property
    def pointer(self) -> str:
        return self.field[0][0].pointer

    @property
    def name(self) -> str:
        return pointer_keys(self.pointer)[-1]

    @property
    def holder(self) -> str:
        return self.pointer.rpartition("/")[0]

    @property
    def is_hidden(self) -> bool:
        """Whether it has a mark that a renamed field must keep."""
        return self.mark.exact or self.mark.secret

    @property
    def is_told(self) -> bool:
        """Whether its mark is reported; the API withholds no field that is only sent."""
        mark = self.mark
        return bool(mark.nearly or mark.said or (mark.exact and self.sense == "response"))


def _node(mask: int, *changes: Change) -> Node:
    node = Node()
    node.mask = mask
    node.changes = list(changes)
    return node


def _masks(found: list[_Found]) -> dict[str, int]:
    masks: dict[str, int] = {}
    for one in found:
        masks[one.pointer] = masks.get(one.pointer, 0) | (one.mask if one.is_told else 0)
    return {pointer: mask for pointer, mask in masks.items() if mask}


def _new(old: list[_Found], new: list[_Found], met: Met) -> Iterator[Node]:
    """Report marked fields that are new, or newly reachable from an operation."""
    # A field at the same place is the same; moved fields were met in the comparison.
    known = _masks(old)
    for field in met.marked:
        known[field.revision] = known.get(field.revision, 0) | field.node.mask
    masks = _masks(new)
    for found in {one.pointer: one for one in new if one.is_told}.values():
        already = known.get(found.pointer)
        mask, mark = masks[found.pointer] & ~(already or 0), found.mark
        if not mask:
            continue
        rules: list[str] = []
        if mark.exact:
            rules.append("sensitive-field-added" if already is None else "sensitive-field-exposed")
        if already is None and mark.exact and found.field[2]:
            rules.append("sensitive-field-required")
        if already is None and mark.nearly:
            rules.append("sensitive-mark-unclear")
        if already is None and mark.said:
            rules.append("sensitive-mark-missing")
        shown = mark.nearly or mark.said
        yield _node(mask, *(Change(rule, None, None, found.pointer, None, shown) for rule in rules))


def _unmarked(
    base: Schemas, old: list[_Found], new: list[_Found], fresh: list[_Found], met: Met
) -> Iterator[Node]:
    """Report new fields without a mark that look like a marked one: renamed, moved or copied."""
    kept = {found.pointer for found in new if found.is_hidden}
    kept.update(field.base for field in met.marked)
    for found in fresh:
        if found.is_hidden:
            continue
        for hidden in old:
            lost = hidden.pointer not in kept
            if not hidden.is_hidden or hidden.sense != found.sense:
                continue
            shared = hidden.mask & found.mask
            mask = shared or found.mask
            if (
                _looks_like(base, hidden, found, lost=lost)
                if shared
                else _is_the_same(hidden, found, lost=lost)
            ):
                where = (hidden.pointer, found.pointer)
                names = (hidden.name, found.name)
                yield _node(mask, Change("sensitive-field-unmarked", None, *where, *names))
                break


def _fresh(old: Any, new: Any, place: str = "", *, are_fields: bool = False) -> Iterator[str]:
    """Yield the pointers of properties that the base does not have."""
    if old == new:
        return
    if is_object(new):
        before = old if is_object(old) else {}
        for name, value in new.items():
            at = f"{place}/{escaped(name)}"
            if are_fields and name not in before:
                yield at
            is_named = name == "properties" and not are_fields
            yield from _fresh(before.get(name), value, at, are_fields=is_named)
    elif is_array(new):
        rows = old if is_array(old) else []
        for index, value in enumerate(new):
            one = rows[index] if index < len(rows) else None
            yield from _fresh(one, value, f"{place}/{index}")


def _is_the_same(hidden: _Found, found: _Found, *, lost: bool) -> bool:
    """Check whether two fields are the same, by description, or by name if the old one is gone."""
    texts = [_text(side.field).removeprefix(MARK).strip() for side in (hidden, found)]
    if texts[0] == texts[1] and len(texts[0]) >= _TELLING:
        return True
    types = [side.field[1].types for side in (hidden, found)]
    return lost and types[0] == types[1] and _words(hidden.name) == _words(found.name)


def _looks_like(schemas: Schemas, hidden: _Found, found: _Found, *, lost: bool) -> bool:
    if found.field[1].properties and not hidden.field[1].properties:
        return False  # it may contain the field
    one, other = _words(hidden.name), _words(found.name)
    if one == other or _is_the_same(hidden, found, lost=lost):
        return True
    beside = hidden.holder == found.holder
    if not lost:
        return beside and one < other
    schema = hidden.field[1]
    within = [
        name
        for places in (schema.properties, *_inner(schemas, schema))
        for name in places
    ]  # fmt: skip
    same_type = schema.types == found.field[1].types
    return one < other or other < one or found.name in within or (beside and same_type)


def _inner(schemas: Schemas, schema: Schema) -> Iterator[dict[str, tuple[Place, ...]]]:
    """Yield the properties of a list's items."""
    items = schema.parts.get(("items", ""))
    if items:
        yield schemas.of(items).properties


@cache
def _words(name: str) -> frozenset[str]:
    """Split a name into words, ignoring case, separators and plural."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)
    return frozenset(word.lower().removesuffix("s") for word in words) or frozenset({name})


def _text(field: Field) -> str:
    note = field[1].notes.get("description")
    return "" if note is None else str(note.raw)


class _Reached:
    """The schemas of a document that operations reach, changed or not.

    Args:
        document: The document.
        operations: The comparisons of the operations, in the order of the masks.
        marks: The known marks of the document; gets new ones.
        fresh: The properties to look for; if empty, those with a mark.
    """

    def __init__(
        self, document: Reach, operations: list[Node], marks: _Marks, fresh: Collection[str] = ()
    ) -> None:
        self._schemas = document.schemas
        self._marks = marks
        self._fresh = fresh
        self._nodes: dict[tuple[tuple[str, ...], Sense], Node] = {}
        self._waiting: list[tuple[Schema, Sense, Node]] = []
        self._fields: list[tuple[Node, Field, Sense, Mark]] = []
        stand_ins = {id(operation): Node() for operation in operations}
        for operation, place, sense in document.roots:
            stand_ins[id(operation)].edges.append(self._node((place,), sense))
        while self._waiting:
            schema, sense, node = self._waiting.pop()
            for places in self._children(schema, sense, node):
                if not (len(places) == 1 and is_leaf(places[0])):
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
            mark = _read(self._marks, places, partial(self._schemas.of, places))
            is_fresh = places[0].pointer in self._fresh
            if mark is _NOTHING and not is_fresh:
                continue
            field = (places, self._schemas.of(places), name in schema.required)
            if field[1].read_only if sense == "request" else field[1].write_only:
                continue
            if is_fresh if self._fresh else any(mark):
                self._fields.append((node, field, sense, mark))
            # The API withholds a marked field with its content.
            if not (self._fresh and mark.exact):
                yield places
        yield from schema.parts.values()
        yield from schema.prefix.values()
        for group in schema.groups:
            yield from ((option,) for option in group.options)
        for conditional in schema.conditionals:
            for place in (conditional.then, conditional.otherwise):
                if place:
                    yield (place,)

    def found(self) -> list[_Found]:
        """Return each field once for each direction."""
        masks: dict[tuple[str, Sense], _Found] = {}
        for node, field, sense, mark in self._fields:
            key = (field[0][0].pointer, sense)
            before = masks.get(key)
            mask = node.mask | (before.mask if before else 0)
            masks[key] = _Found(field, sense, mask, mark)
        return list(masks.values())
