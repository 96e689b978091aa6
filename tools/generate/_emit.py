"""Answer what the templates of models ask, from the contract and from the generator's types."""

import textwrap
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.properties import ModelProperty

from tools.generate._contract import Contract, Schema
from tools.generate._field import Field
from tools.generate._types import (
    code,
    decoder,
    later_models,
    member_mappings,
    place_of,
    properties_of,
)

_DOCSTRING_WIDTH = 96


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
        properties = {prop.name.get_untrusted_value(): prop for prop in properties_of(model)}
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
            "code": code,
            "decoder": decoder,
            "docstring_of": docstring_of,
            "fields": self.fields,
            "later_models": later_models,
            "member_mappings": member_mappings,
        }


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
