"""What the contract lets a caller give to an operation, and the argument that stands for it."""

from __future__ import annotations

import datetime as dt
import inspect
import re
import types
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from tests.wild.received import faults
from tests.wild.schemas import REQUEST, Contract, Schema, is_list, is_object, same

OPTIONS = {"timeout", "extra_headers", "extra_query", "extra_body"}
_IGNORED = {"accept", "content-type", "authorization"}
_FORM = "application/x-www-form-urlencoded"


class Input(NamedTuple):
    """Something that can be given to an operation."""

    location: str
    key: str
    schema: Schema
    required: bool
    nullable: bool
    written: dict[str, Any]
    """The parameter object; of a body its media type object."""


class Body(NamedTuple):
    """The body that is sent, of the media types that the contract has."""

    kind: str
    media_type: str
    schema: Schema
    required: bool
    encoding: dict[str, Any]


def body_of(contract: Contract, operation: dict[str, Any]) -> Body | None:
    """Return the body of an operation: JSON before forms, and bytes last."""
    written = contract.resolve(operation.get("requestBody", {}))
    content = written.get("content", {})
    for kind, wanted in (
        ("json", r"application/json\b|.*\+json\b"),
        ("multipart", "multipart/form-data"),
        ("form", re.escape(_FORM)),
        ("raw", ".*"),
    ):
        for media_type, media in content.items():
            if re.match(wanted, media_type):
                is_required = bool(written.get("required"))
                encoding = media.get("encoding", {})
                return Body(kind, media_type, media.get("schema", {}), is_required, encoding)
    return None


def parameters_of(
    contract: Contract, operation: dict[str, Any], item: dict[str, Any]
) -> list[Input]:
    """Return the parameters of an operation; its own come before those of the path."""
    found: dict[tuple[str, str], Input] = {}
    for holder in (operation, item):
        for one in map(contract.resolve, holder.get("parameters", ())):
            key = (one["in"], one["name"])
            if one["in"] == "header" and one["name"].lower() in _IGNORED:
                continue
            schema = one.get("schema", {})
            for media in one.get("content", {}).values():
                schema = media.get("schema", {})
            required = bool(one.get("required")) or one["in"] == "path"
            nullable = contract.is_nullable(schema)
            found.setdefault(key, Input(*key, schema, required, nullable, one))
    return list(found.values())


def properties_of(contract: Contract, body: Body) -> list[Input]:
    """Return the properties of a body that can be sent."""
    required = contract.required(body.schema)
    return [
        Input(
            "body",
            name,
            definitions[0] if len(definitions) == 1 else {"allOf": definitions},
            name in required,
            body.kind == "json" and any(map(contract.is_nullable, definitions)),
            {},
        )
        for name, definitions in contract.properties(body.schema).items()
        if not any(contract.resolve(one).get(REQUEST) for one in definitions)
    ]


def matched(
    inputs: list[Input], signature: inspect.Signature
) -> tuple[dict[str, Input], list[str], list[Input]]:
    """Return the input of each argument, arguments without one, and inputs without one."""
    free = [name for name in signature.parameters if name not in OPTIONS]
    pairs: dict[str, Input] = {}
    rest: list[Input] = []
    for exactly in (True, False):
        waiting, rest = (inputs if exactly else rest), []
        for one in waiting:
            wanted = {_plain(f"{one.location}_{one.key}")} | ({_plain(one.key)})
            names = [
                name
                for name in free
                if _plain(name) in wanted
                or (not exactly and _plain(name).rstrip("23456") in wanted)
            ]
            names.sort(key=lambda name: _plain(name) != _plain(f"{one.location}_{one.key}"))
            if names:
                free.remove(names[0])
                pairs[names[0]] = one
            else:
                rest.append(one)
    return pairs, free, rest


def _plain(name: str) -> str:
    return re.sub(r"field_|[^a-z0-9]", "", name.lower())


class UnfitError(Exception):
    """The type of an argument does not take a value that the contract takes."""


def to_python(value: Any, hint: Any, contract: Contract, schema: Schema) -> Any:
    """Return a JSON value as an argument of a type.

    Raises:
        UnfitError: No alternative of the type takes it.
    """
    for take in _takers(value, hint, contract, schema):
        return take
    raise UnfitError(f"{hint} does not take a {type(value).__name__}")


def _takers(value: Any, hint: Any, contract: Contract, schema: Schema) -> Iterator[Any]:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        for one in sorted(get_args(hint), key=_strictness):
            yield from _takers(value, one, contract, schema)
    elif hint is Any:
        yield value
    elif origin is Literal:
        if any(same(value, one) for one in get_args(hint)):
            yield value
    elif origin is list:
        if is_list(value):
            inner = contract.resolve(schema).get("items", {})
            try:
                yield [to_python(one, get_args(hint)[0], contract, inner) for one in value]
            except UnfitError:
                return
    elif origin is dict:
        if is_object(value):
            inner = get_args(hint)[1]
            try:
                yield {key: to_python(one, inner, contract, {}) for key, one in value.items()}
            except UnfitError:
                return
    elif isinstance(hint, type):
        yield from _of_class(value, hint, contract, schema)
    elif "BinaryIO" in str(hint) and isinstance(value, str):
        yield value.encode()


def _strictness(hint: Any) -> int:
    if hint in {dt.datetime, dt.date, UUID} or hasattr(hint, "from_dict"):
        return 0
    return 2 if hint in {str, Any} or get_origin(hint) is dict else 1


def _of_class(value: Any, hint: type, contract: Contract, schema: Schema) -> Iterator[Any]:
    if hasattr(hint, "from_dict"):
        if is_object(value):
            made = _made(value, hint)
            if made is not None and not [*faults(made, value, schema, contract)]:
                yield made
    elif issubclass(hint, Enum):
        if hint.__name__ != "Unset" and type(value) in {type(one.value) for one in hint}:
            yield hint(value)
    elif hint in _PARSERS:
        if isinstance(value, str):
            made = _parsed(value, _PARSERS[hint])
            if made is not None:
                yield made
    elif hint is float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield value
    elif hint is bytes:
        if isinstance(value, str):
            yield value.encode()
    elif type(value) is hint:
        yield value


_PARSERS: dict[type, Callable[[str], Any]] = {
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    UUID: UUID,
}


def _parsed(value: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(value)
    except ValueError:
        return None


def _made(value: dict[str, Any], model: Any) -> Any:
    try:
        return model.from_dict(value)
    except ValueError:
        return None
