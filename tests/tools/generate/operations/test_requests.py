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
    schema: dict[str, Any] = {"type": "object", "additionalProperties": {}}
    content = {"application/json": {"schema": schema}}
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
    "path: label object": in_path(POINT, {"x": 1, "y": 2}, ".x=1.y=2", style="label", explode=True),
    "path: matrix": in_path(TEXT, "a", ";p=a", style="matrix"),
    "path: matrix list": in_path(TEXTS, ["a", "b"], ";p=a,b", style="matrix"),
    "path: matrix exploded": in_path(TEXTS, ["a", "b"], ";p=a;p=b", style="matrix", explode=True),
    "path: matrix object": in_path(POINT, {"x": 1, "y": 2}, ";p=x,1,y,2", style="matrix"),
    "path: matrix object exploded": in_path(
        POINT, {"x": 1, "y": 2}, ";x=1;y=2", style="matrix", explode=True
    ),
    "path: between": Case([path(TEXT)], {"p": "1"}, "/a%20b/1/c:run", template="/a b/{p}/c:run"),
    "path: twice": Case([path(TEXT)], {"p": "1"}, "/1/x/1", template="/{p}/x/{p}"),
    # query values
    "query: left out": Case([query(TEXT)], {}, ""),
    "query: None": Case([query(TEXT)], {"q": None}, ""),
    "query: null is left out": Case([query(NULLABLE)], {"q": None}, ""),
    "query: required null is left out": Case([query(NULLABLE, required=True)], {"q": None}, ""),
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
    "query: union": Case([query({"anyOf": [{"type": "integer"}, TEXT]})], {"q": "all"}, "?q=all"),
    "query: anything": Case([query({})], {"q": 3}, "?q=3"),
    "query: default is the server's": Case([query({**TEXT, "default": 'say "hi"'})], {}, ""),
    "query: default given": Case(
        [query({**TEXT, "default": 'say "hi"'})], {"q": 'say "hi"'}, "?q=say%20%22hi%22"
    ),
    "query: required constant": Case(
        [query({"const": 'it\'s "q" \\ é'}, required=True)],
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
    "query: pipes": Case([query(TEXTS, style="pipeDelimited")], {"q": ["a", "b"]}, "?q=a%7Cb"),
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
    "header: boolean": Case(
        [header({"type": "boolean"})], {"x_trace": True}, "", {"X-Trace": "true"}
    ),
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
    "cookie: boolean": Case(
        [cookie({"type": "boolean"})], {"sid": True}, "", {"Cookie": "sid=true"}
    ),
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


def contract() -> Any:
    """A contract with one operation for each case."""
    paths = {
        f"/{number}{case.template}": {
            "get": calling.operation(f"send{number}", parameters=list(case.parameters))
        }
        for number, case in enumerate(CASES.values())
    }
    return calling.document(paths)


@pytest.fixture(scope="module")
def package() -> Any:
    """The package of that contract."""
    return calling.generate(contract())


@pytest.mark.parametrize("name", CASES)
def test_arguments_are_sent_as_the_contract_says(package: Any, name: str) -> None:
    """Each argument goes where and how its parameter says, sync and async alike."""
    number, case = list(CASES).index(name), CASES[name]
    client, waiting = calling.client(package), calling.async_client(package)
    getattr(client.calls, f"send{number}")(**case.arguments)
    asyncio.run(getattr(waiting.calls, f"send{number}")(**case.arguments))
    expected = calling.Sent(f"/{number}{case.target}", case.headers)
    assert calling.sent(client._requests[0]) == expected
    assert calling.sent(waiting._requests[0]) == expected


class Refused(NamedTuple):
    """A parameter, and a value that cannot be sent for it."""

    parameter: Mapping[str, Any]
    value: Any
    text: str


def recursive() -> list[Any]:
    """A list that contains itself."""
    items: list[Any] = []
    items.append(items)
    return items


SECRET = "hunter2"

REFUSED = {
    "path: empty": Refused(path(TEXT), "", "p= is '', which would reach another endpoint"),
    "path: dot": Refused(path(TEXT), ".", "p= is '.', which would reach another endpoint"),
    "path: dots": Refused(path(TEXT), "..", "p= is '..', which would reach another endpoint"),
    "path: None": Refused(path(TEXT), None, "p= must be a value, not None"),
    "path: line break": Refused(path(TEXT), f"{SECRET}\n", "p= holds a control character"),
    "path: NUL": Refused(path(TEXT), f"{SECRET}\0", "p= holds a control character"),
    "path: surrogate": Refused(path(TEXT), f"{SECRET}\ud800", "p= contains a lone surrogate"),
    "path: long": Refused(path(TEXT), SECRET * 200, "p= has more than 1024 characters"),
    "path: NaN": Refused(path({"type": "number"}), float("nan"), "p can't be sent as JSON"),
    "path: bytes": Refused(path(TEXT), SECRET.encode(), "p= can't have a value of type bytes"),
    "path: empty list": Refused(path(TEXTS), [], "p= must not be empty"),
    "path: dot in a list": Refused(path(TEXTS), ["a", ".."], "p= is '..', which would reach"),
    "path: empty object": Refused(path(POINT), {}, "p= must not be empty"),
    "query: empty": Refused(query(TEXT), "", "q= must not be empty"),
    "query: empty in a list": Refused(query(TEXTS), ["a", ""], "q= must not be empty"),
    "query: surrogate": Refused(query(TEXT), f"{SECRET}\ud800", "q= contains a lone surrogate"),
    "query: infinite": Refused(query({"type": "number"}), float("inf"), "q can't be sent as JSON"),
    "query: set": Refused(query(TEXTS), {SECRET}, "q= can't have a value of type set"),
    "query: list in a list": Refused(
        query(TEXTS), [[SECRET]], "q= can't have a value of type list"
    ),
    "query: key": Refused(query(POINT), {7: SECRET}, "an object's key must be a string, not int"),
    "query: naive": Refused(
        query({"type": "string", "format": "date-time"}),
        dt.datetime(2024, 2, 29),  # noqa: DTZ001  the very mistake
        "a datetime needs a time zone",
    ),
    "query: deep": Refused(query(TEXTS), recursive(), "too many levels"),
    "query: JSON": Refused(
        json_of(name="q", **{"in": "query"}), {"a": {SECRET}}, "q can't be sent as JSON"
    ),
    "query: JSON surrogate": Refused(
        json_of(name="q", **{"in": "query"}), {"a": f"{SECRET}\udfff"}, "a lone surrogate"
    ),
    "header: line break": Refused(
        header(TEXT), f"{SECRET}\r\nX: 1", "the header X-Trace can't have this value"
    ),
    "header: not Latin-1": Refused(header(TEXT), f"{SECRET}→", "the header X-Trace can't have"),
    "header: space at its end": Refused(
        header(TEXT), f"{SECRET} ", "the header X-Trace can't have"
    ),
    "header: naive": Refused(header({}), dt.datetime(2024, 2, 29), "a datetime needs a time zone"),  # noqa: DTZ001  the very mistake
    "header: bytes": Refused(header(TEXT), b"hunter2", "X-Trace= can't have a value of type bytes"),
    "cookie: surrogate": Refused(cookie(TEXT), f"{SECRET}\ud800", "sid= contains a lone surrogate"),
    "cookie: object": Refused(cookie({}), {"a": SECRET}, "sid= can't have a value of type dict"),
}


@pytest.fixture(scope="module")
def strict() -> Any:
    """A package with one operation for each refused value."""
    return calling.generate(
        calling.document(
            {
                f"/{number}" + ("/{p}" if refused.parameter["in"] == "path" else ""): {
                    "get": calling.operation(f"send{number}", parameters=[refused.parameter])
                }
                for number, refused in enumerate(REFUSED.values())
            }
        )
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_sent_is_refused(strict: Any, name: str) -> None:
    """A value that would be misread is an error before anything is sent; its text lacks it."""
    number, refused = list(REFUSED).index(name), REFUSED[name]
    client = calling.client(strict)
    argument = {"path": "p", "query": "q", "header": "x_trace", "cookie": "sid"}
    with pytest.raises(strict.errors.ConfigurationError) as caught:
        getattr(client.calls, f"send{number}")(**{argument[refused.parameter["in"]]: refused.value})
    assert refused.text in str(caught.value)
    assert SECRET not in str(caught.value)
    assert not client._requests


def shared(**written: Any) -> Any:
    """A package with one operation, on whose path and whose document more is written."""
    item = {"get": calling.operation("send", **written.pop("operation", {})), **written}
    servers = [{"url": "https://api.invalid/{v}", "variables": {"v": {"default": "v1"}}}]
    return calling.generate(calling.document({"/x": item}, servers=servers))


def test_the_servers_of_a_path_or_an_operation_are_used() -> None:
    """The operation's own server comes before the path's, which comes before the document's."""
    here, there = [{"url": "https://a.invalid"}], [{"url": "/b"}, {"url": "https://c.invalid"}]
    plain, of_path = shared(), shared(servers=there)
    of_operation = shared(servers=there, operation={"servers": here})
    servers = [
        calling.module(one, "calls.send").request().server for one in (plain, of_path, of_operation)
    ]
    assert servers == [None, "/b", "https://a.invalid"]
    assert plain.contract.SERVER_URL == "https://api.invalid/v1"


def test_parameters_of_a_path_are_those_of_its_operations() -> None:
    """An operation has the parameters of its path, and its own definition of one comes first."""
    own = [query({"type": "integer"}), header(TEXT)]
    package = shared(parameters=[query(TEXT), cookie(TEXT)], operation={"parameters": own})
    client = calling.client(package)
    client.calls.send(q=1, x_trace="t", sid="s")
    headers = {"X-Trace": "t", "Cookie": "sid=s"}
    assert calling.sent(client._requests[0]) == calling.Sent("/x?q=1", headers)


def test_extra_headers_and_queries_are_added() -> None:
    """What the contract lacks is added to what it has; a header takes the place of its like."""
    client = calling.client(shared(operation={"parameters": [query(TEXT), header(TEXT)]}))
    client.calls.send(
        q="a",
        x_trace="t",
        timeout=3,
        extra_headers={"x-trace": "u", "X-New": "é"},
        extra_query={"r": ["b", "c d"], "s": NOON, "t": None},
    )
    assert calling.sent(client._requests[0]) == calling.Sent(
        "/x?q=a&r=b&r=c%20d&s=2024-02-29T12%3A00%3A00%2B00%3A00", {"x-trace": "u", "X-New": "é"}
    )
    assert client._options[0].timeout == 3


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"extra_headers": {"X\n": SECRET}}, "a header's name must only have letters"),
        ({"extra_headers": {"X": f"{SECRET}\n"}}, "the header X can't have this value"),
        ({"extra_query": {"s": dt.datetime(2024, 2, 29)}}, "a datetime needs a time zone"),  # noqa: DTZ001  the very mistake
        ({"extra_query": {"s": ""}}, "s= must not be empty"),
    ],
)
def test_extras_that_cannot_be_sent_are_refused(options: Any, text: str) -> None:
    """Extras are held to the same rules."""
    package = shared()
    client = calling.client(package)
    with pytest.raises(package.errors.ConfigurationError) as caught:
        client.calls.send(**options)
    assert text in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_request_prints_nothing_of_its_values() -> None:
    """The text of a request has no argument in it."""
    package = shared(operation={"parameters": [query(TEXT)]})
    assert repr(calling.module(package, "calls.send").request(q=SECRET)) == "<request>"
