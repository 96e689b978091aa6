"""The generated redaction: methods of every model, and functions of collections of models."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from tests.tools.generate import calling

TEXT = {"type": "string"}
SECRET = {"type": "string", "format": "password"}


def marked(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with the mark."""
    return {**schema, "description": "Sensitive. It is."}


SCHEMAS: dict[str, Any] = {
    "Call": {
        "type": "object",
        "required": ["id"],
        "x-record": "id",
        "x-sensitive-scope": "calls:read_sensitive",
        "properties": {
            "id": TEXT,
            "summary": marked(TEXT),
            "to_dict": marked(TEXT),
            "response": marked(TEXT),
            "agent": {"$ref": "#/components/schemas/Agent"},
            "turns": {"type": "array", "items": {"$ref": "#/components/schemas/Turn"}},
            "by_name": {
                "type": "object",
                "additionalProperties": {"$ref": "#/components/schemas/Turn"},
            },
            "free": {"type": "object"},
            "at": {"type": "string", "format": "date-time"},
        },
    },
    "Turn": {
        "type": "object",
        "properties": {"turn_id": TEXT, "text": marked(TEXT), "words": marked({"type": "array"})},
    },
    "Agent": {
        "type": "object",
        "required": ["key"],
        "properties": {
            "key": SECRET,
            "pin": {**SECRET, "nullable": True},
            "token": {"$ref": "#/components/schemas/Token"},
            "old": {"type": "array", "items": SECRET},
        },
    },
    "Token": SECRET,
    "Ending": {
        "type": "object",
        "properties": {"conversation_id": TEXT, "ending_id": TEXT, "why": marked(TEXT)},
    },
}
TURN = {"turn_id": "t", "text": "canary text", "words": ["canary"]}
CALL: dict[str, Any] = {
    "id": "call_1",
    "summary": "canary summary",
    "to_dict": "canary",
    "response": None,
    "agent": {"key": "canary key", "pin": "canary", "token": "canary", "old": ["canary"]},
    "turns": [TURN, {"turn_id": "u"}],
    "by_name": {"first": TURN},
    "free": {"note": ["kept"]},
    "at": "2024-02-29T12:00:00+00:00",
    "unknown": "canary",
}


@pytest.fixture(scope="module")
def calls() -> Any:
    """The package of a contract that is made of marks and secrets."""
    return calling.generate(calling.document({}, schemas=SCHEMAS))


@pytest.fixture
def call(calls: Any) -> Any:
    """A call with everything visible but what its second turn says."""
    return calls.models.Call.from_dict(CALL)


def test_nothing_that_is_printed_shows_a_value(call: Any) -> None:
    """Repr shows ids and dates, and no sensitive value, secret, text or undeclared key."""
    assert "canary" not in repr(call)
    assert "canary" not in repr(call.agent)
    assert repr(call.turns[1]) == "Turn(turn_id='u', text=<redacted>, words=<redacted>)"
    assert repr(call.agent) == "Agent(key=<hidden>, pin=<hidden>, token=<hidden>, old=<hidden>)"
    assert "id='call_1'" in repr(call)
    assert "response=None" in repr(call)
    assert "additional_properties=<hidden>" in repr(call)


def test_the_fields_that_are_withheld_are_named_by_their_paths(calls: Any, call: Any) -> None:
    """`redacted_fields` names what is withheld, in lists, tuples, mappings and nested models."""
    redaction = calls.redaction
    assert call.redacted_fields == {"turns[1].text", "turns[1].words"}
    turn = call.turns[1]
    assert redaction.redacted_fields([turn]) == {"[0].text", "[0].words"}
    assert redaction.redacted_fields((None, {"a": turn})) == {"[1][a].text", "[1][a].words"}
    for path in redaction.redacted_fields({"x.y": [call]}):
        assert redaction.is_redacted({"x.y": [call]}, path)
    assert redaction.sensitive_fields(calls.models.Turn) == {"text", "words"}
    assert redaction.sensitive_fields(call) == {"summary", "to_dict_", "response"}


