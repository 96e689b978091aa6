"""The verdict of the python side held against mypy and Python themselves.

Small programs are written against the package of one contract. Each must be right there, and in
the package of the next contract it must fail exactly when the differ says that it breaks.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from mypy import api

from tests.tools.specdiff.contracts import Json, contract
from tests.tools.specdiff.python.packages import INTEGER, STRING, call, make, ref, thing
from tools.generate.contract.document import check
from tools.generate.contract.settings import Settings
from tools.generate.package import build, render
from tools.specdiff.judgement.findings import python_finding
from tools.specdiff.judgement.rules import RULES
from tools.specdiff.levels import BREAKING
from tools.specdiff.python.compare import compare

NULLABLE = STRING | {"nullable": True}
LIMIT = {"name": "limit", "in": "query", "schema": INTEGER}
TENANT = {"name": "tenant", "in": "query", "schema": STRING, "required": True}


def kind(*values: str) -> Json:
    """Return a parameter that takes some values."""
    return {"name": "kind", "in": "query", "schema": STRING | {"enum": list(values)}}


# By name: what the contract says before and after, and a program about it.
MODELS: dict[str, tuple[Json, Json, str]] = {
    "Gone": (thing(a=STRING, b=STRING), thing(a=STRING), "print(m.Gone.from_dict({}).b)"),
    "Last": (thing(a=STRING), thing(a=STRING, b=STRING), "print(m.Last('x').a)"),
    "Order": (
        thing(a=STRING, b=STRING), thing(b=STRING, a=STRING),
        "assert m.Order('x', 'y').to_dict() == {'a': 'x', 'b': 'y'}",
    ),
    "Middle": (
        thing(a=STRING, c=STRING), thing(a=STRING, b=STRING, c=STRING),
        "assert m.Middle('x', 'y').to_dict() == {'a': 'x', 'c': 'y'}",
    ),
    "Must": (thing(a=STRING), thing(("b",), a=STRING, b=STRING), "m.Must(a='x')"),
    "Needs": (thing(a=STRING), thing(("a",), a=STRING), "m.Needs()"),
    "Null": (
        thing(("a",), a=STRING), thing(("a",), a=NULLABLE),
        "print(m.Null.from_dict({'a': 'x'}).a.upper())",
    ),
    "NotNull": (
        thing(("a",), a=NULLABLE), thing(("a",), a=STRING),
        "a = m.NotNull.from_dict({'a': 'x'}).a\nif a is not None:\n    print(a.upper())",
    ),
    "Optional": (
        thing(("a",), a=STRING), thing(a=STRING),
        "print(m.Optional.from_dict({'a': 'x'}).a.upper())",
    ),
    "Enum": (
        thing(("a",), a=STRING), thing(("a",), a=STRING | {"enum": ["x"]}),
        "print(m.Enum.from_dict({'a': 'x'}).a.upper())",
    ),
    "Free": (
        thing(("a",), a=STRING | {"enum": ["x"]}), thing(("a",), a=STRING),
        "print(m.Free.from_dict({'a': 'x'}).a.value)",
    ),
    "Kind": (
        thing(("a",), a=INTEGER), thing(("a",), a=STRING),
        "def use(it: m.Kind) -> int:\n    return it.a",
    ),
    "Text": (
        thing(a=STRING) | {"description": "A."}, thing(a=STRING) | {"description": "B."},
        "m.Text()",
    ),
}  # fmt: skip

METHODS: dict[str, tuple[Json, Json, str]] = {
    "take_tenant": (
        call("takeTenant", STRING), call("takeTenant", STRING, parameters=[TENANT]),
        "c.things.take_tenant()",
    ),
    "lose_limit": (
        call("loseLimit", STRING, parameters=[LIMIT]), call("loseLimit", STRING),
        "c.things.lose_limit(limit=1)",
    ),
    "gain_limit": (
        call("gainLimit", STRING), call("gainLimit", STRING, parameters=[LIMIT]),
        "c.things.gain_limit()",
    ),
    "narrow_limit": (
        call("narrowLimit", STRING, parameters=[LIMIT]),
        call("narrowLimit", STRING, parameters=[LIMIT | {"schema": STRING}]),
        "c.things.narrow_limit(limit=1)",
    ),
    "pass_value": (
        call("passValue", STRING, parameters=[kind("open", "closed")]),
        call("passValue", STRING, parameters=[kind("open")]),
        "c.things.pass_value(kind='closed')",
    ),
    "other_result": (
        call("otherResult", STRING), call("otherResult", INTEGER),
        "text: str | None = c.things.other_result()",
    ),
    "move": (call("move", STRING), call("move", STRING, tags=["other"]), "c.things.move()"),
}  # fmt: skip

CALL = """\
from anyreach_api.resources import Resources

