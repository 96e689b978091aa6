"""Find where options of a `oneOf` come to overlap: a value that matches two options is rejected."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import SCALARS, identity, is_array, is_object, type_of
from tools.specdiff.wire.schema.comparison import TEXT, SchemaComparison, SchemaPair, Wire
from tools.specdiff.wire.schema.discriminator import component
from tools.specdiff.wire.schema.graph import Change, Choice, Node, Sense
from tools.specdiff.wire.schema.normal import LOWER, Group, Limit, Schema
from tools.specdiff.wire.schema.options import Option, null_of, options_of, taken

# Formats that share no value.
_EXCLUSIVE = frozenset({"uuid", "date", "date-time", "time", "email", "ipv4", "ipv6", "uri"})
_DEEPEST = 4
_LENGTHS: dict[str, Callable[[Any], float]] = {
    "minLength": len, "maxLength": len, "minimum": float, "maximum": float
}  # fmt: skip


def _are_disjoint(
    comparison: SchemaComparison, one: Schema, other: Schema, wire: Wire, depth: int = 0
) -> bool:
    """Check whether no value satisfies two schemas.

    Args:
        comparison: The comparison with the schemas of both documents.
        one: A schema of either document.
        other: Another schema.
        wire: The form on the wire.
        depth: How deep in properties this is.

    Returns:
        True if their types, values, limits or properties exclude each other; False also if this
        is not decided.
    """
    if one.forbids or other.forbids:
        return True
    if one.groups or other.groups:
        return _all_apart(comparison, one, other, wire, depth)
    if one.nullable and other.nullable:
        return False
    for some, rest in ((one, other), (other, one)):
        if some.values is not None:
            return not any(_may_be(value, rest) for value in some.values.values())
    if one.types is None or other.types is None:
        return False
    pairs = [pair for pair in product(one.types, other.types) if _may_meet(*pair, wire)]
    return all(
        _FAMILY.get(kind) == _FAMILY.get(more)
        and _DECIDES.get(_FAMILY.get(kind), _never)(comparison, one, other, wire, depth)
        for kind, more in pairs
    )


def _all_apart(
    comparison: SchemaComparison, one: Schema, other: Schema, wire: Wire, depth: int
) -> bool:
    """Check whether each option of one excludes each option of the other."""
    mine, their = (options_of(comparison.schemas(side.document), side) for side in (one, other))
    return (
        depth < _DEEPEST
        and mine is not None
        and their is not None
        and all(
            _are_disjoint(comparison, some.schema, rest.schema, wire, depth + 1)
            for some, rest in product(mine, their)
        )
    )


def _may_meet(one: str, other: str, wire: Wire) -> bool:
    return (
        one == other
        or {one, other} == {"integer", "number"}
        or (wire in TEXT and "string" in (one, other) and {one, other} <= SCALARS)
    )


def _may_be(value: Any, schema: Schema) -> bool:
    """Check whether a value may satisfy a schema, by its type and its limits."""
    if schema.values is not None:
        return identity(value) in schema.values
    kind = type_of(value)
    kinds = {kind, "number"} if kind == "integer" else {kind}
    if schema.types is not None and kinds.isdisjoint(schema.types):
        return False
    for word, size in _LENGTHS.items():
        limit = schema.limits.get(word)
        fits = isinstance(value, str) == (size is len) and kind in ("string", "integer", "number")
        if limit and fits and not _within(size(value), limit, word):
            return False
    return True


def _within(size: float, limit: Limit, word: str) -> bool:
    if size == limit.value:
        return not limit.exclusive
    return (size > limit.value) == (word in LOWER)


def _apart(one: Schema, other: Schema, words: Iterable[tuple[str, str]]) -> bool:
    """Check whether the ranges of two schemas are disjoint."""
    for low, high in words:
        for some, rest in ((one, other), (other, one)):
            start, end = some.limits.get(low), rest.limits.get(high)
            if start and end:
                touch = not (start.exclusive or end.exclusive)
                if start.value > end.value or (start.value == end.value and not touch):
                    return True
    return False


def _never(*_: object) -> bool:
    return False


def _strings(_: SchemaComparison, one: Schema, other: Schema, *_rest: object) -> bool:
    formats = one.formats & _EXCLUSIVE, other.formats & _EXCLUSIVE
    told = all(formats) and formats[0].isdisjoint(formats[1])
    return told or _apart(one, other, [("minLength", "maxLength")])


def _numbers(_: SchemaComparison, one: Schema, other: Schema, *_rest: object) -> bool:
    return _apart(one, other, [("minimum", "maximum")])


def _arrays(
    comparison: SchemaComparison, one: Schema, other: Schema, wire: Wire, depth: int
) -> bool:
    if _apart(one, other, [("minItems", "maxItems")]):
        return True
    items = [side.parts.get(("items", "")) for side in (one, other)]
    filled = any(
        (limit := side.limits.get("minItems")) and limit.value >= 1 for side in (one, other)
    )
    if not (filled and items[0] and items[1]) or one.prefix or other.prefix:
        return False
    parts = [
        comparison.schemas(side.document).of(places or ())
        for side, places in zip((one, other), items, strict=True)
    ]
    return depth < _DEEPEST and _are_disjoint(comparison, parts[0], parts[1], wire, depth + 1)


def _objects(
    comparison: SchemaComparison, one: Schema, other: Schema, wire: Wire, depth: int
) -> bool:
    needed = one.required.keys() | other.required.keys()
    for some, rest in ((one, other), (other, one)):
        if any(_excludes(some, name) for name in rest.required):
            return True
        if any(_needs_less(place.raw, some) for place in rest.nots):
            return True
    if depth >= _DEEPEST:
        return False
    for name in needed & one.properties.keys() & other.properties.keys():
        mine, their = (
            comparison.schemas(side.document).of(side.properties[name]) for side in (one, other)
        )
        if _are_disjoint(comparison, mine, their, wire, depth + 1):
            return True
    return _apart(one, other, [("minProperties", "maxProperties")])


def _excludes(schema: Schema, name: str) -> bool:
    """Check whether a schema excludes a property."""
    patterns = any(word == "patternProperties" for word, _ in schema.parts)
    more = schema.parts.get(("additionalProperties", ""), ())
    closed = any(place.raw is False for place in more)
    return closed and not patterns and name not in schema.properties


def _needs_less(excluded: Any, schema: Schema) -> bool:
    """Check whether `not: {required: …}` excludes all that a schema admits."""
    names: Any = excluded.get("required") if is_object(excluded) else None
    return (
        is_array(names)
        and len(excluded) == 1
        and all(isinstance(name, str) and name in schema.required for name in names)
    )


_FAMILY = {"integer": "number"} | {kind: kind for kind in ("string", "number", "array", "object")}
_DECIDES: Any = {"string": _strings, "number": _numbers, "array": _arrays, "object": _objects}


class _Union(NamedTuple):
    """A `oneOf` and its schema."""

    schema: Schema
    group: Group


class _Candidate(NamedTuple):
    """An option of the reader's `oneOf`, with its counterpart."""

    place: Place
    forms: list[Option]
    """The option without unions."""
    before: Place | None
    """Its counterpart in the writer's `oneOf`."""

    @property
    def label(self) -> str:
        return self.forms[0].label


