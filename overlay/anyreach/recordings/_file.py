"""The file of a download: a temporary file with mode 0600, renamed on completion."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final, NamedTuple, Self

_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})  # of some file systems


class Download(NamedTuple):
    """A recording that was downloaded.

    Attributes:
        path: The file.
        size: Its bytes.
        content_type: Its media type, such as `audio/wav`, or None when its host does not say.
    """

    path: Path
    size: int
    content_type: str | None


class Part:
    """A `.part` file beside its target, as a context manager that leaves none behind.

    Args:
        path: The target.
        overwrite: Whether a file of that name is replaced.

    Raises:
        OSError: On entering: it cannot be made, or its target is there.
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
            text = "there is a file: pass overwrite=True to replace it"
            raise FileExistsError(errno.EEXIST, text, str(self.path))

    def write(self, chunk: bytes, start: int) -> None:
        """Write bytes that belong at a place in the file.

        Raises:
            OSError: They cannot be written.
        """
        self._file.seek(start)
        rest = memoryview(chunk)
        while rest:
            rest = rest[self._file.write(rest) :]

    def keep(self, size: int) -> None:
        """Give the file its name; it has so many bytes.

        Raises:
            OSError: The target is as it was.
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
