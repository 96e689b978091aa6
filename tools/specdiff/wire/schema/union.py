"""Unions compared: each option of the writer must be good for some option of the reader."""

import math
from collections.abc import Hashable
from dataclasses import replace
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import JSON_TYPES, identity, is_object
from tools.specdiff.wire.schema.comparison import SchemaPair
from tools.specdiff.wire.schema.graph import Change, Choice, Node, Sense
from tools.specdiff.wire.schema.keywords import compare_facts
from tools.specdiff.wire.schema.normal import Atom, Schema, Schemas

_COMPONENTS = "/components/schemas/"
# Unions with more of these are compared as they stand.
_MOST_OPTIONS = 64
_MOST_COMBINATIONS = 1024
_DEEPEST = 64
_TOO_MANY = 1 << 64


class Option(NamedTuple):
    """One way to satisfy a union."""

    schema: Schema
    names: tuple[Hashable, ...]
    """What it may be recognised by on the other side, best first."""


def compare_unions(pair: SchemaPair) -> None:
    """Compare two schemas of which at least one is a union.

    Args:
        pair: The schemas.
    """
    schemas = pair.comparison.schemas
    base = _options(schemas(pair.base.document), pair.base)
    revision = _options(schemas(pair.revision.document), pair.revision)
    if base is None or revision is None:
        _as_they_stand(pair)
        return
    _nullability(pair, base, revision)
    _exclusive(pair)
    base, revision = _single_types(base, revision), _single_types(revision, base)
    writers, readers = (base, revision) if pair.sense == "request" else (revision, base)
    matches = _matched(writers, readers)
    near = _near(writers, readers, matches)
    for index, writer in enumerate(writers):
        taken = set(matches.values())
        free = [
            other
            for other, reader in enumerate(readers)
            if other not in taken or _may_be_same(writer, reader)
        ]
        _choose(pair, writer, readers, free, matches.get(index), near.get(index))
    known = {*matches.values(), *near.values()}
    for index, reader in enumerate(readers):
        if index not in known:
            _spare(pair, writers, reader)


def _as_they_stand(pair: SchemaPair) -> None:
    """Compare unions of too many options: what stands beside them, and options written alike."""
    compare_facts(pair)
    if not pair.comparison.same_groups(pair.base, pair.revision):
        pair.add("union-changed", pair.base.pointer, pair.revision.pointer)
        return
    for one, other in zip(pair.base.groups, pair.revision.groups, strict=True):
        for old, new in zip(one.options, other.options, strict=True):
            pair.compare((old,), (new,))  # texts for people may differ, and marks


def _spare(pair: SchemaPair, writers: list[Option], reader: Option) -> None:
    """Tell of an option for nobody yet, unless its values are among those of the writers."""
    sense: Sense = "response" if pair.sense == "request" else "request"

    def within() -> list[Node]:
        return [
            pair.comparison.schema_pair(*_in_order(pair, writer, reader), sense, pair.wire)
            for writer in writers
        ]

    change = _gone(pair, reader, of_base=pair.sense == "response")
    pair.node.choose(Choice(None, within, change, hidden=True))


def _in_order(pair: SchemaPair, writer: Option, reader: Option) -> tuple[Schema, Schema]:
    """Return the schemas as base and revision: in a request, the base writes."""
    one, other = writer.schema, reader.schema
    return (one, other) if pair.sense == "request" else (other, one)


def _component(option: Option) -> str | None:
    names = (name for name in option.names if isinstance(name, str))
    return next((name for name in names if name.startswith(_COMPONENTS)), None)


def _may_be_same(one: Option, other: Option) -> bool:
    """A named option is not the same as another named one that is still there."""
    names = {_component(one), _component(other)}
    return None in names or len(names) == 1


def _choose(  # noqa: PLR0917 - one option and where it may go
    pair: SchemaPair, writer: Option, readers: list[Option], free: list[int],
    match: int | None, near: int | None,
) -> None:  # fmt: skip
    def compared(index: int) -> Node:
        schemas = _in_order(pair, writer, readers[index])
        return pair.comparison.schema_pair(*schemas, pair.sense, pair.wire)

    def others() -> list[Node]:
        first = [] if near is None else [near]
        rest = [index for index in free if index not in (match, near)]
        return [compared(index) for index in (*first, *rest)]

    pair.node.choose(
        Choice(
            None if match is None else compared(match),
            others,
            _gone(pair, writer, of_base=pair.sense == "request"),
            near=near is not None,
        )
    )