def compare_exclusive(pair: SchemaPair, writers: list[Option]) -> None:
    """Report values of the writer that match two options of a `oneOf`.

    A reader of responses handles a value that has both forms like either form. There, only a
    `oneOf` that becomes an `anyOf` is reported.

    Args:
        pair: The schemas.
        writers: The options of the writer.
    """
    wide, narrow = (
        (pair.base, pair.revision) if pair.sense == "request" else (pair.revision, pair.base)
    )
    if pair.sense == "response" and not _is_turned(narrow, wide):
        return
    if wide.groups and wide.nullable:
        writers = [*writers, null_of(wide)]
    before = list(_unions(pair, wide))
    said: set[str] = set()
    for index, union in enumerate(_unions(pair, narrow)):
        # Among equally similar unions, the one in the same place is the same.
        likely = [*before[index : index + 1], *before]
        said.update(_overlaps(pair, union, likely, writers))
    if said:
        pair.node.changes.append(_change(pair, sorted(said)))


def _is_turned(before: Schema, after: Schema) -> bool:
    keywords = [{group.keyword for group in side.groups} for side in (before, after)]
    return keywords == [{"oneOf"}, {"anyOf"}]


def _unions(pair: SchemaPair, schema: Schema) -> Iterator[_Union]:
    """Yield each `oneOf` of a schema, including those within options.

    A `oneOf` with a discriminator is left out: the discriminator selects the option and is compared
    separately.
    """
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        current = waiting.pop()
        for group in current.groups:
            if group.place.pointer in seen:
                continue
            seen.add(group.place.pointer)
            if group.keyword == "oneOf" and not group.discriminator:
                yield _Union(current, group)
            for option in group.options:
                merged = taken(pair.comparison.schemas(schema.document), current, option)
                waiting += [merged] if merged and merged.groups else []


def _overlaps(
    pair: SchemaPair, union: _Union, before: list[_Union], writers: list[Option]
) -> Iterator[str]:
    """Yield the options that now overlap."""
    known, old = _counterparts(pair, union, before)
    candidates = [
        _Candidate(place, forms, known.get(place.pointer))
        for place in union.group.options
        if (forms := _forms(pair, union.schema, place))
    ]
    for one, other in combinations(candidates, 2):
        if not _meet(pair, one.forms, other.forms, writers):
            continue
        if one.before is None or other.before is None or old is None:
            yield _both(one, other)
            continue
        were = [_forms(pair, old.schema, at) for at in (one.before, other.before)]
        null = all(map(_is_nullable, (one.forms, other.forms)))
        if not _meet(pair, *were) or (null and not all(map(_is_nullable, were))):
            yield _both(one, other)
        elif _meet(pair, _plain(one.forms), _plain(other.forms)):
            _unless_wider(pair, (one, one.before), other)
            _unless_wider(pair, (other, other.before), one)
    if union.group.null and any(writer.schema.nullable for writer in writers):
        for one in candidates:
            had = old and old.group.null and one.before and _forms(pair, old.schema, one.before)
            if _is_nullable(one.forms) and not (had and _is_nullable(had)):
                yield f"null and {one.label}"


