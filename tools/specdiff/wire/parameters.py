"""Compare parameters and headers."""

from typing import Any, NamedTuple

from tools.documents import escaped
from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import SCALARS, identity, is_object
from tools.specdiff.wire.comparison import Comparison, compare_notes, report
from tools.specdiff.wire.lifecycle import passed
from tools.specdiff.wire.media import wire_of
from tools.specdiff.wire.schema.graph import Node, Sense
from tools.specdiff.wire.schema.normal import Schema, Schemas

_STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_NOTES = ("description", "example", "examples", "deprecated")


class Carried(NamedTuple):
    """A parameter or a header on one side."""

    place: Place
    where: str
    """The parameter's `in`; `header` for a header."""
    schema: tuple[Place, ...]
    said: Place | None = None
    """The name to report for a member of an object that is sent as single parameters."""

    @property
    def required(self) -> bool:
        """Whether it is required, as path parameters always are."""
        return self.where == "path" or self.place.raw.get("required") is True


Key = tuple[str, str]
CarriedByKey = dict[Key, Carried]


def compare_carried(  # noqa: PLR0917 - two of each, and what they are
    comparison: Comparison, node: Node, kind: str, sense: Sense,
    base: CarriedByKey, revision: CarriedByKey,
) -> None:  # fmt: skip
    """Compare the parameters or headers of two operations or responses.

    Args:
        comparison: The documents.
        node: Gets the changes.
        kind: `parameter` or `header`.
        sense: The side that writes them.
        base: Those of the base, by key.
        revision: Those of the revision.
    """
    base, revision = _spread(comparison, base, revision)
    for key in dict.fromkeys((*base, *revision)):
        old, new = base.get(key), revision.get(key)
        if old and new:
            node.edges.append(_pair(comparison, kind, sense, old, new))
        elif old:
            late = sense == "request" and passed(old.place)
            what = f"{kind}-removed-after-sunset" if late else f"{kind}-removed"
            report(node, what, old.place, None, key[1], sense=sense, subject=old.said)
        elif new:  # pragma: no branch - the key is from one of the two
            needed = sense == "request" and new.required
            what = f"{kind}-added-required" if needed else f"{kind}-added"
            report(node, what, None, new.place, after=key[1], sense=sense, subject=new.said)


def _spread(
    comparison: Comparison, base: CarriedByKey, revision: CarriedByKey
) -> tuple[CarriedByKey, CarriedByKey]:
    """Replace objects that are sent as single parameters by those, if the other side has them."""
    schemas = comparison.schemas
    old, new = (
        {key: _members(schemas.schemas(document), one) for key, one in side.items()}
        for document, side in ((comparison.base, base), (comparison.revision, revision))
    )
    return _apart(base, old, revision, new), _apart(revision, new, base, old)


def _apart(
    mine: CarriedByKey, members: dict[Key, CarriedByKey],
    their: CarriedByKey, others: dict[Key, CarriedByKey],
) -> CarriedByKey:  # fmt: skip
    known = their.keys() | {key for some in others.values() for key in some}
    found: CarriedByKey = {}
    for key, one in mine.items():
        within = members[key]
        both = bool(others.get(key))
        free = within.keys().isdisjoint(mine) and not within.keys().isdisjoint(known)
        found |= within if free and not both else {key: one}
    return found


def _members(schemas: Schemas, carried: Carried) -> CarriedByKey:
    """Return the single parameters by which an object is sent; empty for other values."""
    if carried.where not in ("query", "cookie") or "content" in carried.place.raw:
        return {}
    schema = schemas.of(carried.schema)
    style, explode = _written(carried, schema)
    if schema.types != frozenset({"object"}) or schema.groups:
        return {}
    if not (style == "deepObject" or (style == "form" and explode)):
        return {}
    found: CarriedByKey = {}
    for member, places in schema.properties.items():
        name = f"{carried.place.raw.get('name')}[{member}]" if style == "deepObject" else member
        raw: Any = places[0].raw
        notes = {word: raw[word] for word in _NOTES if word in raw} if is_object(raw) else {}
        required = carried.required and member in schema.required
        place = Place(places[0].pointer, {**notes, "name": name, "required": required})
        said = Place(f"{carried.place.pointer}/schema/properties/{escaped(member)}", raw)
        found[carried.where, name] = Carried(place, carried.where, places, said)
    return found


def _pair(comparison: Comparison, kind: str, sense: Sense, old: Carried, new: Carried) -> Node:
    def compare(node: Node) -> None:
        base, revision = old.place, new.place
        if old.required != new.required:
            what = "required" if new.required else "optional"
            report(
                node, f"{kind}-became-{what}", base, revision,
                sense=sense, word="required", subject=new.said,
            )  # fmt: skip
        compare_notes(node, base, revision, _NOTES)
        _flags(node, base, revision)
        if "content" in base.raw or "content" in revision.raw:
            _content(comparison, node, sense, base, revision)
            return
        schemas = comparison.schemas
        before = schemas.schemas(comparison.base).of(old.schema)
        after = schemas.schemas(comparison.revision).of(new.schema)
        if sense == "request" and _became_list(before, after, old, new):
            items = after.parts.get(("items", ""), (Place(f"{after.pointer}/items", raw=True),))
            node.edges.append(schemas.pair(old.schema, items, sense, "text"))
        else:
            if _written(old, before) != _written(new, after):
                report(
                    node, "serialization-changed", base, revision,
                    list(_written(old, before)), list(_written(new, after)),
                    sense=sense, subject=new.said,
                )  # fmt: skip
            node.edges.append(schemas.pair(old.schema, new.schema, sense, "text"))
        always = base.raw.get("required") is True and revision.raw.get("required") is True
        if sense == "request" and kind == "parameter" and not always:
            _default(node, before, after, new.said)

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
    """Return style and explode; the latter only if it matters."""
    raw = carried.place.raw
    style = str(raw.get("style") or _STYLE.get(carried.where, "form"))
    explode: Any = raw.get("explode")
    explode = style == "form" if explode is None else explode is True
    plain = schema.types is None or schema.types <= SCALARS
    return style, explode and not plain


def _became_list(before: Schema, after: Schema, old: Carried, new: Carried) -> bool:
    """Check whether a value became a list that is written the same for one item."""
    least = after.limits.get("minItems")
    return (
        (before.types is None or before.types <= SCALARS)
        and after.types == frozenset({"array"})
        and (least is None or least.value <= 1)
        and _written(old, before)[0] == "form"
        and _written(new, after) == ("form", True)
    )


def _default(node: Node, before: Schema, after: Schema, said: Place | None) -> None:
    old, new = before.default, after.default
    values = tuple(None if default is None else default.raw for default in (old, new))
    if identity(values[0]) != identity(values[1]) or (old is None) != (new is None):
        places = (Place(before.pointer, {}), Place(after.pointer, {}))
        report(
            node, "parameter-default-changed", old or places[0], new or places[1], *values,
            sense="request", subject=said,
        )  # fmt: skip
