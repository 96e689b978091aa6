"""The same contract gives the same bytes, whatever is around the command."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.generate import repository

RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tools.generate import main
sys.exit(main([], Path(sys.argv[1])))
"""

FALSE_RUFF = """#!/bin/sh
echo 'x = 1' > hostile.py
"""

HOSTILE_SETTINGS = """
[tool.ruff]
line-length = 40
target-version = "py37"
[tool.ruff.format]
quote-style = "single"
indent-style = "tab"
[tool.ruff.lint]
select = ["ALL"]
[tool.ruff.lint.isort]
force-single-line = true
"""


def generate(root: Path, cwd: Path, **environment: str) -> str:
    """Generate in a process of its own, and return a digest of every name and byte."""
    contract = json.loads((repository.CONTRACTS / "everything.json").read_text("utf-8"))
    repository.make(root, contract)
    subprocess.run(
        [sys.executable, "-c", RUN, str(root), str(repository.ROOT)],
        cwd=cwd,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    digest = hashlib.sha256()
    for name, content in repository.tree(root / "generated").items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the package, made where nothing is in the way."""
    directory = tmp_path_factory.mktemp("usual")
    return generate(directory / "repository", directory, PYTHONHASHSEED="0")


def test_two_runs_give_the_same_bytes(usual: str, tmp_path: Path) -> None:
    """Another run, elsewhere, with another hash seed, locale and time zone gives the same bytes."""
    environment = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "LANG": "C", "TZ": "Asia/Tokyo"}
    assert generate(tmp_path / "other", Path("/"), **environment) == usual


def test_settings_around_the_package_have_no_effect(usual: str, tmp_path: Path) -> None:
    """Ruff settings in enclosing directories and in the environment change no byte."""
    (tmp_path / "pyproject.toml").write_text(HOSTILE_SETTINGS, "utf-8")
    (tmp_path / "repository").mkdir()
    ruff_settings = HOSTILE_SETTINGS.replace("tool.ruff.", "").replace("[tool.ruff]", "")
    (tmp_path / "repository" / "ruff.toml").write_text(ruff_settings, "utf-8")
    home = tmp_path / "home" / "ruff"
    home.mkdir(parents=True)
    (home / "ruff.toml").write_text(ruff_settings, "utf-8")
    environment = {
        "RUFF_CONFIG": str(home / "ruff.toml"),
        "RUFF_CACHE_DIR": str(tmp_path / "cache"),
        "RUFF_OUTPUT_FORMAT": "json",
        "XDG_CONFIG_HOME": str(tmp_path / "home"),
        "HOME": str(tmp_path / "home"),
    }
    assert generate(tmp_path / "repository", tmp_path, **environment) == usual
    assert not list(tmp_path.rglob(".ruff_cache"))
    assert not (tmp_path / "cache").exists()


def test_a_ruff_on_the_path_is_not_run(usual: str, tmp_path: Path) -> None:
    """The ruff beside the interpreter formats, and never one that is found on PATH."""
    false = tmp_path / "bin" / "ruff"
    false.parent.mkdir()
    false.write_text(FALSE_RUFF, "utf-8")
    false.chmod(0o755)
    path = f"{false.parent}:{os.environ['PATH']}"
    assert generate(tmp_path / "repository", tmp_path, PATH=path) == usual
