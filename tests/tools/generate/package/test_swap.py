"""The swap: at every moment, and whenever the command dies, there is one whole package."""

import ctypes
import errno
import json
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from unittest import mock

import pytest

from tests.tools.generate import repository
from tools.generate import main
from tools.generate.package import swap

STAGES = [
    "reading the contract",
    "checking the contract",
    "rendering the package",
    "formatting the package",
    "checking the package",
    "swapping it in",
    "removing the old package",
]

RUN = """
import sys
from pathlib import Path
from tools.generate import main
sys.exit(main([], Path(sys.argv[1])))
"""

RUN_WITHOUT_EXCHANGE = f"""
import errno
from tools.generate.package import swap
def refuse(*_):
    raise OSError(errno.EINVAL, "no exchange here")
swap._exchange = refuse
{RUN}"""

DIE_IN_THE_MIDDLE = f"""
import os, signal
from pathlib import Path
rename = Path.rename
def step_aside_and_die(path, to):
    rename(path, to)
    os.kill(os.getpid(), signal.SIGKILL)
Path.rename = step_aside_and_die
{RUN_WITHOUT_EXCHANGE}"""


@pytest.fixture
def root(part: Path, tmp_path: Path) -> Path:
    """A repository whose package is out of date."""
    return change(part, tmp_path)


def change(part: Path, folder: Path) -> Path:
    """Copy a repository, and change its contract."""
    root = shutil.copytree(part, folder / "repository")
    contract = json.loads((root / "openapi.json").read_text("utf-8"))
    contract["components"]["schemas"]["Direction"]["enum"].append("sideways")
    repository.write(root, contract)
    return root


@pytest.fixture(scope="module")
def fresh(part: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the changed contract gives."""
    root = change(part, tmp_path_factory.mktemp("fresh"))
    assert main([], root) == 0
    return repository.tree(root / "generated")


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_command_leaves_one_whole_package(
    stage: str, root: Path, fresh: dict[str, bytes]
) -> None:
    """A process killed at any stage leaves all of the old package or all of the new."""
    old = repository.tree(root / "generated")
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(root)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=repository.ROOT,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if stage in line:
                process.kill()
                break
    assert process.returncode in {-signal.SIGKILL, 0}
    left = {
        name: content
        for name, content in repository.tree(root / "generated").items()
        if not name.startswith(".generate-")
    }
    assert left in ([old] if STAGES.index(stage) < STAGES.index("swapping it in") else [old, fresh])
    assert main([], root) == 0
    assert repository.tree(root / "generated") == fresh
    assert repository.names(root / "generated") == ["anyreach_api"]


def test_a_killed_swap_without_an_exchange_is_undone(root: Path, fresh: dict[str, bytes]) -> None:
    """Where paths cannot be exchanged, the next run puts back the package that stepped aside."""
    old = repository.tree(root / "generated")
    command = [sys.executable, "-c", DIE_IN_THE_MIDDLE, str(root)]
    died = subprocess.run(command, cwd=repository.ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    assert not (root / "generated" / "anyreach_api").exists()
    with swap.workspace(root / "generated" / "anyreach_api"):
        assert repository.tree(root / "generated") == old
    command = [sys.executable, "-c", RUN_WITHOUT_EXCHANGE, str(root)]
    subprocess.run(command, cwd=repository.ROOT, check=True)
    assert repository.tree(root / "generated") == fresh


def test_a_swap_that_fails_half_way_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where paths cannot be exchanged and the second step fails, the old package comes back."""
    target = tmp_path / "generated" / "package"
    target.mkdir(parents=True)
    (target / "old.py").touch()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, "no exchange here")

    monkeypatch.setattr(swap, "_exchange", refuse)
    with swap.workspace(target) as directory, pytest.raises(FileNotFoundError):
        swap.swap(directory / "missing", target)
    assert repository.tree(tmp_path) == {"generated/package/old.py": b""}


def test_an_exchange_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An exchange that the system refuses for another reason is an error, and nothing moves."""
    target = tmp_path / "generated" / "package"
    target.mkdir(parents=True)
    with swap.workspace(target) as directory, pytest.raises(FileNotFoundError):
        swap.swap(directory / "missing", target)
    assert target.is_dir()


def test_a_system_without_the_call_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C library has no such call, the two-step swap is taken."""
    monkeypatch.setattr(ctypes, "CDLL", mock.Mock(return_value=object()))
    target = tmp_path / "generated" / "package"
    target.mkdir(parents=True)
    with swap.workspace(target) as directory:
        (directory / "package").mkdir()
        (directory / "package" / "new.py").touch()
        swap.swap(directory / "package", target)
    assert repository.tree(tmp_path) == {"generated/package/new.py": b""}


def test_the_target_is_there_at_every_moment(tmp_path: Path) -> None:
    """Who looks while packages are swapped always finds one."""
    target = tmp_path / "generated" / "package"
    target.mkdir(parents=True)
    looks: list[bool] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            looks.append(target.is_dir())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        for _ in range(50):
            with swap.workspace(target) as directory:
                (directory / "package").mkdir()
                swap.swap(directory / "package", target)
    finally:
        done.set()
        watcher.join()
    assert looks
    assert all(looks)


def test_two_commands_at_once_wait_for_one_another(root: Path, fresh: dict[str, bytes]) -> None:
    """Two processes that generate at the same time both end well, and clean up."""
    processes = [
        subprocess.Popen([sys.executable, "-c", RUN, str(root)], cwd=repository.ROOT)
        for _ in range(2)
    ]
    assert [process.wait() for process in processes] == [0, 0]
    assert repository.tree(root / "generated") == fresh
    assert repository.names(root / "generated") == ["anyreach_api"]


def test_a_directory_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the package cannot be put, the command says so in one line."""
    root = repository.make_real(tmp_path)
    shutil.rmtree(root / "generated")
    (root / "generated").touch()
    assert main([], root) == 65
    assert capsys.readouterr().err.splitlines()[-1] == f"{root / 'generated'}: File exists"
