"""Rewrite a contract's schemas into the few forms that the generator reads without loss."""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case, snake_case

from tools.documents import pointer
from tools.generate.contract.contract import POINTER, Contract, Schema
from tools.generate.contract.settings import FIELD_PREFIX

MAPPING = "#mapping"
"""Marks a `dict[str, ...]`; contains a list of its values, or any value."""

TAGS = "x-tags"
"""The extension with the values that identify an object in a union, by property."""

COMPONENT = "#/components/schemas/"

TAKEN = frozenset(
    {
        "Any",
        "Callable",
        "ClassVar",
        "FileInput",
        "Final",
        "IntEnum",
        "Literal",
        "Mapping",
        "Pagination",
        "Self",
        "StrEnum",
        "TYPE_CHECKING",
        "UNSET",
        "UUID",
        "Unset",
    }
)
"""Names that the generated modules import, so no class can have them."""

_OBJECT = ("additionalProperties", "properties", "required")
_COMPOSED = ("allOf", "anyOf", "oneOf")

_SHAPE = (
    *("$ref", "additionalProperties", "allOf", "anyOf", "const", "enum", "items", "nullable"),
    *("oneOf", "prefixItems", "properties", "type"),
)
"""Keywords that determine a value's type."""


class _Place(NamedTuple):
    """A schema's place, and the names for its class."""

    pointer: str
    owner: str
    name: str

    def part(self, *keys: str | int) -> "_Place":
        """Return the place of a part, with the names of the whole."""
        return self._replace(pointer=self.pointer + pointer(list(keys)))


def simplify(contract: Contract) -> dict[str, Any]:
    """Return an equivalent document for the generator, with each schema's JSON pointer in it.

    Every object with properties and every enum becomes a component with a unique class name. An
    object without properties is marked as a mapping. Null becomes a member of a union.
    """
    return _Simplifier(contract).document()


def component(name: str) -> str:
    """Return a component schema's JSON pointer."""
    return f"#{pointer(['components', 'schemas', name])}"


def says_a_type(schema: Schema) -> bool:
    """Return whether a schema determines a value's type, beyond describing or limiting it."""
    return any(key in schema for key in _SHAPE)


def is_endless(contract: Contract, place: str) -> bool:
    """Return whether a component refers back to itself with no object in between."""
    waiting, seen = [{"$ref": place}], set[str]()
    while waiting:
        where, schema = contract.resolve(waiting.pop())
        if where in seen:
            if where == place:
                return True
            continue
        if where:
            seen.add(where)
        if schema.get("properties") or len(schema.get("allOf", ())) > 1:
            continue
        for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
            waiting += schema.get(key, ())
        for key in ("items", "additionalProperties"):
            waiting += [schema[key]] if isinstance(schema.get(key), dict) else []
    return False


