"""What documents have in common: plain values, and how large they may be."""

from typing import Final, TypeAlias

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

MAX_DEPTH: Final = 100
"""Levels of nesting; contracts have a third of it, and recursion over a document stays safe."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The keys of a path item that hold operations (OpenAPI 3.1, Path Item Object)."""

MAX_BYTES: Final = 32 * 2**20
"""Contracts of very large APIs have a third of it."""

LONGEST_NAME: Final = 8_000
"""Characters of a name in an error; never cut by a system's own limits: a suffix has a meaning."""


def is_text(text: str) -> bool:
    """Whether text can be written as UTF-8; a lone surrogate cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
