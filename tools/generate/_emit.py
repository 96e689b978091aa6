"""Write the Python of one field: how the model declares it, decodes it and documents it."""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.openapi import Endpoint
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
from openapi_python_client.parser.responses import Response

from tools.generate._contract import POINTER, Contract, Schema

_DOCSTRING_WIDTH = 96

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

_TESTS: dict[type, str] = {
    StringProperty: "str",
    DateTimeProperty: "str",
    BooleanProperty: "bool",
    IntProperty: "int",
    FloatProperty: "float",
}
"""What the JSON of a type is in Python nearly always."""

_PLAIN = (AnyProperty, StringProperty, IntProperty, FloatProperty, BooleanProperty, ConstProperty)
"""Types whose values are their own JSON."""

_HARMLESS = (
    BooleanProperty,
    ConstProperty,
    DateProperty,
    DateTimeProperty,
    EnumProperty,
    UuidProperty,
)
"""Types whose values cannot carry a person's words or number."""

_CALL_DETAIL = re.compile(r"phone|mobile|e-?mail|e\.?164", re.IGNORECASE)
"""What the name or the description of an identifier says when it is a number or an address."""


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


def code(prop: PropertyProtocol) -> str:
    """Return the annotation of a property's value, without `Unset`."""
    return prop.get_type_string(no_optional=True).as_unembedded_code()


def decoder(prop: PropertyProtocol) -> str:
    """Return the expression of the function that decodes a property's value."""
    if isinstance(prop, ModelProperty):
        return f"{prop.class_info.name}.from_dict"
    if isinstance(prop, EnumProperty):
        return f"{members(prop)}.decode"
    if isinstance(prop, ConstProperty):
        return f"_model.constant({prop.value.python_code.as_unembedded_code()})"
    if isinstance(prop, ListProperty):
        return f"_model.list_of({decoder(prop.inner_property)})"
    if isinstance(prop, UnionProperty):
        inner = prop.inner_properties
        return f"_model.any_of({_noun(prop)!r}, {', '.join(map(decoder, inner))})"
    return _SIMPLE[type(prop)][0]


def members(prop: EnumProperty) -> str:
    """Return the name of the mapping from an enum's values to its members."""
    return f"_{prop.class_info.name}_members"


def _noun(prop: PropertyProtocol) -> str:
    if isinstance(prop, ModelProperty):
        return "an object"
    if isinstance(prop, EnumProperty):
        return "a string" if prop.value_type is str else "an integer"
    if isinstance(prop, ConstProperty):
        return "a constant"
    if isinstance(prop, ListProperty):
        return "an array"
    if isinstance(prop, UnionProperty):
        return " or ".join(dict.fromkeys(map(_noun, prop.inner_properties)))
    return _SIMPLE[type(prop)][1]


def alternatives(prop: PropertyProtocol) -> list[PropertyProtocol]:
    """Return the types that a value of a property may have."""
    return prop.inner_properties if isinstance(prop, UnionProperty) else [prop]


def enums(prop: PropertyProtocol) -> Iterator[EnumProperty]:
    """Yield the enums that the decoder of a property uses."""
    if isinstance(prop, EnumProperty):
        yield prop
    elif isinstance(prop, ListProperty):
        yield from enums(prop.inner_property)
    elif isinstance(prop, UnionProperty):
        for inner in prop.inner_properties:
            yield from enums(inner)


def member_mappings(properties: list[PropertyProtocol]) -> list[str]:
    """Return the lines that define the member mappings of the enums in use."""
    found = {enum.class_info.name: enum for prop in properties for enum in enums(prop)}
    return [
        f"{members(enum)} = _model.Members({name}, {enum.value_type.__name__})"
        for name, enum in sorted(found.items())
    ]


