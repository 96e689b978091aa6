"""The update takes a change in whole, up to the commit, or leaves everything as it was."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.specdiff.test_command import ENV, git
from tools.update._command import main
from tools.update._place import place

ROOT = Path(__file__).parents[3]
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-23\n\n### Added\n\n- A.\n"
PROJECT = '[project]\nname = "anyreach-client"\nversion = "0.1.0"\n'
MODULE = '"""The version."""\n\n__version__ = "0.1.0"\n'
CONVERSATION = ("components", "schemas", "Conversation", "properties")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What an update reads and writes, committed."""
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "generated", root / "generated",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    for name in ("openapi.json", "generator-config.yaml"):
        shutil.copy(ROOT / name, root)
    written = {
        "CHANGELOG.md": CHANGELOG, "pyproject.toml": PROJECT,
        "overlay/anyreach/_version.py": MODULE, "tools/specdiff/accepted.toml": "",
    }  # fmt: skip
    for name, text in written.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    git(root.parent, "init", "-q", str(root))
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    monkeypatch.chdir(root)
    return root


def state(root: Path) -> dict[str, bytes]:
    """Read every file, hidden ones included, except what is git's."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def page(root: Path, change: Callable[[Any], object]) -> str:
    """Write a document that is the contract with a change in its conversation."""
    document = json.loads((root / "openapi.json").read_text("utf-8"))
    inner: Any = document
    for step in CONVERSATION:
        inner = inner[step]
    change(inner)
    path = root.parent / "page.json"
    path.write_text(json.dumps(document), "utf-8")
    return str(path)


def add(properties: Any) -> None:
    """Add a field, which breaks nobody."""
    properties["mood"] = {"type": "string", "description": "How it went."}


def unmark(properties: Any) -> None:
    """Take the mark of a sensitive field away."""
    properties["summary"]["description"] = "What was said."


def test_a_change_arrives_whole(repository: Path) -> None:
    """Contract, package, changelog and version change together, and nothing is committed."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.update", "--replace", page(repository, add)],
        cwd=repository, env=os.environ | ENV | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    steps = ["import into", "diff against", "regenerate", "what users", "the version", "put all"]
    assert [line[3:].startswith(step) for line, step in zip(
        [line for line in done.stdout.splitlines() if line.startswith("== ")], steps, strict=True
    )] == [True] * 6  # fmt: skip
    assert "mood" in (repository / "openapi.json").read_text("utf-8")
    assert "mood" in (
        repository / "generated/anyreach_api/models/conversation.py"
    ).read_text("utf-8")  # fmt: skip
    added = "- `Conversation.mood` is new and comes last in the constructor."
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert f"### Added\n\n{added}\n\n## [0.1.0]" in changelog
    assert (repository / "pyproject.toml").read_text() == PROJECT.replace("0.1.0", "0.1.1")
    version = repository / "overlay/anyreach/_version.py"
    assert version.read_text() == MODULE.replace("0.1.0", "0.1.1")
    assert "git commit" in done.stdout
    log = subprocess.run(["git", "log", "--oneline"], capture_output=True, check=True, text=True)
    assert log.stdout.count("\n") == 1

    after = state(repository)
    assert main(["--replace", page(repository, add)]) == 0
    assert state(repository) == after, "a second run changes nothing"


