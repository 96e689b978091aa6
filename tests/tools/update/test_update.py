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
from tools.documents import dumps
from tools.generate.package import pins
from tools.update._main import main
from tools.update._place import place

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "contracts" / "cases"
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-23\n\n### Added\n\n- A.\n"
PROJECT = '[project]\nname = "anyreach-client"\nversion = "0.1.0"\n'
MODULE = '"""The version."""\n\n__version__ = "0.1.0"\n'
CONVERSATION = ("components", "schemas", "Conversation", "properties")


@pytest.fixture
def repository(part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What an update reads and writes, committed."""
    root = shutil.copytree(part, tmp_path / "repository")
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


def document(root: Path, change: Callable[[Any], object]) -> str:
    """Write a document that is the contract with a change in its conversation."""
    whole = json.loads((root / "openapi.json").read_text("utf-8"))
    inner: Any = whole
    for step in CONVERSATION:
        inner = inner[step]
    change(inner)
    path = root.parent / "next.json"
    path.write_text(json.dumps(whole), "utf-8")
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
        [sys.executable, "-m", "tools.update", document(repository, add)],
        cwd=repository, env=os.environ | ENV | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    steps = [
        "import into", "check that", "diff against", "regenerate", "add what users",
        "update the tables of operations", "raise the client's", "uses in overlay/", "write",
    ]  # fmt: skip
    assert [line[3:].startswith(step) for line, step in zip(
        [line for line in done.stdout.splitlines() if line.startswith("== ")], steps, strict=True
    )] == [True] * 9  # fmt: skip
    assert "mood" in (repository / "openapi.json").read_text("utf-8")
    assert "mood" in (
        repository / "generated/anyreach_api/models/conversation.py"
    ).read_text("utf-8")  # fmt: skip
    added = "- `Conversation.mood: str | None` is new."
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert f"### Added\n\n{added}\n\n## [0.1.0]" in changelog
    assert (repository / "pyproject.toml").read_text() == PROJECT.replace("0.1.0", "0.1.1")
    version = repository / "overlay/anyreach/_version.py"
    assert version.read_text() == MODULE.replace("0.1.0", "0.1.1")
    assert "git commit" in done.stdout
    log = subprocess.run(["git", "log", "--oneline"], capture_output=True, check=True, text=True)
    assert log.stdout.count("\n") == 1

    after = state(repository)
    assert main([document(repository, add)]) == 0
    assert state(repository) == after, "a second run changes nothing"


def test_nothing_to_do(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that is in the contract already changes nothing, and says so."""
    before = state(repository)
    assert main([str(ROOT / "tests/pages/get-a-conversation.md")]) == 0
    assert capsys.readouterr().out.endswith("nothing changed\n")
    assert state(repository) == before


def test_the_vendors_page_takes_the_place_of_ours(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What we had put together of an operation gives way to its page, by one command."""
    page = str(ROOT / "tests/pages/list-knowledge-base-sources.md")
    assert main([page]) == 1
    assert "pass --replace to use the pages" in capsys.readouterr().err
    assert main(["--replace", page]) == 0
    assert "`KnowledgeBaseDatasetSource.status: str | None` is new" in capsys.readouterr().out
    contract = json.loads((repository / "openapi.json").read_text("utf-8"))
    path = "/knowledge-base/datasets/{dataset_id}/sources"
    assert "200" in contract["paths"][path]["get"]["responses"]
    assert "post" in contract["paths"][path]
    module = "generated/anyreach_api/api/knowledge_base/list_knowledge_base_sources.py"
    assert "answer.status == 200" in (repository / module).read_text("utf-8")


def test_without_git(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a contract in git, the base is the current file."""
    shutil.rmtree(repository / ".git")
    assert main([document(repository, unmark)]) == 1
    out = capsys.readouterr().out
    assert "the base is the current file" in out
    assert "next version: 0.1.1" in out


def test_what_must_be_accepted_stops_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lost mark stops the update, until its entry stands in the accept file with a reason."""
    before = state(repository)
    source = document(repository, unmark)
    assert main([source]) == 1
    assert state(repository) == before
    out, err = capsys.readouterr()
    assert "add intended changes to tools/specdiff/accepted.toml" in err
    entry = out.partition("accept file:\n")[2].partition("\n\n")[0]
    (repository / "tools/specdiff/accepted.toml").write_text(
        entry.replace('reason = ""', 'reason = "public by now"')
    )
    assert main([source]) == 0
    assert "### Security" in (repository / "CHANGELOG.md").read_text("utf-8")
    (repository / "tools/specdiff/accepted.toml").unlink()
    assert main([source]) == 1
    assert main([source, "--unaccepted"]) == 0


def _bad_type(properties: Any) -> None:
    properties["mood"] = {"type": "string", "description": "sensitive, and not marked as such"}


@pytest.mark.parametrize(
    ("change", "broken", "arguments", "code", "said"),
    [
        (add, {}, ["--merge"], 1, "pass --replace to use the pages"),
        (add, {}, ["nothing.md", "--merge"], 65, "nothing.md: can't be read"),
        (_bad_type, {}, [], 65, "openapi.json"),
        (add, {"openapi.overlay.yaml": "overlay: 2.0.0"}, [], 65, "openapi.overlay.yaml: line 1"),
        (add, {"tools/specdiff/accepted.toml": "["}, [], 65, "not TOML"),
        (add, {"generator-config.yaml": "nothing: 1"}, [], 65, "generator-config.yaml"),
        (add, {"generator-config.yaml": None}, [], 65, "generator-config.yaml"),
        (add, {"CHANGELOG.md": "# Changelog\n"}, [], 65, "## [Unreleased]"),
        (add, {"CHANGELOG.md": None}, [], 65, "CHANGELOG.md"),
        (add, {"pyproject.toml": "[project]\nversion='0.1.0'\n"}, [], 65, "one line"),
        (add, {"overlay/anyreach/_version.py": "\n"}, [], 65, "_version.py: must have"),
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
    source = document(repository, change)
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
    source = document(repository, add)
    shutil.rmtree(repository / "generated")
    (repository / "generated").write_text("")
    before = state(repository)
    assert main([source]) == 65
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
import resource, signal, sys
from pathlib import Path
from tools.update._place import place

names = "openapi.json", "generator-config.yaml"
old = {name: Path(name).read_bytes() for name in names}
new = {names[0]: b"new", names[1]: b"n" * (len(old[names[0]]) + 100_000)}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # a truncated .pyc would break the next process
no_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (len(old[names[0]]) + 50_000, no_limit[1]))
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


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--into", "x.json", "a"],
        ["--rep", "a"],
        ["a.json", "b.md"],
        ["a.md", "http://b/c.YAML?d"],
    ],
)
@pytest.mark.usefixtures("repository")
def test_bad_arguments(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Bad arguments exit 64 with one line; `--help` teaches and exits 0."""
    assert main(arguments) == 64
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["--help"]) == 0
    assert "writes nothing until all steps have succeeded" in " ".join(
        capsys.readouterr().out.split()
    )


def test_documents_can_be_merged(repository: Path) -> None:
    """With --merge a document takes nothing away, as a page does not."""
    whole = json.loads((repository / "openapi.json").read_text("utf-8"))
    paths, schemas = whole["paths"], whole["components"]["schemas"]
    for path in [one for one in paths if one != "/core/conversations"]:
        del paths[path]
    schemas["Conversation"]["properties"]["mood"] = {"type": "string"}
    source = repository.parent / "slice.json"
    source.write_text(json.dumps(whole))
    assert main(["--merge", "--replace", str(source)]) == 0
    assert "endConversation" in (repository / "openapi.json").read_text("utf-8")
    assert "mood" in (repository / "openapi.json").read_text("utf-8")


def test_a_whole_document_takes_away_what_it_lacks(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A removed operation is told, judged, and named where hand-written code and ours use it."""
    chat = repository / "overlay" / "anyreach" / "_chat.py"
    chat.write_text(
        "from anyreach_api.api.conversations import end_conversation\n\n"
        "from anyreach_api.models import EndConversationResponse, Status\n"
        "end = lambda endpoint: end_conversation(endpoint)\n"
    )
    source = CASES / "next_removed_operation.json"
    before = state(repository)
    assert main([str(source)]) == 1
    assert state(repository) == before
    out = capsys.readouterr().out
    assert "  removed   /paths/~1core~1conversations~1{conversation_id}~1end/post\n" in out
    assert "  removed   /components/schemas/EndConversationResponse\n" in out
    assert "openapi.overlay.yaml: line" in out
    assert "'endConversation'] no longer matches anything" in out
    assert "breaking (api) operation-removed" in out

    assert main([str(source), "--unaccepted"]) == 0
    out = capsys.readouterr().out
    used = out.partition("== uses in overlay/")[2].partition("\n\n")[0].splitlines()[1:]
    assert used == [
        f"overlay/anyreach/_chat.py:{line}: {what} was removed"
        for line, what in (
            (1, "operation end_conversation"),
            (3, "class EndConversationResponse"),
            (4, "operation end_conversation"),
        )
    ]
    assert (repository / "openapi.json").read_bytes() == source.read_bytes().rstrip() + b"\n"
    assert not (
        repository / "generated/anyreach_api/api/conversations/end_conversation.py"
    ).exists()
    assert (repository / "openapi.overlay.yaml").read_bytes() == before["openapi.overlay.yaml"]


def test_a_field_that_hand_written_code_uses_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A field that is gone is named by its class, at each line that has its name."""
    (repository / "overlay" / "anyreach" / "_chat.py").write_text("one = two.duration\n")
    source = document(repository, lambda properties: properties.pop("duration"))
    assert main([source, "--unaccepted"]) == 0
    line = "overlay/anyreach/_chat.py:1: Conversation.duration was removed\n"
    assert line in capsys.readouterr().out


def test_what_cannot_be_generated_is_skipped_by_what_is_printed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entries that an update prints let everything else through, pasted as they are."""
    added = json.loads((CASES / "next_one_unsupported_operation.json").read_text("utf-8"))["paths"]
    added["/core/files"]["post"]["parameters"] = [
        {"name": "x", "in": "query", "content": {"application/xml": {"schema": {}}}}
    ]
    added["/core/agents"]["get"].update(operationId="listRobots", tags=["Robots"])
    whole = json.loads((repository / "openapi.json").read_text("utf-8"))
    whole["paths"]["/core/files"] = added["/core/files"]
    whole["paths"]["/core/robots"] = added["/core/agents"]
    other = repository.parent / "xml.json"
    other.write_text(json.dumps(whole))
    before = state(repository)
    assert main([str(other)]) == 65
    assert state(repository) == before
    lines = capsys.readouterr().err.splitlines()
    entries = "\n".join(lines[lines.index("skip:") : -1])
    assert entries.count("operation: ") == 1
    settings = repository / "generator-config.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\n{entries}\n", "utf-8")
    assert main([str(other)]) == 0
    assert "uploadFile" in (repository / "openapi.json").read_text("utf-8")
    names = {path.stem for path in (repository / "generated").rglob("*.py")}
    assert "list_robots" in names
    assert "upload_file" not in names


@pytest.mark.parametrize("name", ["next.yaml", "next.json"])
def test_the_form_of_a_document_is_kept_where_it_can_be_read(name: str, repository: Path) -> None:
    """YAML and JSON on one line are laid out, in the vendor's order; other JSON stays as it is."""
    whole = json.loads((repository / "openapi.json").read_text("utf-8"))
    turned = dict(reversed(whole.items()))
    source = repository.parent / name
    source.write_text(json.dumps(turned))
    assert main([str(source)]) == 0
    assert (repository / "openapi.json").read_bytes() == dumps(turned)
    text = json.dumps(turned, indent=5)
    (repository.parent / "laid_out.json").write_text(text)
    assert main([str(repository.parent / "laid_out.json")]) == 0
    assert (repository / "openapi.json").read_text("utf-8") == f"{text}\n"


def test_without_an_overlay_document(repository: Path) -> None:
    """A repository that adds nothing to the contract needs no overlay document."""
    (repository / "openapi.overlay.yaml").unlink()
    assert main([str(CASES / "next_removed_operation.json"), "--unaccepted"]) == 0


def test_a_wrong_installation_is_said_first(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is named, with the one command that installs it."""
    source = document(repository, add)
    monkeypatch.setitem(pins.PINS, "no-such-package", "1.0")
    assert main([source]) == 65
    assert capsys.readouterr().err.splitlines() == [
        "no-such-package: no version is installed, but 1.0 is needed",
        "install them: python -m pip install --group generate",
    ]
