"""No text of a contract becomes code: fifty payloads, in every place that is text."""

from __future__ import annotations

import ast
import builtins
import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import calling

OPENERS = [
    *('"', "'", '"""', "'''", '""""', '\\"', "\\'", '\\"""', '\\\\"', '\\\\"""', "\\", "\\\n"),
    *("\n", "\r\n", "\x0c", "\x85", "\u2028", "\n\n    ", "#", '"#\n', ")", "]", "}", ":\n    "),
    "\uff02",  # becomes a quote, where identifiers are normalised
]
CALLS = ["pwned()", '{pwned()} {{pwned()}} {% set x = pwned() %} """ + pwned() + """']
PAYLOADS = [f"{opener}{call}{opener}" for opener, call in itertools.product(OPENERS, CALLS)]
HARMLESS = "harmless"


def texts(payload: str, number: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Paths, schemas and a tag that say a payload wherever a contract may say anything."""
    tag = f"{payload} tag {number}"
    plain = payload.replace("{", "(").replace("}", ")")  # braces have a meaning in a path
    text = {"type": "string", "description": payload}
    values = {"type": "string", "enum": [payload, f"{payload} 2"], "description": payload}
    thing = {
        "type": "object",
        "title": payload,
        "description": payload,
        "required": [f"{payload} id"],
        "properties": {
            f"{payload} id": {**text, "default": payload},
            f"{payload} color": values,
            f"{payload} const": {"const": payload},
            f"{payload} list": {"type": "array", "items": values},
        },
    }

    def parameter(location: str, schema: Any, **more: Any) -> dict[str, Any]:
        name = plain if location == "path" else payload
        return {
            "name": f"{name} {location}",
            "in": location,
            "description": payload,
            "schema": schema,
            **more,
        }

    shared = {
        "tags": [tag],
        "summary": payload,
        "description": payload,
        "externalDocs": {"url": payload, "description": payload},
        "servers": [
            {
                "url": f"https://api.invalid/{payload}/{{v}}",
                "variables": {"v": {"default": payload}},
            }
        ],
        "x-required-scopes": [payload, f"{payload} 2"],
        "x-idempotency-key": payload,
        "x-confirm": payload,
    }
    content = {
        f"application/{payload}+json": {"schema": {"$ref": f"#/components/schemas/{number}"}}
    }
    answers = {
        "200": {"description": payload, "content": content},
        "401": {"description": payload},
        "default": {"description": payload},
    }
    encoding = {name: {"contentType": payload, "style": "form"} for name in thing["properties"]}
    bodies: dict[str, Any] = {
        "post": content,
        "put": {"multipart/form-data": {"schema": thing, "encoding": encoding}},
        "patch": {"application/x-www-form-urlencoded": {"schema": thing, "encoding": encoding}},
        "delete": {f"audio/{payload}": {}},
    }
    item: dict[str, Any] = {
        method: {
            **shared,
            "operationId": f"{payload} {method}",
            "requestBody": {"description": payload, "required": True, "content": body},
            "responses": answers,
        }
        for method, body in bodies.items()
    }
    item["get"] = {
        **shared,
        "operationId": f"{payload} get",
        "parameters": [
            parameter("query", {**values, "default": payload}),
            parameter("header", {"const": payload}, required=True),
            parameter("cookie", {**text, "default": payload}),
        ],
        "responses": {"200": {"description": payload, "content": {f"text/{payload}": {}}}},
    }
    listing = {
        **shared,
        "operationId": f"{payload} list",
        "parameters": [
            parameter("query", {"type": "integer"}),
            {**parameter("query", text), "name": f"{payload} cursor"},
        ],
        "responses": {
            "200": {
                "description": payload,
                "content": {"application/json": {"schema": {"type": "array", "items": values}}},
            }
        },
        "x-pagination": {
            "kind": "last-item",
            "limit": f"{payload} query",
            "cursor": f"{payload} cursor",
            "key": payload,
        },
    }
    record = {"parameter": f"{plain} path", "property": f"{payload} id"}
    item["post"]["x-record-id"] = record
    item["parameters"] = [parameter("path", text, required=True)]
    path = f"/{plain.replace('/', '')}/{number}"
    return (
        {f"{path}/{{{plain} path}}": item, path: {"get": listing}},
        {str(number): {**thing, "title": f"{payload} {number}"}},
        {"name": tag, "description": payload},
    )


@pytest.fixture(scope="module")
def called() -> Iterator[list[str]]:
    """What calls `pwned`, which code of a payload would."""
    calls: list[str] = []
    space: Any = builtins
    space.pwned = lambda: calls.append("pwned")
    yield calls
    del space.pwned


@pytest.fixture(scope="module")
def package(called: list[str]) -> Any:
    """The package of a contract that says each payload everywhere."""
    assert not called
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    tags: list[Any] = []
    for number, payload in enumerate([HARMLESS, *PAYLOADS]):
        more = texts(payload, number)
        paths |= more[0]
        schemas |= more[1]
        tags.append(more[2])
    contract = calling.document(paths, schemas=schemas, tags=tags)
    contract["info"]["title"] = "".join(PAYLOADS)
    contract["servers"] = [{"url": "".join(PAYLOADS)}]
    return calling.generate(contract)


def code_of(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text("utf-8"))


def test_there_are_fifty_payloads() -> None:
    """Every way out of a literal is tried with a plain call and with a template's."""
    assert len(set(PAYLOADS)) == 50


def test_no_text_becomes_a_call(package: Any) -> None:
    """Every generated module is Python, and calls nothing that a payload names."""
    files = calling.sources(package)
    assert len(files) > 6 * len(PAYLOADS)
    for path in files:
        for node in ast.walk(code_of(path)):
            if isinstance(node, ast.Call):
                assert not re.search(r"\bpwned\b", ast.unparse(node.func)), path


def shape(path: Path) -> str:
    """The syntax tree of a file without its names and constants."""
    tree = code_of(path)
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, (str, int, bytes)):
                setattr(node, field, "")
    return ast.dump(tree)


