"""The project's own files: what they say of versions, sessions, Pythons and pins is so."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import anyreach
from tools.update import _command as update_command

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOXFILE = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
PAGES = sorted(ROOT.glob("*.md"))
WORKFLOWS = sorted(ROOT.glob(".github/workflows/*"))
FORMS = sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*"))
CI = ROOT / ".github" / "workflows" / "ci.yml"
CONTRACT = ROOT / ".github" / "workflows" / "contract.yml"
UPDATE = ROOT / ".github" / "workflows" / "contract-update.yml"
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
ON_ONE_MACHINE = ROOT / ".ci" / "run"

_SESSIONS = re.compile(r"nox -s((?: [a-z][\w.-]*)+)")
_MATRIX = re.compile(r"\$\{\{ matrix\.(\w+) \}\}")
_VERSION = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)")
_LOCKED = re.compile(r"^([\w.-]+)(?:\[\w+\])?(==.*\n(?: .*\n)+)", re.MULTILINE)
_KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def name_of(path: Path) -> str:
    """The name under which pytest lists a file."""
    return path.name


def read(name: str) -> str:
    """The text of a file of the project."""
    return (ROOT / name).read_text("utf-8")


def workflow(path: Path) -> dict[str, Any]:
    """The content of a workflow."""
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(path)  # pyright: ignore[reportUnknownMemberType]
    return content


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """The steps of a workflow, once for each value of its matrix."""
    for job in workflow(path)["jobs"].values():
        matrix: dict[str, list[str]] = job.get("strategy", {}).get("matrix", {})
        for step in job.get("steps", ()):
            axis = _MATRIX.search(step.get("run", ""))
            for value in matrix[axis[1]] if axis else [""]:
                yield {**step, "run": _MATRIX.sub(value, step.get("run", ""))}


def sessions_in(path: Path) -> set[str]:
    """The sessions that a page, a script or a workflow runs."""
    if path in WORKFLOWS:
        text = "\n".join(step["run"] for step in steps(path))
    else:
        text = path.read_text("utf-8")
    return {session for named in _SESSIONS.findall(text) for session in named.split()}


def sessions() -> set[str]:
    """The sessions of the noxfile."""
    functions = {
        next((ast.literal_eval(option.value) for option in name_option(decorator)), node.name)
        for node in NOXFILE.body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("nox.session")
    }
    return functions | {f"tests-{version}" for version in session_pythons()}


def name_option(decorator: ast.expr) -> list[ast.keyword]:
    """The option `name` of a decorator, if it has one."""
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    return [option for option in given if option.arg == "name"]


def session_pythons() -> list[str]:
    """The Pythons for which the noxfile has a session of their own."""
    loop = next(node for node in NOXFILE.body if isinstance(node, ast.For))
    return list(ast.literal_eval(loop.iter))


def default_sessions() -> set[str]:
    """The sessions that bare `nox` runs."""
    return next(
        set(ast.literal_eval(node.value))
        for node in NOXFILE.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "nox.options.sessions"
    )


def table(page: str, heading: str) -> list[tuple[list[str], str]]:
    """The rows of the first table under a heading: the names in the first cell, and the second."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [(re.findall(r"`([^`]+)`", first), second) for first, second in rows[2:]]


def released() -> list[tuple[str, str]]:
    """The versions in the changelog with their dates, as they stand there."""
    return _VERSION.findall(read("CHANGELOG.md"))


def test_the_version_is_the_same_everywhere() -> None:
    """The package and its metadata name one version: the newest that is released, or the next."""
    version, newest = PROJECT["project"]["version"], released()[0][0]
    assert version == anyreach.__version__
    unreleased = read("CHANGELOG.md").partition("## [Unreleased]\n")[2].partition("\n## ")[0]
    numbers = [[int(part) for part in name.split(".")] for name in (version, newest)]
    assert version == newest or (unreleased.strip() and numbers[0] > numbers[1])


def test_the_changelog_has_the_known_form() -> None:
    """Unreleased comes first, then every version with its date, newest first, in known kinds."""
    text = read("CHANGELOG.md")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:2] == ["# Changelog", "## [Unreleased]"]
    rest = [line for line in headings[2:] if not line.startswith("### ")]
    assert all(_VERSION.fullmatch(line) for line in rest)
    kinds = {line.removeprefix("### ") for line in headings if line.startswith("### ")}
    assert kinds <= _KINDS
    order = [
        (date.fromisoformat(day), [int(part) for part in version.split(".")])
        for version, day in released()
    ]
    assert all(newer > older for newer, older in pairwise(order))


def test_the_changelog_says_something_under_every_kind() -> None:
    """No kind of change is an empty heading."""
    for section in re.split(r"^### .*$", read("CHANGELOG.md"), flags=re.MULTILINE)[1:]:
        assert section.lstrip().startswith("- ")


def test_the_changelog_links_every_version() -> None:
    """Each version leads to its tag, Unreleased to what came since, and no link is left over."""
    text = read("CHANGELOG.md")
    targets = dict(re.findall(r"^\[([^\]]+)\]: (\S+)$", text, flags=re.MULTILINE))
    used = re.findall(r"\[([^\]]+)\](?![:(])", re.sub(r"`[^`]*`", "", text))
    assert set(used) == targets.keys()
    versions = [version for version, _ in released()]
    assert targets["Unreleased"].endswith(f"/compare/v{versions[0]}...HEAD")
    assert all(targets[version].endswith(f"/releases/tag/v{version}") for version in versions)


@pytest.mark.parametrize("path", [*PAGES, *WORKFLOWS, ON_ONE_MACHINE], ids=name_of)
def test_every_session_that_is_named_exists(path: Path) -> None:
    """No page, script or workflow names a session that the noxfile does not have."""
    assert sessions_in(path) <= sessions()


def test_ci_runs_all_that_bare_nox_runs() -> None:
    """CI on GitHub runs the sessions of the one machine, and tests on every Python."""
    more = {f"tests-{version}" for version in session_pythons()} | {"cover", "threads", "lowest"}
    assert sessions_in(CI) == sessions_in(ON_ONE_MACHINE) - {"tests"} | more
    assert sessions_in(CI) >= default_sessions()


def test_every_session_is_explained() -> None:
    """CONTRIBUTING's table has every session of the noxfile, and no others."""
    rows = table(read("CONTRIBUTING.md"), "The sessions")
    named = [name for names, _ in rows for name in names if re.fullmatch(r"[\w.-]+", name)]
    assert sorted(named) == sorted(sessions())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_workflows_can_do_little(path: Path) -> None:
    """A workflow reads the code; a release, the update and the site need a little more."""
    content = workflow(path)
    assert content["permissions"] == {"contents": "read"}
    more = {
        name: job["permissions"] for name, job in content["jobs"].items() if "permissions" in job
    }
    assert more in (
        {},
        {"publish": {"id-token": "write"}, "page": {"contents": "write"}},
        {"update": {"contents": "write", "pull-requests": "write"}},
        {"deploy": {"pages": "write", "id-token": "write"}},
    )
    checkouts = [step for step in steps(path) if "actions/checkout@" in step.get("uses", "")]
    for step in checkouts:
        assert step["with"]["persist-credentials"] is False
        assert step["with"].keys() <= {"persist-credentials", "fetch-depth"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_workflows_end(path: Path) -> None:
    """Every job of a workflow has a time limit, and a second run does not race the first."""
    content = workflow(path)
    assert "group" in content["concurrency"]
    assert all("timeout-minutes" in job or "uses" in job for job in content["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_actions_are_pinned(path: Path) -> None:
    """Actions are pinned by commit, the version beside it; GitHub's own at least by version."""
    used = re.findall(r"uses: ([^.\s].*)", path.read_text("utf-8"))
    assert used
    for action in used:
        by_commit = re.fullmatch(r"[\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action)
        assert by_commit or re.fullmatch(r"actions/[\w-]+@v\d+\.\d+\.\d+", action)


def test_what_is_released_was_tested() -> None:
    """The upload waits for all of CI, and takes the files that CI's job `build` tested."""
    release = workflow(RELEASE)["jobs"]
    ci = workflow(CI)
    assert release["ci"]["uses"] == "./.github/workflows/ci.yml"
    assert release["publish"]["needs"] == "ci"
    assert release["page"]["needs"] == "publish"
    assert "workflow_call" in ci["on"]
    kept, sbom = ci["jobs"]["build"]["steps"][-2:]
    taken = release["publish"]["steps"][0]
    assert kept["uses"].startswith("actions/upload-artifact@")
    assert sbom["with"]["path"] == "sbom/"
    assert taken["uses"].startswith("actions/download-artifact@")
    assert kept["with"].items() >= taken["with"].items()


def test_a_changed_contract_is_shown_and_judged() -> None:
    """A pull request that touches the contract gets summary, page and marks, and can fail."""
    content = workflow(CONTRACT)
    assert content["on"] == {"pull_request": {"paths": ["openapi.json", "openapi.overlay.yaml"]}}
    checkout, *_, summary, page, upload, annotations = content["jobs"]["diff"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert summary["run"].endswith('--format markdown --fail-on never >> "$GITHUB_STEP_SUMMARY"')
    assert page["run"].endswith(f"--format html --fail-on never > {upload['with']['path']}")
    assert annotations["run"].endswith("nox -s diff -- --format github --check-version")


def test_the_contract_is_fetched_only_from_where_it_is_said() -> None:
    """The update runs where its URL is set, and only its last step has a token."""
    job = workflow(UPDATE)["jobs"]["update"]
    assert job["if"] == "vars.CONTRACT_URL != ''"
    *others, last = job["steps"]
    assert [step["env"] for step in others if "env" in step] == [
        {"CONTRACT_URL": "${{ vars.CONTRACT_URL }}"}
    ]
    assert list(last["env"]) == ["GH_TOKEN"]
    written = re.search(r"git add (.+)", last["run"])
    assert written is not None
    assert {"generated", *update_command.WRITTEN} == set(written[1].split())


def test_the_promised_pythons_are_tested() -> None:
    """The metadata, the noxfile and CI name the same versions of Python."""
    promised = [
        classifier.rpartition(" ")[2]
        for classifier in PROJECT["project"]["classifiers"]
        if re.search(r":: 3\.\d+$", classifier)
    ]
    ci = workflow(CI)
    assert promised == session_pythons()
    assert promised == ci["jobs"]["tests"]["strategy"]["matrix"]["python"]
    assert PROJECT["project"]["requires-python"] == f">={promised[0]}"


def test_tools_are_pinned_once() -> None:
    """Every tool has one exact version, wherever it is named."""
    groups = [*PROJECT["dependency-groups"].values(), PROJECT["build-system"]["requires"]]
    named = {tool for group in groups for tool in group if isinstance(tool, str)}
    pins = [re.fullmatch(r"([\w-]+)(\[\w+\])?==[\w.]+(; .+)?", tool) for tool in named]
    names = [pin[1] for pin in pins if pin]
    assert len(names) == len(named)
    assert len(set(names)) == len(names)


def test_the_sdist_names_what_it_holds() -> None:
    """Each pattern of the sdist starts at the top, so that it brings no folder of the same name."""
    patterns = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert all(pattern.startswith("/") and (ROOT / pattern[1:]).exists() for pattern in patterns)


def test_the_lock_agrees_with_the_pins() -> None:
    """constraints.txt has every pin, each package with hashes, and names no registry."""
    lock = read("constraints.txt")
    entries = dict(_LOCKED.findall(lock))
    groups = [*PROJECT["dependency-groups"].values(), PROJECT["build-system"]["requires"]]
    pins = [tool for group in groups for tool in group if isinstance(tool, str)]
    for pin in pins:
        name, version = re.sub(r"\[\w+\]|;.*", "", pin).strip().split("==")
        assert entries[name].startswith(f"=={version} "), f"{pin}: run nox -s lock"
    assert all("--hash=sha256:" in entry for entry in entries.values())
    named = set(re.findall(r"pyproject\.toml:([\w-]+)", lock))
    assert named == PROJECT["dependency-groups"].keys(), "run nox -s lock"
    assert "://" not in lock


def test_the_hooks_have_the_pinned_tools() -> None:
    """What runs before a commit is the ruff of the session `lint`."""
    hooks = workflow(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert {tool for hook in hooks for tool in hook["additional_dependencies"]} == {
        *PROJECT["dependency-groups"]["lint"]
    }


@pytest.mark.parametrize("path", FORMS, ids=name_of)
def test_a_form_can_be_filled_in(path: Path) -> None:
    """A form of GitHub's has a name, a description, and fields with ids of their own."""
    form = workflow(path)
    assert form["name"]
    assert form["description"]
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(field["attributes"]["label"] for field in fields)


def test_what_runs_the_sessions_is_locked() -> None:
    """CI installs nox by entries of constraints.txt, and by nothing else."""
    lock, nox = (dict(_LOCKED.findall(read(name))) for name in ("constraints.txt", ".ci/nox.txt"))
    assert "nox" in nox
    assert nox.items() <= lock.items()
    for path in WORKFLOWS:
        installs = re.findall(r"pip install .*", path.read_text("utf-8"))
        assert set(installs) <= {"pip install --require-hashes --requirement .ci/nox.txt"}


def test_the_licence_carries_the_generators_notice() -> None:
    """The licence is MIT, and repeats the notice of the generator word by word."""
    notice = metadata.distribution("openapi-python-client").read_text("licenses/LICENSE")
    assert notice is not None
    assert "Triax Technologies" in notice
    assert read("LICENSE").startswith("MIT License\n")
    assert notice.strip() in read("LICENSE")


def test_everything_at_the_top_has_a_reason() -> None:
    """CONTRIBUTING's table has all that is at the top level, with the reason why it is there."""
    rows = table(read("CONTRIBUTING.md"), "The house")
    explained = {names[0] for names, reason in rows if reason}
    found = {path.name + "/" * path.is_dir() for path in ROOT.iterdir()}
    ignored = read(".gitignore").splitlines()
    visible = {
        name
        for name in found
        if name[0] != "." and not any(fnmatch(name, pattern) for pattern in ignored)
    }
    assert len(explained) == len(rows)
    assert explained <= found
    assert visible <= explained


@pytest.mark.parametrize(
    ("tests", "house"), [("tests/overlay", "overlay/anyreach"), ("tests/tools", "tools")]
)
def test_the_tests_mirror_the_rooms(tests: str, house: str) -> None:
    """Every folder of tests is called as a room, but for the underscore of a private one."""
    rooms, mirrored = (
        {path.parent.relative_to(ROOT / root).as_posix().lstrip("_") for path in found}
        for root, found in (
            (house, (ROOT / house).rglob("*.py")),
            (tests, (ROOT / tests).rglob("test_*.py")),
        )
    )
    assert mirrored <= rooms
    assert len(mirrored) > 5


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pages_name_files_that_exist(path: Path) -> None:
    """What a page links to, or names as a path in one of our folders, is there."""
    text = path.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#|\.\./)([^)#]+)", text)
    rooms = "|".join(re.escape(room.name) for room in ROOT.iterdir() if room.is_dir())
    paths = re.findall(rf"`((?:{rooms})/[\w./-]*)`", text)
    assert [name for name in links + paths if not (ROOT / name).exists()] == []
