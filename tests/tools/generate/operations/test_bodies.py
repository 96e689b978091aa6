"""What a generated method sends as its body: nothing, null, JSON, forms, files and bytes."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.tools.generate import calling

NOON = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
TEXT = {"type": "string"}
FILE = {"type": "string", "format": "binary"}
NULL = {"type": "null"}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

SCHEMAS = {
    "Aa": {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": TEXT,
            "b": {"anyOf": [{"type": "integer"}, NULL]},
            "at": {"type": "string", "format": "date-time"},
            "id": {"type": "string", "readOnly": True},
        },
    },
    "Bb": {"type": "object", "properties": {"c": TEXT, "d": {"anyOf": [TEXT, NULL]}}},
    "Cc": {"type": "object", "required": ["e"], "properties": {"e": {"type": "integer"}}},
}
AA, BB, CC = ({"$ref": f"#/components/schemas/{name}"} for name in SCHEMAS)


def body(schema: Any, media_type: str = JSON, **more: Any) -> dict[str, Any]:
    """A request body; `encoding` is its encoding."""
    encoding = {"encoding": more.pop("encoding")} if "encoding" in more else {}
    return {"content": {media_type: {"schema": schema, **encoding}}, **more}


class Case(NamedTuple):
    """A body, arguments, and the media type and the content that are sent then."""

    body: Mapping[str, Any]
    arguments: Mapping[str, Any]
    media_type: str | None = None
    content: Any = None


def as_json(schema: Any, arguments: Mapping[str, Any], content: bytes, **more: Any) -> Case:
    """A case of a JSON body that is sent."""
    return Case(body(schema, **more), arguments, JSON, content)


def optional(schema: Any, arguments: Mapping[str, Any], content: bytes | None) -> Case:
    """A case of a JSON body that need not be sent."""
    return Case(body(schema), arguments, None if content is None else JSON, content)


ANY_OBJECT = {"type": "object", "additionalProperties": True}
EITHER = {"oneOf": [AA, CC]}
OR_NULL = {"anyOf": [AA, NULL]}
NUMBER_OR_NULL = {"anyOf": [{"type": "number"}, NULL]}
UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": FILE,
        "more": {"type": "array", "items": FILE},
        "note": TEXT,
        "tags": {"type": "array", "items": TEXT},
        "meta": CC,
        "count": {"type": "integer"},
        "on": {"type": "boolean"},
    },
}
FIELDS = {
    "type": "object",
    "required": ["To"],
    "properties": {
        "To": TEXT,
        "Tags": {"type": "array", "items": TEXT},
        "At": {"type": "string", "format": "date-time"},
        "On": {"type": "boolean"},
        "Meta": CC,
        "Point": CC,
    },
}
FIELDS_AS = {"Tags": {"style": "form", "explode": False}, "Point": {"style": "deepObject"}}

CASES = {
    # JSON whose properties are arguments
    "required properties": as_json(AA, {"a": "é"}, '{"a":"é"}'.encode(), required=True),
    "null where it is a value": as_json(
        AA, {"a": "x", "b": None}, b'{"a":"x","b":null}', required=True
    ),
    "None elsewhere": as_json(AA, {"a": "x", "at": None}, b'{"a":"x"}', required=True),
    "dates": as_json(
        AA, {"a": "x", "at": NOON}, b'{"a":"x","at":"2024-02-29T12:00:00+00:00"}', required=True
    ),
    "required, and nothing given": as_json(BB, {}, b"{}", required=True),
    "optional, and nothing given": Case(body(BB), {}),
    "optional, and None given": Case(body(BB), {"c": None}),
    "optional, and null given": optional(BB, {"d": None}, b'{"d":null}'),
    "constant": as_json(
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": 'say "hi"\\'}}},
        {},
        b'{"kind":"say \\"hi\\"\\\\"}',
        required=True,
    ),
    "single value": as_json(
        {
            "type": "object",
            "required": ["k"],
            "properties": {"k": {"type": "string", "enum": ["x"]}},
        },
        {},
        b'{"k":"x"}',
        required=True,
    ),
    "names": as_json(
        {"type": "object", "properties": dict.fromkeys(("content", "fields", "query"), TEXT)},
        {"content": "a", "fields": "b", "query": "c"},
        b'{"content":"a","fields":"b","query":"c"}',
    ),
    "options": as_json(
        {"type": "object", "properties": {"timeout": TEXT, "extra_body": TEXT}},
        {"body_timeout": "a", "body_extra_body": "b", "timeout": 7},
        b'{"timeout":"a","extra_body":"b"}',
    ),
    "sensitive null": as_json(
        {
            "type": "object",
            "properties": {
                "a": {"anyOf": [TEXT, NULL], "description": "Sensitive. A."},
                "b": {**TEXT, "description": "Sensitive. B."},
                "c": {},
            },
        },
        {"a": None, "b": None, "c": None},
        b'{"a":null,"c":null}',
    ),
    "other JSON": Case(
        body(BB, "application/vnd.api+json; v=1"),
        {"c": "x"},
        "application/vnd.api+json; v=1",
        b'{"c":"x"}',
    ),
    "JSON before forms": as_json({}, {"body": 1}, b"1"),
    # JSON that is one argument
    "reference left out": optional(AA, {}, None),
    "reference given": optional(AA, {"body": {"a": "x"}}, b'{"a":"x"}'),
    "nullable reference left out": optional(OR_NULL, {}, None),
    "nullable reference null": optional(OR_NULL, {"body": None}, b"null"),
    "nullable reference given": optional(OR_NULL, {"body": {"a": "x"}}, b'{"a":"x"}'),
    "nullable number left out": optional(NUMBER_OR_NULL, {}, None),
    "nullable number null": optional(NUMBER_OR_NULL, {"body": None}, b"null"),
    "nullable number given": optional(NUMBER_OR_NULL, {"body": 1.5}, b"1.5"),
    "union left out": optional(EITHER, {}, None),
    "union None": optional(EITHER, {"body": None}, None),
    "union given": optional(EITHER, {"body": {"e": 1}}, b'{"e":1}'),
    "any left out": optional({}, {}, None),
    "any null": optional({}, {"body": None}, b"null"),
    "any given": optional({}, {"body": [1, "a"]}, b'[1,"a"]'),
    "any required": as_json({}, {"body": None}, b"null", required=True),
    "required null": as_json(OR_NULL, {"body": None}, b"null", required=True),
    "free-form": as_json(
        ANY_OBJECT, {"body": {"a": [None, NOON]}}, b'{"a":[null,"2024-02-29T12:00:00+00:00"]}'
    ),
    "mapping": as_json(
        {"type": "object", "additionalProperties": {"type": "string", "format": "date-time"}},
        {"body": {"a": NOON}},
        b'{"a":"2024-02-29T12:00:00+00:00"}',
        required=True,
    ),
    "list": as_json({"type": "array", "items": AA}, {"body": []}, b"[]", required=True),
    "text": as_json(TEXT, {"body": 'a"'}, b'"a\\""', required=True),
    "boolean": as_json({"type": "boolean"}, {"body": False}, b"false"),
    "big": as_json({"type": "integer"}, {"body": 2**64}, b"18446744073709551616"),
    # forms
    "form": Case(
        body(FIELDS, FORM, required=True),
        {"to": "+1 5&", "tags": ["a", "b"], "at": NOON, "on": True, "meta": {"e": 1}},
        FORM,
        b"To=%2B1+5%26&Tags=a&Tags=b&At=2024-02-29T12%3A00%3A00%2B00%3A00&On=true&Meta=%7B%22e%22%3A1%7D",
    ),
    "form left out": Case(body(FIELDS, FORM, required=True), {"to": ""}, FORM, b"To="),
    "form encoded": Case(
        body(FIELDS, FORM, required=True, encoding=FIELDS_AS),
        {"to": "x", "tags": ["a", "b"], "point": {"e": 1}},
        FORM,
        b"To=x&Tags=a,b&Point[e]=1",
    ),
    "form as one argument": Case(
        body(FIELDS, FORM), {"body": {"To": "x", "On": None}}, FORM, b"To=x"
    ),
    "form as one argument left out": Case(body(FIELDS, FORM), {}),
    "optional form left out": Case(body(BB, FORM), {}),
    # files
    "files": Case(
        body(
            UPLOAD, MULTIPART, required=True, encoding={"note": {"contentType": "text/x, text/y"}}
        ),
        {
            "file": b"bytes",
            "more": [bytearray(b"1"), b"2"],
            "note": "é",
            "tags": ["a", "b"],
            "meta": {"e": 1},
            "count": 3,
            "on": True,
        },
        None,
        [
            ("file", b"bytes", "file", "application/octet-stream"),
            ("more", b"1", "more", "application/octet-stream"),
            ("more", b"2", "more", "application/octet-stream"),
            ("note", "é".encode(), None, "text/x"),
            ("tags", b"a", None, None),
            ("tags", b"b", None, None),
            ("meta", b'{"e":1}', None, "application/json"),
            ("count", b"3", None, None),
            ("on", b"true", None, None),
        ],
    ),
    "files left out": Case(
        body(UPLOAD, MULTIPART, required=True),
        {"file": b"", "note": None, "more": None},
        None,
        [("file", b"", "file", "application/octet-stream")],
    ),
    "files of a media type": Case(
        body(UPLOAD, MULTIPART, required=True, encoding={"file": {"contentType": "audio/wav"}}),
        {"file": b""},
        None,
        [("file", b"", "file", "audio/wav")],
    ),
    "files as one argument": Case(
        body(UPLOAD, MULTIPART),
        {"body": {"file": b"x", "note": None}},
        None,
        [("file", b"x", "file", "application/octet-stream")],
    ),
    "files as one argument left out": Case(body(UPLOAD, MULTIPART), {}),
    "optional files left out": Case(body(BB, MULTIPART), {}),
    # bytes
    "bytes": Case(body(FILE, "audio/wav", required=True), {"body": b"RIFF"}, "audio/wav", b"RIFF"),
    "bytes left out": Case(body(FILE, "audio/wav"), {}),
    "text left out": Case(body(TEXT, "text/plain"), {}),
    "XML": Case(body(AA, "application/xml"), {"body": "<a/>"}, "application/xml", b"<a/>"),
    "bytes of any kind": Case(body({}, "*/*"), {"body": b"x"}, "application/octet-stream", b"x"),
    "bytes by reference": Case(
        body(AA, "application/x-tar"), {"body": b"x"}, "application/x-tar", b"x"
    ),
    "plain text": Case(body(TEXT, "text/plain"), {"body": "é"}, "text/plain", "é".encode()),
    # no body at all
    "no content": Case({"content": {}}, {}),
}


def contract() -> Any:
    """A contract with one operation for each case."""
    paths = {
        f"/{number}": {"post": calling.operation(f"send{number}", requestBody=case.body)}
        for number, case in enumerate(CASES.values())
    }
    return calling.document(paths, schemas=SCHEMAS)


@pytest.fixture(scope="module")
def package() -> Any:
    """The package of that contract."""
    return calling.generate(contract())


@pytest.mark.parametrize("name", CASES)
def test_a_body_is_sent_as_the_contract_says(package: Any, name: str) -> None:
    """The body has the bytes of its media type, or there is neither body nor Content-Type."""
    number, case = list(CASES).index(name), CASES[name]
    client, waiting = calling.client(package), calling.async_client(package)
    getattr(client.calls, f"send{number}")(**case.arguments)
    asyncio.run(getattr(waiting.calls, f"send{number}")(**case.arguments))
    headers = {"Content-Type": case.media_type} if case.media_type else {}
    expected = calling.Sent(f"/{number}", headers, case.content)
    assert calling.sent(client._requests[0]) == expected
    assert calling.sent(waiting._requests[0]) == expected


@pytest.fixture(scope="module")
def hello(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to send."""
    path = tmp_path_factory.mktemp("files") / "hello.wav"
    path.write_bytes(b"RIFF")
    return path