def test_every_payload_gives_the_code_of_a_harmless_text(package: Any) -> None:
    """Names and constants aside, the code is the same whatever the contract's texts are."""
    root = Path(package.__file__).parent
    tags = list(package.contract.METHODS)
    assert len(tags) == 1 + len(PAYLOADS)
    harmless, *others = (
        [
            shape(root / "resources" / f"{tag}.py"),
            *sorted(shape(path) for path in root.glob(f"api/{tag}/*.py")),
        ]
        for tag in tags
    )
    assert len(harmless) == 8
    for payload, found in zip(PAYLOADS, others, strict=True):
        assert found == harmless, payload


def test_importing_has_no_effect(package: Any, called: list[str]) -> None:
    """All modules can be imported, and none of them runs a payload."""
    names = [one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    assert len(names) > 6 * len(PAYLOADS)
    for name in names:
        importlib.import_module(name)
    assert not called


def test_the_texts_arrive_as_they_are(package: Any) -> None:
    """What is data stays data, to the last quote: scopes, servers, constants and defaults."""
    tags = list(package.contract.METHODS)
    assert "".join(PAYLOADS) == package.contract.SERVER_URL
    for payload, tag in zip([HARMLESS, *PAYLOADS], tags, strict=True):
        ids = {package.contract.METHODS[tag][method] for method in package.contract.METHODS[tag]}
        assert ids == {
            f"{payload} {one}" for one in ("post", "put", "patch", "delete", "get", "list")
        }
        name = package.contract.OPERATIONS[f"{payload} post"]
        info = calling.module(package, name).INFO
        assert info.scopes == (payload, f"{payload} 2")
        assert info.idempotency_header == info.confirm == info.errors["401"] == payload
        assert info.accept == f"application/{payload}+json"
