"""Describe pointers and values in words."""

import json
import re
from typing import Any

from tools.documents import pointer_keys, value_at
from tools.specdiff.inputs.document import METHODS, Document
from tools.specdiff.inputs.values import is_array, is_object

_LONGEST = 1000  # characters of a value; only a hostile contract has more
_BRIEF = 100  # characters of an object that is shown whole
_HOLDERS = {"responses": "the response", "requestBodies": "the request body"}
# Keywords with schemas by name, by index, or with a single schema.
_NAMED = ("properties", "patternProperties")
_LISTED = ("oneOf", "anyOf", "allOf")
_ITEMS = ("items", "contains", "unevaluatedItems", "itemSchema")
_ALONE = {"[]": "an item", "*": "a further property"}
_OPEN = ("additionalProperties", "unevaluatedProperties")
_WITHIN = ("schema", "not", "if", "then", "else", "propertyNames", "contentSchema")


def named(document: Document, pointer: str, member: str | None = None) -> str:
    """Describe the part to which a pointer leads.

    Args:
        document: The document of the pointer.
        pointer: A JSON pointer.
        member: A property of that part, if it is the subject.

    Returns:
        Such as "`Pet.name`" or "`limit` in GET /pets".
    """
    steps = pointer_keys(pointer)
    more = [member] if member is not None else []
    if steps[:1] == ["components"] and len(steps) > 2:  # noqa: PLR2004
        return _component(document, steps, more)
    if steps[:1] in (["paths"], ["webhooks"]) and len(steps) > 1:
        before = "webhook " if steps[0] == "webhooks" else ""
        return _of_path(document, steps, 1, before, more)
    if steps[:1] == ["servers"]:
        return _server(document, steps)
    return "the API" if not steps or steps == ["security"] else _code(steps[-1])


def _code(text: str) -> str:
    """Write a name as code, on one line."""
    plain = text.replace("`", "'")
    if not plain.isprintable():
        plain = "".join(letter if letter.isprintable() else " " for letter in plain)
    plain = re.sub(" +", " ", plain)
    return f"`{plain if len(plain) <= _LONGEST else plain[:_LONGEST] + '…'}`"


def _path(names: list[str]) -> str:
    """Write a path of names as code, such as `pets[].name`."""
    return _code(".".join(names).replace(".[]", "[]"))


def _component(document: Document, steps: list[str], more: list[str]) -> str:
    kind, name, rest = steps[1], steps[2], steps[3:]
    if kind == "schemas":
        return _path(_members(rest, more, [name]))
    if kind == "parameters":
        name = _parameter(document, steps[:3], name)
        return _path(_members(rest, more, [name]))
    if kind in _HOLDERS:
        return _inside(rest, more, f"{_HOLDERS[kind]} {_code(name)}")
    return _path(_members(rest, more, [name]))


def _of_path(document: Document, steps: list[str], at: int, before: str, more: list[str]) -> str:
    """Describe a part of a path item; `at` is the step with the path."""
    path, rest = steps[at], steps[at + 1 :]
    if rest[:1] == ["additionalOperations"]:
        at, rest = at + 1, rest[1:]
    elif not rest or rest[0] not in METHODS:
        return _of_operation(document, steps, at + 1, f"{before}{_line(path)}", more)
    label = f"{before}{rest[0].upper()} {_line(path)}" if rest else f"{before}{_line(path)}"
    return _of_operation(document, steps, at + 2, label, more)


def _line(text: str) -> str:
    return _code(text)[1:-1]


def _of_operation(
    document: Document, steps: list[str], at: int, label: str, more: list[str]
) -> str:
    """Describe a part of an operation; `at` is the first step within it."""
    rest = steps[at:]
    match rest:
        case ["parameters", _, *inner]:
            name = _parameter(document, steps[: at + 2], "a parameter")
            return f"{_path(_members(inner, more, [name]))} in {label}"
        case ["requestBody", *inner]:
            return _inside(inner, more, f"the request of {label}")
        case ["responses", status, *inner]:
            which = "" if status == "200" else f"{_line(status)} "
            return _inside(inner, more, f"the {which}answer of {label}")
        case ["callbacks", name, expression, _, *_]:
            named_as = f"{name} {expression}"
            steps = [*steps[: at + 1], named_as, *steps[at + 3 :]]
            return _of_path(document, steps, at + 1, f"{label}, callback ", more)
        case ["servers", *_]:
            return _server(document, steps)
        case _:
            return label


def _inside(steps: list[str], more: list[str], holder: str) -> str:
    """Describe a part of a body or a response."""
    match steps:
        case ["headers", name, *inner]:
            names = _members(inner, more, [name])
        case ["content", _, *inner]:
            names = _members(inner, more, [])
        case _:
            names = more
    alone = _ALONE.get("".join(names)) or (_path(names) if names else "")
    return f"{alone} in {holder}" if names else holder


def _members(steps: list[str], more: list[str], names: list[str]) -> list[str]:
    """Add the names of properties on a path through a schema; items are `[]`."""
    names = list(names)
    at = 0
    while at < len(steps):
        step, rest = steps[at], steps[at + 1 :]
        if step in _NAMED and rest:
            names.append(rest[0])
            at += 2
        elif step == "prefixItems" and rest:
            names.append("[]")
            at += 2
        elif step == "$defs" and rest:
            names = [rest[0]]
            at += 2
        elif (step in _LISTED or step in ("dependentSchemas", "content")) and rest:
            at += 2
        elif step in _ITEMS or step in _OPEN:
            names.append("[]" if step in _ITEMS else "*")
            at += 1
        elif step in _WITHIN:
            at += 1
        else:
            break
    return [*names, *more]


def _parameter(document: Document, steps: list[str], otherwise: str) -> str:
    """Return the name of a parameter, which its pointer does not contain."""
    try:
        name: Any = value_at(document.root.raw, steps).get("name")
    except LookupError:
        name = None
    return name if isinstance(name, str) else otherwise


def _server(document: Document, steps: list[str]) -> str:
    at = steps.index("servers")
    try:
        url: Any = value_at(document.root.raw, steps[: at + 2]).get("url")
    except (LookupError, AttributeError):
        return "the API"
    server = f"the server {_code(str(url))}"
    variable = steps[at + 3 : at + 4] if steps[at + 2 : at + 3] == ["variables"] else []
    return f"the variable {_code(variable[0])} of {server}" if variable else server


def quoted(value: Any) -> str:
    """Write a value of a contract as code.

    Args:
        value: Any JSON value.

    Returns:
        Its text; "none" for None.
    """
    if value is None:
        return "none"
    if is_array(value):
        return ", ".join(map(quoted, value)) or "none"
    if is_object(value):
        if value and all(isinstance(member, str) for member in value.values()):
            return ", ".join(f"{_code(name)}: {_code(member)}" for name, member in value.items())
        text = json.dumps(value, ensure_ascii=False)
        return _code(text) if len(text) <= _BRIEF else "an object"
    return _code(value if isinstance(value, str) else json.dumps(value))


def shown(value: Any) -> str:
    """Write a value for a text that marks it as code itself.

    Args:
        value: Any JSON value.

    Returns:
        Its text on one line; "none" for None.
    """
    if value is None:
        return "none"
    if is_array(value):
        return ", ".join(map(shown, value))
    return _line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
