"""Writing a file whole or not at all."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import atomic

_ROOT = Path(__file__).parents[2]
_NO_BYTECODE = "import sys; sys.dont_write_bytecode = True"  # else a truncated one


def _names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_a_file_is_made_or_replaced(tmp_path: Path) -> None:
    """The content is what was given, and nothing else stays in the directory."""
    path = tmp_path / "a.json"
    atomic.write(path, b"one")
    assert path.read_bytes() == b"one"
    atomic.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert _names(tmp_path) == ["a.json"]


def test_the_mode_is_kept_and_a_new_file_gets_the_usual_one(tmp_path: Path) -> None:
    """An existing file keeps its permissions; a new one has those of any new file."""
    path, new, usual = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"
    path.touch()
    path.chmod(0o640)
    usual.touch()
    atomic.write(path, b"x")
    atomic.write(new, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """What a link points to is replaced, in its own directory; the link is not."""
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.json"
    link.symlink_to("real/b.json")
    atomic.write(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "real/b.json").read_bytes() == b"x"


def test_a_failure_is_raised_and_leaves_nothing(tmp_path: Path) -> None:
    """Where the directory is missing, or the name is a directory's, nothing is made."""
    (tmp_path / "a.json").mkdir()
    with pytest.raises(FileNotFoundError):
        atomic.write(tmp_path / "missing" / "a.json", b"x")
    with pytest.raises(IsADirectoryError):
        atomic.write(tmp_path / "a.json", b"x")
    assert _names(tmp_path) == ["a.json"]


@pytest.mark.parametrize(
    ("before", "left_behind"),
    [
        # The disk is full half-way: the system's limit on file sizes behaves like it.
        (f"{_NO_BYTECODE}; import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))", 0),
        # Killed at the last moment.
        ("import os; Path.replace = lambda *_: os.kill(os.getpid(), 9)", 1),
    ],
)
def test_a_process_that_fails_half_way_leaves_the_old_file(
    before: str, left_behind: int, tmp_path: Path
) -> None:
    """A write that is cut short, or a killed process, leaves the old content whole."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    code = f"from pathlib import Path; from tools import atomic; {before}\n"
    code += "import os\ntry:\n"
    code += f" atomic.write(Path({str(path)!r}), bytes(100_000))\n"
    code += "except OSError:\n os._exit(1)"  # leaves no chance to write something else
    command = [sys.executable, "-c", code]
    process = subprocess.run(command, capture_output=True, check=False, cwd=_ROOT)
    assert process.returncode in {1, -9}
    assert path.read_bytes() == b"old"
    assert len(_names(tmp_path)) == 1 + left_behind
