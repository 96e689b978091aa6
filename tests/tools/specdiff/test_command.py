"""The command as CI runs it: sides, formats, views, exit codes, and errors of one line."""

import contextlib
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.tools.specdiff.contracts import Json, contract, operation, request_of, response_of
from tools.specdiff._command import main
from tools.specdiff.inputs.sources import read, settings
from tools.specdiff.inputs.values import is_array, is_object

ROOT = Path(__file__).parents[3]
PUBLISHED = json.loads((ROOT / "tools/specdiff/schema.json").read_text())
STRING = {"type": "string"}
ENV = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write contracts between which changes are breaking, risky and compatible."""
    monkeypatch.chdir(tmp_path)
    written = {
        "base.json": request_of(STRING),
        "breaking.json": request_of(STRING | {"maxLength": 3}),
        "risky.json": request_of(STRING, servers=[{"url": "https://a.test"}]),
        "compatible.json": request_of(STRING | {"title": "T"}),
    }
    for name, document in written.items():
        (tmp_path / name).write_text(json.dumps(document))
    return tmp_path


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process; the python side has tests of its own."""
    code = main(["--view", "api", *arguments])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("revision", "fail_on", "code"),
    [
        ("base.json", "risky", 0),
        ("compatible.json", "risky", 0),
        ("risky.json", "risky", 2),
        ("risky.json", "breaking", 0),
        ("breaking.json", "breaking", 1),
        ("breaking.json", "risky", 1),
        ("breaking.json", "never", 0),
    ],
)
@pytest.mark.usefixtures("sides")
def test_exit_codes(
    capsysbinary: pytest.CaptureFixture[bytes], revision: str, fail_on: str, code: int
) -> None:
    """0 is below the threshold, 1 is breaking, 2 is risky when that was asked for."""
    found, _, err = run(capsysbinary, "base.json", revision, "--fail-on", fail_on)
    assert (found, err) == (code, "")


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["a.json", "b.json", "c.json"], ["base.json", "base.json", "--format", "pdf"],
        ["base.json", "base.json", "--form", "json"], ["-x:y", "base.json"],
        ["base.json", "--", "-x:y"],
    ],
)  # fmt: skip
@pytest.mark.usefixtures("sides")
def test_bad_arguments(capsysbinary: pytest.CaptureFixture[bytes], arguments: list[str]) -> None:
    """Bad arguments, a ref that looks like an option among them, exit 64 with one line."""
    code, out, err = run(capsysbinary, *arguments)
    assert (code, out, err.count("\n")) == (64, "", 1)
    assert err.startswith("specdiff: ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "bad.json"),
        ('{"a": 1, "a": 2}', "bad.json"),
        ('{"openapi": "2.0"}', "must be 3.0, 3.1 or 3.2"),
        ("[" * 1000, "bad.json"),
        ('{"openapi": "3.0.0", "paths": {"/a": {"$ref": "#/x"}}}', "#/paths/~1a"),
    ],
)
def test_bad_data(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path, text: str, problem: str
) -> None:
    """A document that is not OpenAPI, or does not resolve, exits 65 with one line and its place."""
    (sides / "bad.json").write_text(text)
    code, out, err = run(capsysbinary, "base.json", "bad.json")
    assert (code, out, err.count("\n")) == (65, "", 1)
    assert problem in err


