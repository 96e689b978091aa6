"""Count changes by tag, the chapters of the contract's documentation."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from tools.documents import printable
from tools.specdiff.inputs.document import Document
from tools.specdiff.inputs.values import is_array
from tools.specdiff.judgement.causes import Cause
from tools.specdiff.wire.operations import listed, operations_of

_LONGEST = 100
NONE = "no operation"
_UNTAGGED = "no tag"

Tags: TypeAlias = Mapping[str, tuple[str, ...]]
"""The tags of each operation."""


def tags_of(*documents: Document) -> Tags:
    """Collect the tags of operations.

    Args:
        documents: The contracts; a later one overrides the tags of an earlier one.

    Returns:
        At least one for each operation.
    """
    found: dict[str, tuple[str, ...]] = {}
    for document in documents:
        for one in listed(operations_of(document)):
            given: Any = one.place.raw.get("tags")
            names = (given if is_array(given) else []) or [_UNTAGGED]
            found[one.label] = tuple(printable(str(name), _LONGEST) for name in names)
    return found


def of_cause(cause: Cause, tags: Tags) -> list[str]:
    """Return the tags of the operations that a change reaches.

    Args:
        cause: The change.
        tags: The tags of all operations.

    Returns:
        In order; `NONE` where it reaches no operation.
    """
    names = (name for operation in cause.operations for name in tags.get(operation, (_UNTAGGED,)))
    return sorted(set(names)) or [NONE]


class Row(NamedTuple):
    """The number of changes under one tag."""

    tag: str
    counts: tuple[int, int, int]
    """The numbers of breaking, risky and compatible changes."""


def summary(causes: Iterable[Cause], tags: Tags) -> list[Row]:
    """Count changes by tag.

    Args:
        causes: The changes; a change with several tags counts under each.
        tags: The tags of all operations.

    Returns:
        The tags with changes, worst first.
    """
    found: dict[str, list[int]] = {}
    for cause in causes:
        for tag in of_cause(cause, tags):
            found.setdefault(tag, [0, 0, 0])[-1 - cause.first.worst] += 1
    rows = [Row(tag, (bad, risky, fine)) for tag, (bad, risky, fine) in found.items()]
    return sorted(rows, key=lambda row: (*(-count for count in row.counts), row.tag))
