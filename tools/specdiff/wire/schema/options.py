"""Expand a schema into the options of its unions, and identify each option for matching."""

import json
import math
from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.wire.schema.discriminator import component, values_of
from tools.specdiff.wire.schema.normal import Atom, Group, Schema, Schemas

# Unions with more options than these are compared by text.
_MOST_OPTIONS = 64
_MOST_COMBINATIONS = 1024
_DEEPEST = 64
_TOO_MANY = 1 << 64
_MOST_NAMES = 3  # properties in the label of an option without a name

KINDS = ("value", "component", "text", "tags", "title", "constants")
"""The kinds of identifiers of an option, best first."""


class Option(NamedTuple):
    """One way to satisfy a union."""

    schema: Schema
    names: dict[str, frozenset[Hashable]]
    """Its identifiers, by kind."""
    tags: dict[str, dict[Hashable, Any]]
    """Properties with few values, which distinguish it from other options."""

    @property
    def component(self) -> str | None:
        """The name of its component schema; None if there is no single one."""
        return next((str(name) for name in self.names.get("component", ())), None)

    @property
    def label(self) -> str:
        """Its name in a sentence."""
        title = _title(self.schema)
        if self.component or title is not None:
            return self.component or str(title)
        for name, values in self.tags.items():
            if len(values) == 1:
                return f"{name} {json.dumps(*values.values(), ensure_ascii=False)}"
        if self.schema.types == frozenset():
            return "null"
        kinds = " or ".join(sorted(self.schema.types or ["any value"]))
        kinds = " ".join([*sorted(self.schema.formats), kinds])
        known = sorted(self.schema.required or self.schema.properties)[:_MOST_NAMES]
        return f"{kinds} with {', '.join(known)}" if known else kinds

    def is_told_from(self, other: "Option") -> bool:
        """Check whether a tag distinguishes two options.

        Args:
            other: An option of the other side.

        Returns:
            True if a property has disjoint values in both.
        """
        common = self.tags.keys() & other.tags.keys()
        return any(self.tags[name].keys().isdisjoint(other.tags[name]) for name in common)


def options_of(schemas: Schemas, schema: Schema) -> list[Option] | None:
    """Return a schema as options without unions.

    Args:
        schemas: The schemas of its document.
        schema: The schema.

    Returns:
        The options, one where it is no union; None when there are too many.

    Raises:
        DocumentError: A schema does not resolve.
    """
    if not schema.groups:
        return [_option(schemas, schema, ())]
    flat = sum(len(group.options) for group in schema.groups)
    too_many = _combinations(schemas, schema) > flat + _MOST_COMBINATIONS
    return None if too_many else _multiplied(schemas, schema)


Step = tuple[Group, Place]
"""A union and the selected option."""


def _multiplied(schemas: Schemas, schema: Schema) -> list[Option] | None:
    found: dict[tuple[str, ...], Option] = {}
    seen: set[Hashable] = set()
    waiting: list[tuple[Schema, tuple[Step, ...]]] = [(schema, ())]
    while waiting:
        current, path = waiting.pop()
        step = (current.key, tuple(place.pointer for _, place in path))
        if step in seen or is_impossible(current):
            continue
        seen.add(step)
        if not current.groups:
            found[current.key] = _option(schemas, current, path)
            continue
        if len(found) + len(waiting) > _MOST_OPTIONS:
            return None
        if current.nullable and current is not schema:
            null = null_of(current)
            found[null.schema.key] = null
        group, rest = current.groups[0], current.groups[1:]
        for option in reversed(group.options):
            merged = taken(schemas, current, option)
            if merged is None:
                continue  # an option that is the union itself adds nothing
            if rest:
                merged = replace(
                    merged,
                    key=(*merged.key, *(other.place.pointer for other in rest)),
                    groups=[*merged.groups, *rest],
                )
            # A union on the way names no option.
            named = () if schemas.of((option,)).groups else ((group, option),)
            waiting.append((merged, (*path, *named)))
    return list(found.values())


def null_of(schema: Schema) -> Option:
    """Return the option that admits only null.

    Args:
        schema: A union that admits it.
    """
    key = (*schema.key, "?null")
    return Option(replace(schema, key=key, types=frozenset(), values=None, groups=[]), {}, {})


def taken(schemas: Schemas, schema: Schema, option: Place) -> Schema | None:
    """Return what a schema says where one option of a union of its is taken.

    Args:
        schemas: The schemas of its document.
        schema: The schema that has the union.
        option: The option.

    Returns:
        Both together; None where the option is the union itself.
    """
    atoms = schemas.expand(option)
    if any(key in schema.atoms or f"{key}!" in schema.atoms for key in atoms):
        return None
    for atom in schema.atoms.values():
        bare = Atom(atom.place, bare=True)
        atoms[bare.key] = bare
    return schemas.conjunction(atoms)


def _combinations(schemas: Schemas, schema: Schema, depth: int = 0) -> int:
    """Count the combinations of a union; a union within itself adds none."""
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


def is_impossible(schema: Schema) -> bool:
    """Check whether no value satisfies a schema, as far as its types and values say.

    Args:
        schema: The schema.

    Returns:
        True when they leave nothing.
    """
    nothing = schema.types == frozenset() or schema.values == {}
    return schema.forbids or (nothing and not schema.nullable)


def _option(schemas: Schemas, schema: Schema, path: tuple[Step, ...]) -> Option:
    tags = dict(_tags(schemas, schema))
    names: dict[str, frozenset[Hashable]] = {}
    atoms = [next(iter(schemas.expand(place).values())) for _, place in path]
    texts = {schemas.text(atom) for atom in atoms}
    # Said twice is said once; two different names together are the name of neither.
    if len(texts) <= 1:
        pointers = [atom.place.pointer for atom in atoms] or [schema.pointer]
        names["component"] = frozenset(filter(None, map(component, pointers)))
    for group, place in path:
        if group.discriminator and (values := values_of(group.discriminator, place)):
            name = str(group.discriminator.raw.get("propertyName"))
            names["value"] = frozenset((name, value) for value in values)
            tags.setdefault(name, {value: value for value in values})
    if texts:
        names["text"] = frozenset({frozenset(texts)})
    single = frozenset((name, *values) for name, values in tags.items() if len(values) == 1)
    names["tags"] = frozenset({single} if single else ())
    title = _title(schema)
    names["title"] = frozenset({title} if title is not None else ())
    names["constants"] = frozenset(schema.types or () if schema.values is not None else ())
    return Option(schema, names, tags)


def _title(schema: Schema) -> str | None:
    """Return a title that is not that of the union around it."""
    title = schema.notes.get("title")
    if title is None or title.pointer.removesuffix("/title") not in schema.atoms:
        return None
    return str(title.raw)


def _tags(schemas: Schemas, schema: Schema) -> Iterator[tuple[str, dict[Hashable, Any]]]:
    for name, places in sorted(schema.properties.items()):
        values = schemas.of(places).values
        if values and (name in schema.required or len(values) == 1):
            yield name, values
