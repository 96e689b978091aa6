"""The python side as CI meets it: real processes, refused contracts, missing packages, limits."""

import ast
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anyreach_api import models, resources
from tests.tools.specdiff.contracts import Json, contract
from tests.tools.specdiff.python.packages import (
    INTEGER,
    STRING,
    Compare,
    call,
    compare_packages,
    read_and_passed,
    ref,
    thing,
)
from tools import overlays
from tools.documents import DocumentError
from tools.generate.package import pins
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.findings import Finding, diff
from tools.specdiff.python import generate, process
from tools.specdiff.python.compare import compare
from tools.specdiff.python.facts import Source, nothing
from tools.specdiff.python.process import are_alike

__all__ = ["compare_packages"]

ROOT = Path(__file__).parents[4]
CONTRACT: Json = json.loads((ROOT / "openapi.json").read_text("utf-8"))
OPERATION = "/core/conversations/{conversation_id}"

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Compare two contracts in a process of its own, and read the report."""

    def start(
        base: Json, revision: Json, *arguments: str, path: str = "", seed: str = "random"
    ) -> tuple[int, Any, str]:
        sides = [tmp_path / "base.json", tmp_path / "revision.json"]
        for file, document in zip(sides, (base, revision), strict=True):
            file.write_text(json.dumps(document))
        done = subprocess.run(
            [sys.executable, "-m", "tools.specdiff", *map(str, sides), "--format", "json",
             *arguments],
            cwd=ROOT, capture_output=True, check=False,
            env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert done.stderr == b""
        return done.returncode, json.loads(done.stdout), done.stdout.decode()

    return start


def copy_of(document: Json) -> Json:
    """Copy a contract."""
    copied: Json = json.loads(json.dumps(document))
    return copied


def found(base: Json, revision: Json) -> tuple[Finding, ...]:
    """Return what the python side finds, by way of the worker."""
    sides = (Document(base, "base.json"), Document(revision, "revision.json"))
    return diff(*sides, {}, ("python",)).findings


def test_the_real_contract(run: Run) -> None:
    """What goes from the real contract is said in terms of Python, the same in every run."""
    revision = copy_of(CONTRACT)
    del revision["components"]["schemas"]["Conversation"]["properties"]["user_turn_count"]
    get = revision["paths"][OPERATION]["get"]
    get["parameters"].append({"name": "tenant", "in": "query", "required": True, "schema": STRING})
    runs = [run(CONTRACT, revision, seed=seed) for seed in ("1", "2")]
    assert len({text for _, _, text in runs}) == 1
    code, report, _ = runs[0]
    assert (code, report["verdict"]["python"]) == (1, "breaking")
    python = {one["rule"]: one for one in report["findings"] if "python" in one["levels"]}
    gone, tenant = python["python-attribute-removed"], python["python-parameter-added-required"]
    assert gone["sentence"].startswith("`Conversation.user_turn_count` is removed: ")
    assert f"GET {OPERATION}" in gone["operations"]
    assert tenant["sentence"].startswith("`client.conversations.get` now requires `tenant: str`: ")
    assert tenant["revision"].endswith("/get/parameters/1")


def shuffled(document: Json) -> Json:
    """Turn around the order of everything that has none in Python."""
    turned = copy_of(document)
    turned["paths"] = dict(reversed(turned["paths"].items()))
    turned["components"]["schemas"] = dict(reversed(turned["components"]["schemas"].items()))
    for schema in turned["components"]["schemas"].values():
        schema.get("enum", []).reverse()
        schema.get("required", []).reverse()
    for item in turned["paths"].values():
        for method in item.values():
            method.get("parameters", []).reverse()
            method["responses"] = dict(reversed(method["responses"].items()))
    return dict(reversed(turned.items()))


def test_order_that_says_nothing() -> None:
    """Two orders of one contract give packages that are alike, but for the order of properties."""
    assert found(CONTRACT, shuffled(CONTRACT)) == ()
    turned = copy_of(CONTRACT)
    talk = turned["components"]["schemas"]["Conversation"]
    talk["properties"] = dict(reversed(talk["properties"].items()))
    assert [one.rule for one in found(CONTRACT, turned)] == ["python-constructor-order-changed"]


def test_documentation_is_not_generated_twice() -> None:
    """Texts, examples and limits are nothing to the generator; names, types and marks are."""
    described = copy_of(CONTRACT)
    described["info"] = {"title": "Other", "version": "2"}
    detail = described["components"]["schemas"]["Error"]["properties"]["detail"]
    detail |= {"description": "Other.", "example": "Other", "maxLength": 5, "pattern": "^a"}
    assert are_alike(CONTRACT, described)
    for change in (
        {"description": "sensitive: other"}, {"type": "integer"}, {"enum": ["description"]},
        {"default": "x"}, {"maxLength": "5"}, {"description": None},
    ):  # fmt: skip
        other = copy_of(CONTRACT)
        other["components"]["schemas"]["Error"]["properties"]["detail"] |= change
        assert not are_alike(CONTRACT, other)
    named = copy_of(CONTRACT)
    del named["components"]["schemas"]["Conversation"]["properties"]["summary"]
    assert not are_alike(CONTRACT, named)
    assert not are_alike(CONTRACT, CONTRACT | {"info": None})
    assert not are_alike(CONTRACT, CONTRACT | {"tags": [*CONTRACT["tags"], {"name": "more"}]})


def titled(title: Any, version: Any = "1") -> Json:
    """Return a contract that cannot be generated, whatever is left out, when a text is none."""
    return contract(info={"title": title, "version": version})


def test_refused_contracts() -> None:
    """A side that cannot be generated is risky, and says which one and why; the other is named."""
    (base,) = found(titled(1), CONTRACT)
    assert (base.rule, base.worst, base.revision) == ("python-base-not-generated", 1, None)
    assert base.before == ["#/info/title: Input should be a valid string"]
    assert base.sentence.startswith(
        "Python code was not checked: the base cannot be generated (#/info"
    )
    many = titled(1, 1) | {"tags": [{"name": 1}] * 3}
    both = found(titled(1), many)
    assert [one.rule for one in both] == [
        "python-base-not-generated", "python-revision-not-generated"
    ]  # fmt: skip
    assert both[1].after[-1] == "and 2 more"


def test_what_is_left_out() -> None:
    """What cannot be generated or is skipped is listed once when it changes; the rest is judged."""

    def side(broken: Json, schema: Json = STRING, **more: Json) -> Json:
        schemas: Json = {"Skipped": schema, "Used": STRING}
        paths: Json = {
            "/a/{b}": {"get": call("getBroken", broken)},
            "/c": {"get": call("getC", ref("Skipped"))},
            "/d": {"get": call("getD", STRING)},
        }
        return contract(paths | more, {"schemas": schemas})

    config = "skip:\n- {schema: Skipped, reason: Odd}\n- {operation: getD, reason: Old}\n"

    def judged(base: Json, revision: Json) -> list[Finding]:
        sides = (Document(base, "base.json"), Document(revision, "revision.json"))
        return [*diff(*sides, {}, ("python",), (config, config)).findings]

    whole = side(ref("Used"))
    (new,) = judged(whole, side(ref("Used"), **{"/e": {"get": call("getE", STRING)}}))
    assert new.sentence == "`client.things.get_e` is new."
    (left_out,) = judged(whole, side(INTEGER, INTEGER))
    assert (left_out.rule, left_out.worst) == ("python-left-out", 1)
    assert left_out.sentence == (
        "Python code that uses these parts was not checked, since they are not generated: "
        "getBroken (the path parameter b is not described: add it), the schema Skipped (Odd); "
        "compare them by hand."
    )
    within = copy_of(whole)
    within["components"]["schemas"]["Used"] = INTEGER
    (again,) = judged(whole, within)
    assert again.rule == "python-left-out"
    assert again.change != left_out.change


def test_much_that_is_left_out_is_summed_up() -> None:
    """Of many parts that are left out, the sentence has the first, and the values have all."""
    names = {f"op{number:02}": "1" for number in range(12)}
    (left_out,) = compare(nothing([]), {**nothing([]), "left_out": names})
    assert left_out.subject.endswith("op08, op09 and 2 more")
    assert left_out.after == names


def test_what_one_side_cannot_generate_is_not_judged() -> None:
    """What only one side generates, since the other cannot, is neither gone nor new."""

    def side(parameters: list[Json], kept: Json, odd: Json) -> Json:
        held = thing(own=ref("Inner"))
        schemas = {"Held": held, "Inner": thing(x=STRING), "Kept": kept, "Odd": odd}
        paths: Json = {
            "/a/{b}": {"get": call("getHeld", ref("Held"), parameters=parameters)},
            "/c": {"get": call("getKept", ref("Kept"))},
            "/d": {"get": call("getOdd", ref("Odd"))},
        }
        return contract(paths, {"schemas": schemas})

    described = {"name": "b", "in": "path", "required": True, "schema": STRING}
    odd: Json = {"type": "object", "properties": {"a": {"type": "nonsense"}}}
    whole = side([described], thing(k=STRING), thing(a=STRING))
    partly = side([], thing(k=STRING, new=STRING), odd)
    assert {one.rule for one in found(whole, partly)} == {
        "python-left-out", "python-attribute-added", "python-result-widened"
    }  # fmt: skip
    assert {one.rule for one in found(partly, whole)} == {
        "python-left-out", "python-attribute-removed", "python-result-type-unclear"
    }  # fmt: skip


def test_a_skip_is_a_change_for_users() -> None:
    """What one side skips and the other does not is gone, and the list says why."""
    document = contract({"/d": {"get": call("getD", STRING)}})
    same = Document(document, "a.json"), Document(document, "b.json")
    config = "skip:\n- {operation: getD, reason: Old}\n"
    removed, left_out = diff(*same, {}, ("python",), ("{}", config)).findings
    assert (removed.rule, left_out.rule) == ("python-method-removed", "python-left-out")
    assert "getD (Old)" in left_out.sentence
    (renamed,) = diff(*same, {}, ("python",), ("{}", "method_names: {getD: fetch}")).findings
    assert (renamed.before, renamed.after) == ("client.things.get_d", "client.things.fetch")


def test_what_is_noted_is_what_is_written(tmp_path: Path) -> None:
    """Constructors, members and signatures are noted as the generated package has them."""
    noted = generate.generate(Source(overlays.load(ROOT)[0]), tmp_path)
    for name, facts in noted["classes"].items():
        written: Any = getattr(models, name)
        if facts["kind"] == "model":
            names = [*(member[0] for member in facts["members"]), "nulls"]
            assert list(inspect.signature(written).parameters) == names
        else:
            assert [(one.name, one.value) for one in written] == facts["members"]
    for name, one in noted["methods"].items():
        tag, _, method = name.partition(".")
        module = ast.parse(Path(str(resources.__file__)).with_name(f"{tag}.py").read_text("utf-8"))
        holder = next(each for each in module.body if isinstance(each, ast.ClassDef))
        functions = {each.name: each for each in holder.body if isinstance(each, ast.FunctionDef)}
        function = functions[method]
        function.body = ast.parse("...").body
        noted_as = ast.parse(f"def {method}{one['signature']}: ...")
        assert ast.unparse(function) == ast.unparse(noted_as)


def test_a_reference_that_leads_nowhere() -> None:
    """A document that does not resolve is the same error with the python side as without it."""
    whole, broken = (
        contract({"/a": {"get": call("getA", answer)}}) for answer in (STRING, ref("Nothing"))
    )
    with pytest.raises(DocumentError, match="leads nowhere"):
        found(whole, broken)


def test_a_generator_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other versions than the pinned ones nothing is generated, and it says so."""
    monkeypatch.setattr(pins, "PINS", {"griffelib": "0"})
    problems = generate.generate(Source(CONTRACT), tmp_path)["problems"]
    assert problems[0].endswith("but 0 is needed")


