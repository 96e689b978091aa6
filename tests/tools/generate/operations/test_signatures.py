"""Generated methods as frameworks read them: hints, signatures, griffe and pydantic."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import griffe
import pydantic
import pytest

from tests.tools.generate import calling
from tests.tools.generate.operations import test_answers, test_bodies, test_requests

IMPORT = """
import inspect, sys, typing
sys.path.insert(0, {folder!r})
from everything_api.resources.things import AsyncThings, Things
methods = [
    method
    for resource in (Things, AsyncThings)
    for name, method in vars(resource).items()
    if not name.startswith("_")
]
for method in methods:
    inspect.signature(method)
print(len(methods), *[name for name in sys.modules if name.startswith("everything_api.models.")])
for method in methods:
    typing.get_type_hints(method)
"""


def test_reading_signatures_loads_no_model(everything: Any) -> None:
    """A resource and the signatures of its methods are read without a model, hints after it."""
    code = IMPORT.format(folder=str(Path(everything.__file__).parents[1]))
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["10"]


@pytest.fixture(scope="module", params=[test_requests, test_bodies, test_answers])
def package(request: pytest.FixtureRequest) -> Any:
    """A package with an operation for each case of another test."""
    return calling.generate(request.param.contract())


def methods(package: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The methods of a package, sync and async."""
    for resources in (package.resources.Resources(), package.resources.AsyncResources()):
        for name in package.contract.METHODS["calls"]:
            kind = resources.calls.__class__
            yield f"{kind.__name__}.{name}", getattr(kind, name)


def test_hints_and_signatures_agree(package: Any) -> None:
    """Every annotation can be evaluated, and defaults and kinds are as documented."""
    for name, method in methods(package):
        hints = typing.get_type_hints(method)
        parameters = inspect.signature(method, eval_str=True).parameters
        assert hints.keys() == parameters.keys() - {"self"} | {"return"}, name
        options = [*parameters][-4 if "extra_body" in parameters else -3 :]
        assert options[0] == "timeout"
        for one in parameters.values():
            assert one.name in {"self"} | hints.keys()
            is_path = one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
            assert is_path or one.kind is inspect.Parameter.KEYWORD_ONLY


def test_griffe_reads_every_method(package: Any) -> None:
    """Griffe parses the package from its text, and each docstring describes each argument."""
    root = Path(package.__file__).parent
    tree = griffe.load(root.name, search_paths=[root.parent], docstring_parser="google")
    for name, method in methods(package):
        found = tree[f"resources.calls.{name}"]
        sections = {one.kind.value: one for one in found.docstring.parse(warnings=True)}
        described = [one.name for one in sections["parameters"].value]
        assert described == [*inspect.signature(method).parameters][1:], name
        returns_something = typing.get_type_hints(method)["return"] is not type(None)
        assert ("returns" in sections) is returns_something, name
        assert "ConfigurationError" in {str(one.annotation) for one in sections["raises"].value}


@pytest.mark.parametrize("tests", [test_requests, test_bodies])
def test_pydantic_can_validate_calls(tests: Any) -> None:
    """validate_call takes every method without files; what it lets through is sent as before."""
    package = calling.generate(tests.contract())
    for number, case in enumerate(tests.CASES.values()):
        client, checked = calling.client(package), calling.client(package)
        name = f"send{number}"
        method = getattr(checked.calls, name)
        if "FileInput" in str(inspect.signature(method)):
            continue
        getattr(client.calls, name)(**case.arguments)
        pydantic.validate_call(method)(**case.arguments)
        assert calling.sent(checked._requests[0]) == calling.sent(client._requests[0]), case