@dataclass(frozen=True)
class Field:
    """A property of a model, as our template needs it.

    Attributes:
        prop: The generator's view of the property.
        description: What the contract says about it, or about what it refers to.
        nullable: Whether null is a value of its own; of a sensitive one it always is.
        sensitive: Whether the contract marks it.
        hidden: Whether the contract marks the whole model.
    """

    prop: PropertyProtocol
    description: str
    nullable: bool
    sensitive: bool
    hidden: bool

    @property
    def name(self) -> str:
        """The attribute's name."""
        return str(self.prop.python_name)

    @property
    def key(self) -> str:
        """The property's name in JSON, as a Python literal."""
        return repr(self.prop.name.get_untrusted_value())

    @property
    def required(self) -> bool:
        """Whether the key must be present; a sensitive one may always be withheld."""
        return self.prop.required and not self.sensitive

    @property
    def alternatives(self) -> list[PropertyProtocol]:
        """The types of the value, null aside."""
        return [one for one in alternatives(self.prop) if not isinstance(one, NoneProperty)]

    @property
    def annotation(self) -> str:
        """The attribute's type."""
        types = [code(one) for one in self.alternatives]
        types += ["None"] * self.nullable + ["Unset"] * (not self.required)
        return " | ".join(types)

    @property
    def default(self) -> str | None:
        """The attribute's default, or None when the constructor demands a value."""
        if self.prop.default is not None:
            return self.prop.default.python_code.as_unembedded_code()
        return None if self.required else "UNSET"

    @property
    def is_shown(self) -> bool:
        """Whether the value cannot carry a person's words or number, so that repr may show it."""
        if self.sensitive or self.hidden:
            return False
        names_a_person = _CALL_DETAIL.search(f"{self.name} {self.description}") is not None
        is_id = self.name == "id" or self.name.endswith("_id")
        return all(
            isinstance(one, _HARMLESS)
            or (isinstance(one, StringProperty) and is_id and not names_a_person)
            or (isinstance(one, (IntProperty, FloatProperty)) and not names_a_person)
            for one in self.alternatives
        )

    @property
    def declaration(self) -> str:
        """The attribute's line in the class body."""
        options = [] if self.default is None else [f"default={self.default}"]
        if self.sensitive:
            options.append('repr=_model.redacted, metadata={"sensitive": True}')
        elif not self.is_shown:
            options.append("repr=_model.hidden")
        elif options:
            return f"{self.name}: {self.annotation} = {self.default}"
        value = f" = _attrs_field({', '.join(options)})" if options else ""
        return f"{self.name}: {self.annotation}{value}"

    @property
    def decoder(self) -> tuple[str, str, str] | None:
        """Name, result and expression of the decoder that the module defines for this field."""
        if self._quick is not None or not self.alternatives or self._is_any:
            return None
        result = " | ".join(code(one) for one in self.alternatives)
        if len(self.alternatives) == 1:
            return f"_decode_{self.name}", result, decoder(self.alternatives[0])
        nouns = " or ".join(dict.fromkeys(map(_noun, self.alternatives)))
        inner = ", ".join(map(decoder, self.alternatives))
        return f"_decode_{self.name}", result, f"_model.any_of({nouns!r}, {inner})"

    @property
    def _is_any(self) -> bool:
        return any(isinstance(one, AnyProperty) for one in self.alternatives)

    @property
    def _quick(self) -> tuple[str, str] | None:
        """The test of the fast path and the value that it stores, where there is a fast path."""
        if len(self.alternatives) != 1:
            return None
        only = self.alternatives[0]
        if isinstance(only, EnumProperty):
            return only.value_type.__name__, f"{members(only)}[value]"
        if isinstance(only, ModelProperty):
            return "dict", f"{only.class_info.name}.from_dict(value)"
        test = _TESTS.get(type(only))
        return (test, "value") if test else None

    def decoding(self) -> Iterator[str]:
        """Yield the lines that read the field from `src_dict` into `model`."""
        key, target = self.key, f"model.{self.name}"
        yield f"if {key} not in src_dict:"
        if self.required:
            yield f"    raise _model.missing({key})"
        else:
            yield f"    {target} = UNSET"
            yield "    unknown += 1"
        if self._is_any:
            yield "else:"
            yield f"    {target} = src_dict[{key}]"
            return
        accepts_null = self.nullable or not self.required
        source = f"(value := src_dict[{key}])"
        if self._quick is not None:
            test, value = self._quick
            yield f"elif type(value := src_dict[{key}]) is {test}:"
            yield from self._store(target, value)
            source = "value"
        if accepts_null:
            yield f"elif {source} is None:"
            yield f"    {target} = {'None' if self.nullable else 'UNSET'}"
            source = "value"
        yield "else:"
        yield from self._last_resort(target, source)

    def _store(self, target: str, value: str) -> Iterator[str]:
        """Yield the branch of the fast path."""
        only = self.alternatives[0]
        if isinstance(only, DateTimeProperty):
            yield "    try:"
            yield f"        {target} = _model.fromisoformat(value)"
            yield "    except (ValueError, OverflowError):"
            yield f"        raise _model.malformed('a date-time', {self.key}) from None"
        elif isinstance(only, ModelProperty):
            yield from self._guarded(target, value)
        else:
            yield f"    {target} = {value}"

    def _guarded(self, target: str, value: str) -> Iterator[str]:
        """Yield a branch whose error has to be led through this field."""
        yield "    try:"
        yield f"        {target} = {value}"
        yield "    except _model.FAULTS as fault:"
        yield f"        raise _model.inside(fault, {self.key}) from None"

    def _last_resort(self, target: str, source: str) -> Iterator[str]:
        """Yield the branch for whatever the tests before it did not take."""
        value = source.removeprefix("(").removesuffix(")").removeprefix("value := ")
        if not self.alternatives:
            yield f"    raise _model.mismatch('null', {value}, {self.key})"
        elif self.decoder is not None:
            yield from self._guarded(target, f"{self.decoder[0]}({value})")
        elif isinstance(self.alternatives[0], (IntProperty, FloatProperty)) or (
            isinstance(self.alternatives[0], EnumProperty)
            and self.alternatives[0].value_type is int
        ):
            yield from self._guarded(target, f"{decoder(self.alternatives[0])}({value})")
        else:
            noun = _noun(self.alternatives[0])
            yield f"    raise _model.mismatch({noun!r}, {value}, {self.key})"

    @property
    def encoding(self) -> str:
        """The expression of the field's JSON value, from `self`."""
        if all(isinstance(one, _PLAIN) for one in self.alternatives):
            return f"self.{self.name}"
        return f"_model.to_json(self.{self.name})"


