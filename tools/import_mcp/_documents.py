"""Build OpenAPI documents from tools, one per tag, and note what the tools do not describe."""

import re
from collections.abc import Mapping
from typing import Any, Final

from tools.documents import printable
from tools.import_mcp._schemas import openapi_schema

_METHODS: Final = ("GET", "PUT", "POST", "DELETE", "PATCH")
_IN_QUERY: Final = ("GET", "DELETE")
_SCHEMAS: Final = ("schema", "input_schema", "inputSchema", "parameters")
_TEXT: Final = {"type": "string"}
_SHARED: Final = ("openapi", "info", "servers", "security")

UNKNOWN: Final = (
    "header parameters are not described: none were written",
    "responses and errors are not described: any JSON with any 2xx is accepted",
)
"""Facts that no tool describes."""


def documents(
    tools: list[dict[str, Any]], contract: Mapping[str, Any]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return a document per tag, by the tag's name, and notes on what was skipped or guessed.

    Args:
        tools: The server's descriptions of its tools.
        contract: Our contract, for what applies to all operations.
    """
    made: dict[str, dict[str, Any]] = {}
    notes: list[str] = []
    for tool in tools:
        name, method, path = tool["name"], str(tool.get("method", "")).upper(), tool.get("path")
        shown = printable(name, 100)
        if method not in _METHODS or not isinstance(path, str) or not path.startswith("/"):
            notes.append(f"skipped {shown}: has no method and path")
            continue
        tag = next(iter(tool.get("tags") or ()), "Untagged")
        found = made.setdefault(tag, _empty(tag, contract))
        operation, guesses = _operation(tool, tag, method, path)
        found["paths"].setdefault(path, {})[method.lower()] = operation
        notes.append(f"taken   {shown}: {method} {printable(path, 200)}")
        notes += [f"guessed {shown}: {guess}" for guess in guesses]
    return made, notes


def _empty(tag: str, contract: Mapping[str, Any]) -> dict[str, Any]:
    components = contract.get("components", {}).get("securitySchemes", {})
    tags = [one for one in contract.get("tags", ()) if one["name"] == tag]
    return {
        **{key: contract[key] for key in _SHARED if key in contract},
        "tags": tags or [{"name": tag}],
        "paths": {},
        "components": {"securitySchemes": components},
    }


def _operation(
    tool: dict[str, Any], tag: str, method: str, path: str
) -> tuple[dict[str, Any], list[str]]:
    schema = openapi_schema(next((tool[key] for key in _SCHEMAS if key in tool), None))
    properties: dict[str, Any] = schema.get("properties", {})
    required = schema.get("required", [])
    in_path = re.findall(r"\{([^{}]*)\}", path)
    rest = {key: value for key, value in properties.items() if key not in in_path}
    parameters = [
        {
            "name": one,
            "in": "path",
            "required": True,
            "schema": properties.get(one, {"type": "string"}),
        }
        for one in in_path
    ]
    operation: dict[str, Any] = {"tags": [tag], "operationId": tool["name"]}
    if tool.get("description"):
        summary, _, more = str(tool["description"]).strip().partition("\n")
        operation |= {"summary": summary} | ({"description": more.strip()} if more.strip() else {})
    guesses: list[str] = []
    if method in _IN_QUERY:
        parameters += [
            {"name": key, "in": "query", "required": key in required, "schema": value}
            for key, value in rest.items()
        ]
    elif rest:
        body = {"type": "object", "properties": rest}
        needed = [key for key in required if key in rest]
        media_type = "application/json"
        if _has_file(rest):
            media_type = "multipart/form-data"
            guesses.append("multipart, since it takes a file; the server can't call it")
        guesses.append(
            "arguments that are not in the path are body properties, not query parameters"
        )
        operation["requestBody"] = {
            "required": bool(needed),
            "content": {media_type: {"schema": body | ({"required": needed} if needed else {})}},
        }
    if parameters:
        operation["parameters"] = parameters
    operation["responses"] = {
        "2XX": {"description": "The answer.", "content": {"application/json": {"schema": {}}}}
    }
    return operation, guesses


def _has_file(properties: Mapping[str, Any]) -> bool:
    both = [one for value in properties.values() for one in (value, value.get("items", value))]
    return any(one.get("format") == "binary" for one in both)
