"""Request bodies: encoded once; files that are paths are opened for each attempt."""

from __future__ import annotations

import functools
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


def encoded(body: _operation.Body | None) -> Content | Multipart | Raw | None:
    """Return a body that any number of attempts can send: JSON, forms and open files as bytes.

    Raises:
        ConfigurationError: JSON cannot hold a value, or a file is not binary.
    """
    if body is None:
        return None
    if isinstance(body, Raw):
        body.content = _read(body.content)
        return body
    if isinstance(body, Multipart):
        body.parts = [part._replace(content=_read(part.content)) for part in body.parts]
        return body
    return Content(body.encode(), {"Content-Type": body.media_type})


def _read(content: Any) -> Any:
    """Return bytes or a path as they are, and what is left of an open file."""
    if not hasattr(content, "read"):
        return content
    rest = content.read()
    if not isinstance(rest, bytes):
        raise ConfigurationError('a file must be binary: open it with "rb"')
    return rest


@contextmanager
def opened(body: Content | Multipart | Raw | None) -> Generator[Content | Parts | None]:
    """Open the files of a body that are paths, and close them after the attempt.

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
            headers = {"Content-Type": body.media_type}
            if not isinstance(content, bytes):
                headers["Content-Length"] = str(os.fstat(content.fileno()).st_size)
            yield Content(content, headers)
        else:
            yield [
                (part.name, (part.file_name, _open(part.content, files), part.media_type))
                for part in body.parts
            ]


def _open(content: Any, files: ExitStack) -> Any:
    if isinstance(content, os.PathLike):
        return files.enter_context(Path(cast("os.PathLike[str]", content)).open("rb"))
    return content


class FileChunks:
    """The bytes of a binary file from where it is, for sync and async connections alike."""

    def __init__(self, file: IO[bytes]) -> None:
        self._chunks = iter(functools.partial(file.read, _CHUNK), b"")

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk
