"""Values on the command line: how each type is written and parsed.

Texts, dates and numbers are written plainly. Objects, and lists in a union, are JSON: as text, as
`@FILE`, or as `@-` for stdin. Where a text is also allowed, valid JSON of the right type counts as
JSON, and anything that does not start like JSON is a text; `"3"` in quotes is the text 3.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import types
import uuid
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from anyreach import UNSET, ConfigurationError

Read = Callable[[str, str], Any]
"""Parses a value from the option's name and the text."""

_STDIN: Final = "-"
_BEGINS_JSON: Final = ("{", "[", '"')
_ANYTHING: Final = frozenset(("null", "boolean", "integer", "number", "object", "array", "string"))
_STRING: Final = frozenset(("string",))
_JSON_TYPES: Final[dict[Any, str]] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    type(None): "null",
}
_PLAIN: Final = {
    frozenset({"integer"}): ("N", "a whole number"),
    frozenset({"integer", "number"}): ("NUMBER", "a number"),
    frozenset({"boolean"}): ("true|false", "true or false"),
}
"""Placeholders and nouns of JSON types that need no explanation."""

_JSON: Final = ("JSON", "JSON text, @FILE, or @- for stdin")
_TEXTS: Final[dict[Any, str]] = {dt.date: "DATE", dt.datetime: "TIME", uuid.UUID: "UUID"}
_EXAMPLES: Final[dict[Any, str]] = {
    dt.date: "a date in ISO 8601, such as 2026-01-15",
    dt.datetime: "a time in ISO 8601, such as 2026-01-15T09:30:00Z",
    uuid.UUID: "a UUID",
}


class Kind(NamedTuple):
    """How values of a type are written.

    Attributes:
        metavar: The placeholder for a value in the help.
        read: Reads one value.
        known: The values in the contract, as they are written.
        closed: Whether no other values are allowed.
        repeats: Whether each value is an item of a list.
        flag: Whether it is a boolean.
        nullable: Whether null is allowed.
    """

    metavar: str
    read: Read
    known: tuple[str, ...] = ()
    closed: bool = False
    repeats: bool = False
    flag: bool = False
    nullable: bool = False


def kind_of(hint: Any, *, repeats: bool = True) -> Kind:
    """Return how values of a type are written.

    Args:
        hint: A resolved annotation of a generated method.
        repeats: Whether a list can be written item by item.
    """
    members = sorted(dict.fromkeys(_members(hint)), key=_is_enum)  # a literal has the right order
    nullable = type(None) in members
    types_ = [
        one
        for one in members
        if not (one is type(None) or _is_named(one, "Unset") or _is_named(one, "WithId"))
    ]
    if repeats and len(types_) == 1 and get_origin(types_[0]) is list:
        item = kind_of(get_args(types_[0])[0], repeats=False)
        return item._replace(repeats=True, flag=False, nullable=nullable)
    if any(get_origin(one) is os.PathLike for one in types_):
        return Kind("FILE", _file_reader(types_), nullable=nullable)
    known = tuple(dict.fromkeys(written(value) for one in types_ for value in _values(one)))
    closed = bool(known) and all(map(_values, types_))
    accepted = frozenset[str]().union(*map(_json_types, types_))
    if accepted == _STRING and (repeats or not nullable):
        metavar = _TEXTS.get(types_[0], "TEXT")
        return Kind(metavar, _text_reader(types_), known, closed, nullable=nullable)
    metavar, _ = _PLAIN.get(accepted, _JSON if accepted & {"object", "array"} else ("VALUE", ""))
    read = _json_reader(accepted | {"null"} if nullable else accepted, types_)
    return Kind(metavar, read, known, closed, flag=types_ == [bool], nullable=nullable)


def properties(option: str, given: Iterable[str]) -> dict[str, Any]:
    """Return `KEY=TEXT` and `KEY:=JSON` as an object.

    Raises:
        ConfigurationError: An entry is not a pair, or its JSON is invalid.
        OSError: A file can't be read.
    """
    read = _json_reader(_ANYTHING, (Any,))
    return {
        key.removesuffix(":"): read(option, value) if key.endswith(":") else value
        for key, value in pairs(option, given)
    }


