"""Compare responses: statuses, headers, bodies and links."""

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity
from tools.specdiff.wire.comparison import Comparison, compare_notes, report, schema_at
from tools.specdiff.wire.media import compare_content
from tools.specdiff.wire.parameters import Carried, Key, compare_carried
from tools.specdiff.wire.schema.graph import Node, Sense


def compare_responses(
    comparison: Comparison, node: Node, sense: Sense, base: Place, revision: Place
) -> None:
    """Compare the responses of two operations.

    Args:
        comparison: The documents.
        node: Gets the changes.
        sense: The side that writes them: `response`, or `request` for a webhook.
        base: The operation in the base.
        revision: The operation in the revision.
    """
    old, new = statuses(comparison.base, base), statuses(comparison.revision, revision)
    pairs = {(status, other): None for status in old for other in _counterparts(status, new)}
    pairs |= {(other, status): None for status in new for other in _counterparts(status, old)}
    for status, other in pairs:
        node.edges.append(_pair(comparison, sense, old[status], new[other]))
    for status in old.keys() - {status for status, _ in pairs}:
        what = "response-success-removed" if _is_success(status) else "response-error-removed"
        report(node, what, old[status], None, _said(status), subject=base)
    wider = {other for status, other in pairs if _is_success(status) and _is_wider(other, status)}
    for status in new.keys() - {other for _, other in pairs} | wider - old.keys():
        is_success = _is_success(status) or status in wider
        what = "response-success-added" if is_success else "response-error-added"
        report(node, what, None, new[status], after=_said(status), subject=revision)


def statuses(document: Document, operation: Place) -> dict[str, Place]:
    """Return the responses of an operation.

    Args:
        document: The document.
        operation: The place of the operation.

    Returns:
        The place of each response by its status, upper case.

    Raises:
        DocumentError: A response is not an object.
    """
    holder = document.child(operation, "responses", dict)
    return {
        str(status).upper(): document.object(holder.at(status))
        for status in (holder.raw if holder else ())
        if holder and not str(status).startswith("x-")
    }


def _said(status: str) -> str:
    return "default" if status == "DEFAULT" else status


def _is_success(status: str) -> bool:
    return status[:1] in "123"


def _is_wider(one: str, other: str) -> bool:
    """Check whether a status was replaced by its class or by `default`."""
    return one != other and one.endswith(("XX", "DEFAULT"))


def _counterparts(status: str, others: dict[str, Place]) -> list[str]:
    """Find the descriptions of a status: its own, its class, or `default`."""
    if status in others:
        return [status]
    group = f"{status[0]}XX"
    within = [other for other in others if other[0] == status[0]] if status == group else []
    if within or group in others:
        return within or [group]
    # If a success is described, `default` means errors.
    alone = not _is_success(status) or not any(_is_success(other) for other in others)
    return ["DEFAULT"] if alone and "DEFAULT" in others else []


def _pair(comparison: Comparison, sense: Sense, base: Place, revision: Place) -> Node:
    def compare(node: Node) -> None:
        compare_notes(node, base, revision, ("description", "summary"))
        compare_carried(
            comparison, node, "header", sense,
            _headers(comparison.base, base), _headers(comparison.revision, revision),
        )  # fmt: skip
        compare_content(comparison, node, sense, base, revision)
        old = comparison.base.members(base, "links")
        new = comparison.revision.members(revision, "links")
        for name in dict.fromkeys((*old, *new)):
            if name not in new:
                report(node, "link-removed", old[name], None, name, subject=base)
            elif name not in old or identity(old[name].raw) != identity(new[name].raw):
                where = (old.get(name), new[name])
                report(node, "link-changed", *where, after=name, subject=revision)

    return comparison.once(f"response {sense}", base, revision, compare)


def _headers(document: Document, response: Place) -> dict[Key, Carried]:
    return {
        ("header", name.lower()): Carried(place, "header", (schema_at(place),))
        for name, place in document.members(response, "headers").items()
        if name.lower() != "content-type"  # OpenAPI: described by `content`, ignored here
    }
