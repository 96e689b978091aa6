"""Apply an Overlay document to a contract. Returns a copy and the actions without effect."""

import json
from copy import deepcopy
from typing import Any, NoReturn

from tools.documents import DocumentError, Json, pointer, printable, value_at
from tools.overlays._overlay import Action, Overlay


def apply(document: Json, overlay: Overlay) -> tuple[Any, list[Action]]:
    """Apply actions in order.

    Args:
        document: The contract; not modified.
        overlay: The actions.

    Returns:
        The new document, and the actions whose target matches nothing.

    Raises:
        DocumentError: An action can't be applied; the message has its place.
    """
    changed = deepcopy(document)
    untouched: list[Action] = []
    for action in overlay.actions:
        paths = {match.parts for match in action.query.finditer(changed)}
        if not paths:
            untouched.append(action)
        # Inner places come before outer ones, and the last item of an array comes first.
        for path in sorted(paths, reverse=True):
            if action.remove:
                _remove(changed, path, action)
            else:
                _update(changed, path, action)
    return changed, untouched


def _remove(document: Any, path: tuple[str | int, ...], action: Action) -> None:
    if not path:
        _refuse(action, path, "the whole document can't be removed")
    holder = value_at(document, path[:-1])
    del holder[path[-1]]


def _update(document: Any, path: tuple[str | int, ...], action: Action) -> None:
    found: Json = value_at(document, path)
    if isinstance(found, list):
        _append(found, action.update)
    elif not isinstance(found, dict):
        _refuse(action, path, "is neither an object nor an array: select the object that holds it")
    elif not isinstance(action.update, dict):
        _refuse(action, path, "is an object, so update must be an object")
    else:
        _merge(found, action.update)


def _merge(target: dict[str, Json], update: dict[str, Json]) -> None:
    """Merge objects recursively; append arrays, and replace everything else."""
    for key, value in update.items():
        old = target.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            for item in value:
                _append(old, item)
        else:
            target[key] = deepcopy(value)


def _append(array: list[Json], entry: Json) -> None:
    if _canonical(entry) not in map(_canonical, array):
        array.append(deepcopy(entry))


def _canonical(value: Json) -> str:
    """Return the same text for equal JSON values; in Python, true equals 1."""
    return json.dumps(value, sort_keys=True)


def _refuse(action: Action, path: tuple[str | int, ...], problem: str) -> NoReturn:
    place = printable(pointer(path), 300) or "the top"
    raise DocumentError(f"{action.place}: {place} {problem}")