def _gone(pair: SchemaPair, option: Option, *, of_base: bool) -> Change:
    name, pointer = _name(option), option.schema.pointer
    if of_base:
        return Change(f"{pair.sense}-option-removed", pair.sense, pointer, None, before=name)
    return Change(f"{pair.sense}-option-added", pair.sense, None, pointer, after=name)


def _name(option: Option) -> str:
    component = _component(option)
    if component:
        return component.rpartition("/")[2]
    title = option.schema.notes.get("title")
    if title is not None:
        return str(title.raw)
    return " or ".join(sorted(option.schema.types or ["any value"]))


def _options(schemas: Schemas, schema: Schema) -> list[Option] | None:
    """Return a schema as options without unions, None when there are too many."""
    if not schema.groups:
        return [Option(schema, _names(schemas, schema, ()))]
    flat = sum(len(group.options) for group in schema.groups)
    too_many = _combinations(schemas, schema) > flat + _MOST_COMBINATIONS
    return None if too_many else _multiplied(schemas, schema)


def _multiplied(schemas: Schemas, schema: Schema) -> list[Option] | None:
    found: dict[tuple[str, ...], Option] = {}
    seen: set[Hashable] = set()
    waiting: list[tuple[Schema, tuple[Place, ...]]] = [(schema, ())]
    while waiting:
        current, path = waiting.pop()
        step = (current.key, tuple(place.pointer for place in path))
        if step in seen or _is_impossible(current):
            continue
        seen.add(step)
        if not current.groups:
            found[current.key] = Option(current, _names(schemas, current, path))
            continue
        if len(found) + len(waiting) > _MOST_OPTIONS:
            return None
        group, rest = current.groups[0], current.groups[1:]
        for option in reversed(group.options):
            atoms = schemas.expand(option)
            if any(key in current.atoms or f"{key}!" in current.atoms for key in atoms):
                continue  # an option that is the union itself adds nothing
            for atom in current.atoms.values():
                bare = Atom(atom.place, bare=True)
                atoms[bare.key] = bare
            merged = schemas.conjunction(atoms)
            if rest:
                merged = replace(
                    merged,
                    key=(*merged.key, *(other.place.pointer for other in rest)),
                    groups=[*merged.groups, *rest],
                )
            # A union on the way names no option.
            named = () if schemas.of((option,)).groups else (option,)
            waiting.append((merged, (*path, *named)))
    return list(found.values())


def _combinations(schemas: Schemas, schema: Schema, depth: int = 0) -> int:
    """Count the ways through a union; a union within itself has none."""
    if depth > _DEEPEST:
        return _TOO_MANY
    known = schemas.combinations
    if schema.key not in known:
        known[schema.key] = 0
        groups = [{schemas.of((one,)).key: one for one in group.options} for group in schema.groups]
        count = math.prod(
            sum(_combinations(schemas, schemas.of((one,)), depth + 1) for one in group.values())
            for group in groups
        )
        known[schema.key] = min(count, _TOO_MANY)
    return known[schema.key]


def _is_impossible(schema: Schema) -> bool:
    nothing = schema.types == frozenset() or schema.values == {}
    return schema.forbids or (nothing and not schema.nullable)


def _names(schemas: Schemas, schema: Schema, path: tuple[Place, ...]) -> tuple[Hashable, ...]:
    names: list[Hashable] = []
    texts: list[Hashable] = []
    for place in path:
        atom = next(iter(schemas.expand(place).values()))
        pointer = atom.place.pointer
        if pointer.startswith(_COMPONENTS) and "/" not in pointer.removeprefix(_COMPONENTS):
            names.append(pointer)
        texts.append(schemas.text(atom))
    if not path and schema.pointer.startswith(_COMPONENTS):
        names.append(schema.pointer)
    # Said twice is said once; two different names together are the name of neither.
    names = names if len(set(texts)) <= 1 else []
    names += [("text", frozenset(texts))] if texts else []
    tags = [
        f"{name}={identity(next(iter(tag.values())))}"
        for name, places in sorted(schema.properties.items())
        if (tag := schemas.of(places).values) and len(tag) == 1
    ]
    names += [" ".join(tags)] if tags else []
    title = schema.notes.get("title")
    names += [f"title {title.raw}"] if title is not None else []
    return tuple(names)


def _nullability(pair: SchemaPair, base: list[Option], revision: list[Option]) -> None:
    """Compare whether null passes, once for the whole union, and take it out of the options."""
    nulls: list[bool] = []
    for schema, options in ((pair.base, base), (pair.revision, revision)):
        nulls.append(schema.nullable or any(option.schema.nullable for option in options))
        for index, option in enumerate(options):
            if option.schema.nullable:
                plain = replace(option.schema, key=(*option.schema.key, "?value"), nullable=False)
                options[index] = Option(plain, option.names)
    if nulls[0] != nulls[1]:
        what = "became-nullable" if nulls[1] else "became-not-nullable"
        pair.add(what, pair.base.pointer, pair.revision.pointer)


