"""Operations are read from an MCP server, made with the same package, and are taken in."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from mcp.server.mcpserver import MCPServer

from tests.tools.loopback import response, serve
from tools import import_page
from tools.documents import parse
from tools.generate.contract import document
from tools.import_mcp._command import main
from tools.import_mcp._documents import documents
from tools.import_mcp._schemas import openapi_schema

ROOT = Path(__file__).parents[3]
FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
TOOLS: dict[str, dict[str, Any]] = {
    "core_get_voice": {
        "method": "get",
        "path": "/core/voices/{voice_id}",
        "tags": ["Voices"],
        "description": "Get a voice\n\nWith its samples.",
        "schema": {
            "type": "object",
            "properties": {
                "voice_id": {"type": "string", "title": "Voice Id"},
                "locale": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
            "required": ["voice_id"],
        },
    },
    "core_create_voice": {
        "method": "POST",
        "path": "/core/voices",
        "tags": ["Voices"],
        "input_schema": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "rank": {"type": ["integer", "null"]}},
            "required": ["name"],
        },
    },
    "core_upload_sample": {
        "method": "POST",
        "path": "/core/voices/{voice_id}/samples",
        "tags": ["Voices"],
        "schema": {"type": "object", "properties": {"file": FILE}},
    },
    "core_ping": {"method": "POST", "path": "/core/ping"},
    "search_tools": {"description": "Search."},
}


@contextmanager
def run(server: MCPServer) -> Generator[str]:
    """Run a server on loopback."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        port = found.getsockname()[1]
        app = server.streamable_http_app(json_response=True)
        running = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [found]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            running.should_exit = True
            thread.join()


def made(listed: Callable[[], Any], described: Callable[[str], Any]) -> MCPServer:
    """A server with the two tools."""
    server = MCPServer("Voices")

    @server.tool()
    def list_all_tools() -> Any:
        return listed()

    @server.tool()
    def describe_tool(tool_name: str) -> Any:
        return described(tool_name)

    return server


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with our contract, in which the command runs without a token."""
    for name in ("openapi.json", "openapi.overlay.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANYREACH_TOKEN", "")
    return tmp_path


@pytest.mark.parametrize(
    "listed", [[*TOOLS], [{"name": name} for name in TOOLS], {"tools": [*TOOLS]}]
)
def test_a_document_for_each_tag(
    root: Path, listed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the tools say can be merged, beside ours, and what they cannot say is told."""
    with run(made(lambda: listed, TOOLS.__getitem__)) as url:
        assert main([url, "--into", "mcp"]) == 0
    told = capsys.readouterr().out
    for line in (
        "taken   core_get_voice: GET /core/voices/{voice_id}",
        "skipped search_tools: has no method and path",
        "guessed core_upload_sample: multipart, since it takes a file",
        "guessed core_create_voice: arguments that are not in the path are body",
        "unknown: header parameters are not described",
        "unknown: responses and errors are not described",
        "mcp/Voices.json: written",
        "mcp/Untagged.json: written",
    ):
        assert line in told
    assert import_page.main(["mcp/Voices.json", "mcp/Untagged.json", "--into", "new.json"]) == 0
    contract: Any = parse((root / "new.json").read_bytes(), "new.json")
    ours: Any = parse((root / "openapi.json").read_bytes(), "openapi.json")
    shared = ("openapi", "info", "servers", "security")
    assert [contract[key] for key in shared] == [ours[key] for key in shared]
    document.check(contract)
    get = contract["paths"]["/core/voices/{voice_id}"]["get"]
    assert (get["summary"], get["description"]) == ("Get a voice", "With its samples.")
    assert get["parameters"] == [
        {"name": "voice_id", "in": "path", "required": True, "schema": {"type": "string"}},
        {
            "name": "locale",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "nullable": True},
        },
    ]
    create = contract["paths"]["/core/voices"]["post"]["requestBody"]
    assert create["required"] is True
    assert create["content"]["application/json"]["schema"] == {
        "type": "object",
        "properties": {"name": {"type": "string"}, "rank": {"type": "integer", "nullable": True}},
        "required": ["name"],
    }
    upload = contract["paths"]["/core/voices/{voice_id}/samples"]["post"]["requestBody"]
    assert upload["content"].keys() == {"multipart/form-data"}
    assert "requestBody" not in contract["paths"]["/core/ping"]["post"]


