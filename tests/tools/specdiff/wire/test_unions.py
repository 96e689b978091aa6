"""Unions: options are matched, whatever their order, spelling and place."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import (
    findings,
    in_request,
    in_response,
    request_of,
    response_of,
)

STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def of(name: str, kind: Any = None, **rest: Any) -> Any:
    """Return an object schema with one property."""
    return {"type": "object", "properties": {name: kind or STRING}, **rest}


def ref(name: str) -> Any:
    """Return a reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def told(kind: str, **rest: Any) -> Any:
    """Return an object schema that a constant tells from others."""
    return of("kind", {"const": kind}, required=["kind"], **rest)


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_options_come_and_go(word: str) -> None:
    """Requests lose no option and responses win none."""
    two, three = {word: [told("a"), told("b")]}, {word: [told("c"), told("b"), told("a")]}
    assert in_request(two, three) == {"request-option-added": "compatible"}
    assert in_request(three, two) == {"request-option-removed": "breaking"}
    assert in_response(two, three) == {"response-option-added": "breaking"}
    assert in_response(three, two) == {"response-option-removed": "compatible"}


def test_from_one_schema_to_a_union() -> None:
    """A schema that becomes one option of a union is still accepted."""
    union = {"oneOf": [told("a"), told("b")]}
    assert in_request(told("a"), union) == {"request-option-added": "compatible"}
    assert in_request(union, told("a")) == {"request-option-removed": "breaking"}
    assert in_response(STRING, {"anyOf": [STRING, INTEGER]}) == {
        "response-option-added": "breaking"
    }


def test_options_are_known_by_name() -> None:
    """A change within a named option is shown there, and not as another option."""

    def schemas(limit: int) -> Any:
        return {"schemas": {"A": of("a", STRING | {"maxLength": limit}), "B": of("b")}}

    union = {"oneOf": [ref("A"), ref("B")]}
    base = request_of(union, components=schemas(5))
    revision = request_of({"oneOf": [ref("B"), ref("A")]}, components=schemas(4))
    (finding,) = findings(base, revision)
    assert finding.rule == "request-max-length-tightened"
    assert finding.revision == "/components/schemas/A/properties/a/maxLength"


def test_named_option_that_goes_is_not_taken_for_another() -> None:
    """A named option does not pass for another named one, though its values would fit."""
    components = {"schemas": {"A": of("a"), "B": {"type": "object"}}}
    union, less = {"oneOf": [ref("A"), ref("B")]}, {"oneOf": [ref("A"), INTEGER]}
    assert in_request(union, less, components=components) == {
        "request-option-added": "compatible",
        "request-option-removed": "breaking",
    }


def test_renamed_option() -> None:
    """An option that moves to another name, or inline, is the same one."""
    old = request_of({"oneOf": [ref("A"), INTEGER]}, components={"schemas": {"A": of("a")}})
    new = request_of({"oneOf": [INTEGER, ref("Z")]}, components={"schemas": {"Z": of("a")}})
    assert findings(old, new) == ()
    assert findings(old, request_of({"oneOf": [INTEGER, of("a")]})) == ()


def test_options_are_known_by_tag_and_title() -> None:
    """A constant property or a title tells which option is which."""
    a, b = of("kind", {"const": "a"}), of("kind", {"const": "b"})
    assert in_request({"oneOf": [a, b]}, {"oneOf": [b, a | {"maxProperties": 1}]}) == {
        "request-max-properties-tightened": "breaking"
    }
    titled = [of("x", title="X"), of("y", title="Y")]
    changed = [of("y", title="Y"), of("x", title="X", maxProperties=1)]
    assert in_request({"oneOf": titled}, {"oneOf": changed}) == {
        "request-max-properties-tightened": "breaking"
    }


def test_likely_counterpart_is_shown() -> None:
    """An unnamed option that changed is compared with the one of its type."""
    base, revision = ({"oneOf": [STRING | {"maxLength": n}, INTEGER]} for n in (5, 4))
    assert in_request(base, revision) == {"request-max-length-tightened": "breaking"}


