"""`--check`: any byte that the contract does not give is shown, and nothing is changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.generate import repository
from tools.generate import main

PACKAGE = Path("generated", "anyreach_api")


def append(path: Path) -> None:
    """Add a comment to a file."""
    path.write_bytes(path.read_bytes() + b"# by hand\n")


def convert(path: Path) -> None:
    """Give a file the line ends of Windows."""
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def link(path: Path) -> None:
    """Put a symbolic link to a copy in a file's place."""
    path.rename(path.with_suffix(".copy"))
    path.symlink_to(path.with_suffix(".copy").name)


def touch(path: Path) -> None:
    """Make an empty file."""
    path.parent.mkdir(exist_ok=True)
    path.touch()


DRIFTS: dict[str, tuple[Callable[[Path], None], Path, list[str]]] = {
    "a changed file": (
        append,
        PACKAGE / "types.py",
        ["generated/anyreach_api/types.py: differs", "--- now", "+++ regenerated", "-# by hand"],
    ),
    "other line ends": (
        convert,
        PACKAGE / "py.typed",
        [],
    ),
    "line ends of Windows": (
        convert,
        PACKAGE / "contract.py",
        ["generated/anyreach_api/contract.py: differs", "-from typing import Final\\r"],
    ),
    "a missing file": (
        Path.unlink,
        PACKAGE / "models" / "status.py",
        ["generated/anyreach_api/models/status.py: is missing"],
    ),
    "an extra file": (
        touch,
        PACKAGE / "models" / "extra.py",
        ["generated/anyreach_api/models/extra.py: would not be generated"],
    ),
    "an extra file beside the package": (
        touch,
        Path("generated", "notes.txt"),
        ["generated/notes.txt: would not be generated"],
    ),
    "what a killed run left": (
        touch,
        Path("generated", ".generate-abc", "x.py"),
        ["generated/.generate-abc/x.py: would not be generated"],
    ),
    "a link": (
        link,
        PACKAGE / "errors.py",
        [
            "generated/anyreach_api/errors.copy: would not be generated",
            "generated/anyreach_api/errors.py: differs",
        ],
    ),
    "bytecode": (
        touch,
        PACKAGE / "__pycache__" / "types.cpython-311.pyc",
        [],
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose package is what its contract gives."""
    root = repository.make(tmp_path_factory.mktemp("made"), repository.part_of_real_contract())
    assert main([], root) == 0
    return root


@pytest.mark.parametrize("case", DRIFTS)
def test_drift_is_shown_and_left(
    case: str, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is changed, missing or extra is shown with status 1, and stays as it is."""
    change, name, expected = DRIFTS[case]
    root = shutil.copytree(made, tmp_path / "repository")
    change(root / name)
    before = repository.tree(root)
    assert main(["--check"], root) == (1 if expected else 0)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line in expected] == expected
    assert [line for line in lines if line.startswith("generated/anyreach_api/")] == [
        line for line in expected if line.startswith("generated/anyreach_api/")
    ]
    assert repository.tree(root) == before


def test_the_committed_package_is_what_the_contract_gives() -> None:
    """generated/ is, byte for byte, what openapi.json gives."""
    assert main(["--check"]) == 0


def test_a_missing_package_is_drift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was generated yet, every file is missing."""
    root = repository.make(tmp_path, repository.part_of_real_contract())
    assert main(["--check"], root) == 1
    assert "generated/anyreach_api/models/__init__.py: is missing" in capsys.readouterr().out
    assert repository.names(root) == ["generator-config.yaml", "openapi.json"]
