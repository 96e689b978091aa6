"""What a generated method makes of an answer, and what its operation says of itself."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from tests.tools.generate import calling

JSON = "application/json"
TEXT = {"type": "string"}
THING = {"$ref": "#/components/schemas/Thing"}
SCHEMAS = {
    "Thing": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": TEXT, "at": {"type": "string", "format": "date-time"}},
    },
    "Color": {"type": "string", "enum": ["red"]},
    "Nameless": {"type": "object", "properties": {"name": TEXT}},
}


def answers(**schemas: Any) -> dict[str, Any]:
    """Documented answers: `s200` is 200; None has no content, a text is a media type."""
    made: dict[str, Any] = {}
    for status, schema in schemas.items():
        made[status.removeprefix("s")] = {"description": f"It is {status}."}
        if isinstance(schema, str):
            made[status.removeprefix("s")]["content"] = {schema: {}}
        elif schema is not None:
            made[status.removeprefix("s")]["content"] = {JSON: {"schema": schema}}
    return made


class Case(NamedTuple):
    """Documented answers, one that comes, and what it is for the caller."""

    documented: Mapping[str, Any]
    status: int
    content: bytes
    value: Any
    method: str = "get"


BODY = json.dumps({"id": "t", "at": "2024-01-01T00:00:00Z"}).encode()

CASES = {
    "model": Case(answers(s200=THING), 200, BODY, "Thing"),
    "list": Case(answers(s200={"type": "array", "items": THING}), 200, b"[%b]" % BODY, "list"),
    "one of two statuses": Case(answers(s200=TEXT, s202=THING), 202, BODY, "Thing"),
    "code before its range": Case(answers(s2XX=TEXT, s201=THING), 201, BODY, "Thing"),
    "range": Case(answers(s2XX=TEXT, s201=THING), 299, b'"x"', "x"),
    "range in small letters": Case(answers(s2xx=TEXT), 204, b'"x"', "x"),
    "default": Case(answers(default=THING, s404=TEXT), 200, BODY, "Thing"),
    "default beside a success": Case(answers(default=TEXT, s200=THING), 200, BODY, "Thing"),
    "no content": Case(answers(s204=None), 204, b"", None, "delete"),
    "no content of 200": Case(answers(s200=None), 200, b"", None, "post"),
    "no content, and yet some": Case(answers(s200=None), 200, b"<p>", None, "post"),
    "queued": Case(answers(s202=None), 202, b"", None, "delete"),
    "HEAD": Case(answers(s200=THING), 200, b"", None, "head"),
    "nothing documented": Case(answers(s404=None), 200, b"[1]", [1]),
    "nothing documented, nothing came": Case(answers(s404=None), 204, b"", None),
    "anything": Case(answers(s200={}), 200, b'{"a": 1}', {"a": 1}),
    "anything, empty": Case(answers(s200={}), 200, b"", None),
    "null": Case(answers(s200={"anyOf": [THING, {"type": "null"}]}), 200, b"null", None),
    "enum": Case(answers(s200={"$ref": "#/components/schemas/Color"}), 200, b'"new"', "new"),
    "integer": Case(answers(s200={"type": "integer"}), 200, b"3", 3),
    "text": Case(answers(s200="text/csv; charset=utf-8"), 200, "é,1".encode(), "é,1"),
    "XML": Case(answers(s200="application/xml"), 200, b"<a/>", "<a/>"),
    "bytes": Case(answers(s200="audio/wav"), 200, b"RIFF\xff", b"RIFF\xff"),
    "JSON of another kind": Case(
        {"200": {"description": "", "content": {"application/vnd.x+json; v=1": {"schema": THING}}}},
        200,
        BODY,
        "Thing",
    ),
    "JSON before text": Case(
        {"200": {"description": "", "content": {"text/csv": {}, JSON: {"schema": THING}}}},
        200,
        BODY,
        "Thing",
    ),
    "text and bytes": Case(
        {"200": {"description": "", "content": {"text/csv": {}, "audio/wav": {}}}}, 200, b"x", b"x"
    ),
    "reference": Case({"200": {"$ref": "#/components/responses/Thing"}}, 200, BODY, "Thing"),
}


def contract() -> Any:
    """A contract with one operation for each case."""
    paths = {
        f"/{number}": {case.method: calling.operation(f"take{number}", responses=case.documented)}
        for number, case in enumerate(CASES.values())
    }
    document = calling.document(paths, schemas=SCHEMAS)
    document["components"]["responses"] = {
        "Thing": {"description": "One.", "content": {JSON: {"schema": THING}}}
    }
    return document


@pytest.fixture(scope="module")
def package() -> Any:
    """The package of that contract."""
    return calling.generate(contract())


def take(package: Any, number: int, *answers: calling.Answer) -> Any:
    """Call an operation that is answered so."""
    return getattr(calling.client(package, *answers).calls, f"take{number}")()


@pytest.mark.parametrize("name", CASES)
def test_a_documented_answer_is_what_the_contract_says(package: Any, name: str) -> None:
    """A documented success is a model, a value, a text, bytes or None, sync and async alike."""
    number, case = list(CASES).index(name), CASES[name]
    answer = calling.Answer(case.status, case.content)
    value = take(package, number, answer)
    waiting = calling.async_client(package, answer)
    assert asyncio.run(getattr(waiting.calls, f"take{number}")()) == value
    if case.value == "Thing":
        assert isinstance(value, package.models.Thing)
        assert (value.id, value.at) == ("t", dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    elif case.value == "list":
        assert [one.id for one in value] == ["t"]
    else:
        assert value == case.value
        assert name != "enum" or isinstance(value, package.models.Color)


@pytest.mark.parametrize(
    ("name", "status", "content", "text"),
    [
        ("model", 201, BODY, "the contract does not document status 201"),
        ("no content", 200, b"", "the contract does not document status 200"),
        ("model", 200, b'{"at": 1}', "id: is required but missing"),
        ("list", 200, b'[{"id": "a"}, {}]', "[1].id: is required but missing"),
        ("integer", 200, b'"3"', "expected an integer, got a string"),
    ],
)
def test_another_answer_is_a_decode_error(
    package: Any, name: str, status: int, content: bytes, text: str
) -> None:
    """Wrong data and undocumented statuses raise a DecodeError that names the place."""
    with pytest.raises(package.errors.DecodeError) as caught:
        take(package, list(CASES).index(name), calling.Answer(status, content))
    assert str(caught.value) == text


def test_the_media_types_of_the_answers_are_accepted(package: Any) -> None:
    """An operation asks for the media types that it documents; for JSON where that is all."""
    accepted = {
        name: calling.module(package, f"calls.take{number}").INFO.accept
        for number, name in enumerate(CASES)
        if name in {"model", "bytes", "text and bytes", "no content", "JSON of another kind"}
    }
    assert accepted == {
        "model": "application/json",
        "no content": "application/json",
        "bytes": "audio/wav",
        "text and bytes": "text/csv, audio/wav",
        "JSON of another kind": "application/vnd.x+json; v=1",
    }


def info(method: str = "get", path: str = "/things", **written: Any) -> Any:
    """What one operation says of itself."""
    operation = {**calling.operation("doThing"), **written}
    contract = calling.document({path: {method: operation}}, schemas=SCHEMAS)
    return calling.module(calling.generate(contract), "calls.do_thing").INFO


def test_an_operation_says_what_the_contract_says_of_it() -> None:
    """INFO has ids, path, errors, and everything that the `x-` keys add."""
    extensions: dict[str, Any] = {
        "x-required-scopes": ["a:read", "a:manage"],
        "x-idempotency-key": "Idempotency-Key",
        "x-confirm": 'rings "somebody"',
    }
    said = info(
        "post",
        tags=["Calls"],
        responses=answers(s200=None, s404=TEXT, s409=None, s5XX=None, default=None),
        deprecated=True,
        **extensions,
    )
    assert said._asdict() == {
        "id": "doThing",
        "method": "POST",
        "path": "/things",
        "tag": "calls",
        "name": "do_thing",
        "scopes": ("a:read", "a:manage"),
        "repeatable": True,
        "idempotency_header": "Idempotency-Key",
        "accept": "application/json",
        "confirm": 'rings "somebody"',
        "successes": (200,),
        "errors": {"404": "It is s404.", "409": "It is s409."},
        "deprecated": True,
        "pagination": None,
    }


@pytest.mark.parametrize(
    ("method", "said", "repeatable"),
    [
        ("get", {}, True),
        ("head", {}, True),
        ("post", {}, False),
        ("put", {}, False),
        ("delete", {}, False),
        ("get", {"x-repeatable": False}, False),
        ("post", {"x-repeatable": True}, True),
        ("post", {"x-idempotency-key": "Key"}, True),
        ("post", {"x-idempotency-key": "Key", "x-repeatable": False}, False),
    ],
)
def test_what_may_be_repeated(method: str, said: Any, *, repeatable: bool) -> None:
    """Reading may be repeated, and what has an idempotency key; the contract may say otherwise."""
    assert info(method, **said).repeatable is repeatable


def record(path: str, schema: Any = THING, method: str = "get", **written: Any) -> Any:
    """The record that an operation asks for, each path parameter being its own name."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": one, "in": "path", "required": True, "schema": TEXT} for one in names]
    documented = answers(s200=schema) if schema != "two" else answers(s200=THING, s202=TEXT)
    operation = calling.operation("getX", parameters=parameters, responses=documented, **written)
    package = calling.generate(calling.document({path: {method: operation}}, schemas=SCHEMAS))
    return calling.module(package, "calls.get_x").request(*names).record


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [
        ("/things/{id}", {}, ("id", "id")),
        ("/things/{thing_id}", {}, ("id", "thing_id")),
        ("/things/{thingId}", {}, ("id", "thingId")),
        ("/things/{name}", {}, None),
        ("/things/{thing_id}/latest", {}, None),
        ("/users/me", {}, None),
        ("/things/{a_id}/parts/{part_id}", {}, ("id", "part_id")),
        ("/things/{thing_id}", {"method": "post"}, None),
        ("/things/{thing_id}", {"schema": {"$ref": "#/components/schemas/Nameless"}}, None),
        ("/things/{thing_id}", {"schema": {"type": "array", "items": THING}}, None),
        ("/things/{thing_id}", {"schema": None}, None),
        ("/things/{thing_id}", {"schema": "two"}, None),
        ("/things/{thing_id}", {"x-record-id": False}, None),
        (
            "/things/{thing_id}/end",
            {"method": "post", "x-record-id": {"parameter": "thing_id", "property": "id"}},
            ("id", "thing_id"),
        ),
    ],
)
def test_whose_record_an_answer_must_be(path: str, more: Any, expected: Any) -> None:
    """A GET by id expects that id in the answer; the contract can say no, or another property."""
    assert record(path, **more) == expected


def test_the_id_that_is_expected_is_text() -> None:
    """The expected id is what the API would send for it: a number is compared as its text."""
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    operation = calling.operation("getX", parameters=[number], responses=answers(s200=THING))
    contract = calling.document({"/things/{id}": {"get": operation}}, schemas=SCHEMAS)
    module = calling.module(calling.generate(contract), "calls.get_x")
    assert module.request(7).record == ("id", "7")
