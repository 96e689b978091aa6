"""Keep what other pages document about an operation or schema when its own page is imported.

`x-documented` in `openapi.overlay.yaml` lists these parts: it maps JSON pointers (RFC 6901) into
the operation or schema to the URL of the page that documents them.
"""

import copy
from collections.abc import Iterator
from typing import Final

from tools.documents import Json, pointer_keys
from tools.import_page._compare import NOTHING, Nothing
from tools.import_page._units import UnitPath, Units

_KEY: Final = "x-documented"


def marks(units: Units) -> dict[UnitPath, Json]:
    """Return the `x-documented` marks of an effective contract.

    Args:
        units: The contract's units, with the overlay applied.
    """
    return {
        path: unit[_KEY] for path, unit in units.items() if isinstance(unit, dict) and _KEY in unit
    }


def with_additions(
    ours: Json | Nothing, theirs: Json | Nothing, marked: Json
) -> tuple[Json | Nothing, list[tuple[str, ...]]]:
    """Add to a page's unit what it lacks and other pages document.

    Args:
        ours: The contract's unit.
        theirs: The page's unit; not modified.
        marked: The unit's mark.

    Returns:
        The unit, and the added paths.
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
