"""What the generator reads of a contract: documents alike in it give packages alike."""

import json
from typing import Any

from tools.specdiff._values import is_array, is_number, is_object

_NAMES = {
    *("paths", "webhooks", "schemas", "parameters", "requestBodies", "responses", "headers"),
    *("properties", "content", "examples", "links", "callbacks", "pathItems", "securitySchemes"),
}
"""Members whose own members have names, not keywords."""
_TEXTS = {"description", "summary", "pattern"}
_LIMITS = {
    *("minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems"),
    *("minProperties", "maxProperties"),
}
_MARK = "sensitive"


def are_alike(base: Any, revision: Any) -> bool:
    """Tell whether the generator gets the same from two documents.

    Args:
        base: An OpenAPI document.
        revision: Another one.

    Returns:
        False also when that is not certain.
    """
    return json.dumps(_kept(base)) == json.dumps(_kept(revision))


def _kept(document: Any) -> Any:
    info: Any = document.get("info")
    shape = {key: type(value).__name__ for key, value in info.items()} if is_object(info) else info
    return _object(document | {"info": shape}, names=False)


def _value(value: Any, *, names: bool) -> Any:
    if is_object(value):
        return _object(value, names=names)
    return [_value(item, names=False) for item in value] if is_array(value) else value


def _object(value: dict[str, Any], *, names: bool) -> dict[str, Any]:
    return {
        key: _value(member, names=not names and key in _NAMES)
        for key, member in value.items()
        if names or not _is_left_out(key, member)
    }


def _is_left_out(key: str, value: Any) -> bool:
    if key in _TEXTS and isinstance(value, str):
        return _MARK not in value.casefold()
    return (key in _LIMITS and is_number(value)) or key == "example"
