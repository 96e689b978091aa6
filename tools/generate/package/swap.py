"""Replace a directory atomically.

Everything happens in a hidden directory beside the target, on the same file system, under a lock
that the system releases when a process dies. Linux exchanges the two directories in one step.
Otherwise the old one is moved aside first; if a process dies between those two steps, the next one
moves it back.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".generate-"
_ASIDE = "old"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


@contextmanager
def workspace(target: Path) -> Generator[Path]:
    """Create an empty directory beside the target, and remove it at the end.

    Other processes wait for it. Leftovers of a killed process are cleaned up first.

    Args:
        target: The directory to replace; it need not exist.

    Raises:
        OSError: The directory can't be created.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(target.parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _recover(target)
        directory = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target.parent))
        try:
            yield directory
        finally:
            shutil.rmtree(directory)
    finally:
        os.close(lock)


def _recover(target: Path) -> None:
    """Undo a killed process's changes."""
    for stale in target.parent.glob(f"{_PREFIX}*"):
        aside = stale / _ASIDE
        if aside.exists() and not target.exists():
            aside.rename(target)
        shutil.rmtree(stale)


def swap(new: Path, target: Path) -> None:
    """Replace the target with a directory from the workspace.

    Args:
        new: The new directory; its path may contain the old one afterwards.
        target: The directory to replace; it need not exist.

    Raises:
        OSError: The target can't be replaced; it is unchanged.
    """
    if not target.exists():
        new.rename(target)
        return
    try:
        _exchange(new, target)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        aside = new.with_name(_ASIDE)
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise


def _exchange(one: Path, other: Path) -> None:
    """Exchange two paths in one step, by a Linux system call.

    Raises:
        OSError: The system or file system does not support it, or it fails.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "this system can't exchange two paths")
    failed = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
