"""Compare unions: each option of the writer must fit an option of the reader."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from tools.specdiff.inputs.values import JSON_TYPES
from tools.specdiff.wire.schema.comparison import SchemaPair
from tools.specdiff.wire.schema.discriminator import compare_discriminators, swapped
from tools.specdiff.wire.schema.graph import Change, Choice, Node, Sense
from tools.specdiff.wire.schema.keywords import compare_facts
from tools.specdiff.wire.schema.normal import Schema
from tools.specdiff.wire.schema.options import KINDS, Option, is_impossible, options_of
from tools.specdiff.wire.schema.overlap import compare_exclusive

_ALIKE = 0.5  # share of common properties from which two options count as the same


def compare_unions(pair: SchemaPair) -> None:
    """Compare two schemas, at least one of which is a union.

    Args:
        pair: The schemas.
    """
    schemas = pair.comparison.schemas
    base = options_of(schemas(pair.base.document), pair.base)
    revision = options_of(schemas(pair.revision.document), pair.revision)
    if base is None or revision is None:
        compare_discriminators(pair)
        _as_they_stand(pair)
        return
    compare_exclusive(pair, base if pair.sense == "request" else revision)
    _nullability(pair, base, revision)
    base, revision = _single_types(base, revision), _single_types(revision, base)
    _Matching(pair, base, revision).compare()


def _as_they_stand(pair: SchemaPair) -> None:
    """Compare unions with too many options by their text, and the keywords beside them."""
    compare_facts(pair)
    if not pair.comparison.same_groups(pair.base, pair.revision):
        pair.add("union-changed", pair.base.pointer, pair.revision.pointer)
        return
    for one, other in zip(pair.base.groups, pair.revision.groups, strict=True):
        for old, new in zip(one.options, other.options, strict=True):
            pair.compare((old,), (new,))  # texts for people may differ, and marks


class _Matching:
    """Matches the options of both sides."""

    def __init__(self, pair: SchemaPair, base: list[Option], revision: list[Option]) -> None:
        self._pair = pair
        flipped = pair.sense == "response"
        self._writers, self._readers = (revision, base) if flipped else (base, revision)
        place = pair.base.discriminator
        tells = place and place.raw.get("propertyName")
        self._swapped = {(tells, value) for value in swapped(pair)}
        self._matches: dict[int, int] = {}
        for kind in KINDS:
            self._by(kind)
        self._by("component", told=True)  # the same schema, though its tag has another value
        self._near = self._likely()

    def _by(self, kind: str, *, told: bool = False) -> None:
        """Match options by identifiers of one kind."""
        taken = self._matches.values()
        for index, writer in enumerate(self._writers):
            if index in self._matches:
                continue
            for other, reader in enumerate(self._readers):
                twice = kind == "text" and _may_be_same(writer, reader)
                if (
                    (twice or other not in taken)
                    and self._common(writer, reader, kind)
                    and (told or not writer.is_told_from(reader))
                ):
                    self._matches[index] = other
                    break

    def _common(self, writer: Option, reader: Option, kind: str) -> frozenset[Hashable]:
        common = writer.names.get(kind, _NONE) & reader.names.get(kind, _NONE)
        return common - self._swapped if kind == "value" else common

    def _likely(self) -> dict[int, int]:
        """Guess the counterparts of options without a match: the next similar one."""
        near: dict[int, int] = {}
        free = [at for at in range(len(self._readers)) if at not in self._matches.values()]
        for index, writer in enumerate(self._writers):
            if index in self._matches:
                continue
            for other in free:
                if self._are_alike(writer, self._readers[other]):
                    near[index] = other
                    free.remove(other)
                    break
        return near

    def _are_alike(self, writer: Option, reader: Option) -> bool:
        one, other = writer.schema.properties.keys(), reader.schema.properties.keys()
        return (
            writer.schema.types == reader.schema.types
            and not writer.is_told_from(reader)
            and len(one & other) >= _ALIKE * len(one | other)
        )

    def compare(self) -> None:
        """Compare each option of the writer with its counterpart for the reader."""
        pair, asked = self._pair, self._pair.sense == "request"
        lost: list[Option] = []
        for index, writer in enumerate(self._writers):
            known = index in self._matches or index in self._near
            if not known and _is_alone(writer, self._readers):
                pair.node.changes.append(_gone(pair, writer, of_base=asked))
                lost.append(writer)
            else:
                self._choose(index)
        met = {*self._matches.values(), *self._near.values()}
        new: list[Option] = []
        for index, reader in enumerate(self._readers):
            if index in met:
                continue
            if _is_alone(reader, self._writers):
                pair.node.changes.append(_gone(pair, reader, of_base=not asked))
                new.append(reader)
            else:
                _spare(pair, self._writers, reader)
        sides = (lost, new) if asked else (new, lost)
        compare_discriminators(pair, *map(_components, sides))

    def _choose(self, index: int) -> None:
        pair, writer = self._pair, self._writers[index]
        match, near = self._matches.get(index), self._near.get(index)
        taken = self._matches.values()

        def compared(other: int) -> Node:
            schemas = _in_order(pair, writer, self._readers[other])
            return pair.comparison.schema_pair(*schemas, pair.sense, pair.wire)

        def others() -> list[Node]:
            first = [] if near is None else [near]
            rest = (
                other
                for other, reader in enumerate(self._readers)
                if other not in (match, near)
                and (other not in taken or _may_be_same(writer, reader))
            )
            return [compared(other) for other in (*first, *rest)]

        pair.node.choose(
            Choice(
                None if match is None else compared(match),
                others,
                _gone(pair, writer, of_base=pair.sense == "request"),
                near=near is not None,
            )
        )


_NONE: frozenset[Hashable] = frozenset()


def _components(options: Iterable[Option]) -> frozenset[str]:
    return frozenset(option.component for option in options if option.component)


def _is_alone(option: Option, others: Iterable[Option]) -> bool:
    """Check whether a tag distinguishes an option from all options of the other side."""
    return bool(option.tags) and all(option.is_told_from(other) for other in others)


def _may_be_same(one: Option, other: Option) -> bool:
    """Check whether two options may be the same: neither has the other's name."""
    names = {one.component, other.component}
    return None in names or len(names) == 1


