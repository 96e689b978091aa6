"""The many forms of a schema become few: what is read of a contract, form by form."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from openapi_python_client.config import ClassOverride

from tests.tools.generate import calling
from tools.generate.contract import document
from tools.generate.contract.errors import GenerationError
from tools.generate.contract.settings import Settings
from tools.generate.package import build

ID = "8c5cdb5c-6d1f-4a3f-9a41-4cb0d5d6c5b4"
TEXT = {"type": "string"}
A = {"type": "object", "properties": {"a": TEXT}, "required": ["a"]}
REF = {"$ref": "#/components/schemas/A"}


def record(*required: str, **properties: Any) -> dict[str, Any]:
    """A schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required)}


def made(**schemas: Any) -> Any:
    """The models of a contract with these components."""
    return calling.generate(calling.document({}, schemas={"A": A, **schemas})).models


def test_a_default_has_the_type_of_its_field() -> None:
    """A default fills a new model in its own type; one that is not of the type is documented."""
    models = made(
        B=record(
            day={"type": "string", "format": "date", "default": "2024-02-29"},
            time={"type": "string", "format": "date-time", "default": "2024-02-29T12:00:00Z"},
            key={"type": "string", "format": "uuid", "default": ID},
            color={"type": "string", "enum": ["red"], "default": "red"},
            wrong={"type": "string", "format": "date", "default": "soon"},
            other={"type": "string", "enum": ["red"], "default": "blue"},
            weight={"type": "number", "default": 2},
            flag={"type": "boolean", "default": False},
            count={"type": "integer", "default": True},
            fixed={"const": "x", "default": "x"},
            quoted={"type": "string", "default": 'it\'s "q" \\ é'},
            listed={"type": "array", "items": TEXT, "default": ["a"]},
            maybe={"type": ["integer", "null"], "default": 3},
        )
    )
    new = models.B()
    assert new.day == dt.date(2024, 2, 29)
    assert new.time == dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    assert new.key == UUID(ID)
    assert new.color is models.BColor.RED
    assert (new.weight, new.flag, new.fixed, new.maybe) == (2, False, "x", 3)
    assert new.quoted == 'it\'s "q" \\ é'
    assert new.wrong is new.other is new.count is new.listed is None


def test_parts_are_merged_in_their_order() -> None:
    """An object has the properties of all parts; of two definitions one says more, and counts."""
    models = made(
        B={
            "allOf": [
                REF,
                REF,
                {"allOf": [record(b=TEXT), {"additionalProperties": {"type": "integer"}}]},
                {
                    "properties": {"a": {"type": "string", "enum": ["x"]}, "c": {}},
                    "required": ["c"],
                },
                {"description": "Nothing but words."},
            ]
        },
        C={"allOf": [{"$ref": "#/components/schemas/C"}, record(c=TEXT), REF]},
        D={"allOf": [REF], "required": ["d"], "properties": {"d": TEXT}},
        E={"allOf": [TEXT, {**TEXT, "format": "date"}]},
        F=record(e={"$ref": "#/components/schemas/E"}, f={"allOf": [{"allOf": [REF]}, {}]}),
    )
    b = models.B.from_dict({"a": "x", "b": "y", "c": None, "n": 1})
    assert (b.a.name, b.b, b.c, b.additional_properties) == ("X", "y", None, {"n": 1})
    assert models.C.from_dict({"a": "x", "c": "y"}).to_dict() == {"a": "x", "c": "y"}
    assert models.D("x", "y").to_dict() == {"a": "x", "d": "y"}
    f = models.F.from_dict({"e": "2024-02-29", "f": {"a": "x"}})
    assert f.e == dt.date(2024, 2, 29)
    assert type(f.f) is models.A


@pytest.mark.parametrize(
    "schema",
    [
        {**REF, "nullable": True},
        {"nullable": True, "allOf": [REF]},
        {"nullable": True, "anyOf": [REF, {"type": "null"}]},
        {"oneOf": [REF], "type": ["object", "null"]},
        {"anyOf": [{"$ref": "#/components/schemas/Nullable"}]},
        {"$ref": "#/components/schemas/Nullable"},
    ],
)
def test_null_is_read_in_every_spelling(schema: Any) -> None:
    """A reference may be null in all the ways that contracts have for it, in lists too."""
    nullable = {"type": ["object", "null"], "properties": {"n": TEXT}}
    models = made(Nullable=nullable, B=record(one=schema, many={"type": "array", "items": schema}))
    value = {"one": None, "many": [None, {"a": "x"}]}
    found = models.B.from_dict(value)
    assert found.to_dict() == value
    assert found.many[0] is found.one is None
    assert type(found.many[1]).__name__ in {"A", "Nullable"}
    assert models.B(one=None).to_dict() == {"one": None}