def test_option_that_fits_elsewhere() -> None:
    """An option may be accepted by one that is not its counterpart."""
    base = {"anyOf": [STRING | {"maxLength": 3}, STRING | {"maxLength": 9}, INTEGER]}
    assert in_request(base, {"anyOf": [STRING | {"maxLength": 9}, INTEGER]}) == {
        "request-max-length-loosened": "compatible"
    }


def test_unions_in_unions_and_beside_each_other() -> None:
    """Nested unions are flattened, and several unions multiply out."""
    flat = {"oneOf": [STRING, INTEGER, {"type": "boolean"}]}
    nested = {"oneOf": [{"oneOf": [{"type": "boolean"}, INTEGER]}, STRING]}
    assert in_request(flat, nested) == {}
    two = {"allOf": [{"anyOf": [of("a"), of("b")]}, {"anyOf": [of("c"), of("d")]}]}
    turned = {"allOf": [{"anyOf": [of("d"), of("c")]}, {"anyOf": [of("b"), of("a")]}]}
    assert in_request(two, turned) == {}
    assert "request-option-removed" in in_request(
        two, {"allOf": [{"anyOf": [of("a"), of("b")]}, of("c")]}
    )


def test_union_that_contains_itself() -> None:
    """A recursive union terminates, and saying itself adds nothing."""
    schemas = {
        "schemas": {"V": {"oneOf": [STRING, ref("V"), {"type": "array", "items": ref("V")}]}}
    }
    flat = {"schemas": {"V": {"oneOf": [STRING, {"type": "array", "items": ref("V")}]}}}
    base, revision = (request_of(ref("V"), components=one) for one in (schemas, flat))
    assert findings(base, revision) == ()


def test_too_many_options_are_compared_as_they_stand() -> None:
    """Unions that multiply out to too much are risky once they differ, and silent before."""
    union = {"anyOf": [of(f"p{number}") for number in range(9)]}
    many = {"allOf": [union, {"anyOf": [of(f"q{number}") for number in range(9)]}]}
    assert in_request(many, many | {"title": "T"}) == {"documentation-changed": "compatible"}
    other = {"allOf": [union, {"anyOf": [of(f"q{number}") for number in range(10)]}]}
    assert in_request(many, other) == {"request-union-changed": "risky"}


def test_beside_and_within_too_many_options() -> None:
    """What stands beside unions of too many options, and a mark within, is still compared."""

    def many(limit: int, text: str) -> Any:
        unions = [
            {"anyOf": [of(f"{name}{at}", STRING | {"description": text}) for at in range(9)]}
            for name in "pq"
        ]
        return {"allOf": unions, "maxProperties": limit}

    base, revision = many(9, "Text."), many(8, "Sensitive. Text.")
    assert in_request(base, revision)["request-max-properties-tightened"] == "breaking"
    assert in_response(base, revision)["response-field-became-sensitive"] == "breaking"


def test_null_of_a_union() -> None:
    """Whether null passes is one finding for the union, and not one for each option."""
    union = {"oneOf": [of("a"), of("b")]}
    for nullable in (
        {"oneOf": [of("a"), of("b"), {"type": "null"}]},
        {"oneOf": [of("a"), of("b", nullable=True)]},
    ):
        assert in_request(union, nullable) == {"request-became-nullable": "compatible"}
        assert in_request(nullable, union) == {"request-became-not-nullable": "breaking"}
    assert in_request({"oneOf": [{"type": "null"}]}, {"oneOf": [{"type": "null"}]}) == {}


def test_options_that_cannot_be() -> None:
    """Options that nothing can satisfy are no options."""
    two = {"allOf": [{"oneOf": [STRING, INTEGER]}, {"oneOf": [INTEGER, STRING]}]}
    assert in_request({"oneOf": [STRING, INTEGER]}, two) == {}
    assert in_request({"oneOf": [STRING, False]}, {"oneOf": [STRING, False], "title": "T"}) == {
        "documentation-changed": "compatible"
    }
    assert in_request({"anyOf": [True, STRING]}, {"anyOf": [STRING, True]}) == {}