def test_yaml_bomb(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """Aliases that multiply are refused in bounded memory."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 64)]
    (sides / "bomb.yaml").write_text("\n".join(lines))
    assert run(capsysbinary, "bomb.yaml", "base.json")[0] == 65


def test_yaml_is_read(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """A side may be YAML."""
    (sides / "base.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    post:\n"
        "      responses: {}\n      requestBody: {content: {application/json: {schema: "
        "{type: string}}}}\n"
    )
    assert run(capsysbinary, "base.yaml", "base.json")[1].startswith("no changes")


@contextlib.contextmanager
def _serving(folder: Path) -> Generator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            del format, args

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_url_is_read(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """A side may be an http URL."""
    with _serving(sides) as url:
        assert run(capsysbinary, "base.json", f"{url}/breaking.json")[0] == 1
        assert run(capsysbinary, "base.json", f"{url}/nothing.json")[0] == 65


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.test", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True,
        env=os.environ | ENV,
    )  # fmt: skip


def test_side_from_git(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """A side may be a file as a commit has it; what git does not have is said in a sentence."""
    git(sides, "init", "-q")
    git(sides, "add", ".")
    git(sides, "commit", "-qm", "one")
    (sides / "base.json").write_text((sides / "breaking.json").read_text())
    assert run(capsysbinary, "HEAD:base.json", "base.json")[0] == 1
    code, _, err = run(capsysbinary, "HEAD:nothing.json", "base.json")
    assert (code, err) == (65, "specdiff: HEAD:nothing.json: git has no such file in that commit\n")
    code, _, err = run(capsysbinary, "v9:base.json", "base.json")
    assert code == 65
    assert "git knows no such ref" in err
    assert run(capsysbinary, "a\0b:base.json", "base.json")[0] == 65


OVERLAY = """\
overlay: 1.0.0
info: {title: Ours, version: "1"}
actions:
- target: $.paths['/a'].post
  update: {x-required-scopes: [read]}
- target: $.paths['/a'].post.requestBody.content['application/json'].schema.properties.key
  update: {format: password}
"""


def test_what_is_ours_is_applied(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """Each side is compared with its own Overlay document, or with that of the other one."""
    record = request_of({"type": "object", "properties": {"key": STRING}})
    for name in ("openapi.json", "next.json", "other.json"):
        (sides / name).write_text(json.dumps(record))
    (sides / "openapi.overlay.yaml").write_text(OVERLAY)
    git(sides, "init", "-q")
    git(sides, "add", ".")
    git(sides, "commit", "-qm", "one")
    (sides / "openapi.overlay.yaml").write_text(
        OVERLAY.partition("- target: $.paths['/a'].post.")[0]
    )
    arguments = ("--fail-on", "never", "--format", "json")

    def found(*both: str) -> set[str]:
        report = json.loads(run(capsysbinary, *both, *arguments)[1])
        return {one["rule"] for one in report["findings"]}

    assert found("next.json", "openapi.json") == set()
    assert found("next.json", "other.json") == set()
    assert "field-no-longer-secret" in found("HEAD:openapi.json", "openapi.json")
    assert found("HEAD:openapi.json", "next.json") == set()
    assert run(capsysbinary, "HEAD:openapi.json", "openapi.json")[0] == 1


def test_how_each_side_is_generated(sides: Path) -> None:
    """Each side has the `generator-config.yaml` of its own revision, or that of the other one."""
    for name in ("openapi.json", "next.json"):
        (sides / name).write_text(json.dumps(contract()))
    config = sides / "generator-config.yaml"
    config.write_text("old")
    git(sides, "init", "-q")
    git(sides, "add", ".")
    git(sides, "commit", "-qm", "one")
    config.write_text("new")
    old, new, bare = (read(one) for one in ("HEAD:openapi.json", "openapi.json", "next.json"))
    assert settings(old, new) == ("old", "new")
    assert settings(bare, new) == settings(new, bare) == ("new", "new")
    assert settings(bare, bare) == (None, None)
    config.unlink()
    assert settings(read("openapi.json"), bare) == (None, None)


def test_default_sides(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """Without sides, the working tree is compared with where it left the main branch."""
    contract_file = sides / "openapi.json"
    contract_file.write_text((sides / "base.json").read_text())
    git(sides, "init", "-q", "-b", "main")
    git(sides, "add", ".")
    git(sides, "commit", "-qm", "one")
    git(sides, "checkout", "-qb", "work")
    contract_file.write_text((sides / "breaking.json").read_text())
    assert run(capsysbinary)[0] == 1
    git(sides, "commit", "-qam", "two")
    assert run(capsysbinary)[0] == 1
    git(sides, "branch", "-q", "-D", "main")
    code, _, err = run(capsysbinary)
    assert (code, err.count("\n")) == (64, 1)


def test_shallow_clone(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shallow clone, the message says what to fetch."""
    git(sides, "init", "-q", "origin")
    (sides / "origin/base.json").write_text((sides / "base.json").read_text())
    git(sides / "origin", "add", ".")
    git(sides / "origin", "commit", "-qm", "one")
    git(sides / "origin", "commit", "-qm", "two", "--allow-empty")
    git(sides, "clone", "-q", "--depth=1", (sides / "origin").as_uri(), "clone")
    monkeypatch.chdir(sides / "clone")
    code, _, err = run(capsysbinary, "HEAD~1:base.json", "base.json")
    assert code == 65
    assert "git fetch --unshallow" in err


def test_merge_base_in_a_shallow_clone(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a shallow clone does not reach the merge base, the message says what to fetch."""
    origin = sides / "origin"
    git(sides, "init", "-q", "-b", "main", "origin")
    (origin / "openapi.json").write_text((sides / "base.json").read_text())
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "one")
    git(origin, "checkout", "-qb", "work")
    git(origin, "commit", "-qm", "two", "--allow-empty")
    git(origin, "checkout", "-q", "main")
    git(origin, "commit", "-qm", "three", "--allow-empty")
    clone = sides / "clone"
    git(sides, "clone", "-q", "--depth=1", "--no-single-branch", origin.as_uri(), "clone")
    git(clone, "checkout", "-q", "work")
    monkeypatch.chdir(clone)
    code, _, err = run(capsysbinary)
    assert (code, err.count("\n")) == (64, 1)
    assert "git fetch --unshallow origin" in err
    git(clone, "fetch", "-q", "--unshallow", "origin")
    assert run(capsysbinary)[0] == 0


def test_version_is_counted_from_the_base(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path
) -> None:
    """A version that the branch has raised already is high enough; one that lags behind is not."""
    project = sides / "pyproject.toml"
    arguments = ("base.json", "--fail-on", "never", "--check-version")
    assert run(capsysbinary, "base.json", *arguments)[0] == 65
    project.write_text('[project]\nversion = "0.1.0"\n')
    git(sides, "init", "-q")
    git(sides, "add", ".")
    git(sides, "commit", "-qm", "one")
    for revision, version, code in [
        ("base.json", "0.1.0", 0), ("breaking.json", "0.1.0", 1), ("breaking.json", "0.2.0", 0),
        ("compatible.json", "0.1.1", 0), ("breaking.json", "0.1.9", 1),
    ]:  # fmt: skip
        project.write_text(f'[project]\nversion = "{version}"\n')
        found, out, _ = run(capsysbinary, "HEAD:base.json", revision, *arguments[1:])
        assert (found, "but this change needs 0.2.0" in out) == (code, bool(code))
    project.write_text('[project]\nversion = "1.0.0"\n')
    whole = ("breaking.json", "--view", "all")
    assert "next version: 2.0.0" in run(capsysbinary, "base.json", *whole)[1]
    assert "next version" not in run(capsysbinary, "base.json", "breaking.json")[1]
    git(sides, "rm", "-q", "--cached", "pyproject.toml")
    git(sides, "commit", "-qm", "two")
    assert "next version" not in run(capsysbinary, "HEAD:base.json", *whole)[1]
    assert run(capsysbinary, "HEAD:base.json", "base.json", "--check-version")[0] == 65


def test_accept_file(sides: Path) -> None:
    """The entry that the text prints is taken, in a real process, from the file of `--accept`."""
    command = [sys.executable, "-m", "tools.specdiff", "base.json", "breaking.json"]
    first = subprocess.run(
        command, cwd=sides, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    entry = first.stdout.partition("accept file:\n")[2].partition("\n\n")[0]
    for reason, code in (("", 65), ("meant", 0)):
        written = entry.replace('reason = ""', f'reason = "{reason}"')
        (sides / "accepted.toml").write_text(written)
        second = subprocess.run(
            [*command, "--accept", "accepted.toml"], cwd=sides,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False, text=True,
        )  # fmt: skip
        assert second.returncode == code
    assert "accepted: meant" in second.stdout
    assert second.stdout.endswith(
        "verdict: api breaking, python compatible, sensitivity compatible\n"
    )
    assert first.returncode == 1


@pytest.mark.parametrize("form", ["text", "markdown", "json", "github", "junit"])
@pytest.mark.usefixtures("sides")
def test_formats(capsysbinary: pytest.CaptureFixture[bytes], form: str) -> None:
    """Every format names the rule, and fails alike."""
    code, out, err = run(capsysbinary, "base.json", "breaking.json", "--format", form)
    assert (code, err) == (1, "")
    assert "request-max-length-tightened" in out


@pytest.mark.usefixtures("sides")
def test_changelog(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """`--changelog` writes a section instead of a report, and takes no format."""
    code, out, _ = run(capsysbinary, "base.json", "breaking.json", "--changelog")
    assert code == 1
    assert out.startswith("### Changed\n\n- **Breaking:** The maximum length of")
    assert run(capsysbinary, "base.json", "base.json", "--changelog")[:2] == (0, "")
    arguments = ("base.json", "base.json", "--changelog", "--format", "json")
    assert run(capsysbinary, *arguments)[0] == 64


@pytest.mark.usefixtures("sides")
def test_views(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A view leaves out what concerns other sides, in the report and in the exit code."""
    code, out, _ = run(
        capsysbinary, "base.json", "breaking.json", "--view", "python", "--format", "json"
    )
    assert (code, json.loads(out)["findings"]) == (0, [])
    verdict = {"api": None, "python": "compatible", "sensitivity": None}
    assert json.loads(out)["verdict"] == verdict
    for view, python in (("api", None), ("all", "compatible")):
        arguments = ("base.json", "breaking.json", "--view", view, "--format", "json")
        code, out, _ = run(capsysbinary, *arguments)
        verdict = {"api": "breaking", "python": python, "sensitivity": "compatible"}
        assert (code, json.loads(out)["verdict"]) == (1, verdict)


def test_config_overrides_levels(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """A config file gives a rule another level."""
    (sides / "levels.toml").write_text('[levels]\nrequest-max-length-tightened = "risky"\n')
    arguments = ("base.json", "breaking.json", "--config", "levels.toml", "--fail-on", "risky")
    assert run(capsysbinary, *arguments)[0] == 2


@pytest.mark.parametrize(
    "text",
    ["levels = 1", '[levels]\nno-such-rule = "risky"', "[", '[levels]\nlink-removed = "bad"'],
)
def test_config_that_is_wrong(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path, text: str
) -> None:
    """A config that cannot be read, or names what there is not, is refused."""
    (sides / "levels.toml").write_text(text)
    for name in ("levels.toml", "nothing.toml"):
        code, _, err = run(capsysbinary, "base.json", "base.json", "--config", name)
        assert (code, err.count("\n")) == (65, 1)


def _breaches(schema: Any, value: Any, at: str = "") -> list[str]:
    """Check a value against the few keywords that the published schema uses."""
    kinds: dict[str, type] = {
        "object": dict,
        "array": list,
        "string": str,
        "null": type(None),
        "boolean": bool,
        "integer": int,
    }
    types = schema.get("type", list(kinds))
    allowed = tuple(kinds[name] for name in ([types] if isinstance(types, str) else types))
    if "type" in schema and not isinstance(value, allowed):
        return [f"{at}: not {types}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: not in the enum"]
    if "const" in schema and value != schema["const"]:
        return [f"{at}: not the constant"]
    found: list[str] = []
    if is_object(value) and "properties" in schema:
        known = schema["properties"]
        found += [f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value]
        found += [f"{at}: has {name}" for name in value if name not in known]
        if len(value) < schema.get("minProperties", 0):
            found.append(f"{at}: is empty")
        for name, member in value.items():
            found += _breaches(known.get(name, {}), member, f"{at}/{name}")
    if is_array(value):
        for index, item in enumerate(value):
            found += _breaches(schema.get("items", {}), item, f"{at}/{index}")
    return found


def test_json_keeps_to_the_published_schema(
    capsysbinary: pytest.CaptureFixture[bytes], sides: Path
) -> None:
    """The JSON report is what `schema.json` says, and the check notices when it is not."""
    text = {"type": "object", "properties": {"f": STRING | {"description": "Sensitive. A"}}}
    (sides / "more.json").write_text(json.dumps(response_of(text)))
    for revision in ("base.json", "breaking.json", "risky.json", "more.json"):
        out = run(capsysbinary, "base.json", revision, "--format", "json")[1]
        assert _breaches(PUBLISHED, json.loads(out)) == []
    report = json.loads(out)
    assert {one["rule"] for one in report["findings"]} >= {"sensitive-field-added"}
    wrongs: list[Json] = [
        {"version": 2},
        {"findings": [{}]},
        {"more": 1},
        {"verdict": {"api": "bad"}},
    ]
    for wrong in wrongs:
        assert _breaches(PUBLISHED, report | wrong) != []


def test_text_report(capsysbinary: pytest.CaptureFixture[bytes], sides: Path) -> None:
    """The text names rule, place and operations, and ends with the verdicts."""
    base: Json = {}
    for number in range(7):
        base |= operation(f"/{number}", security=[{"k": []}])
    (sides / "old.json").write_text(json.dumps(contract(base)))
    out = run(capsysbinary, "old.json", "base.json")[1]
    assert "breaking (api) operation-removed\n  POST /0 is removed." in out
    shared = contract(operation("/a") | base)
    (sides / "all.json").write_text(json.dumps(shared | {"servers": [{"url": "https://a.test"}]}))
    out = run(capsysbinary, "old.json", "all.json")[1]
    assert "reached from POST /0, POST /1, POST /2, POST /3, POST /4 and 2 more" in out
    assert out.endswith("verdict: api risky, sensitivity compatible\n")
    assert "\033" not in out


@pytest.mark.usefixtures("sides")
def test_colour_on_a_terminal(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Levels are coloured on a terminal only."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\033[31mbreaking\033[0m" in run(capsysbinary, "base.json", "breaking.json")[1]


def test_module_runs(sides: Path) -> None:
    """`python -m tools.specdiff` exits with the code of the command."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.specdiff", "base.json", "breaking.json"],
        cwd=sides, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")


def test_every_contract_of_the_project_is_itself() -> None:
    """The project's contract compared with itself has no findings."""
    assert main([str(ROOT / "openapi.json")] * 2 + ["--fail-on", "risky"]) == 0


def _overlay(update: Any) -> str:
    """Write an Overlay document that merges something into the top."""
    info = {"title": "Ours", "version": "1"}
    actions = [{"target": "$", "update": update}]
    return json.dumps({"overlay": "1.0.0", "info": info, "actions": actions})


def test_what_is_ours_counts_on_both_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The overlay document of the same revision is applied, and a side without one gets it."""
    monkeypatch.chdir(tmp_path)
    contract = json.dumps(request_of(STRING))
    (tmp_path / "openapi.json").write_text(contract)
    (tmp_path / "theirs.json").write_text(contract)
    git(tmp_path, "init", "-q", ".")
    for number, servers in enumerate([None, [{"url": "https://a.test"}]]):
        if servers:
            (tmp_path / "openapi.overlay.yaml").write_text(_overlay({"servers": servers}))
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", "one")
        git(tmp_path, "tag", f"v{number}")
    (tmp_path / "openapi.overlay.yaml").write_text(_overlay({"servers": [{"url": "/b"}]}))
    for base, revision, changed in [
        ("v0:openapi.json", "v1:openapi.json", False),  # v0 has none, and gets that of v1
        ("v1:openapi.json", "openapi.json", True),
        ("v1:theirs.json", "v1:openapi.json", False),
        ("openapi.json", "theirs.json", False),
        ("theirs.json", "v0:theirs.json", False),
    ]:
        out = run(capsysbinary, base, revision)[1]
        assert ("server" in out) == changed, (base, revision)
    (tmp_path / "openapi.overlay.yaml").write_text("overlay: 2.0.0")
    code, _, err = run(capsysbinary, "theirs.json", "openapi.json")
    assert code == 65
    assert err.startswith("specdiff: openapi.overlay.yaml: line 1 at /overlay: must be 1.0.0")
