"""Small contracts that can be generated, and what the python side finds between them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.specdiff.contracts import Json, content, contract
from tools.specdiff.judgement.findings import Finding, python_finding
from tools.specdiff.judgement.rules import RULES
from tools.specdiff.python.compare import compare
from tools.specdiff.python.facts import Source
from tools.specdiff.python.generate import generate

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}

Compare = Callable[[Json, Json], list[Finding]]


@pytest.fixture(scope="session")
def compare_packages(tmp_path_factory: pytest.TempPathFactory) -> Compare:
    """Generate two contracts in this process, and compare the packages."""

    def run(base: Json, revision: Json) -> list[Finding]:
        directory = tmp_path_factory.mktemp("packages")
        facts = [make(directory, *side) for side in (("base", base), ("revision", revision))]
        found = compare(facts[0], facts[1])
        return [python_finding(one, RULES[one.rule].level) for one in found]

    return run


def make(directory: Path, side: str, document: Json) -> Any:
    """Generate one side, which must succeed."""
    (directory / side).mkdir()
    facts = generate(Source(document), directory / side)
    assert facts["problems"] == []
    return facts


def ref(name: str) -> Json:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(required: tuple[str, ...] = (), /, **properties: Json) -> Json:
    """Return an object."""
    return {"type": "object", "properties": properties, "required": list(required)}


def call(name: str, answer: Json | None = None, body: Json | None = None, **more: Any) -> Json:
    """Return an operation that answers or takes something."""
    answers: Json = (
        {"200": {"description": ""} | content(answer)} if answer else {"204": {"description": ""}}
    )
    given: Json = {"operationId": name, "tags": ["things"], "responses": answers}
    return given | ({"requestBody": content(body) | {"required": True}} if body else {}) | more


def read_and_passed(**schemas: Json) -> Json:
    """Return a contract in which each schema `Read…` is answered, and each `Pass…` is taken.

    It is taken inside a body: a body itself has its properties as parameters of the method.
    """
    paths: Json = {}
    for name in schemas:
        if name.startswith("Read"):
            paths[f"/{name}"] = {"get": call(f"get{name}", ref(name))}
        if name.startswith("Pass"):
            paths[f"/{name}"] = {"post": call(f"post{name}", body=thing(("it",), it=ref(name)))}
    return contract(paths, {"schemas": schemas})
