"""Read a contract independently of the generator: references, null, properties, tags."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, TypeGuard

Schema = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
REQUEST, ANSWER = "readOnly", "writeOnly"
"""The direction of a value, named by the properties that it does not have."""

_UNIONS = ("oneOf", "anyOf")


class Contract:
    """An OpenAPI document.

    Args:
        document: The document, as decoded JSON.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document: dict[str, Any] = _mended(document)
        self._branches: dict[int, tuple[Schema, list[Schema]]] = {}
        self.heights = self._heights()

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
        """Yield method, path, operation and path item of every operation."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method, path, item[method], item

    def at(self, pointer: str) -> Any:
        """Return what a JSON pointer points to."""
        value: Any = self.document
        for step in pointer.removeprefix("#").split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key) if is_list(value) else key]
        return value

    def resolve(self, one: Any) -> Any:
        """Follow the references of a schema, a parameter, a body or a response."""
        while "$ref" in one:
            one = self.at(one["$ref"])
        return one

    def unwrapped(self, schema: Schema) -> Schema:
        """Follow an `allOf` that has one part and nothing beside it."""
        while len(schema.get("allOf", ())) == 1 and "properties" not in schema:
            schema = schema["allOf"][0]
        return schema

    def is_nullable(self, schema: Schema) -> bool:
        """Tell whether null is a value."""
        if schema.get("nullable") is True:
            return True
        schema = self.resolve(schema)
        if schema.get("nullable") is True or "null" in schema.get("type", ()):
            return True
        if None in schema.get("enum", ()):
            return True
        if any(self.is_nullable(one) for key in _UNIONS for one in schema.get(key, ())):
            return True
        parts = schema.get("allOf", ())
        return len(parts) == 1 and self.is_nullable(parts[0])

    def properties(self, schema: Schema) -> dict[str, list[Schema]]:
        """Return every definition of each property of an object, `allOf` included."""
        schema = self.resolve(schema)
        found: dict[str, list[Schema]] = {}
        for part in schema.get("allOf", ()):
            for name, definitions in self.properties(part).items():
                found.setdefault(name, []).extend(definitions)
        for name, definition in schema.get("properties", {}).items():
            found.setdefault(name, []).append(definition)
        return found

    def required(self, schema: Schema) -> set[str]:
        """Return the names of the required properties of an object."""
        schema = self.resolve(schema)
        inner = set[str]().union(*(self.required(part) for part in schema.get("allOf", ())))
        own = schema.get("required", [])
        return inner | set(own if is_list(own) else ())

    def branches(self, schema: Schema) -> list[Schema]:
        """Return the alternatives of a union, null aside; none when it is no union.

        What the schema says beside them, and in an `allOf`, is said in each of them.
        """
        schema = self.resolve(schema)
        known = self._branches.get(id(schema))
        if known is None:
            known = (schema, self._alternatives(schema))
            self._branches[id(schema)] = known
        return known[1]

    def _alternatives(self, schema: Schema) -> list[Schema]:
        written = [one for key in _UNIONS for one in schema.get(key, ())]
        parts = schema.get("allOf", [])
        found: list[Schema] = []
        if any(map(_says_a_type, written)):
            for one in written:
                null = self.resolve(one).get("type") == "null"
                found += self.branches(one) or ([] if null else [one])
            rest = [part for part in parts if part not in written and part not in found]
        else:
            unions = [part for part in parts if self.branches(part)]
            found = self.branches(unions[0]) if unions else []
            rest = [part for part in parts if part not in unions[:1]]
        own = {key: schema[key] for key in ("properties", "required") if schema.get(key)}
        beside = [*(part for part in rest if self.properties(part)), *([own] if own else [])]
        return [{"allOf": [*beside, one]} for one in found] if beside else found

    def tags(self, schema: Schema) -> list[tuple[Schema, str, list[Any]]]:
        """Return branch, property and values of each branch of a union with disjoint tags."""
        branches = self.branches(schema)
        if len(branches) < 2:
            return []
        said = self.resolve(schema).get("discriminator", {})
        names = [said["propertyName"]] if said else list(self.properties(branches[0]))
        for name in names:
            values = [
                self._tag_values(branch, name) or _mapped(said, branch) for branch in branches
            ]
            flat = [value for one in values for value in one]
            if all(values) and len(flat) == len(set(map(repr, flat))):
                return [(one, name, tag) for one, tag in zip(branches, values, strict=True)]
        return []

    def _tag_values(self, branch: Schema, name: str) -> list[Any]:
        for definition in self.properties(branch).get(name, ()):
            one = self.resolve(definition)
            if "const" in one:
                return [one["const"]]
            if one.get("enum") and None not in one["enum"]:
                return list(one["enum"])
        return []

    def _heights(self) -> dict[str, float]:
        """Return how deep the smallest value of each component is."""
        schemas = self.document.get("components", {}).get("schemas", {})
        found: dict[str, float] = dict.fromkeys(
            (f"#/components/schemas/{name}" for name in schemas), math.inf
        )
        self.heights = found
        changed = True
        while changed:
            changed = False
            for name, schema in schemas.items():
                height = self.height(schema)
                if height < found[f"#/components/schemas/{name}"]:
                    found[f"#/components/schemas/{name}"] = height
                    changed = True
        return found

    def height(self, schema: Schema) -> float:
        """Return how deep the smallest value of a schema is; infinite when there is none."""
        if "$ref" in schema:
            return self.heights.get(schema["$ref"], 0)
        if schema.get("enum") == []:
            return math.inf
        parts = [self.height(one) for one in schema.get("allOf", ())]
        parts += [min(map(self.height, schema[key])) for key in _UNIONS if schema.get(key)]
        required = schema.get("required")
        for name in required if is_list(required) else ():
            if name in schema.get("properties", {}):
                parts.append(1 + self.height(schema["properties"][name]))
        if schema.get("minItems") and is_object(schema.get("items")):
            parts.append(1 + self.height(schema["items"]))
        return max(parts, default=0)


def _mended(value: Any) -> Any:
    """Return a copy in which no `enum` contradicts the `type` beside it."""
    if is_list(value):
        return [_mended(one) for one in value]
    if not is_object(value):
        return value
    made = {key: _mended(one) for key, one in value.items()}
    if not isinstance(made.get("minimum", 0), (int, float, dict)):
        del made["minimum"]  # text, in some contracts
    enum, kind = made.get("enum"), made.get("type")
    if is_list(enum) and kind in ("array", "object"):
        del made["enum" if kind == "array" else "type"]
    return made


def _says_a_type(schema: Schema) -> bool:
    """Tell whether a branch says of which type a value is, and not only what is required."""
    return bool(schema.keys() & {"$ref", "type", "properties", "enum", "const", "allOf", *_UNIONS})


def _mapped(discriminator: dict[str, Any], branch: Schema) -> list[Any]:
    """Return the tags that a discriminator gives to a branch."""
    reference = next(
        (one["$ref"] for one in [branch, *branch.get("allOf", ())] if "$ref" in one), ""
    )
    name = reference.rpartition("/")[2]
    mapping = discriminator.get("mapping", {})
    found = [tag for tag, target in mapping.items() if target in {reference, name}]
    return found or ([name] if discriminator and reference else [])


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def same(one: Any, other: Any) -> bool:
    """Tell whether two JSON values are the same; 1 and 1.0 are, 1 and true are not."""
    if is_object(one) and is_object(other):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
