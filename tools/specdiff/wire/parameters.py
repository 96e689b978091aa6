"""Parameters and headers compared: named values beside the body."""

from typing import Any, NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import SCALARS, identity
from tools.specdiff.wire.comparison import Comparison, compare_notes, report, schema_at
from tools.specdiff.wire.lifecycle import passed
from tools.specdiff.wire.media import wire_of
from tools.specdiff.wire.schema.comparison import Wire
from tools.specdiff.wire.schema.graph import Node, Sense
from tools.specdiff.wire.schema.normal import Schema

_STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_NOTES = ("description", "example", "examples", "deprecated")


class Carried(NamedTuple):
    """A parameter or a header on one side."""

    place: Place
    where: str
    """The parameter's `in`; `header` for a header."""

    @property
    def required(self) -> bool:
        """Whether it is always there; a path parameter is."""
        return self.where == "path" or self.place.raw.get("required") is True


Key = tuple[str, str]


def compare_carried(  # noqa: PLR0917 - two of each, and what they are
    comparison: Comparison, node: Node, kind: str, sense: Sense,
    base: dict[Key, Carried], revision: dict[Key, Carried],
) -> None:  # fmt: skip
    """Compare the parameters or headers of two operations or responses.

    Args:
        comparison: The documents.
        node: Takes what comes out.
        kind: `parameter` or `header`.
        sense: Who writes them.
        base: Those of the base, by what tells them apart.
        revision: Those of the revision.
    """
    for key in dict.fromkeys((*base, *revision)):
        old, new = base.get(key), revision.get(key)
        if old and new:
            node.edges.append(_pair(comparison, kind, sense, old, new))
        elif old:
            late = sense == "request" and passed(old.place)
            what = f"{kind}-removed-after-sunset" if late else f"{kind}-removed"
            report(node, what, old.place, None, key[1], sense=sense)
        elif new:  # pragma: no branch - the key is from one of the two
            needed = sense == "request" and new.required
            what = f"{kind}-added-required" if needed else f"{kind}-added"
            report(node, what, None, new.place, after=key[1], sense=sense)


def _pair(comparison: Comparison, kind: str, sense: Sense, old: Carried, new: Carried) -> Node:
    def compare(node: Node) -> None:
        base, revision = old.place, new.place
        if old.required != new.required:
            what = "required" if new.required else "optional"
            report(node, f"{kind}-became-{what}", base, revision, sense=sense, word="required")
        compare_notes(node, base, revision, _NOTES)
        _flags(node, base, revision)
        if "content" in base.raw or "content" in revision.raw:
            _content(comparison, node, sense, base, revision)
            return
        schemas = comparison.schemas
        before = schemas.schemas(comparison.base).of((schema_at(base),))
        after = schemas.schemas(comparison.revision).of((schema_at(revision),))
        if sense == "request" and _became_list(before, after, old, new):
            items = after.parts.get(("items", ""), (Place(after.pointer, raw=True),))
            node.edges.append(schemas.pair((schema_at(base),), items, sense, "text"))
        else:
            if _written(old, before) != _written(new, after):
                report(
                    node, "serialization-changed", base, revision,
                    list(_written(old, before)), list(_written(new, after)), sense=sense,
                )  # fmt: skip
            # A reader decodes the text by the declared type, so for it types stay apart.
            wire: Wire = "text" if sense == "request" else "json"
            comparison.compare_schemas(node, base, revision, sense, wire)
        always = base.raw.get("required") is True and revision.raw.get("required") is True
        if sense == "request" and kind == "parameter" and not always:
            _default(node, before, after)

    return comparison.once(f"{kind} {sense}", old.place, new.place, compare)


def _flags(node: Node, base: Place, revision: Place) -> None:
    for word, name in (
        ("allowEmptyValue", "allow-empty-value"),
        ("allowReserved", "allow-reserved"),
    ):
        before, after = base.raw.get(word) is True, revision.raw.get(word) is True
        if before != after:
            what = f"{name}-{'added' if after else 'removed'}"
            report(node, what, base, revision, before, after, sense="request", word=word)


def _content(
    comparison: Comparison, node: Node, sense: Sense, base: Place, revision: Place
) -> None:
    old, new = (
        document.members(place, "content")
        for document, place in ((comparison.base, base), (comparison.revision, revision))
    )
    if old.keys() != new.keys():
        report(
            node, "serialization-changed", base, revision,
            sorted(old) or "schema", sorted(new) or "schema", sense=sense,
        )  # fmt: skip
    for name in old.keys() & new.keys():
        comparison.compare_schemas(node, old[name], new[name], sense, wire_of(name))


def _written(carried: Carried, schema: Schema) -> tuple[str, bool]:
    """Return style and explode, the latter only where it makes a difference."""
    raw = carried.place.raw
    style = str(raw.get("style") or _STYLE.get(carried.where, "form"))
    explode: Any = raw.get("explode")
    explode = style == "form" if explode is None else explode is True
    plain = schema.types is not None and schema.types <= SCALARS
    return style, explode and not plain


def _became_list(before: Schema, after: Schema, old: Carried, new: Carried) -> bool:
    """Tell whether one value became a list that is written the same way when it has one item."""
    least = after.limits.get("minItems")
    return (
        before.types is not None
        and before.types <= SCALARS
        and after.types == frozenset({"array"})
        and (least is None or least.value <= 1)
        and _written(old, before)[0] == "form"
        and _written(new, after) == ("form", True)
    )


def _default(node: Node, before: Schema, after: Schema) -> None:
    old, new = before.default, after.default
    values = tuple(None if default is None else default.raw for default in (old, new))
    if identity(values[0]) != identity(values[1]) or (old is None) != (new is None):
        places = (Place(before.pointer, {}), Place(after.pointer, {}))
        report(
            node, "parameter-default-changed", old or places[0], new or places[1], *values,
            sense="request",
        )  # fmt: skip