def test_a_generator_that_fails(tmp_path: Path) -> None:
    """Whatever the generator raises is a side that cannot be compared."""
    schema: Json = STRING
    for _ in range(sys.getrecursionlimit()):
        schema = {"type": "array", "items": schema}
    deep = contract({"/a": {"get": call("getA", schema)}})
    problems = generate.generate(Source(deep), tmp_path)["problems"]
    assert problems == ["the generator fails with RecursionError"]


def test_settings_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `generator-config.yaml` nothing can be generated, and it says so."""
    monkeypatch.setattr(generate, "_SETTINGS", tmp_path / "generator-config.yaml")
    (problem,) = generate.generate(Source(CONTRACT), tmp_path)["problems"]
    assert "generator-config.yaml" in problem


def test_a_refused_contract_that_is_the_same() -> None:
    """What cannot be generated and does not change has no finding."""
    assert found(titled(1), titled(1)) == ()


BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name == "openapi_python_client":
            raise ModuleNotFoundError("blocked", name=name)

sys.meta_path.insert(0, Blocker())
"""


def test_a_package_that_is_missing(run: Run, tmp_path: Path) -> None:
    """Without the generator the api side works, and the python side is risky."""
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(BLOCKER)
    revision = copy_of(CONTRACT)
    revision["components"]["schemas"]["Error"]["properties"]["detail"]["type"] = "integer"
    path = str(tmp_path / "path")
    code, report, _ = run(CONTRACT, revision, path=path)
    assert (code, report["verdict"]) == (
        1, {"api": "breaking", "python": "risky", "sensitivity": "compatible"}
    )  # fmt: skip
    (finding,) = [one for one in report["findings"] if "python" in one["levels"]]
    assert finding["rule"] == "python-not-installed"
    said = "openapi_python_client is not installed; install the dependency group `generate`"
    assert said in finding["sentence"]
    api = run(CONTRACT, revision, "--view", "api", path=path)
    assert (api[0], api[1]["verdict"]["python"]) == (1, None)


