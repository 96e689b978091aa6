"""Validate a contract's structure before anything relies on it."""

import re
from collections.abc import Iterator
from typing import Any

from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from tools import documents
from tools.documents import Json
from tools.generate.contract.contract import Contract, walk
from tools.generate.contract.errors import GenerationError

_VALUES = {"const", "default", "example", "examples", "value"}
"""Keys at and below which null is a value."""

_ENUM_VALUE = re.compile(r"/enum/\d+$")


def check(document: Any) -> Contract:
    """Validate a parsed document's structure.

    Raises:
        GenerationError: The document is not OpenAPI 3.0 or 3.1.
    """
    problems = list(_problems(document))
    if problems:
        raise GenerationError(problems)
    return Contract(document)


def _problems(document: Json) -> Iterator[str]:
    """Yield the places where the document violates OpenAPI."""
    try:
        OpenAPI.model_validate(document)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            place = _place(document, one["loc"])
            if one["type"] != "too_short" or not place.endswith("/enum"):  # JSON Schema allows it
                yield f"{place}: {one['msg']}"
    for place, value in walk("#", document, skip=_VALUES):
        if value is None and not _ENUM_VALUE.search(place):
            yield f"{place}: is null: remove the key if it has no value"
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            yield from _beside_reference(place, value)


def _place(document: Json, location: tuple[str | int, ...]) -> str:
    """Convert the validator's location, which includes its own alternatives, to a JSON pointer."""
    path: list[str | int] = []
    value: Any = document
    for step in location:
        try:
            value = value[step]
        except (LookupError, TypeError):
            continue
        path.append(step)
    return f"#{documents.pointer(path)}"


def _beside_reference(place: str, schema: dict[str, Json]) -> Iterator[str]:
    """Yield the problems of the description beside a `$ref`, the only sibling that we use."""
    if not isinstance(schema.get("description", ""), str):
        yield f"{place}/description: Input should be a valid string"
