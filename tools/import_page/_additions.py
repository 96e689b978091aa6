"""What other pages document of an operation or schema is kept when its own page is imported.

`openapi.overlay.yaml` says what that is: `x-documented` of the operation or schema maps JSON
pointers into it (RFC 6901) to the URL of the page that says so.
"""

import copy
from collections.abc import Iterator
from typing import Final

from tools.documents import Json, pointer_keys
from tools.import_page._compare import NOTHING, Nothing
from tools.import_page._units import UnitPath, Units

_KEY: Final = "x-documented"


def marks(units: Units) -> dict[UnitPath, Json]:
    """Return the marks of a contract to which what is ours has been applied.

    Args:
        units: That contract.
    """
    return {
        path: unit[_KEY] for path, unit in units.items() if isinstance(unit, dict) and _KEY in unit
    }


def with_additions(
    ours: Json | Nothing, theirs: Json | Nothing, marked: Json
) -> tuple[Json | Nothing, list[tuple[str, ...]]]:
    """Add to a page's unit what other pages document and it lacks.

    Args:
        ours: The contract's unit.
        theirs: The page's unit; it is not changed.
        marked: The mark of the unit.

    Returns:
        The unit, and the paths of what was added.
    """
    added: list[tuple[str, ...]] = []
    unit = copy.deepcopy(theirs)
    for path in _paths(marked):
        holder, found = _value(unit, path[:-1]), _value(ours, path)
        if isinstance(holder, dict) and path[-1] not in holder and not isinstance(found, Nothing):
            holder[path[-1]] = found
            added.append(path)
    return (unit, added) if added else (theirs, [])


def _paths(marked: Json) -> Iterator[tuple[str, ...]]:
    for pointer in marked if isinstance(marked, dict) else ():
        if pointer.startswith("/"):
            yield tuple(pointer_keys(pointer))


def _value(value: Json | Nothing, path: tuple[str, ...]) -> Json | Nothing:
    for step in path:
        value = value.get(step, NOTHING) if isinstance(value, dict) else NOTHING
    return value