class Emitter:
    """What the templates ask for, given the contract.

    Args:
        contract: The contract from which the models are generated.
    """

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def fields(self, model: ModelProperty) -> list[Field]:
        """Return the fields of a model in the order of its constructor."""
        place = place_of(model)
        hidden = self._contract.is_sensitive(self._contract.at(place))
        properties = {
            prop.name.get_untrusted_value(): prop
            for prop in [*(model.required_properties or ()), *(model.optional_properties or ())]
        }
        fields: list[Field] = []
        for name, defined in self._contract.definitions(place).items():
            schemas = [schema for _, schema in defined]
            sensitive = any(map(self._contract.is_sensitive, schemas))
            fields.append(
                Field(
                    prop=properties[name],
                    description=self._description(schemas),
                    nullable=sensitive or any(map(self._contract.is_nullable, schemas)),
                    sensitive=sensitive,
                    hidden=hidden,
                )
            )
        return sorted(fields, key=lambda field: field.default is not None)

    def _description(self, schemas: list[Schema]) -> str:
        """Return what the definitions of a property say, or else the schemas that they refer to."""
        own = schemas[::-1]
        parts = [part for schema in own for part in (schema, *schema.get("allOf", ()))]
        targets = [self._contract.resolve(part)[1] for part in parts]
        return next(filter(None, (one.get("description") for one in own + targets)), "")

    @property
    def globals(self) -> dict[str, Any]:
        """The names that the templates use."""
        return {
            "decoder": decoder,
            "code": code,
            "decoder_name": decoder_name,
            "docstring_of": docstring_of,
            "extensions": self.extensions,
            "fields": self.fields,
            "has_content": has_content,
            "member_mappings": member_mappings,
            "operation": self.operation,
            "py": repr,
            "server_url": (self._contract.document.get("servers") or [{"url": "/"}])[0]["url"],
            "success_responses": success_responses,
            "success_type": success_type,
        }

    def operation(self, endpoint: Endpoint) -> dict[str, Any]:
        """Return the contract's operation that an endpoint stands for."""
        return next(
            operation
            for _, path, method, operation in self._contract.operations()
            if method == endpoint.method and same_path(path, endpoint)
        )

    def extensions(self, endpoint: Endpoint) -> dict[str, Any]:
        """Return what an endpoint's operation says in `x-` keys."""
        operation = self.operation(endpoint)
        return {key: value for key, value in operation.items() if key.startswith("x-")}


def same_path(path: str, endpoint: Endpoint) -> bool:
    """Tell whether an endpoint, whose path has Python names in it, stands for a path."""
    for parameter in endpoint.path_parameters:
        name = parameter.name.get_untrusted_value()
        path = path.replace(f"{{{name}}}", f"{{{parameter.python_name}}}")
    return path == endpoint.path


def has_content(response: Response) -> bool:
    """Tell whether a response has a JSON body."""
    return response.source["return_type"] != "None"


def decoder_name(response: Response) -> str:
    """Return the name of the module's decoder of a response."""
    return f"_decode_{response.status_code.pattern.lower()}"


def success_responses(endpoint: Endpoint) -> list[Response]:
    """Return the documented 2xx answers; `default` is one when there is no other."""
    documented = [
        response
        for response in endpoint.responses.patterns
        if response.status_code.range and response.status_code.range[0] in range(200, 300)
    ]
    if not documented and endpoint.responses.default is not None:
        return [endpoint.responses.default]
    return documented


def success_type(endpoint: Endpoint) -> str:
    """Return the annotation of what a successful call returns."""
    types = [
        code(one) if has_content(response) else "None"
        for response in success_responses(endpoint)
        for one in alternatives(response.prop)
    ]
    return " | ".join(dict.fromkeys(types))


def docstring_of(model: ModelProperty, fields: list[Field]) -> str:
    """Return the text of a model's docstring, safe between triple quotes."""
    paragraphs = [
        text.get_untrusted_value() for text in (model.data.title, model.description) if text
    ] or [f"The contract says nothing about `{model.class_info.name}`."]
    lines = "\n\n".join(_wrap(text, "") for text in paragraphs)
    described = [f"{field.name}: {field.description}" for field in fields if field.description]
    if described:
        lines += "\n\nAttributes:"
    for text in described:
        lines += f"\n    {_wrap(text, '        ').strip()}"
    return strings.safe_for_docstring(lines + "\n")


def _wrap(text: str, indent: str) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width=_DOCSTRING_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
