"""Convert JSON text to and from plain values. Ambiguous JSON is rejected with its JSON pointer."""

import json
import math
from typing import Any, NamedTuple, TypeAlias

from tools.documents._errors import DocumentError, printable
from tools.documents._pointers import pointer
from tools.documents._values import MAX_DEPTH, is_text


def dumps(document: Any) -> bytes:
    """Return a document in the canonical form of `openapi.json`.

    UTF-8 in the original order, with an indent of 2, unescaped and with a final line end.

    Args:
        document: Plain JSON values.
    """
    return (json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


_HOLDERS = (dict, list)
_Holder: TypeAlias = dict[str, Any] | list[Any]
_Path: TypeAlias = "tuple[_Path, str | int] | None"


class _Duplicate(NamedTuple):
    """Marks an object with a duplicate key in the parsed tree; the parser has no positions."""

    key: str


def _object(pairs: list[tuple[str, Any]]) -> Any:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    keys = [key for key, _ in pairs]
    return _Duplicate(next(key for index, key in enumerate(keys) if key in keys[:index]))


def parse_json(text: str, name: str) -> Any:
    """Parse JSON text strictly.

    Args:
        text: The document.
        name: Its name in errors.

    Raises:
        DocumentError: The text is not JSON, or has a duplicate key, a number that is not finite or
            has thousands of digits, a lone surrogate, or more than `MAX_DEPTH` levels.
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


def _check(document: Any, name: str) -> None:
    """Reject what the JSON parser accepts too freely; level by level, as the depth is unknown."""
    level: list[tuple[_Holder, _Path]] = [([document], None)]
    for _ in range(MAX_DEPTH + 2):
        below: list[tuple[_Holder, _Path]] = []
        for holder, path in level:
            for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
                if type(value) in _HOLDERS:
                    below.append((value, (path, key)))
                elif type(value) is not str or not value.isascii():
                    _refuse(_problem(value), (path, key), name)
                if isinstance(key, str) and not is_text(key):
                    _refuse("a lone surrogate in a key", path, name)
        if not below:
            return
        level = below
    raise DocumentError(f"{name}: nested deeper than {MAX_DEPTH} levels")


def _problem(value: Any) -> str | None:
    """Return the problem of a scalar or of a marked object, if any."""
    if isinstance(value, _Duplicate):
        return f"the key {printable(repr(value.key))} occurs twice"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number that is not finite"
    return "a lone surrogate" if isinstance(value, str) and not is_text(value) else None


def _refuse(problem: str | None, path: _Path, name: str) -> None:
    """Raise an error if there is a problem."""
    if problem is not None:
        place = printable(pointer(_keys(path)[1:]), 300)
        raise DocumentError(f"{name}: {f'at {place}' if place else 'at the top'}: {problem}")


def _keys(path: _Path) -> list[str | int]:
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    return keys[::-1]
