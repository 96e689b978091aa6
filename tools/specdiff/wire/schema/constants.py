"""Recognise schemas that only list values."""

from collections import Counter
from typing import Any

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity, is_array, is_object, type_of

NOTES = ("title", "description", "example", "examples", "externalDocs", "deprecated")
"""Keywords for documentation."""
_DEEPEST = 8  # unions of constants within each other
_UNIONS = ("oneOf", "anyOf", "allOf")


def is_null(document: Document, place: Place) -> bool:
    """Check whether the schema at a place admits only `null`.

    Args:
        document: The document.
        place: The place of a schema.

    Returns:
        True for a type, a constant or an enum of null.
    """
    raw: Any = document.resolve(place).raw
    if not is_object(raw):
        return False
    return raw.get("type") in ("null", ["null"]) or constants(document, place) == [None]


def joined(keyword: str, values: list[list[Any]]) -> list[Any]:
    """Return the values of a union.

    Args:
        keyword: `anyOf`, or `oneOf`, where what two options have is refused.
        values: The values of each option.

    Returns:
        Each value once.
    """
    every = {identity(value): value for some in values for value in some}
    counted = Counter(key for some in values for key in {identity(value) for value in some})
    return [value for key, value in every.items() if keyword == "anyOf" or counted[key] == 1]


def constants(document: Document, place: Place, depth: int = 0) -> list[Any] | None:
    """Return the values of a schema that only lists values.

    Args:
        document: The document.
        place: The place of a schema.
        depth: The nesting depth.

    Returns:
        The values; None for other schemas.
    """
    raw: Any = place.raw
    if is_object(raw) and "$ref" in raw and set(raw) - {"$ref"} <= set(NOTES):
        raw = document.resolve(place).raw
    if not is_object(raw) or depth > _DEEPEST:
        return None
    words = [word for word in raw if word not in NOTES and not word.startswith("x-")]
    values: Any = [raw["const"]] if "const" in raw else raw.get("enum")
    if is_array(values) and set(words) <= {"const", "enum", "type"}:
        return _of_type(values, raw.get("type"))
    if len(words) != 1 or words[0] not in _UNIONS or not is_array(raw[words[0]]):
        return None
    options: list[Any] = raw[words[0]]
    if words == ["allOf"]:
        options = [one for one in options if one is not True and one != {}]
        if len(options) != 1:
            return None
    known: list[list[Any]] = []
    for one in options:
        part = constants(document, Place(place.pointer, one), depth + 1)
        if part is None:
            return None  # without the others, of which each may be a union again
        known.append(part)
    return joined(words[0], known)


def _of_type(values: list[Any], kinds: Any) -> list[Any]:
    names: list[Any] = kinds if is_array(kinds) else [kinds]
    return [
        value
        for value in values
        if kinds is None
        or type_of(value) in names
        or (type_of(value) == "integer" and "number" in names)
    ]
