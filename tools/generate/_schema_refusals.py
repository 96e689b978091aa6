"""Find what a schema says and the generator would lose, misread or break, in silence."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from openapi_python_client.parser.properties import EnumProperty
from openapi_python_client.parser.properties.schemas import Class
from openapi_python_client.strings import ClassName, PythonIdentifier

from tools.generate._contract import MARK, Contract, Schema, walk
from tools.generate._names import collisions, python_name, unwritable
from tools.generate._settings import FIELD_PREFIX

_NEAR_MARK = re.compile(r"[\W_]*sensitive(?![^\W_])", re.IGNORECASE)

_ANNOTATIONS = {
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "writeOnly",
}
"""Keywords that say nothing about which values are valid."""

_MODEL_NAMES = {"additional_keys", "additional_properties", "from_dict", "to_dict"}
"""What every model has, so that no property of the contract can be called so."""

_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (),
}

_FORMATS: dict[str, Callable[[str], object]] = {
    "date-time": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "uuid": UUID,
}


def schema_refusals(contract: Contract) -> Iterator[str]:
    """Yield what has to change in the schemas: JSON pointer and reason."""
    for place, schema in contract.schemas():
        yield from (f"{place}: {problem}" for problem in _schema(schema))
        yield from _properties(contract, place, schema)
        may_be_null = "enum" in contract.resolve(schema)[1] and contract.is_nullable(schema)
        if may_be_null and place.endswith(("/items", "/additionalProperties", "/schema")):
            yield f"{place}: an enum that may be null is generated as a property only"
    yield from _marks(contract)


def _schema(schema: Schema) -> Iterator[str]:
    """Yield what the generator would not see in one schema, inner ones aside."""
    own = {key for key in schema.keys() - _ANNOTATIONS if not key.startswith("x-")}
    if "$ref" in schema:
        if lost := sorted(own - {"$ref", "nullable"}):
            yield f"{', '.join(lost)} beside $ref would be lost"
        return
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]
    if len(parts) == 1 and "$ref" in parts[0]:
        harmless = {"allOf", "anyOf", "oneOf", "nullable" if "type" not in schema else "type"}
        if lost := sorted(own - harmless):
            yield f"{', '.join(lost)} beside a single $ref would be lost"
    elif "anyOf" in schema or "oneOf" in schema:
        lost = sorted(own & {"allOf", "properties", "items", "additionalProperties", "required"})
        if lost:
            yield f"{', '.join(lost)} beside anyOf or oneOf would be lost"
        if {"anyOf", "oneOf"} <= own:
            yield "anyOf and oneOf in one schema would be one list"
    if "discriminator" in schema:
        yield "discriminator: the first type that fits would be taken, whatever it says"
    yield from _default(schema)
    yield from _enum(schema)


def _default(schema: Schema) -> Iterator[str]:
    """Yield what is wrong with a default, as far as one type decides it."""
    default, of_type = schema.get("default"), schema.get("type")
    if default is None or not isinstance(of_type, str):
        return
    fits = isinstance(default, _JSON_TYPES[of_type]) and (
        of_type == "boolean" or not isinstance(default, bool)
    )
    if fits and "enum" in schema:
        fits = default in schema["enum"]
    elif fits and isinstance(default, str) and schema.get("format") in _FORMATS:
        try:
            _FORMATS[schema["format"]](default)
        except ValueError:
            fits = False
    if not fits:
        yield f"the default {default!r} is not a value of this schema"


def _enum(schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the values of an enum, as far as the generator does not say it."""
    values = [value for value in schema.get("enum", ()) if value is not None]
    if {type(value) for value in values} not in ({str}, {int}):
        return
    if any(isinstance(value, str) and unwritable(value) for value in values):
        yield "an enum value has a character that the generator leaves out"
    names: list[Any] = schema.get("x-enum-varnames", [])
    if not all(isinstance(name, str) for name in names):
        yield "x-enum-varnames is not a list of names"
        return
    anonymous = Class(ClassName("Enum", FIELD_PREFIX), PythonIdentifier("enum", FIELD_PREFIX))
    try:
        members = EnumProperty.values_from_list(values, anonymous, names)
    except ValueError:
        members = {}
    if len(members) != len(values):
        yield "two enum values become members of the same name"


def _properties(contract: Contract, place: str, schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the properties of an object."""
    if "$ref" in schema or "/allOf/" in place:
        return
    definitions = contract.definitions(place)
    places = [(found[0][0], name) for name, found in definitions.items()]
    yield from collisions(places, "property")
    for where, name in places:
        if python_name(name) in _MODEL_NAMES:
            yield f"{where}: the name {name} is taken by the generated models"
        if not name or unwritable(name):
            yield f"{where}: the name is empty or has an invisible character"
    for name in schema.get("required", ()):
        for where, one in definitions.get(name, ()):
            for half in ("readOnly", "writeOnly"):
                if contract.resolve(one)[1].get(half):
                    yield f"{where}: is required and {half}: a request or a response lacks it"


def _marks(contract: Contract) -> Iterator[str]:
    """Yield the descriptions that carry the mark nearly, or where it has no effect."""
    schemas = {id(schema) for _, schema in contract.schemas()}
    for place, schema in contract.schemas():
        description = schema.get("description", "")
        if not _NEAR_MARK.match(description):
            continue
        if not description.startswith(MARK):
            yield f"{place}/description: nearly starts with {MARK!r}, and the mark would be lost"
        elif not _has_effect(place, schema):
            yield f"{place}/description: the mark {MARK!r} has no effect here"
    for place, value in walk("#", contract.document, skip={"example", "examples"}):
        description = value.get("description") if isinstance(value, dict) else None
        if id(value) in schemas or not isinstance(description, str):
            continue
        if _NEAR_MARK.match(description):
            yield f"{place}/description: {MARK!r} has an effect in the schema of a property only"


def _has_effect(place: str, schema: Schema) -> bool:
    """Tell whether the generated models can honour the mark of a schema."""
    if "/parameters/" in place or "/headers/" in place:
        return False
    is_object = "object" in schema.get("type", ()) or "properties" in schema
    return is_object or "/properties/" in place or place.startswith("#/components/schemas/")
