"""Imports point one way: down between rooms, and in no circle, even of annotations."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OVERLAY = (  # from low to high: a room imports itself, and rooms further up in this list
    "anyreach._version anyreach._secret anyreach._errors",
    "anyreach._transport",
    "anyreach._core",
    "anyreach.models",
    "anyreach.recordings",
    "anyreach.export",
    "anyreach.campaigns anyreach.conversations anyreach.workflows",
    "anyreach.knowledge_base",
    "anyreach._async_client anyreach._sync_client anyreach.otel",
    "anyreach",
    "anyreach.testing anyreach.dlt anyreach.spark",
    "anyreach.cli _anyreach_pytest",
    "anyreach.__main__",
)
TOOLS = (
    "tools tools.documents tools.atomic tools.demo",
    "tools.arguments tools.overlays",
    "tools.generate.contract tools.import_mcp tools.import_page tools.specdiff.levels",
    "tools.generate.models tools.specdiff.inputs",
    "tools.generate.operations tools.specdiff.wire.schema",
    "tools.generate.package tools.specdiff.wire",
    "tools.generate tools.specdiff.python tools.derive tools.coverage_table",
    "tools.specdiff.judgement",
    "tools.specdiff.reports",
    "tools.specdiff tools.update",
)
HOUSE = (
    (ROOT / "overlay", ROOT / "overlay", OVERLAY),
    (ROOT / "tools", ROOT, TOOLS),
)
Imports = Mapping[str, AbstractSet[str]]


@functools.cache
def imports_in(folder: Path, root: Path) -> Imports:
    """Return what each module in a folder imports of it, lazily and for annotations too."""
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in folder.rglob("*.py")
    }
    return {name: set(_imports(path, paths.keys())) - {name} for name, path in paths.items()}


def _imports(path: Path, ours: AbstractSet[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & ours
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}:{node.lineno}: import by the whole name"
            assert not node.level, f"{path}:{node.lineno}: import by the whole name"
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from named & ours
            if named - ours and node.module in ours:
                yield node.module


def upward(imports: Imports, floors: tuple[str, ...]) -> set[str]:
    """Return the imports of rooms that are not on a lower floor."""
    floor = {room: number for number, line in enumerate(floors) for room in line.split()}

    def room(name: str) -> str:
        return max((room for room in floor if f"{name}.".startswith(f"{room}.")), key=len)

    return {
        f"{name} -> {other}"
        for name, others in imports.items()
        for other in others
        if room(name) != room(other) and floor[room(name)] <= floor[room(other)]
    }


def circle(imports: Imports) -> list[str]:
    """Return modules that import each other in a circle; none when there is no circle."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize(("folder", "root", "floors"), HOUSE)
def test_a_room_imports_only_rooms_below_it(
    folder: Path, root: Path, floors: tuple[str, ...]
) -> None:
    """No file imports a room of its own floor or of a higher one."""
    assert upward(imports_in(folder, root), floors) == set()


@pytest.mark.parametrize(("folder", "root"), [house[:2] for house in HOUSE])
def test_no_file_is_in_a_circle(folder: Path, root: Path) -> None:
    """No file imports another one that imports it, directly or through others."""
    assert circle(imports_in(folder, root)) == []


def test_the_generated_package_imports_nothing_of_ours() -> None:
    """It imports itself, in relative form, and no package that is written by hand."""
    nodes = [
        node
        for path in (ROOT / "generated").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert "typing" in named
    assert not {name.partition(".")[0] for name in named} & {"anyreach", "anyreach_api", "tools"}


@pytest.mark.parametrize(
    "line",
    [
        "import app.high",
        "from app.high import door",
        "from app import high",
        "def lazily():\n    from app.high import door",
        "if TYPE_CHECKING:\n    from app.high import door",
    ],
)
def test_an_arrow_up_and_a_circle_are_found(line: str, tmp_path: Path) -> None:
    """Each form of an import counts: of a module, of its names, lazily, and for annotations."""
    app = tmp_path / "app"
    (app / "high").mkdir(parents=True)
    (app / "high/__init__.py").write_text("from app.low import x")
    (app / "low.py").write_text(line)
    imports = imports_in(app, tmp_path)
    assert upward(imports, ("app.low", "app.high")) == {"app.low -> app.high"}
    assert set(circle(imports)) == {"app.low", "app.high"}
    (app / "low.py").write_text("from os import path")
    imports_in.cache_clear()
    imports = imports_in(app, tmp_path)
    assert upward(imports, ("app.low", "app.high")) == set()
    assert upward(imports, ("app.low app.high",)) == {"app.high -> app.low"}
    assert circle(imports) == []
