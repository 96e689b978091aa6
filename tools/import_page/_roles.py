"""What a key means where it stands in a contract: a keyword, a name, or a part of some data.

`properties` is a keyword of a schema, but may also be the name of a property, or a key of an
example; `default` is data in a schema, and a name among responses.
"""

from enum import Enum, auto
from typing import Final

from tools.documents import Json


class Role(Enum):
    """What the keys of an object are."""

    KEYWORDS = auto()
    NAMES = auto()
    PROPERTIES = auto()
    """Names, in an order that is the order of a constructor's arguments."""
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
    """Say what the keys are in the value of a key.

    Args:
        role: What the key itself is.
        key: The key.
        value: Its value; `examples` names them when it is an object, and lists data otherwise.
    """
    if role is not Role.KEYWORDS:
        return role if role is Role.DATA else Role.KEYWORDS
    if key == "properties":
        return Role.PROPERTIES
    if key in _NAMING and isinstance(value, dict):
        return Role.NAMES
    return Role.DATA if key in _DATA or key.startswith("x-") else Role.KEYWORDS
