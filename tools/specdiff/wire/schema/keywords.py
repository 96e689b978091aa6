"""Compare two schemas keyword by keyword, in one sense."""

import math
import re
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import (
    JSON_TYPES,
    SCALARS,
    divides,
    identity,
    is_object,
    text,
    type_of,
)
from tools.specdiff.wire.schema.comparison import TEXT, SchemaPair, Wire
from tools.specdiff.wire.schema.constants import NOTES
from tools.specdiff.wire.schema.graph import Change, Choice, Sense
from tools.specdiff.wire.schema.normal import (
    CONTENT,
    LOWER,
    UPPER,
    Conditional,
    Limit,
    Schema,
    is_leaf,
)
from tools.specdiff.wire.schema.sensitivity import marks_changed, may_be_marked

# Formats whose values all belong to another one, by their definitions in the OpenAPI Format
# Registry and in JSON Schema validation, section 7.3.
_WIDER = {
    "int8": {"int16", "int32", "int64"},
    "int16": {"int32", "int64"},
    "int32": {"int64"},
    "float": {"double"},
    "email": {"idn-email"},
    "hostname": {"idn-hostname"},
    "uri": {"uri-reference", "iri", "iri-reference"},
    "uri-reference": {"iri-reference"},
    "iri": {"iri-reference"},
}
_RULE = {"patternProperties": "pattern-property", "dependentSchemas": "dependent-schema"}
_STRING = frozenset({"string"})
_SAME_VALUE = ("condition", "dependentSchemas")
_CLOSABLE = ("additionalProperties", "unevaluatedProperties")


def kebab(keyword: str) -> str:
    """Write a keyword in the form of rule ids.

    Args:
        keyword: Such as `maxLength`.

    Returns:
        Such as `max-length`.
    """
    return _RULE.get(keyword) or re.sub("[A-Z]", lambda found: "-" + found[0].lower(), keyword)


def compare_facts(pair: SchemaPair) -> None:
    """Compare two schemas that are not unions.

    Args:
        pair: The schemas.
    """
    base, revision = pair.base, pair.revision
    if base.forbids or revision.forbids:
        if base.forbids != revision.forbids:
            pair.add(
                "value-forbidden" if revision.forbids else "value-allowed",
                base.pointer,
                revision.pointer,
            )
        return
    pair = _as_file(pair)
    if not _types(pair):
        return
    _null(pair)
    _values(pair)
    _limits(pair)
    _formats(pair)
    _dynamic(pair)
    _text(pair)
    _properties(pair)
    _parts(pair)
    _needs(pair)
    _logic(pair)


def covers(kinds: frozenset[str] | None, kind: str, wire: Wire) -> bool:
    """Check whether values of a type are accepted.

    Args:
        kinds: The accepted types; None for all.
        kind: The type of the value.
        wire: The form on the wire.

    Returns:
        True if they are.
    """
    return (
        kinds is None
        or kind in kinds
        or (kind == "integer" and "number" in kinds)
        or (wire in TEXT and "string" in kinds and kind in SCALARS)
    )


def _as_file(pair: SchemaPair) -> SchemaPair:
    """Normalise binary values: OpenAPI 3.1 has no type where 3.0 has `binary`."""
    if pair.wire == "text":
        base, revision = (
            replace(side, formats=side.formats - {"binary"}) for side in (pair.base, pair.revision)
        )
        return pair._replace(base=base, revision=revision)
    if pair.wire not in ("binary", "part"):
        return pair
    sides = [
        replace(side, types=_STRING, nullable=False, formats=frozenset({"binary"}))
        if _is_file(side, pair.wire) else side
        for side in (pair.base, pair.revision)
    ]  # fmt: skip
    return pair._replace(base=sides[0], revision=sides[1])


def _is_file(schema: Schema, wire: Wire) -> bool:
    if schema.types is None:
        return schema.values is None and not schema.dynamic
    return wire == "binary" and schema.types == _STRING and schema.formats <= {"binary"}


