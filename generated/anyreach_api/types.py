"""Types of omitted values, ids and files."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Any,
    BinaryIO,
    Final,
    Literal,
    NamedTuple,
    NoReturn,
    Protocol,
    TypeAlias,
)


def pydantic_schema(check: Callable[[Any], Any], write: Callable[[Any], Any] | None = None) -> Any:
    """Make the schema that pydantic uses to validate and serialize a type."""
    from pydantic_core import core_schema  # noqa: PLC0415  only pydantic asks for this

    writer = core_schema.plain_serializer_function_ser_schema(write) if write else None
    return core_schema.no_info_plain_validator_function(check, serialization=writer)


def _omitted(schema: object, handler: object) -> NoReturn:
    """Omit a type from pydantic's JSON schemas, since no JSON value has it."""
    from pydantic_core import PydanticOmit  # noqa: PLC0415  only pydantic asks for this

    raise PydanticOmit


class Unset(Enum):
    """The type of `UNSET`. An enum, so that type checkers narrow on `is UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "<UNSET>"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Let pydantic accept only `UNSET` itself, and no string."""
        from pydantic_core import core_schema  # noqa: PLC0415  only pydantic asks for this

        return core_schema.is_instance_schema(cls)

    __get_pydantic_json_schema__ = staticmethod(_omitted)


UNSET: Final = Unset.UNSET
"""The value of an omitted argument, where None means null."""


class WithId(Protocol):
    """A record that can be passed in place of its id."""

    @property
    def id(self) -> object:
        """The id."""
        ...

    if not TYPE_CHECKING:  # not part of the protocol

        @classmethod
        def __get_pydantic_core_schema__(cls, source, handler):
            def check(value):
                if getattr(type(value), "__record__", None) is None:
                    raise ValueError("expected an id or a record with an id")
                return value

            return pydantic_schema(check)

        __get_pydantic_json_schema__ = staticmethod(_omitted)


class File(NamedTuple):
    """A file to send, with its name and media type.

    Attributes:
        content: Bytes, a path, or a binary file object, which is read from its current position.
        file_name: The file name. Defaults to the name of the path or file object.
        media_type: The media type. Defaults to the operation's.
    """

    content: bytes | os.PathLike[str] | BinaryIO
    file_name: str | None = None
    media_type: str | None = None


FileInput: TypeAlias = bytes | os.PathLike[str] | BinaryIO | File
"""Types that can be sent as a file."""

__all__ = ["UNSET", "File", "FileInput", "Unset", "WithId"]
