"""Unions: a value is decoded as what it says it is, and never as another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.generate import calling

STARTED: dict[str, Any] = {"type": "started", "at": "2024-01-01T00:00:00+00:00"}
ENDED: dict[str, Any] = {"type": "ended", "at": "noon", "reason": "done"}
ID = "8c5cdb5c-6d1f-4a3f-9a41-4cb0d5d6c5b4"


def record(properties: Mapping[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    """A schema of an object."""
    return {"type": "object", "properties": dict(properties), "required": list(required), **more}


def tagged(value: str, **properties: Any) -> dict[str, Any]:
    """A schema of an object that says in `type` what it is."""
    return record({"type": {"type": "string", "enum": [value]}, **properties}, "type")


def ref(name: str) -> dict[str, str]:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
TIME = {"type": "string", "format": "date-time"}
STATUS = {"type": "string", "enum": ["on", "off"]}
LEVEL = {"type": "integer", "enum": [1, 2]}

SCHEMAS: dict[str, Any] = {
    # Told apart by an enum, by a constant, and by a discriminator alone.
    "Started": tagged("started", at=TIME),
    "Ended": tagged("ended", at=TEXT, reason=TEXT),
    "Event": {"oneOf": [ref("Ended"), ref("Started")]},
    "Red": record({"color": {"const": "red"}, "depth": TEXT}),
    "Blue": record({"color": {"const": "blue"}, "depth": TEXT}),
    "Cat": record({"kind": TEXT, "lives": {"type": "integer"}}),
    "Dog": record({"kind": TEXT, "tricks": TEXT}),
    "Bird": record({"kind": TEXT}),
    "Pet": {
        "oneOf": [ref("Bird"), ref("Dog"), ref("Cat")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"feline": "#/components/schemas/Cat", "canine": "Dog", "wolf": "Dog"},
        },
    },
    "Implied": {
        "oneOf": [ref("Dog"), ref("Fish")],
        "discriminator": {"propertyName": "kind"},
    },
    "Fish": record({"kind": TEXT, "fins": TEXT}),
    # Told apart by shape.
    "Point": record({"x": {"type": "integer"}}),
    "Spot": record({"x": {"type": "integer"}, "y": {"type": "integer"}}),
    "Named": record({"name": TEXT, "x": TEXT}, "name"),
    # An enum beside a text of the same property, and enums that overlap.
    "Known": record({"mode": STATUS, "known": TEXT}),
    "Open": record({"mode": TEXT, "open": TEXT}),
    "Holder": record(
        {
            "event": {"oneOf": [ref("Started"), ref("Ended")]},
            "maybe": {"oneOf": [{"type": "null"}, ref("Started"), ref("Ended")]},
            "events": {"type": "array", "items": ref("Event")},
            "lists": {
                "oneOf": [
                    {"type": "array", "items": ref("Started")},
                    {"type": "array", "items": ref("Ended")},
                ]
            },
            "by_name": {"type": "object", "additionalProperties": ref("Event")},
            "nested": {"anyOf": [{"oneOf": [ref("Ended"), TEXT]}, {"oneOf": [ref("Started")]}]},
            "color": {"anyOf": [ref("Red"), ref("Blue")]},
            "pet": ref("Pet"),
            "implied": ref("Implied"),
            "shape": {"anyOf": [ref("Point"), ref("Spot"), ref("Named")]},
            "mode": {"anyOf": [ref("Known"), ref("Open")]},
            "free": {"anyOf": [{"type": "object"}, ref("Named")]},
            "typed": {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "integer"}},
                    {"type": "object", "additionalProperties": {"type": "boolean"}},
                ]
            },
            "whatever": {"anyOf": [ref("Named"), {}]},
            "status_or_id": {"anyOf": [STATUS, {"type": "string", "format": "uuid"}]},
            "status_or_text": {"anyOf": [TEXT, STATUS]},
            "status_or_const": {"anyOf": [STATUS, {"const": "none"}]},
            "time_or_text": {"anyOf": [TEXT, TIME, {"type": "string", "format": "date"}]},
            "time_or_date": {"anyOf": [TIME, {"type": "string", "format": "date"}]},
            "level_or_number": {"anyOf": [{"type": "number"}, LEVEL]},
            "number_or_flag": {"type": ["integer", "boolean", "null"]},
            "statuses": {"type": "array", "items": {"anyOf": [STATUS, {"type": "null"}]}},
            "listed": {"type": "array", "items": {**STATUS, "nullable": True}},
        }
    ),
}


@pytest.fixture(scope="module")
def unions() -> Any:
    """The package of a contract that is made of unions."""
    return calling.generate(calling.document({}, schemas=SCHEMAS))


def decoded(unions: Any, key: str, value: Any) -> Any:
    """Decode a value of a property of `Holder`, and see that its JSON comes back."""
    holder = unions.models.Holder.from_dict({key: value})
    assert holder.to_dict() == {key: value}
    return getattr(holder, key)


OBJECTS: list[tuple[str, Any, str]] = [
    *(("event", value, name) for value, name in ((STARTED, "Started"), (ENDED, "Ended"))),
    *(("maybe", value, name) for value, name in ((STARTED, "Started"), (ENDED, "Ended"))),
    *(("nested", value, name) for value, name in ((STARTED, "Started"), (ENDED, "Ended"))),
    ("color", {"color": "blue"}, "Blue"),
    ("color", {"color": "red", "depth": "deep"}, "Red"),
    ("pet", {"kind": "feline"}, "Cat"),
    ("pet", {"kind": "canine", "lives": 7}, "Dog"),
    ("pet", {"kind": "wolf"}, "Dog"),
    ("pet", {"kind": "Bird", "tricks": "sings"}, "Bird"),
    ("implied", {"kind": "Fish"}, "Fish"),
    ("implied", {"kind": "Dog", "fins": "none"}, "Dog"),
    ("shape", {"x": 1}, "Point"),
    ("shape", {"x": 1, "y": 2}, "Spot"),
    ("shape", {"x": "1", "name": "one"}, "Named"),
    ("shape", {"x": 1, "name": "one"}, "Point"),  # a name is a text, but x is not
    ("mode", {"mode": "on"}, "Known"),
    ("mode", {"mode": "new"}, "Open"),
    ("mode", {"mode": "new", "known": "yes"}, "Open"),
    ("free", {"name": "one"}, "Named"),
    ("free", {"other": 1}, "dict"),
    ("typed", {"a": 1}, "dict"),
    ("typed", {"a": 1, "b": True}, "dict"),
    ("whatever", {"name": "one"}, "Named"),
    ("whatever", {"other": 1}, "dict"),
]


@pytest.mark.parametrize(("key", "value", "name"), OBJECTS)
def test_an_object_is_decoded_as_what_it_says_it_is(
    unions: Any, key: str, value: Any, name: str
) -> None:
    """The tag decides, else the constant, else the shape; an open enum does not."""
    assert type(decoded(unions, key, value)).__name__ == name


SCALARS: list[tuple[str, Any, Any]] = [
    ("status_or_id", ID, UUID(ID)),
    ("status_or_text", "other", "other"),
    ("status_or_const", "none", "none"),
    ("time_or_text", "soon", "soon"),
    ("time_or_text", "2024-02-29", "2024-02-29"),
    ("time_or_date", "2024-02-29", dt.date(2024, 2, 29)),
    ("time_or_date", STARTED["at"], dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
    ("level_or_number", 2.5, 2.5),
    ("number_or_flag", True, True),
    ("number_or_flag", 1, 1),
    ("number_or_flag", None, None),
    ("whatever", "text", "text"),
    ("whatever", None, None),
    ("nested", "text", "text"),
    ("maybe", None, None),
]


@pytest.mark.parametrize(("key", "value", "result"), SCALARS)
def test_a_scalar_is_decoded_by_certainty(unions: Any, key: str, value: Any, result: Any) -> None:
    """Known values come first, then types, then forms; what fits none of them is an open enum's."""
    found = decoded(unions, key, value)
    assert (type(found), found) == (type(result), result)


