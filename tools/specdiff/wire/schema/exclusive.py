"""`oneOf` refuses a value that matches two options: where options come to overlap."""

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from tools.specdiff.inputs.document import Place
from tools.specdiff.wire.schema.comparison import SchemaPair
from tools.specdiff.wire.schema.discriminator import component
from tools.specdiff.wire.schema.disjoint import are_disjoint
from tools.specdiff.wire.schema.graph import Change, Choice, Sense
from tools.specdiff.wire.schema.normal import Group, Schema
from tools.specdiff.wire.schema.options import Option, options_of, taken

_MOST = 64  # options of one union; with more, every pair would take too long


class _Candidate(NamedTuple):
    """An option of the side that takes exactly one, and what it was on the other side."""

    place: Place
    forms: list[Option]
    """The option without unions."""
    before: Place | None
    """Its counterpart in a `oneOf` of the side that writes."""

    @property
    def label(self) -> str:
        return self.forms[0].label


def compare_exclusive(pair: SchemaPair, writers: list[Option]) -> None:
    """Tell when a value that the writer may send matches two options of a `oneOf`.

    A reader of answers copes with a value that is both forms at once as it does with either; there
    only a `oneOf` that turns into an `anyOf` is told.

    Args:
        pair: The schemas.
        writers: The options of the side that writes.
    """
    wide, narrow = (
        (pair.base, pair.revision) if pair.sense == "request" else (pair.revision, pair.base)
    )
    if pair.sense == "response" and not _is_turned(narrow, wide):
        return
    for group in narrow.groups:
        # A discriminator decides which option is meant, and is compared as such.
        if group.keyword == "oneOf" and not group.discriminator and len(group.options) <= _MOST:
            _compare(pair, wide, narrow, group, writers)


def _is_turned(before: Schema, after: Schema) -> bool:
    keywords = [{group.keyword for group in side.groups} for side in (before, after)]
    return keywords == [{"oneOf"}, {"anyOf"}]


def _compare(
    pair: SchemaPair, wide: Schema, narrow: Schema, group: Group, writers: list[Option]
) -> None:
    known = _counterparts(pair, wide, narrow, group)
    candidates = [
        _Candidate(place, forms, known.get(place.pointer))
        for place in group.options
        if (forms := _forms(pair, narrow, place))
    ]
    said: list[str] = []
    for one, other in combinations(candidates, 2):
        if not _meet(pair, one.forms, other.forms, writers):
            continue
        if one.before is None or other.before is None or _were_apart(pair, wide, one, other):
            said.append(f"{one.label} and {other.label}")
        else:
            _unless_wider(pair, (one, one.before), (other, other.before))
            _unless_wider(pair, (other, other.before), (one, one.before))
    if said:
        pair.node.changes.append(_change(pair, sorted(said)))


def _change(pair: SchemaPair, said: list[str]) -> Change:
    where = (pair.base.pointer_of("anyOf"), pair.revision.pointer_of("oneOf"))
    before, after = (None, said) if pair.sense == "request" else (said, None)
    return Change(f"{pair.sense}-options-overlap", pair.sense, *where, before, after)


def _forms(pair: SchemaPair, schema: Schema, place: Place) -> list[Option]:
    schemas = pair.comparison.schemas(schema.document)
    merged = taken(schemas, schema, place)
    return [] if merged is None else options_of(schemas, merged) or []


def _meet(
    pair: SchemaPair, one: list[Option], other: list[Option], writers: list[Option] | None = None
) -> bool:
    """Tell whether two options may have a value in common that a writer may send."""

    def apart(some: Option, rest: Option) -> bool:
        return are_disjoint(pair.comparison, some.schema, rest.schema, pair.wire)

    return any(
        not apart(some, rest)
        and (
            writers is None
            or any(not apart(writer, some) and not apart(writer, rest) for writer in writers)
        )
        for some in one
        for rest in other
    )


def _were_apart(pair: SchemaPair, wide: Schema, one: _Candidate, other: _Candidate) -> bool:
    forms = [_forms(pair, wide, candidate.before) for candidate in (one, other) if candidate.before]
    return not _meet(pair, *forms)


def _unless_wider(
    pair: SchemaPair, one: tuple[_Candidate, Place], other: tuple[_Candidate, Place]
) -> None:
    """Tell of two options that had values in common when the first has come to admit more."""
    candidate, before = one
    old, new = _ordered(pair, before, candidate.place)
    if pair.comparison.same(old, new):
        return
    turned: Sense = "response" if pair.sense == "request" else "request"
    base, revision = (
        _without_null(pair.comparison.schemas(side.document).of(places))
        for side, places in ((pair.base, old), (pair.revision, new))
    )
    change = _change(pair, [f"{candidate.label} and {other[0].label}"])
    pair.node.choose(
        Choice(
            None,
            lambda: [pair.comparison.schema_pair(base, revision, turned, pair.wire)],
            change,
            hidden=True,
        )
    )


def _without_null(schema: Schema) -> Schema:
    return replace(schema, key=(*schema.key, "?value"), nullable=False)


def _counterparts(pair: SchemaPair, wide: Schema, narrow: Schema, group: Group) -> dict[str, Place]:
    """Find what the options of a `oneOf` were in one of the other side."""

    def name(schema: Schema, place: Place) -> str | None:
        return component(schema.document.resolve(place).pointer)

    found: dict[str, Place] = {}
    for other in wide.groups:
        if other.keyword != "oneOf":
            continue
        rest = list(other.options)
        unknown: list[Place] = []
        for place in group.options:
            named = name(narrow, place)
            same = (
                old
                for old in rest
                if (named and name(wide, old) == named)
                or pair.comparison.same(*_ordered(pair, old, place))
            )
            old = next(same, None)
            if old:
                rest.remove(old)
                found[place.pointer] = old
            else:
                unknown.append(place)
        if len(rest) == len(unknown) == 1:
            found[unknown[0].pointer] = rest[0]
    return found


def _ordered(
    pair: SchemaPair, wide: Place, narrow: Place
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    one, other = (wide, narrow) if pair.sense == "request" else (narrow, wide)
    return (one,), (other,)
