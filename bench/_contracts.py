"""Make a synthetic contract of any size, and a version with fifty changes."""

import copy
import random
from collections.abc import Callable
from typing import Any, Final

Json = dict[str, Any]

CHANGES: Final = 50
_SEED: Final = 20261124
_KINDS: Final[tuple[Json, ...]] = (
    {"type": "string"},
    {"type": "string", "nullable": True},
    {"type": "string", "format": "date-time"},
    {"type": "integer", "minimum": 0},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "enum": ["one", "two", "three"]},
    {"type": "array", "items": {"type": "string"}},
    {"type": "object", "additionalProperties": True},
    {"type": "string", "description": "Sensitive. What nobody else may read."},
)
_REFERENCES: Final = 3  # from a schema to others, including cycles


def contract(operations: int) -> Json:
    """Make a contract with ten schemas per three operations, as in large products' APIs.

    Args:
        operations: The number of operations. The same number gives the same contract.
    """
    chance = random.Random(_SEED + operations)  # noqa: S311  no secret
    schemas = operations * 10 // 3
    return {
        "openapi": "3.0.3",
        "info": {"title": "Synthetic", "version": "1.0.0"},
        "paths": dict(_path(number, schemas, chance) for number in range(operations)),
        "components": {
            "schemas": {f"Thing{number}": _schema(schemas, chance) for number in range(schemas)}
        },
    }


def changed(before: Json) -> Json:
    """Return a version of a contract with `CHANGES` changes spread over it.

    Args:
        before: A contract from `contract`.
    """
    after = copy.deepcopy(before)
    schemas = list(after["components"]["schemas"].values())
    paths = list(after["paths"].values())
    for number in range(CHANGES):
        change = _CHANGES[number % len(_CHANGES)]
        place = number * len(schemas) // CHANGES
        change(schemas[place], next(iter(paths[number * len(paths) // CHANGES].values())))
    return after


def _reference(schemas: int, chance: random.Random) -> Json:
    return {"$ref": f"#/components/schemas/Thing{chance.randrange(schemas)}"}


def _schema(schemas: int, chance: random.Random) -> Json:
    properties: Json = {"id": {"type": "string"}, "name": {"type": "string"}}
    for number in range(chance.randrange(4, 12)):
        properties[f"field_{number}"] = dict(chance.choice(_KINDS))
    for number in range(_REFERENCES):
        properties[f"thing_{number}"] = _reference(schemas, chance)
    properties["things"] = {"type": "array", "items": _reference(schemas, chance)}
    return {"type": "object", "required": ["id", "name"], "properties": properties}


def _path(number: int, schemas: int, chance: random.Random) -> tuple[str, Json]:
    answer = {"application/json": {"schema": _reference(schemas, chance)}}
    operation: Json = {
        "operationId": f"operation{number}",
        "tags": [f"Part{number // 30}"],
        "parameters": [
            {"name": "thing_id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
            {"name": "order", "in": "query", "schema": dict(_KINDS[6])},
        ],
        "responses": {
            "200": {"description": "It.", "content": answer},
            "404": {"description": "There is none."},
        },
    }
    if number % 2:
        body = {"application/json": {"schema": _reference(schemas, chance)}}
        operation["requestBody"] = {"required": True, "content": body}
    return f"/things{number}/{{thing_id}}", {"post" if number % 2 else "get": operation}


def _remove_property(schema: Json, _operation: Json) -> None:
    del schema["properties"]["thing_0"]


def _add_property(schema: Json, _operation: Json) -> None:
    schema["properties"]["added"] = {"type": "string"}


def _require_property(schema: Json, _operation: Json) -> None:
    schema["required"].append("things")


def _change_type(schema: Json, _operation: Json) -> None:
    schema["properties"]["name"] = {"type": "integer"}


def _make_nullable(schema: Json, _operation: Json) -> None:
    schema["properties"]["name"]["nullable"] = True


def _mark_sensitive(schema: Json, _operation: Json) -> None:
    schema["properties"]["name"]["description"] = "Sensitive. It names people."


def _add_parameter(_schema: Json, operation: Json) -> None:
    added = {"name": "tenant", "in": "query", "required": True, "schema": {"type": "string"}}
    operation["parameters"].append(added)


def _tighten_parameter(_schema: Json, operation: Json) -> None:
    operation["parameters"][1]["schema"]["maximum"] = 50


def _add_value(_schema: Json, operation: Json) -> None:
    operation["parameters"][2]["schema"]["enum"] = ["one", "two", "three", "four"]


def _rename_operation(_schema: Json, operation: Json) -> None:
    operation["operationId"] += "Anew"


_CHANGES: Final[tuple[Callable[[Json, Json], None], ...]] = (
    _remove_property,
    _add_property,
    _require_property,
    _change_type,
    _make_nullable,
    _mark_sensitive,
    _add_parameter,
    _tighten_parameter,
    _add_value,
    _rename_operation,
)
