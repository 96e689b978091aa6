"""Read the contract as the generator is told to understand it: places, references, merges, marks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

MARK = "Sensitive."
"""What the description of a sensitive schema starts with."""

POINTER = "x-pointer"
"""The extension that carries a schema's JSON pointer through the generator."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Schema = dict[str, Any]


def escape(key: str | int) -> str:
    """Write one step of a JSON pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def subschemas(pointer: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas directly inside a schema, each with its JSON pointer."""
    for name, value in schema.get("properties", {}).items():
        yield f"{pointer}/properties/{escape(name)}", value
    yield from _parts(pointer, schema)


def _parts(pointer: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas of which a schema is composed; its properties are not among them."""
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        for index, value in enumerate(schema.get(keyword, ())):
            yield f"{pointer}/{keyword}/{index}", value
    for keyword in ("items", "additionalProperties", "not"):
        if isinstance(value := schema.get(keyword), dict):
            yield f"{pointer}/{keyword}", value


class Contract:
    """An OpenAPI document whose shape has been checked.

    Args:
        document: The document, as decoded JSON.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._components: dict[str, dict[str, Any]] = document.get("components") or {}

    def components(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the components of one kind, such as `schemas`."""
        return self._components.get(kind) or {}

    def operations(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """Yield pointer, path, method and operation object of every operation, in order."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield f"#/paths/{escape(path)}/{method}", path, method, item[method]

    def roots(self) -> Iterator[tuple[str, Schema]]:
        """Yield the schemas that are in no other schema, each with its JSON pointer."""
        for name, schema in self.components("schemas").items():
            yield f"#/components/schemas/{escape(name)}", schema
        for kind in ("parameters", "headers", "responses", "requestBodies"):
            for name, holder in self.components(kind).items():
                yield from self._held(f"#/components/{kind}/{escape(name)}", holder)
        for path, item in self.document["paths"].items():
            yield from self._parameters(f"#/paths/{escape(path)}", item)
        for pointer, _, _, operation in self.operations():
            yield from self._parameters(pointer, operation)
            if "requestBody" in operation:
                yield from self._held(f"{pointer}/requestBody", operation["requestBody"])
            for status, response in operation.get("responses", {}).items():
                yield from self._held(f"{pointer}/responses/{escape(status)}", response)

    def _parameters(self, pointer: str, holder: dict[str, Any]) -> Iterator[tuple[str, Schema]]:
        for index, parameter in enumerate(holder.get("parameters", ())):
            yield from self._held(f"{pointer}/parameters/{index}", parameter)

    def _held(self, pointer: str, holder: dict[str, Any]) -> Iterator[tuple[str, Schema]]:
        if "schema" in holder:
            yield f"{pointer}/schema", holder["schema"]
        for media_type, media in holder.get("content", {}).items():
            if "schema" in media:
                yield f"{pointer}/content/{escape(media_type)}/schema", media["schema"]

    def schemas(self) -> Iterator[tuple[str, Schema]]:
        """Yield every schema of the contract, inner ones included, each with its JSON pointer."""
        waiting = list(self.roots())[::-1]
        while waiting:
            pointer, schema = waiting.pop()
            yield pointer, schema
            waiting.extend([*subschemas(pointer, schema)][::-1])

    def with_pointers(self) -> dict[str, Any]:
        """Return a copy of the document in which every schema carries its own JSON pointer."""
        copy = Contract(deepcopy(self.document))
        for pointer, schema in copy.schemas():
            schema[POINTER] = pointer
        return copy.document

    def at(self, pointer: str) -> Any:
        """Return what a JSON pointer into this document points to."""
        value: Any = self.document
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value

    def resolve(self, schema: Schema) -> Schema:
        """Follow `$ref`s to the schema that they mean; an unresolvable one means an empty schema."""
        seen: set[str] = set()
        while (reference := schema.get("$ref")) is not None:
            if reference in seen:
                return {}
            seen.add(reference)
            try:
                schema = self.at(reference)
            except (KeyError, IndexError, ValueError, TypeError):
                return {}
        return schema

    def definitions(self, schema: Schema) -> dict[str, list[Schema]]:
        """Return, by property name, every schema that defines the property, `allOf` included.

        The order of the names is the order of the model's fields: first what references bring in,
        then the properties of the schema itself, then those of the other parts of its `allOf`.
        """
        found: dict[str, list[Schema]] = {}
        self._define(self.resolve(schema), found, set())
        return found

    def _define(self, schema: Schema, found: dict[str, list[Schema]], seen: set[int]) -> None:
        if id(schema) in seen:
            return
        seen.add(id(schema))
        parts: list[Schema] = schema.get("allOf", [])
        for part in parts:
            if "$ref" in part:
                self._define(self.resolve(part), found, seen)
        for name, value in schema.get("properties", {}).items():
            found.setdefault(name, []).append(value)
        for part in parts:
            if "$ref" not in part:
                self._define(part, found, seen)

    def is_sensitive(self, schema: Schema) -> bool:
        """Tell whether a schema, or what it refers to or is composed of, carries the mark.

        Properties of a nested object do not count: they are marked, or not, in their own model.
        """
        waiting, seen = [schema], set[int]()
        while waiting:
            schema = waiting.pop()
            if id(schema) in seen:
                continue
            seen.add(id(schema))
            if str(schema.get("description", "")).startswith(MARK):
                return True
            if "$ref" in schema:
                waiting.append(self.resolve(schema))
            waiting.extend(part for _, part in _parts("", schema))
        return False
