"""What the tests of importing share: a small contract, and a directory to import into."""

import copy
from pathlib import Path
from typing import Any

import pytest

from tools.documents import dumps
from tools.import_page import main

ROOT = Path(__file__).parents[3]
CONTRACT = ROOT / "openapi.json"
SEED = ROOT / "tests" / "pages" / "get-a-conversation.md"

PATH = ("paths", "/pets/{id}")
GET = (*PATH, "get")
AGE = ("components", "schemas", "Pet", "properties", "age")

BASE: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Pets", "version": "1.0"},
    "servers": [{"url": "https://pets.example"}],
    "security": [{"bearer": []}],
    "tags": [{"name": "pets", "description": "All pets."}],
    "paths": {
        "/pets/{id}": {
            "get": {
                "tags": ["pets"],
                "operationId": "getPet",
                "responses": {"200": {"$ref": "#/components/responses/Pet"}},
            }
        }
    },
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "age": {"type": "integer", "enum": [1, 2]},
                },
            }
        },
        "responses": {
            "Pet": {
                "description": "A pet.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
            }
        },
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    },
}


def changed(document: Any, *path: Any, value: Any) -> Any:
    """Copy a document, with one value set, or its key removed for `...`."""
    result = copy.deepcopy(document)
    holder = result
    for key in path[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return result


LIST = changed(BASE, "paths", value={
    "/pets": {"get": {
        "tags": ["lists", "pets"],
        "operationId": "listPets",
        "parameters": [{"$ref": "#/components/parameters/Limit"}],
        "responses": {"200": {"$ref": "#/components/responses/Pets"}},
    }},
})  # fmt: skip
LIST["tags"].insert(0, {"name": "lists"})
LIST["components"] = {
    "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}},
    "schemas": {"Pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}
    | BASE["components"]["schemas"],
    "responses": {"Pets": {"description": "Pets.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Pets"}}}}},
    "securitySchemes": BASE["components"]["securitySchemes"],
}  # fmt: skip


def merged() -> Any:
    """What the contract has to be after `LIST` was merged into `BASE`."""
    result = copy.deepcopy(BASE)
    result["tags"].append(LIST["tags"][0])
    result["paths"]["/pets"] = LIST["paths"]["/pets"]
    result["components"]["schemas"]["Pets"] = LIST["components"]["schemas"]["Pets"]
    result["components"]["responses"]["Pets"] = LIST["components"]["responses"]["Pets"]
    result["components"]["parameters"] = LIST["components"]["parameters"]
    return result


class House:
    """A directory with a contract and pages, and the command run in it."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.directory = directory
        self.contract = directory / "openapi.json"
        self.out: list[str] = []
        self.err: list[str] = []
        self._capsys = capsys

    def page(self, document: Any, name: str = "page.md", operation: str = "get /pets/{id}") -> str:
        """Write a page, and return its path."""
        block = document if isinstance(document, str) else dumps(document).decode()
        return self.file(name, f"# Pets\n\n````yaml /openapi.json {operation}\n{block}\n````\n")

    def file(self, name: str, content: str | bytes) -> str:
        """Write any file, and return its path."""
        path = self.directory / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def holds(self, document: Any) -> None:
        """Let the contract be this document, in the canonical form."""
        self.contract.write_bytes(dumps(document))

    def run(self, *arguments: str) -> int:
        """Run the command; keep what it prints, with the directory's name left out."""
        status = main([*arguments, "--into", str(self.contract)])
        out, err = self._capsys.readouterr()
        self.out = out.replace(f"{self.directory}/", "").splitlines()
        self.err = err.replace(f"{self.directory}/", "").splitlines()
        return status

    def refuses(self, *arguments: str) -> str:
        """Run an import that has to fail with one line and write nothing; return the line."""
        before = self.contract.read_bytes() if self.contract.exists() else None
        assert self.run(*arguments) == 65
        assert self.out == []
        assert (self.contract.read_bytes() if self.contract.exists() else None) == before
        (line,) = self.err
        return line
