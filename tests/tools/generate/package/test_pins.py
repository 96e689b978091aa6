"""What is installed is checked before anything else happens."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.tools.generate import repository
from tools.generate import main
from tools.generate.package import pins


def test_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another version of a tool, or without one, nothing is made, and the fix is one line."""
    root = repository.make(tmp_path, repository.real_contract())
    monkeypatch.setitem(pins.PINS, "jinja2", "0.1")
    monkeypatch.setitem(pins.PINS, "no-such-package", "1.0")
    assert main([], root) == 65
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("jinja2: ")
    assert lines[0].endswith(" is installed, but 0.1 is needed")
    assert lines[1:] == [
        "no-such-package: no version is installed, but 1.0 is needed",
        "install them: python -m pip install --group generate",
    ]
    assert not (root / "generated").exists()


@pytest.mark.parametrize("tool", ["generate", "update"])
def test_a_missing_package_is_no_traceback(tool: str, tmp_path: Path) -> None:
    """A Python that has none of the packages is told what to install."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", f"tools.{tool}", "a.md"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(repository.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 65
    assert "ruff: no version is installed, but " in done.stderr
    assert done.stderr.endswith("install them: python -m pip install --group generate\n")
    assert "Traceback" not in done.stderr


def test_the_pins_are_those_of_the_project() -> None:
    """The versions that the tool insists on are the ones that the project installs."""
    project = tomllib.loads((repository.ROOT / "pyproject.toml").read_text("utf-8"))
    group = project["dependency-groups"]["generate"]
    assert {f"{name}=={version}" for name, version in pins.PINS.items()} <= set(group)
