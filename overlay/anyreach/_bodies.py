"""Request bodies, made ready for one attempt: files are opened for it, and closed after it."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeAlias

from anyreach_api._operation import Multipart, Raw

if TYPE_CHECKING:
    from anyreach_api._operation import Body


class Content(NamedTuple):
    """A body as it is sent, and the headers that describe it."""

    content: bytes | IO[bytes]
    headers: dict[str, str]


Parts: TypeAlias = "list[tuple[str, tuple[str | None, Any, str | None]]]"
"""The parts of a multipart body, as `files=` of httpx takes them."""


def encoded(body: Body | None) -> Content | Multipart | Raw | None:
    """Return a body whose JSON or form is bytes, the same for every attempt.

    Raises:
        ConfigurationError: JSON cannot hold a value.
    """
    if body is None or isinstance(body, Multipart | Raw):
        return body
    return Content(body.encode(), {"Content-Type": body.media_type})


@contextmanager
def opened(body: Content | Multipart | Raw | None) -> Generator[Content | Parts | None]:
    """Give a body with its files open; a file that the caller opened is sent from its start.

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


def _open(content: bytes | os.PathLike[str] | IO[bytes], files: ExitStack) -> bytes | IO[bytes]:
    if isinstance(content, os.PathLike):
        return files.enter_context(Path(content).open("rb"))
    return content


def _length_of(file: IO[bytes]) -> dict[str, str]:
    """Go to the start of a file, and return the header that says where its body ends."""
    try:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
    except (AttributeError, OSError):
        return {"Transfer-Encoding": "chunked"}
    return {"Content-Length": str(length)}
