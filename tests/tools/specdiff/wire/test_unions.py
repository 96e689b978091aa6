"""Unions: options are matched, whatever their order, spelling and place."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import findings, in_request, in_response, request_of

STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def of(name: str, kind: Any = None, **rest: Any) -> Any:
    """Return an object schema with one property."""
    return {"type": "object", "properties": {name: kind or STRING}, **rest}


def ref(name: str) -> Any:
    """Return a reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_options_come_and_go(word: str) -> None:
    """Requests lose no option and responses win none."""
    two, three = {word: [of("a"), of("b")]}, {word: [of("c"), of("b"), of("a")]}
    assert in_request(two, three) == {"request-option-added": "compatible"}
    assert in_request(three, two) == {"request-option-removed": "breaking"}
    assert in_response(two, three) == {"response-option-added": "breaking"}
    assert in_response(three, two) == {"response-option-removed": "compatible"}


def test_from_one_schema_to_a_union() -> None:
    """A schema that becomes one option of a union is still accepted."""
    union = {"oneOf": [of("a"), of("b")]}
    assert in_request(of("a"), union) == {"request-option-added": "compatible"}
    assert in_request(union, of("a")) == {"request-option-removed": "breaking"}
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
    components = {"schemas": {"A": of("x"), "B": of("a")}}
    assert in_request(ref("B"), {"oneOf": [ref("A"), ref("B")]}, components=components) == {
        "request-option-added": "compatible"
    }


def test_same_nullable_schema_twice() -> None:
    """A schema that two unions with null refer to says the same once."""
    nullable = {"oneOf": [{"type": "null"}, ref("A")]}
    components = {"schemas": {"A": of("a")}}
    assert in_request({"allOf": [nullable, nullable]}, nullable, components=components) == {}


def test_exactly_one_instead_of_any() -> None:
    """A value that matches two options may be refused where exactly one must match."""
    options = [of("a"), of("b")]
    assert in_request({"anyOf": options}, {"oneOf": options}) == {
        "request-exclusive-options-changed": "risky"
    }
    assert in_request({"oneOf": options}, {"anyOf": options}) == {}
    assert in_request({"anyOf": [STRING, INTEGER]}, {"oneOf": [STRING, INTEGER]}) == {}
    assert in_response({"oneOf": options}, {"anyOf": options}) == {
        "response-exclusive-options-changed": "risky"
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
