"""The generator in our process: whatever it says is an error."""

import contextlib
import copy
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import repository
from tools.generate import _build, _render, _settings, main
from tools.generate._contract import Contract
from tools.generate._errors import GenerationError


def test_what_the_generator_refuses_is_refused() -> None:
    """A document that the generator does not take at all ends in its words, on one line."""
    with pytest.raises(GenerationError, match="Failed to parse OpenAPI document") as caught:
        _render.parse(
            Contract({"openapi": "3.0.3", "paths": {}}), _settings.Settings({}, [], {}, ())
        )
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("name", ["everything", "openapi"])
def test_copies_left_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the generator's copies of operations, every byte is what it is with them."""
    directory = repository.CONTRACTS if name == "everything" else repository.ROOT
    contract = json.loads((directory / f"{name}.json").read_text("utf-8"))
    fast, slow = (repository.make(tmp_path / one, contract) for one in ("fast", "slow"))
    copies = 0

    def counted(endpoint: Any) -> Any:
        nonlocal copies
        copies += 1
        return copy.deepcopy(endpoint)

    assert main([], fast) == 0
    monkeypatch.setattr(_render, "uncopied", contextlib.nullcontext)
    monkeypatch.setattr("openapi_python_client.parser.openapi.deepcopy", counted)
    assert main([], slow) == 0
    assert copies > 0
    assert repository.tree(fast / "generated") == repository.tree(slow / "generated")


def test_a_contract_without_objects(tmp_path: Path) -> None:
    """A contract of which no model comes is generated, however often its unions double."""
    schemas: Any = {"S0": {"type": "string"}}
    for number in range(1, 64):
        schemas[f"S{number}"] = {"anyOf": [{"$ref": f"#/components/schemas/S{number - 1}"}] * 2}
    top = {"$ref": "#/components/schemas/S63"}
    answer = {"description": "", "content": {"application/json": {"schema": top}}}
    parameter = {"name": "p", "in": "query", "schema": top}
    get = {"operationId": "getA", "parameters": [parameter], "responses": {"200": answer}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {"/a": {"get": get}},
        "components": {"schemas": schemas},
    }
    repository.load(repository.make(tmp_path, document), "doubled_api")
    assert importlib.import_module("doubled_api.api.default.get_a").sync


def test_what_the_generator_says_at_the_end_is_an_error(tmp_path: Path) -> None:
    """An error of the last step, such as a package that is already there, stops the command."""
    plan = _build.plan(repository.ROOT)
    (tmp_path / _build.PACKAGE).mkdir()
    with pytest.raises(GenerationError, match="Directory already exists"):
        _build.build(plan, tmp_path)
