"""Read an MCP server's tools: `list_all_tools`, then `describe_tool` for each."""

import asyncio
import json
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from tools.documents import DocumentError, Json, printable

_SECONDS: Final = 60.0
_NAMES: Final = ("name", "tool_name", "tool", "id")


def read_tools(url: str, name: str) -> list[dict[str, Any]]:
    """Return a server's descriptions of its tools.

    Args:
        url: The server's URL; the token comes from `ANYREACH_TOKEN`, if set.
        name: Its name in errors.

    Raises:
        DocumentError: The server can't be reached, or its responses are invalid.
    """
    with _refused(name):
        return asyncio.run(_read(url, name))


@contextmanager
def _refused(name: str) -> Generator[None]:
    """Convert errors of the package and its transport into one error without their texts."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- the package raises its transport's errors
        causes = [*_leaves(error)]
        kinds = ", ".join(sorted({type(one).__name__ for one in causes}))
        ours = (one for one in causes if isinstance(one, DocumentError))
        other = DocumentError(f"{name}: can't be read as an MCP server: {kinds}")
        raise next(ours, other) from None


def _leaves(error: BaseException) -> Iterator[BaseException]:
    inner: tuple[BaseException, ...] | None = getattr(error, "exceptions", None)  # of a group
    if inner is None:
        yield error
    for one in inner or ():
        yield from _leaves(one)


async def _read(url: str, name: str) -> list[dict[str, Any]]:
    given = {
        "Authorization": f"Bearer {os.environ.get('ANYREACH_TOKEN', '')}",
        "X-Anyreach-Org": os.environ.get("ANYREACH_ORG_ID", ""),
        "User-Agent": "anyreach-client/import",
    }
    headers = {key: value for key, value in given.items() if value.removeprefix("Bearer ")}
    async with (
        asyncio.timeout(_SECONDS),
        httpx2.AsyncClient(headers=headers, timeout=_SECONDS) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        missing = [one for one in ("list_all_tools", "describe_tool") if one not in tools]
        if missing:
            raise DocumentError(f"{name}: has no tool {' and no tool '.join(missing)}")
        properties: Json = tools["describe_tool"].input_schema.get("properties")
        known = properties if isinstance(properties, dict) else {}
        argument = next((one for one in _NAMES if one in known), "name")
        listed = _json(await client.call_tool("list_all_tools", {}), name)
        described: list[dict[str, Any]] = []
        for tool in _names(listed, name):  # one request at a time
            found = _json(await client.call_tool("describe_tool", {argument: tool}), name)
            if not isinstance(found, dict):
                problem = f"describe_tool did not return an object for {printable(tool)}"
                raise DocumentError(f"{name}: {problem}")
            described.append({"name": tool, **found})
        return described


def _json(result: CallToolResult, name: str) -> Json:
    """Return the JSON value of a tool's result, structured or as text."""
    texts = [one.text for one in result.content if one.type == "text"]
    if result.is_error:
        raise DocumentError(f"{name}: returned an error: {printable(' '.join(texts), 200)}")
    value: Json = result.structured_content
    if isinstance(value, dict) and [*value] == ["result"]:  # how non-objects are sent
        return value["result"]
    if value is not None:
        return value
    values: list[Json] = [_value(text) for text in texts]  # each item of a list is a separate text
    return values[0] if len(values) == 1 else values


def _value(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found


def _names(listed: Json, name: str) -> Iterator[str]:
    """Yield the names from a list of tools in any of its forms."""
    if isinstance(listed, dict):
        listed = next((one for one in listed.values() if isinstance(one, list)), None)
    if not isinstance(listed, list):
        raise DocumentError(f"{name}: list_all_tools did not return a list")
    for one in listed:
        found = one.get("name") if isinstance(one, dict) else one
        if not isinstance(found, str):
            raise DocumentError(f"{name}: list_all_tools returned a tool without a name")
        yield found
