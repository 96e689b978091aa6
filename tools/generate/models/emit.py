"""Provide the data for the models' templates, from the contract and the generator's types."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.uuid import UuidProperty
from openapi_python_client.strings import snake_case

from tools.generate.contract.contract import Contract, Schema
from tools.generate.models.field import Field
from tools.generate.models.types import (
    ANNOTATED,
    code,
    decoder,
    enum_members,
    later_models,
    leaves,
    member_mappings,
    place_of,
    properties_of,
)

_DOCSTRING_WIDTH = 96

_IDS = (IntProperty, StringProperty, UuidProperty)
"""The types of ids for which a record can be passed."""


@dataclass(frozen=True)
class Record:
    """A model, for its template.

    Attributes:
        model: The generator's model.
        schema: Its schema.
        fields: Its fields in the constructor's order.
        held: The field with the only record in it, if the model has no id of its own.
        held_id: The field with that record's id.
    """

    model: ModelProperty
    schema: Schema
    fields: list[Field]
    held: Field | None = None
    held_id: Field | None = None

    @property
    def name(self) -> str:
        """The class's name."""
        return str(self.model.class_info.name)

    @property
    def extra(self) -> PropertyProtocol | None:
        """The type of undeclared values, if the contract has one."""
        return self.model.additional_properties

    @property
    def extra_type(self) -> str:
        """The annotation of undeclared values."""
        return code(self.extra, ANNOTATED) if self.extra else "Any"

    @property
    def extra_decoder(self) -> str:
        """The expression of the decoder for undeclared values."""
        return decoder(self.extra) if self.extra else "_model.anything"

    @property
    def extra_is_plain(self) -> bool:
        """Whether undeclared values are stored unchanged."""
        return self.extra_decoder == "_model.anything"

    @cached_property
    def _types(self) -> list[PropertyProtocol]:
        return [*(field.prop for field in self.fields), *([self.extra] if self.extra else [])]

    @property
    def imports(self) -> list[str]:
        """The lines that import the enums in use."""
        enums = [leaf.class_info for leaf in leaves(self._types) if isinstance(leaf, EnumProperty)]
        return sorted({f"from .{enum.module_name} import {enum.name}" for enum in enums})

    @property
    def prelude(self) -> list[str]:
        """The lines that define helpers of the decoders."""
        return later_models(self._types) + member_mappings(self._types)

    @property
    def required(self) -> list[str]:
        """The required keys, as Python literals."""
        return [field.key for field in self.fields if field.required]

    @property
    def may_have_nulls(self) -> bool:
        """Whether a response may have nulls that the contract does not allow."""
        return any(not (field.required or field.nullable) for field in self.fields)

    @property
    def scope(self) -> str | None:
        """The scope that a token needs to read the sensitive fields, if the contract has one."""
        scope = self.schema.get("x-sensitive-scope")
        return scope if isinstance(scope, str) else None

    @property
    def record_id(self) -> str | None:
        """The attribute with the record's id, used in errors and arguments."""
        if self.held is not None:
            return "id"
        own = _own_id(self.name, self.fields)
        return own.name if own else None

    @property
    def held_id_type(self) -> str:
        """The type of the held record's id."""
        types = [one.value_type for one in (self.held_id, self.held) if one]
        return f"{types[0]} | None" if "None" in types[1] and "None" not in types[0] else types[0]

    @property
    def docstring(self) -> str:
        """The class's docstring, safe between triple quotes."""
        texts = [self.schema.get("title"), self.schema.get("description")]
        paragraphs = [text for text in texts if isinstance(text, str) and text.strip()] or [
            f"The contract says nothing about `{self.name}`."
        ]
        lines = "\n\n".join(_wrap(text, "") for text in paragraphs)
        described = [f"{one.name}: {one.description}" for one in self.fields if one.description]
        if described:
            lines += "\n\nAttributes:"
        for text in described:
            lines += f"\n    {_wrap(text, '        ').strip()}"
        return strings.safe_for_docstring(lines + "\n")

    def text_of(self, field: Field) -> str:
        """Return a field's docstring, safe between triple quotes."""
        text = field.description or f"The contract says nothing about `{field.name}`."
        wrapped = _wrap(text, "        ").strip()
        ending = "\n        " if "\n" in wrapped or wrapped.endswith(('"', "\\")) else ""
        return strings.safe_for_docstring(wrapped + ending)


