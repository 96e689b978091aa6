"""Hostile documents get an answer, or an error of one line that says where."""

import json
from typing import Any

import pytest

from tests.tools.specdiff.contracts import Json, contract, findings, operation, request_of, rules
from tools.documents import DocumentError
from tools.specdiff.inputs.document import Document

STRING = {"type": "string"}


def refused(document: Json, other: Json | None = None) -> str:
    """Return the message with which a document is refused."""
    with pytest.raises(DocumentError) as caught:
        findings(document, other or contract(operation()))
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("#/components/schemas/Nobody", "leads nowhere"),
        ("#", "is an anchor"),
        ("#/paths/~1a/post/parameters/7", "leads nowhere"),
        ("other.json#/a", "leads out of the document"),
        ("file:///etc/passwd", "leads out of the document"),
        ("https://evil.test/x.json", "leads out of the document"),
        ("#anchor", "is an anchor"),
        (7, "must be a string"),
    ],
)
def test_references_that_are_not_followed(reference: Any, problem: str) -> None:
    """A reference to nowhere, to a file or to a URL is refused with its place."""
    message = refused(request_of({"$ref": reference}), request_of(STRING))
    assert message.startswith("base.json: #/paths/~1a/post/requestBody")
    assert problem in message


def test_references_in_circles() -> None:
    """References that lead only to each other are refused, of schemas and of other parts."""
    circle = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    base = request_of(circle["A"], components={"schemas": circle})
    assert "leads back to itself" in refused(base, request_of(STRING))
    loop = {"responses": {"R": {"$ref": "#/components/responses/R"}}}
    answers = operation(responses={"200": {"$ref": "#/components/responses/R"}})
    assert "leads back to itself" in refused(contract(answers, loop))


def test_reference_into_an_array() -> None:
    """A pointer may lead through an array, and its escapes are understood."""
    paths = operation(parameters=[{"name": "a", "in": "query", "schema": {"maxLength": 1}}])
    paths["/a"]["put"] = {
        "requestBody": {"content": {"a/b": {"schema": {
            "$ref": "#/paths/~1a/post/parameters/0/schema"
        }}}},
    }  # fmt: skip
    assert rules(contract(paths), contract(paths, version="3.1.1")) == {}


def test_all_of_in_circles() -> None:
    """A schema that is part of its own `allOf` says nothing more by that."""
    circle = {"A": {"allOf": [{"$ref": "#/components/schemas/A"}, {"maxLength": 5}, STRING]}}
    reference = {"$ref": "#/components/schemas/A"}
    base = request_of(reference, components={"schemas": circle})
    assert findings(base, request_of(STRING | {"maxLength": 5})) == ()
    beside = {
        "A": {"$ref": "#/components/schemas/B", "minLength": 1},
        "B": {"$ref": "#/components/schemas/A", "type": "string"},
    }
    base = request_of(reference, components={"schemas": beside})
    assert findings(base, request_of(STRING | {"minLength": 1})) == ()