def test_component_that_becomes_an_option() -> None:
    """A named schema is recognised as an option of a union that takes its place."""
    components = {"schemas": {"A": told("x"), "B": told("a")}}
    assert in_request(ref("B"), {"oneOf": [ref("A"), ref("B")]}, components=components) == {
        "request-option-added": "compatible"
    }


def test_same_nullable_schema_twice() -> None:
    """A schema that two unions with null refer to says the same once."""
    nullable = {"oneOf": [{"type": "null"}, ref("A")]}
    components = {"schemas": {"A": of("a")}}
    assert in_request({"allOf": [nullable, nullable]}, nullable, components=components) == {}


OVERLAP = {"request-options-overlap": "risky"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("a"), of("b")),
        (STRING, STRING | {"format": "email"}),
        (STRING, {"enum": ["a"]}),
        (STRING | {"minLength": 2}, {"enum": ["a", "bc"]}),
        (INTEGER, {"type": "number"}),
        (INTEGER | {"minimum": 3}, INTEGER | {"maximum": 3}),
        (STRING, True),
        ({"type": ["string", "null"]}, {"type": ["integer", "null"]}),
        (of("a", required=["a"]), of("b", required=["b"])),
        (of("a", {"const": 1}), of("a", {"const": 2})),
        (of("a", required=["a"]), of("b", additionalProperties={"type": "string"})),
        ({"type": "array", "items": STRING}, {"type": "array", "items": INTEGER}),
        ({"type": "array", "minItems": 2}, {"type": "array", "maxItems": 2}),
        (of("a", required=["a"]), of("b") | {"not": {"required": ["a"], "minProperties": 2}}),
        (of("a", required=["a"]), of("b") | {"not": {"required": ["a", "c"]}}),
        (of("a", required=["a"]), of("b") | {"not": {"required": [["a"]]}}),
        (of("a", required=["a"]), of("b") | {"not": {"required": "a"}}),
        (of("a", required=["a"]), of("b") | {"not": True}),
        (
            {"type": "array", "prefixItems": [STRING], "minItems": 1},
            {"type": "array", "items": INTEGER, "minItems": 1},
        ),
    ],
)
def test_options_that_overlap(one: Any, other: Any) -> None:
    """A value that fits two options of `oneOf` is refused: to wrap one that may is risky."""
    union = {"oneOf": [one, other]}
    assert in_request({"anyOf": [one, other]}, union) == OVERLAP
    assert in_request(one, union)["request-options-overlap"] == "risky"
    assert in_request(union, {"anyOf": [one, other]}) == {}
    assert in_response({"anyOf": [one, other]}, union) == {}
    assert in_response(union, {"anyOf": [one, other]}) == {"response-options-overlap": "risky"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STRING, INTEGER),
        (STRING | {"format": "date"}, STRING | {"format": "uuid"}),
        (STRING | {"maxLength": 2}, STRING | {"minLength": 3}),
        (STRING | {"minLength": 2}, {"enum": ["a"]}),
        (INTEGER | {"maximum": 2}, {"enum": [3]}),
        (INTEGER | {"maximum": 3}, {"type": "number", "exclusiveMinimum": 3}),
        ({"enum": ["a"]}, {"enum": ["b"]}),
        ({"enum": ["a"]}, INTEGER),
        (told("a"), told("b")),
        (of("k", told("a"), required=["k"]), of("k", told("b"))),
        (of("a", required=["a"]), of("b", additionalProperties=False)),
        (of("a", required=["a"]), of("b") | {"not": {"required": ["a"]}}),
        ({"type": "object", "maxProperties": 1}, {"type": "object", "minProperties": 2}),
        ({"type": "array", "minItems": 3}, {"type": "array", "maxItems": 2}),
        (
            {"type": "array", "items": STRING, "minItems": 1},
            {"type": "array", "items": INTEGER},
        ),
    ],
)
def test_options_that_exclude_each_other(one: Any, other: Any) -> None:
    """Types, values, limits and properties tell that no value fits both options."""
    assert in_request({"anyOf": [one, other]}, {"oneOf": [one, other]}) == {}
    assert "request-options-overlap" not in in_request(one, {"oneOf": [other, one]})