def parameters(option: str, given: Iterable[str]) -> dict[str, Any]:
    """Return `KEY=VALUE` as an object. A repeated key becomes a list.

    Raises:
        ConfigurationError: An entry is not a pair.
    """
    found: dict[str, list[str]] = {}
    for key, value in pairs(option, given):
        found.setdefault(key, []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in found.items()}


def pairs(option: str, given: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Split `KEY=VALUE`.

    Raises:
        ConfigurationError: An entry is not a pair.
    """
    for pair in given:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise ConfigurationError(f"{option} takes KEY=VALUE")
        yield key, value


def _members(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in {Union, types.UnionType}:
        for member in get_args(hint):
            yield from _members(member)
    else:
        yield hint


def _is_named(one: Any, name: str) -> bool:
    return getattr(one, "__name__", "") == name


def _values(one: Any) -> Iterable[Any]:
    """Return the values of an enum or a literal."""
    if get_origin(one) is Literal:
        return get_args(one)
    return [member.value for member in one] if _is_enum(one) else ()


def _is_enum(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, Enum)


def written(value: Any) -> str:
    """Return an enum value in its written form."""
    return value if isinstance(value, str) else json.dumps(value)


def _json_types(one: Any) -> frozenset[str]:
    """Return the JSON types of a member's values."""
    if one is Any:
        return _ANYTHING
    if one is float:
        return frozenset({"integer", "number"})
    if values := _values(one):
        return frozenset(_JSON_TYPES[type(value)] for value in values)
    plain = get_origin(one) or one
    return frozenset({"string" if plain in _TEXTS else _JSON_TYPES.get(plain, "object")})


def _text_reader(types_: list[Any]) -> Read:
    """Make a reader of times, dates and ids. Other texts pass unchanged."""
    if not all(one in _TEXTS for one in types_):
        return lambda _option, text: text

    def read(option: str, text: str) -> Any:
        for one in sorted(types_, key=list(_TEXTS).index):
            try:
                value = uuid.UUID(text) if one is uuid.UUID else one.fromisoformat(text)
            except ValueError:
                continue
            if isinstance(value, dt.datetime) and value.tzinfo is None:
                raise ConfigurationError(
                    f"{option} needs a time zone: add Z for UTC, or an offset such as +01:00, to "
                    "a date and time"
                )
            return value
        raise ConfigurationError(f"{option} takes {_EXAMPLES[types_[0]]}")

    return read


def _json_reader(accepted: frozenset[str], types_: Iterable[Any]) -> Read:
    """Make a reader of JSON of some types.

    Args:
        accepted: The JSON types.
        types_: The types of the method; those that are texts are read as such.
    """
    text_of = _text_reader([one for one in types_ if "string" in _json_types(one)])
    files = accepted & {"object", "array"}
    _, noun = _PLAIN.get(accepted - {"null"}, _JSON if files else ("", "another kind of value"))

    def read(option: str, text: str) -> Any:
        from_file = bool(files) and text.startswith("@")
        value = _loaded(_content(text[1:]) if from_file else text)
        kind = _JSON_TYPES.get(type(value), "")
        if kind in accepted:
            return text_of(option, value) if kind == "string" else value
        if "string" in accepted and not from_file and not text.startswith(_BEGINS_JSON):
            return text_of(option, text)
        raise ConfigurationError(f"{option} takes {noun}")

    return read


def _loaded(text: str) -> Any:
    """Return the value of JSON text; UNSET when there is none."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return UNSET


def _refuse(_word: str) -> Any:
    """Reject NaN and Infinity, which are not valid JSON.

    Raises:
        ValueError: Always.
    """
    raise ValueError


def _content(name: str) -> str:
    if name == _STDIN:
        return sys.stdin.read()
    return Path(name).read_text("utf-8", errors="replace")


def _file_reader(types_: Iterable[Any]) -> Read:
    """Make a reader of files. The path is kept, and the file is read when it is sent."""
    named = next(one for one in types_ if _is_named(one, "File"))

    def read(_option: str, text: str) -> Any:
        if text == _STDIN:
            return named(sys.stdin.buffer, "stdin")
        Path(text).stat()  # raises here, instead of in the middle of a request
        return Path(text)

    return read
