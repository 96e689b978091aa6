"""Compare servers: are the servers that clients use still listed?"""

from typing import Any

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.wire.comparison import Comparison, compare_notes, report
from tools.specdiff.wire.schema.graph import Node


def servers_of(document: Document, *holders: Place) -> Place:
    """Find the object whose `servers` apply to an operation.

    Args:
        document: The document.
        holders: The operation and its path items; the root comes last.

    Returns:
        The first holder with a non-empty `servers`, or the root.
    """
    return next((place for place in holders if place.raw.get("servers")), document.root)


def compare_servers(comparison: Comparison, base: Place, revision: Place) -> Node:
    """Compare the `servers` of two objects.

    Args:
        comparison: The documents.
        base: The object in the base.
        revision: The object in the revision.

    Returns:
        The node with the changes.
    """

    def compare(node: Node) -> None:
        old, new = _by_url(comparison.base, base), _by_url(comparison.revision, revision)
        for url in dict.fromkeys((*old, *new)):
            if url not in new:
                report(node, "server-removed", old[url], None, url)
            elif url not in old:
                report(node, "server-added", None, new[url], after=url)
            else:
                compare_notes(node, old[url], new[url], ("description", "name"))
                _variables(comparison, node, old[url], new[url])

    return comparison.once("servers", base, revision, compare)


def _by_url(document: Document, holder: Place) -> dict[str, Place]:
    listed = {str(place.raw.get("url", "/")): place for place in document.items(holder, "servers")}
    return listed or {"/": Place(holder.pointer, {})}  # the default of `servers`


def _variables(comparison: Comparison, node: Node, base: Place, revision: Place) -> None:
    old = comparison.base.members(base, "variables")
    new = comparison.revision.members(revision, "variables")
    for name in old.keys() & new.keys():
        before, after = old[name], new[name]
        compare_notes(node, before, after, ("description",))
        was, now = before.raw.get("default"), after.raw.get("default")
        if was != now:
            report(node, "server-variable-default-changed", before, after, was, now)
        values: list[Any] = [place.raw.get("enum") for place in (before, after)]
        if values[0] == values[1]:
            continue
        lost = values[1] and set(map(str, values[0] or ["any"])) - set(map(str, values[1]))
        won = values[0] and set(map(str, values[1] or ["any"])) - set(map(str, values[0]))
        if lost:
            report(node, "server-variable-narrowed", before, after, sorted(lost), word="enum")
        if won:
            what = "server-variable-widened"
            report(node, what, before, after, after=sorted(won), word="enum")
