"""Where two values of a contract differ: as JSON values, and in order where order has a meaning."""

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from tools.documents import Json
from tools.import_page._roles import Role, role_below


class Nothing(Enum):
    """The value of a key that is not there."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING
"""The one member."""


class Difference(NamedTuple):
    """One place at which two values differ."""

    path: tuple[str | int, ...]
    ours: Json | Nothing
    theirs: Json | Nothing
    is_order: bool = False
    """The values are names of the same properties in another order."""


def differences(
    ours: Json | Nothing,
    theirs: Json | Nothing,
    path: tuple[str | int, ...] = (),
    role: Role = Role.KEYWORDS,
) -> Iterator[Difference]:
    """Compare two values, as deep as both have the same form.

    Numbers are equal when they are mathematically, as in JSON Schema: 1 and 1.0 are, 1 and true
    are not. Of objects only the order of `properties` counts: it is the order of the arguments of
    a generated constructor.

    Args:
        ours: What the contract holds.
        theirs: What the page holds.
        path: The keys that lead to both.
        role: What the keys of both are, if they are objects.
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
