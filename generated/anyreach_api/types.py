"""Contains some shared types for properties"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from enum import Enum
from typing import (
    IO,
    TYPE_CHECKING,
    BinaryIO,
    Final,
    Generic,
    Literal,
    NamedTuple,
    TypeVar,
)

if TYPE_CHECKING:
    from http import HTTPStatus


class Unset(Enum):
    """The type of `UNSET`; an enum, so that type checkers understand `is UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "<UNSET>"


UNSET: Final = Unset.UNSET
"""The value of a field whose key is absent."""

# The types that `httpx.Client(files=)` can accept, copied from that library.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


class File(NamedTuple):
    """Contains information for file uploads"""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return a tuple representation that httpx will accept for multipart/form-data"""
        return self.file_name, self.payload, self.mime_type


T = TypeVar("T")


class Response(NamedTuple, Generic[T]):
    """A response from an endpoint"""

    status_code: HTTPStatus
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


__all__ = ["UNSET", "File", "FileTypes", "RequestFiles", "Response", "Unset"]
