"""Compare media types: their ranges, and the form of their bodies on the wire."""

import re
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import identity
from tools.specdiff.wire.comparison import Comparison, compare_notes, report
from tools.specdiff.wire.schema.comparison import Wire
from tools.specdiff.wire.schema.graph import Node, Sense

_JSON = re.compile(r"json|^$|yaml|cbor|msgpack")  # formats with JSON values


class _Name(NamedTuple):
    """A media type or range (RFC 9110, section 12.5.1)."""

    kind: str
    subtype: str
    parameters: frozenset[str]

    @property
    def suffix(self) -> str:
        return self.subtype.rpartition("+")[2]


def _parse(name: str) -> _Name:
    essence, *parameters = (part.strip().lower() for part in name.split(";"))
    kind, _, subtype = essence.partition("/")
    meaningful = (part for part in parameters if part and not part.startswith("charset="))
    return _Name(kind, subtype, frozenset(meaningful))


def _covers(wide: _Name, narrow: _Name) -> bool:
    return (
        wide.kind in ("*", narrow.kind)
        and wide.subtype in ("*", narrow.subtype)
        and wide.parameters <= narrow.parameters
    )


def wire_of(name: str) -> Wire:
    """Return the form of a media type's bodies on the wire.

    Args:
        name: A media type.

    Returns:
        `text` where a number looks like a string, as in forms.
    """
    parsed = _parse(name)
    if parsed.suffix == "xml":
        return "xml"
    if parsed.kind == "multipart":
        return "parts"
    if parsed.kind == "text" or parsed.subtype == "x-www-form-urlencoded":
        return "text"
    return "json" if _JSON.search(parsed.subtype) else "binary"


def compare_content(
    comparison: Comparison, node: Node, sense: Sense, base: Place, revision: Place
) -> None:
    """Compare the media types of two bodies, and their schemas.

    Args:
        comparison: The documents.
        node: Gets the changes.
        sense: The side that writes the body.
        base: The place of a request body or a response in the base.
        revision: Its counterpart.
    """
    old = comparison.base.members(base, "content")
    new = comparison.revision.members(revision, "content")
    found: set[str] = set()
    for name, place in old.items():
        others = _counterparts(name, list(new), sense)
        found.update(others)
        if not others:
            others = _specialized(name, list(new), sense)
            found.update(others)
            if not others:
                report(node, "media-type-removed", place, None, name, sense=sense, subject=base)
            else:
                what = "media-type-specialized"
                report(node, what, place, new[others[0]], name, others[0], sense=sense)
        for other in others:
            if _parse(name).parameters != _parse(other).parameters:
                what = "media-type-parameters-changed"
                report(node, what, place, new[other], name, other, sense=sense)
            node.edges.append(_pair(comparison, sense, name, place, new[other]))
    for name, place in new.items():
        if name not in found:
            what = "media-type-added"
            report(node, what, None, place, after=name, sense=sense, subject=revision)


def _counterparts(name: str, others: list[str], sense: Sense) -> list[str]:
    """Find the counterpart of a media type of the base."""
    if name in others:
        return [name]
    mine = _parse(name)
    parsed = {other: _parse(other) for other in others}
    for alike in (
        [other for other, their in parsed.items() if their == mine],
        [
            other
            for other, their in parsed.items()
            if (_covers(their, mine) if sense == "request" else _covers(mine, their))
        ],
        [other for other, their in parsed.items() if their[:2] == mine[:2]],
    ):
        if alike:
            return sorted(alike)
    return []


def _specialized(name: str, others: list[str], sense: Sense) -> list[str]:
    """Find media types that every reader of this one can parse, by suffix (RFC 6839)."""
    mine = _parse(name)
    if sense == "request" or "+" in mine.subtype:
        return []
    suffix = "+" + mine.subtype
    return sorted(
        other for other in others
        if _parse(other).kind == mine.kind and _parse(other).subtype.endswith(suffix)
    )[:1]  # fmt: skip


def _pair(comparison: Comparison, sense: Sense, name: str, base: Place, revision: Place) -> Node:
    def compare(node: Node) -> None:
        compare_notes(node, base, revision, ("example", "examples"))
        comparison.compare_schemas(node, base, revision, sense, wire_of(name))
        _streamed(comparison, node, sense, base, revision)
        old = comparison.base.members(base, "encoding")
        new = comparison.revision.members(revision, "encoding")
        for part in dict.fromkeys((*old, *new)):
            before, after = _encoding(old.get(part)), _encoding(new.get(part))
            either = before[0] is None or after[0] is None
            if before[1:] != after[1:] or (before[0] != after[0] and not either):
                shown = (list(before), list(after))
                where = (old.get(part, base), new.get(part, revision))
                report(node, "encoding-changed", *where, *shown, sense=sense)

    return comparison.once(f"media {sense} {wire_of(name)}", base, revision, compare)


def _streamed(
    comparison: Comparison, node: Node, sense: Sense, base: Place, revision: Place
) -> None:
    """Compare the items of a stream (OpenAPI 3.2)."""
    words = ["itemSchema", "prefixEncoding", "itemEncoding"]
    if "itemSchema" in base.raw and "itemSchema" in revision.raw:
        word = words.pop(0)
        old, new = base.at(word), revision.at(word)
        node.edges.append(comparison.schemas.pair((old,), (new,), sense, "json"))
    for word in words:
        before, after = base.raw.get(word), revision.raw.get(word)
        if identity(before) != identity(after):
            shown = ({word: before}, {word: after})
            report(node, "not-compared", base, revision, *shown, sense=sense, word=word)


def _encoding(place: Place | None) -> tuple[str | None, str, bool]:
    raw: dict[str, Any] = place.raw if place else {}
    style = str(raw.get("style") or "form")
    explode = raw.get("explode")
    return raw.get("contentType"), style, style == "form" if explode is None else explode is True
