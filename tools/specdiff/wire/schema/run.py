"""Run the schema comparisons: documentation, unions, keywords."""

from typing import Any

from tools.specdiff.inputs.values import identity
from tools.specdiff.wire.schema.comparison import SchemaComparison, SchemaPair
from tools.specdiff.wire.schema.discriminator import compare_discriminators
from tools.specdiff.wire.schema.graph import Change
from tools.specdiff.wire.schema.keywords import compare_facts
from tools.specdiff.wire.schema.sensitivity import SCOPE
from tools.specdiff.wire.schema.union import compare_unions


def run(comparison: SchemaComparison) -> None:
    """Make all comparisons that were asked for, and those that they ask for.

    Args:
        comparison: What was asked for.

    Raises:
        DocumentError: A schema does not resolve.
    """
    while comparison.waiting:
        pair = comparison.waiting.pop()
        _compare_notes(pair)
        if pair.base.groups or pair.revision.groups:
            compare_unions(pair)
        else:
            compare_discriminators(pair)
            compare_facts(pair)


def _compare_notes(pair: SchemaPair) -> None:
    """Compare titles, descriptions, examples, deprecation, extensions and XML names.

    Args:
        pair: The schemas.
    """
    base, revision = pair.base.notes, pair.revision.notes
    for word in dict.fromkeys((*base, *revision)):
        before, after = base.get(word), revision.get(word)
        old, new = before.raw if before else None, after.raw if after else None
        if word == "deprecated":
            old, new = old or None, new or None
        if identity(old) != identity(new):
            pair.node.changes.append(
                Change(
                    _rule(word, old, new),
                    None,
                    before.pointer if before else pair.base.pointer,
                    after.pointer if after else pair.revision.pointer,
                    old,
                    new,
                )
            )
    if pair.base.secret != pair.revision.secret:
        rule = "field-became-secret" if pair.revision.secret else "field-no-longer-secret"
        where = (pair.base.pointer, pair.revision.pointer)
        about = pair.about(of_base=False)
        pair.node.changes.append(Change(rule, None, *where, subject=about))
    before, after = pair.base.xml, pair.revision.xml
    old, new = _xml(before.raw if before else {}), _xml(after.raw if after else {})
    if identity(old) != identity(new):
        if pair.wire == "xml":
            pair.report("xml-changed", "xml", old, new)
        else:
            pair.node.changes.append(
                Change(
                    "documentation-changed", None,
                    pair.base.pointer_of("xml"), pair.revision.pointer_of("xml"), old, new,
                )
            )  # fmt: skip


def _rule(word: str, old: Any, new: Any) -> str:
    """Name the rule of a change of a note."""
    if word == SCOPE:
        return f"sensitive-scope-{'added' if old is None else 'changed' if new else 'removed'}"
    if word == "deprecated":
        return "deprecation-changed"
    return "extension-changed" if word.startswith("x-") else "documentation-changed"


def _xml(given: dict[str, Any]) -> dict[str, Any]:
    return {word: value for word, value in given.items() if value is not False}
