"""The page on exports: its Python and its shell run, in order, against the fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from anyreach.testing import FakeAnyReach
from tests.overlay.cli.shell import Shell
from tests.test_readme import run, snippets

PAGE = Path(__file__).parents[1] / "docs" / "export.md"


def test_the_recipes_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A reader who types them in gets an export, and the answer to a question."""
    fake = FakeAnyReach.demo()
    monkeypatch.chdir(tmp_path)
    with fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", fake.token())
        for code in snippets(PAGE, "python"):
            run(code, PAGE)
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "4 conversations, 0 invalid",
        "2026-01-15 telephone 2 48.0",
        "2026-01-15 text 1 None",
        "2026-01-15 webrtc 1 21.0",
    ]


def test_the_commands_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every line of shell exits with 0, and again the next night."""
    fake = FakeAnyReach.demo()
    monkeypatch.chdir(tmp_path)
    with fake.serve() as url:
        shell = Shell(url, fake.token())
        for script in [*snippets(PAGE, "bash"), snippets(PAGE, "bash")[-1]]:
            done = shell.script(f"set -e\n{script}")
            assert done.code == 0, done.err
            assert done.out.endswith("no problems found\n")
