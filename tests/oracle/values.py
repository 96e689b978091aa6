"""Values made from a schema: few, small, and of all its forms."""

from random import Random
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.oracle.schemas import WORDS
from tools.specdiff.inputs.values import is_array, is_object

_DEEPEST = 6
_ANYTHING: list[Any] = [0, "x", None, True, [], {}]


class Described:
    """A schema with what it refers to, as jsonschema reads it.

    Args:
        schema: The schema.
        components: The component schemas.
    """

    def __init__(self, schema: Any, components: dict[str, Any]) -> None:
        self._schema = schema
        self._components = components
        whole = {"allOf": [schema], "components": {"schemas": components}}
        self._validator: Any = Draft202012Validator(whole)

    def admits(self, value: Any) -> bool:
        """Tell whether a value is valid.

        Args:
            value: Any JSON value.
        """
        return bool(self._validator.is_valid(value))

    def values(self, random: Random, attempts: int) -> list[Any]:
        """Make values that are valid and have no property that is not described.

        Args:
            random: Where chance comes from.
            attempts: How many to try.
        """
        tried = (self._value(random, self._schema, 0) for _ in range(attempts))
        return [value for value in tried if self.admits(value)]

    def _value(self, random: Random, schema: Any, depth: int) -> Any:  # noqa: PLR0911
        if not is_object(schema) or depth > _DEEPEST:
            return random.choice(_ANYTHING)
        given = schema
        if "$ref" in given:
            target = self._components[given["$ref"].rpartition("/")[2]]
            return self._value(random, target, depth + 1)
        if "const" in given:
            return given["const"]
        if "enum" in given:
            return random.choice(given["enum"])
        for word in ("oneOf", "anyOf"):
            if given.get(word):
                return self._value(random, random.choice(given[word]), depth + 1)
        if given.get("allOf"):
            return self._value(random, given["allOf"][0], depth + 1)
        kinds: Any = given.get("type", ["string", "integer", "null", "object", "array"])
        kind: str = random.choice(kinds) if is_array(kinds) else kinds
        return self._of_type(random, kind, given, depth)

    def _of_type(self, random: Random, kind: str, given: dict[str, Any], depth: int) -> Any:
        if kind == "object":
            needed = given.get("required", [])
            value = {
                name: self._value(random, part, depth + 1)
                for name, part in given.get("properties", {}).items()
                if name in needed or random.random() < 0.5
            }
            more: Any = given.get("additionalProperties")
            if is_object(more) and random.random() < 0.5:
                value["more"] = self._value(random, more, depth + 1)
            return value
        if kind == "array":
            parts = [*given.get("prefixItems", ())][: random.randint(0, 2)]
            if len(parts) == len(given.get("prefixItems", ())):
                parts += [given.get("items", True)] * random.randint(0, 2)
            return [self._value(random, part, depth + 1) for part in parts]
        scalars: dict[str, list[Any]] = {
            "string": [*WORDS, "xyx", "yyyy"],
            "integer": [-1, 0, 1, 2, 3, 4],
            "number": [-1, 0, 0.5, 1, 1.5, 2, 3, 3.25],
            "boolean": [True, False],
            "null": [None],
        }
        return random.choice(scalars[kind])
