"""Make values of schemas, the same ones for the same seed."""

from __future__ import annotations

import math
from random import Random
from typing import Any, NamedTuple

from tests.wild.schemas import Schema, is_list, is_object
from tests.wild.validation import ValidatingContract

LEAST, SOME, FULL = 0.0, 0.5, 1.0
"""How many of the optional properties a value has."""

_DEEPEST = 4
_WORDS = ("plain", 'a "quoted" one', "back\\slash", "grüße ☎", "two\nlines", "{brace}", "%20&=?#/")
_SAFE_WORDS = ("plain", "two words", "a-b_c~d", "50%", "x=y&z", "a/b?c#d", "'semi;'")
_TIMES = (
    *("2026-01-31T10:00:00Z", "2026-01-31T10:00:00.123Z", "2026-01-31T10:00:00.123456Z"),
    *("2026-01-31T10:00:00+00:00", "2026-01-31T10:00:00+02:00", "1999-12-31T23:59:59-05:30"),
)
_FORMATS = {
    "date-time": _TIMES,
    "date": ("2026-01-31", "2024-02-29"),
    "uuid": ("123e4567-e89b-12d3-a456-426614174000", "00000000-0000-4000-8000-00000000000a"),
    "uri": ("https://example.com/a?b=c",),
    "url": ("https://example.com/a?b=c",),
    "email": ("a@example.com",),
    "byte": ("aGVsbG8=",),
}


class _Terms(NamedTuple):
    """Which values are wanted: how many optional properties, in which direction, how safe."""

    share: float
    direction: str
    safe: bool


class NoValueError(Exception):
    """A schema has no value that can be made."""


