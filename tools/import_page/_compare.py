"""Find differences between two JSON values of a contract, including order where it matters."""

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from tools.documents import Json
from tools.import_page._roles import Role, role_below


class Nothing(Enum):
    """The value of a missing key."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING
"""The one member."""


class Difference(NamedTuple):
    """A place where two values differ."""

    path: tuple[str | int, ...]
    ours: Json | Nothing
    theirs: Json | Nothing
    is_order: bool = False
    """Whether the values list the same properties in a different order."""


def differences(
    ours: Json | Nothing,
    theirs: Json | Nothing,
    path: tuple[str | int, ...] = (),
    role: Role = Role.KEYWORDS,
) -> Iterator[Difference]:
    """Compare two values recursively.

    Numbers are compared mathematically, as in JSON Schema: 1 equals 1.0 and differs from true.
    Order matters only in `properties`, where it is the order of a generated constructor's
    arguments.

    Args:
        ours: The contract's value.
        theirs: The page's value.
        path: The keys that lead to the values.
        role: The role of the values' keys, if they are objects.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours | theirs:
            child, other = ours.get(key, NOTHING), theirs.get(key, NOTHING)
            yield from differences(child, other, (*path, key), role_below(role, key, ours.get(key)))
        if role is Role.PROPERTIES and ours.keys() == theirs.keys() and [*ours] != [*theirs]:
            yield Difference(path, [*ours], [*theirs], is_order=True)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (child, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(child, other, (*path, index), role)
    elif isinstance(ours, bool) or isinstance(theirs, bool):
        if ours is not theirs:
            yield Difference(path, ours, theirs)
    elif ours != theirs:
        yield Difference(path, ours, theirs)