def test_tags_that_are_unions() -> None:
    """A tag may be a union itself."""
    one, other = (
        of("k", {"anyOf": [{"const": at}, {"type": kind}]}, required=["k"])
        for at, kind in ((True, "string"), (False, "integer"))
    )
    assert in_request({"anyOf": [one, other]}, {"oneOf": [one, other]}) == {}
    alike = of("k", {"anyOf": [INTEGER, STRING]}, required=["k"])
    assert in_request({"anyOf": [one, alike]}, {"oneOf": [one, alike]}) == OVERLAP


def test_options_that_changed_places() -> None:
    """Options that changed and moved are compared with those of their shape."""
    base = {"oneOf": [of("a"), STRING, of("b"), STRING | {"maxLength": 3}]}
    revision = {"oneOf": [of("b", maxProperties=3), STRING, of("a", maxProperties=3),
                          STRING | {"maxLength": 2}]}  # fmt: skip
    assert "request-options-overlap" not in in_request(base, revision)


def test_deep_properties_are_not_decided() -> None:
    """How deep options are looked into is limited, and what is deeper may overlap."""

    def deep(kind: str, depth: int) -> Any:
        return of("p", deep(kind, depth - 1), required=["p"]) if depth else told(kind)

    def turned(depth: int) -> Any:
        options = [deep("a", depth), deep("b", depth)]
        return in_request({"anyOf": options}, {"oneOf": options})

    assert turned(3) == {}
    assert turned(4) == OVERLAP


def test_options_that_overlapped_before() -> None:
    """An old overlap is no news, unless an option has come to admit more."""
    old, more = {"oneOf": [of("a"), of("b")]}, {"oneOf": [of("a"), of("b", {"type": "number"})]}
    whole = {"oneOf": [of("a"), of("b", INTEGER)]}
    assert in_request(old, {"oneOf": [of("b", title="B"), of("a")]}) == {
        "documentation-changed": "compatible"
    }
    assert in_request(whole, more)["request-options-overlap"] == "risky"
    assert "request-options-overlap" not in in_request(more, whole)
    apart = {"oneOf": [told("a"), told("b")]}
    assert in_request(apart, {"oneOf": [told("a"), of("kind", {"const": "b"})]}) == {
        "request-property-became-optional": "compatible"
    }
    loose = {"oneOf": [told("a"), of("kind")]}
    assert in_request(apart, loose)["request-options-overlap"] == "risky"


def test_null_is_no_overlap_of_all_else() -> None:
    """Of options that share null alone, one may come to admit more."""
    number, integer, text = ({"type": [kind, "null"]} for kind in ("number", "integer", "string"))
    assert in_request({"oneOf": [text, integer]}, {"oneOf": [text, number]}) == {
        "request-option-added": "compatible",
        "request-type-widened": "compatible",
    }


def test_title_of_a_union_names_no_option() -> None:
    """An option without a name is not called by the title of its union."""
    union = {"title": "U", "oneOf": [STRING, INTEGER]}
    (finding,) = findings(request_of(union), request_of(union | {"oneOf": [STRING]}))
    assert finding.before == "integer"


def test_null_that_nothing_is_beside() -> None:
    """An option that leaves null alone is called null."""
    text = {"type": ["string", "null"]}
    union = {"oneOf": [text, INTEGER, {"anyOf": [{"type": "null"}, False, False]}]}
    (found,) = (
        one for one in findings(request_of(text), request_of(union)) if "overlap" in one.rule
    )
    assert found.after == ["null and string"]


