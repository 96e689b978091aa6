"""The body of a request, read as the contract's model of it, and refused where it is not that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NoReturn, Protocol, TypeVar

from anyreach._narrow import is_mapping
from anyreach.testing._http import Answer, refusal, to_json
from anyreach_api.errors import DecodeError
from anyreach_api.types import UNSET

T_co = TypeVar("T_co", covariant=True)


class _Model(Protocol[T_co]):
    def from_dict(self, src_dict: Mapping[str, Any]) -> T_co: ...


def read_body(model: _Model[T_co], headers: Mapping[str, str], body: bytes) -> T_co | Answer:
    """Return the body as the model, or why it cannot be that.

    It has to be JSON, of the types that the contract names, with enum values that the contract
    knows. Unknown keys are let through.
    """
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refusal("The body is not declared as application/json", "body")
    try:
        document = json.loads(body.decode(), parse_constant=_refuse)
        to_json(document)  # what is held is sent again
    except (ValueError, RecursionError):
        return refusal("The body is not JSON", "body")
    try:
        found = model.from_dict(document)  # an object, or this fails too
    except DecodeError as fault:
        return refusal(f"Not what the contract says: {fault.problem}", "body", *fault.path)
    for field in getattr(found, "__attrs_attrs__", ()):
        value = getattr(found, field.name)
        if isinstance(value, StrEnum) and value not in list(type(value)):
            return refusal(f"Expected one of {', '.join(type(value))}", "body", field.name)
        if value is UNSET and field.name in document:
            return refusal("This may be left out, but not be null", "body", field.name)
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("no JSON")


def parse_object(text: str) -> Mapping[str, Any]:
    """Return the JSON object that a text is.

    Raises:
        ValueError: It is none.
    """
    try:
        found = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        found = None
    if not is_mapping(found):
        raise ValueError("expected a JSON object")
    return found