@pytest.mark.parametrize("key", ["status_or_id", "status_or_text", "status_or_const"])
def test_a_known_value_is_the_member_of_its_enum(unions: Any, key: str) -> None:
    """A value that an enum knows is its member, whatever else the union has."""
    found = decoded(unions, key, "on")
    assert type(found).__name__.startswith("Holder")
    assert found.name == "ON"


def test_an_open_enum_takes_what_is_left(unions: Any) -> None:
    """A value that nothing else takes is a new member of the enum."""
    found = decoded(unions, "status_or_id", "starting")
    assert (found.name, found.value) == ("starting", "starting")
    assert decoded(unions, "level_or_number", 2).name == "VALUE_2"
    assert decoded(unions, "statuses", ["on", None, "new"])[1] is None
    assert decoded(unions, "listed", ["on", None])[0].name == "ON"


def test_unions_are_decoded_in_lists_and_mappings(unions: Any) -> None:
    """Each item of a list, or of one of several lists, is decoded as what it is."""
    both = [STARTED, ENDED, STARTED]
    names = ["Started", "Ended", "Started"]
    for key in ("events", "lists"):
        assert [type(one).__name__ for one in decoded(unions, key, both)] == names
    by_name = decoded(unions, "by_name", {"first": STARTED, "last": ENDED})
    assert [type(one).__name__ for one in by_name.values()] == names[:2]


