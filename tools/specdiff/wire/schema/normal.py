"""Normalise a schema: follow references, merge `allOf`, unify nullability.

Covers JSON Schema 2020-12 (validation, applicator, unevaluated and content vocabularies) and the
spellings of OpenAPI 3.0. Schemas with the same meaning have the same normal form.
"""

import math
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity, is_array, is_number, is_object, type_of
from tools.specdiff.wire.schema.constants import NOTES, constants, is_null, joined

LOWER = ("minimum", "minLength", "minItems", "minProperties", "minContains")
UPPER = ("maximum", "maxLength", "maxItems", "maxProperties", "maxContains")
CONTENT = ("contentEncoding", "contentMediaType")

_FAMILIES = {
    "object": (
        *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
        *("minProperties", "maxProperties", "dependentRequired", "dependentSchemas"),
        "unevaluatedProperties",
    ),
    "array": (
        *("items", "prefixItems", "contains", "minContains", "maxContains", "minItems"),
        *("maxItems", "uniqueItems", "unevaluatedItems"),
    ),
    "string": ("minLength", "maxLength", "pattern", *CONTENT, "contentSchema"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
# Conjunctions in one document: a very large contract has a third, and only a contract that
# multiplies on purpose has more.
_MOST = 250_000
_PARTS = (
    *("additionalProperties", "propertyNames", "unevaluatedProperties"),
    *("items", "contains", "unevaluatedItems", "contentSchema"),
)
_NAMED_PARTS = ("patternProperties", "dependentSchemas")
# Media types with text; a string of another media type is a file.
_TEXT_CONTENT = re.compile(r"text/.*|.*[/+](json|xml|yaml|html)", re.IGNORECASE)
_NESTING = frozenset({
    *("$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "not", "if", "then", "else"),
    *("properties", "prefixItems"),
    *_PARTS, *_NAMED_PARTS,
})  # fmt: skip
# Spellings of "anything", which do not constrain.
_ANY_TEXT = frozenset({"", "^", "$", "^$|.*", ".*", "^.*", ".*$", "^.*$", "^(.*)$", "^(?:.*)$"})


def is_leaf(place: Place) -> bool:
    """Check quickly whether the schema at a place has no inner schemas.

    Args:
        place: The place of a schema.

    Returns:
        True for most properties.
    """
    return is_object(place.raw) and _NESTING.isdisjoint(place.raw)


class Limit(NamedTuple):
    """One end of a range."""

    value: float
    exclusive: bool = False


class Atom(NamedTuple):
    """One schema object; a schema is the conjunction of its atoms."""

    place: Place
    bare: bool = False
    """Whether its `oneOf` and `anyOf` are ignored, since one of their options was selected."""

    @property
    def key(self) -> str:
        """Identifies the atom within its document."""
        return self.place.pointer + ("!" if self.bare else "")


class Group(NamedTuple):
    """A `oneOf` or an `anyOf` without its `null`."""

    keyword: str
    place: Place
    options: tuple[Place, ...]
    discriminator: Place | None
    null: bool
    """Whether `null` was an option."""


class Conditional(NamedTuple):
    """An `if` with its `then` and `else`."""

    condition: Place
    then: Place | None
    otherwise: Place | None


@dataclass(slots=True)
class Schema:
    """The meaning of a schema; keywords without effect look like absent ones."""

    document: Document
    atoms: dict[str, Atom]
    key: tuple[str, ...]
    pointer: str
    types: frozenset[str] | None = None
    nullable: bool = False
    forbids: bool = False
    values: dict[Hashable, Any] | None = None
    const: bool = False
    formats: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    multiples: frozenset[float] = frozenset()
    unique: bool = False
    limits: dict[str, Limit] = field(default_factory=dict[str, Limit])
    content: dict[str, str] = field(default_factory=dict[str, str])
    properties: dict[str, tuple[Place, ...]] = field(default_factory=dict[str, tuple[Place, ...]])
    required: dict[str, str] = field(default_factory=dict[str, str])
    parts: dict[tuple[str, str], tuple[Place, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Place, ...]]
    )
    prefix: dict[int, tuple[Place, ...]] = field(default_factory=dict[int, tuple[Place, ...]])
    needs: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    nots: list[Place] = field(default_factory=list[Place])
    conditionals: list[Conditional] = field(default_factory=list[Conditional])
    groups: list[Group] = field(default_factory=list[Group])
    discriminator: Place | None = None
    dynamic: frozenset[str] = frozenset()
    """Dynamic anchors that it refers to and that occur several times."""
    secret: bool = False
    read_only: bool = False
    write_only: bool = False
    default: Place | None = None
    xml: Place | None = None
    notes: dict[str, Place] = field(default_factory=dict[str, Place])
    where: dict[str, str] = field(default_factory=dict[str, str])

    def pointer_of(self, keyword: str) -> str:
        """Return the pointer of a keyword, or of the schema if the keyword is absent.

        Args:
            keyword: A keyword of JSON Schema.

        Returns:
            A JSON pointer.
        """
        return self.where.get(keyword, self.pointer)

    def narrowed(self, kind: str) -> "Schema":
        """Return the part of the schema about values of one of its types.

        Args:
            kind: A type name.

        Returns:
            A schema of that one type.
        """
        spare: dict[str, Any] = {}
        family = "number" if kind == "integer" else kind
        gone = {word for name, words in _FAMILIES.items() if name != family for word in words}
        if family != "object":
            spare.update(properties={}, required={}, needs={})
        if family != "array":
            spare.update(prefix={}, unique=False)
        if family != "string":
            spare.update(patterns=frozenset(), content={})
        if family != "number":
            spare.update(multiples=frozenset())
        values = self.values
        if values is not None:
            fits = {kind, "integer"} if kind == "number" else {kind}
            values = {key: value for key, value in values.items() if type_of(value) in fits}
        return replace(
            self,
            key=(*self.key, f"?{kind}"),
            types=frozenset({kind}),
            nullable=False,
            values=values,
            limits={word: limit for word, limit in self.limits.items() if word not in gone},
            parts={part: places for part, places in self.parts.items() if part[0] not in gone},
            **spare,
        )


class Schemas:
    """The schemas of one document, each built once.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.combinations: dict[tuple[str, ...], int] = {}
        """The number of combinations of each union counted so far."""
        self._built: dict[tuple[str, ...], Schema] = {}
        self._texts: dict[str, Hashable] = {}
        self._of: dict[tuple[str, ...], Schema] = {}

    def of(self, places: tuple[Place, ...]) -> Schema:
        """Return the conjunction of the schemas at some places.

        Args:
            places: Places of schemas, at least one.

        Returns:
            Their normal form, the same object for the same places.

        Raises:
            DocumentError: A reference does not resolve, or a keyword has a value of a wrong kind.
        """
        key = tuple(place.pointer for place in places)
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = self.conjunction(self.expand(*places))
        return found

    def conjunction(self, atoms: dict[str, Atom]) -> Schema:
        """Return the conjunction of some atoms.

        Args:
            atoms: The atoms by their keys, at least one.

        Returns:
            Their normal form.

        Raises:
            DocumentError: A keyword has a value of a wrong kind, or there are too many of them.
        """
        key = tuple(atoms)
        found = self._built.get(key)
        if found is None:
            if len(self._built) >= _MOST:
                place = next(iter(atoms.values())).place
                raise self.document.error(place, "too many combinations of `allOf` and unions")
            found = self._built[key] = build(self, atoms)
        return found

    def expand(self, *places: Place) -> dict[str, Atom]:
        """Return the atoms of some schemas, following references and `allOf`.

        Args:
            places: Places of schemas.

        Returns:
            Each atom once, by its key.

        Raises:
            DocumentError: A reference does not resolve, or something is not a schema.
        """
        atoms: dict[str, Atom] = {}
        seen: set[str] = set()
        waiting: list[Place | Atom] = list(reversed(places))
        while waiting:  # not recursive: a chain of references may be as long as the document
            place = waiting.pop()
            if isinstance(place, Atom):
                atoms[place.key] = place
                continue
            place = self._only_reference(place)
            if place.pointer in seen:
                continue
            seen.add(place.pointer)
            raw = place.raw
            if not (is_object(raw) or isinstance(raw, bool)):
                raise self.document.error(place, "must be a schema")
            if is_object(raw) and (every := self.document.child(place, "allOf", list)):
                waiting += [every.at(index) for index in reversed(range(len(every.raw)))]
            waiting.append(Atom(place))
            for word in ("$dynamicRef", "$ref"):
                if is_object(raw) and word in raw:
                    undecided = word == "$dynamicRef" and self.document.several(raw[word])
                    waiting += [] if undecided else [self.document.target(place, word)]
        return atoms

    def text(self, atom: Atom) -> Hashable:
        """Return a key that is equal for atoms of equal text.

        Args:
            atom: An atom.

        Returns:
            The identity of its JSON value.
        """
        pointer = atom.place.pointer
        if pointer not in self._texts:
            self._texts[pointer] = identity(atom.place.raw)
        return self._texts[pointer]

    def _only_reference(self, place: Place) -> Place:
        passed: set[str] = set()
        while is_object(place.raw) and "$ref" in place.raw:
            # OpenAPI 3.0 ignores siblings of `$ref`.
            if not self.document.is_30 and len(place.raw) > 1:
                break
            if place.pointer in passed:
                raise self.document.error(place, "`$ref` leads back to itself")
            passed.add(place.pointer)
            place = self.document.target(place)
        return place


def build(schemas: Schemas, atoms: dict[str, Atom]) -> Schema:
    """Merge atoms into one normal form.

    Args:
        schemas: The schemas of the document.
        atoms: The atoms by their keys, at least one.

    Returns:
        Their conjunction.

    Raises:
        DocumentError: A keyword has a value of a wrong kind.
    """
    return _Builder(schemas, atoms).schema


class _Builder:
    def __init__(self, schemas: Schemas, atoms: dict[str, Atom]) -> None:
        self._document = schemas.document
        self._schemas = schemas
        first = next(iter(atoms.values())).place
        self.schema = Schema(self._document, dict(atoms), tuple(atoms), first.pointer)
        self._null_yes = False
        self._null_no = False
        self._words: set[str] = set()
        atoms = self.schema.atoms
        waiting = list(atoms.values())
        silent: set[str] = set()  # their union decides about null
        for atom in waiting:  # grows: a union of one option and null is that option
            null_no = self._null_no
            for group in self._atom(atom):
                for key, more in schemas.expand(*group.options).items():
                    if key not in atoms:
                        atoms[key] = more
                        waiting.append(more)
                        if len(group.place.raw) > 1 or atom.key in silent:
                            silent.add(key)
            if atom.key in silent:
                self._null_no = null_no
        self._finish()

    def _atom(self, atom: Atom) -> Iterator[Group]:
        place = atom.place
        if isinstance(place.raw, bool):
            self.schema.forbids |= not place.raw
            return
        self._where(place)
        reference = place.raw.get("$dynamicRef")
        if self._document.several(reference):
            self.schema.dynamic |= {str(reference)}
        for read, words in self._READERS:
            if not place.raw.keys().isdisjoint(words):
                read(self, place)
        if not atom.bare:
            if is_object(place.raw.get("discriminator")):
                self.schema.discriminator = place.at("discriminator")
            yield from self._groups(place)

    def _where(self, place: Place) -> None:
        self._words.update(word for word, value in place.raw.items() if value is not None)
        for word in place.raw:
            self.schema.where.setdefault(word, f"{place.pointer}/{word}")
            if word in NOTES or word.startswith("x-"):
                self.schema.notes.setdefault(word, place.at(word))

    def _type(self, place: Place) -> None:
        given: Any = place.raw.get("type")
        nullable = place.raw.get("nullable") is True
        self._null_yes |= nullable
        if given is None:
            return
        names: list[Any] = given if is_array(given) else [given]
        if not all(isinstance(name, str) for name in names):
            raise self._document.error(place, "`type` must be a name or an array of names")
        types = frozenset(names) - {"null"}
        if "null" in names:
            self._null_yes = True
        elif not nullable:
            self._null_no = True
        before = self.schema.types
        self.schema.types = types if before is None else _both(before, types)

    def _values(self, place: Place) -> None:
        raw = place.raw
        if "const" in raw:
            self.schema.const = True
        given: Any = [raw["const"]] if "const" in raw else raw.get("enum")
        if given is None:
            return
        if not is_array(given):
            raise self._document.error(place, "`enum` must be an array")
        values = {identity(value): value for value in given}
        if values.pop(identity(None), self) is self:
            self._null_no |= raw.get("nullable") is not True
        else:
            self._null_yes |= "type" not in raw
        before = self.schema.values
        if before is not None:
            values = {key: value for key, value in before.items() if key in values}
        self.schema.values = values

    def _number(self, place: Place, word: str) -> float | None:
        given: Any = place.raw.get(word)
        if given is None or is_number(given):
            return given
        raise self._document.error(place, f"`{word}` must be a number")

    def _limits(self, place: Place) -> None:
        for words, sign in ((LOWER, 1), (UPPER, -1)):
            for word in words:
                given = self._number(place, word)
                limits = [] if given is None else [Limit(given)]
                if word in ("minimum", "maximum"):
                    strict = "exclusive" + word.capitalize()
                    if place.raw.get(strict) is True and limits:
                        limits = [Limit(limits[0].value, exclusive=True)]
                    elif not isinstance(place.raw.get(strict), bool):
                        value = self._number(place, strict)
                        limits += [] if value is None else [Limit(value, exclusive=True)]
                for limit in limits:
                    before = self.schema.limits.get(word, limit)
                    self.schema.limits[word] = max(
                        (before, limit), key=lambda end: (sign * end.value, end.exclusive)
                    )

    def _scalars(self, place: Place) -> None:
        schema, raw = self.schema, place.raw
        multiple = self._number(place, "multipleOf")
        if multiple is not None and multiple > 0:
            schema.multiples |= {multiple}
        for word, at in (("format", "formats"), ("pattern", "patterns")):
            if isinstance(raw.get(word), str):
                setattr(schema, at, getattr(schema, at) | {raw[word]})
        schema.secret |= raw.get("format") == "password"
        schema.unique |= raw.get("uniqueItems") is True
        schema.read_only |= raw.get("readOnly") is True
        schema.write_only |= raw.get("writeOnly") is True
        self._content(place)
        if "default" in raw and schema.default is None:
            schema.default = place.at("default")
        if is_object(raw.get("xml")) and schema.xml is None:
            schema.xml = place.at("xml")

    def _content(self, place: Place) -> None:
        """Read what a string stands for; OpenAPI 3.0 has other words for it than JSON Schema."""
        schema = self.schema
        found = {word: place.raw[word] for word in CONTENT if isinstance(place.raw.get(word), str)}
        if place.raw.get("format") == "byte":
            schema.formats -= {"byte"}
            found.setdefault("contentEncoding", "base64")
            schema.where.setdefault("contentEncoding", f"{place.pointer}/format")
        if "contentEncoding" in found:
            found["contentEncoding"] = found["contentEncoding"].lower()
        media = found.get("contentMediaType")
        if media and "contentEncoding" not in found and not _TEXT_CONTENT.fullmatch(media):
            schema.formats |= {"binary"}
            schema.where.setdefault("format", f"{place.pointer}/contentMediaType")
            if media.lower() == "application/octet-stream":
                del found["contentMediaType"]
        schema.content.update(found)

    def _object(self, place: Place) -> None:
        schema = self.schema
        properties = self._document.child(place, "properties", dict)
        for name in properties.raw if properties else ():
            more = (properties.at(name),) if properties else ()
            schema.properties[name] = (*schema.properties.get(name, ()), *more)
        required = place.raw.get("required")
        if is_array(required):
            for name in required:
                schema.required.setdefault(str(name), f"{place.pointer}/required")
        needs = self._document.child(place, "dependentRequired", dict)
        for name in needs.raw if needs else ():
            others = self._document.child(needs, name, list) if needs else None
            if others:
                before = schema.needs.get(name, frozenset())
                schema.needs[name] = before | frozenset(map(str, others.raw))

    def _parts(self, place: Place) -> None:
        raw = place.raw
        for word in _PARTS:
            given: Any = raw.get(word)
            if word == "items" and is_array(given):  # OpenAPI never had it; people write it
                self._prefix(place.at(word))
            elif given is not None:
                self._part((word, ""), place.at(word))
        for word in _NAMED_PARTS:
            holder = self._document.child(place, word, dict)
            for name in holder.raw if holder else ():
                self._part((word, name), holder.at(name) if holder else place)
        prefix = self._document.child(place, "prefixItems", list)
        if prefix:
            self._prefix(prefix)

    def _prefix(self, place: Place) -> None:
        for index in range(len(place.raw)):
            before = self.schema.prefix.get(index, ())
            self.schema.prefix[index] = (*before, place.at(index))

    def _part(self, part: tuple[str, str], place: Place) -> None:
        if place.raw is True or place.raw == {}:
            return
        self.schema.parts[part] = (*self.schema.parts.get(part, ()), place)

    def _logic(self, place: Place) -> None:
        raw = place.raw
        if raw.get("not") is not None:
            self.schema.nots.append(place.at("not"))
        if raw.get("if") is not None and ("then" in raw or "else" in raw):
            then, otherwise = (place.at(word) if word in raw else None for word in ("then", "else"))
            self.schema.conditionals.append(Conditional(place.at("if"), then, otherwise))

    def _groups(self, place: Place) -> Iterator[Group]:
        """Collect the unions; yield those of one option."""
        for keyword in ("oneOf", "anyOf"):
            holder = self._document.child(place, keyword, list)
            if holder is None or not holder.raw:
                continue
            every = [holder.at(index) for index in range(len(holder.raw))]
            options = tuple(one for one in every if not is_null(self._document, one))
            null = len(options) < len(every)
            self._null_yes |= null
            options = self._without_constants(keyword, holder, options)
            told = place.raw.get("discriminator")
            tells = place.at("discriminator") if is_object(told) else None
            group = Group(keyword, holder, options, tells, null)
            if len(options) == 1:
                yield group
            elif options:
                self.schema.groups.append(group)
            else:
                self.schema.types = frozenset()

    def _without_constants(
        self, keyword: str, holder: Place, options: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """Replace the options that only list values by one enum."""
        values = [constants(self._document, option) for option in options]
        once = joined(keyword, [some or [] for some in values])
        rest = tuple(one for one, some in zip(options, values, strict=True) if some is None)
        if len(options) - len(rest) < 2:  # noqa: PLR2004 - one is as it stands
            return options
        if rest and len(once) < len(joined("anyOf", [some or [] for some in values])):
            return options  # a shared value may be in a third option
        return (Place(holder.pointer, {"enum": once}), *rest)

    def _finish(self) -> None:
        schema = self.schema
        self._evaluated()
        self._counted()
        if schema.types is None:
            schema.types = self._implied()
        self._null()
        schema.formats -= {"password"}  # a hint for forms, not a constraint
        schema.patterns -= _ANY_TEXT
        if ("contains", "") not in schema.parts:
            schema.limits.pop("minContains", None)
            schema.limits.pop("maxContains", None)
        elif schema.limits.get("minContains") == Limit(1):
            del schema.limits["minContains"]  # the default
        for word in ("minLength", "minItems", "minProperties"):
            if word in schema.limits and schema.limits[word].value <= 0:
                del schema.limits[word]
        if schema.types == frozenset({"integer"}):
            self._whole()
        if schema.types == frozenset({"boolean"}) and schema.values and len(schema.values) > 1:
            schema.values = None

    def _null(self) -> None:
        schema = self.schema
        if self._document.is_30:
            schema.nullable = self._null_yes
        elif schema.types is None and not schema.groups:
            schema.nullable = not self._null_no
        else:
            schema.nullable = self._null_yes and not self._null_no
        if schema.values == {} and schema.nullable:
            schema.values = None  # it is null, as its type says

    def _evaluated(self) -> None:
        """Replace `unevaluated…` by its equivalent if no other schema evaluates."""
        schema = self.schema
        depends = any(word == "dependentSchemas" for word, _ in schema.parts)
        if schema.groups or schema.conditionals or depends:
            return
        for word, plain in (
            ("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")
        ):  # fmt: skip
            if word == "unevaluatedItems" and ("contains", "") in schema.parts:
                continue
            places = schema.parts.pop((word, ""), None)
            if places and plain not in self._words:
                schema.parts[plain, ""] = places
                schema.where[plain] = schema.pointer_of(word)

    def _counted(self) -> None:
        """Replace `items: false` by the maximum number of items."""
        schema = self.schema
        items = schema.parts.get(("items", ""), ())
        size = len(schema.prefix)
        if any(place.raw is False for place in items):
            limit = schema.limits.get("maxItems")
            schema.limits["maxItems"] = min(limit, Limit(size)) if limit else Limit(size)
            schema.where.setdefault("maxItems", schema.pointer_of("items"))
        most = schema.limits.get("maxItems")
        if items and most and most.value <= size:
            del schema.parts["items", ""]

    def _whole(self) -> None:
        for word, step, rounded in (("minimum", 1, math.floor), ("maximum", -1, math.ceil)):
            limit = self.schema.limits.get(word)
            if limit and limit.exclusive:
                self.schema.limits[word] = Limit(rounded(limit.value) + step)
        self.schema.multiples -= {1}

    def _implied(self) -> frozenset[str] | None:
        """Return the types that a schema without `type` implies by its values or keywords."""
        if self.schema.values is not None:
            return frozenset(type_of(value) for value in self.schema.values.values())
        families = [name for name, words in _FAMILIES.items() if self._words & set(words)]
        return frozenset(families) if len(families) == 1 else None

    _READERS: ClassVar[tuple[tuple[Any, frozenset[str]], ...]] = (
        (_type, frozenset(("type", "nullable"))),
        (_values, frozenset(("const", "enum"))),
        (_limits, frozenset((*LOWER, *UPPER, "exclusiveMinimum", "exclusiveMaximum"))),
        (_scalars, frozenset((
            *("multipleOf", "format", "pattern", "uniqueItems", "readOnly", "writeOnly"),
            *("default", "xml", *CONTENT),
        ))),
        (_object, frozenset(("properties", "required", "dependentRequired"))),
        (_parts, frozenset((*_PARTS, *_NAMED_PARTS, "prefixItems"))),
        (_logic, frozenset(("not", "if"))),
    )  # fmt: skip
    """The readers of keywords; most schemas have few keywords."""


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    whole = {"integer"} if {"integer", "number"} <= one | other else set[str]()
    common = one & other
    return common | (whole & (one | other)) if not common & {"number"} else common
