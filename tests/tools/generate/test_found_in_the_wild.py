"""Faults that real contracts brought to light, each for its kind."""

from __future__ import annotations

import importlib
import typing
from typing import Any

from tests.tools.generate import calling
from tests.tools.generate.calling import document, generate, operation

TEXT = {"type": "string"}
FORM = "application/x-www-form-urlencoded"


def body(schema: Any, media_type: str) -> dict[str, Any]:
    """A request body that may be left out."""
    return {"content": {media_type: {"schema": schema}}}


def test_a_reference_may_be_percent_encoded() -> None:
    """A reference is a URL: escapes in it are undone, also where a schema refers to a schema."""
    schemas = {
        "A-B": {"type": "object", "properties": {"c": {"$ref": "#/components/schemas/C%2DD"}}},
        "C-D": {"type": "object", "properties": {"text": TEXT}},
    }
    sent = body({"$ref": "#/components/schemas/A%2DB"}, "application/json")
    contract = document({"/": {"post": operation("send", requestBody=sent)}}, schemas=schemas)
    models = generate(contract).models
    assert models.AB(c=models.CD(text="x")).to_dict() == {"c": {"text": "x"}}


def test_a_form_has_no_null() -> None:
    """A nullable field of a form is left out by None, and an optional form with nothing is none."""
    fields = {"type": "object", "properties": {"index": {"type": ["integer", "null"]}}}
    package = generate(document({"/": {"post": operation("send", requestBody=body(fields, FORM))}}))
    request = calling.module(package, "calls.send").request
    assert request().body is None
    assert request(index=None).body is None
    assert request(index=1).body.encode() == b"index=1"


def test_no_argument_hides_a_name_of_the_code_around_it() -> None:
    """Arguments may be called like the local variables of generated functions."""
    names = ("fields", "query", "headers", "request", "operation", "form", "content")
    parameters = [{"name": name, "in": "query", "schema": TEXT} for name in names]
    fields = {"type": "object", "properties": {"fields": TEXT, "a": TEXT}}
    sends = operation("send", parameters=parameters, requestBody=body(fields, "application/json"))
    package = generate(document({"/": {"post": sends}}))
    request = calling.module(package, "calls.send").request
    made = request(query_fields="1", query="2", operation="3", body_fields="4", a="5")
    assert made.query == "fields=1&query=2&operation=3"
    assert made.body.value == {"fields": "4", "a": "5"}


def test_the_annotations_of_files_resolve() -> None:
    """`typing.get_type_hints` reads a method that takes a file."""
    file = {"type": "string", "format": "binary"}
    sends = operation("send", requestBody=body(file, "application/octet-stream"))
    package = generate(document({"/": {"post": sends}}))
    calls = importlib.import_module(f"{package.__name__}.resources.calls").Calls
    assert bytes in typing.get_args(typing.get_type_hints(calls.send)["body"])


def test_components_that_may_be_null_are_read() -> None:
    """A component that is an enum or an object, and may be null, is read as either."""
    schemas = {
        "Model": {"type": "string", "enum": ["a", None], "nullable": True},
        "Plan": {"type": "object", "nullable": True, "properties": {"model": TEXT}},
        "Agent": {
            "type": "object",
            "properties": {
                "llm": {"$ref": "#/components/schemas/Model"},
                "plan": {"$ref": "#/components/schemas/Plan"},
            },
        },
    }
    models = generate(document({}, schemas=schemas)).models
    agent = models.Agent.from_dict({"llm": "a", "plan": {"model": "b"}})
    assert agent.llm is models.Model.A
    assert agent.plan.model == "b"
    nothing = {"llm": None, "plan": None}
    assert models.Agent.from_dict(nothing).to_dict() == nothing


def test_a_property_may_be_called_model() -> None:
    """A property whose private attribute would hide a module is stored under another name."""
    nullable = {"type": ["string", "null"]}
    names = ("model", "attrs_field", "response")
    agent = {"type": "object", "properties": dict.fromkeys(names, nullable)}
    models = generate(document({}, schemas={"Agent": agent})).models
    sent = {"model": None, "attrs_field": "a", "response": "b"}
    read = models.Agent.from_dict(sent)
    assert (read.model, read.attrs_field, read.response) == (None, "a", "b")
    assert read.to_dict() == sent


def test_an_empty_enum_allows_nothing() -> None:
    """An alternative that is an empty enum does not stop generation: the others are read."""
    voice: dict[str, Any] = {"oneOf": [{"type": "string", "enum": []}, TEXT]}
    schemas = {"Voice": {"type": "object", "properties": {"id": voice}}}
    models = generate(document({}, schemas=schemas)).models
    assert models.Voice.from_dict({"id": "a"}).id == "a"