class Values:
    """Makes values.

    Args:
        contract: The contract, which the schemas refer to.
        seed: Decides which values.
    """

    def __init__(self, contract: ValidatingContract, seed: int) -> None:
        self._contract = contract
        self._random = Random(seed)

    def make(self, schema: Schema, share: float, direction: str, *, safe: bool = False) -> Any:
        """Return a value of a schema that is valid in a direction.

        Args:
            schema: The schema.
            share: How many of the optional properties it has.
            direction: `schemas.REQUEST` or `schemas.ANSWER`.
            safe: Whether texts have to be printable, and null is left out.

        Raises:
            NoValueError: No valid value was found.
        """
        errors = ["no branch fits"]
        for _ in range(20):
            try:
                value = self._value(schema, _Terms(share, direction, safe), 0)
            except NoValueError:
                continue
            errors = self._contract.errors(value, schema, direction)
            if not errors:
                return value
        raise NoValueError(errors[0])

    def _value(self, written: Schema, terms: _Terms, depth: int) -> Any:
        schema = self._flat(written, terms, depth)
        if schema.get("nullable") and not terms.safe and self._random.random() < 0.2:
            return None
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            values = [one for one in schema["enum"] if one is not None or not terms.safe]
            if not values:
                raise NoValueError("an empty enum")
            return self._random.choice(values)
        kind = self._kind(schema, terms)
        if kind == "object":
            return self._object(schema, terms, depth)
        return (
            self._array(schema, terms, depth)
            if kind == "array"
            else self._scalar(kind, schema, terms)
        )

    def _scalar(self, kind: str, schema: Schema, terms: _Terms) -> Any:
        if kind == "string":
            return self._text(schema, terms)
        if kind == "boolean":
            return self._random.random() < 0.5
        return None if kind == "null" else self._number(kind, schema)

    def _number(self, kind: str, schema: Schema) -> float:
        low, high = schema.get("minimum"), schema.get("maximum")
        low = low if isinstance(low, (int, float)) else min(0, high or 0)
        high = high if isinstance(high, (int, float)) else low + 100
        if kind == "integer":
            return self._random.randint(math.ceil(low), math.floor(high))
        return self._random.choice([low, high, (low + high) / 2])

    def _kind(self, schema: Schema, terms: _Terms) -> str:
        said = schema.get("type")
        if is_list(said):
            return str(
                self._random.choice([one for one in said if one != "null" or not terms.safe])
            )
        if said:
            return str(said)
        if "properties" in schema or "additionalProperties" in schema:
            return "object"
        return "array" if "items" in schema else "string"

    def _object(self, schema: Schema, terms: _Terms, depth: int) -> dict[str, Any]:
        required = schema.get("required", ())
        chance = terms.share if depth < 2 else terms.share * 0.3 if depth < _DEEPEST else 0
        made: dict[str, Any] = {}
        for name, definition in schema.get("properties", {}).items():
            if self._contract.resolve(definition).get(terms.direction):
                continue
            is_small = self._contract.height(definition) + depth < 12
            if name in required or (is_small and self._random.random() < chance):
                try:
                    made[name] = self._value(definition, terms, depth + 1)
                except NoValueError:
                    if name in required:
                        raise
        extra = schema.get("additionalProperties", True)
        for name in required:
            if name not in schema.get("properties", {}):
                made[name] = "some text"
        wanted = max(schema.get("minProperties", 0) - len(made), 0)
        if extra is not False and not wanted:
            wanted = int(self._random.random() < chance and not terms.safe)
        for index in range(wanted if extra is not False else 0):
            inner = extra if is_object(extra) else {}
            made[f"x-undeclared {index}"] = self._value(inner, terms, depth + 1)
        return made

    def _array(self, schema: Schema, terms: _Terms, depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        size = max(
            least, 0 if depth > _DEEPEST or not terms.share else self._random.choice((1, 2, 3))
        )
        if terms.safe:
            size = max(size, 1)
        size = min(size, schema.get("maxItems", size))
        inner = schema.get("items")
        items: list[Any] = []
        for _ in range(size * 3 if schema.get("uniqueItems") else size):
            try:
                one = self._value(inner if is_object(inner) else {}, terms, depth + 1)
            except NoValueError:
                if len(items) < least:
                    raise
                continue
            if len(items) < size and not (schema.get("uniqueItems") and one in items):
                items.append(one)
        return items

    def _text(self, schema: Schema, terms: _Terms) -> str:
        random = self._random
        text = random.choice(
            _FORMATS.get(schema.get("format", ""), _SAFE_WORDS if terms.safe else _WORDS)
        )
        least, most = schema.get("minLength", 0), schema.get("maxLength")
        if len(text) < least:
            text += "x" * (least - len(text))
        return text if most is None else text[:most].strip() or "x" * most

    def _flat(self, schema: Schema, terms: _Terms, depth: int) -> Schema:
        """Return one way through a schema's references, `allOf` and unions, as plain keywords."""
        made: Schema = {}
        if "$ref" in schema:
            made = self._flat(self._contract.at(schema["$ref"]), terms, depth)
            return made | {"nullable": True} if schema.get("nullable") else made
        made = {
            key: value for key, value in schema.items() if key not in {"allOf", "anyOf", "oneOf"}
        }
        parts = [self._flat(one, terms, depth) for one in schema.get("allOf", ())]
        for key in ("oneOf", "anyOf"):
            branches = [
                one
                for one in schema.get(key, ())
                if self._contract.height(one) < 20
                and not (terms.safe and one.get("type") == "null")
            ]
            if not branches and key in schema:
                raise NoValueError("no branch has a value")
            if depth > _DEEPEST and branches:
                least = min(map(self._contract.height, branches))
                branches = [one for one in branches if self._contract.height(one) == least]
            if branches:
                parts.append(self._flat(self._random.choice(branches), terms, depth))
        nullable = made.get("nullable") or (
            bool(parts)
            and len(made.keys() & {"type", "properties", "enum"}) == 0
            and all(one.get("nullable") for one in parts)
        )
        for part in parts:
            made = _merged(made, part)
        return {**made, "nullable": bool(nullable)}


def _merged(one: Schema, other: Schema) -> Schema:
    made = {**other, **one}
    if "properties" in one and "properties" in other:
        made["properties"] = {**other["properties"], **one["properties"]}
        for name in one["properties"].keys() & other["properties"].keys():
            made["properties"][name] = {
                "allOf": [other["properties"][name], one["properties"][name]]
            }
    lists = [part["required"] for part in (one, other) if is_list(part.get("required"))]
    made["required"] = [name for names in lists for name in names]
    if "enum" in one and "enum" in other:
        made["enum"] = [value for value in one["enum"] if value in other["enum"]]
    return made
