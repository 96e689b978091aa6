"""What the contract lets a caller give to an operation, and the argument that stands for it."""

from __future__ import annotations

import inspect
import re
from typing import Any, NamedTuple

from tests.wild.schemas import REQUEST, Contract, Schema

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
