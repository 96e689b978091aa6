"""Answer what the templates ask, from the contract and from what the generator made of it."""

import textwrap
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.responses import Response

from tools.generate._contract import Contract, Schema
from tools.generate._field import Field
from tools.generate._types import (
    alternatives,
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
            "decoder": decoder,
            "code": code,
            "decoder_name": decoder_name,
            "docstring_of": docstring_of,
            "extensions": self.extensions,
            "fields": self.fields,
            "has_content": has_content,
            "later_models": later_models,
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