def test_a_contract_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contract that would take more time than it gets ends its process, and is risky."""
    schemas: Json = {"S0": STRING}
    for number in range(1, 20_000):
        inner = {"a": ref(f"S{number - 1}")}
        schemas[f"S{number}"] = {"type": "object", "properties": inner}
    paths: Json = {"/a": {"get": call("getA", ref("S9"))}}
    limited = "from tools.specdiff.python import worker\nworker.SECONDS = 1\nmain("
    monkeypatch.setattr(process, "START", process.START.replace("main(", limited))
    (finding,) = found(contract(), contract(paths, {"schemas": schemas}))
    assert finding.rule == "python-revision-not-generated"
    assert finding.after == ["the generator needs more time or memory than it gets"]


def test_names_that_are_hostile(compare_packages: Compare) -> None:
    """Names and texts that would be code in a template, a pointer or a sentence stay names."""
    name = 'a"b\'c {before} ~/${{ 7 * 7 }}"""'
    sides = [
        read_and_passed(
            ReadIt=thing(
                **{name: kind | {"description": name}, "e": STRING | {"enum": [name, *more]}}
            )
        )
        for kind, more in ((STRING, ()), (INTEGER, (f"{name} {{after}}",)))
    ]
    field, member = compare_packages(*sides)
    assert field.rule == "python-attribute-type-changed"
    assert field.revision == (
        "/components/schemas/ReadIt/properties/" + name.replace("~", "~0").replace("/", "~1")
    )
    assert (member.rule, member.revision) == (
        "python-enum-member-added", "/components/schemas/ReadIt/properties/e"
    )  # fmt: skip


@pytest.mark.parametrize("depth", [180, 210])
def test_types_that_are_nested_too_deep(run: Run, depth: int) -> None:
    """Types in which the comparison would lose itself are a side that cannot be compared."""

    def side(kind: Json) -> Json:
        schemas: Json = {"A0": kind}
        for number in range(1, depth):
            schemas[f"A{number}"] = {"type": "array", "items": ref(f"A{number - 1}")}
        return contract({"/a": {"get": call("getA", ref(f"A{depth - 1}"))}}, {"schemas": schemas})

    _, report, _ = run(side(STRING), side(INTEGER))  # mypy, once imported, lets Python go deeper
    (finding,) = (one for one in report["findings"] if "python" in one["levels"])
    assert finding["rule"] == "python-revision-not-generated"
    assert finding["after"] == ["its types are nested too deep to be compared"]