class Emitter:
    """Provides the names that the templates use.

    Args:
        contract: The models' contract.
        models: The models. A property may have a copy of one without its properties.
        answers: The places of the models that are responses of operations.
    """

    def __init__(
        self,
        contract: Contract,
        models: Iterable[ModelProperty] = (),
        answers: Iterable[str] = (),
    ) -> None:
        self._contract = contract
        self._models = {place_of(model): model for model in models}
        self._answers = frozenset(answers)
        self._fields: dict[str, list[Field]] = {}

    def record(self, model: ModelProperty) -> Record:
        """Return a model for its template."""
        place, fields = place_of(model), self.fields(model)
        held = list(self._held(fields)) if place in self._answers else []
        own = _own_id(str(model.class_info.name), fields)
        if len(held) != 1 or own is not None or any(one.name == "id" for one in fields):
            return Record(model, self._contract.at(place), fields)
        return Record(model, self._contract.at(place), fields, *held[0])

    def _held(self, fields: Iterable[Field]) -> Iterator[tuple[Field, Field]]:
        """Yield the fields with a record that has an id, each with the id's field."""
        for field in fields:
            types = field.alternatives
            if field.sensitive or len(types) != 1 or not isinstance(types[0], ModelProperty):
                continue
            own = _own_id(str(types[0].class_info.name), self.fields(types[0]))
            if own and own.name == "id" and all(isinstance(one, _IDS) for one in own.alternatives):
                yield field, own

    def fields(self, model: ModelProperty) -> list[Field]:
        """Return a model's fields in its constructor's order."""
        place = place_of(model)
        if place not in self._fields:
            self._fields[place] = self._read_fields(place, self._models.get(place, model))
        return self._fields[place]

    def _read_fields(self, place: str, model: ModelProperty) -> list[Field]:
        schema = self._contract.at(place)
        hidden = self._contract.is_sensitive(schema)
        properties = {prop.name.get_untrusted_value(): prop for prop in properties_of(model)}
        fields: list[Field] = []
        for name, defined in self._contract.definitions(place).items():
            prop = properties[name]
            schemas = [one for _, one in defined]
            sensitive = any(map(self._contract.is_sensitive, schemas))
            fields.append(
                Field(
                    prop=prop,
                    description=self._description(schemas),
                    required=not sensitive
                    and (prop.required or name == schema.get("x-record"))
                    and not self._is_one_way(schemas),
                    sensitive=sensitive,
                    secret=any(map(self._contract.is_secret, schemas)),
                    hidden=hidden,
                    written_default=self._default(schemas),
                )
            )
        return sorted(fields, key=lambda field: field.default is not None)

    def _is_one_way(self, schemas: list[Schema]) -> bool:
        """Return whether a property is only in requests or only in responses."""
        return any(
            self._contract.resolve(one)[1].get(half)
            for one in schemas
            for half in ("readOnly", "writeOnly")
        )

    def _default(self, schemas: list[Schema]) -> Any:
        found = [one["default"] for one in schemas if one.get("default") is not None]
        return found[-1] if found else None

    def _description(self, schemas: list[Schema]) -> str:
        """Return the description from a property's definitions, or else from their references."""
        own = schemas[::-1]
        parts = [part for schema in own for part in (schema, *schema.get("allOf", ()))]
        targets = [self._contract.resolve(part)[1] for part in parts]
        return next(filter(None, (one.get("description") for one in own + targets)), "")

    @property
    def globals(self) -> dict[str, Any]:
        """The names for the templates."""
        return {
            "doc_of_enum": self._doc_of_enum,
            "enum_members": enum_members,
            "record_of": self.record,
        }

    def _doc_of_enum(self, enum: EnumProperty) -> str:
        return f"Values of `{enum.class_info.name}`; unknown values become members, too."


def _own_id(name: str, fields: Iterable[Field]) -> Field | None:
    """Return the field with the id of a model, given its class's name."""
    of_class = f"_{snake_case(name)}_"
    for field in fields:
        noun = field.name.removesuffix("_id")
        is_own = field.name == "id" or (noun != field.name and f"_{noun}_" in of_class)
        if is_own and not field.sensitive:
            return field
    return None


def _wrap(text: str, indent: str) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width=_DOCSTRING_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