def test_overlap_in_a_union_that_contains_itself() -> None:
    """A union that is an option of its own has no further options by it."""
    schemas = {"V": {"oneOf": [STRING, ref("V"), STRING | {"maxLength": 3}]}}
    found = in_request(STRING, ref("V"), components={"schemas": schemas})
    assert found["request-options-overlap"] == "risky"


def test_new_option_that_overlaps() -> None:
    """A further option matters only for values that could be sent before."""
    tags = [told("a"), told("b")]
    sloppy = {"oneOf": [*tags, of("kind"), of("more")]}
    found = findings(request_of({"oneOf": tags}), request_of(sloppy))
    (overlap,) = (one for one in found if one.rule == "request-options-overlap")
    assert overlap.after == [
        'kind "a" and object with kind', 'kind "a" and object with more',
        'kind "b" and object with kind', 'kind "b" and object with more',
        "object with kind and object with more",
    ]  # fmt: skip
    other = {"oneOf": [*tags, told("c"), told("c", maxProperties=1)]}
    assert in_request({"oneOf": tags}, other) == {"request-option-added": "compatible"}


def test_discriminator_decides_between_options() -> None:
    """A schema that is wrapped whole is taken as before where its discriminator is required."""
    components = {"schemas": {"A": of("k", required=["k"]), "B": of("k")}}
    union = {"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "k"}}
    assert in_request(ref("A"), union, components=components) == {
        "request-discriminator-added-required": "compatible",
        "request-option-added": "compatible",
    }
    assert in_request(ref("B"), union, components=components) == {
        "request-discriminator-added": "risky"
    }
    assert in_response(union, {"anyOf": union["oneOf"]}, components=components) == {
        "response-discriminator-removed": "risky"
    }


def test_discriminator() -> None:
    """Another discriminator breaks; its values come and go like those of an enum."""
    components = {"schemas": {"A": of("k"), "B": of("k")}}
    union = {"oneOf": [ref("A"), ref("B")]}

    def by(name: str, **mapping: str) -> Any:
        rest = {"mapping": mapping} if mapping else {}
        return union | {"discriminator": {"propertyName": name} | rest}

    def request(base: Any, revision: Any) -> Any:
        return in_request(base, revision, components=components)

    def response(base: Any, revision: Any) -> Any:
        return in_response(base, revision, components=components)

    inline = by("k") | {"oneOf": [ref("A"), of("k")]}
    assert request(inline, inline | {"title": "T"}) == {"documentation-changed": "compatible"}
    assert request(by("k"), by("l")) == {"request-discriminator-changed": "breaking"}
    assert request(union, by("k")) == {"request-discriminator-added": "risky"}
    assert response(by("k"), union) == {"response-discriminator-removed": "risky"}
    assert request(by("k"), by("k", A="#/components/schemas/A")) == {}
    assert request(by("k"), by("k", a="A")) == {
        "request-mapping-added": "compatible",
        "request-mapping-removed": "breaking",
    }
    assert response(by("k", A="A"), by("k", A="A", b="A")) == {"response-mapping-added": "risky"}
    default = by("k")
    default["discriminator"] = {"propertyName": "k", "defaultMapping": "A"}
    assert request(by("k"), default) == {"request-not-compared": "risky"}


PETS = {"schemas": {"Cat": of("t"), "Dog": of("t", INTEGER), "Fish": of("t", INTEGER)}}


def pets(**mapping: str) -> Any:
    """Return a union of animals by the values of its discriminator."""
    names = dict.fromkeys(mapping.values())
    return {
        "oneOf": [ref(name) for name in names],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {value: ref(name)["$ref"] for value, name in mapping.items()},
        },
    }


