"""What a generated method sends: paths, queries, headers and cookies."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from tests.tools.generate import calling

NOON = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
KEY = uuid.UUID("12345678-1234-5678-1234-567812345678")

TEXT = {"type": "string"}
COLOR = {"type": "string", "enum": ["red", "light blue"]}
TEXTS = {"type": "array", "items": TEXT}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}}
NULLABLE = {"anyOf": [TEXT, {"type": "null"}]}


def query(schema: Any, **more: Any) -> dict[str, Any]:
    """A query parameter `q`."""
    return {"name": "q", "in": "query", "schema": schema, **more}


def header(schema: Any, **more: Any) -> dict[str, Any]:
    """A header parameter `X-Trace`."""
    return {"name": "X-Trace", "in": "header", "schema": schema, **more}


def cookie(schema: Any, **more: Any) -> dict[str, Any]:
    """A cookie parameter `sid`."""
    return {"name": "sid", "in": "cookie", "schema": schema, **more}


def path(schema: Any, **more: Any) -> dict[str, Any]:
    """A path parameter `p`."""
    return {"name": "p", "in": "path", "required": True, "schema": schema, **more}


def json_of(**place: str) -> dict[str, Any]:
    """A parameter whose value is JSON text."""
    content = {"application/json": {"schema": {"type": "object", "additionalProperties": {}}}}
    return {**place, "content": content}


class Case(NamedTuple):
    """Parameters, arguments, and what is sent then."""

    parameters: Sequence[Mapping[str, Any]]
    arguments: Mapping[str, Any]
    target: str
    headers: Mapping[str, str] = {}
    template: str = ""


def in_path(schema: Any, value: Any, target: str, **more: Any) -> Case:
    """A case of one path parameter."""
    return Case([path(schema, **more)], {"p": value}, f"/{target}", template="/{p}")


CASES = {
    # path values
    "path: text": in_path(TEXT, "a b/c?d#é", "a%20b%2Fc%3Fd%23%C3%A9"),
    "path: percent": in_path(TEXT, "%2e%2e", "%252e%252e"),
    "path: integer": in_path({"type": "integer"}, 7, "7"),
    "path: number": in_path({"type": "number"}, 1.5, "1.5"),
    "path: boolean": in_path({"type": "boolean"}, True, "true"),
    "path: date-time": in_path(
        {"type": "string", "format": "date-time"}, NOON, "2024-02-29T12%3A00%3A00%2B00%3A00"
    ),
    "path: date": in_path({"type": "string", "format": "date"}, NOON.date(), "2024-02-29"),
    "path: uuid": in_path({"type": "string", "format": "uuid"}, KEY, str(KEY)),
    "path: enum": in_path(COLOR, "light blue", "light%20blue"),
    "path: default": in_path({**TEXT, "default": "d"}, "e", "e"),
    "path: constant": in_path({"const": "v1"}, "v1", "v1"),
    "path: list": in_path(TEXTS, ["a,b", "c"], "a%2Cb,c"),
    "path: object": in_path(POINT, {"x": 1, "y": 2}, "x,1,y,2"),
    "path: object exploded": in_path(POINT, {"x": 1, "y": 2}, "x=1,y=2", explode=True),
    "path: label": in_path(TEXT, "a", ".a", style="label"),
    "path: label list": in_path(TEXTS, ["a", "b"], ".a,b", style="label"),
    "path: label exploded": in_path(TEXTS, ["a", "b"], ".a.b", style="label", explode=True),
    "path: label object": in_path(
        POINT, {"x": 1, "y": 2}, ".x=1.y=2", style="label", explode=True
    ),
    "path: matrix": in_path(TEXT, "a", ";p=a", style="matrix"),
    "path: matrix list": in_path(TEXTS, ["a", "b"], ";p=a,b", style="matrix"),
    "path: matrix exploded": in_path(
        TEXTS, ["a", "b"], ";p=a;p=b", style="matrix", explode=True
    ),
    "path: matrix object": in_path(POINT, {"x": 1, "y": 2}, ";p=x,1,y,2", style="matrix"),
    "path: matrix object exploded": in_path(
        POINT, {"x": 1, "y": 2}, ";x=1;y=2", style="matrix", explode=True
    ),
    "path: between": Case(
        [path(TEXT)], {"p": "1"}, "/a%20b/1/c:run", template="/a b/{p}/c:run"
    ),
    "path: twice": Case([path(TEXT)], {"p": "1"}, "/1/x/1", template="/{p}/x/{p}"),
    # query values
    "query: left out": Case([query(TEXT)], {}, ""),
    "query: None": Case([query(TEXT)], {"q": None}, ""),
    "query: null is left out": Case([query(NULLABLE)], {"q": None}, ""),
    "query: required null is left out": Case(
        [query(NULLABLE, required=True)], {"q": None}, ""
    ),
    "query: text": Case([query(TEXT)], {"q": "a b&c=d"}, "?q=a%20b%26c%3Dd"),
    "query: boolean": Case([query({"type": "boolean"})], {"q": False}, "?q=false"),
    "query: integer": Case([query({"type": "integer"})], {"q": 0}, "?q=0"),
    "query: number": Case([query({"type": "number"})], {"q": 1e21}, "?q=1e%2B21"),
    "query: date-time": Case(
        [query({"type": "string", "format": "date-time"})],
        {"q": NOON.astimezone(dt.timezone(dt.timedelta(hours=2)))},
        "?q=2024-02-29T14%3A00%3A00%2B02%3A00",
    ),
    "query: date": Case(
        [query({"type": "string", "format": "date"})], {"q": NOON.date()}, "?q=2024-02-29"
    ),
    "query: uuid": Case([query({"type": "string", "format": "uuid"})], {"q": KEY}, f"?q={KEY}"),
    "query: unknown enum value": Case([query(COLOR)], {"q": "green"}, "?q=green"),
    "query: union": Case(
        [query({"anyOf": [{"type": "integer"}, TEXT]})], {"q": "all"}, "?q=all"
    ),
    "query: anything": Case([query({})], {"q": 3}, "?q=3"),
    "query: default is the server's": Case([query({**TEXT, "default": 'say "hi"'})], {}, ""),
    "query: default given": Case(
        [query({**TEXT, "default": 'say "hi"'})], {"q": 'say "hi"'}, "?q=say%20%22hi%22"
    ),
    "query: required constant": Case(
        [query({"const": "it's \"q\" \\ é"}, required=True)],
        {},
        "?q=it%27s%20%22q%22%20%5C%20%C3%A9",
    ),
    "query: required single value": Case(
        [query({"type": "string", "enum": ['"\\']}, required=True)], {}, "?q=%22%5C"
    ),
    "query: optional constant": Case([query({"const": 1})], {}, ""),
    "query: list": Case([query(TEXTS)], {"q": ["a", "b c"]}, "?q=a&q=b%20c"),
    "query: tuple": Case([query(TEXTS)], {"q": ("a",)}, "?q=a"),
    "query: empty list": Case([query(TEXTS)], {"q": []}, ""),
    "query: list unexploded": Case(
        [query(TEXTS, explode=False)], {"q": ["a,b", "c"]}, "?q=a%2Cb,c"
    ),
    "query: empty list unexploded": Case([query(TEXTS, explode=False)], {"q": []}, ""),
    "query: spaces": Case(
        [query(TEXTS, style="spaceDelimited", explode=False)], {"q": ["a", "b"]}, "?q=a%20b"
    ),
    "query: pipes": Case(
        [query(TEXTS, style="pipeDelimited")], {"q": ["a", "b"]}, "?q=a%7Cb"
    ),
    "query: object": Case([query(POINT)], {"q": {"x": 1, "y": 2}}, "?x=1&y=2"),
    "query: object unexploded": Case(
        [query(POINT, explode=False)], {"q": {"x": 1, "y": 2}}, "?q=x,1,y,2"
    ),
    "query: deep object": Case(
        [query({"type": "object", "additionalProperties": {}}, style="deepObject")],
        {"q": {"a": {"b": [1, 2]}, "c&": "d", "e": None}},
        "?q[a][b][]=1&q[a][b][]=2&q[c%26]=d",
    ),
    "query: JSON": Case(
        [json_of(name="q", **{"in": "query"})],
        {"q": {"order": 7, "at": NOON}},
        "?q=%7B%22order%22%3A7%2C%22at%22%3A%222024-02-29T12%3A00%3A00%2B00%3A00%22%7D",
    ),
    "query: JSON left out": Case([json_of(name="q", **{"in": "query"})], {}, ""),
    "query: empty allowed": Case([query(TEXT, allowEmptyValue=True)], {"q": ""}, "?q="),
    "query: reserved allowed": Case(
        [query(TEXT, allowReserved=True)], {"q": "a/b?c=d&e#f,g"}, "?q=a/b?c=d%26e%23f,g"
    ),
    "query: strange name": Case(
        [{"name": "filter[a b]", "in": "query", "schema": TEXT}],
        {"filtera_b": "x"},
        "?filter%5Ba%20b%5D=x",
    ),
    # header values
    "header: left out": Case([header(TEXT)], {}, ""),
    "header: null": Case([header(NULLABLE)], {"x_trace": None}, ""),
    "header: required null": Case([header(NULLABLE, required=True)], {"x_trace": None}, ""),
    "header: empty": Case([header(TEXT)], {"x_trace": ""}, "", {"X-Trace": ""}),
    "header: text": Case([header(TEXT)], {"x_trace": "a é"}, "", {"X-Trace": "a é"}),
    "header: boolean": Case([header({"type": "boolean"})], {"x_trace": True}, "", {"X-Trace": "true"}),
    "header: integer": Case([header({"type": "integer"})], {"x_trace": 3}, "", {"X-Trace": "3"}),
    "header: number": Case([header({"type": "number"})], {"x_trace": 0.5}, "", {"X-Trace": "0.5"}),
    "header: date-time": Case(
        [header({"type": "string", "format": "date-time"})],
        {"x_trace": NOON},
        "",
        {"X-Trace": "2024-02-29T12:00:00+00:00"},
    ),
    "header: date": Case(
        [header({"type": "string", "format": "date"})],
        {"x_trace": NOON.date()},
        "",
        {"X-Trace": "2024-02-29"},
    ),
    "header: uuid": Case(
        [header({"type": "string", "format": "uuid"})], {"x_trace": KEY}, "", {"X-Trace": str(KEY)}
    ),
    "header: enum": Case([header(COLOR)], {"x_trace": "red"}, "", {"X-Trace": "red"}),
    "header: list": Case([header(TEXTS)], {"x_trace": ["a", "b"]}, "", {"X-Trace": "a,b"}),
    "header: object": Case([header(POINT)], {"x_trace": {"x": 1}}, "", {"X-Trace": "x,1"}),
    "header: object exploded": Case(
        [header(POINT, explode=True)], {"x_trace": {"x": 1}}, "", {"X-Trace": "x=1"}
    ),
    "header: JSON": Case(
        [json_of(name="X-Trace", **{"in": "header"})],
        {"x_trace": {"a": 1}},
        "",
        {"X-Trace": '{"a":1}'},
    ),
    "header: JSON left out": Case([json_of(name="X-Trace", **{"in": "header"})], {}, ""),
    "header: ignored ones": Case(
        [
            {"name": name, "in": "header", "required": True, "schema": TEXT}
            for name in ("Accept", "content-type", "AUTHORIZATION")
        ],
        {},
        "",
    ),
    # cookies
    "cookie: left out": Case([cookie(TEXT)], {}, ""),
    "cookie: null": Case([cookie(NULLABLE)], {"sid": None}, ""),
    "cookie: text": Case([cookie(TEXT)], {"sid": 'a;b "c'}, "", {"Cookie": "sid=a%3Bb%20%22c"}),
    "cookie: boolean": Case([cookie({"type": "boolean"})], {"sid": True}, "", {"Cookie": "sid=true"}),
    "cookie: integer": Case([cookie({"type": "integer"})], {"sid": 3}, "", {"Cookie": "sid=3"}),
    "cookie: date": Case(
        [cookie({"type": "string", "format": "date"})],
        {"sid": NOON.date()},
        "",
        {"Cookie": "sid=2024-02-29"},
    ),
    "cookie: list": Case([cookie(TEXTS)], {"sid": ["a", "b"]}, "", {"Cookie": "sid=a%2Cb"}),
    "cookie: two": Case(
        [cookie(TEXT), {"name": "t", "in": "cookie", "schema": TEXT}],
        {"sid": "a", "t": "b"},
        "",
        {"Cookie": "sid=a; t=b"},
    ),
    "cookie: JSON": Case(
        [json_of(name="sid", **{"in": "cookie"})],
        {"sid": {"a": 1}},
        "",
        {"Cookie": "sid={%22a%22:1}"},
    ),
    # names that the code of a method could trip over
    "names": Case(
        [
            {"name": name, "in": "query", "schema": TEXT}
            for name in ("query", "headers", "request", "operation", "models", "client", "options")
        ]
        + [{"name": name, "in": "header", "schema": TEXT} for name in ("content", "fields")],
        {
            name: name
            for name in ("query", "headers", "request", "operation", "models", "client", "options")
        }
        | {"content": "a", "fields": "b"},
        "?query=query&headers=headers&request=request&operation=operation&models=models"
        "&client=client&options=options",
        {"content": "a", "fields": "b"},
    ),
}


@pytest.fixture(scope="module")
def package() -> Any:
    """A package with one operation for each case."""
    paths = {
        f"/{number}{case.template}": {
            "get": calling.operation(f"send{number}", parameters=list(case.parameters))
        }
        for number, case in enumerate(CASES.values())
    }
    return calling.generate(calling.document(paths))


@pytest.mark.parametrize("name", CASES)
def test_arguments_are_sent_as_the_contract_says(package: Any, name: str) -> None:
    """Each argument goes where and how its parameter says, sync and async alike."""
    number, case = list(CASES).index(name), CASES[name]
    client, waiting = calling.client(package), calling.async_client(package)
    getattr(client.calls, f"send{number}")(**case.arguments)
    asyncio.run(getattr(waiting.calls, f"send{number}")(**case.arguments))
    expected = calling.Sent(f"/{number}{case.target}", case.headers)
    assert calling.sent(client.requests[0]) == expected
    assert calling.sent(waiting.requests[0]) == expected