def _types(pair: SchemaPair) -> bool:
    """Compare the types; return False if they are disjoint, so that the rest does not matter."""
    base, revision = pair.base.types, pair.revision.types
    if pair.wire == "text":  # a value without a type is text there
        base, revision = base or _STRING, revision or _STRING
    if base == revision or (
        pair.wire in TEXT
        and _values_of(pair.base, pair.wire) is not None
        and _values_of(pair.revision, pair.wire) is not None
    ):
        return True
    every = JSON_TYPES - {"null", "integer"}
    lost = {kind for kind in base or every if not covers(revision, kind, pair.wire)}
    won = {kind for kind in revision or every if not covers(base, kind, pair.wire)}
    # On a text wire a string covers a number, but a number does not cover a string.
    said = (sorted(base or ["any"]), sorted(revision or ["any"]))
    if lost and won and len(lost) == len(base or every) and len(won) == len(revision or every):
        pair.report("type-changed", "type", *said)
        return False
    if lost:
        pair.report("type-narrowed", "type", *said)
    if won:
        pair.report("type-widened", "type", *said)
    return True


def _null(pair: SchemaPair) -> None:
    base, revision = pair.base, pair.revision
    if base.nullable == revision.nullable or base.types is None or revision.types is None:
        return
    if revision.nullable:
        pair.add("became-nullable", base.pointer, revision.pointer)
    else:
        pair.add("became-not-nullable", base.pointer, revision.pointer)


def _values(pair: SchemaPair) -> None:
    base, revision = (_values_of(side, pair.wire) for side in (pair.base, pair.revision))
    if base is None and revision is None:
        return
    if base is None or revision is None:
        constant = pair.revision.const if base is None else pair.base.const
        what = ("const" if constant else "enum") + ("-added" if base is None else "-removed")
        before, after = _shown(base), _shown(revision)
        pair.report(what, "const" if constant else "enum", before, after)
        return
    if pair.wire in TEXT:
        base = {text(value): value for value in base.values()}
        revision = {text(value): value for value in revision.values()}
    gone = [value for key, value in base.items() if key not in revision]
    new = [value for key, value in revision.items() if key not in base]
    if pair.base.const and pair.revision.const and (gone or new):
        pair.report("const-changed", "const", _shown(base), _shown(revision))
        return
    old, after = (
        side.pointer_of("enum" if "enum" in side.where else "const")
        for side in (pair.base, pair.revision)
    )
    if gone:
        pair.add("enum-value-removed", old, after, before=_some(gone))
    if new:
        pair.add("enum-value-added", old, after, after=_some(new))


def _values_of(schema: Schema, wire: Wire) -> dict[Hashable, Any] | None:
    """Return the values of a schema; as text, a boolean has two values."""
    if schema.values is None and wire in TEXT and schema.types == frozenset({"boolean"}):
        return {identity(value): value for value in (True, False)}
    return schema.values


def _shown(values: dict[Any, Any] | None) -> Any:
    return None if values is None else _some(values.values())


def _some(values: Iterable[Any]) -> list[Any]:
    """Sort independently of the order in the contract."""
    return sorted(values, key=lambda value: (type_of(value), str(value)))


def _limits(pair: SchemaPair) -> None:
    contains = ("contains", "")
    both_contain = contains in pair.base.parts and contains in pair.revision.parts
    for words, sign in ((LOWER, 1), (UPPER, -1)):
        for word in words:
            before, after = pair.base.limits.get(word), pair.revision.limits.get(word)
            if before == after or (word.endswith("Contains") and not both_contain):
                continue
            absent = Limit(1) if word == "minContains" else Limit(-sign * math.inf)
            old, new = before or absent, after or absent
            tighter = (sign * new.value, new.exclusive) > (sign * old.value, old.exclusive)
            what = f"{kebab(word)}-{'tightened' if tighter else 'loosened'}"
            keywords = [word, "exclusive" + word.capitalize()]
            where = next(
                (name for name in keywords if name in {**pair.base.where, **pair.revision.where}),
                word,
            )
            pair.report(what, where, _limit(before, sign), _limit(after, sign))


def _limit(limit: Limit | None, sign: int) -> Any:
    if limit is None or not limit.exclusive:
        return limit.value if limit else None
    return f"{'>' if sign > 0 else '<'} {limit.value}"


def _formats(pair: SchemaPair) -> None:
    base, revision = pair.base.formats, pair.revision.formats
    if base == revision:
        return
    tighter = not _within(base, revision)
    looser = not _within(revision, base)
    shown = (_words(base), _words(revision))
    if tighter and looser:
        pair.report("format-changed", "format", *shown)
    elif tighter or looser:
        pair.report(f"format-{'tightened' if tighter else 'loosened'}", "format", *shown)


