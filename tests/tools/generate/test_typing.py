"""What is generated is clean for strict type checkers, whatever the contract calls its parts."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from anyreach_api.contract import METHODS
from tests.tools.generate import calling, repository
from tests.tools.generate.operations import test_answers, test_bodies, test_requests

USE = """
from typing import assert_type
from uuid import UUID
import attrs
import everything_api
from everything_api.api.things import get_thing
from everything_api.models import Color, GetThingResponse202, Leaf, Maker, Thing
from everything_api.redaction import redacted, to_dict
from everything_api.resources import AsyncResources, Resources
from everything_api.types import UNSET

thing = Thing.from_dict({})
assert_type(thing, Thing)
assert_type(thing.kind, Color)
assert_type(thing.maybe, int | None)
assert_type(thing.diary, str | None)
assert_type(thing.tree, Leaf | None)
assert_type(thing.prices, dict[str, float] | None)
assert_type(thing.redacted(), Thing)
assert_type(redacted([thing]), list[Thing])
assert_type(thing.redacted_fields, frozenset[str])
if thing.tree is not None and thing.tree.leaves is not None:
    assert_type(thing.tree.leaves[0], Leaf)
thing.maybe = None
thing.diary = "dear"
made = Thing(UUID(int=1), Color.RED, 3, Maker("Ada"), diary="x", maybe=None, sold_at=UNSET)
made = attrs.evolve(made, maybe=3, diary=None, text="y")
made.maybe = "text"  # type: ignore[assignment]
thing["key"]  # type: ignore[index]
everything_api.models.Nope  # type: ignore[attr-defined]
everything_api.nope  # type: ignore[attr-defined]

def use(client: Resources) -> None:
    assert_type(client.things.list(timeout=3), list[Thing])
    assert_type(client.things.get("a", color=["red"]), Thing | GetThingResponse202 | list[Thing])
    assert_type(client.things.delete("a"), None)
    assert_type(client.colors.list(), list[Color])
    client.things.get("a", color=["gren"])  # type: ignore[list-item]
    client.things.get("a", colour=["red"])  # type: ignore[call-arg]
    get_thing.request("a", limit="7")  # type: ignore[arg-type]

async def use_async(client: AsyncResources) -> None:
    assert_type(await client.things.list(), list[Thing])
"""


def complaints(tmp_path: Path, *paths: Path) -> list[str]:
    """What mypy --strict says."""
    options = ["--strict", "--no-incremental", "--config-file=", "--cache-dir", str(tmp_path)]
    output, error, _ = api.run([*options, *map(str, paths)])
    assert not error
    return [line for line in output.splitlines() if ": error: " in line]


def test_mypy_is_strict_and_content(everything: Any, tmp_path: Path) -> None:
    """Mypy --strict accepts every generated module, and knows what methods take and return."""
    (tmp_path / "use.py").write_text(USE, "utf-8")
    assert not complaints(tmp_path, Path(everything.__file__).parent, tmp_path / "use.py")


@pytest.mark.parametrize(
    "contract", [test_requests.contract, test_bodies.contract, test_answers.contract]
)
def test_every_kind_of_operation_is_clean(contract: Callable[[], Any], tmp_path: Path) -> None:
    """Mypy --strict accepts each operation of the tests of requests, bodies and answers."""
    package = calling.generate(contract())
    assert not complaints(tmp_path, Path(package.__file__).parent)


@pytest.mark.parametrize("kind", [ast.FunctionDef, ast.AsyncFunctionDef])
def test_the_app_uses_every_method(kind: type[ast.AST]) -> None:
    """The app that the type checkers read has each method for conversations, sync and async."""
    text = (repository.ROOT / "tests" / "typing" / "app.py").read_text("utf-8")
    used = {
        ast.unparse(node).removeprefix("client.")
        for function in ast.parse(text).body
        if isinstance(function, kind)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
    }
    assert used >= {f"conversations.{name}" for name in METHODS["conversations"]}