def test_a_file_is_handed_on_unread(package: Any, hello: Path) -> None:
    """A path or an open file goes to the transport as it is, with its name and no content read."""
    files, raw = (f"send{list(CASES).index(name)}" for name in ("files", "bytes"))
    client = calling.client(package)
    named = package.types.File(hello, "other.mp3", "audio/mp3")
    with hello.open("rb") as opened:
        getattr(client.calls, files)(file=hello, more=[opened, io.BytesIO(b"x"), named])
        assert calling.sent(client._requests[0]).body == [
            ("file", hello, "hello.wav", "application/octet-stream"),
            ("more", opened, "hello.wav", "application/octet-stream"),
            ("more", client._requests[0].body.parts[2].content, "more", "application/octet-stream"),
            ("more", hello, "other.mp3", "audio/mp3"),
        ]
        assert opened.tell() == 0
        for value in (hello, opened):
            getattr(client.calls, raw)(body=value)
            assert client._requests[-1].body.content is value
        getattr(client.calls, raw)(body=named)
    sent = calling.sent(client._requests[-1])
    assert (sent.body, sent.headers) == (hello, {"Content-Type": "audio/mp3"})


def test_a_model_can_be_given_as_a_body(package: Any) -> None:
    """A body that is one argument takes a model, and sends what it holds."""
    client = calling.client(package)
    model = package.models.Aa.from_dict({"a": "x", "b": None, "new": [1]})
    getattr(client.calls, f"send{list(CASES).index('reference given')}")(body=model)
    assert calling.sent(client._requests[0]).body == b'{"new":[1],"a":"x","b":null}'


