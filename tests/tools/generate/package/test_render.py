"""How a contract is read and written; whatever the generator says is an error."""

from pathlib import Path
from typing import Any

import pytest
from openapi_python_client.config import ClassOverride

from tests.tools.generate import calling, repository
from tools import documents
from tools.generate.contract import settings as _settings
from tools.generate.contract.contract import Contract
from tools.generate.contract.errors import GenerationError
from tools.generate.package import render


def test_what_the_generator_refuses_is_refused() -> None:
    """A schema that the generator does not take ends in its words, on one line, at its place."""
    answers = {
        "200": {
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gone"}}},
        }
    }
    contract = calling.document({"/a": {"get": calling.operation("a", responses=answers)}})
    with pytest.raises(GenerationError) as caught:
        calling.parse(contract)
    (problem,) = caught.value.problems
    assert problem.startswith("openapi.json#/paths/~1a/get/responses/200/content/")


def test_an_override_that_names_no_class_is_refused() -> None:
    """A class override is for a class that there is."""
    overrides = {"Gone": ClassOverride.model_validate({"class_name": "There"})}
    contract = Contract(calling.document({"/a": {"get": calling.operation("a")}}))
    settings = _settings.Settings(overrides, [], {}, ())
    with pytest.raises(GenerationError, match="class_overrides names Gone, which is not"):
        render.parse(contract, settings)
    assert not render.parse(contract, settings, all_overrides=False).models


def test_a_format_that_fails_is_an_error(tmp_path: Path) -> None:
    """A hook that fails is named with its own words."""
    settings = _settings.Settings({}, ["ruff check . --isolated --no-cache --select NOPE"], {}, ())
    with pytest.raises(GenerationError, match=r"`ruff check .* NOPE` fails: "):
        render.run_hooks(settings, tmp_path)


def test_a_contract_without_objects() -> None:
    """A contract of which no model comes is generated, however often its unions double."""
    schemas: Any = {"S0": {"type": "string"}}
    for number in range(1, 64):
        schemas[f"S{number}"] = {"anyOf": [{"$ref": f"#/components/schemas/S{number - 1}"}] * 2}
    top = {"$ref": "#/components/schemas/S63"}
    answer = {"description": "", "content": {"application/json": {"schema": top}}}
    parameter = {"name": "p", "in": "query", "schema": top}
    get = calling.operation("getA", parameters=[parameter], responses={"200": answer})
    package = calling.generate(calling.document({"/a": {"get": get}}, schemas=schemas))
    client = calling.client(package, calling.Answer(200, b'"x"'))
    assert client.calls.get_a(p="y") == "x"
    assert calling.sent(client._requests[0]).target == "/a?p=y"


def test_a_contract_without_operations(tmp_path: Path) -> None:
    """A contract of schemas alone is generated, with clients that have no resource."""
    contract = calling.document({}, schemas={"A": {"type": "object", "properties": {}}})
    package = repository.load(repository.make(tmp_path, contract), "schemas_api")
    assert package.contract.METHODS == {}
    assert package.resources.Resources() is not None


def test_an_alias_in_a_yaml_contract_is_a_schema_of_its_own(tmp_path: Path) -> None:
    """What a YAML document says once and means twice is generated twice."""
    (tmp_path / "a.yaml").write_text(ALIASES, "utf-8")
    package = calling.generate(documents.load(str(tmp_path / "a.yaml")))
    assert {"Aa", "Bb"} <= {*package.models.__all__}


ALIASES = """
openapi: 3.1.0
info: {title: Small, version: "1"}
paths: {}
components:
  schemas:
    Aa: &same {type: object, properties: {a: {type: string}}}
    Bb: *same
"""
