"""The pages are the manual: sybil runs their snippets, page by page and in order, on a fake.

Beside a `print`, or on a line of its own, a comment is what is printed; `…` stands for anything.
A block in an HTML comment, `invisible-code-block: python`, sets the scene: `fake` is the fake, and
`use_token()` chooses what the token may do. `bash` is run; `sh` is what a reader does once, to
install; `python test` is a piece of a test file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import redirect_stdout
from fnmatch import fnmatchcase
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

from anyreach.testing import FakeAnyReach, no_waiting
from tests.overlay.app import run as run_pytest
from tests.overlay.cli.shell import Shell

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
OF_EXPORTS = {"python airflow", "python dlt", "python spark", "text cron"}
"""What a test of its own runs: tests/test_export_page.py, or tests/spark/."""

_SAID = re.compile(r"^ *(?:print\(.*\)  )?# (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+(?: \w+)?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SET_UP = re.compile(r"(python (-m (pip|nox)|app.py)|anyreach|source|export|celery|uvicorn)\b.*")
_RUN = PythonEvaluator()


def name_of(path: Path) -> str:
    """The name under which pytest lists a page."""
    return path.name


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of a language, in order."""
    return [code for found, code in _FENCE.findall(page.read_text("utf-8")) if found == language]


def missing(said: Iterable[str], shown: list[str]) -> list[str]:
    """What is said to be printed and is not, in this order."""
    rest = iter(shown)
    return [line for line in said if not any(is_line(line, one) for one in rest)]


def is_line(said: str, shown: str) -> bool:
    """Whether a comment is a line; what follows on a colon in the comment is about it."""
    pattern = "*".join(re.sub(r"([*?[])", r"[\1]", part) for part in said.split("…"))
    return fnmatchcase(shown, pattern) or said.startswith(f"{shown}: ")


def run_python(example: Example) -> None:
    """Run a snippet, and hold what it prints against what stands beside it."""
    with redirect_stdout(StringIO()) as out:
        _RUN(example)
    shown = out.getvalue().splitlines()
    assert missing(_SAID.findall(example.parsed), shown) == [], shown


def run_bash(example: Example) -> None:
    """Run lines of bash, all of which end well, in a folder of their own."""
    shell: Shell = example.namespace["shell"]
    done = shell.script(f"set -e\nmkdir -p shell && cd shell\n{example.parsed}")
    assert done.code == 0, done.err


PARSERS = CodeBlockParser("python", run_python), CodeBlockParser("bash", run_bash)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_snippets_run(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader who types them in, one after another, gets what the page says."""
    fake = FakeAnyReach.demo()
    fake.add_recording("conv_1")
    monkeypatch.chdir(tmp_path)
    document = Document.parse(str(page), *PARSERS)
    with fake.serve() as url, no_waiting():
        shell = Shell(url, None)

        def use_token(*roles: Any) -> None:
            token = fake.token(roles)
            monkeypatch.setenv("ANYREACH_TOKEN", token)
            shell.environment["ANYREACH_TOKEN"] = token

        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        use_token("manage", "read_sensitive")
        document.namespace.update(fake=fake, use_token=use_token, shell=shell)
        for example in document.examples():
            example.evaluate()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python test")], ids=name_of
)
def test_the_tests_pass(page: Path, tmp_path: Path) -> None:
    """The tests on a page pass, in a file of an app's own."""
    tests = "\n".join(blocks(page, "python test"))
    shown = run_pytest(tmp_path, tests)
    assert re.search(r"\d passed", shown), shown
    assert "failed" not in shown


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_snippet_is_left_out(page: Path) -> None:
    """Every block has a language, and every one of Python, or of the command, is run."""
    text = page.read_text("utf-8")
    found = _FENCE.findall(re.sub(r"^```\{.*?^```\n", "", text, flags=re.MULTILINE | re.DOTALL))
    kinds = {kind for kind, _ in found}
    assert kinds - OF_EXPORTS <= {"python", "python test", "bash", "sh", "text", "toml", "yaml"}
    for code in blocks(page, "sh") if page != README else ():
        assert all(_SET_UP.fullmatch(line) for line in code.splitlines()), code


def test_the_exit_codes_are_those_of_the_command() -> None:
    """The page has each exit code with the words of the help."""
    from anyreach.cli._exit import told  # noqa: PLC0415

    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert re.findall(r"^\| (\d+) \| (.+) \|$", page, re.MULTILINE) == re.findall(
        r"^ +(\d+)  (.+)$", told(), re.MULTILINE
    )


def test_the_error_tree_is_the_one_in_the_code() -> None:
    """The page draws the tree that the module draws."""
    import anyreach._errors  # noqa: PLC0415

    assert blocks(ROOT / "docs" / "errors.md", "text")[0] in (anyreach._errors.__doc__ or "")


def test_the_readme_opens_with_the_two_commands() -> None:
    """The first two commands are all the set-up there is."""
    assert blocks(README, "sh")[:2] == [
        "python -m pip install nox && python -m nox -s demo\n",
        "python -m pip install nox && python -m nox -s tests\n",
    ]