def _within(narrow: frozenset[str], wide: frozenset[str]) -> bool:
    return all(
        one in narrow or any(one in _WIDER.get(other, ()) for other in narrow) for one in wide
    )


def _dynamic(pair: SchemaPair) -> None:
    """Report a change of any schema that an undecided dynamic reference may mean."""
    base, revision = pair.base.dynamic, pair.revision.dynamic
    documents = (pair.base.document, pair.revision.document)
    if base != revision or not all(
        pair.comparison.same(*(tuple(document.anchored(name)) for document in documents))
        for name in base
    ):
        pair.report("dynamic-reference-changed", "$dynamicRef", _words(base), _words(revision))


def _words(words: Iterable[Any]) -> Any:
    listed = sorted(words)
    return listed if len(listed) > 1 else (listed or [None])[0]


def _text(pair: SchemaPair) -> None:
    """Compare patterns, steps, uniqueness and encoded content."""
    base, revision = pair.base, pair.revision
    _sets(pair, "pattern", base.patterns, revision.patterns)
    before, after = base.multiples, revision.multiples
    if before != after:
        tighter = not all(any(divides(new, old) for old in before) for new in after)
        looser = not all(any(divides(old, new) for new in after) for old in before)
        shown = (_words(before), _words(after))
        if tighter and looser:
            pair.report("multiple-of-changed", "multipleOf", *shown)
        elif tighter or looser:
            what = f"multiple-of-{'tightened' if tighter else 'loosened'}"
            pair.report(what, "multipleOf", *shown)
    if base.unique != revision.unique:
        what = f"unique-items-{'tightened' if revision.unique else 'loosened'}"
        pair.report(what, "uniqueItems", base.unique, revision.unique)
    for word in CONTENT:
        old, new = base.content.get(word), revision.content.get(word)
        is_file = word == "contentMediaType" and "binary" in base.formats | revision.formats
        if old == new or (is_file and not (old and new)):
            continue  # OpenAPI 3.0 does not describe the content of a file
        if word == "contentEncoding" or (old and new):
            pair.report(f"{kebab(word)}-changed", word, old, new)
        else:
            pair.report(f"{kebab(word)}-{'tightened' if new else 'loosened'}", word, old, new)


def _sets(pair: SchemaPair, word: str, before: frozenset[str], after: frozenset[str]) -> None:
    if before < after:
        pair.report(f"{word}-tightened", word, _words(before), _words(after))
    elif after < before:
        pair.report(f"{word}-loosened", word, _words(before), _words(after))
    elif before != after:
        pair.report(f"{word}-changed", word, _words(before), _words(after))


def _hidden(schema: Schema, sense: Sense) -> bool:
    return schema.read_only if sense == "request" else schema.write_only


def _properties(pair: SchemaPair) -> None:
    base, revision = pair.base, pair.revision
    names = dict.fromkeys((*base.properties, *revision.properties))
    if base.required != revision.required:
        names.update(dict.fromkeys((*base.required, *revision.required)))
    for name in names:
        if not _is_same(pair, name):
            _property(pair, name)


class _Side(NamedTuple):
    """One property on one side."""

    places: tuple[Place, ...] | None
    """None if the property is not declared, or does not exist in this direction."""
    schema: Schema | None
    required: bool
    pointer: str


def _side(pair: SchemaPair, schema: Schema, name: str) -> _Side:
    places = schema.properties.get(name)
    where = schema.required.get(name, schema.pointer)
    if places is None:
        return _Side(None, None, name in schema.required, where)
    found = pair.comparison.schemas(schema.document).of(places)
    if _hidden(found, pair.sense):
        return _Side(None, None, required=False, pointer=places[0].pointer)
    return _Side(places, found, name in schema.required, places[0].pointer)


def _is_same(pair: SchemaPair, name: str) -> bool:
    """Check quickly whether a property is unchanged, as nearly all are."""
    old, new = pair.base.properties.get(name, ()), pair.revision.properties.get(name, ())
    return (
        len(old) == len(new) == 1
        and (name in pair.base.required) == (name in pair.revision.required)
        and is_leaf(new[0])
        and pair.comparison.unchanged.holds(old[0], new[0])
        and not may_be_marked(new[0])
    )


