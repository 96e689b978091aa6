"""Compare what the generator understood with what the contract says, part by part."""

from collections.abc import Iterator
from typing import Any

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint

from tools.generate._contract import Contract, Schema, walk
from tools.generate._emit import same_path
from tools.generate._types import enum_values, place_of, properties_of

_TAKEN_CLASSES = {
    "Any",
    "AuthenticatedClient",
    "Callable",
    "Client",
    "Final",
    "HTTPStatus",
    "IntEnum",
    "Literal",
    "Mapping",
    "Response",
    "Self",
    "StrEnum",
    "TYPE_CHECKING",
    "UNSET",
    "UUID",
    "Unset",
}
"""Names that the generated modules import, so that no class of the contract can be called so."""


def losses(contract: Contract, data: GeneratorData) -> Iterator[str]:
    """Yield what is in the contract and not in what the generator is about to write."""
    yield from _classes(data)
    yield from _missing_operations(contract, data)
    yield from _missing_schemas(contract, data)


def _classes(data: GeneratorData) -> Iterator[str]:
    """Yield the classes that would overwrite or hide one another."""
    modules: dict[str, str] = {}
    names: dict[str, str] = {}
    for prop in [*data.models, *data.enums]:
        name, module = prop.class_info.name, prop.class_info.module_name
        if name in _TAKEN_CLASSES or str(name) == str(module):
            yield f"#: the class name {name} is taken in the generated modules: see class_overrides"
        for known, key in ((modules, module), (names, name.casefold())):
            other = known.setdefault(key, name)
            if other != name:
                yield f"#: the classes {other} and {name} share a file: see class_overrides"
                break


def _missing_operations(contract: Contract, data: GeneratorData) -> Iterator[str]:
    endpoints = [
        endpoint
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    ]
    for place, path, method, operation in contract.operations():
        found = [one for one in endpoints if one.method == method and same_path(path, one)]
        if not found:
            yield f"{place}: the operation is not generated"
            continue
        written = {str(status) for status in operation.get("responses", {})}
        generated = {response.status_code.pattern for response in found[0].responses}
        for status in sorted(written - generated):
            yield f"{place}/responses/{status}: the response is not generated"
        parameters = [
            *operation.get("parameters", ()),
            *contract.at(place.rpartition("/")[0]).get("parameters", ()),
        ]
        for parameter in parameters:
            where, one = contract.resolve(parameter, place)
            if (one.get("in"), one.get("name")) not in _parameters(found[0]):
                yield f"{where}: the parameter {one.get('name')} is not generated"
        if "requestBody" in operation and not found[0].bodies:
            yield f"{place}/requestBody: the body is not generated"


def _parameters(endpoint: Endpoint) -> set[tuple[Any, Any]]:
    return {
        (location.value, prop.name.get_untrusted_value())
        for location, prop in endpoint.iter_all_parameters()
    }


def _missing_schemas(contract: Contract, data: GeneratorData) -> Iterator[str]:
    models = {place_of(model): model for model in data.models}
    enums = [enum_values(enum) for enum in data.enums]
    used = {
        str(value["$ref"])
        for _, value in walk("#", contract.document)
        if isinstance(value, dict) and "$ref" in value
    }
    for place, schema in contract.schemas():
        holder = "/".join(place.split("/")[:4])
        is_used = not place.startswith("#/components/") or place.startswith("#/components/schemas/")
        if not (is_used or holder in used) or "/not/" in f"{place}/":
            continue
        values = [value for value in schema.get("enum", ()) if value is not None]
        if values and schema.get("type") != "boolean" and values not in enums:
            yield f"{place}: the enum is not generated"
        if _makes_a_model(place, schema):
            if place not in models:
                yield f"{place}: the object is not generated"
                continue
            properties = properties_of(models[place])
            generated = {prop.name.get_untrusted_value() for prop in properties}
            for name, ((where, _), *_) in contract.definitions(place).items():
                if name not in generated:
                    yield f"{where}: the property is not generated"


def _makes_a_model(place: str, schema: Schema) -> bool:
    """Tell whether the generator makes a class of its own for a schema."""
    if "$ref" in schema or "anyOf" in schema or "oneOf" in schema or "enum" in schema:
        return False
    if place.rpartition("/")[0].endswith("/allOf"):
        return False
    parts = schema.get("allOf", [])
    if parts:
        return len(parts) > 1 or "$ref" not in parts[0]
    return "object" in schema.get("type", ()) or ("type" not in schema and "properties" in schema)
