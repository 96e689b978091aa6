"""Write a field's Python code: its declaration, decoding and encoding."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from openapi_python_client.parser.properties import (
    AnyProperty,
    EnumProperty,
    ModelProperty,
)
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from tools.generate.models.types import (
    ANNOTATED,
    alternatives,
    code,
    decoder,
    decoder_of_any,
    enum_members,
    is_mapping,
    members,
    noun,
)

TAKEN = frozenset(
    {
        "additional_properties",
        "from_dict",
        "is_redacted",
        "nulls",
        "redacted",
        "redacted_fields",
        "reveal",
        "to_dict",
    }
)
"""Names that every model has; properties with these names get a trailing `_`."""

_TESTS: dict[type, str] = {
    StringProperty: "str",
    DateTimeProperty: "str",
    BooleanProperty: "bool",
    IntProperty: "int",
    FloatProperty: "float",
}
"""The usual Python type of a type's JSON values."""

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
"""Types whose values can't contain a person's words or phone number."""

_CONTACT = re.compile(r"phone|mobile|e-?mail|e\.?164", re.IGNORECASE)
"""Words in an identifier's name or description that mark a phone number or an address."""


_TAKEN_STORAGE = frozenset({"attrs_field", "model", "models", "response"})
"""Names that have another meaning with a leading underscore in a model's class."""


def attribute_name(identifier: str) -> str:
    """Return the attribute name for an identifier."""
    return f"{identifier}_" if identifier in TAKEN else str(identifier)


