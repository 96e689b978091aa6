"""Write the Python of one field: how the model declares it, decodes it and writes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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

from tools.generate._types import alternatives, code, decoder, decoder_of_any, members, noun

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

_CONTACT = re.compile(r"phone|mobile|e-?mail|e\.?164", re.IGNORECASE)
"""What the name or the description of an identifier says when it is a number or an address."""


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
        return f"_decode_{self.name}", result, decoder_of_any(self.alternatives)

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
            return "dict", f"{decoder(only)}(value)"
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
        value = f"src_dict[{key}]"
        if self._quick is not None:
            test, stored = self._quick
            yield f"elif type(value := {value}) is {test}:"
            yield from self._store(target, stored)
            value = "value"
        if self.nullable or not self.required:
            yield f"elif {value if self._quick else f'(value := {value})'} is None:"
            yield f"    {target} = {'None' if self.nullable else 'UNSET'}"
            value = "value"
        yield "else:"
        yield from self._last_resort(target, value)

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

    def _last_resort(self, target: str, value: str) -> Iterator[str]:
        """Yield the branch for whatever the tests before it did not take."""
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

    @property
    def encoding(self) -> str:
        """The expression of the field's JSON value, from `self`."""
        if all(isinstance(one, _PLAIN) for one in self.alternatives):
            return f"self.{self.name}"
        return f"_model.to_json(self.{self.name})"
