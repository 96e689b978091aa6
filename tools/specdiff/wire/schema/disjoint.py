"""Whether two schemas have a value in common, as far as their keywords decide it."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from tools.specdiff.inputs.values import SCALARS, identity, is_array, is_object, type_of
from tools.specdiff.wire.schema.comparison import TEXT, SchemaComparison, Wire
from tools.specdiff.wire.schema.normal import LOWER, Limit, Schema
from tools.specdiff.wire.schema.options import options_of

# Formats of which no value is one of another.
_EXCLUSIVE = frozenset({"uuid", "date", "date-time", "time", "email", "ipv4", "ipv6", "uri"})
_DEEPEST = 4
_LENGTHS: dict[str, Callable[[Any], float]] = {
    "minLength": len, "maxLength": len, "minimum": float, "maximum": float
}  # fmt: skip


def are_disjoint(
    comparison: SchemaComparison, one: Schema, other: Schema, wire: Wire, depth: int = 0
) -> bool:
    """Check whether no value satisfies two schemas.

    Args:
        comparison: Has the schemas of both documents.
        one: A schema of either document.
        other: Another.
        wire: How values travel.
        depth: How deep in properties this is.

    Returns:
        True when their types, values, limits or properties exclude each other; False also when it
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
            are_disjoint(comparison, some.schema, rest.schema, wire, depth + 1)
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
    """Check whether the range of one ends before that of the other begins."""
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
    return depth < _DEEPEST and are_disjoint(comparison, parts[0], parts[1], wire, depth + 1)


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
        if are_disjoint(comparison, mine, their, wire, depth + 1):
            return True
    return _apart(one, other, [("minProperties", "maxProperties")])


def _excludes(schema: Schema, name: str) -> bool:
    """Check whether a schema has no room for a property."""
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
