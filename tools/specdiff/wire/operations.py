"""Operations compared: which there are, and what goes in and comes out of each."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tools.documents import METHODS
from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.wire.comparison import Comparison, compare_notes, report
from tools.specdiff.wire.lifecycle import is_unstable, passed, stability, sunset
from tools.specdiff.wire.media import compare_content
from tools.specdiff.wire.parameters import Carried, Key, compare_carried
from tools.specdiff.wire.responses import compare_responses, statuses
from tools.specdiff.wire.schema.graph import Node, Sense
from tools.specdiff.wire.schema.sensitivity import Root
from tools.specdiff.wire.security import compare_security
from tools.specdiff.wire.servers import compare_servers, servers_of

_VARIABLE = re.compile(r"\{([^{}]*)\}")
# OpenAPI says that parameters of these names are ignored: other parts of the contract rule them.
_RULED_ELSEWHERE = ("accept", "content-type", "authorization")


class Operation(NamedTuple):
    """An operation of one document, or one that a webhook or a callback describes."""

    label: str
    kind: str
    place: Place
    items: tuple[Place, ...]
    """Its path item: its own place, and the one it refers to."""
    path: str
    parent: tuple[str, ...] | None = None
    """For a callback, the operation that has it."""


Operations = dict[tuple[str, ...], Operation]


def operations_of(document: Document) -> Operations:
    """Collect the operations, webhooks and callbacks of a document.

    Args:
        document: The document.

    Returns:
        Each with what tells it apart; names of path parameters do not.

    Raises:
        DocumentError: A path item or an operation is not an object.
    """
    found: Operations = {}
    for kind, word in (("operation", "paths"), ("webhook", "webhooks")):
        holder = document.child(document.root, word, dict)
        for path in holder.raw if holder else ():
            if holder and not path.startswith("x-"):
                _item(document, found, kind, path, holder.at(path), None)
    return found


def _item(  # noqa: PLR0917 - what a path item is found by
    document: Document, found: Operations, kind: str, path: str, place: Place,
    parent: tuple[str, ...] | None,
) -> None:  # fmt: skip
    target = document.object(place)
    items = (target,) if target.pointer == place.pointer else (place, target)
    for method in METHODS:
        holder = next((item for item in items if item.raw.get(method) is not None), None)
        if holder is None:
            continue
        normal = _VARIABLE.sub("{}", path) if kind == "operation" else path
        key = (*(parent or ()), kind, normal, method)
        key = (*(parent or ()), kind, path, method) if key in found else key
        before = f"{found[parent].label}, callback " if parent else ""
        label = f"{before or ('webhook ' if kind == 'webhook' else '')}{method.upper()} {path}"
        operation = Operation(label, kind, document.object(holder.at(method)), items, path, parent)
        found[key] = operation
        for name, callback in document.members(operation.place, "callbacks").items():
            for expression in callback.raw:
                if not expression.startswith("x-") and not parent:
                    at = callback.at(expression)
                    _item(document, found, "callback", f"{name} {expression}", at, key)


class Compared(NamedTuple):
    """One operation and what came out for it."""

    label: str
    operation_id: str | None
    node: Node
    promised: bool
    """Whether the base promised anything about it: a draft does not."""


def compare_operations(comparison: Comparison) -> list[Compared]:
    """Ask for the comparison of all operations.

    Args:
        comparison: The documents.

    Returns:
        One entry for each operation that either document has, in order of the base.

    Raises:
        DocumentError: A document does not resolve.
    """
    old, new = operations_of(comparison.base), operations_of(comparison.revision)
    moved = _moved(comparison, old, new)
    compared: list[Compared] = []
    for key, base in old.items():
        node = Node()
        revision = new.get(moved.get(key, key))
        if revision:
            _pair(comparison, node, base, revision)
        elif base.parent is None or base.parent in new:
            what = "operation" if base.kind == "operation" else "webhook"
            late = what == "operation" and passed(base.place)
            report(node, f"{what}-removed{'-after-sunset' if late else ''}", base.place, None)
        shown = revision or base
        compared.append(_compared(shown, node, base.place))
    taken = {moved.get(key, key) for key in old}
    for key, revision in new.items():
        if key not in taken:
            node = Node()
            what = "operation" if revision.kind == "operation" else "webhook"
            report(node, f"{what}-added", None, revision.place)
            comparison.revision_roots += _roots(comparison.revision, node, revision)
            compared.append(_compared(revision, node, revision.place))
    return compared


def _compared(operation: Operation, node: Node, promise: Place) -> Compared:
    name: Any = operation.place.raw.get("operationId")
    return Compared(
        operation.label, name if isinstance(name, str) else None, node, not is_unstable(promise)
    )


def _moved(
    comparison: Comparison, old: Operations, new: Operations
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Match operations whose URL is the same although its parts moved between server and path."""
    fresh = {
        (key[-1], url): key
        for key, operation in new.items()
        if key not in old
        for url in _urls(comparison.revision, operation)
    }
    return {
        key: fresh[key[-1], url]
        for key, operation in old.items()
        if key not in new
        for url in _urls(comparison.base, operation)
        if (key[-1], url) in fresh
    }