def test_references_lead_anywhere_in_the_document() -> None:
    """References to aliases, to parts of schemas and in circles are followed, or mean anything."""
    models = made(
        Alias=REF,
        B=record(
            alias={"$ref": "#/components/schemas/Alias"},
            part={"$ref": "#/components/schemas/B/properties/list"},
            list={"type": "array", "items": {"$ref": "#/components/schemas/B/properties/list"}},
            json={"$ref": "#/components/schemas/Json"},
        ),
        Json={"anyOf": [TEXT, {"type": "array", "items": {"$ref": "#/components/schemas/Json"}}]},
    )
    value: dict[str, Any] = {
        "alias": {"a": "x"},
        "part": [[]],
        "list": [["x"]],
        "json": ["x", ["y"]],
    }
    found = models.B.from_dict(value)
    assert type(found.alias) is models.A
    assert found.to_dict() == value


def test_a_discriminator_without_mapping_leaves_enums_as_they_are() -> None:
    """The name of a schema stands for it only where its own enum says nothing else."""
    cat = record("kind", kind={"type": "string", "enum": ["feline"]}, lives={"type": "integer"})
    dog = record("kind", kind={"type": "string", "enum": ["canine", "Cat"]}, tricks=TEXT)
    pet = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind"},
    }
    models = made(Cat=cat, Dog=dog, B=record(pet=pet))
    assert type(models.B.from_dict({"pet": {"kind": "Cat"}}).pet) is models.Dog
    assert type(models.B.from_dict({"pet": {"kind": "feline"}}).pet) is models.Cat


def test_classes_have_names_of_their_own() -> None:
    """Classes are called after where they are; a name that is taken gets another ending."""
    models = made(
        **{"a.b": A, "AB": record(x=record(y=record(z=TEXT))), "Any": A, "x": A},
        List=record(items={"type": "array", "items": record(a=TEXT)}),
        Either={
            "oneOf": [{**record(a=TEXT), "title": "First one"}, record(b=TEXT), record(c=TEXT)]
        },
    )
    assert set(models.__all__) == {
        *("A", "AB", "AB2", "AB2X", "AB2XY", "AnyModel", "X"),
        *("ListItemsItem", "List", "EitherType1", "EitherType2", "FirstOne"),
    }


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ({"class_name": "Any", "module_name": "b"}, "the class name Any is already used"),
        ({"class_name": "A", "module_name": "b"}, "duplicate"),
        ({"class_name": "AA", "module_name": "a"}, "share a file"),
    ],
)
def test_an_override_has_to_be_a_free_name(override: dict[str, Any], problem: str) -> None:
    """A name from the settings is refused when another class or an import has it."""
    contract = document.check(calling.document({}, schemas={"A": A, "B": record(b=TEXT)}))
    with pytest.raises(GenerationError, match=problem):
        build.understand(contract, Settings({"B": ClassOverride(**override)}, [], {}, ()))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"summary": "x", "description": "Sensitive. All of it."}, "get/description"),
        (
            {
                "parameters": [
                    {"name": "q", "in": "query", "schema": {**TEXT, "description": "Sensitive. q"}}
                ]
            },
            "get/parameters/0/schema/description",
        ),
    ],
)
def test_a_mark_of_an_operation_is_refused(written: Any, place: str) -> None:
    """A mark only has an effect in a property's schema, and is refused elsewhere."""
    contract = calling.document({"/a": {"get": calling.operation("getA", **written)}})
    with pytest.raises(GenerationError, match="effect") as caught:
        build.understand(document.check(contract), Settings({}, [], {}, ()))
    assert caught.value.problems[0].startswith(f"openapi.json#/paths/~1a/{place}: ")


def test_a_record_with_its_key_is_accepted() -> None:
    """`x-record` makes an optional property one that must be there."""
    schema = {**record(id=TEXT, b=TEXT), "x-record": "id", "x-sensitive-scope": "b:read"}
    contract = calling.document({}, schemas={"B": schema})
    build.understand(document.check(contract), Settings({}, [], {}, ()))
    assert calling.generate(contract).models.B("1").to_dict() == {"id": "1"}


def test_what_limits_a_union_is_no_part_of_it() -> None:
    """A requirement or a text beside a union of objects makes no other objects of them."""
    other = record(b=TEXT)
    union = {"oneOf": [REF, {"$ref": "#/components/schemas/Other"}]}
    described = {"allOf": [union, {"description": "One of both."}]}
    models = made(Other=other, B=record(x={**union, "required": ["a"]}, y=described))
    assert type(models.B.from_dict({"x": {"a": "x"}}).x) is models.A
    assert type(models.B.from_dict({"y": {"b": "x"}}).y) is models.Other