def test_mapping_is_what_it_means() -> None:
    """A value that stands for another schema breaks both ways, and is said once."""
    one, other = pets(a="Cat", b="Dog"), pets(a="Dog", b="Cat")
    for compared, sense in ((in_request, "request"), (in_response, "response")):
        assert compared(one, other, components=PETS) == {f"{sense}-mapping-changed": "breaking"}
    found = findings(request_of(one, components=PETS), request_of(other, components=PETS))
    assert [(finding.before, finding.after) for finding in found] == [
        ({"a": "Cat"}, {"a": "Dog"}), ({"b": "Dog"}, {"b": "Cat"})
    ]  # fmt: skip


def test_mapped_schema_that_is_renamed() -> None:
    """A value whose schema has another name is compared with it, whatever else changed there."""
    kitten = {"schemas": PETS["schemas"] | {"Kitten": of("t", STRING | {"maxLength": 3})}}
    assert in_request(pets(a="Cat", b="Dog"), pets(b="Dog", a="Kitten"), components=kitten) == {
        "request-max-length-tightened": "breaking"
    }


def test_mapping_without_a_union() -> None:
    """Where only the mapping says what a value stands for, another name is another schema."""
    base, revision = (
        {"discriminator": pets(a=name)["discriminator"], **of("kind")} for name in ("Cat", "Dog")
    )
    assert in_request(base, revision, components=PETS) == {"request-mapping-changed": "breaking"}


def test_union_says_exactly_which_option_it_lost_and_won() -> None:
    """Options with other tags are not the same, however alike they are."""
    base = request_of(pets(cat="Cat", dog="Dog"), components=PETS)
    revision = request_of(pets(cat="Cat", fish="Fish"), components=PETS)
    found = findings(base, revision)
    assert [(one.rule, one.before or one.after) for one in found] == [
        ("request-option-removed", "Dog"), ("request-option-added", "Fish")
    ]  # fmt: skip
    tags = [({"oneOf": [told("a"), told(kind)]}) for kind in ("b", "c")]
    assert in_request(*tags) == {
        "request-option-removed": "breaking", "request-option-added": "compatible"
    }  # fmt: skip


def test_named_option_whose_tag_changes() -> None:
    """Where the name says that it is the same option, its other tag is what is reported."""
    components = [{"schemas": {"A": told("a"), "B": told(kind)}} for kind in ("b", "c")]
    union = {"oneOf": [ref("A"), ref("B")]}
    found = findings(*(request_of(union, components=one) for one in components))
    assert [one.rule for one in found] == ["request-const-changed"]


def test_constants_are_an_enum() -> None:
    """A union of constants is an enum, whole or beside other options."""
    few = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}
    enum = {"type": "string", "enum": ["a", "b"]}
    assert in_request(few, enum) == {}
    assert in_response(few, enum) == {}
    many = {"oneOf": [{"const": name, "type": "string"} for name in "abcd"]}
    (finding,) = findings(response_of(few), response_of(many))
    assert (finding.rule, finding.worst, finding.after) == (
        "response-enum-value-added", 1, ["c", "d"]
    )  # fmt: skip
    nullable = {"anyOf": [*few["oneOf"], {"const": None}]}
    assert in_response(few, nullable) == {"response-became-nullable": "breaking"}
    mixed = {"anyOf": [{"const": "a"}, {"const": "b"}, of("x")]}
    more = {"anyOf": [of("x"), {"const": "c"}, {"const": "a"}, {"const": "b"}]}
    assert in_response(mixed, more) == {"response-enum-value-added": "risky"}
    components = {"schemas": {"A": {"const": "a"}}}
    named = {"oneOf": [ref("A"), {"enum": ["b"]}]}
    assert in_response(named, enum, components=components) == {}


def test_constant_that_two_options_have() -> None:
    """What matches two options of `oneOf`, or is not of their type, is no value of it."""
    twice = {"oneOf": [{"enum": ["a", "b"]}, {"const": "b"}, {"const": 1, "type": "string"}]}
    assert in_request({"enum": ["a"]}, twice) == {}
    counts = {"anyOf": [{"const": 1, "type": "number"}, {"const": 2, "type": ["integer"]}]}
    assert in_request({"enum": [1, 2]}, counts) == {}
