"""Write a type's Python code: its annotation, decoder and name."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openapi_python_client.parser.properties import (
    AnyProperty,
    EnumProperty,
    LiteralEnumProperty,
    ModelProperty,
)
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from tools.generate.contract.contract import POINTER
from tools.generate.contract.simplify import MAPPING, TAGS

_SIMPLE: dict[type, tuple[str, str, str]] = {
    AnyProperty: ("Any", "_model.anything", "anything"),
    FileProperty: ("FileInput", "_model.anything", "a file"),
    NoneProperty: ("None", "_model.null", "null"),
    StringProperty: ("str", "_model.string", "a string"),
    IntProperty: ("int", "_model.integer", "an integer"),
    FloatProperty: ("float", "_model.number", "a number"),
    BooleanProperty: ("bool", "_model.boolean", "a boolean"),
    DateTimeProperty: ("datetime.datetime", "_model.date_time", "a date-time"),
    DateProperty: ("datetime.date", "_model.date", "a date"),
    UuidProperty: ("UUID", "_model.uuid", "a UUID"),
}
"""The annotation, decoder and noun of simple types."""

_IN_FORM = (UuidProperty, DateProperty, DateTimeProperty)
"""Types that are strings of one format, the strictest first."""

_KINDS: dict[type, str] = {
    StringProperty: "text",
    IntProperty: "number",
    FloatProperty: "number",
    BooleanProperty: "boolean",
    NoneProperty: "null",
    ListProperty: "array",
    ModelProperty: "object",
    AnyProperty: "other",
    FileProperty: "other",
    **dict.fromkeys(_IN_FORM, "text"),
}
"""The JSON types of values, by their names in `_model.union`."""

LATER = "_{}_model"
"""A model's name for another one that is imported when first decoded."""

ANNOTATED = "_models.{}"
"""A model's name for another one in annotations, which are evaluated lazily."""


def place_of(prop: ModelProperty | EnumProperty) -> str:
    """Return the JSON pointer of a class's schema."""
    if isinstance(prop, EnumProperty):
        return prop.description.get_untrusted_value() if prop.description else "#"
    return str((prop.data.model_extra or {})[POINTER])


def enum_values(enum: EnumProperty | LiteralEnumProperty) -> list[Any]:
    """Return an enum's values in the contract's order."""
    values: list[Any] = json.loads(_example(enum))
    return values


def enum_members(enum: EnumProperty) -> list[tuple[str, Any]]:
    """Return the names and values of an enum's members in the contract's order."""
    return list(zip(enum.values, enum_values(enum), strict=True))


