"""The file of a download: a temporary file with mode 0600, renamed on completion."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final, NamedTuple, Self

_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})  # of some file systems


class Download(NamedTuple):
    """A downloaded recording.

    Attributes:
        path: The file.
        size: The size in bytes.
        content_type: The media type, such as `audio/wav`, or None if unknown.
    """

    path: Path
    size: int
    content_type: str | None


class Part:
    """A `.part` file next to its target. A context manager that cleans up after itself.

    Args:
        path: The target.
        overwrite: Whether to replace an existing file.

    Raises:
        OSError: On entering: the file can't be created, or the target exists.
    """

    def __init__(self, path: str | os.PathLike[str], *, overwrite: bool) -> None:
        self.path = Path(path)
        self._overwrite = overwrite

    def __enter__(self) -> Self:
        if self.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
        self._check_free()
        handle, name = tempfile.mkstemp(".part", f"{self.path.name}.", self.path.parent)
        self._file = os.fdopen(handle, "wb", buffering=0)
        self._part = Path(name)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _check_free(self) -> None:
        if not self._overwrite and os.path.lexists(self.path):
            text = "the file exists: pass overwrite=True to replace it"
            raise FileExistsError(errno.EEXIST, text, str(self.path))

    def write(self, chunk: bytes, start: int) -> None:
        """Write bytes at an offset.

        Raises:
            OSError: The bytes can't be written.
        """
        self._file.seek(start)
        rest = memoryview(chunk)
        while rest:
            rest = rest[self._file.write(rest) :]

    def keep(self, size: int) -> None:
        """Rename the file to its final name, with this many bytes.

        Raises:
            OSError: The file can't be renamed; the target is unchanged.
        """
        self._file.truncate(size)
        try:
            os.fsync(self._file)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:
                raise
        self._file.close()
        self._check_free()
        self._part.replace(self.path)
