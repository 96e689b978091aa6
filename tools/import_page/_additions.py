"""What the documentation says elsewhere, beyond the page of an operation or schema, stays with it.

Such a unit of the contract has an extension `x-documented`: JSON pointers into the unit (RFC 6901),
each with the URL of the page that says so.
"""

import copy
from collections.abc import Iterator
from typing import Final

from tools.documents import Json
from tools.import_page._compare import NOTHING, Nothing

KEY: Final = "x-documented"


def with_additions(
    ours: Json | Nothing, theirs: Json | Nothing
) -> tuple[Json | Nothing, list[tuple[str, ...]]]:
    """Add to a page's unit what the contract marks as documented elsewhere and the page lacks.

    Args:
        ours: The contract's unit; its mark says what is added.
        theirs: The page's unit; it is not changed.

    Returns:
        The unit, and the paths of what was added.
    """
    if not isinstance(ours, dict) or not isinstance(theirs, dict) or KEY in theirs:
        return theirs, []
    marked = ours.get(KEY)
    added: list[tuple[str, ...]] = []
    unit = copy.deepcopy(theirs)
    for path in _paths(marked):
        holder, found = _value(unit, path[:-1]), _value(ours, path)
        if isinstance(holder, dict) and path[-1] not in holder and not isinstance(found, Nothing):
            holder[path[-1]] = found
            added.append(path)
    if added:
        unit[KEY] = marked
    return unit, added


def _paths(marked: Json) -> Iterator[tuple[str, ...]]:
    for pointer in marked if isinstance(marked, dict) else ():
        if pointer.startswith("/"):
            steps = pointer[1:].split("/")
            yield tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def _value(value: Json | Nothing, path: tuple[str, ...]) -> Json | Nothing:
    for step in path:
        value = value.get(step, NOTHING) if isinstance(value, dict) else NOTHING
    return value
