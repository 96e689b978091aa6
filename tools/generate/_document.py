"""Read the contract, and prove its shape before anything relies on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from tools import documents
from tools.generate._contract import Contract
from tools.generate._errors import GenerationError

_VALUES = {"const", "default", "enum", "example", "examples", "value"}
"""Keys below which a null is a value."""


def load(path: Path) -> Contract:
    """Read the contract.

    Raises:
        DocumentError: It cannot be read, or is neither JSON nor YAML.
        GenerationError: It is not an OpenAPI document of version 3.0 or 3.1.
    """
    document = documents.load(str(path))
    problems = list(_problems(document))
    if problems:
        raise GenerationError(problems)
    return Contract(document)


def _problems(document: Any) -> Iterator[str]:
    """Yield where the document is not what OpenAPI says."""
    try:
        OpenAPI.model_validate(document)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield f"{_place(document, one['loc'])}: {one['msg']}"
    for place in _nulls("#", document):
        yield f"{place}: is null, where a key without a value is left out"


def _place(document: Any, location: tuple[str | int, ...]) -> str:
    """Make a JSON pointer of where the validator was, which names its own alternatives too."""
    path: list[str | int] = []
    value = document
    for step in location:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            continue
        path.append(step)
    return f"#{documents.pointer(path)}"


def _nulls(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _VALUES and not key.startswith("x-"):
                yield from _nulls(f"{place}{documents.pointer([key])}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nulls(f"{place}/{index}", item)
    elif value is None:
        yield place
