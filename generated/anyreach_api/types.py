"""What a value is that is not there, and what can be sent as a file."""

from __future__ import annotations

import os
from enum import Enum
from typing import Any, BinaryIO, Final, Literal, NamedTuple, TypeAlias


class Unset(Enum):
    """The type of `UNSET`; an enum, so that type checkers understand `is UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "<UNSET>"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Let pydantic take `UNSET` itself, and no text for it."""
        from pydantic_core import core_schema  # noqa: PLC0415  only pydantic asks for this

        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        """Tell pydantic that no JSON is `UNSET`."""
        return {"not": {}}


UNSET: Final = Unset.UNSET
"""The value of an argument that is left out, where None is a value."""


class File(NamedTuple):
    """A file to send, with the name and the media type that the API is told.

    Attributes:
        content: Its bytes, a path, or a binary file, which is read from where it is.
        file_name: Its name; None for that of the path or the file.
        media_type: Its media type; None for the operation's.
    """

    content: bytes | os.PathLike[str] | BinaryIO
    file_name: str | None = None
    media_type: str | None = None


FileInput: TypeAlias = bytes | os.PathLike[str] | BinaryIO | File
"""What can be sent as a file."""

__all__ = ["UNSET", "File", "FileInput", "Unset"]
