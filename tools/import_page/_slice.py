"""Cut out the part of a document that an operation needs, and check references."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from tools.documents import (
    METHODS,
    DocumentError,
    Json,
    pointer,
    printable,
    reference_keys,
    value_at,
)
from tools.import_page._roles import Role, role_below
from tools.import_page._units import UnitPath, Units

_FOR_ALL: Final = frozenset({"openapi", "info", "servers", "security", "jsonSchemaDialect"})
_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")

_Path: TypeAlias = tuple[str | int, ...]


def operation_slice(units: Units, method: str, path: str, name: str) -> Units:
    """Keep one operation, what it refers to, and what applies to all operations.

    Args:
        units: The document's units.
        method: An HTTP method, in any case.
        path: A key of `paths`.
        name: The document's name in errors.

    Raises:
        DocumentError: The operation does not exist, or a reference leads nowhere or out of it.
    """
    method = method.lower()
    operation = units.get(("paths", path, method))
    if method not in METHODS or not isinstance(operation, dict):
        named = printable(f"{method.upper()} {path}", 300)
        raise DocumentError(f"{name}: the fence names {named}, which is not in its document")
    tags = operation.get("tags")

    def serves(unit: UnitPath) -> bool:
        match unit:
            case ("paths", owner, key):
                return owner == path and (key == method or key not in METHODS)
            case ("tags", tag):
                return isinstance(tags, list) and tag in tags
            case _:
                return unit[0] in _FOR_ALL

    reached = _reached(units, [unit for unit in units if serves(unit)], name)
    return {unit: value for unit, value in units.items() if unit in reached}


def check_references(units: Units, name: str) -> None:
    """Check that all references lead to a unit of the document.

    Args:
        units: The document's units.
        name: Its name in errors.

    Raises:
        DocumentError: A reference does not. The message has its place.
    """
    _reached(units, units, name)


def _reached(units: Units, start: Iterable[UnitPath], name: str) -> set[UnitPath]:
    allowed = set(start)
    reached: set[UnitPath] = set()
    pending = [*start]
    while pending:
        unit = pending.pop()
        if unit in reached:
            continue
        reached.add(unit)
        names = unit[0] == "components"
        members: Json = {unit[-1]: units[unit]}
        for at, reference in _references(
            members, unit[:-1], Role.NAMES if names else Role.KEYWORDS
        ):
            target = _target(units, reference)
            if target is None or not (target[0] == "components" or target in allowed):
                where = printable(pointer(at), 300)
                problem = "leads nowhere" if target is None else "leads out of the operation"
                raise DocumentError(
                    f"{name}: at {where}: the reference {printable(reference, 200)} {problem}"
                )
            pending.append(target)
    return reached


def _references(
    value: Json, path: _Path, role: Role = Role.KEYWORDS
) -> Iterator[tuple[_Path, str]]:
    """Yield a value's references: `$ref`s, security schemes and discriminators."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, (*path, index), role)
    if isinstance(value, dict):
        for key, child in value.items():
            at = (*path, key)
            if role is Role.KEYWORDS:
                yield from ((at, reference) for reference in _referred(key, child))
            yield from _references(child, at, role_below(role, key, child))


def _referred(key: str, value: Json) -> Iterator[str]:
    match key, value:
        case "$ref", str():
            yield value
        case "security", list():
            for requirement in value:
                for scheme in requirement if isinstance(requirement, dict) else ():
                    yield "#" + pointer(("components", "securitySchemes", scheme))
        case "discriminator", {"mapping": dict(mapping)}:
            for target in mapping.values():
                if isinstance(target, str):
                    bare = _COMPONENT_NAME.fullmatch(target)
                    yield f"#/components/schemas/{target}" if bare else target
        case _:
            pass


def _target(units: Units, reference: str) -> UnitPath | None:
    """Return the unit that a reference leads to or into, or None."""
    try:
        keys = tuple(reference_keys(reference))
        unit = next(path for length in range(len(keys)) if (path := keys[: length + 1]) in units)
        value_at(units[unit], keys[len(unit) :])
    except (LookupError, StopIteration):
        return None
    return unit