def test_a_value_is_revealed_by_its_path(calls: Any, call: Any) -> None:
    """`reveal` follows a path through models, lists and mappings, and says what is withheld."""
    reveal = calls.redaction.reveal
    assert call.reveal("turns[0].text") == reveal([call], "[0].turns[0].text") == "canary text"
    assert call.reveal("by_name[first].text") == "canary text"
    assert call.reveal("response") is None
    assert not call.is_redacted("summary")
    assert call.is_redacted("turns[1].text")
    with pytest.raises(calls.errors.RedactedError, match="text of Turn u is withheld") as caught:
        call.reveal("turns[1].text")
    assert pickle.loads(pickle.dumps(caught.value)).record_id == "u"
    for path in (
        "nope",
        "turns[7].text",
        "turns[x]",
        "summary.x",
        "by_name[nope]",
        "",
        "nulls",
        "at.year",
    ):
        with pytest.raises(AttributeError, match="has no field"):
            call.reveal(path)


def test_an_error_names_the_record_and_the_scope(calls: Any) -> None:
    """RedactedError names the record by its id, and the scope that the contract tells."""
    models, errors = calls.models, calls.errors
    with pytest.raises(errors.RedactedError) as caught:
        _ = models.Call("call_1").summary
    assert str(caught.value) == (
        "summary of Call call_1 is withheld from this token: "
        "reading it needs a token with the scope calls:read_sensitive"
    )
    with pytest.raises(errors.RedactedError, match=r"^why of Ending e is withheld"):
        _ = models.Ending("c", "e").why  # by its own id, not by another record's
    with pytest.raises(errors.RedactedError, match=r"^text of Turn is withheld"):
        _ = models.Turn().text


def test_a_redacted_copy_has_nothing_to_hide(calls: Any, call: Any) -> None:
    """`redacted` withholds sensitive fields and drops secrets and undeclared keys, deep down."""
    copy = call.redacted()
    assert copy.to_dict() == {
        "id": "call_1",
        "agent": {"key": "<hidden>"},
        "turns": [{"turn_id": "t"}, {"turn_id": "u"}],
        "by_name": {"first": {"turn_id": "t"}},
        "free": {"note": ["kept"]},
        "at": "2024-02-29T12:00:00+00:00",
    }
    assert call.to_dict() == CALL
    copy.free["note"].append("changed")
    assert call.free == {"note": ["kept"]}
    assert calls.redaction.redacted([(call, {"a": call})]) == [
        (copy_of(call), {"a": copy_of(call)})
    ]
    assert copy.redacted() == copy


def copy_of(call: Any) -> Any:
    """The redacted copy of a call."""
    return call.redacted()


def test_a_secret_is_never_withheld(calls: Any) -> None:
    """A secret reads as None when it is absent: no scope brings it."""
    agent = calls.models.Agent("key")
    assert agent.pin is agent.token is agent.old is None
    assert agent.redacted_fields == frozenset()
    agent.pin = None
    assert agent.to_dict() == {"key": "key", "pin": None}


def test_collections_become_json(calls: Any, call: Any) -> None:
    """`to_dict` writes models in lists, tuples and mappings; withheld fields have no key."""
    to_dict = calls.redaction.to_dict
    assert to_dict([call, None]) == [CALL, None]
    assert to_dict({"a": (call.turns[1],)}) == {"a": [{"turn_id": "u"}]}


FUNCTIONS = ("redacted", "redacted_fields", "to_dict")


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], [None, 2], {}, {"a": []}])
def test_none_and_numbers_pass(calls: Any, name: str, value: Any) -> None:
    """None, numbers and booleans pass, in collections too."""
    found = getattr(calls.redaction, name)(value)
    assert found == (frozenset() if name == "redacted_fields" else value)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    "value",
    ["text", b"", {"a": 1}, {"a": "b"}, [{"a": "b"}], ["text"], object(), {1: None}, Ellipsis],
)
def test_what_is_not_understood_is_not_handed_back(calls: Any, name: str, value: Any) -> None:
    """A text, a JSON dictionary or anything else raises TypeError, which does not show it."""
    with pytest.raises(TypeError, match="expected a model, or a list, tuple or mapping of models"):
        getattr(calls.redaction, name)(value)


