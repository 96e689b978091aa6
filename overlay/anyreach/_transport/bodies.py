"""Request bodies: encoded once, their files opened and closed for each attempt."""

from __future__ import annotations

import functools
import io
import os
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from anyreach._errors import ConfigurationError
from anyreach_api._operation import Multipart, Raw

if TYPE_CHECKING:
    from anyreach_api import _operation


class Content(NamedTuple):
    """An encoded body, and the headers that describe it."""

    content: bytes | IO[bytes]
    headers: dict[str, str]


Parts: TypeAlias = "list[tuple[str, tuple[str | None, Any, str | None]]]"
"""The parts of a multipart body, as `files=` of httpx takes them."""

Body: TypeAlias = "Content | Parts | None"
"""The body of one attempt, with its files open."""

_CHUNK: Final = 64 * 1024  # bytes of a file that are read at once


class _File:
    """A binary file that the caller opened; each attempt sends it from its first position."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = file.tell()
        self.read = file.read

    def tell(self) -> int:
        """Return the position, relative to the first one."""
        return self._file.tell() - self._start

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position, relative to the first one."""
        offset += self._start if whence == os.SEEK_SET else 0
        return self._file.seek(offset, whence) - self._start


def encoded(body: _operation.Body | None) -> Content | Multipart | Raw | None:
    """Return a body that any number of attempts can send: JSON and forms as bytes.

    Raises:
        ConfigurationError: JSON cannot hold a value, or a file is not binary.
    """
    if body is None:
        return None
    if isinstance(body, Raw):
        body.content = _held(body.content)
        return body
    if isinstance(body, Multipart):
        body.parts = [part._replace(content=_held(part.content)) for part in body.parts]
        return body
    return Content(body.encode(), {"Content-Type": body.media_type})


def _held(content: Any) -> Any:
    """Return the content, with the position where a file starts."""
    if isinstance(content, io.TextIOBase):
        raise ConfigurationError('a file must be binary: open it with "rb"')
    seekable = getattr(content, "seekable", None)
    return _File(content) if seekable is not None and seekable() else content


def replayable(body: Content | Multipart | Raw | None) -> bool:
    """Return whether a body can be sent again after an attempt."""
    if isinstance(body, Multipart):
        return all(_is_replayable(part.content) for part in body.parts)
    return not isinstance(body, Raw) or _is_replayable(body.content)


def _is_replayable(content: object) -> bool:
    return isinstance(content, bytes | os.PathLike | _File)


@contextmanager
def opened(body: Content | Multipart | Raw | None) -> Generator[Content | Parts | None]:
    """Open the files of a body, and close them after the attempt.

    Yields:
        The body.

    Raises:
        OSError: A file cannot be opened.
    """
    if body is None or isinstance(body, Content):
        yield body
        return
    with ExitStack() as files:
        if isinstance(body, Raw):
            content = _open(body.content, files)
            length = {} if isinstance(content, bytes) else _length_of(content)
            yield Content(content, {"Content-Type": body.media_type} | length)
        else:
            yield [
                (part.name, (part.file_name, _open(part.content, files), part.media_type))
                for part in body.parts
            ]


def _open(content: Any, files: ExitStack) -> Any:
    if isinstance(content, os.PathLike):
        return files.enter_context(Path(cast("os.PathLike[str]", content)).open("rb"))
    return content


def _length_of(file: IO[bytes]) -> dict[str, str]:
    """Rewind a file, and return the header that says how long the body is."""
    try:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
    except (AttributeError, OSError):
        return {"Transfer-Encoding": "chunked"}
    return {"Content-Length": str(length)}


class FileChunks:
    """The bytes of a binary file from where it is, for sync and async connections alike."""

    def __init__(self, file: IO[bytes]) -> None:
        self._chunks = iter(functools.partial(file.read, _CHUNK), b"")

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk
