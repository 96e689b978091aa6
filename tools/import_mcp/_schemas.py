"""Convert tools' JSON Schema to OpenAPI 3.0."""

from typing import Any, Final

from tools.documents import Json

_KEPT: Final = frozenset(
    {
        *("type", "format", "description", "default", "enum", "required", "nullable"),
        *("minimum", "maximum", "minLength", "maxLength", "pattern", "multipleOf"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    }
)
_LISTS: Final = ("anyOf", "oneOf", "allOf")


def openapi_schema(written: Json) -> dict[str, Any]:
    """Return an OpenAPI 3.0 schema: null becomes `nullable`, and unknown keywords are dropped.

    Args:
        written: A JSON Schema whose `$defs` are inlined.
    """
    if not isinstance(written, dict):
        return {}
    made: dict[str, Any] = {key: value for key, value in written.items() if key in _KEPT}
    if "const" in written:
        made["enum"] = [written["const"]]
    if written.get("contentMediaType") == "application/octet-stream":
        made["format"] = "binary"
    kinds = written.get("type")
    if isinstance(kinds, list):
        others = [kind for kind in kinds if kind != "null"]
        made.pop("type")
        made |= {"type": others[0]} if len(others) == 1 else {}
        made |= {"nullable": True} if "null" in kinds else {}
    properties = written.get("properties")
    if isinstance(properties, dict):
        made["properties"] = {key: openapi_schema(value) for key, value in properties.items()}
    if "items" in written or made.get("type") == "array":
        made["items"] = openapi_schema(written.get("items"))
    if isinstance(written.get("additionalProperties"), dict):
        made["additionalProperties"] = openapi_schema(written["additionalProperties"])
    for key in _LISTS:
        members = written.get(key)
        if isinstance(members, list):
            made |= _members(key, members)
    return made


def _members(key: str, members: list[Json]) -> dict[str, Any]:
    others = [one for one in members if one != {"type": "null"}]
    made: dict[str, Any] = {"nullable": True} if len(others) < len(members) else {}
    if len(others) == 1:
        return openapi_schema(others[0]) | made
    return made | {key: [openapi_schema(one) for one in others]}
