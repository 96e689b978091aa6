"""Request bodies, made ready for one attempt: files are opened for it, and closed after it."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import AsyncIterator, Generator, Iterator
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Body

_CHUNK: Final = 64 * 1024


class Content(NamedTuple):
    """A body, and the headers that describe it."""

    content: bytes | Stream
    headers: dict[str, str]


Parts: TypeAlias = "list[tuple[str, tuple[str | None, Any, str | None]]]"
"""The parts of a multipart body, as `files=` of httpx takes them."""

Opened: TypeAlias = "Content | Parts"


class Stream:
    """The bytes of a binary file from where it stands, for sync and async transports alike."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(_CHUNK):
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        """Leave the file to its owner."""

    async def aclose(self) -> None:
        """Leave the file to its owner."""