def _property(pair: SchemaPair, name: str) -> None:
    base, revision = _side(pair, pair.base, name), _side(pair, pair.revision, name)
    where = (base.pointer, revision.pointer)
    if base.schema and revision.schema and base.places and revision.places:
        pair.compare(base.places, revision.places, "properties")
        pair.comparison.met.all.add(revision.places[0].pointer)
        always = base.required and revision.required
        compare_defaults(pair, base.schema, revision.schema, always=always)
        marks_changed(
            pair.comparison.met, pair.node, pair.sense,
            (base.places, base.schema, base.required),
            (revision.places, revision.schema, revision.required),
        )  # fmt: skip
    elif base.places and not _moved(pair, name, base, revision):
        promised = pair.sense == "response" and base.required
        rule = "property-removed-required" if promised else "property-removed"
        pair.add(rule, base.pointer, None, before=name, alone=True)
        return
    elif revision.places and not _moved(pair, name, base, revision):
        rule = "property-added"
        if pair.sense == "request" and revision.required:
            rule = "property-added-required"
        elif pair.sense == "response" and _closed(pair.base):
            rule = "property-added-closed"
        pair.add(rule, None, revision.pointer, after=name, alone=True)
        return
    if base.required != revision.required:
        what = "required" if revision.required else "optional"
        pair.add(f"property-became-{what}", *where, before=name, after=name, alone=True)


def _closed(schema: Schema) -> bool:
    return any(
        any(place.raw is False for place in schema.parts.get((word, ""), ())) for word in _CLOSABLE
    )


def _moved(pair: SchemaPair, name: str, base: _Side, revision: _Side) -> bool:
    """Compare a declared property with the rule for undeclared ones, if there is one."""
    old = base.places or _undeclared(pair.base, name)
    new = revision.places or _undeclared(pair.revision, name)
    if not old or not new:
        return False
    pair.compare(old, new, "properties")
    return True


def _undeclared(schema: Schema, name: str) -> tuple[Place, ...]:
    if name in schema.properties:
        return ()  # declared, but not in this direction
    found: list[Place] = []
    for (word, pattern), places in schema.parts.items():
        if word == "patternProperties" and _matches(pattern, name):
            found += places
    found = found or list(schema.parts.get(("additionalProperties", ""), ()))
    return () if any(place.raw is False for place in found) else tuple(found)


def _matches(pattern: str, name: str) -> bool:
    """Accept only literals with anchors, which are safe to run as regular expressions."""
    literal = pattern.removeprefix("^").removesuffix("$")
    if re.fullmatch(r"[\w\- ]*", literal) is None:
        return False
    if pattern.startswith("^"):
        return name == literal if pattern.endswith("$") else name.startswith(literal)
    return name.endswith(literal) if pattern.endswith("$") else literal in name


def compare_defaults(pair: SchemaPair, base: Schema, revision: Schema, *, always: bool) -> None:
    """Compare the defaults of a property.

    Args:
        pair: The schemas that have the property.
        base: The property's schema in the base.
        revision: The property's schema in the revision.
        always: Whether it is required on both sides, so that the default is never used.
    """
    before, after = base.default, revision.default
    old = None if before is None else identity(before.raw)
    new = None if after is None else identity(after.raw)
    if always or old == new:
        return
    where = (
        before.pointer if before else base.pointer,
        after.pointer if after else revision.pointer,
    )
    shown = (_said(before), _said(after))
    what = (
        "changed"
        if pair.sense == "response" or (before and after)
        else ("removed" if before else "added")
    )
    pair.add(f"default-{what}", *where, *shown, alone=True)


def _said(default: Place | None) -> Any:
    """Return a default; null becomes text, to distinguish it from no default."""
    if default is None:
        return None
    return "null" if default.raw is None else default.raw


def _parts(pair: SchemaPair) -> None:
    base, revision = pair.base, pair.revision
    for index in sorted({*base.prefix, *revision.prefix}):
        old = base.prefix.get(index) or base.parts.get(("items", ""), ())
        new = revision.prefix.get(index) or revision.parts.get(("items", ""), ())
        _part(pair, "prefixItems", old, new)
    for part in dict.fromkeys((*base.parts, *revision.parts)):
        _part(pair, part[0], base.parts.get(part, ()), revision.parts.get(part, ()))


