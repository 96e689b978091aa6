"""Write the Python of one type of the contract: its annotation, its decoder and its name."""

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
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from tools.generate._contract import POINTER

_SIMPLE: dict[type, tuple[str, str]] = {
    AnyProperty: ("_model.anything", "anything"),
    NoneProperty: ("_model.null", "null"),
    StringProperty: ("_model.string", "a string"),
    IntProperty: ("_model.integer", "an integer"),
    FloatProperty: ("_model.number", "a number"),
    BooleanProperty: ("_model.boolean", "a boolean"),
    DateTimeProperty: (
        '_model.text_of("a date-time", _model.fromisoformat)',
        "a date-time",
    ),
    DateProperty: ('_model.text_of("a date", datetime.date.fromisoformat)', "a date"),
    UuidProperty: ('_model.text_of("a UUID", UUID)', "a UUID"),
}
"""Decoder and noun of the types that need nothing but their name."""

LATER = "_{}_model"
"""What a model calls another one that is imported when it is first decoded."""


def place_of(model: ModelProperty) -> str:
    """Return the JSON pointer of the schema from which a model was made."""
    extra = model.data.model_extra or {}
    if POINTER in extra:
        return str(extra[POINTER])
    # The generator made a schema of its own for the `allOf` of a nullable one.
    first_part = model.data.allOf[0].model_extra or {}
    return str(first_part[POINTER]).rpartition("/allOf/")[0]


def enum_values(enum: EnumProperty | LiteralEnumProperty) -> list[Any]:
    """Return the values of an enum, which the generator holds escaped."""
    values = enum.values.values() if isinstance(enum.values, dict) else enum.values
    return [json.loads(f'"{value}"') if isinstance(value, str) else value for value in values]


def properties_of(model: ModelProperty) -> list[PropertyProtocol]:
    """Return the properties of a model, the required ones first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def code(prop: PropertyProtocol) -> str:
    """Return the annotation of a property's value, without `Unset`."""
    if isinstance(prop, ConstProperty):
        return f"Literal[{constant(prop)}]"
    if isinstance(prop, ListProperty):
        return f"list[{code(prop.inner_property)}]"
    if isinstance(prop, UnionProperty):
        return " | ".join(dict.fromkeys(map(code, prop.inner_properties)))
    return prop.get_type_string(no_optional=True).as_unembedded_code()


def constant(prop: ConstProperty) -> str:
    """Return the Python code of a constant, which the generator would escape twice."""
    return repr(prop.value.raw_value)


def decoder(prop: PropertyProtocol, model: str = LATER) -> str:
    """Return the expression of the function that decodes a property's value.

    Args:
        prop: The property.
        model: What a model is called, with `{}` for the name of its class.
    """
    if isinstance(prop, ModelProperty):
        return f"{model.format(prop.class_info.name)}.from_dict"
    if isinstance(prop, EnumProperty):
        return f"{members(prop)}.decode"
    if isinstance(prop, ConstProperty):
        return f"_model.constant({constant(prop)})"
    if isinstance(prop, ListProperty):
        return f"_model.list_of({decoder(prop.inner_property, model)})"
    if isinstance(prop, UnionProperty):
        return decoder_of_any(prop.inner_properties, model)
    return _SIMPLE[type(prop)][0]


def decoder_of_any(types: Sequence[PropertyProtocol], model: str = LATER) -> str:
    """Return the expression of the function that decodes a value of one of several types."""
    decoders = [decoder(one, model) for one in types]
    if len(types) == 1:
        return decoders[0]
    nouns = " or ".join(dict.fromkeys(map(noun, types)))
    return f"_model.any_of({nouns!r}, {', '.join(decoders)})"


def members(prop: EnumProperty) -> str:
    """Return the name of the mapping from an enum's values to its members."""
    return f"_{prop.class_info.name}_members"


def noun(prop: PropertyProtocol) -> str:
    """Return what an error calls a value of a type that is no union."""
    if isinstance(prop, ModelProperty):
        return "an object"
    if isinstance(prop, EnumProperty):
        return "a string" if prop.value_type is str else "an integer"
    if isinstance(prop, ConstProperty):
        return "a constant"
    if isinstance(prop, ListProperty):
        return "an array"
    return _SIMPLE[type(prop)][1]


def alternatives(prop: PropertyProtocol) -> list[PropertyProtocol]:
    """Return the types that a value of a property may have."""
    return prop.inner_properties if isinstance(prop, UnionProperty) else [prop]


def leaves(properties: Iterable[PropertyProtocol]) -> Iterator[PropertyProtocol]:
    """Yield the types in properties that are neither lists nor unions."""
    for prop in properties:
        if isinstance(prop, ListProperty):
            yield from leaves([prop.inner_property])
        elif isinstance(prop, UnionProperty):
            yield from leaves(prop.inner_properties)
        else:
            yield prop


def member_mappings(properties: list[PropertyProtocol]) -> list[str]:
    """Return the lines that define the mappings from values to members of the enums in use."""
    enums = [leaf for leaf in leaves(properties) if isinstance(leaf, EnumProperty)]
    lines = {
        f"{members(enum)} = _model.Members({enum.class_info.name}, {enum.value_type.__name__})"
        for enum in enums
    }
    return sorted(lines)


def later_models(properties: list[PropertyProtocol]) -> list[str]:
    """Return the lines that stand for the models in use until they are imported."""
    models = [leaf.class_info for leaf in leaves(properties) if isinstance(leaf, ModelProperty)]
    lines = {
        f"{LATER.format(one.name)}: type[{one.name}] ="
        f' _model.later(f"{{__package__}}.{one.module_name}", "{one.name}")'
        for one in models
    }
    return sorted(lines)
