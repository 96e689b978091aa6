"""Find the role of a key in a contract: a keyword, a name, or part of data.

`properties` is a keyword of a schema, but can also be a property's name or a key in an example.
`default` is data in a schema, and a name in `responses`.
"""

from enum import Enum, auto
from typing import Final

from tools.documents import Json


class Role(Enum):
    """The role of an object's keys."""

    KEYWORDS = auto()
    NAMES = auto()
    PROPERTIES = auto()
    """Names in the order of a constructor's arguments."""
    DATA = auto()


_NAMING: Final = frozenset(
    {
        "$defs",
        "callbacks",
        "content",
        "dependentSchemas",
        "encoding",
        "examples",
        "headers",
        "links",
        "parameters",
        "patternProperties",
        "responses",
        "variables",
    }
)
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "value"})


def role_below(role: Role, key: str, value: Json) -> Role:
    """Return the role of the keys in a key's value.

    Args:
        role: The role of the key itself.
        key: The key.
        value: Its value. `examples` has names if it is an object, and data otherwise.
    """
    if role is not Role.KEYWORDS:
        return role if role is Role.DATA else Role.KEYWORDS
    if key == "properties":
        return Role.PROPERTIES
    if key in _NAMING and isinstance(value, dict):
        return Role.NAMES
    return Role.DATA if key in _DATA or key.startswith("x-") else Role.KEYWORDS