def _urls(document: Document, operation: Operation) -> list[str]:
    if operation.kind != "operation":
        return []
    holder = servers_of(document, operation.place, *operation.items)
    listed = (str(place.raw.get("url", "")) for place in document.items(holder, "servers"))
    path = _VARIABLE.sub("{}", operation.path)
    return [_path_of(url).rstrip("/") + path for url in listed if _path_of(url).strip("/")] + [path]


def _path_of(url: str) -> str:
    try:
        return urlsplit(_VARIABLE.sub("x", url)).path
    except ValueError:
        return ""


def _pair(comparison: Comparison, node: Node, base: Operation, revision: Operation) -> None:
    old, new = base.place, revision.place
    flipped = base.kind != "operation"
    sense: Sense = "response" if flipped else "request"
    answer: Sense = "request" if flipped else "response"
    _promises(node, old, new)
    compare_notes(node, old, new, ("summary", "description", "externalDocs"))
    for word, rule in (("operationId", "operation-id-changed"), ("tags", "tags-changed")):
        before, after = old.raw.get(word), new.raw.get(word)
        if word == "tags":
            before, after = (sorted(map(str, tags or ())) for tags in (before, after))
        if before != after:
            report(node, rule, old, new, before, after, word=word)
    if not flipped:
        node.edges.append(
            compare_servers(
                comparison,
                servers_of(comparison.base, old, *base.items),
                servers_of(comparison.revision, new, *revision.items),
            )
        )
        node.edges.append(compare_security(comparison, old, new))
    compare_carried(
        comparison, node, "parameter", sense,
        _parameters(comparison.base, base), _parameters(comparison.revision, revision),
    )  # fmt: skip
    _body(comparison, node, sense, old, new)
    compare_responses(comparison, node, answer, old, new)
    comparison.base_roots += _roots(comparison.base, node, base)
    comparison.revision_roots += _roots(comparison.revision, node, revision)


def _promises(node: Node, old: Place, new: Place) -> None:
    was, now = old.raw.get("deprecated") is True, new.raw.get("deprecated") is True
    if was != now:
        rule = "operation-deprecated" if now else "operation-undeprecated"
        report(node, rule, old, new, word="deprecated")
    if stability(old) != stability(new):
        rule = "stability-lowered" if stability(new) < stability(old) else "stability-raised"
        word = "x-stability-level"
        shown = (place.raw.get(word, "stable") for place in (old, new))
        report(node, rule, old, new, *shown, word=word)
    word = "x-sunset"
    before, after = old.raw.get(word), new.raw.get(word)
    if before is None or before == after or not now:
        return
    first, second = sunset(old), sunset(new)
    if after is not None and (first is None or second is None):
        report(node, "sunset-unclear", old, new, before, after, word=word)
    elif second is None or (first and second < first):
        report(node, "sunset-brought-forward", old, new, before, after, word=word)
    else:
        report(node, "sunset-put-off", old, new, before, after, word=word)


def _parameters(document: Document, operation: Operation) -> dict[Key, Carried]:
    slots = {name: f"{{{index}}}" for index, name in enumerate(_VARIABLE.findall(operation.path))}
    found: dict[Key, Carried] = {}
    for holder in (*reversed(operation.items), operation.place):
        for place in document.items(holder, "parameters"):
            where, name = str(place.raw.get("in")), str(place.raw.get("name"))
            if where == "header" and name.lower() in _RULED_ELSEWHERE:
                continue
            name = name.lower() if where == "header" else name
            name = slots.get(name, name) if where == "path" else name
            found[where, name] = Carried(place, where)
    return found


def _body(comparison: Comparison, node: Node, sense: Sense, old: Place, new: Place) -> None:
    base = comparison.base.child(old, "requestBody", dict)
    revision = comparison.revision.child(new, "requestBody", dict)
    if base and revision:
        node.edges.append(_bodies(comparison, sense, base, revision))
    elif base:
        report(node, "body-removed", base, None, sense=sense)
    elif revision:
        needed = sense == "request" and revision.raw.get("required") is True
        what = "body-added-required" if needed else "body-added"
        report(node, what, None, revision, sense=sense)


def _bodies(comparison: Comparison, sense: Sense, base: Place, revision: Place) -> Node:
    def compare(node: Node) -> None:
        compare_notes(node, base, revision, ("description",))
        was, now = (place.raw.get("required") is True for place in (base, revision))
        if was != now:
            what = f"body-became-{'required' if now else 'optional'}"
            report(node, what, base, revision, sense=sense, word="required")
        compare_content(comparison, node, sense, base, revision)

    return comparison.once(f"body {sense}", base, revision, compare)


def _roots(document: Document, node: Node, operation: Operation) -> Iterator[Root]:
    """Find where the schemas of an operation begin, for the sensitivity side."""
    flipped = operation.kind != "operation"
    sense: Sense = "response" if flipped else "request"
    answer: Sense = "request" if flipped else "response"
    body = document.child(operation.place, "requestBody", dict)
    answers = statuses(document, operation.place).values()
    written: tuple[tuple[Sense, list[Place]], ...] = (
        (sense, [body] if body else []),
        (answer, list(answers)),
    )
    for writer, places in written:
        for place in places:
            for content in document.members(place, "content").values():
                if content.raw.get("schema") is not None:
                    yield node, content.at("schema"), writer
