"""Call generated methods: a client that keeps what is sent, and answers it."""

from __future__ import annotations

import atexit
import importlib
import itertools
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools.generate.contract import document as _document
from tools.generate.contract.distribute import distribute
from tools.generate.contract.settings import Settings
from tools.generate.package import render

_NUMBERS = itertools.count(1)
_FOLDER = Path(tempfile.mkdtemp(prefix="generated-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

OK: dict[str, Any] = {
    "200": {"description": "Fine.", "content": {"application/json": {"schema": {}}}}
}
"""The answers of an operation of which something else is tested."""


def document(paths: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A contract of these paths; `schemas` are its components, the rest is its own."""
    schemas = more.pop("schemas", {})
    info = {"title": "Small", "version": "1"}
    parts = {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}
    whole: dict[str, Any] = json.loads(json.dumps({**parts, **more}))  # so that nothing is shared
    return whole


def operation(name: str, **written: Any) -> dict[str, Any]:
    """An operation of the tag Calls that answers with anything."""
    return {"operationId": name, "tags": ["Calls"], "responses": OK, **written}


def parse(contract: Any, method_names: Mapping[str, str] | None = None) -> render.Parsed:
    """Let the generator read a contract."""
    settings = Settings({}, [], dict(method_names or {}), ())
    return render.parse(distribute(_document.check(contract)), settings)


def generate(contract: Any, method_names: Mapping[str, str] | None = None) -> Any:
    """Generate a package, unformatted and in a hurry, and import it under a name of its own."""
    name = f"generated_{next(_NUMBERS)}_api"
    render.render(parse(contract, method_names), _FOLDER / name)
    sys.path.insert(0, str(_FOLDER))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(_FOLDER))


def sources(package: Any) -> list[Path]:
    """The files of a package."""
    return sorted(Path(package.__file__).parent.rglob("*.py"))


def module(package: Any, name: str) -> Any:
    """Import the module of an operation, such as `calls.get_thing`."""
    return importlib.import_module(f"{package.__name__}.api.{name}")


class Answer(NamedTuple):
    """An answer, as an operation reads it."""

    status: int = 200
    content: bytes = b"null"
    headers: Mapping[str, str] = {}

    def json(self) -> Any:
        """Decode the content."""
        return json.loads(self.content)

    def text(self) -> str:
        """Decode the content."""
        return self.content.decode()


class Sent(NamedTuple):
    """A request, as it would go over the wire."""

    target: str
    headers: Mapping[str, str]
    body: Any = None


def sent(request: Any) -> Sent:
    """Return what a request sends; a multipart body as its parts."""
    target = request.path + (f"?{request.query}" if request.query else "")
    body, headers = request.body, dict(request.headers)
    if body is None:
        return Sent(target, headers)
    if hasattr(body, "parts"):
        return Sent(target, headers, [tuple(part) for part in body.parts])
    headers["Content-Type"] = body.media_type
    return Sent(target, headers, body.encode() if hasattr(body, "encode") else body.content)


class Listed(NamedTuple):
    """A list that was asked for."""

    operation: Any
    arguments: Mapping[str, Any]
    options: Any
    paging: Mapping[str, Any]


class _Client:
    """What the clients for tests share."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._requests: list[Any] = []
        self._options: list[Any] = []
        self._answers = list(answers)

    def __repr__(self) -> str:
        return "<client>"

    def _pages(self, operation: Any, arguments: Any, options: Any, **paging: Any) -> Listed:
        return Listed(operation, arguments, options, paging)

    def _exchange(self, operation: Any, request: Any, options: Any) -> Any:
        self._requests.append(request.extended(options))
        self._options.append(options)
        return operation.read(self._answers.pop(0) if self._answers else Answer())


class Client(_Client):
    """A client whose resources are of a generated package."""

    def _call(self, operation: Any, request: Any, options: Any) -> Any:
        return self._exchange(operation, request, options)


class AsyncClient(_Client):
    """The same with `await`."""

    async def _call(self, operation: Any, request: Any, options: Any) -> Any:
        return self._exchange(operation, request, options)


def client(package: Any, *answers: Answer) -> Any:
    """Make a client that gives these answers, and then null."""
    return type("Client", (Client, package.resources.Resources), {})(answers)


def async_client(package: Any, *answers: Answer) -> Any:
    """Make an async client that gives these answers, and then null."""
    return type("AsyncClient", (AsyncClient, package.resources.AsyncResources), {})(answers)
