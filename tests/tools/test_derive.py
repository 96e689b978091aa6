"""The sync files of the overlay are the async ones without `async` and `await`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import derive

ROOT = Path(__file__).parents[2]
_ASYNC = '''"""Use `await client.aclose()` of AsyncClient."""

from anyreach._transport.asyncio_io import sleep


class AsyncClient:
    """Waits."""

    async def __aenter__(self) -> "AsyncClient":
        async with self._gate:  # an async gate
            await sleep(1)
        return [each async for each in aiter(self)]
'''
_SYNC = '''# Derived from _async_client.py by `nox -s generate`: edit that one.
"""Use `client.close()` of Client."""

from anyreach._transport.blocking_io import sleep


class Client:
    """Waits."""

    def __enter__(self) -> "Client":
        with self._gate:  # an gate
            sleep(1)
        return [each for each in iter(self)]
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with one async file."""
    room = tmp_path / "overlay" / "anyreach" / "room"
    room.mkdir(parents=True)
    (room / "_async_client.py").write_text(_ASYNC)
    (room / "not_async_at_all.py").write_text("x = 1\n")
    return tmp_path


def test_a_sync_file_is_written_beside_its_async_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Keywords, names and the words of docstrings change; a second run has nothing to do."""
    assert derive.main([], root) == 0
    assert (root / "overlay/anyreach/room/_sync_client.py").read_text() == _SYNC
    assert capsys.readouterr().out == "overlay/anyreach/room/_sync_client.py: written\n"
    assert derive.main([], root) == 0
    assert capsys.readouterr().out == ""


def test_a_derived_file_that_was_edited_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` exits with 1, and changes nothing."""
    twin = root / "overlay/anyreach/room/_sync_client.py"
    assert derive.main(["--check"], root) == 1
    assert not twin.exists()
    twin.write_text("edited\n")
    assert derive.main(["--check"], root) == 1
    assert twin.read_text() == "edited\n"
    assert "_sync_client.py: out of date" in capsys.readouterr().err


def test_what_is_not_python_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken async file is one line and the exit status 65, and nothing is written."""
    (root / "overlay/anyreach/room/async_broken.py").write_text("def f(:\n  (")
    assert derive.main([], root) == 65
    assert capsys.readouterr().err == "overlay/anyreach/room/async_broken.py: is not valid Python\n"
    assert not (root / "overlay/anyreach/room/_sync_client.py").exists()


def test_bad_arguments_exit_with_64() -> None:
    """An unknown option is refused, and `--help` is fine."""
    assert derive.main(["--nonsense"]) == 64
    assert derive.main(["--help"]) == 0


def test_the_derived_files_are_up_to_date() -> None:
    """Nobody edited a derived file, and nobody forgot to derive one."""
    assert derive.main(["--check"]) == 0


def test_it_is_a_command() -> None:
    """`python -m tools.derive --check` is what `nox -s drift` runs."""
    command = [sys.executable, "-m", "tools.derive", "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