def test_other_functions_refuse_what_is_no_model(calls: Any) -> None:
    """Functions that take a name refuse a JSON dictionary, and `sensitive_fields` a list."""
    for function in (calls.redaction.reveal, calls.redaction.is_redacted):
        with pytest.raises(TypeError, match="got dict"):
            function({"summary": "x"}, "summary")
    values: list[Any] = [[], dict, "Call"]
    for value in values:
        with pytest.raises(TypeError, match="expected a model"):
            calls.redaction.sensitive_fields(value)


def test_a_record_needs_its_key(calls: Any) -> None:
    """Decoding refuses a record without the key that the contract calls it by."""
    for value in ({}, {"id": None}, {"summary": "x"}):
        with pytest.raises(calls.errors.DecodeError, match=r"^id: "):
            calls.models.Call.from_dict(value)


def test_a_property_with_a_name_of_the_model_gets_an_underscore(calls: Any, call: Any) -> None:
    """A property called like a method is another attribute, under its own key in JSON."""
    assert call.to_dict_ == "canary"
    assert calls.models.Call("1", to_dict_="x", response="y").to_dict() == {
        "id": "1",
        "to_dict": "x",
        "response": "y",
    }


ORDER = {"type": "object", "required": ["id"], "properties": {"id": TEXT}}
HELD = {"$ref": "#/components/schemas/Order"}
HOLDERS: dict[str, tuple[dict[str, Any], dict[str, Any], Any]] = {
    "one record": ({"order": HELD, "note": TEXT}, {"order": {"id": "o"}}, "o"),
    "none": ({"order": HELD}, {}, None),
    "a record that must be there": ({"order": HELD}, {"order": {"id": "o"}}, "o"),
    "two records": ({"order": HELD, "other": HELD}, {"order": {"id": "o"}}, "no id"),
    "an id of its own": ({"id": TEXT, "order": HELD}, {"id": "h", "order": {"id": "o"}}, "h"),
    "another's id": ({"holder_id": TEXT, "order": HELD}, {"holder_id": "h"}, "no id"),
    "a withheld id": ({"id": marked(TEXT), "order": HELD}, {"id": "h", "order": {"id": "o"}}, "h"),
    "a withheld record": ({"order": marked(ORDER)}, {"order": {"id": "o"}}, "no id"),
    "a list": ({"orders": {"type": "array", "items": HELD}}, {"orders": []}, "no id"),
    "a record with another id": (
        {"it": {"type": "object", "properties": {"id": {"type": "boolean"}}}},
        {"it": {"id": True}},
        "no id",
    ),
    "no records": ({"turn": {"$ref": "#/components/schemas/Turn"}}, {"turn": TURN}, "no id"),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_an_answer_without_an_id_has_that_of_the_one_record_in_it(name: str) -> None:
    """A model that an operation answers with has the id of its record, when it has but one."""
    properties, value, expected = HOLDERS[name]
    holder: dict[str, Any] = {"type": "object", "properties": properties}
    if name == "a record that must be there":
        holder["required"] = ["order"]
    as_json = {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}
    answers = {"200": {"description": "It.", "content": as_json}}
    package = calling.generate(
        calling.document(
            {"/x": {"get": calling.operation("send", responses=answers)}},
            schemas={"Holder": holder, "Order": ORDER, "Turn": SCHEMAS["Turn"]},
        )
    )
    assert getattr(package.models.Holder.from_dict(value), "id", "no id") == expected


def test_a_record_in_a_record_gives_it_no_id() -> None:
    """A model that no operation answers with gets no id from what it holds."""
    holder = {"type": "object", "properties": {"order": HELD}}
    package = calling.generate(calling.document({}, schemas={"Holder": holder, "Order": ORDER}))
    assert not hasattr(package.models.Holder, "id")
