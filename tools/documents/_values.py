"""What JSON and YAML have in common here: plain values, and how deep they nest."""

from typing import Final, TypeAlias

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

MAX_DEPTH: Final = 100
"""Levels of nesting; contracts have a third of it, and recursion over a document stays safe."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The keys of a path item that hold operations (OpenAPI 3.1, Path Item Object)."""


def is_text(text: str) -> bool:
    """Whether text can be written as UTF-8; a lone surrogate cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
