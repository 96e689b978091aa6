"""Write a file atomically."""

import os
import secrets
import stat
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Replace a file's content atomically: no reader and no crash leaves a partial file.

    Keeps the mode of an existing file, and follows symbolic links. A process that is killed
    midway leaves the old file, and a hidden `.tmp` file beside it.

    Args:
        path: The file; its directory must exist.
        data: The new content.

    Raises:
        OSError: The file can't be written; it is unchanged.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            if target.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _sync(directory: Path) -> None:
    """Make the rename durable."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
