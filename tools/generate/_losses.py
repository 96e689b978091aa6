"""Compare what the generator understood with what the contract says, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openapi_python_client.parser.properties import EnumProperty, ModelProperty

from tools.generate._contract import Contract, Schema, walk
from tools.generate._errors import Problem
from tools.generate._types import enum_values, place_of, properties_of

_TAKEN_CLASSES = {
    "Any",
    "Callable",
    "Final",
    "FileInput",
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
"""Names that the generated modules import, so that no class of the contract can be called so."""


def losses(
    contract: Contract, models: Sequence[ModelProperty], enums: Sequence[EnumProperty]
) -> Iterator[Problem]:
    """Yield what is in the contract and not in what the generator is about to write."""
    yield from _classes([*models, *enums])
    yield from _missing_schemas(contract, models, enums)


def _classes(classes: Sequence[ModelProperty | EnumProperty]) -> Iterator[Problem]:
    """Yield the classes that would overwrite or hide one another."""
    modules: dict[str, str] = {}
    names: dict[str, str] = {}
    for prop in classes:
        name, module = prop.class_info.name, prop.class_info.module_name
        fix = "give it another name in class_overrides of generator-config.yaml"
        if name in _TAKEN_CLASSES or str(name) == str(module):
            yield Problem("#", f"the class name {name} is taken in the generated modules", fix)
        for known, key in ((modules, module), (names, name.casefold())):
            other = known.setdefault(key, name)
            if other != name:
                yield Problem("#", f"the classes {other} and {name} share a file", fix)
                break


def _missing_schemas(
    contract: Contract, models: Sequence[ModelProperty], enums: Sequence[EnumProperty]
) -> Iterator[Problem]:
    made = {place_of(model): model for model in models}
    values_of_enums = [enum_values(enum) for enum in enums]
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
        if values and schema.get("type") != "boolean" and values not in values_of_enums:
            yield Problem(place, "the enum is not generated")
        if _makes_a_model(place, schema):
            if place not in made:
                yield Problem(place, "the object is not generated")
                continue
            properties = properties_of(made[place])
            generated = {prop.name.get_untrusted_value() for prop in properties}
            for name, ((where, _), *_) in contract.definitions(place).items():
                if name not in generated:
                    yield Problem(where, "the property is not generated")


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
