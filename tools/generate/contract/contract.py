"""Read a validated contract: places, references, merged objects, marks."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from tools.documents import METHODS, Json, escaped, pointer, pointer_keys, reference_keys, value_at

MARK = "Sensitive."
"""The start of a sensitive schema's description."""

POINTER = "x-pointer"
"""The extension that carries a schema's JSON pointer through the generator."""

Schema = dict[str, Any]


def walk(place: str, value: Json, skip: Collection[str] = ()) -> Iterator[tuple[str, Json]]:
    """Yield a value and everything in it, with JSON pointers, but without extensions.

    Args:
        place: The value's pointer.
        value: The value.
        skip: Keys whose values are left out, except `default` as a response status.
    """
    waiting = [(place, value)]
    while waiting:
        place, value = waiting.pop()
        yield place, value
        if isinstance(value, dict):
            is_status = place.endswith("/responses") and not place.endswith("/properties/responses")
            waiting += [
                (f"{place}/{escaped(key)}", item)
                for key, item in reversed(value.items())
                if (is_status or key not in skip) and not key.startswith("x-")
            ]
        elif isinstance(value, list):
            inner = [(f"{place}/{index}", item) for index, item in enumerate(value)]
            waiting += reversed(inner)


def everything(document: Json) -> Iterator[Json]:
    """Yield a document and everything in it, unordered and without pointers."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def subschemas(place: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas directly in a schema, with their JSON pointers."""
    if "$ref" in schema:
        return
    for name, value in schema.get("properties", {}).items():
        yield f"{place}/properties/{escaped(name)}", value
    yield from _parts(place, schema)


def _parts(place: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas that a schema is composed of, not its properties."""
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        for index, value in enumerate(schema.get(keyword, ())):
            yield f"{place}/{keyword}/{index}", value
    for keyword in ("items", "additionalProperties", "not"):
        if isinstance(value := schema.get(keyword), dict):
            yield f"{place}/{keyword}", value


class Contract:
    """A validated OpenAPI document, which no longer changes.

    Args:
        document: The document as decoded JSON.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._components: dict[str, dict[str, Any]] = document.get("components") or {}
        self._targets: dict[str, tuple[str, Schema] | None] = {}

    def components(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the components of one kind, such as `schemas`."""
        return self._components.get(kind) or {}

    def operations(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """Yield the place, path, method and object of every operation, in order."""
        for path, written in self.document.get("paths", {}).items():
            place, item = self.resolve(written, f"#{pointer(['paths', path])}")
            for method in METHODS:
                if method in item:
                    yield f"{place}/{method}", path, method, item[method]

    def roots(self) -> Iterator[tuple[str, Schema]]:
        """Yield the schemas that are not in another schema, with their JSON pointers."""
        for name, schema in self.components("schemas").items():
            yield f"#{pointer(['components', 'schemas', name])}", schema
        for kind in ("parameters", "headers", "responses", "requestBodies"):
            for name, holder in self.components(kind).items():
                yield from _held(f"#{pointer(['components', kind, name])}", holder)
        for path, written in self.document.get("paths", {}).items():
            yield from _parameters(*self.resolve(written, f"#{pointer(['paths', path])}"))
        for place, _, _, operation in self.operations():
            yield from _parameters(place, operation)
            if "requestBody" in operation:
                yield from _held(f"{place}/requestBody", operation["requestBody"])
            for status, response in operation.get("responses", {}).items():
                yield from _held(f"{place}{pointer(['responses', status])}", response)

    @cached_property
    def schemas(self) -> list[tuple[str, Schema]]:
        """Every schema, including inner ones, with its JSON pointer."""
        found: list[tuple[str, Schema]] = []
        waiting = list(self.roots())[::-1]
        while waiting:
            place, schema = waiting.pop()
            found.append((place, schema))
            waiting.extend([*subschemas(place, schema)][::-1])
        return found

    def at(self, place: str) -> Any:
        """Return the value at a JSON pointer.

        Raises:
            LookupError: The pointer leads nowhere.
        """
        return value_at(self.document, pointer_keys(place))

    def target(self, reference: str) -> tuple[str, Schema] | None:
        """Return the place and schema of a reference, or None if it leads nowhere."""
        if reference not in self._targets:
            self._targets[reference] = self._target(reference)
        return self._targets[reference]

    def _target(self, reference: str) -> tuple[str, Schema] | None:
        try:
            place = f"#{pointer(reference_keys(reference))}"
            found: Json = self.at(place)
        except LookupError:
            return None
        return (place, found) if isinstance(found, dict) else None

    def resolve(self, schema: Schema, place: str = "") -> tuple[str, Schema]:
        """Follow `$ref`s to the final place and schema.

        A reference that leads nowhere counts as an empty schema: the generator rejects it later.
        """
        seen: set[str] = set()
        while isinstance(reference := schema.get("$ref"), str):
            found = self.target(reference)
            if found is None or found[0] in seen:
                return reference, {}
            place, schema = found
            seen.add(place)
        return place, schema

    def definitions(self, place: str) -> dict[str, list[tuple[str, Schema]]]:
        """Return every schema that defines a property, including in `allOf`, by property name.

        The order is that of the model's fields: first properties from references, then the schema's
        own, then those of the other parts of its `allOf`.
        """
        found: dict[str, list[tuple[str, Schema]]] = {}
        self._define(*self.resolve(self.at(place), place), found, set())
        return found

    def _define(
        self,
        place: str,
        schema: Schema,
        found: dict[str, list[tuple[str, Schema]]],
        seen: set[str],
    ) -> None:
        if place in seen:
            return
        seen.add(place)
        parts = [(f"{place}/allOf/{at}", part) for at, part in enumerate(schema.get("allOf", ()))]
        for where, part in parts:
            if "$ref" in part:
                self._define(*self.resolve(part, where), found, seen)
        for name, value in schema.get("properties", {}).items():
            where = f"{place}/properties/{escaped(name)}"
            found.setdefault(name, []).append((where, value))
        for where, part in parts:
            if "$ref" not in part:
                self._define(where, part, found, seen)

    def is_sensitive(self, schema: Schema) -> bool:
        """Return whether a schema, or a part that it refers to or is composed of, has the mark.

        Properties of nested objects don't count: they are marked in their own model.
        """
        return any(one.get("description", "").startswith(MARK) for one in self.whole(schema))

    def is_secret(self, schema: Schema) -> bool:
        """Return whether a schema, or a part that it refers to or is composed of, is a password."""
        return any(one.get("format") == "password" for one in self.whole(schema))

    def whole(self, schema: Schema) -> Iterator[Schema]:
        """Yield a schema and the schemas that it refers to or is composed of."""
        waiting, seen = [schema], set[int]()
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            yield one
            if "$ref" in one:
                waiting.append(self.resolve(one)[1])
            else:
                waiting.extend(part for _, part in _parts("", one))


def _parameters(place: str, holder: dict[str, Any]) -> Iterator[tuple[str, Schema]]:
    for index, parameter in enumerate(holder.get("parameters", ())):
        yield from _held(f"{place}/parameters/{index}", parameter)


def _held(place: str, holder: dict[str, Any]) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas of a parameter, header, body or response."""
    if isinstance(schema := holder.get("schema"), dict):
        yield f"{place}/schema", schema
    for media_type, media in holder.get("content", {}).items():
        if "schema" in media:
            yield f"{place}{pointer(['content', media_type, 'schema'])}", media["schema"]
