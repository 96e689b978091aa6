"""Pointers and values said in words."""

import json
import re
from typing import Any

from tools.documents import pointer_keys
from tools.specdiff.inputs.values import is_array

_LONGEST = 60


def named(pointer: str, before: Any, after: Any, operations: tuple[str, ...]) -> str:
    """Say in words what a pointer names.

    Args:
        pointer: A JSON pointer.
        before: What was there.
        after: What is there.
        operations: What reaches it.

    Returns:
        Such as "`Pet.name`" or "`limit` of GET /pets".
    """
    steps = pointer_keys(pointer)
    if steps[:2] == ["components", "schemas"]:
        return f"`{'.'.join([steps[2], *_members(steps[3:])])}`"
    if steps[:1] == ["components"]:
        return f"`{'.'.join(steps[2:3] + _members(steps[3:]))}`"
    if len(steps) < 3:  # noqa: PLR2004
        return "the API" if not steps else f"`{steps[-1]}`"
    inner = ".".join(_members(steps[3:]))
    where = f"{steps[2].upper()} {steps[1]}" if steps[0] == "paths" else operations[0]
    part = {"requestBody": "the request of ", "responses": "the answer of "}
    if steps[3:4] == ["parameters"] or steps[2] == "parameters":
        name = before if isinstance(before, str) else after
        inner = inner or (name if isinstance(name, str) else "a parameter")
    said = next((words for step, words in part.items() if step in steps[3:4]), "")
    return f"`{inner}` in {said}{where}" if inner else f"{said}{where}"


def _members(steps: list[str]) -> list[str]:
    """Keep the names of properties and headers; items are `[]`."""
    names: list[str] = []
    for before, step in zip(["", *steps], steps, strict=False):
        if before in ("properties", "headers", "patternProperties", "dependentSchemas"):
            names.append(step)
        elif step in ("items", "prefixItems", "contains"):
            names.append("[]")
        elif step in ("additionalProperties", "unevaluatedProperties"):
            names.append("*")
    return names


def shown(value: Any) -> str:
    """Say a value, shortly and on one line.

    Args:
        value: Any JSON value.

    Returns:
        Its text; "none" for nothing.
    """
    if value is None:
        return "none"
    if is_array(value):
        words: list[Any] = value
        return ", ".join(shown(word) for word in words)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = re.sub(r"\s+", " ", "".join(letter if letter.isprintable() else " " for letter in text))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