def _single_types(options: list[Option], others: list[Option]) -> list[Option]:
    """Split options of several types, so that types can be matched one by one."""
    split: list[Option] = []
    open_elsewhere = any(other.schema.types is None for other in others)
    for option in options:
        kinds = option.schema.types
        if kinds is None and not open_elsewhere:
            kinds = JSON_TYPES - {"null", "integer"}
        if kinds is None or len(kinds) < 2:  # noqa: PLR2004
            split.append(option)
        else:
            split += [Option(option.schema.narrowed(kind), ()) for kind in sorted(kinds)]
    return split


def _matched(writers: list[Option], readers: list[Option]) -> dict[int, int]:
    """Recognise options of one side on the other by their names."""
    matches: dict[int, int] = {}
    most = max((len(option.names) for option in writers), default=0)
    for rank in range(most):
        names = {
            name: index
            for index, reader in reversed(list(enumerate(readers)))
            for name in reader.names
            if _is_text(name) or index not in matches.values()
        }
        for index, writer in enumerate(writers):
            if index in matches or rank >= len(writer.names):
                continue
            name = writer.names[rank]
            found = names.get(name)
            if found is not None and (
                found not in matches.values()
                or (_is_text(name) and _may_be_same(writer, readers[found]))
            ):
                matches[index] = found
    return matches


def _is_text(name: Hashable) -> bool:
    return isinstance(name, tuple)


def _near(writers: list[Option], readers: list[Option], matches: dict[int, int]) -> dict[int, int]:
    """Guess, for options without a match, which one they were: the next of the same types."""
    near: dict[int, int] = {}
    free = [index for index in range(len(readers)) if index not in matches.values()]
    for index, writer in enumerate(writers):
        if index in matches:
            continue
        for other in free:
            if writer.schema.types == readers[other].schema.types:
                near[index] = other
                free.remove(other)
                break
    return near


def compare_discriminators(pair: SchemaPair) -> None:
    """Compare the property that tells values apart, and its values.

    Args:
        pair: The schemas.
    """
    before, after = pair.base.discriminator, pair.revision.discriminator
    if before is None and after is None:
        return
    where = (pair.base.pointer_of("discriminator"), pair.revision.pointer_of("discriminator"))
    old: Any = before.raw.get("propertyName") if before else None
    new: Any = after.raw.get("propertyName") if after else None
    if before is None or after is None:
        pair.add(f"discriminator-{'added' if after else 'removed'}", *where, old, new)
        return
    if old != new:
        pair.add("discriminator-changed", *where, old, new)
        return
    base, revision = _mapping(pair.base), _mapping(pair.revision)
    gone, won = (sorted(one.keys() - other.keys()) for one, other in (
        (base, revision), (revision, base)
    ))  # fmt: skip
    if gone:
        pair.add("mapping-removed", *where, before=gone)
    if won:
        pair.add("mapping-added", *where, after=won)


def _mapping(schema: Schema) -> dict[str, str]:
    """Return the values of a discriminator, those included that the names of options imply."""
    place = schema.discriminator
    given: Any = place.raw.get("mapping") if place else None
    pairs = given.items() if is_object(given) else ()
    mapping = {str(key): str(value) for key, value in pairs}
    mapped = {target.rpartition("/")[2] for target in mapping.values()}
    for group in schema.groups:
        for option in group.options:
            if is_object(option.raw) and isinstance(option.raw.get("$ref"), str):
                name = option.raw["$ref"].rpartition("/")[2]
                if name not in mapped:
                    mapping[name] = name
    return mapping


def _exclusive(pair: SchemaPair) -> None:
    """Tell when a value that matches two options is treated another way."""
    before = {group.keyword for group in pair.base.groups}
    after = {group.keyword for group in pair.revision.groups}
    turned = (["anyOf"], ["oneOf"]) if pair.sense == "request" else (["oneOf"], ["anyOf"])
    if (sorted(before), sorted(after)) != turned:
        return
    kinds = [kind for option in pair.base.groups[0].options for kind in sorted(
        pair.comparison.schemas(pair.base.document).of((option,)).types or ["any", "any"]
    )]  # fmt: skip
    if len(set(kinds)) < len(kinds):
        where = (pair.base.groups[0].place.pointer, pair.revision.groups[0].place.pointer)
        pair.add("exclusive-options-changed", *where, *(name[0] for name in turned))