def use(c: Resources) -> None:
    {program}
"""

RUN = """\
import json, pathlib, runpy, sys
sys.path.insert(0, sys.argv[1])
failed = []
for program in sorted(pathlib.Path(sys.argv[2]).glob("*.py")):
    try:
        runpy.run_path(str(program))
    except (AssertionError, AttributeError, ImportError, TypeError, ValueError):
        failed.append(program.stem)
print("FAILED", json.dumps(failed))
"""


def document(side: int) -> Json:
    """Return the contract before or after."""
    schemas = {name: case[side] for name, case in MODELS.items()}
    paths: Json = {f"/{name}": {"get": call(f"get{name}", ref(name))} for name in MODELS}
    paths |= {f"/{name}": {"get": case[side]} for name, case in METHODS.items()}
    return contract(paths, {"schemas": schemas})


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the programs."""
    root = tmp_path_factory.mktemp("oracle")
    (root / "programs").mkdir()
    (root / "mypy.ini").write_text("[mypy]\n")
    for name, (_, _, program) in MODELS.items():
        text = f"from anyreach_api import models as m\n\n{program}\n"
        (root / "programs" / f"{name}.py").write_text(text)
    for name, (_, _, program) in METHODS.items():
        text = CALL.format(program=program)
        (root / "programs" / f"{name}.py").write_text(text)
    return root


def failing(directory: Path, side: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Type-check and run every program against one package, and return those that fail."""
    path, programs = directory / side, directory / "programs"
    monkeypatch.setenv("MYPYPATH", str(path))
    output, error, _ = api.run(
        ["--strict", "--config-file", str(directory / "mypy.ini"), "--cache-dir",
         str(directory / "cache"), *map(str, sorted(programs.glob("*.py")))],
    )  # fmt: skip
    assert error == ""
    places = [Path(line.split(":")[0]) for line in output.splitlines() if ": error: " in line]
    checked = {place.stem for place in places if place.parent.name == "programs"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(programs)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return checked | set(json.loads(done.stdout.rpartition("FAILED ")[2]))


def test_verdicts_are_those_of_mypy_and_python(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that was right fails with the new package exactly when the verdict is breaking."""
    facts = [make(directory, side, document(at)) for at, side in enumerate(("base", "revision"))]
    for at, side in enumerate(("base", "revision")):
        parsed = build.understand(check(document(at)), Settings({}, [], {}, ())).parsed
        render.render(parsed, directory / side / "anyreach_api")
    found = [python_finding(one, RULES[one.rule].level) for one in compare(facts[0], facts[1])]
    worst: Mapping[str, int] = {
        name: max(
            (one.worst for one in found if {f"GET /{name}"} == set(one.operations)), default=0
        )
        for name in (*MODELS, *METHODS)
    }
    assert failing(directory, "base", monkeypatch) == set()
    broken = {name for name, level in worst.items() if level == BREAKING}
    assert failing(directory, "revision", monkeypatch) == broken
    assert broken == worst.keys() - {"Last", "NotNull", "Enum", "Text", "gain_limit"}