def test_a_started_is_never_an_ended(unions: Any) -> None:
    """A value with a known tag that is not what the tag says is refused, not taken for another."""
    with pytest.raises(
        unions.errors.DecodeError, match=r"^event\.at: expected a date-time"
    ) as caught:
        unions.models.Holder.from_dict({"event": {**STARTED, "at": "noon"}})
    assert "noon" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("color", {"color": "green"}, "color: expected an object, got an object"),
        ("event", "started", "event: expected an object, got a string"),
        ("event", {"type": "new"}, None),  # falls back to one of them: both enums are open
        ("event", {"type": ["started"]}, "event: expected an object, got an object"),
        ("number_or_flag", 1.5, "number_or_flag: expected an integer, got a number"),
        ("number_or_flag", "1", "number_or_flag: expected an integer or a boolean, got a string"),
        ("typed", {"a": "b"}, "typed.*: expected an integer or a boolean, got a string"),
        ("time_or_date", "noon", "time_or_date: expected a date-time or a date, got a string"),
        ("lists", [STARTED, 1], "lists[1]: expected an object, got a number"),
    ],
)
def test_what_fits_no_type_is_refused(unions: Any, key: str, value: Any, text: str | None) -> None:
    """A value of no type of a union raises a DecodeError that names the types."""
    if text is None:
        assert decoded(unions, key, value).type_.value == "new"
        return
    with pytest.raises(unions.errors.DecodeError) as caught:
        unions.models.Holder.from_dict({key: value})
    assert str(caught.value) == text


@given(
    tag=st.sampled_from(["started", "ended"]),
    rest=st.dictionaries(st.sampled_from(["reason", "more", "color"]), st.text("ab", max_size=3)),
)
def test_no_other_key_outweighs_a_tag(unions: Any, tag: str, rest: dict[str, str]) -> None:
    """Whatever else an object has, its tag decides."""
    found = decoded(unions, "event", {"type": tag, **rest})
    assert type(found).__name__ == tag.capitalize()


def test_properties_beside_alternatives_are_in_each() -> None:
    """An object with properties of its own beside alternatives is one of several whole objects."""
    schemas: dict[str, Any] = {
        "Started": tagged("started", at=TIME),
        "Ended": tagged("ended", reason=TEXT),
        "Either": {"oneOf": [ref("Started"), ref("Ended")]},
        "Beside": {**record({"id": TEXT}, "id"), "oneOf": [ref("Started"), ref("Ended")]},
        "Composed": {"allOf": [ref("Either"), record({"id": TEXT}, "id")]},
        "Limited": {**record({"a": TEXT, "b": TEXT}), "anyOf": [{"required": ["a"]}, {"not": {}}]},
        "All": record(
            {"beside": ref("Beside"), "composed": ref("Composed"), "one": ref("Limited")}
        ),
    }
    package = calling.generate(calling.document({}, schemas=schemas))
    value = {"id": "1", "type": "ended", "reason": "done"}
    found = package.models.All.from_dict({"beside": value, "composed": value, "one": {"a": "x"}})
    for one in (found.beside, found.composed):
        assert (one.id, one.reason) == ("1", "done")
        assert one.additional_properties == {}
    assert found.one.a == "x"
    with pytest.raises(package.errors.DecodeError, match=r"^beside\.id: is required"):
        package.models.All.from_dict({"beside": {"type": "ended"}})
