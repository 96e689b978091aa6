"""Tell whether a value is valid, by jsonschema: OpenAPI's schemas in JSON Schema's words."""

from __future__ import annotations

from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.wild.schemas import Contract, Schema, is_list, is_object

_ASSERTED = (
    *("type", "enum", "const", "items", "prefixItems", "properties", "additionalProperties"),
    *("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength"),
    *("minimum", "maximum", "allOf", "anyOf", "oneOf"),
)
"""Keywords that are checked.

Not `pattern`, which is JavaScript's; `oneOf`, which is often said of branches that overlap; and
`additionalProperties: false`, which is often said of parts of an `allOf`, that then has no value.
"""


class ValidatingContract(Contract):
    """A contract that validates values by its schemas."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(document)
        self._written: dict[str, dict[str, Any]] = {}
        self._validators: dict[tuple[int, str], tuple[Schema, Any]] = {}

    def errors(self, value: Any, schema: Schema, direction: str) -> list[str]:
        """Return why a value is not one of a schema.

        Args:
            value: The value.
            schema: The schema.
            direction: `schemas.REQUEST` or `schemas.ANSWER`.
        """
        key = (id(schema), direction)
        if key not in self._validators:
            written = self._translated(schema, direction)
            written["components"] = {"schemas": self._schemas(direction)}
            self._validators[key] = (schema, Draft202012Validator(written))  # so the id stays its
        found: Any = self._validators[key][1].iter_errors(value)
        return [f"{one.json_path}: {one.message[:200]}" for one in islice(found, 3)]

    def _schemas(self, direction: str) -> dict[str, Any]:
        if direction not in self._written:
            written = self.document.get("components", {}).get("schemas", {})
            self._written[direction] = {
                name: self._translated(one, direction) for name, one in written.items()
            }
        return self._written[direction]

    def _translated(self, schema: Any, direction: str) -> Any:
        if not is_object(schema):
            return schema
        written = (
            {"$ref": schema["$ref"]} if "$ref" in schema else self._keywords(schema, direction)
        )
        return {"anyOf": [{"type": "null"}, written]} if schema.get("nullable") else written

    def _keywords(self, schema: Schema, direction: str) -> Schema:
        written = {key: schema[key] for key in _ASSERTED if key in schema}
        if is_list(required := schema.get("required")):
            definitions = self.properties(schema)
            one_way = {
                name
                for name, found in definitions.items()
                if any(self.resolve(one).get(direction) for one in found)
            }
            written["required"] = [name for name in required if name not in one_way]
        for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
            if key in written:
                written[key] = [self._translated(one, direction) for one in written[key]]
        if "oneOf" in written:
            union = {"anyOf": written.pop("oneOf")}
            written["allOf"] = [*written.get("allOf", ()), union]
        if written.get("additionalProperties") is False:
            del written["additionalProperties"]
        for key in ("items", "additionalProperties"):
            if key in written:
                written[key] = self._translated(written[key], direction)
        properties = written.get("properties", {})
        written["properties"] = {
            name: self._translated(one, direction) for name, one in properties.items()
        }
        return written
