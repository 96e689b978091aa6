"""Find operations and components in a document that has not been validated yet."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tools.documents import METHODS, Json, pointer, reference_keys

_NEAR_MARK = re.compile(r"[\W_]*sensitive(?![^\W_])", re.IGNORECASE)

Component = tuple[str, str]
"""A component's kind and name."""


class Operation(NamedTuple):
    """An operation and its place."""

    path: str
    method: str
    names: tuple[str, ...]
    """Its names: its operationId, if any, and its method and path."""
    value: Json

    def concerns(self, place: str) -> bool:
        """Return whether a place is in the operation, or shared by its path's operations."""
        steps = (*place.split("/"), "", "")
        path = steps[1] == "paths" and f"/{steps[2]}" == pointer([self.path])
        return path and (steps[3] == self.method or steps[3] not in METHODS)


def operations(document: Any) -> Iterator[Operation]:
    """Yield a document's operations."""
    for path, item in _members(document, "paths"):
        for method in METHODS:
            if isinstance(item, dict) and method in item:
                operation: Json = item[method]
                name = operation.get("operationId") if isinstance(operation, dict) else None
                names = (*([name] if isinstance(name, str) else []), f"{method.upper()} {path}")
                yield Operation(path, method, names, operation)


def components(document: Any) -> set[Component]:
    """Return all components of a document."""
    return {
        (kind, name)
        for kind, _ in _members(document, "components")
        for name, _ in _members(document["components"], kind)
    }


def component_at(place: str) -> Component | None:
    """Return the component that a JSON pointer with `#` leads to or into."""
    if place.startswith("#/components/") and len(path := reference_keys(place)) > 2:  # noqa: PLR2004
        return path[1], path[2]
    return None


def used(document: Any, operation: Operation | None = None) -> set[Component]:
    """Return the components that something outside them uses, directly or indirectly.

    Args:
        document: The document.
        operation: Consider only this one, and the parts that its path's operations share.
    """
    if operation is None:
        waiting = [value for key, value in _members({"": document}, "") if key != "components"]
    else:
        shared = _members(document["paths"], operation.path)
        waiting = [value for key, value in shared if key not in METHODS] + [operation.value]
    found: set[Component] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and (one := component_at(value)) and one not in found:
            found.add(one)
            waiting.append(_component(document, one))
    return found


def is_marked(document: Any, component: Component) -> bool:
    """Return whether a component, or anything in it or used by it, is sensitive or secret."""
    waiting, seen = [_component(document, component)], {component}
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            said = value.get("description")
            if value.get("format") == "password" or (
                isinstance(said, str) and _NEAR_MARK.match(said)
            ):
                return True
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and (one := component_at(value)) and one not in seen:
            seen.add(one)
            waiting.append(_component(document, one))
    return False


def _component(document: Any, component: Component) -> Json:
    kind, name = component
    return dict(_members(document.get("components"), kind)).get(name)


def _members(holder: Json, key: str) -> list[tuple[str, Json]]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return list(found.items()) if isinstance(found, dict) else []
