"""Put a new directory in the place of an old one, so that there is always all of one of them.

Everything happens in a hidden directory beside the target, on the same file system, under a lock
that the system takes away from a process that dies. Linux exchanges the two directories in one
step. Where it cannot, the old one steps aside first; a process that dies between those two steps
leaves it there, and the next one puts it back.
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
    """Offer an empty directory beside the target, and take it away at the end.

    Another process that asks for one waits. What a killed process left is cleaned up first.

    Args:
        target: The directory that is going to be replaced; it need not exist.

    Raises:
        OSError: The directory cannot be made.
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
    """Undo what a killed process began."""
    for stale in target.parent.glob(f"{_PREFIX}*"):
        aside = stale / _ASIDE
        if aside.exists() and not target.exists():
            aside.rename(target)
        shutil.rmtree(stale)


def swap(new: Path, target: Path) -> None:
    """Put a directory of the workspace in the place of the target.

    Args:
        new: The new directory; afterwards, where the old one may be found.
        target: The directory to replace; it need not exist.

    Raises:
        OSError: It cannot be replaced, and is as it was.
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
    """Exchange two paths in one step, which is a system call of Linux.

    Raises:
        OSError: The system or the file system does not have it, or refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "this system cannot exchange two paths")
    failed = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
