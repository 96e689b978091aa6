"""Compare operations, with their requests and responses."""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tools.specdiff.inputs.document import METHODS, Document, Place
from tools.specdiff.wire.comparison import Comparison, compare_notes, report, schema_at
from tools.specdiff.wire.lifecycle import is_unstable, passed, stability, sunset
from tools.specdiff.wire.media import compare_content
from tools.specdiff.wire.parameters import Carried, Key, compare_carried
from tools.specdiff.wire.responses import compare_responses, statuses
from tools.specdiff.wire.schema.graph import Node, Sense
from tools.specdiff.wire.schema.sensitivity import Root
from tools.specdiff.wire.security import compare_security
from tools.specdiff.wire.servers import compare_servers, servers_of

_VARIABLE = re.compile(r"\{([^{}]*)\}")
# OpenAPI ignores parameters with these names: other parts of the contract define them.
_RULED_ELSEWHERE = ("accept", "content-type", "authorization")


class Operation(NamedTuple):
    """An operation, webhook or callback of one document."""

    label: str
    kind: str
    method: str
    place: Place
    items: tuple[Place, ...]
    """Its path item: its own place, and the one it refers to."""
    path: str
    """The path; for a webhook or a callback, its name."""
    callbacks: "list[Operation]"

    @property
    def shape(self) -> str:
        """The path without the names of its parameters."""
        return _VARIABLE.sub("{}", self.path) if self.kind == "operation" else self.path

    @property
    def operation_id(self) -> str | None:
        """The operationId, or None."""
        name: Any = self.place.raw.get("operationId")
        return name if isinstance(name, str) else None


def operations_of(document: Document) -> list[Operation]:
    """Collect the operations and webhooks of a document, each with its callbacks.

    Args:
        document: The document.

    Returns:
        The operations in the document's order.

    Raises:
        DocumentError: A path item or an operation is not an object.
    """
    found: list[Operation] = []
    for kind, word in (("operation", "paths"), ("webhook", "webhooks")):
        holder = document.child(document.root, word, dict)
        for path in holder.raw if holder else ():
            if holder and not path.startswith("x-"):
                before = "webhook " if kind == "webhook" else ""
                found += _item(document, kind, path, holder.at(path), before)
    return found


def listed(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Yield operations with their callbacks.

    Args:
        operations: The operations of a document.

    Yields:
        Each operation, then its callbacks.
    """
    for operation in operations:
        yield operation
        yield from operation.callbacks


def _item(
    document: Document, kind: str, path: str, place: Place, before: str
) -> Iterator[Operation]:
    """Yield the operations of a path item; `before` is put before their labels."""
    target = document.object(place)
    items = (target,) if target.pointer == place.pointer else (place, target)
    for method, holder in _methods(document, items):
        label = f"{before}{method.upper()} {path}"
        found = Operation(label, kind, method, holder, items, path, [])
        callbacks = document.members(holder, "callbacks") if kind != "callback" else {}
        for name, callback in callbacks.items():
            for expression in callback.raw:
                if not expression.startswith("x-"):
                    at, named = callback.at(expression), f"{name} {expression}"
                    more = _item(document, "callback", named, at, f"{label}, callback ")
                    found.callbacks.extend(more)
        yield found


def _methods(document: Document, items: tuple[Place, ...]) -> Iterator[tuple[str, Place]]:
    for method in METHODS:
        holder = next((item for item in items if item.raw.get(method) is not None), None)
        if holder:
            yield method, document.object(holder.at(method))
    more: dict[str, Place] = {}
    for item in reversed(items):
        more |= document.members(item, "additionalOperations")
    yield from more.items()


class Compared(NamedTuple):
    """One operation and its changes."""

    label: str
    operation_id: str | None
    node: Node
    promised: bool
    """Whether the base made promises about it; drafts make none."""


def compare_operations(comparison: Comparison) -> list[Compared]:
    """Start the comparison of all operations.

    Args:
        comparison: The documents.

    Returns:
        One entry for each operation that either document has, in order of the base.

    Raises:
        DocumentError: A document does not resolve.
    """
    old, new = operations_of(comparison.base), operations_of(comparison.revision)
    return list(_compared(comparison, old, new))


def _compared(
    comparison: Comparison, old: list[Operation], new: list[Operation]
) -> Iterator[Compared]:
    matches = _matched(comparison, old, new)
    for index, base in enumerate(old):
        node = Node()
        if index in matches:
            revision = new[matches[index]]
            _pair(comparison, node, base, revision)
            yield _entry(revision, node, base.place)
            yield from _compared(comparison, base.callbacks, revision.callbacks)
            continue
        what = "operation" if base.kind == "operation" else "webhook"
        late = what == "operation" and passed(base.place)
        report(node, f"{what}-removed{'-after-sunset' if late else ''}", base.place, None)
        yield _entry(base, node, base.place)
    for index, revision in enumerate(new):
        if index not in matches.values():
            node = Node()
            what = "operation" if revision.kind == "operation" else "webhook"
            report(node, f"{what}-added", None, revision.place)
            for one in listed([revision]):
                comparison.revision_roots += _roots(comparison.revision, node, one)
            yield _entry(revision, node, revision.place)


def _entry(operation: Operation, node: Node, promise: Place) -> Compared:
    return Compared(operation.label, operation.operation_id, node, not is_unstable(promise))


def _matched(comparison: Comparison, old: list[Operation], new: list[Operation]) -> dict[int, int]:
    """Match operations by path, by operationId or shape of the path, then by URL."""
    matches: dict[int, int] = {}
    for keys in (_exact, _named, _shaped, _urls):
        taken = set(matches.values())
        fresh: dict[Hashable, list[int]] = {}
        for index in _by_path(new, taken):
            for key in keys(comparison.revision, new[index]):
                fresh.setdefault((new[index].kind, new[index].method, key), []).append(index)
        for index in _by_path(old, matches.keys()):
            found = (
                other
                for key in keys(comparison.base, old[index])
                for other in fresh.get((old[index].kind, old[index].method, key), ())
                if other not in taken
            )
            other = next(found, None)
            if other is not None:
                matches[index] = other
                taken.add(other)
    return matches


def _by_path(operations: list[Operation], without: Collection[int]) -> list[int]:
    """Return the remaining ones, in an order independent of the document."""
    left = (index for index in range(len(operations)) if index not in without)
    return sorted(left, key=lambda index: operations[index].path)


def _exact(_: Document, operation: Operation) -> list[Hashable]:
    return [operation.path]


def _named(_: Document, operation: Operation) -> list[Hashable]:
    name = operation.operation_id
    return [(operation.shape, name)] if name else []


def _shaped(_: Document, operation: Operation) -> list[Hashable]:
    return [operation.shape]


def _urls(document: Document, operation: Operation) -> list[Hashable]:
    if operation.kind != "operation":
        return []
    holder = servers_of(document, operation.place, *operation.items)
    listed = (str(place.raw.get("url", "")) for place in document.items(holder, "servers"))
    shape = operation.shape
    moved = [_path_of(url).rstrip("/") + shape for url in listed if _path_of(url).strip("/")]
    return [*moved, shape]


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
            name = "" if where == "querystring" else name  # the whole query, under any name
            found[where, name] = Carried(place, where, (schema_at(place),))
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
    """Collect the top schemas of an operation, for the sensitivity side."""
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
