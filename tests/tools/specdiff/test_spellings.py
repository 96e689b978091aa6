"""What one version or style of OpenAPI spells differently from another, and what is new in 3.2."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import (
    Json,
    content,
    contract,
    findings,
    in_request,
    in_response,
    operation,
    request_of,
    response_of,
    rules,
)
from tools.documents import DocumentError

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
OBJECT = {"type": "object"}
BINARY = STRING | {"format": "binary"}
OCTETS = STRING | {"contentMediaType": "application/octet-stream"}
BYTE = STRING | {"format": "byte"}
BASE64 = STRING | {"contentEncoding": "base64"}


def of(schema: Any, **rest: Any) -> Any:
    """Return an object schema with one property."""
    return {"type": "object", "properties": {"f": schema}} | rest


@pytest.mark.parametrize(
    ("media", "old", "new"),
    [
        ("multipart/form-data", of(BINARY), of(OCTETS)),
        ("multipart/form-data", of(BINARY), of({})),
        ("multipart/form-data", of(BINARY), of(STRING | {"contentMediaType": "image/png"})),
        ("multipart/form-data", of({"type": "array", "items": BINARY}),
         of({"type": "array", "items": {}})),
        ("image/png", BINARY, {}),
        ("image/png", BINARY, STRING | {"contentMediaType": "image/png"}),
        ("application/octet-stream", STRING, True),
        ("*/*", BINARY, {}),
        ("text/csv", BINARY, {}),
        ("text/csv", BINARY, STRING),
        ("application/octet-stream", BINARY, OCTETS),
        ("application/json", of(BINARY), of(OCTETS)),
        ("application/json", of(BYTE), of(BASE64)),
        ("application/json", of(BYTE), of(STRING | {"contentEncoding": "BASE64"})),
    ],
)  # fmt: skip
def test_files_of_both_versions(media: str, old: Any, new: Any) -> None:
    """A file is the same in the words of OpenAPI 3.0 and of 3.1, in bodies, parts and answers."""
    for make in (request_of, response_of):
        base, revision = make(old, media, version="3.0.3"), make(new, media)
        assert rules(base, revision) == {}
        assert rules(revision, base) == {}


def test_what_only_looks_like_a_file() -> None:
    """In JSON, whatever has no type is anything, and an encoding is part of the value."""
    assert in_response(of(BINARY), of({})) == {
        "response-format-loosened": "breaking",
        "response-type-widened": "breaking",
    }
    changed = {"request-content-encoding-changed": "breaking"}
    assert in_request(of(BYTE), of(STRING)) == changed
    assert in_request(BYTE, STRING, media="image/png") == changed
    assert in_request(of(STRING), of(BINARY), media="multipart/form-data") == {
        "request-format-tightened": "breaking"
    }
    assert in_request({"enum": ["a"]}, {}, media="image/png") == {
        "request-enum-removed": "compatible"
    }


def test_parts_of_multipart() -> None:
    """A part is text, and what is within a part is JSON."""
    media = "multipart/form-data"
    assert in_request(of(INTEGER), of(STRING), media=media) == {
        "request-type-widened": "compatible"
    }
    nested = of(of(INTEGER)), of(of(STRING))
    assert in_request(*nested, media=media) == {"request-type-changed": "breaking"}
    assert in_request(*map(of, nested), media="application/zip") == {
        "request-type-changed": "breaking"
    }


def parameter(schema: Any, name: str = "p", where: str = "query", **rest: Any) -> Json:
    """Return a parameter."""
    return {"name": name, "in": where, "schema": schema} | rest


def with_parameters(*given: Json) -> Json:
    """Return a contract of one operation with parameters."""
    return contract(operation(parameters=list(given)))


@pytest.mark.parametrize("where", ["query", "header", "cookie"])
def test_parameters_travel_as_text(where: str) -> None:
    """Text passes for a number only where it is one; what has no type is text."""
    number, text, anything = (
        with_parameters(parameter(schema, where=where)) for schema in (INTEGER, STRING, {})
    )
    widened = {"request-type-widened": "compatible"}
    narrowed = {"request-type-narrowed": "breaking"}
    assert rules(number, text) == widened
    assert rules(number, anything) == widened
    assert rules(text, anything) == rules(anything, text) == {}
    assert rules(text, number) == rules(anything, number) == narrowed


def test_values_of_parameters_are_text() -> None:
    """An enum of numbers and one of their texts are the same in a query."""
    numbers, texts = (
        with_parameters(parameter({"enum": values})) for values in ([1, 2], ["2", "1"])
    )
    assert rules(numbers, texts) == rules(texts, numbers) == {}
    flag, words = (
        with_parameters(parameter(schema))
        for schema in ({"type": "boolean"}, {"enum": ["true", "false"]})
    )
    assert rules(flag, words) == rules(words, flag) == {}


def test_object_and_single_parameters() -> None:
    """An object in form style with `explode`, or a deep one, is its members on the wire."""
    schema = {"type": "object", "properties": {"a": STRING, "b": INTEGER}, "required": ["a"]}
    single = with_parameters(parameter(STRING, "a", required=True), parameter(INTEGER, "b"))
    spread = with_parameters(parameter(schema, "filter", required=True))
    assert rules(single, spread) == rules(spread, single) == {}
    deep = with_parameters(parameter(schema, "f", style="deepObject", required=True))
    named = with_parameters(parameter(STRING, "f[a]", required=True), parameter(INTEGER, "f[b]"))
    assert rules(deep, named) == rules(named, deep) == {}
    renamed = with_parameters(parameter(schema, "other", required=True))
    assert rules(spread, renamed) == {}
    optional = with_parameters(parameter(schema, "filter"))
    assert rules(optional, single) == {"request-parameter-became-required": "breaking"}
    other = with_parameters(parameter(of(STRING), "x"), parameter(STRING, "a", required=True))
    assert rules(single, other) == {
        "request-parameter-added": "compatible", "request-parameter-removed": "breaking"
    }  # fmt: skip


def test_objects_that_travel_in_one_piece() -> None:
    """An object in another style, of several forms, or in a header, is not its members."""
    single = with_parameters(parameter(STRING, "f"))
    whole = {"request-parameter-added": "compatible", "request-parameter-removed": "breaking"}
    union = {"type": "object", "oneOf": [of(STRING), of(INTEGER)]}
    for given in (
        parameter(of(STRING), explode=False),
        parameter(union),
        parameter(of(STRING), where="header"),
        {"name": "p", "in": "query"} | content(of(STRING)),
        parameter({"type": "array", "items": STRING}),
    ):
        assert rules(single, with_parameters(given)) == whole
    clash = with_parameters(parameter(of(STRING)), parameter(STRING, "f"))
    assert rules(single, clash) == {"request-parameter-added": "compatible"}


def test_unevaluated_where_nothing_else_evaluates() -> None:
    """`unevaluated…` says what `additionalProperties` and `items` say of a plain schema."""
    for word, plain in (
        ("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")
    ):  # fmt: skip
        kind = {"type": "object" if "Prop" in word else "array"}
        assert in_request(kind | {plain: STRING}, kind | {word: STRING}) == {}
        assert in_request(kind | {plain: STRING}, kind | {plain: STRING, word: False}) == {}
    closed = [{"allOf": [of(STRING)], word: False} for word in (
        "unevaluatedProperties", "additionalProperties"
    )]  # fmt: skip
    assert in_request(*closed) == {}


def test_items_that_are_counted() -> None:
    """`items: false` is a number of items, and items that cannot be need no schema."""
    pair = {"type": "array", "prefixItems": [STRING, INTEGER]}
    assert in_request(pair | {"items": False}, pair | {"maxItems": 2}) == {}
    assert in_request(pair | {"items": False, "maxItems": 1}, pair | {"maxItems": 1}) == {}
    assert in_request(pair | {"items": STRING, "maxItems": 2}, pair | {"maxItems": 2}) == {}
    (finding,) = findings(request_of(pair), request_of(pair | {"items": False}))
    assert (finding.rule, finding.after) == ("request-max-items-tightened", 2)
    assert finding.revision is not None
    assert finding.revision.endswith("/schema/items")


def _named(word: str, reference: str, kind: str, name: str = "a") -> Json:
    schemas = {"A": {name: "x", "type": kind}}
    rest: Json = {"components": {"schemas": schemas}, "tags": [{"name": "t"}]}
    return response_of(of({word: reference}), **rest)


def test_anchors_are_followed() -> None:
    """A reference by anchor leads to the schema that carries the name, dynamic ones included."""
    for word, name in (("$ref", "$anchor"), ("$dynamicRef", "$dynamicAnchor")):
        old, new = (_named(word, "#x", kind, name) for kind in ("string", "integer"))
        assert rules(old, old) == {}
        assert rules(old, new) == {"response-type-changed": "breaking"}
        assert rules(old, response_of(of(STRING), components=old["components"])) == {}


def _tree(kind: str, anchor: str = "node") -> Json:
    schemas = {
        "A": {"$dynamicAnchor": "node", "type": kind},
        "B": {"$dynamicAnchor": "node", "type": "object"},
        "C": {"$dynamicAnchor": "leaf", "type": "object"},
    }
    return response_of(of({"$dynamicRef": f"#{anchor}"}), components={"schemas": schemas})


def test_dynamic_reference_to_one_of_several() -> None:
    """Where several schemas carry a name, a change of any of them is not decided."""
    risky = {"response-dynamic-reference-changed": "risky"}
    assert rules(_tree("string"), _tree("string")) == {}
    assert rules(_tree("string"), _tree("integer")) == risky
    assert "response-dynamic-reference-changed" in rules(_tree("string"), _tree("string", "leaf"))


def test_reference_by_a_name_that_several_have() -> None:
    """A plain reference must name one schema."""
    schemas = {"A": {"$anchor": "x"}, "B": {"$anchor": "x"}}
    document = response_of({"$ref": "#x", "title": "T"}, components={"schemas": schemas})
    with pytest.raises(DocumentError, match="'#x' names several schemas"):
        findings(document, document | {"info": {}})


def _v32(method: str, **parts: Any) -> Json:
    return contract({"/a": {method: {"responses": {}} | parts}}, version="3.2.0")


def test_methods_of_openapi_3_2() -> None:
    """The method QUERY and additional methods are operations as others are."""
    answer = {"200": {"description": ""} | content(STRING)}
    assert rules(_v32("query", responses=answer), _v32("query", responses={})) == {
        "response-success-removed": "breaking"
    }
    more = contract({"/a": {"additionalOperations": {"COPY": {}}}}, version="3.2.0")
    (finding,) = findings(more, contract({"/a": {}}, version="3.2.0"))
    assert (finding.rule, finding.operations) == ("operation-removed", ("COPY /a",))


def test_streams_of_openapi_3_2() -> None:
    """Items of a stream are compared; how its parts are encoded is named as not compared."""

    def stream(**members: Any) -> Json:
        return _v32("get", responses={"200": {"content": {"application/jsonl": members}}})

    old, new = stream(itemSchema=STRING), stream(itemSchema=INTEGER)
    assert rules(old, old) == {}
    assert rules(old, new) == {"response-type-changed": "breaking"}
    assert rules(old, stream()) == {"response-not-compared": "risky"}
    assert rules(old, stream(itemSchema=STRING, itemEncoding={"contentType": "a/b"})) == {
        "response-not-compared": "risky"
    }


def test_whole_query_of_openapi_3_2() -> None:
    """A parameter that is the whole query is the same by any name."""

    def query(name: str, schema: Any) -> Json:
        whole = {"name": name, "in": "querystring"} | content(schema)
        return _v32("get", parameters=[whole])

    assert rules(query("a", OBJECT), query("b", OBJECT)) == {}
    assert rules(query("a", OBJECT), query("b", of(STRING, required=["f"]))) == {
        "request-property-added-required": "breaking"
    }


def test_security_of_openapi_3_2() -> None:
    """The device flow and the place of metadata are compared as other flows and places are."""

    def scheme(**given: Any) -> Json:
        schemes: Json = {"s": {"type": "oauth2", "flows": {}} | given}
        return contract(operation(security=[{"s": []}]), {"securitySchemes": schemes}, "3.2.0")

    def device(url: str) -> Json:
        return {"deviceAuthorization": {"deviceAuthorizationUrl": url, "scopes": {}}}

    assert rules(scheme(), scheme(flows=device("/a"))) == {"security-scheme-widened": "compatible"}
    unclear = {"security-scheme-unclear": "risky"}
    assert rules(scheme(flows=device("/a")), scheme(flows=device("/b"))) == unclear
    assert rules(scheme(), scheme(oauth2MetadataUrl="/m")) == unclear
