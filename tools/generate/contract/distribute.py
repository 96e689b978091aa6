"""Turn objects with alternatives into unions of objects, since classes can't have alternatives."""

from copy import deepcopy
from typing import Any

from tools.generate.contract.contract import Contract, Schema

_UNIONS = ("oneOf", "anyOf")
_OWN = ("additionalProperties", "allOf", "properties", "required")


def distribute(contract: Contract) -> Contract:
    """Return a contract in which no object has both properties and alternatives.

    `allOf: [{A}, {oneOf: [{B}, {C}]}]` becomes `oneOf: [{allOf: [A, B]}, {allOf: [A, C]}]`, and so
    does `{A, oneOf: [{B}, {C}]}`.
    """
    if not any(_alternatives(contract, schema) for _, schema in contract.schemas):
        return contract
    copy = deepcopy(contract.document)
    for _, schema in Contract(copy).schemas:
        if alternatives := _alternatives(Contract(copy), schema):
            for key in (*_OWN, *_UNIONS, "type"):
                schema.pop(key, None)
            schema["oneOf"] = alternatives
    return Contract(copy)


def _alternatives(contract: Contract, schema: Schema) -> list[Schema]:
    """Return the objects that replace a schema; empty if it can stay."""
    if schema.keys().isdisjoint(("allOf", *_UNIONS)):  # as nearly all are
        return []
    parts: list[Schema] = [*schema.get("allOf", ())]
    own = {key: schema[key] for key in _OWN if key in schema and key != "allOf"}
    if any(schema.get(key) for key in _UNIONS):
        own_union = {key: schema[key] for key in _UNIONS if key in schema}
        parts.append(own_union)
    if "properties" in own or (own and len(parts) > 1):
        parts.append(own)
    unions = [part for part in parts if _branches(contract, part)]
    if len(parts) < 2 or len(unions) != 1:  # noqa: PLR2004  a single part
        return []
    others = [part for part in parts if part is not unions[0]]
    if not any(_is_object(contract, part) for part in others):
        return []
    branches = _branches(contract, unions[0])
    return [{"type": "object", "allOf": [*others, branch]} for branch in branches]


def _branches(contract: Contract, schema: Schema) -> list[Any]:
    """Return the alternatives of a union of objects; empty for other schemas."""
    target = contract.resolve(schema)[1]
    if any(target.get(key) for key in _OWN):
        return []
    branches = [*target.get("oneOf", ()), *target.get("anyOf", ())]
    return branches if all(_is_object(contract, one) for one in branches) else []


def _is_object(contract: Contract, schema: Schema) -> bool:
    target = contract.resolve(schema)[1]
    return bool(target.get("properties") or target.get("allOf"))