def properties_of(model: ModelProperty) -> list[PropertyProtocol]:
    """Return a model's properties, required ones first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def code(prop: PropertyProtocol, model: str = "{}") -> str:
    """Return the annotation of a property's value, without `Unset`.

    Args:
        prop: The property.
        model: The format of a model's name, with `{}` for its class.
    """
    if isinstance(prop, UnionProperty):
        types = sorted(prop.inner_properties, key=lambda one: isinstance(one, NoneProperty))
        return " | ".join(dict.fromkeys(code(one, model) for one in types))
    if isinstance(prop, ListProperty):
        of_values = code(prop.inner_property, model)
        return f"dict[str, {of_values}]" if is_mapping(prop) else f"list[{of_values}]"
    if isinstance(prop, ConstProperty):
        return f"Literal[{prop.value.raw_value!r}]"
    if isinstance(prop, ModelProperty):
        return model.format(prop.class_info.name)
    if isinstance(prop, EnumProperty):
        return str(prop.class_info.name)
    return "dict[str, Any]" if is_mapping(prop) else _SIMPLE[type(prop)][0]


def is_mapping(prop: PropertyProtocol) -> bool:
    """Return whether a property is an object without properties, a `dict[str, ...]`."""
    return isinstance(prop, (AnyProperty, ListProperty)) and _example(prop) == MAPPING


def _example(prop: PropertyProtocol) -> str:
    return prop.example.get_untrusted_value() if prop.example else ""


def decoder(prop: PropertyProtocol, model: str = LATER) -> str:
    """Return the expression of the function that decodes a property.

    Args:
        prop: The property.
        model: The format of a model's name, with `{}` for its class.
    """
    if isinstance(prop, UnionProperty):
        return decoder_of_any(prop.inner_properties, model)
    if isinstance(prop, ListProperty):
        made = "mapping_of" if is_mapping(prop) else "list_of"
        return f"_model.{made}({decoder(prop.inner_property, model)})"
    if isinstance(prop, ModelProperty):
        return f"{model.format(prop.class_info.name)}.from_dict"
    if isinstance(prop, EnumProperty):
        return f"{members(prop)}.decode"
    if isinstance(prop, ConstProperty):
        return f"_model.constant({prop.value.raw_value!r})"
    return "_model.mapping" if is_mapping(prop) else _SIMPLE[type(prop)][1]


def decoder_of_any(types: Sequence[PropertyProtocol], model: str = LATER) -> str:
    """Return the expression of the function that decodes a value of several types."""
    if len(types) == 1:
        return decoder(types[0], model)
    kinds: dict[str, list[PropertyProtocol]] = {}
    for one in types:
        kinds.setdefault(_kind(one), []).append(one)
    parts = ", ".join(
        f"{kind}={_decoder_of_kind(kind, found, model)}" for kind, found in sorted(kinds.items())
    )
    return f"_model.union({_nouns(types)!r}, {parts})"


def _kind(prop: PropertyProtocol) -> str:
    """Return the JSON type of the values of a type that is not a union."""
    if is_mapping(prop):
        return "object"
    if isinstance(prop, EnumProperty):
        return "text" if prop.value_type is str else "number"
    if isinstance(prop, ConstProperty):
        kinds = {str: "text", bool: "boolean", int: "number"}
        return kinds[type(prop.value.raw_value)]
    return _KINDS[type(prop)]


def _decoder_of_kind(kind: str, types: list[PropertyProtocol], model: str) -> str:
    if len(types) == 1:
        return decoder(types[0], model)
    if kind == "array":
        inner = [inner for one in types for inner in alternatives(_inner(one))]
        return f"_model.list_of({decoder_of_any(_distinct(inner), model)})"
    if kind == "object":
        return _decoder_of_objects(types, model)
    ordered = list(dict.fromkeys(_by_certainty(types, model)))
    return f"_model.first_of({_nouns(types)!r}, {', '.join(ordered)})"


def _by_certainty(types: list[PropertyProtocol], model: str) -> Iterator[str]:
    """Yield decoders of scalars: known values first, then types, formats, and open enums.

    If any string is valid, strings are not decoded as dates or UUIDs.
    """
    enums = [one for one in types if isinstance(one, EnumProperty)]
    yield from (f"{members(one)}.known" for one in enums)
    yield from (decoder(one, model) for one in types if isinstance(one, ConstProperty))
    yield from (
        _SIMPLE[kind][1]
        for kind in (StringProperty, IntProperty, FloatProperty, BooleanProperty)
        if any(type(one) is kind for one in types)
    )
    yield from (decoder(one, model) for kind in _IN_FORM for one in types if isinstance(one, kind))
    yield from (decoder(one, model) for one in enums)


def _decoder_of_objects(types: list[PropertyProtocol], model: str) -> str:
    """Return the expression of the function that decodes one of several objects."""
    models = [one for one in types if isinstance(one, ModelProperty)]
    mappings = [one for one in types if is_mapping(one)]
    names = [model.format(one.class_info.name) for one in models]
    rest = "None"
    if any(isinstance(one, AnyProperty) for one in mappings):
        rest = "_model.mapping"
    elif mappings:
        inner = [inner for one in mappings for inner in alternatives(_inner(one))]
        rest = f"_model.mapping_of({decoder_of_any(_distinct(inner), model)})"
    if not models:
        return rest
    return f"_model.objects({_tags(models)!r}, {rest}, {', '.join(names)})"


def _tags(models: list[ModelProperty]) -> dict[str, dict[Any, tuple[int, ...]]]:
    """Return the models that have a value, by property and value.

    The property that distinguishes most models comes first.
    """
    known = [(one.data.model_extra or {}).get(TAGS, {}) for one in models]
    keys = dict.fromkeys(key for one in known for key in one)
    tables: dict[str, dict[Any, tuple[int, ...]]] = {}
    for key in keys:
        table: dict[Any, tuple[int, ...]] = {}
        for index, one in enumerate(known):
            for value in one.get(key, ()):
                table[value] = (*table.get(value, ()), index)
        tables[key] = table

    def overlap(key: str) -> tuple[bool, int]:
        found = tables[key].values()
        return any(key not in one for one in known), max(map(len, found))

    telling = [
        key for key in keys if any(len(found) < len(models) for found in tables[key].values())
    ]
    ordered = sorted(telling, key=overlap)
    return {key: tables[key] for key in ordered}


def _inner(prop: PropertyProtocol) -> PropertyProtocol:
    return prop.inner_property if isinstance(prop, ListProperty) else prop


def _distinct(types: Iterable[PropertyProtocol]) -> list[PropertyProtocol]:
    return list({code(one): one for one in types}.values())


def members(prop: EnumProperty) -> str:
    """Return the name of an enum's mapping from values to members."""
    return f"_{prop.class_info.name}_members"


def noun(prop: PropertyProtocol) -> str:
    """Return the noun in errors for a type that is not a union."""
    if isinstance(prop, ModelProperty) or is_mapping(prop):
        return "an object"
    if isinstance(prop, EnumProperty):
        return "a string" if prop.value_type is str else "an integer"
    if isinstance(prop, ConstProperty):
        return "a constant"
    if isinstance(prop, ListProperty):
        return "an array"
    return _SIMPLE[type(prop)][2]


def _nouns(types: Iterable[PropertyProtocol]) -> str:
    return " or ".join(dict.fromkeys(map(noun, types)))


def alternatives(prop: PropertyProtocol) -> list[PropertyProtocol]:
    """Return the types of a property's value."""
    return prop.inner_properties if isinstance(prop, UnionProperty) else [prop]


def leaves(properties: Iterable[PropertyProtocol]) -> Iterator[PropertyProtocol]:
    """Yield the types in properties, except lists and unions."""
    for prop in properties:
        if isinstance(prop, ListProperty):
            yield from leaves([prop.inner_property])
        elif isinstance(prop, UnionProperty):
            yield from leaves(prop.inner_properties)
        else:
            yield prop


def member_mappings(properties: Sequence[PropertyProtocol]) -> list[str]:
    """Return the lines that define the value-to-member mappings of the enums in use."""
    enums = [leaf for leaf in leaves(properties) if isinstance(leaf, EnumProperty)]
    lines = {
        f"{members(enum)} = _model.Members({enum.class_info.name}, {enum.value_type.__name__})"
        for enum in enums
    }
    return sorted(lines)


def later_models(properties: Sequence[PropertyProtocol]) -> list[str]:
    """Return the lines that define placeholders for the models in use until they are imported."""
    models = [leaf.class_info for leaf in leaves(properties) if isinstance(leaf, ModelProperty)]
    lines = {
        f"{LATER.format(one.name)}: type[{ANNOTATED.format(one.name)}] ="
        f" _model.later(f'{{__package__}}.{one.module_name}', {str(one.name)!r})"
        for one in models
    }
    return sorted(lines)
