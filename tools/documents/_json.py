"""JSON text to and from plain values: what JSON leaves open is refused, with its JSON pointer."""

import json
import math
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from tools.documents._errors import DocumentError, printable
from tools.documents._pointers import pointer
from tools.documents._values import MAX_DEPTH, is_text


def dumps(document: Any) -> bytes:
    """Return a document in the canonical form of `openapi.json`.

    That is: UTF-8, the order kept, an indent of 2, characters unescaped, a line end at the end.

    Args:
        document: Plain JSON values.
    """
    return (json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


_Parsed: TypeAlias = "dict[str, _Parsed] | list[_Parsed] | str | float | bool | _Duplicate | None"
_Path: TypeAlias = "tuple[_Path, str | int] | None"


class _Duplicate(NamedTuple):
    """Stands in the parsed tree where an object had a key twice: the parser knows no place."""

    key: str


def _object(pairs: list[tuple[str, Any]]) -> Any:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            return _Duplicate(key)
        members[key] = value
    return members


def parse_json(text: str, name: str) -> Any:
    """Parse JSON text strictly.

    Args:
        text: The document.
        name: What to call it in an error.

    Raises:
        DocumentError: It is not JSON, or has a duplicate key, a number that is not finite or has
            thousands of digits, half of a surrogate pair, or more than `MAX_DEPTH` levels.
    """
    try:
        document = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{name}: line {error.lineno}, column {error.colno}: not JSON: {error.msg}"
        ) from None
    except RecursionError:
        raise DocumentError(f"{name}: nested deeper than {MAX_DEPTH} levels") from None
    except ValueError:
        raise DocumentError(f"{name}: a number has thousands of digits") from None
    _check(document, name)
    return document


def _check(document: _Parsed, name: str) -> None:
    """Refuse what the JSON parser lets pass; level by level, because the depth is not yet known."""
    level: list[tuple[_Parsed, _Path]] = [(document, None)]
    for _ in range(MAX_DEPTH + 1):
        for value, path in level:
            problem = _problem(value)
            if problem is not None:
                place = printable(pointer(_keys(path)), 300)
                raise DocumentError(
                    f"{name}: {f'at {place}' if place else 'at the top'}: {problem}"
                )
        level = [below for value, path in level for below in _children(value, path)]
        if not level:
            return
    raise DocumentError(f"{name}: nested deeper than {MAX_DEPTH} levels")


def _problem(value: _Parsed) -> str | None:
    """Say what is wrong with one value, whatever it holds aside."""
    if isinstance(value, _Duplicate):
        return f"the key {printable(repr(value.key))} occurs twice"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number that is not finite"
    if isinstance(value, str) and not is_text(value):
        return "half of a surrogate pair"
    if isinstance(value, dict) and not all(map(is_text, value)):
        return "half of a surrogate pair in a key"
    return None


def _children(value: _Parsed, path: _Path) -> Iterable[tuple[_Parsed, _Path]]:
    if isinstance(value, dict):
        return [(child, (path, key)) for key, child in value.items()]
    if isinstance(value, list):
        return [(child, (path, index)) for index, child in enumerate(value)]
    return ()


def _keys(path: _Path) -> list[str | int]:
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    return keys[::-1]
