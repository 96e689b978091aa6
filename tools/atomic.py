"""Write a file whole or not at all."""

import os
import secrets
import stat
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Replace a file's content in one step, so that no reader and no crash sees half of it.

    The mode of an existing file is kept, and a symbolic link stays one. A process that is killed
    on the way leaves the old file, and beside it a hidden one that ends in `.tmp`.

    Args:
        path: The file; its directory exists.
        data: The whole content.

    Raises:
        OSError: The file is left as it was.
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
    """Make the new name itself survive a loss of power."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