def test_tags_of_ours_keep_their_description() -> None:
    """The document of a tag that the contract has repeats what the contract says of it."""
    contract: Any = json.loads((ROOT / "openapi.json").read_text("utf-8"))
    tool = {"name": "a", "method": "GET", "path": "/a", "tags": ["Conversations"]}
    found, _ = documents([tool], contract)
    assert found["Conversations"]["tags"] == [contract["tags"][0]]


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        (True, {}),
        ({"const": "a", "title": "A"}, {"enum": ["a"]}),
        ({"type": ["string", "integer"]}, {}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"type": "object", "additionalProperties": {"type": "integer", "examples": [1]}},
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
        (
            {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            {"nullable": True, "oneOf": [{"type": "string"}, {"type": "integer"}]},
        ),
    ],
)
def test_schemas_in_the_words_of_openapi(schema: Any, written: Any) -> None:
    """What OpenAPI 3.0 does not have is said otherwise, or left out."""
    assert openapi_schema(schema) == written


def fail() -> Any:
    """Fail as a tool does."""
    raise ValueError("no such tool")


@pytest.mark.parametrize(
    ("server", "problem"),
    [
        (MCPServer("Empty"), "has no tool list_all_tools and no tool describe_tool"),
        (made(lambda: 7, str), "list_all_tools did not return a list"),
        (made(lambda: [7, 8], str), "returned a tool without a name"),
        (made(lambda: ["a", "b"], lambda _: [1, 2]), "did not return an object for a"),
        (made(fail, str), "returned an error: "),
        (made(list, str), "no tool has a method and a path"),
    ],
)
def test_servers_of_another_kind_are_refused(
    root: Path, server: MCPServer, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is missing, and writes nothing."""
    with run(server) as url:
        assert main([url]) == 65
    assert problem in capsys.readouterr().err
    assert not (root / "mcp").exists()


def test_a_server_that_is_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What does not speak the protocol is named without its query, and a token is not repeated."""
    with serve(lambda _: response(b"{}", "500 Oops")) as url:
        assert main([f"{url}/mcp?key=canary"]) == 65
    told = capsys.readouterr().err
    assert told.startswith(f"{url}/mcp: can't be read as an MCP server: ")
    assert "canary" not in told
    assert not (root / "mcp").exists()


@pytest.mark.parametrize("url", ["ftp://a.example", "http://", "https://me:canary@a.example"])
def test_other_urls_are_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only http and https URLs without credentials are asked."""
    assert main([url]) == 65
    told = capsys.readouterr().err
    assert "without credentials" in told
    assert "canary" not in told


def test_a_folder_that_cannot_be_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so."""
    (root / "mcp").write_text("a file")
    with run(made(lambda: [*TOOLS], TOOLS.__getitem__)) as url:
        assert main([url]) == 65
    assert "mcp: can't be written" in capsys.readouterr().err


def test_structured_answers_are_read(root: Path) -> None:
    """A tool may also answer with a value of a declared type."""
    server = MCPServer("Voices")

    @server.tool()
    def list_all_tools() -> list[str]:
        return ["core_ping"]

    @server.tool()
    def describe_tool(name: str) -> dict[str, Any]:
        return TOOLS[name]

    with run(server) as url:
        assert main([url]) == 0
    assert (root / "mcp" / "Untagged.json").exists()


@pytest.mark.parametrize("module", ["tools.import_mcp", "tools.coverage_table"])
def test_the_module_is_a_command(module: str) -> None:
    """`python -m` refuses an unknown option with 64."""
    command = [sys.executable, "-m", module, "--odd"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 64


def test_bad_arguments() -> None:
    """Without a URL it is 64."""
    assert main([]) == 64
