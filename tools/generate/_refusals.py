"""Find what the contract says and the generator would lose, misread or break, in silence."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from openapi_python_client.parser.properties import EnumProperty
from openapi_python_client.parser.properties.schemas import Class
from openapi_python_client.strings import ClassName, PythonIdentifier

from tools.documents import pointer
from tools.generate._contract import MARK, METHODS, Contract, Schema, walk
from tools.generate._settings import FIELD_PREFIX

_NEAR_MARK = re.compile(r"\W*sensitive\b", re.IGNORECASE)

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

_OPERATION_NAMES = {
    "body",
    "client",
    "cookies",
    "errors",
    "headers",
    "kwargs",
    "params",
    "quote",
    "response",
    "url",
}
"""Local names of the generated functions, so that no parameter can be called so."""

_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}

_FORMATS: dict[str, Callable[[str], object]] = {
    "date-time": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "uuid": UUID,
}


def refusals(contract: Contract) -> Iterator[str]:
    """Yield what has to change before the package can be generated: JSON pointer and reason."""
    yield from _forgotten_parts(contract)
    yield from _operations(contract)
    yield from _parameters(contract)
    for place, schema in contract.schemas():
        yield from (f"{place}: {problem}" for problem in _schema(contract, schema))
        yield from _properties(contract, place, schema)
        may_be_null = "enum" in contract.resolve(schema)[1] and contract.is_nullable(schema)
        if may_be_null and place.endswith(("/items", "/additionalProperties", "/schema")):
            yield f"{place}: an enum that may be null is generated as a property only"
    yield from _marks(contract)


def _python_name(name: str) -> str:
    """Return the identifier that the generator makes of a name, as Python compares it."""
    return unicodedata.normalize("NFKC", PythonIdentifier(name, FIELD_PREFIX))


def _collisions(names: Iterable[tuple[str, str]], what: str) -> Iterator[str]:
    """Yield the places of names that become the same Python identifier as an earlier one."""
    first: dict[str, tuple[str, str]] = {}
    for place, name in names:
        other_place, other = first.setdefault(_python_name(name), (place, name))
        if other_place != place:
            becomes = f"become {_python_name(name)}" if name != other else "are the same"
            yield f"{place}: {what} {name} and {what} {other} at {other_place} {becomes}"


def _forgotten_parts(contract: Contract) -> Iterator[str]:
    """Yield the parts of a document that the generator does not read at all."""
    for place, part, kind in (
        ("#/webhooks", contract.document.get("webhooks"), "webhooks are"),
        ("#/components/callbacks", contract.components("callbacks"), "callbacks are"),
        ("#/components/pathItems", contract.components("pathItems"), "path items by $ref are"),
    ):
        if part:
            yield f"{place}: {kind} not generated"
    for index, server in enumerate(contract.document.get("servers", [])):
        if "{" in server["url"]:
            yield f"#/servers/{index}/url: variables in a server's URL are not generated"
    known = {*METHODS, "summary", "description", "parameters"}
    for path, item in contract.document["paths"].items():
        place = f"#{pointer(['paths', path])}"
        for key in item:
            if key not in known and not key.startswith("x-"):
                yield f"{place}/{key}: is not generated"
        if re.search(r"[{}]", re.sub(r"\{[a-zA-Z_-][a-zA-Z0-9_-]*\}", "", path)):
            yield f"{place}: has a parameter whose name the generator does not recognise"


def _operations(contract: Contract) -> Iterator[str]:
    """Yield what is wrong with operations, parameters aside."""
    names: list[tuple[str, str]] = []
    for place, _, _, operation in contract.operations():
        operation_id = operation.get("operationId")
        if operation_id:
            names.append((f"{place}/operationId", operation_id))
        else:
            yield f"{place}: has no operationId"
        for key in ("callbacks", "servers"):
            if operation.get(key):
                yield f"{place}/{key}: {key} of an operation are not generated"
        statuses = [str(status) for status in operation.get("responses", {})]
        if not any(status.startswith("2") or status == "default" for status in statuses):
            yield f"{place}/responses: documents no 2xx answer"
        for status, response in operation.get("responses", {}).items():
            yield from _content(*contract.resolve(response, f"{place}/responses/{status}"))
        if "requestBody" in operation:
            yield from _content(*contract.resolve(operation["requestBody"], f"{place}/requestBody"))
    yield from _collisions(names, "operationId")


def _content(place: str, body: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the media types of a body."""
    content = body.get("content", {})
    for media_type, media in content.items():
        essence = media_type.split(";")[0].strip()
        if essence != "application/json" and not essence.endswith("+json"):
            yield f"{place}{pointer(['content', media_type])}: only JSON is generated"
        elif "schema" not in media:
            yield f"{place}{pointer(['content', media_type])}: has no schema, and would be ignored"
    if len(content) > 1:
        yield f"{place}/content: only the first of several media types is generated"