def test_nothing_to_do(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that is in the contract already changes nothing, and says so."""
    before = state(repository)
    assert main([str(ROOT / "tests/pages/get-a-conversation.md")]) == 0
    assert capsys.readouterr().out.endswith("nothing changed\n")
    assert state(repository) == before


def test_without_git(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where git has no contract, the base is the file as it was."""
    shutil.rmtree(repository / ".git")
    assert main(["--replace", page(repository, unmark)]) == 1
    out = capsys.readouterr().out
    assert "the base is the file as it was" in out
    assert "next version: 0.1.1" in out


def test_what_must_be_accepted_stops_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lost mark stops the update, until its entry stands in the accept file with a reason."""
    before = state(repository)
    source = page(repository, unmark)
    assert main(["--replace", source]) == 1
    assert state(repository) == before
    out, err = capsys.readouterr()
    assert "accept what is meant in tools/specdiff/accepted.toml" in err
    entry = out.partition("accept file:\n")[2].partition("\n\n")[0]
    (repository / "tools/specdiff/accepted.toml").write_text(
        entry.replace('reason = ""', 'reason = "public by now"')
    )
    assert main(["--replace", source]) == 0
    assert "### Security" in (repository / "CHANGELOG.md").read_text("utf-8")
    (repository / "tools/specdiff/accepted.toml").unlink()
    assert main(["--replace", source]) == 1


def _bad_type(properties: Any) -> None:
    properties["mood"] = {"type": "string", "default": 7}


@pytest.mark.parametrize(
    ("change", "broken", "arguments", "code", "said"),
    [
        (add, {}, [], 1, "--replace takes what the page says"),
        (add, {}, ["nothing.md", "--replace"], 65, "nothing.md: cannot be read"),
        (_bad_type, {}, ["--replace"], 65, "openapi.json"),
        (add, {"tools/specdiff/accepted.toml": "["}, ["--replace"], 65, "not TOML"),
        (add, {"generator-config.yaml": "nothing: 1"}, ["--replace"], 65, "generator-config.yaml"),
        (add, {"generator-config.yaml": None}, ["--replace"], 65, "generator-config.yaml"),
        (add, {"CHANGELOG.md": "# Changelog\n"}, ["--replace"], 65, "## [Unreleased]"),
        (add, {"CHANGELOG.md": None}, ["--replace"], 65, "CHANGELOG.md"),
        (add, {"pyproject.toml": "[project]\nversion='0.1.0'\n"}, ["--replace"], 65, "one line"),
        (add, {"overlay/anyreach/_version.py": "\n"}, ["--replace"], 65, "_version.py: must have"),
    ],
)
def test_a_step_that_fails_changes_nothing(  # noqa: PLR0917 - pytest passes them by name
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Any], object],
    broken: dict[str, str | None],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    """Whichever step fails, every file is as it was, and the reason and the stop are said."""
    source = page(repository, change)
    for name, text in broken.items():
        if text is None:
            (repository / name).unlink()
        else:
            (repository / name).write_text(text)
    before = state(repository)
    assert main([source, *arguments]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.endswith("update: stopped; nothing was written\n")
    assert "Traceback" not in err
    assert state(repository) == before


def test_a_directory_that_cannot_be_made_changes_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the place of `generated/` is an error of the system, said on one line."""
    source = page(repository, add)
    shutil.rmtree(repository / "generated")
    (repository / "generated").write_text("")
    before = state(repository)
    assert main(["--replace", source]) == 65
    assert "generated" in capsys.readouterr().err
    assert state(repository) == before


def test_what_was_written_is_undone(repository: Path) -> None:
    """When the package cannot be swapped in, the files that were written already are put back."""
    before = state(repository)
    old = {name: before[name] for name in ("openapi.json", "CHANGELOG.md")}
    new = dict.fromkeys(old, b"new")
    with pytest.raises(OSError, match="No such file"):
        place(new, old, repository / "nowhere", repository / "generated" / "anyreach_api")
    assert state(repository) == before


LIMITED = """
import resource, signal
from pathlib import Path
from tools.update._place import place

names = "openapi.json", "generator-config.yaml"
old = {name: Path(name).read_bytes() for name in names}
new = {names[0]: b"new", names[1]: b"n" * 100_000}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
no_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, no_limit[1]))
try:
    place(new, old, None, Path("generated"))
except OSError as error:
    print(error.strerror)
resource.setrlimit(resource.RLIMIT_FSIZE, no_limit)
"""


def test_a_file_that_cannot_be_written_undoes_the_others(repository: Path) -> None:
    """When one file cannot be written, the one before it is put back, and the package stays."""
    before = state(repository)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED], env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "File too large\n")
    assert state(repository) == before


@pytest.mark.parametrize("arguments", [[], ["--into", "x.json", "a"], ["--rep", "a"]])
@pytest.mark.usefixtures("repository")
def test_bad_arguments(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Bad arguments exit 64 with one line; `--help` teaches and exits 0."""
    assert main(arguments) == 64
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["--help"]) == 0
    assert "Nothing is written before all of them are done" in " ".join(
        capsys.readouterr().out.split()
    )
