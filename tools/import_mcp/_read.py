"""Ask an MCP server for its tools: `list_all_tools`, then `describe_tool` for each of them."""

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
    """Return what a server says about each of its tools.

    Args:
        url: Where it is; the token is that of `ANYREACH_TOKEN`, if there is one.
        name: What to call it in an error.

    Raises:
        DocumentError: It cannot be asked, or answers something else.
    """
    with _refused(name):
        return asyncio.run(_read(url, name))


@contextmanager
def _refused(name: str) -> Generator[None]:
    """Say what the package and its transport raise as one error, without their words."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- the package raises what its transport raises
        causes = [*_leaves(error)]
        kinds = ", ".join(sorted({type(one).__name__ for one in causes}))
        ours = (one for one in causes if isinstance(one, DocumentError))
        other = DocumentError(f"{name}: cannot be read as an MCP server: {kinds}")
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
                raise DocumentError(f"{name}: does not describe {printable(tool)} by an object")
            described.append({"name": tool, **found})
        return described


def _json(result: CallToolResult, name: str) -> Json:
    """Return the JSON value of a tool's answer, structured or as text."""
    texts = [one.text for one in result.content if one.type == "text"]
    if result.is_error:
        raise DocumentError(f"{name}: refuses: {printable(' '.join(texts), 200)}")
    value: Json = result.structured_content
    if isinstance(value, dict) and [*value] == ["result"]:  # so a value that is no object is sent
        return value["result"]
    if value is not None:
        return value
    values: list[Json] = [
        _value(text) for text in texts
    ]  # each item of a list is a text of its own
    return values[0] if len(values) == 1 else values


def _value(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found


def _names(listed: Json, name: str) -> Iterator[str]:
    """Yield the names in a list of tools, of whatever form."""
    if isinstance(listed, dict):
        listed = next((one for one in listed.values() if isinstance(one, list)), None)
    if not isinstance(listed, list):
        raise DocumentError(f"{name}: list_all_tools gives no list")
    for one in listed:
        found = one.get("name") if isinstance(one, dict) else one
        if not isinstance(found, str):
            raise DocumentError(f"{name}: list_all_tools gives a tool without a name")
        yield found
