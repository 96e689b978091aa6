"""What the models would lose or hide is refused with its place, and what they can have is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.generate import calling
from tools.generate.contract import document
from tools.generate.contract.errors import GenerationError
from tools.generate.contract.settings import Settings
from tools.generate.package import build

TEXT = {"type": "string"}
MARKED = {"type": "string", "description": "Sensitive. A word."}
THING = {"type": "object", "properties": {"name": TEXT}}
REF = {"$ref": "#/components/schemas/Thing"}
OTHER = {"type": "object", "properties": {"other": TEXT}}


def record(**properties: Any) -> dict[str, Any]:
    """A schema of an object."""
    return {"type": "object", "properties": properties}


def understand(schemas: dict[str, Any], answer: Any = None) -> None:
    """Read a contract with these components, one of which may be an answer."""
    paths: dict[str, Any] = {}
    if answer is not None:
        content = {"application/json": {"schema": answer}}
        responses = {"200": {"description": "Fine.", "content": content}}
        paths["/thing"] = {"get": calling.operation("getThing", responses=responses)}
    contract = calling.document(paths, schemas={"Thing": THING, **schemas})
    build.understand(document.check(contract), Settings({}, [], {}, ()))


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "a reference that leads nowhere": (
        {"More": record(a={"$ref": "#/components/schemas/Nope"})},
        "More/properties/a",
        "#/components/schemas/Nope leads nowhere",
    ),
    "a reference to another document": (
        {"More": record(a={"$ref": "other.json#/Thing"})},
        "More/properties/a",
        "other.json#/Thing is in another document",
    ),
    "an enum beside a reference": (
        {"More": record(a={**REF, "properties": {"b": TEXT}})},
        "More/properties/a",
        "properties beside $ref would be lost",
    ),
    "two unions in one schema": (
        {"More": {"anyOf": [REF, TEXT], "oneOf": [REF, TEXT]}},
        "More",
        "anyOf and oneOf in one schema",
    ),
    "two unions in one object": (
        {
            "More": {"allOf": [THING, {"oneOf": [REF, OTHER]}, {"anyOf": [REF, OTHER]}]},
        },
        "More",
        "the oneOf in its allOf would be lost",
    ),
    "properties beside a union of texts": (
        {"More": {**THING, "anyOf": [TEXT, {"type": "integer"}]}},
        "More",
        "the properties beside anyOf would be lost",
    ),
    "two properties that become one": (
        {"More": record(**{"a b": TEXT, "a-b": TEXT})},
        "More/properties/a-b",
        "another property becomes the same attribute",
    ),
    "two properties that Python takes for one": (
        {"More": {"type": "object", "properties": {"\ufb01x": TEXT, "fix": TEXT}}},
        "More/properties/fix",
        "another property becomes the same attribute",
    ),
    "a mark that is nearly one": (
        {"More": record(a={"type": "string", "description": "sensitive: a word"})},
        "More/properties/a/description",
        "almost starts with 'Sensitive.'",
    ),
    "a mark in a circle": (
        {
            "More": {
                "anyOf": [{"type": "array", "items": {"$ref": "#/components/schemas/More"}}, MARKED]
            }
        },
        "More",
        "refers to itself with no object in between",
    ),
    "a record without its key": (
        {"More": {**THING, "x-record": "id"}},
        "More/x-record",
        "is not a property of the object",
    ),
    "a record whose key may be withheld": (
        {"More": {**record(id=MARKED), "x-record": "id"}},
        "More/x-record",
        "names a sensitive property",
    ),
    "a scope that is no name": (
        {"More": {**THING, "x-sensitive-scope": ["a"]}},
        "More/x-sensitive-scope",
        "must be the name of a scope",
    ),
}


@pytest.mark.parametrize(("schemas", "place", "text"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_lost_is_refused(schemas: dict[str, Any], place: str, text: str) -> None:
    """What the models would lose or hide is named with its place, once."""
    with pytest.raises(GenerationError) as caught:
        understand(schemas)
    found = [one for one in caught.value.problems if text in one]
    assert len(found) == 1, caught.value.problems
    assert found[0].startswith(f"openapi.json#/components/schemas/{place}: ")


@pytest.mark.parametrize(
    "answer",
    [MARKED, {"type": "array", "items": MARKED}, {"$ref": "#/components/schemas/Word"}],
    ids=["inline", "in a list", "a component"],
)
def test_a_mark_needs_a_property(answer: Any) -> None:
    """A mark on an answer that is no object is refused, wherever the mark is written."""
    with pytest.raises(GenerationError, match="no effect"):
        understand({"Word": MARKED}, answer)


ACCEPTED: dict[str, dict[str, Any]] = {
    "a discriminator": {
        "More": {"oneOf": [REF, TEXT], "discriminator": {"propertyName": "name"}},
    },
    "enums that may be null": {
        "More": record(
            a={"type": "array", "items": {"type": "string", "nullable": True, "enum": ["a", None]}},
            b={"type": ["string", "null"], "enum": ["a", None]},
        ),
        "Nullable": {"type": "string", "nullable": True, "enum": ["a", None]},
        "OnlyNull": {"enum": [None]},
    },
    "texts beside a reference": {
        "More": record(a={**REF, "description": "A thing.", "default": {}, "nullable": True}),
    },
    "names that models have": {
        "More": record(to_dict=TEXT, redacted=TEXT, nulls=TEXT, response=TEXT, model=TEXT),
        "Any": THING,
        "Unset": {"type": "string", "enum": ["a"]},
    },
    "constants": {
        "More": record(a={"const": 1.5}, b={"const": None}, d={"const": True}),
    },
    "one reference with more": {"More": {"allOf": [REF], "properties": {"more": TEXT}}},
    "parts of parts": {"More": {"allOf": [{"allOf": [REF, OTHER]}, {"required": ["name"]}]}},
    "properties that are defined twice": {
        "More": {"allOf": [REF, record(name={"type": "string", "enum": ["a"]})]},
        "Less": {"allOf": [record(name={"type": "integer"}), REF]},
    },
    "enums of other types, of none, and with equal names": {
        "More": record(
            a={"enum": [1, "a"]},
            b={"type": "number", "enum": [1.5, 2.5]},
            c={"type": "boolean", "enum": [True]},
            d={"type": "string", "enum": ["a", "A", "a", "", "-"]},
            e={"type": "array", "enum": ["a"]},
            f={"type": "string", "enum": ["a", "b"], "x-enum-varnames": ["1st", "class"]},
        ),
    },
    "arrays of anything": {"More": record(a={"type": "array"}, b={"items": TEXT})},
    "tuples": {"More": record(a={"type": "array", "prefixItems": [TEXT, {"type": "integer"}]})},
    "classes of one name": {
        "foo.bar": THING,
        "FooBar": THING,
        "Foobar": THING,
        "Foo": record(bar=record(a=TEXT)),
    },
    "circles": {
        "Json": {
            "anyOf": [
                TEXT,
                {"type": "array", "items": {"$ref": "#/components/schemas/Json"}},
                {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Json"}},
            ]
        },
        "Other": {"$ref": "#/components/schemas/Json"},
    },
    "a reference into a schema": {
        "More": record(a={"$ref": "#/components/schemas/Thing/properties/name"}),
    },
    "a default that is none": {"More": record(a={"type": "integer", "default": "x"})},
    "a property that is only sent, and required": {
        "More": {**record(a={**TEXT, "writeOnly": True}), "required": ["a"]},
    },
    "files": {
        "More": record(
            a={"type": "string", "format": "binary"},
            b={"type": "string", "contentMediaType": "application/octet-stream"},
        ),
    },
    "names that hide characters": {"More": record(**{"": TEXT, "a\u200b": TEXT})},
}


@pytest.mark.parametrize("schemas", ACCEPTED.values(), ids=ACCEPTED)
def test_what_models_can_have_is_not_refused(schemas: dict[str, Any]) -> None:
    """What was once refused is generated, and the module of every class can be imported."""
    understand(schemas)
    package = calling.generate(calling.document({}, schemas={"Thing": THING, **schemas}))
    for name in package.models.__all__:
        assert getattr(package.models, name).__name__ == name