def _part(pair: SchemaPair, word: str, before: tuple[Place, ...], after: tuple[Place, ...]) -> None:
    if not (before and after):
        before, after = (
            tuple(place for place in places if not _is_anything(place))
            for places in (before, after)
        )
    if pair.wire == "part" and word == "items":  # items without a type are files
        before, after = (
            places or (Place(f"{side.pointer}/items", raw=True),)
            for places, side in ((before, pair.base), (after, pair.revision))
        )
    none_before, none_after = (
        any(place.raw is False for place in places) for places in (before, after)
    )
    if (none_before and none_after) or not (before or after):
        return
    if before and after and not (none_before or none_after):
        if word == "contains" and "maxContains" in {**pair.base.limits, **pair.revision.limits}:
            if not pair.comparison.same(before, after):
                pair.report("contains-changed", word)
            return
        pair.compare(before, after, "" if word in _SAME_VALUE else word)
        return
    tighter = none_after or (not before and bool(after))
    rule = f"{kebab(word)}-{'tightened' if tighter else 'loosened'}"
    if none_before and pair.sense == "response" and word in _CLOSABLE:
        rule = "additional-properties-opened"
    pair.add(
        rule,
        before[0].pointer if before else pair.base.pointer,
        after[0].pointer if after else pair.revision.pointer,
        *(_brief(places) for places in (before, after)),
    )


def _is_anything(place: Place) -> bool:
    """Check whether a schema has only documentation."""
    raw: Any = place.raw
    return raw is True or (is_object(raw) and all(word in NOTES for word in raw))


def _brief(places: tuple[Place, ...]) -> Any:
    return places[0].raw if places else None


def _needs(pair: SchemaPair) -> None:
    for name in dict.fromkeys((*pair.base.needs, *pair.revision.needs)):
        before = pair.base.needs.get(name, frozenset())
        after = pair.revision.needs.get(name, frozenset())
        for what, changed in (("tightened", after - before), ("loosened", before - after)):
            if changed:
                shown = ({name: sorted(before)}, {name: sorted(after)})
                pair.report(f"dependent-required-{what}", "dependentRequired", *shown)


def _logic(pair: SchemaPair) -> None:
    _nots(pair)
    base, revision = list(pair.base.conditionals), list(pair.revision.conditionals)
    for old in tuple(base):
        same = (new for new in revision if pair.comparison.same((old.condition,), (new.condition,)))
        new = next(same, None)
        if new:
            base.remove(old)
            revision.remove(new)
            _branches(pair, old, new)
    for old, new in zip(tuple(base), tuple(revision), strict=False):
        base.remove(old)
        revision.remove(new)
        pair.add("condition-changed", old.condition.pointer, new.condition.pointer)
        _branches(pair, old, new)
    for old in base:
        place, raw = old.condition
        pair.add("condition-loosened", place, None, before=raw)
    for new in revision:
        place, raw = new.condition
        pair.add("condition-tightened", None, place, after=raw)


def _branches(pair: SchemaPair, old: Conditional, new: Conditional) -> None:
    for before, after in ((old.then, new.then), (old.otherwise, new.otherwise)):
        _part(
            pair,
            "condition",
            (before,) if before else (),
            (after,) if after else (),
        )


def _nots(pair: SchemaPair) -> None:
    """Compare `not`: it must not exclude more in a request, or less in a response."""
    base, revision = list(pair.base.nots), list(pair.revision.nots)
    for old in tuple(base):
        new = next((new for new in revision if pair.comparison.same((old,), (new,))), None)
        if new:
            base.remove(old)
            revision.remove(new)
    inner: Sense = "response" if pair.sense == "request" else "request"
    worse = "tightened" if pair.sense == "request" else "loosened"
    for old, new in zip(tuple(base), tuple(revision), strict=False):
        base.remove(old)
        revision.remove(new)
        change = Change(
            f"{pair.sense}-not-{worse}", pair.sense, old.pointer, new.pointer, old.raw, new.raw,
            pair.about(of_base=False),
        )  # fmt: skip
        turned = pair.comparison.pair((old,), (new,), inner, pair.wire)
        pair.node.choose(Choice(turned, list, change, hidden=True))
    for old in base:
        pair.add("not-loosened", old.pointer, None, before=old.raw)
    for new in revision:
        pair.add("not-tightened", None, new.pointer, after=new.raw)
