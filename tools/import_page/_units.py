"""Split an OpenAPI document into *units*: parts that are merged, compared and replaced as a whole.

A unit is an operation, a schema, a tag or all of `info`, for example. A path of keys leads to it.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from tools.documents import DocumentError, Json, pointer, printable

UnitPath: TypeAlias = tuple[str, ...]
Units: TypeAlias = dict[UnitPath, Json]

_LEVELS: Final = {"tags": 2, "paths": 3, "webhooks": 3, "components": 3}
"""The number of keys that lead to a unit; the default is one."""


def is_unit(path: UnitPath) -> bool:
    """Return whether a path leads to a unit rather than to an object with units.

    Args:
        path: The keys from the root, with a tag's name instead of its index.
    """
    return len(path) >= _LEVELS.get(path[0], 1) or path[-1].startswith("x-")


def split(document: Json, name: str) -> Units:
    """Split an OpenAPI document into its units, in order.

    An object that could contain units but is empty counts as one.

    Args:
        document: The parsed document.
        name: Its name in errors.

    Raises:
        DocumentError: The document is not OpenAPI 3.0 or 3.1, or something else stands
            in place of an object with units.
    """
    if not isinstance(document, dict) or "openapi" not in document:
        raise DocumentError(f"{name}: is not an OpenAPI document: it has no 'openapi: 3.…'")
    version = document["openapi"]
    if not (isinstance(version, str) and re.fullmatch(r"3\.[01]\.[0-9]+", version)):
        shown = printable(repr(version))
        raise DocumentError(f"{name}: at /openapi: must be '3.0.x' or '3.1.x', not {shown}")
    for key in "info", "paths":
        if key not in document:
            raise DocumentError(f"{name}: is not a whole OpenAPI document: it has no {key!r}")
    return dict(_below(document, (), name))


def _below(value: Json, path: UnitPath, name: str) -> Iterator[tuple[UnitPath, Json]]:
    if path and is_unit(path):
        yield path, value
        return
    if path == ("tags",):
        value = _by_name(value, name)
    if not isinstance(value, dict):
        raise DocumentError(f"{name}: at {printable(pointer(path), 300)}: must be an object")
    if not value:
        yield path, value
    for key, child in value.items():
        yield from _below(child, (*path, key), name)


def _by_name(tags: Json, name: str) -> dict[str, Json]:
    named: dict[str, Json] = {}
    for index, tag in enumerate(tags if isinstance(tags, list) else [None]):
        match tag:
            case {"name": str(key)} if key not in named:
                named[key] = tag
            case _:
                raise DocumentError(f"{name}: at /tags/{index}: must be a tag with a unique name")
    return named


def join(units: Units) -> dict[str, Json]:
    """Join units into a document; new units come last among their kind.

    Args:
        units: The units.
    """
    document: dict[str, Any] = {}
    for path, value in units.items():
        holder = document
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        if is_unit(path):
            holder[path[-1]] = value
        else:
            holder.setdefault(path[-1], {})
    if "tags" in document:
        document["tags"] = [*document["tags"].values()]
    return document


def place(path: UnitPath, units: Units) -> tuple[str | int, ...]:
    """Return the keys of a unit in the joined document, where tags have indices.

    Args:
        path: The path of a unit, or of one to add.
        units: The document's units.
    """
    if path[0] != "tags" or len(path) == 1:
        return path
    tags = [other for other in units if other[0] == "tags"]
    return "tags", tags.index(path) if path in units else len(tags)
