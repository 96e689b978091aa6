"""Represent an OpenAPI document, resolve its references, and name places in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tools import documents
from tools.documents import DocumentError, escaped, pointer, printable, reference_keys, value_at
from tools.specdiff.inputs.values import is_array, is_object

METHODS = (*documents.METHODS, "query")
_VERSIONS = (["3", "0"], ["3", "1"], ["3", "2"])


class Place(NamedTuple):
    """A JSON value and its location."""

    pointer: str
    """A JSON pointer (RFC 6901) from the root of the document."""
    raw: Any

    def at(self, name: str | int) -> "Place":
        """Return the place of a member or item, which must exist.

        Args:
            name: A member's name or an item's index.

        Returns:
            The place of that member or item.
        """
        return Place(f"{self.pointer}/{escaped(name)}", self.raw[name])


class Document:
    """An OpenAPI 3.0, 3.1 or 3.2 document.

    Args:
        raw: The parsed document.
        name: Its name in errors.

    Raises:
        DocumentError: It is something else.
    """

    def __init__(self, raw: Any, name: str) -> None:
        self.name = name
        self.root = Place("", raw)
        if not is_object(raw):
            raise DocumentError(f"{name}: an OpenAPI document must be an object")
        version: Any = raw.get("openapi")
        if not isinstance(version, str) or version.split(".")[:2] not in _VERSIONS:
            said = printable(str(version)) if isinstance(version, str) else "missing"
            raise DocumentError(f"{name}: `openapi` must be 3.0, 3.1 or 3.2; it is {said}")
        self.is_30 = version.startswith("3.0")
        self._targets: dict[str, Place] = {}
        self._anchors: dict[str, list[Place]] | None = None

    def error(self, place: Place, problem: str) -> DocumentError:
        """Make an error about a place.

        Args:
            place: The place.
            problem: The problem, and how to fix it.

        Returns:
            The error, to be raised.
        """
        return DocumentError(f"{self.name}: #{printable(place.pointer, 300)}: {problem}")

    def resolve(self, place: Place) -> Place:
        """Follow the references at a place.

        Args:
            place: Any place.

        Returns:
            The first place on the way that is not a Reference Object.

        Raises:
            DocumentError: A reference leads nowhere, outside, or back to itself.
        """
        passed: set[str] = set()
        while is_object(place.raw) and "$ref" in place.raw:
            if place.pointer in passed:
                raise self.error(place, "`$ref` leads back to itself")
            passed.add(place.pointer)
            place = self.target(place)
        return place

    def target(self, place: Place, word: str = "$ref") -> Place:
        """Follow one reference.

        Args:
            place: The place of an object with a reference.
            word: The keyword with the reference.

        Returns:
            The place it names.

        Raises:
            DocumentError: It leads nowhere or outside.
        """
        reference: Any = place.raw[word]
        if not isinstance(reference, str):
            raise self.error(place, f"`{word}` must be a string")
        found = self._targets.get(reference)
        if found is None:
            found = self._targets[reference] = self._find(reference, place, word)
        return found

    def several(self, reference: Any) -> bool:
        """Check whether a reference names an anchor that occurs several times.

        Args:
            reference: The value of a `$ref` or `$dynamicRef`.

        Returns:
            True when the target depends on the path by which a value is reached.
        """
        return isinstance(reference, str) and len(self.anchored(reference)) > 1

    def anchored(self, reference: str) -> list[Place]:
        """Return the schemas of an anchor.

        Args:
            reference: A reference.

        Returns:
            Their places; empty for a JSON pointer.
        """
        if not reference.startswith("#") or reference[1:2] in ("", "/"):
            return []
        if self._anchors is None:
            self._anchors = _anchors(self.root)
        return self._anchors.get(reference[1:], [])

    def _find(self, reference: str, place: Place, word: str) -> Place:
        anchored = self.anchored(reference)
        if len(anchored) == 1:
            return anchored[0]
        if anchored:
            raise self.error(place, f"`{word}` {printable(reference)!r} names several schemas")
        try:
            keys = reference_keys(reference)
            return Place(pointer(keys), value_at(self.root.raw, keys))
        except LookupError as error:
            raise self.error(place, f"`{word}` {printable(reference)!r} {error}") from None

    def child(self, place: Place, name: str, kind: type) -> Place | None:
        """Return a member of an object, following references.

        Args:
            place: The place of an object.
            name: The member's name.
            kind: `dict` or `list`, what the member must be.

        Returns:
            The member's place; None if the member is missing or null.

        Raises:
            DocumentError: It is of another kind.
        """
        if place.raw.get(name) is None:
            return None
        found = self.resolve(place.at(name))
        if not isinstance(found.raw, kind):
            wanted = "an object" if kind is dict else "an array"
            raise self.error(place.at(name), f"must be {wanted}")
        return found

    def members(self, place: Place, name: str) -> dict[str, Place]:
        """Return the members of an object of objects, following references.

        Args:
            place: The place of the object that has the member `name`.
            name: The member that maps names to objects, such as `responses`.

        Returns:
            The place of each object, empty where there is no such member.

        Raises:
            DocumentError: A member is not an object.
        """
        holder = self.child(place, name, dict)
        if holder is None:
            return {}
        return {key: self.object(holder.at(key)) for key in holder.raw}

    def items(self, place: Place, name: str) -> Iterator[Place]:
        """Yield the objects in an array of objects, following references.

        Args:
            place: The place of the object that has the member `name`.
            name: The member that is an array, such as `parameters`.

        Yields:
            The place of each object.

        Raises:
            DocumentError: A member is not an object.
        """
        holder = self.child(place, name, list)
        if holder is not None:
            for index in range(len(holder.raw)):
                yield self.object(holder.at(index))

    def object(self, place: Place) -> Place:
        """Follow the references at a place that must be an object.

        Args:
            place: Any place.

        Returns:
            The place of the object.

        Raises:
            DocumentError: Something else stands there.
        """
        found = self.resolve(place)
        if not is_object(found.raw):
            raise self.error(place, "must be an object")
        return found


def _anchors(root: Place) -> dict[str, list[Place]]:
    """Find the schemas that `$anchor` and `$dynamicAnchor` name."""
    found: dict[str, list[Place]] = {}
    waiting = [root]
    while waiting:
        place = waiting.pop()
        if is_object(place.raw):
            for word in ("$anchor", "$dynamicAnchor"):
                name: Any = place.raw.get(word)
                if isinstance(name, str):
                    found.setdefault(name, []).append(place)
            waiting += [place.at(name) for name in place.raw]
        elif is_array(place.raw):
            waiting += [place.at(index) for index in range(len(place.raw))]
    return found
