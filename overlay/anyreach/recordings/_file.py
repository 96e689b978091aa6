"""The file of a download: a temporary file, renamed on completion, mode 0600."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import ParamSpec

from anyreach.recordings._steps import Chunk, Start

P = ParamSpec("P")


class Part:
    """A `.part` file beside its target; its name is its own, so that two downloads never mix.

    Args:
        path: The target.
        overwrite: Whether a file of that name is replaced.

    Attributes:
        path: The target.
        size: How many bytes arrived.
        total: How many there are, or None when that is not known.
        content_type: The recording's media type, or None when that is not known.
    """

    def __init__(self, path: str | os.PathLike[str], *, overwrite: bool) -> None:
        self.path = Path(path)
        self.size = 0
        self.total: int | None = None
        self.content_type: str | None = None
        self._overwrite = overwrite
        self._part = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.part")

    def open(self) -> FileIO:
        """Make the file, readable by its owner alone.

        Raises:
            OSError: It cannot be made, or its target is there.
        """
        if self.path.is_dir() and not self.path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
        if not self._overwrite and os.path.lexists(self.path):
            raise self._taken()
        return open(self._part, "xb", buffering=0, opener=_owners)

    def _taken(self) -> FileExistsError:
        text = "there is a file: pass overwrite=True to replace it"
        return FileExistsError(errno.EEXIST, text, str(self.path))

    def take(self, file: FileIO, event: Start | Chunk) -> None:
        """Write what arrived.

        Raises:
            OSError: It cannot be written.
        """
        if isinstance(event, Start):
            self.size, self.total, self.content_type = 0, event.total, event.content_type
            file.seek(0)
            file.truncate()
            return
        rest = memoryview(event.data)
        while rest:
            try:
                rest = rest[file.write(rest) :]
            except OSError as error:
                error.filename = str(self.path)
                raise
        self.size += len(event.data)

    def keep(self, file: FileIO) -> None:
        """Give the whole file its name.

        Raises:
            OSError: The target is as it was.
        """
        os.fsync(file.fileno())
        file.close()
        if self._overwrite:
            self._part.replace(self.path)
        else:
            self._name_anew()

    def _name_anew(self) -> None:
        try:
            os.link(self._part, self.path)
        except OSError:  # there is such a file, or the file system has no links
            if os.path.lexists(self.path):
                raise self._taken() from None
            self._part.rename(self.path)

    def discard(self, file: FileIO) -> None:
        """Leave nothing beside the target."""
        file.close()
        self._part.unlink(missing_ok=True)


def _owners(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


async def to_its_end(work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do some work in a thread; a cancelled task waits for its end first."""
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    doing = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    cancelled = None
    while not doing.done():
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        doing.exception()  # retrieved, but not raised: the task is cancelled
        raise asyncio.CancelledError(*cancelled.args)
    doing.result()