class _Simplifier:
    """Rewrites one contract, without modifying it."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._told = _told_by_discriminators(contract)
        self._taken: set[str] = set()
        self._components: dict[str, Schema] = {}
        self._keys: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._open: set[str] = set()

    def document(self) -> dict[str, Any]:
        """Return the rewritten document."""
        written = self._contract.components("schemas")
        for name in written:
            self._components[name] = {}
            self._titles[component(name)] = self._free(name)
        for name, schema in written.items():
            place = component(name)
            simple = self._schema(_Place(place, "", name), schema)
            if simple == {"$ref": place}:
                continue
            if self._keys.get(place) == name:  # a nullable class: a union with itself
                self._keys[place] = self._key(self._titles[place])
                self._components[self._keys[place]] = self._components[name]
                own = {"$ref": component(self._keys[place])}
                members = [own if one == {"$ref": place} else one for one in simple["anyOf"]]
                simple = {**simple, "anyOf": members}
            self._components[name] = {"allOf": [simple]} if "$ref" in simple else simple
        document = self._contract.document
        others: dict[str, Any] = {**(document.get("components") or {})}
        others.pop("schemas", None)
        copy = deepcopy({**document, "components": others})
        operations = dict(_operation_names(self._contract))
        for place, root in Contract(copy).roots():
            simple = self._schema(_root_place(self._contract, place, operations), {**root})
            root.clear()
            root.update(simple)
        copy["components"]["schemas"] = self._components
        return copy

    def _schema(self, at: _Place, schema: Schema) -> Schema:
        """Return a schema in the forms that the generator reads."""
        at, schema = self._unwrapped(at, schema)
        simple = self._not_null(at, schema)
        if not _says_null(schema) or simple in ({}, {"type": "null"}):
            return simple
        members = simple.get("anyOf", [simple])
        if {"type": "null"} in members:
            return simple
        return {"anyOf": [*members, {"type": "null"}], POINTER: at.pointer}

    def _unwrapped(self, at: _Place, schema: Schema) -> tuple[_Place, Schema]:
        """Follow `allOf`, `anyOf` and `oneOf` with only one meaningful member."""
        while "$ref" not in schema and not schema.keys().isdisjoint(_COMPOSED):
            if any(schema.get(key) for key in ("const", "enum", "items", *_OBJECT)):
                break
            members = {
                json.dumps(part, sort_keys=True): (at.part(keyword, index), part)
                for keyword in _COMPOSED
                for index, part in enumerate(schema.get(keyword, ()))
                if keyword != "allOf" or says_a_type(part) or "required" in part
            }
            if len(members) != 1:
                break
            [(at, inner)] = members.values()
            schema = {**inner, "nullable": True} if _says_null(schema) else inner
        return at, schema

    def _not_null(self, at: _Place, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self._reference(at, schema)
        if known := self._known_values(at, schema):
            return known
        if branches := self._branches(at, schema):
            return {"anyOf": branches, POINTER: at.pointer}
        if any(says_a_type(part) or "required" in part for part in schema.get("allOf", ())):
            return self._composed(at, schema)
        types = _types(schema) or _types_of(schema.get("enum", ()))
        if len(types) > 1:
            members = [
                self._typed(at._replace(name=f"{at.name}_type_{index}"), schema, one)
                for index, one in enumerate(types)
            ]
            return {"anyOf": members, POINTER: at.pointer}
        return self._typed(at, schema, types[0] if types else "")

    def _known_values(self, at: _Place, schema: Schema) -> Schema | None:
        """Return an enum of the values that the contract lists; None without a list that fits."""
        values = list(dict.fromkeys(one for one in schema.get("enum", ()) if one is not None))
        if schema.get("type") in ("null", ["null"]) or (not values and schema.get("enum")):
            return {"type": "null"}
        is_list = "array" in _types(schema)
        if {type(one) for one in values} in ({str}, {int}) and not is_list:
            return self._class(at, lambda: _enum(values, schema.get("x-enum-varnames")))
        return _constant(schema["const"]) if "const" in schema else None

    def _typed(self, at: _Place, schema: Schema, kind: str) -> Schema:
        """Return a schema of one type."""
        if schema.get("properties") and kind in {"", "object"}:
            properties = {
                name: (f"{at.pointer}{pointer(['properties', name])}", value)
                for name, value in schema["properties"].items()
            }
            return self._object(at, properties, schema.get("required") or [], at.pointer)
        if kind == "object":
            return self._mapping(at, schema)
        if kind == "array" or (not kind and "items" in schema):
            return self._array(at, schema)
        if kind == "string":
            is_binary = schema.get("contentMediaType") == "application/octet-stream"
            form = "binary" if is_binary else schema.get("format")
            return {"type": kind, "format": form} if form else {"type": kind}
        return {"type": kind} if kind else {}

    def _reference(self, at: _Place, schema: Schema) -> Schema:
        place, target = self._contract.resolve(schema)
        if place.startswith(COMPONENT) and "/" not in place.removeprefix(COMPONENT):
            return {} if is_endless(self._contract, place) else {"$ref": place}
        if not target:
            return {"$ref": schema["$ref"]}
        if place in self._open:
            return {}
        self._open.add(place)
        simple = self._schema(at._replace(pointer=place), target)
        self._open.remove(place)
        return simple

    def _branches(self, at: _Place, schema: Schema) -> list[Schema]:
        """Return a union's members; empty if they only limit the schema."""
        written = [
            (keyword, index, one)
            for keyword in ("anyOf", "oneOf")
            for index, one in enumerate(schema.get(keyword, ()))
        ]
        titles = [one.get("title") for _, _, one in written]
        branches: list[Schema] = []
        for keyword, index, one in written:
            title = one.get("title")
            own = title if title and titles.count(title) == 1 and "$ref" not in one else None
            name = own or f"{at.name}_type_{index}"
            place = at.part(keyword, index)._replace(name=name)
            branches.append(self._schema(place, one))
        if not any(branches) and any(key in schema for key in ("type", "properties")):
            return []
        if {} in branches:
            branches = [one for one in branches if one.get("example") != MAPPING]
        return branches

    def _array(self, at: _Place, schema: Schema) -> Schema:
        items = [
            (at.part("prefixItems", index), one)
            for index, one in enumerate(schema.get("prefixItems", ()))
        ]
        if (rest := _inner(schema, "items")) is not None:
            items.append((at.part("items"), rest))
        members = [self._schema(one._replace(name=f"{at.name}_item"), part) for one, part in items]
        one = members[0] if len(members) == 1 else {"anyOf": members} if members else {}
        return {"type": "array", "items": one, POINTER: at.pointer}

    def _mapping(self, at: _Place, schema: Schema) -> Schema:
        place = at.part("additionalProperties")._replace(name=f"{at.name}_value")
        simple = self._schema(place, _inner(schema, "additionalProperties") or {})
        mapping: Schema = {"example": MAPPING}
        return {"type": "array", "items": simple, **mapping} if simple else mapping

    def _composed(self, at: _Place, schema: Schema) -> Schema:
        """Return an `allOf` of several parts as one object with all their properties."""
        parts = list(self._parts(at.pointer, schema))
        definitions = self._contract.definitions(at.pointer)
        typed = [place for place, part in parts if _inner(part, "additionalProperties")]
        if definitions:
            properties = {name: self._narrowest(found) for name, found in definitions.items()}
            required = [name for _, part in parts for name in part.get("required", ())]
            return self._object(at, properties, required, typed[0] if typed else None)
        merged = {key: value for _, part in parts for key, value in part.items() if key != "allOf"}
        return self._not_null(at, merged)

    def _parts(self, place: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
        """Yield the parts of an `allOf`, following references."""
        waiting, seen = [(place, schema)], set[str]()
        while waiting:
            where, one = self._contract.resolve(waiting[-1][1], waiting.pop()[0])
            if where not in seen:
                seen.add(where)
                yield where, one
                parts = enumerate(one.get("allOf", ()))
                waiting += [(f"{where}/allOf/{index}", part) for index, part in parts]

    def _narrowest(self, definitions: list[tuple[str, Schema]]) -> tuple[str, Schema]:
        """Return the most specific definition of a property; of equals, the last one."""
        return max(enumerate(definitions), key=lambda one: (self._weight(one[1][1]), one[0]))[1]

    def _weight(self, schema: Schema) -> int:
        target = self._contract.resolve(schema)[1]
        if "enum" in target or "const" in target:
            return 2
        return 1 if says_a_type(target) else 0

    def _object(
        self,
        at: _Place,
        properties: dict[str, tuple[str, Schema]],
        required: list[str],
        typed: str | None,
    ) -> Schema:
        """Make an object with a class.

        Args:
            at: The schema's place.
            properties: The place and schema of each property.
            required: The names of the required ones.
            typed: The place of the schema with the type of undeclared values, if any.
        """
        more = {} if typed is None else _inner(self._contract.at(typed), "additionalProperties")
        place = f"{typed}/additionalProperties"
        return self._class(
            at,
            lambda: {
                "type": "object",
                "properties": {
                    name: self._schema(_Place(place, self._titles[at.pointer], name), value)
                    for name, (place, value) in properties.items()
                },
                "required": [name for name in dict.fromkeys(required) if name in properties],
                "additionalProperties": self._schema(
                    _Place(place, self._titles[at.pointer], "AdditionalProperty"), more or {}
                ),
                TAGS: self._tags(at.pointer, properties),
            },
        )

    def _tags(self, place: str, properties: dict[str, tuple[str, Schema]]) -> dict[str, list[Any]]:
        """Return the known values of discriminators and of properties with an enum."""
        tags: dict[str, list[Any]] = {}
        for name, (_, schema) in properties.items():
            values = self._known(schema)
            if values:
                tags[name] = values
        for name, (values, certain) in self._told.get(place, {}).items():
            if certain or name not in tags:
                tags[name] = list(dict.fromkeys([*tags.get(name, ()), *values]))
        return tags

    def _known(self, schema: Schema) -> list[Any]:
        _, schema = self._unwrapped(_Place("", "", ""), schema)
        target = self._contract.resolve(schema)[1]
        if "$ref" in schema:
            _, target = self._unwrapped(_Place("", "", ""), target)
        values = [target["const"]] if "const" in target else target.get("enum", ())
        return [one for one in values if isinstance(one, str | int)]

    def _class(self, at: _Place, make: Callable[[], Schema]) -> Schema:
        """Make a component for a schema that becomes a class, and return a reference to it."""
        if at.pointer not in self._keys:
            if at.pointer not in self._titles:
                name = f"{pascal_case(at.owner)}{pascal_case(at.name)}"
                self._titles[at.pointer] = self._free(name)
            title = self._titles[at.pointer]
            is_component = at.pointer.startswith(COMPONENT) and not at.owner
            key = at.name if is_component and at.pointer == component(at.name) else self._key(title)
            self._keys[at.pointer] = key
            self._components[key] = {}
            made = {**make(), "title": title, "description": at.pointer, POINTER: at.pointer}
            self._components[key] = made
        return {"$ref": component(self._keys[at.pointer])}

    def _key(self, title: str) -> str:
        key = title
        while key in self._components:
            key += "_"
        return key

    def _free(self, name: str) -> str:
        """Return a class name based on a name, unique among classes and modules."""
        wanted = ClassName(name, FIELD_PREFIX)
        if wanted in TAKEN or str(wanted) == str(PythonIdentifier(wanted, FIELD_PREFIX)):
            wanted = ClassName(f"{wanted}Model", FIELD_PREFIX)
        free, count = wanted, 1
        while not self._taken.isdisjoint(names := _names_of(free)):
            count += 1
            free = ClassName(f"{wanted}{count}", FIELD_PREFIX)
        self._taken |= names
        return str(free)


def _names_of(name: str) -> set[str]:
    """Return a class's and its module's name, in the case-insensitive form of some file systems."""
    return {name.casefold(), f"{PythonIdentifier(name, FIELD_PREFIX).casefold()}.py"}


def _types(schema: Schema) -> list[str]:
    """Return a schema's types, except null."""
    types = schema.get("type", [])
    return [one for one in ([types] if isinstance(types, str) else types) if one != "null"]


def _types_of(values: Iterable[Any]) -> list[str]:
    """Return the JSON types of values."""
    names = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return list(dict.fromkeys(names[type(one)] for one in values if type(one) in names))


def _says_null(schema: Schema) -> bool:
    """Return whether a schema itself allows null among other values."""
    types = schema.get("type", ())
    return (
        schema.get("nullable") is True
        or (isinstance(types, list) and "null" in types)
        or types == "null"
        or None in schema.get("enum", ())
    )


def _constant(value: Any) -> Schema:
    if value is None:
        return {"type": "null"}
    return {"type": "number"} if isinstance(value, float) else {"const": value}


def _inner(schema: Schema, key: str) -> Schema | None:
    """Return a keyword's schema; the keyword may have a boolean instead."""
    value: Schema | bool | None = schema.get(key)
    return value if isinstance(value, dict) else None


def _enum(values: list[Any], wanted: list[Any] | None) -> Schema:
    names: list[str] = []
    given = wanted if isinstance(wanted, list) and len(wanted) == len(values) else None
    for index, value in enumerate(values):
        name = snake_case(str(given[index]) if given else _member_name(index, value)).upper()
        if not name.isidentifier():
            name = f"VALUE_{index}"
        while name in names:
            name = f"{name}_{index}"
        names.append(name)
    return {
        "type": "string" if isinstance(values[0], str) else "integer",
        "enum": [f"{value}" for value in names] if isinstance(values[0], str) else values,
        "x-enum-varnames": names,
        "example": json.dumps(values),
    }


def _member_name(index: int, value: str | int) -> str:
    if isinstance(value, int):
        return f"VALUE_NEGATIVE_{-value}" if value < 0 else f"VALUE_{value}"
    return value.upper() if value[:1].isalpha() else f"VALUE_{index}"


def _told_by_discriminators(contract: Contract) -> dict[str, dict[str, tuple[list[str], bool]]]:
    """Return the discriminator values of each object, by property.

    If a discriminator has no mapping, the values are the names of the schemas, and not certain.
    """
    told: dict[str, dict[str, tuple[list[str], bool]]] = {}
    for _, schema in contract.schemas:
        discriminator = _inner(schema, "discriminator")
        if discriminator is None:
            continue
        name = discriminator["propertyName"]
        mapped: dict[str, list[str]] = {}
        mapping: dict[str, str] = discriminator.get("mapping") or {}
        for value, target in mapping.items():
            reference = target if "/" in target else component(target)
            mapped.setdefault(contract.resolve({"$ref": reference})[0], []).append(value)
        for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            if "$ref" in branch:
                place = contract.resolve(branch)[0]
                implied = branch["$ref"].rpartition("/")[2]
                values, certain = (mapped[place], True) if place in mapped else ([implied], False)
                others, was_certain = told.setdefault(place, {}).get(name, ([], False))
                told[place][name] = ([*others, *values], certain or was_certain)
    return told


def _operation_names(contract: Contract) -> Iterator[tuple[str, str]]:
    """Yield every operation's place and name."""
    for place, path, method, operation in contract.operations():
        yield place, operation.get("operationId") or f"{method} {path}"


def _root_place(contract: Contract, place: str, operations: dict[str, str]) -> _Place:
    """Return the names for the class of a schema outside the component schemas."""
    keys = place.split("/")
    if keys[1] == "paths":
        holder = "/".join(keys[:4])
        owner = operations.get(holder, keys[2])
        rest = keys[4:] if holder in operations else keys[3:]
    else:
        owner, rest = keys[3], [keys[2], *keys[4:]]
    if rest[0] == "parameters" and keys[1] == "paths":
        parameter = "/".join(keys[: -len(rest)] + rest[:2])
        return _Place(place, owner, contract.at(parameter).get("name", "parameter"))
    if rest[0] == "responses" and keys[1] == "paths":
        return _Place(place, owner, f"response_{rest[1]}")
    return _Place(place, owner, "body" if rest[0] in {"requestBody", "requestBodies"} else rest[0])