@dataclass(frozen=True)
class Field:
    """A model's property, for the template.

    Attributes:
        prop: The generator's property.
        description: The contract's description of it, or of its reference's target.
        required: Whether the key must be present.
        sensitive: Whether the contract marks it as sensitive.
        secret: Whether it is a password.
        hidden: Whether the contract marks the whole model as sensitive.
        written_default: The contract's default, or None.
    """

    prop: PropertyProtocol
    description: str
    required: bool
    sensitive: bool
    secret: bool
    hidden: bool
    written_default: Any

    @cached_property
    def name(self) -> str:
        """The attribute's name."""
        return attribute_name(self.prop.python_name)

    @cached_property
    def key(self) -> str:
        """The property's name in JSON, as a Python literal."""
        return repr(self.prop.name.get_untrusted_value())

    @cached_property
    def alternatives(self) -> list[PropertyProtocol]:
        """The value's types, except null."""
        return [one for one in alternatives(self.prop) if not isinstance(one, NoneProperty)]

    @cached_property
    def nullable(self) -> bool:
        """Whether null is a valid value; always true for sensitive fields."""
        return self.sensitive or any(
            isinstance(one, NoneProperty) or self._is_anything(one)
            for one in alternatives(self.prop)
        )

    @cached_property
    def is_stored(self) -> bool:
        """Whether the attribute is a property over a private attribute that can also be `UNSET`."""
        return self.sensitive or (self.nullable and not self.required)

    @cached_property
    def storage(self) -> str:
        """The attribute that stores the value."""
        if not self.is_stored:
            return self.name
        return f"_{self.name}_" if self.name in _TAKEN_STORAGE else f"_{self.name}"

    @cached_property
    def value_type(self) -> str:
        """The attribute's type when read."""
        types = [code(one, ANNOTATED) for one in self.alternatives]
        if "Any" in types:
            return "Any"
        if not self.required or self.nullable:
            types.append("None")
        return " | ".join(dict.fromkeys(types))

    @cached_property
    def default(self) -> str | None:
        """The attribute's default, or None if the constructor requires a value."""
        if self.required:
            return None
        written = next(filter(None, map(self._default_of, self.alternatives)), None)
        return written or ("UNSET" if self.is_stored else "None")

    def _default_of(self, prop: PropertyProtocol) -> str | None:
        """Return the contract's default as code of a type; None if it does not fit."""
        value = self.written_default
        if isinstance(prop, EnumProperty):
            found = [name for name, one in enum_members(prop) if one == value]
            return f"{prop.class_info.name}.{found[0]}" if found else None
        if isinstance(prop, ConstProperty):
            return repr(value) if _same(value, prop.value.raw_value) else None
        if isinstance(prop, (DateTimeProperty, DateProperty, UuidProperty)):
            return _of_text(prop, value) if isinstance(value, str) else None
        test = {**_TESTS, FloatProperty: "float int"}.get(type(prop), "")
        return repr(value) if type(value).__name__ in test.split() else None

    @cached_property
    def is_shown(self) -> bool:
        """Whether repr may show the value: it can't contain a person's words or phone number."""
        if self.sensitive or self.secret or self.hidden:
            return False
        names_a_person = _CONTACT.search(f"{self.name} {self.description}") is not None
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
        if self.is_stored:
            options.append(f'alias="{self.name}"')
        if not self.is_shown:
            options.append("repr=False")
        known: dict[str, object] = {
            mark: True for mark in ("sensitive", "secret") if getattr(self, mark)
        }
        if (key := self.prop.name.get_untrusted_value()) != self.name:
            known["key"] = key  # its name in JSON
        if known:
            options.append(f"metadata={known!r}")
        declared = f"{self.storage}: {self.value_type}"
        if self.is_stored and self.value_type != "Any":
            declared += " | Unset"
        if not options:
            return declared
        if options == [f"default={self.default}"]:
            return f"{declared} = {self.default}"
        return f"{declared} = _attrs_field({', '.join(options)})"

    @cached_property
    def decoder(self) -> tuple[str, str, str] | None:
        """The name, result type and expression of the decoder that the module defines."""
        if self._quick is not None or not self.alternatives or self._is_raw:
            return None
        result = " | ".join(dict.fromkeys(code(one, ANNOTATED) for one in self.alternatives))
        return f"_decode_{self.name}", result, decoder_of_any(self.alternatives)

    @cached_property
    def _is_raw(self) -> bool:
        return all(map(self._is_anything, self.alternatives)) and bool(self.alternatives)

    @staticmethod
    def _is_anything(prop: PropertyProtocol) -> bool:
        return decoder(prop) == "_model.anything"

    @cached_property
    def _quick(self) -> tuple[str, str] | None:
        """The fast path's test and stored value, if there is a fast path."""
        if len(self.alternatives) != 1:
            return None
        only = self.alternatives[0]
        if isinstance(only, EnumProperty):
            return only.value_type.__name__, f"{members(only)}[value]"
        if isinstance(only, ModelProperty):
            return "dict", f"{decoder(only)}(value)"
        if isinstance(only, AnyProperty) and is_mapping(only):
            return "dict", "value"
        test = _TESTS.get(type(only))
        return (test, "value") if test else None

    def decoding(self) -> Iterator[str]:
        """Yield the lines that decode the field from `src_dict` into `model`."""
        key, target = self.key, f"model.{self.storage}"
        yield f"if {key} not in src_dict:"
        if self.required:
            yield f"    raise _model.missing({key})"
        else:
            yield f"    {target} = {'UNSET' if self.is_stored else 'None'}"
            yield "    unknown += 1"
        if self._is_raw:
            yield "else:"
            yield f"    {target} = src_dict[{key}]"
            return
        value = f"src_dict[{key}]"
        if self._quick is not None:
            test, stored = self._quick
            yield f"elif type(value := {value}) is {test}:"
            yield from self._store(target, stored)
            value = "value"
        if self.nullable or not self.required:
            yield f"elif {value if self._quick else f'(value := {value})'} is None:"
            yield f"    {target} = None"
            if not self.nullable:
                yield f"    nulls += ({key},)"
            value = "value"
        yield "else:"
        yield from self._last_resort(target, value)

    def _store(self, target: str, value: str) -> Iterator[str]:
        """Yield the fast path's branch."""
        only = self.alternatives[0]
        if isinstance(only, DateTimeProperty):
            yield "    try:"
            yield f"        {target} = _model.fromisoformat(value)"
            yield "    except (ValueError, OverflowError):"
            yield from (f"    {line}" for line in self._guarded(target, "_model.date_time(value)"))
        elif isinstance(only, ModelProperty):
            yield from self._guarded(target, value)
        else:
            yield f"    {target} = {value}"

    def _guarded(self, target: str, value: str) -> Iterator[str]:
        """Yield a branch that adds this field to the path of errors."""
        yield "    try:"
        yield f"        {target} = {value}"
        yield "    except _model.FAULTS as fault:"
        yield f"        raise _model.inside(fault, {self.key}) from None"

    def _last_resort(self, target: str, value: str) -> Iterator[str]:
        """Yield the branch for all remaining values."""
        if not self.alternatives:
            yield f"    raise _model.mismatch('null', {value}, {self.key})"
            return
        only = self.alternatives[0]
        is_number = isinstance(only, (IntProperty, FloatProperty))
        if self.decoder is not None:
            yield from self._guarded(target, f"{self.decoder[0]}({value})")
        elif is_number or (isinstance(only, EnumProperty) and only.value_type is int):
            yield from self._guarded(target, f"{decoder(only)}({value})")
        else:
            yield f"    raise _model.mismatch({noun(only)!r}, {value}, {self.key})"

    def encoding(self) -> Iterator[str]:
        """Yield the lines that encode the field into `field_dict`."""
        value = f"self.{self.storage}"
        if not all(isinstance(one, _PLAIN) for one in self.alternatives):
            value = f"_model.to_json({value})"
        stored = f"field_dict[{self.key}] = {value}"
        if self.required:
            yield stored
        else:
            yield f"if self.{self.storage} is not {'UNSET' if self.is_stored else 'None'}:"
            yield f"    {stored}"

    def reading(self) -> Iterator[str]:
        """Yield the lines that read a field stored under another name."""
        if self.sensitive:
            yield f"if self.{self.storage} is UNSET:"
            yield f"    raise _model.withheld(self, {self.name!r})"
            yield f"return self.{self.storage}"
        else:
            yield f"return None if self.{self.storage} is UNSET else self.{self.storage}"


def _same(value: object, other: object) -> bool:
    return type(value) is type(other) and value == other


def _of_text(prop: PropertyProtocol, text: str) -> str | None:
    """Return the expression for a date or UUID; None if the text is not one."""
    parsers: dict[type, tuple[Callable[[str], object], str]] = {
        DateTimeProperty: (dt.datetime.fromisoformat, "datetime.datetime.fromisoformat"),
        DateProperty: (dt.date.fromisoformat, "datetime.date.fromisoformat"),
        UuidProperty: (UUID, "UUID"),
    }
    parse, made = parsers[type(prop)]
    try:
        parse(text)
    except ValueError:
        return None
    return f"{made}({text!r})"