@pytest.mark.parametrize(
    ("name", "extra", "content"),
    [
        ("optional, and null given", {"new": 1, "c": "y"}, b'{"d":null,"new":1,"c":"y"}'),
        ("optional, and nothing given", {"new": 1}, b'{"new":1}'),
        ("form left out", {"new": [1, 2]}, b"To=&new=1&new=2"),
        ("files left out", {"new": b"x"}, [("new", b"x", "new", "application/octet-stream")]),
    ],
)
def test_extra_properties_are_added(package: Any, name: str, extra: Any, content: Any) -> None:
    """What the contract lacks is added to a body that is an object, or becomes the body."""
    number, case = list(CASES).index(name), CASES[name]
    client = calling.client(package)
    getattr(client.calls, f"send{number}")(**case.arguments, extra_body=extra)
    body = calling.sent(client._requests[0]).body
    assert body[-1:] == content if isinstance(body, list) else body == content


SECRET = "hunter2"


@pytest.mark.parametrize(
    ("name", "arguments", "text"),
    [
        ("list", {"body": [], "extra_body": {"a": SECRET}}, "extra_body= needs a body that is an"),
        (
            "bytes",
            {"body": b"", "extra_body": {"a": SECRET}},
            "extra_body= needs a body that is an",
        ),
        ("dates", {"a": SECRET, "at": dt.datetime(2024, 2, 29)}, "a datetime needs a time zone"),  # noqa: DTZ001  the very mistake
        ("any given", {"body": {"a": {SECRET}}}, "the request body can't be sent as JSON"),
        ("any given", {"body": [SECRET, float("nan")]}, "not JSON compliant"),
        ("any given", {"body": f"{SECRET}\udc00"}, "a lone surrogate"),
        ("any given", {"body": {1: SECRET}}, "an object's key must be a string, not int"),
        ("form", {"to": f"{SECRET}\udc00"}, "To= contains a lone surrogate"),
        ("form as one argument", {"body": [SECRET]}, "body= must be an object, not a list"),
        ("files", {"file": 7}, "a file must be bytes, a path or a binary file, not int"),
        ("files", {"file": b"", "note": f"{SECRET}\udc00"}, "note= contains a lone surrogate"),
        ("files", {"file": b"", "meta": {"e": {SECRET}}}, "meta can't be sent as JSON"),
        ("files as one argument", {"body": SECRET}, "body= must be an object, not a str"),
        ("files", {"file": SECRET}, "use pathlib.Path for the name of a file"),
        ("bytes", {"body": SECRET}, "use pathlib.Path for the name of a file"),
        ("bytes", {"body": 7}, "a file must be bytes, a path or a binary file, not int"),
        ("bytes", {"body": None}, "a file must be bytes, a path or a binary file, not NoneType"),
        ("plain text", {"body": f"{SECRET}\udc00"}, "body= contains a lone surrogate"),
        ("plain text", {"body": b"hunter2"}, "body= can't have a value of type bytes"),
    ],
)
def test_a_body_that_cannot_be_sent_is_refused(
    package: Any, name: str, arguments: Any, text: str
) -> None:
    """A value that has no form in the body is an error, whose text does not repeat it."""
    client = calling.client(package)

    def send() -> None:
        getattr(client.calls, f"send{list(CASES).index(name)}")(**arguments)
        calling.sent(client._requests[0])

    with pytest.raises(package.errors.ConfigurationError) as caught:
        send()
    assert text in str(caught.value)
    assert SECRET not in str(caught.value)