def _spare(pair: SchemaPair, writers: list[Option], reader: Option) -> None:
    """Report an option that no writer uses yet, unless the writers' values include its own."""
    sense: Sense = "response" if pair.sense == "request" else "request"

    def within() -> list[Node]:
        return [
            pair.comparison.schema_pair(*_in_order(pair, writer, reader), sense, pair.wire)
            for writer in writers
        ]

    change = _gone(pair, reader, of_base=pair.sense == "response")
    pair.node.choose(Choice(None, within, change, hidden=True))


def _in_order(pair: SchemaPair, writer: Option, reader: Option) -> tuple[Schema, Schema]:
    """Return the schemas as base and revision; in a request, the base is the writer."""
    one, other = writer.schema, reader.schema
    return (one, other) if pair.sense == "request" else (other, one)


def _gone(pair: SchemaPair, option: Option, *, of_base: bool) -> Change:
    name, pointer = option.label, option.schema.pointer
    if of_base:
        rule, subject = f"{pair.sense}-option-removed", pair.about(of_base=True)
        return Change(rule, pair.sense, pointer, None, before=name, subject=subject)
    rule, subject = f"{pair.sense}-option-added", pair.about(of_base=False)
    return Change(rule, pair.sense, None, pointer, after=name, subject=subject)


def _nullability(pair: SchemaPair, base: list[Option], revision: list[Option]) -> None:
    """Compare nullability once for the whole union, and remove null from the options."""
    nulls: list[bool] = []
    for schema, options in ((pair.base, base), (pair.revision, revision)):
        nulls.append(schema.nullable or any(option.schema.nullable for option in options))
        for index, option in enumerate(options):
            if option.schema.nullable:
                plain = replace(option.schema, key=(*option.schema.key, "?value"), nullable=False)
                options[index] = option._replace(schema=plain)
        options[:] = [option for option in options if not is_impossible(option.schema)]
    if nulls[0] != nulls[1]:
        what = "became-nullable" if nulls[1] else "became-not-nullable"
        pair.add(what, pair.base.pointer, pair.revision.pointer)


def _single_types(options: list[Option], others: list[Option]) -> list[Option]:
    """Split options with several types, to match types one by one."""
    split: list[Option] = []
    open_elsewhere = any(other.schema.types is None for other in others)
    for option in options:
        kinds = option.schema.types
        if kinds is None and not open_elsewhere:
            kinds = JSON_TYPES - {"null", "integer"}
        if kinds is None or len(kinds) < 2:  # noqa: PLR2004
            split.append(option)
        else:
            split += [Option(option.schema.narrowed(kind), {}, {}) for kind in sorted(kinds)]
    return split
