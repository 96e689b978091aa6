"""The type of plain JSON values, and the limits for documents."""

from typing import Final, TypeAlias

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

MAX_DEPTH: Final = 100
"""Maximum levels of nesting: three times that of real contracts, and safe for recursion."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The keys of a path item that hold operations (OpenAPI 3.1, Path Item Object)."""

MAX_BYTES: Final = 32 * 2**20
"""Maximum size of a document: three times that of very large contracts."""

LONGEST_NAME: Final = 8_000
"""Maximum characters of a name in errors: above all system limits, so its suffix is kept."""


def is_text(text: str) -> bool:
    """Return whether text can be encoded as UTF-8; a lone surrogate can't."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
