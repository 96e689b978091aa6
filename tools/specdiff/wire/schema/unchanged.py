"""Find the parts that are equal in both documents, including everything they refer to.

One walk over both documents finds them. They need no comparison, and make up nearly all of most
pairs of contracts.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tools.documents import DocumentError
from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import is_array, is_object


class _Met(NamedTuple):
    parent: int
    base: Any
    revision: Any


class Unchanged:
    """The unchanged objects and arrays of the revision.

    Args:
        base: The document before.
        revision: The document after.
    """

    def __init__(self, base: Document, revision: Document) -> None:
        self._met: list[_Met] = []
        self._index: dict[int, int] = {}
        self._uses: dict[str, list[int]] = {}
        self._dirty: set[int] = set()
        self._walk(base.root.raw, revision.root.raw)
        if base.is_30 != revision.is_30:
            self._dirty.update(range(len(self._met)))
        self._spread(revision)

    def holds(self, base: Place, revision: Place) -> bool:
        """Check whether two places have the same pointer and the same content.

        Args:
            base: A place in the base.
            revision: A place in the revision.

        Returns:
            True if they have; False also if this is unknown.
        """
        index = self._index.get(id(revision.raw))
        return index is not None and index not in self._dirty and base.pointer == revision.pointer

    def _walk(self, base: Any, revision: Any) -> None:
        self._add(-1, base, revision)
        index = 0
        while index < len(self._met):  # grows
            _, old, new = self._met[index]
            for before, after in _children(old, new):
                if type(before) is type(after) and (is_object(before) or is_array(before)):
                    self._add(index, before, after)
                elif type(before) is not type(after) or before != after:
                    self._dirty.add(index)
            for word in ("$ref", "$dynamicRef"):
                if is_object(new) and isinstance(new.get(word), str):
                    self._uses.setdefault(new[word], []).append(index)
            if len(old) != len(new) or (is_object(old) and old.keys() != new.keys()):
                self._dirty.add(index)
            index += 1

    def _add(self, parent: int, base: Any, revision: Any) -> None:
        index = len(self._met)
        self._met.append(_Met(parent, base, revision))
        if self._index.setdefault(id(revision), index) != index:
            self._dirty.update((index, self._index[id(revision)]))  # one object at two places

    def _spread(self, revision: Document) -> None:
        """Mark everything that contains or refers to a changed part as changed."""
        users: dict[int, list[int]] = {}
        for reference, places in self._uses.items():
            target = self._target(revision, reference)
            if target is None:
                self._dirty.update(places)
            else:
                users.setdefault(target, []).extend(places)
        waiting = list(self._dirty)
        while waiting:
            index = waiting.pop()
            for other in (self._met[index].parent, *users.get(index, ())):
                if other >= 0 and other not in self._dirty:
                    self._dirty.add(other)
                    waiting.append(other)

    def _target(self, revision: Document, reference: str) -> int | None:
        try:
            target = revision.target(Place("", {"$ref": reference}))
        except DocumentError:
            return None  # reported where a comparison uses it
        return self._index.get(id(target.raw))


def _children(base: Any, revision: Any) -> Iterator[tuple[Any, Any]]:
    if is_object(base):
        old = base
        return ((old[name], revision[name]) for name in old if name in revision)
    return zip(base, revision, strict=False)