def test_long_chain_of_references() -> None:
    """Thousands of schemas that refer to each other in a row are no problem."""

    def chain(limit: int) -> Json:
        schemas: Json = {
            f"S{number}": {"allOf": [{"$ref": f"#/components/schemas/S{number + 1}"}]}
            | {"properties": {"n": {"$ref": f"#/components/schemas/S{number + 1}"}}}
            for number in range(60)
        }
        rows = {f"R{number}": {"items": {"$ref": f"#/components/schemas/R{number + 1}"}}
                for number in range(3000)}  # fmt: skip
        schemas |= {"S60": STRING} | rows | {"R3000": STRING | {"maxLength": limit}}
        both = {"properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in "SR"}}
        first = json.loads(json.dumps(both).replace("S/", "S0/").replace('/S"', '/S0"'))
        first = json.loads(json.dumps(first).replace('/R"', '/R0"'))
        return request_of(first, components={"schemas": schemas})

    assert rules(chain(2), chain(1)) == {"request-max-length-tightened": "breaking"}


def test_million_values() -> None:
    """Of an enum of a million values a thousand are reported."""
    values = [f"v{number}" for number in range(1_000_000)]
    (finding,) = findings(request_of({"enum": values}), request_of({"enum": values[:10]}))
    assert len(finding.before) == 1001
    assert finding.before[-1] == "and 998990 more"
    assert len(finding.sentence) < 20_000


def test_deep_nesting() -> None:
    """A schema as deep as documents may be is compared."""

    def deep(limit: int) -> Any:
        schema: Any = STRING | {"maxLength": limit}
        for _ in range(80):
            schema = {"items": schema}
        return request_of(schema)

    assert rules(deep(2), deep(1)) == {"request-max-length-tightened": "breaking"}


def test_union_bomb() -> None:
    """Unions of unions that would multiply to billions are not multiplied."""
    schemas: Json = {"S0": STRING}
    for number in range(1, 40):
        reference = {"$ref": f"#/components/schemas/S{number - 1}"}
        one, other = ({"type": "object", "properties": {name: reference}} for name in ("a", "b"))
        schemas[f"S{number}"] = {"allOf": [{"anyOf": [one, other]}] * 1 + [
            {"anyOf": [one | {"title": str(index)}, other]} for index in range(7)
        ]}  # fmt: skip
    top = {"$ref": "#/components/schemas/S39"}
    changed = schemas | {"S0": STRING | {"maxLength": 1}}
    found = rules(*(request_of(top, components={"schemas": one}) for one in (schemas, changed)))
    assert "request-union-changed" in found


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_union_that_doubles(keyword: str) -> None:
    """Sixty unions, each of the one before it and of its twin, are multiplied out only once."""

    def doubled(limit: int, options: str) -> Json:
        schemas: Json = {f"{twin}0": STRING | {"maxLength": limit} for twin in "AB"}
        for number in range(1, 60):
            references = [{"$ref": f"#/components/schemas/{one}{number - 1}"} for one in options]
            schemas |= {f"{twin}{number}": {keyword: references} for twin in "AB"}
        top = {"$ref": "#/components/schemas/A59"}
        return request_of(top, components={"schemas": schemas})

    assert rules(doubled(2, "AA"), doubled(1, "AA")) == {"request-max-length-tightened": "breaking"}
    assert rules(doubled(2, "AB"), doubled(1, "AB")) == {"request-union-changed": "risky"}


def test_long_chain_of_unions() -> None:
    """Unions within unions, deeper than Python calls itself, are compared as they stand."""

    def chain(limit: int) -> Json:
        schemas: Json = {"S0": STRING | {"maxLength": limit}}
        for number in range(1, 2000):
            before = {"$ref": f"#/components/schemas/S{number - 1}"}
            schemas[f"S{number}"] = {"anyOf": [before, {"const": number}]}
        return request_of({"$ref": "#/components/schemas/S1999"}, components={"schemas": schemas})

    assert rules(chain(2), chain(1)) == {"request-union-changed": "risky"}


def test_unions_of_nothing() -> None:
    """Unions of what no value satisfies are not multiplied out without end."""

    def nothing(limit: int) -> Json:
        never: Json = {"allOf": [STRING, {"type": "integer"}]}
        schemas: Json = {"A0": never, "B0": never}
        for number in range(1, 60):
            references = [{"$ref": f"#/components/schemas/{one}{number - 1}"} for one in "AB"]
            schemas |= {f"{twin}{number}": {"anyOf": references} for twin in "AB"}
        schemas["A59"] |= {"maxLength": limit}
        top = {"$ref": "#/components/schemas/A59"}
        return request_of(top, components={"schemas": schemas})

    assert rules(nothing(2), nothing(1)) == {"request-max-length-tightened": "breaking"}


def test_conjunction_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Schemas whose `allOf` multiplies without end are refused with a place."""
    monkeypatch.setattr("tools.specdiff.wire.schema.normal._MOST", 2000)

    def ref(number: int) -> Any:
        return {"$ref": f"#/components/schemas/S{number}"}

    def bomb(limit: int) -> Json:
        # The automaton for "a, then any 40 letters": its subsets are the schemas.
        schemas: Json = {"S0": {"properties": {"a": {"allOf": [ref(0), ref(1)]}, "b": ref(0)}}}
        for number in range(1, 40):
            schemas[f"S{number}"] = {"properties": {"a": ref(number + 1), "b": ref(number + 1)}}
        schemas["S40"] = {"maxProperties": limit}
        return request_of(ref(0), components={"schemas": schemas})

    assert "too many combinations" in refused(bomb(1), bomb(2))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ([], "must be an object"),
        ({}, "it is missing"),
        ({"openapi": 3.1}, "it is missing"),
        ({"swagger": "2.0"}, "it is missing"),
        ({"openapi": "3.3.0"}, "it is 3.3.0"),
    ],
)
def test_what_is_no_openapi_is_refused(raw: Any, problem: str) -> None:
    """Only OpenAPI 3.0 and 3.1 are compared."""
    with pytest.raises(DocumentError, match=problem):
        Document(raw, "base.json")


@pytest.mark.parametrize(
    "paths",
    [
        [1], {"/a": 1}, {"/a": {"get": []}}, operation(parameters={}), operation(parameters=[1]),
        operation(responses=[]), operation(responses={"200": 1}), operation(requestBody="b"),
        operation(callbacks={"c": 1}), operation(security=[1]), operation(servers={"a": 1}),
    ],
)  # fmt: skip
def test_parts_of_a_wrong_kind_are_refused(paths: Any) -> None:
    """A part that is no object or no array is an error that says where."""
    assert "must be an" in refused(contract(paths))