def _parameters(contract: Contract) -> Iterator[str]:
    """Yield what is wrong with the parameters of every operation."""
    for place, path, _, operation in contract.operations():
        item = contract.document["paths"][path]
        names: dict[tuple[str, str], str] = {}
        for holder, base in ((operation, place), (item, place.rpartition("/")[0])):
            for index, written in enumerate(holder.get("parameters", ())):
                where, parameter = contract.resolve(written, f"{base}/parameters/{index}")
                key = (parameter.get("in", ""), parameter.get("name", ""))
                if key not in names:
                    names[key] = where
                    yield from (
                        f"{where}: {problem}" for problem in _parameter(contract, parameter)
                    )
        places = [(where, name) for (_, name), where in names.items()]
        yield from _collisions(places, "parameter")
        taken = _OPERATION_NAMES | {f"json_{_python_name(name)}" for _, name in places}
        for where, name in places:
            if _python_name(name) in taken:
                yield f"{where}: the name {name} is taken in the generated functions"
            if not name or _unwritable(name):
                yield f"{where}: the name is empty or has an invisible character"


def _parameter(contract: Contract, parameter: dict[str, Any]) -> Iterator[str]:
    """Yield what the generator would not see in one parameter."""
    location = parameter.get("in", "")
    if "schema" not in parameter:
        yield "has no schema, and would not be generated"
        return
    usual = "form" if location in {"query", "cookie"} else "simple"
    if parameter.get("style", usual) != usual:
        yield f"the style {parameter['style']} is not generated"
    for key in ("allowReserved", "allowEmptyValue"):
        if parameter.get(key):
            yield f"{key} is not generated"
    shape = _shape(contract, parameter["schema"])
    if shape > 1:
        yield "is an object or an array of arrays, and these are generated in bodies only"
    elif shape == 1 and location != "query":
        yield f"is an array, and arrays are not generated in a {location}"
    elif shape == 1 and parameter.get("explode") is False:
        yield "is an array without explode, and would be sent with it"


def _shape(contract: Contract, schema: Schema, depth: int = 0) -> int:
    """Return 0 for a schema of scalars, 1 for one that admits arrays of them, 2 for any other."""
    schema = contract.resolve(schema)[1]
    types = schema.get("type", [])
    if "object" in types or "properties" in schema or depth > 1:
        return 2
    shapes = [depth]
    if "array" in types:
        shapes.append(_shape(contract, schema.get("items", {}), depth + 1))
    for keyword in ("allOf", "anyOf", "oneOf"):
        shapes += [_shape(contract, part, depth) for part in schema.get(keyword, ())]
    return max(shapes)


def _schema(contract: Contract, schema: Schema) -> Iterator[str]:
    """Yield what the generator would not see in one schema, inner ones aside."""
    own = {key for key in schema.keys() - _ANNOTATIONS if not key.startswith("x-")}
    if "$ref" in schema:
        if own != {"$ref"} and not str(contract.document["openapi"]).startswith("3.0"):
            yield f"{', '.join(sorted(own - {'$ref'}))} beside $ref would be lost"
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
    if schema.get("format") == "binary":
        yield "format binary: only JSON is generated"
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
    if any(isinstance(value, str) and _unwritable(value) for value in values):
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


def _unwritable(name: str) -> bool:
    """Tell whether a string has characters that the generator does not write into code."""
    return any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in name)


def _properties(contract: Contract, place: str, schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the properties of an object."""
    if "$ref" in schema or "/allOf/" in place:
        return
    definitions = contract.definitions(place)
    places = [(found[0][0], name) for name, found in definitions.items()]
    yield from _collisions(places, "property")
    for where, name in places:
        if _python_name(name) in _MODEL_NAMES:
            yield f"{where}: the name {name} is taken by the generated models"
        if not name or _unwritable(name):
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