def _both(one: _Candidate, other: _Candidate) -> str:
    return " and ".join(sorted((one.label, other.label)))


def _plain(forms: list[Option]) -> list[Option]:
    """Remove null, which is compared separately."""
    return [form._replace(schema=_without_null(form.schema)) for form in forms]


def _is_nullable(forms: list[Option]) -> bool:
    return any(form.schema.nullable for form in forms)


def _change(pair: SchemaPair, said: list[str]) -> Change:
    where = (pair.base.pointer_of("anyOf"), pair.revision.pointer_of("oneOf"))
    before, after = (None, said) if pair.sense == "request" else (said, None)
    about = pair.about(of_base=False)
    return Change(f"{pair.sense}-options-overlap", pair.sense, *where, before, after, about)


def _forms(pair: SchemaPair, schema: Schema, place: Place) -> list[Option]:
    schemas = pair.comparison.schemas(schema.document)
    merged = taken(schemas, schema, place)
    if merged is None:
        return []
    null = [null_of(merged)] if merged.groups and merged.nullable else []
    return [*(options_of(schemas, merged) or []), *null]


def _meet(
    pair: SchemaPair, one: list[Option], other: list[Option], writers: list[Option] | None = None
) -> bool:
    """Check whether two options may share a value that a writer may send."""

    def apart(some: Option, rest: Option) -> bool:
        return _are_disjoint(pair.comparison, some.schema, rest.schema, pair.wire)

    return any(
        not apart(some, rest)
        and (
            writers is None
            or any(not apart(writer, some) and not apart(writer, rest) for writer in writers)
        )
        for some in one
        for rest in other
    )


def _unless_wider(pair: SchemaPair, one: tuple[_Candidate, Place], other: _Candidate) -> None:
    """Report two overlapping options if the first now admits more values."""
    candidate, was = one
    old, new = _ordered(pair, was, candidate.place)
    if pair.comparison.same(old, new):
        return
    turned: Sense = "response" if pair.sense == "request" else "request"
    base, revision = (
        _without_null(pair.comparison.schemas(side.document).of(places))
        for side, places in ((pair.base, old), (pair.revision, new))
    )
    senses: list[Sense] = [turned]
    before, after = (
        sum(len(union.group.options) for union in _unions(pair, side)) for side in (base, revision)
    )
    if (before > after) == (pair.sense == "request") and before != after:
        senses.append(pair.sense)  # fewer options exclude fewer values

    def compared() -> list[Node]:
        both = Node()
        both.edges = [
            pair.comparison.schema_pair(base, revision, sense, pair.wire) for sense in senses
        ]
        return [both]

    change = _change(pair, [_both(candidate, other)])
    pair.node.choose(Choice(None, compared, change, hidden=True))


def _without_null(schema: Schema) -> Schema:
    return replace(schema, key=(*schema.key, "?value"), nullable=False)


def _counterparts(
    pair: SchemaPair, union: _Union, before: list[_Union]
) -> tuple[dict[str, Place], _Union | None]:
    """Match the options of a `oneOf` with those of the most similar one on the other side."""
    best: tuple[dict[str, Place], _Union | None] = ({}, None)
    for old in before:
        found = _recognised(pair, union, old)
        if best[1] is None or len(found) > len(best[0]):
            best = (found, old)
    found, chosen = best
    if chosen:
        rest = [place for place in chosen.group.options if place not in found.values()]
        unknown = [place for place in union.group.options if place.pointer not in found]
        if len(rest) == len(unknown):
            rest.sort(key=lambda place: _shape(pair, chosen, place))
            unknown.sort(key=lambda place: _shape(pair, union, place))
            found |= {new.pointer: place for new, place in zip(unknown, rest, strict=True)}
    return best


def _shape(pair: SchemaPair, union: _Union, place: Place) -> tuple[list[str], list[str]]:
    """Return a sort key for options that is independent of their order."""
    forms = _forms(pair, union.schema, place)
    types = {kind for form in forms for kind in form.schema.types or ()}
    return sorted(types), sorted({name for form in forms for name in form.schema.properties})


def _recognised(pair: SchemaPair, union: _Union, old: _Union) -> dict[str, Place]:
    """Match options by name or text."""

    def name(side: _Union, place: Place) -> str | None:
        return component(side.schema.document.resolve(place).pointer)

    found: dict[str, Place] = {}
    rest = list(old.group.options)
    for place in union.group.options:
        named = name(union, place)
        same = (
            before
            for before in rest
            if (named and name(old, before) == named)
            or pair.comparison.same(*_ordered(pair, before, place))
        )
        before = next(same, None)
        if before:
            rest.remove(before)
            found[place.pointer] = before
    return found


def _ordered(
    pair: SchemaPair, wide: Place, narrow: Place
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    one, other = (wide, narrow) if pair.sense == "request" else (narrow, wide)
    return (one,), (other,)
