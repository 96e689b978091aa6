"""Request bodies, encoded once for all attempts."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from anyreach._errors import ConfigurationError
from anyreach_api._operation import Multipart, Raw

if TYPE_CHECKING:
    from anyreach_api import _operation

_CHUNK: Final = 64 * 1024  # bytes of a file that are read at once


class Body:
    """A body for sync and async connections. Each attempt reads its files again.

    Args:
        media_type: What it is.
        parts: Bytes, and paths of files.

    Attributes:
        headers: The headers that describe the body.

    Raises:
        OSError: A file cannot be read.
    """

    __slots__ = ("_parts", "headers")

    def __init__(self, media_type: str, parts: Sequence[bytes | Path]) -> None:
        self._parts = parts
        length = sum(map(_length, parts))
        self.headers = {"Content-Type": media_type, "Content-Length": str(length)}

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                with part.open("rb") as file:
                    yield from iter(partial(file.read, _CHUNK), b"")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def _length(part: bytes | Path) -> int:
    if isinstance(part, bytes):
        return len(part)
    with part.open("rb") as file:
        return os.fstat(file.fileno()).st_size


def encoded(body: _operation.Body | None) -> Body | None:
    """Encode a body.

    Raises:
        ConfigurationError: A value can't be sent as JSON, or a file is not binary.
        OSError: A file cannot be read.
    """
    if body is None:
        return None
    if isinstance(body, Raw):
        return Body(body.media_type, [_content(body.content)])
    if isinstance(body, Multipart):
        return _multipart(body)
    return Body(body.media_type, [body.encode()])


def _content(content: Any) -> bytes | Path:
    """Return bytes, a file's path, or the rest of an open file."""
    if isinstance(content, os.PathLike):
        return Path(cast("os.PathLike[str]", content))
    rest: object = content.read() if hasattr(content, "read") else content
    if not isinstance(rest, bytes):
        raise ConfigurationError('a file must be binary: open it with "rb"')
    return rest


def _multipart(body: Multipart) -> Body:
    """Return a multipart body (RFC 7578)."""
    boundary = os.urandom(16).hex()
    parts: list[bytes | Path] = []
    for part in body.parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(part.name)}"'
        if part.file_name is not None:
            head += f'; filename="{_quoted(part.file_name)}"'
        if part.media_type is not None:
            head += f"\r\nContent-Type: {part.media_type}"
        parts += [f"{head}\r\n\r\n".encode(), _content(part.content), b"\r\n"]
    parts.append(f"--{boundary}--\r\n".encode())
    return Body(f"multipart/form-data; boundary={boundary}", parts)


def _quoted(name: str) -> str:
    """Return a name quoted like in browsers (HTML, "Multipart form data")."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
