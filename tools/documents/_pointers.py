"""Write and resolve JSON pointers (RFC 6901) and OpenAPI references, which contain them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from tools.documents._values import Json


def escaped(key: str | int) -> str:
    """Escape one step of a pointer.

    Args:
        key: A member's name or an item's index.

    Returns:
        The step, without its leading slash.
    """
    return str(key).replace("~", "~0").replace("/", "~1")


def pointer(keys: Iterable[str | int]) -> str:
    """Write a JSON pointer.

    Args:
        keys: Member names and item indices, from the root.

    Returns:
        The pointer, empty for the whole document.
    """
    return "".join(f"/{escaped(key)}" for key in keys)


def pointer_keys(place: str) -> list[str]:
    """Split a JSON pointer.

    Args:
        place: The pointer, with or without a leading `#`.

    Returns:
        The names and indices, from the root.
    """
    return [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]


def reference_keys(reference: str) -> list[str]:
    """Split a reference.

    Args:
        reference: The value of a `$ref`.

    Returns:
        The names and indices of its target, from the document's root.

    Raises:
        LookupError: The reference is not a JSON pointer into the same document.
    """
    if not reference.startswith("#"):
        raise LookupError("leads out of the document: bundle it into one first")
    path = unquote(reference[1:])
    if not path.startswith("/"):
        raise LookupError("is an anchor: only JSON pointers are supported")
    return pointer_keys(path)


def value_at(document: Json, keys: Iterable[str | int]) -> Any:
    """Return the value at a path.

    Args:
        document: Plain JSON values.
        keys: The names and indices of the path.

    Returns:
        The value.

    Raises:
        LookupError: The path does not exist.
    """
    found = document
    for key in map(str, keys):
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            raise LookupError("leads nowhere")
    return found
