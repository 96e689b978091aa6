"""The mark of sensitive fields: who carries it, who nearly does, and what became of it.

A property is sensitive when its description, or that of the schema it refers to, starts with
`Sensitive.`: then a token needs a scope of its own to see it. One of the format `password` is a
secret, which is hidden as well. Both may come from the Overlay document, as does the name of the
scope, `x-sensitive-scope`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.wire.schema.graph import Change, Node, Sense
from tools.specdiff.wire.schema.normal import Schema

MARK = "Sensitive."
SCOPE = "x-sensitive-scope"
_NEARLY = re.compile(r"[\W_]*sensitive\b", re.IGNORECASE)
# How vendors say the same without the mark, in words and in extensions.
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
_SHOWN = 40  # characters of a description

Field = tuple[tuple[Place, ...], Schema, bool]
"""A property: its places, its schema, and whether it is required."""


class Mark(NamedTuple):
    """What a property says about who may see it."""

    exact: bool
    nearly: str | None
    """A description that nearly carries the mark: its first words."""
    said: str | None
    """Another way to say that it is sensitive."""
    secret: bool


def mark_of(field: Field) -> Mark:
    """Read the mark of a property.

    Args:
        field: The property.

    Returns:
        What it carries.
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
    if words := _words(_description(raw)):
        yield words


@cache  # most of the time of a comparison, otherwise: the same texts are met again and again
def _words(description: str) -> str | None:
    words = _SAID.search(description)
    return words and words[0]


def may_be_marked(leaf: Place) -> bool:
    """Check whether a schema that has no schema within carries or nearly carries a mark.

    Args:
        leaf: Its place.

    Returns:
        True when its description, an extension or its format does.
    """
    return _may_be(leaf.raw)


def _may_be(raw: dict[str, Any]) -> bool:
    return (
        raw.get("format") == "password"
        or _NEARLY.match(_description(raw)) is not None
        or next(_said(raw), None) is not None
    )


def is_mentioned(document: Document) -> bool:
    """Check whether anything at all carries or nearly carries a mark; most contracts have nothing.

    Args:
        document: A document.

    Returns:
        True when something does.
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
    """A property that carries or nearly carries a mark and has a counterpart in the base."""

    node: Node
    base: str
    revision: str


def marks_changed(
    marked: list[MarkedField], node: Node, sense: Sense, base: Field, revision: Field
) -> None:
    """Compare the marks of a property that both documents have.

    Args:
        marked: Gets the property when it is marked: it is neither new nor lost.
        node: Gets the changes.
        sense: Who writes the property.
        base: The property in the base.
        revision: The property in the revision.
    """
    old, new = mark_of(base), mark_of(revision)
    where = (base[0][0].pointer, revision[0][0].pointer)
    rules: list[str] = []
    if any((*old, *new)):
        marked.append(MarkedField(node, *where))
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
