"""Operations: what goes in, what comes out, who may call, and what is promised."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.tools.specdiff.contracts import Json, content, contract, findings, operation, rules

STRING = {"type": "string"}


def changed(base: Json, revision: Json, **common: Any) -> dict[str, str]:
    """Compare two operations by their members."""
    return rules(contract(operation(**base), **common), contract(operation(**revision), **common))


def parameter(name: str = "p", where: str = "query", **rest: Any) -> Json:
    """Return an operation with one parameter."""
    return {"parameters": [{"name": name, "in": where, "schema": STRING} | rest]}


def test_operations_come_and_go() -> None:
    """A removed operation is breaking and an added one is compatible; extensions are neither."""
    one, two = contract(operation()), contract(operation() | operation("/b") | {"x-a": 1})
    assert rules(one, two) == {"operation-added": "compatible"}
    assert rules(two, one) == {"operation-removed": "breaking"}


def test_what_goes_one_way_comes_the_other() -> None:
    """What is removed from one contract to the other is added the other way round."""
    body = {"type": "object", "properties": {"p": STRING}}
    answer = _answer(headers={"H": {"schema": STRING}}, **content(body))
    one = contract(
        operation("/a", requestBody=content(body), **parameter("q"), **answer) | operation("/b")
    )
    empty = {"type": "object"}
    other = contract(
        operation("/a", requestBody=content(empty), **_answer(**content(empty))) | operation("/c")
    )

    def places(base: Json, revision: Json, what: str) -> set[str]:
        found = findings(base, revision)
        return {one.pointer for one in found if one.rule.endswith(f"-{what}")}

    assert len(places(one, other, "removed")) == 5
    assert places(one, other, "removed") == places(other, one, "added")
    assert places(one, other, "added") == places(other, one, "removed")


def test_trailing_slash_is_another_path() -> None:
    """A path with a trailing slash is another resource (RFC 3986, section 6.2)."""
    assert "operation-removed" in rules(contract(operation("/a")), contract(operation("/a/")))


def test_name_of_a_path_parameter_is_free() -> None:
    """Renaming a path parameter is no finding."""
    old = contract(operation("/a/{x}/{y}", **_path("x", "y")))
    new = contract(operation("/a/{id}/{z}", **_path("z", "id")))
    assert rules(old, new) == {}


def _path(*names: str) -> Json:
    every = (parameter(name, "path", required=True)["parameters"][0] for name in names)
    return {"parameters": list(every)}


def test_paths_that_differ_in_names_only() -> None:
    """Two paths of one document that differ in names only do not hide each other."""
    paths = operation("/a/{x}") | operation("/a/{y}", deprecated=True)
    assert rules(contract(paths), contract(operation("/a/{x}"))) == {
        "operation-removed": "breaking"
    }


@pytest.mark.parametrize("turn", [False, True])
def test_paths_are_paired_by_text_then_operation_then_shape(turn: bool) -> None:  # noqa: FBT001
    """Of paths of one shape, the same text is the same path, then the same operationId."""

    def paths(*given: tuple[str, str]) -> Json:
        every = list(given)[::-1] if turn else given
        return contract({path: operation(path, operationId=name)[path] for path, name in every})

    base = paths(("/a/{x}", "one"), ("/a/{y}", "two"))
    exact = findings(base, paths(("/a/{y}", "one")))
    assert {(found.rule, found.operations) for found in exact} == {
        ("operation-removed", ("POST /a/{x}",)), ("operation-id-changed", ("POST /a/{y}",))
    }  # fmt: skip
    assert rules(base, paths(("/a/{v}", "two"), ("/a/{w}", "one"))) == {}
    both = findings(base, paths(("/a/{v}", "three"), ("/a/{w}", "one")))
    assert [(found.rule, found.before, found.after) for found in both] == [
        ("operation-id-changed", "two", "three")
    ]


def test_path_moves_between_server_and_path() -> None:
    """What moves from the path to the server's URL leaves the address as it was."""
    old = contract(operation("/v1/a"), servers=[{"url": "https://h.test"}])
    new = contract(operation("/a"), servers=[{"url": "https://h.test/v1"}])
    assert rules(old, new) == {"server-added": "compatible", "server-removed": "risky"}
    odd = contract(operation("/a"), servers=[{"url": "http://[/v1"}])
    assert rules(old, odd)["operation-removed"] == "breaking"


def test_path_item_by_reference() -> None:
    """A path item may stand in components, with more beside the reference."""
    item = operation()["/a"] | {"parameters": parameter()["parameters"]}
    inline = contract({"/a": item})
    shared = contract({"/a": {"$ref": "#/components/pathItems/I"}}, {"pathItems": {"I": item}})
    beside = contract(
        {"/a": {"$ref": "#/components/pathItems/I", "summary": "S"}}, {"pathItems": {"I": item}}
    )
    assert rules(inline, shared) == {}
    assert rules(shared, beside) == {}


def test_parameters_of_a_request() -> None:
    """Requests need no more parameters and lose none."""
    assert changed({}, parameter()) == {"request-parameter-added": "compatible"}
    assert changed({}, parameter(required=True)) == {"request-parameter-added-required": "breaking"}
    assert changed(parameter(), {}) == {"request-parameter-removed": "breaking"}
    assert changed(parameter(), parameter(required=True)) == {
        "request-parameter-became-required": "breaking"
    }
    assert changed(parameter(required=True), parameter(required=False)) == {
        "request-parameter-became-optional": "compatible"
    }
    assert changed(parameter(), parameter(where="cookie")) == {
        "request-parameter-added": "compatible",
        "request-parameter-removed": "breaking",
    }


def test_names_of_headers_have_no_case() -> None:
    """Header parameters and response headers are known whatever their case."""
    assert changed(parameter("X-A", "header"), parameter("x-a", "header")) == {}
    assert changed(_answer(headers={"X-A": {}}), _answer(headers={"x-a": {}})) == {}


def test_parameters_that_openapi_ignores() -> None:
    """`Accept`, `Content-Type` and `Authorization` are ruled by other parts of the contract."""
    assert changed(parameter("Authorization", "header", required=True), {}) == {}


def test_names_in_a_query_have_case() -> None:
    """The name of a query parameter or of an API key in the query is compared as it stands."""
    assert "request-parameter-removed" in changed(parameter("Name"), parameter("name"))
    keys = [{"s": {"type": "apiKey", "in": "query", "name": name}} for name in ("Key", "key")]
    old, new = (contract(operation(security=[{"s": []}]), {"securitySchemes": key}) for key in keys)
    assert rules(old, new) == {"security-scheme-changed": "breaking"}
    for key in keys:
        key["s"]["in"] = "header"
    assert rules(old, new) == {}


def test_parameter_of_the_path_item() -> None:
    """A parameter may move from the operation to its path item, where the operation's wins."""
    inner = contract(operation(**parameter()))
    outer = contract({"/a": operation()["/a"] | parameter()})
    both = contract({"/a": operation(**parameter())["/a"] | parameter(schema={"type": "integer"})})
    assert rules(inner, outer) == {}
    assert rules(inner, both) == {}


@pytest.mark.parametrize(("before", "after"), [("x", "y"), ("x", None), (None, "x")])
def test_default_of_a_parameter(before: str | None, after: str | None) -> None:
    """Another default of a parameter that may be left out does something else."""
    old, new = (STRING | ({"default": value} if value else {}) for value in (before, after))
    assert changed(parameter(schema=old), parameter(schema=new)) == {
        "request-parameter-default-changed": "breaking"
    }
    must: Json = {"required": True}
    assert changed(parameter(schema=old, **must), parameter(schema=new, **must)) == {}


def test_serialization_of_a_parameter() -> None:
    """Another style is breaking; what the specification implies may be written out."""
    array: Json = {"schema": {"type": "array", "items": STRING}}
    assert changed(parameter(), parameter(style="form", explode=True)) == {}
    assert changed(parameter(where="header"), parameter(where="header", style="simple")) == {}
    assert changed(parameter(**array), parameter(**array, explode=False)) == {
        "request-serialization-changed": "breaking"
    }
    assert changed(parameter(), parameter(explode=False)) == {}
    by_content = {"parameters": [{"name": "p", "in": "query"} | content(STRING)]}
    assert changed(parameter(), by_content) == {"request-serialization-changed": "breaking"}
    limited = {"parameters": [{"name": "p", "in": "query"} | content(STRING | {"maxLength": 1})]}
    assert changed(by_content, limited) == {"request-max-length-tightened": "breaking"}


def test_flags_of_a_parameter() -> None:
    """Empty values and reserved characters may come to be allowed."""
    assert changed(parameter(), parameter(allowReserved=True, allowEmptyValue=True)) == {
        "request-allow-empty-value-added": "compatible",
        "request-allow-reserved-added": "compatible",
    }
    assert changed(parameter(allowReserved=True, allowEmptyValue=True), parameter()) == {
        "request-allow-empty-value-removed": "breaking",
        "request-allow-reserved-removed": "risky",
    }


def test_parameters_are_text() -> None:
    """A number and the text of a number are the same on the way to the API."""
    number, text = parameter(schema={"type": "integer"}), parameter(schema=STRING)
    assert changed(number, text) == {"request-type-widened": "compatible"}
    assert changed(text, number) == {"request-type-narrowed": "breaking"}
    one, other = (parameter(schema={"enum": [value]}) for value in (1, "1"))
    assert "request-enum-value-removed" not in changed(one, other)
    true, word = (parameter(schema={"enum": [value]}) for value in (True, "true"))
    assert "request-enum-value-removed" not in changed(true, word)


def test_value_that_becomes_a_list() -> None:
    """One value reads as a list of one, where items are written as repeated parameters."""
    array = {"type": "array", "items": STRING}
    assert changed(parameter(), parameter(schema=array)) == {}
    for worse in (
        parameter(schema=array, explode=False),
        parameter(schema=array | {"minItems": 2}),
        parameter(schema=array | {"items": STRING | {"pattern": "^a"}}),
    ):
        assert "breaking" in changed(parameter(), worse).values()


def test_request_body() -> None:
    """A body may come to be optional, and not to be required."""
    body = {"requestBody": content(STRING)}
    must = {"requestBody": content(STRING) | {"required": True}}
    assert changed({}, body) == {"request-body-added": "compatible"}
    assert changed({}, must) == {"request-body-added-required": "breaking"}
    assert changed(body, {}) == {"request-body-removed": "breaking"}
    assert changed(body, must) == {"request-body-became-required": "breaking"}
    assert changed(must, body) == {"request-body-became-optional": "compatible"}


def _answer(status: str = "200", **rest: Any) -> Json:
    return {"responses": {status: {"description": "d"} | rest}}


def _bodies(*names: str) -> Json:
    return {"content": {name: {"schema": STRING} for name in names}}


@pytest.mark.parametrize(
    ("before", "after", "request_rules", "response_rules"),
    [
        ("a/b", "a/*", set[str](), {"media-type-removed", "media-type-added"}),
        ("a/*", "a/b", {"media-type-removed", "media-type-added"}, set[str]()),
        ("a/b", "A/B; charset=utf-8", set[str](), set[str]()),
        ("a/b;v=1", "a/b;v=2", {"media-type-parameters-changed"},
         {"media-type-parameters-changed"}),
        ("a/json", "a/x+json", {"media-type-removed", "media-type-added"},
         {"media-type-specialized"}),
        ("a/x+json", "a/json", {"media-type-removed", "media-type-added"},
         {"media-type-removed", "media-type-added"}),
    ],
)  # fmt: skip
def test_media_types(
    before: str, after: str, request_rules: set[str], response_rules: set[str]
) -> None:
    """A range covers its types (RFC 9110), a suffix says what a type also is (RFC 6839)."""
    old, new = _bodies(before), _bodies(after)
    found = changed({"requestBody": old}, {"requestBody": new})
    assert set(found) == {f"request-{rule}" for rule in request_rules}
    found = changed(_answer(**old), _answer(**new))
    assert set(found) == {f"response-{rule}" for rule in response_rules}


def test_schema_in_a_further_media_type() -> None:
    """Text bodies do not tell numbers from strings, and a missing schema admits anything."""
    number, text = ({"requestBody": content({"type": kind}, "text/plain")}
                    for kind in ("integer", "string"))  # fmt: skip
    assert changed(number, text) == {"request-type-widened": "compatible"}
    bare: Json = {"requestBody": {"content": {"text/plain": {}}}}
    assert changed(bare, text) == {}
    assert changed(bare, number) == {"request-type-narrowed": "breaking"}


def test_encoding_of_parts() -> None:
    """Another encoding of a part is breaking, a default written out is not."""

    def form(**encoding: Any) -> Json:
        media = {"schema": {"type": "object"}, "encoding": {"p": encoding}}
        return {"requestBody": {"content": {"multipart/form-data": media}}}

    assert changed(form(), form(style="form", explode=True)) == {}
    assert changed(form(contentType="a/b"), form(contentType="a/c")) == {
        "request-encoding-changed": "breaking"
    }
    assert changed(form(), form(style="deepObject")) == {"request-encoding-changed": "breaking"}


def test_statuses() -> None:
    """Successes are promises, errors are not."""
    assert changed(_answer("200"), _answer("404")) == {
        "response-error-added": "compatible",
        "response-success-removed": "breaking",
    }
    assert changed(_answer("404"), _answer("201")) == {
        "response-error-removed": "compatible",
        "response-success-added": "risky",
    }


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ("200", "2XX", {"response-success-added": "risky"}),
        ("2xx", "201", {}),
        ("200", "default", {"response-success-added": "risky"}),
        ("default", "200", {}),
        ("404", "default", {}),
        ("default", "404", {}),
        ("404", "4XX", {}),
    ],
)
def test_status_ranges(before: str, after: str, more: dict[str, str]) -> None:
    """A status is looked up by itself, by its class, and in `default` when that is all.

    A class of successes in place of one of them may bring more of them; of errors, nobody minds.
    """
    assert changed(_answer(before), _answer(after)) == more
    short = content(STRING | {"maxLength": 3})
    assert (
        changed(_answer(before, **short), _answer(after, **content(STRING)))
        == {"response-max-length-loosened": "breaking"} | more
    )


def test_default_stands_for_errors_that_are_not_described() -> None:
    """An error that moves in or out of `default` is compared with it, a success is not."""
    whole, less = _answer("404", **content(STRING)), _answer("default", **content({"enum": ["a"]}))
    assert changed(less, whole) == {"response-enum-removed": "risky"}
    number = _answer("default", **content({"type": "integer"}))
    assert changed(whole, number) == {"response-type-changed": "breaking"}
    classes: Json = {"responses": {}}
    for group in ("4XX", "5XX"):
        classes["responses"] |= _answer(group, **content({"type": "integer"}))["responses"]
    assert changed(number, classes) == changed(classes, number) == {}
    assert changed(less, classes) == {"response-type-changed": "breaking"}
    ok = _answer("200", **content(STRING))["responses"]
    created = _answer("201", **content(STRING))["responses"]
    assert changed(
        {"responses": ok | number["responses"]}, {"responses": created | number["responses"]}
    ) == {"response-success-added": "risky", "response-success-removed": "breaking"}


def test_new_status_of_a_class() -> None:
    """A status that comes beside its class is compared with what the class said."""
    short = _answer("2XX", **content(STRING | {"maxLength": 3}))
    both = {"responses": short["responses"] | _answer("201", **content(STRING))["responses"]}
    assert changed(short, both) == {"response-max-length-loosened": "breaking"}


def test_response_headers() -> None:
    """A header that goes, or may be missing, breaks readers."""

    def headers(**given: Any) -> Json:
        return _answer(headers=given)

    assert changed(headers(a={}), headers()) == {"response-header-removed": "breaking"}
    assert changed(headers(), headers(a={})) == {"response-header-added": "compatible"}
    assert changed(headers(a={"required": True}), headers(a={})) == {
        "response-header-became-optional": "breaking"
    }
    assert changed(headers(a={}), headers(a={"required": True})) == {
        "response-header-became-required": "compatible"
    }
    text, number = headers(a={"schema": STRING}), headers(a={"schema": {"type": "integer"}})
    assert changed(number, text) == {"response-type-widened": "breaking"}
    assert changed(text, number) == {"response-type-narrowed": "compatible"}


def test_links() -> None:
    """A link that goes is risky, since few follow links."""
    link = {"operationId": "x"}
    assert changed(_answer(links={"a": link}), _answer()) == {"link-removed": "risky"}
    assert changed(_answer(links={"a": link}), _answer(links={"a": link}, headers={})) == {}
    assert changed(_answer(links={"a": link}), _answer(links={"a": link | {"server": {}}})) == {
        "link-changed": "compatible"
    }


SCHEMES: dict[str, Json] = {
    "key": {"type": "apiKey", "in": "header", "name": "K"},
    "basic": {"type": "http", "scheme": "basic"},
    "oauth": {"type": "oauth2", "flows": {"implicit": {"scopes": {"r": "", "w": ""}}}},
}


REQUIREMENTS: list[tuple[Any, Any, str | None]] = [
    ([], [{"key": []}], "security-added"),
    ([{"key": []}], [], "security-removed"),
    ([{"key": []}], [{"key": [], "basic": []}], "security-added"),
    ([{"key": [], "basic": []}], [{"key": []}], "security-removed"),
    ([{"key": []}], [{"basic": []}, {"key": []}], "security-removed"),
    ([{"key": []}, {"basic": []}], [{"basic": []}], "security-added"),
    ([{"oauth": ["r"]}], [{"oauth": ["r", "w"]}], "security-added"),
    ([{"oauth": ["r", "w"]}], [{"oauth": ["w"]}], "security-removed"),
    ([{"key": []}], [{"key": []}, {}], "security-removed"),
    ([{"key": []}, {"basic": []}], [{"basic": []}, {"key": []}], None),
]


@pytest.mark.parametrize(("before", "after", "rule"), REQUIREMENTS)
def test_security(before: Any, after: Any, rule: str | None) -> None:
    """What a client proves today must still be enough; asking for less is fine."""
    schemes: Json = {"securitySchemes": SCHEMES}
    found = changed({"security": before}, {"security": after}, components=schemes)
    level = "breaking" if rule == "security-added" else "compatible"
    assert found == ({rule: level} if rule else {})


def test_security_of_the_whole_contract() -> None:
    """Requirements of the contract hold where an operation has none of its own."""
    base = contract(operation() | operation("/b", security=[]))
    (finding,) = findings(base, base | {"security": [{"key": []}]})
    assert finding.rule == "security-added"
    assert finding.operations == ("POST /a",)


def _schemes(scheme: Json, name: str = "s") -> Json:
    return contract(operation(security=[{name: []}]), {"securitySchemes": {name: scheme}})


def test_name_of_a_security_scheme_is_free() -> None:
    """Renaming a security scheme is no finding."""
    assert rules(_schemes(SCHEMES["key"], "a"), _schemes(SCHEMES["key"], "b")) == {}


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("key", {"name": "L"}, {"security-scheme-changed": "breaking"}),
        ("basic", {"scheme": "bearer"}, {"security-scheme-changed": "breaking"}),
        ("basic", {"scheme": "Basic", "bearerFormat": "x"},
         {"documentation-changed": "compatible"}),
        ("oauth", {"openIdConnectUrl": "u"}, {"security-scheme-unclear": "risky"}),
        ("oauth", {"flows": {}}, {"security-scheme-changed": "breaking"}),
        ("oauth", {"flows": {"implicit": {"scopes": {"r": ""}}}},
         {"security-scheme-unclear": "risky"}),
        ("oauth", {"flows": {"implicit": {"scopes": {"r": "", "w": "", "x": ""}}}},
         {"security-scheme-widened": "compatible"}),
        ("oauth", {"flows": {"implicit": {"scopes": {"r": "", "w": ""}, "tokenUrl": "u"}}},
         {"security-scheme-unclear": "risky"}),
        ("oauth", {"flows": {**SCHEMES["oauth"]["flows"], "password": {}}},
         {"security-scheme-widened": "compatible"}),
    ],
)  # fmt: skip
def test_security_schemes(name: str, change: Json, expected: dict[str, str]) -> None:
    """A credential that must be sent in another way is breaking."""
    assert rules(_schemes(SCHEMES[name]), _schemes(SCHEMES[name] | change)) == expected


def test_scheme_that_is_not_declared() -> None:
    """A requirement may name a scheme that the contract forgot."""
    assert changed({"security": [{"x": []}]}, {"security": [{"x": []}], "deprecated": True}) == {
        "operation-deprecated": "compatible"
    }


def test_servers() -> None:
    """A server that goes is risky, at whichever level it was listed."""
    one, two = {"url": "https://a.test"}, {"url": "https://b.test"}
    assert changed({"servers": [one]}, {"servers": [two, one]}) == {"server-added": "compatible"}
    assert changed({"servers": [one, two]}, {"servers": [one]}) == {"server-removed": "risky"}
    assert changed({"servers": [one]}, {}, servers=[one]) == {}


def test_server_variables() -> None:
    """Values of a server variable that go are risky."""

    def server(**variable: Any) -> Json:
        return {"servers": [{"url": "https://{v}.test", "variables": {"v": variable}}]}

    assert changed(server(default="a"), server(default="b")) == {
        "server-variable-default-changed": "risky"
    }
    few, more = server(default="a", enum=["a"]), server(default="a", enum=["a", "b"])
    assert changed(few, more) == {"server-variable-widened": "compatible"}
    assert changed(more, few) == {"server-variable-narrowed": "risky"}
    assert changed(few, server(default="a")) == {"server-variable-widened": "compatible"}


def test_identifiers_and_text() -> None:
    """Operation ids, tags and text are not on the wire."""
    assert changed(
        {"operationId": "a", "tags": ["x", "y"]},
        {"operationId": "b", "tags": ["y"], "summary": "S", "x-a": 1},
    ) == {
        "documentation-changed": "compatible",
        "extension-changed": "compatible",
        "operation-id-changed": "compatible",
        "tags-changed": "compatible",
    }
    assert changed({"tags": ["x", "y"]}, {"tags": ["y", "x"], "deprecated": False}) == {}
    assert changed({"deprecated": True}, {}) == {"operation-undeprecated": "compatible"}
    assert changed(parameter(), parameter(deprecated=True)) == {"deprecation-changed": "compatible"}


def _day(distance: int) -> str:
    return (datetime.now(UTC) + timedelta(days=distance)).date().isoformat()


def test_removal_after_sunset() -> None:
    """What was deprecated and whose announced day has passed may go with a risk."""

    def ending(distance: int) -> Json:
        return {"deprecated": True, "x-sunset": _day(distance)}

    for distance, rule, level in ((-2, "-after-sunset", "risky"), (2, "", "breaking")):
        base = contract(operation(**ending(distance)))
        assert rules(base, contract()) == {f"operation-removed{rule}": level}
        gone = changed(parameter(**ending(distance)), {})
        assert gone == {f"request-parameter-removed{rule}": level}


def test_sunset_dates() -> None:
    """A sunset is a promise: it may be put off, and not brought forward or taken back."""

    def ends(day: str | None) -> Json:
        return {"deprecated": True} | ({"x-sunset": day} if day else {})

    assert changed(ends("2030-01-02"), ends("2031-01-02")) == {"sunset-put-off": "compatible"}
    assert changed(ends("2030-01-02"), ends("2030-01-01T00:00:00Z")) == {
        "sunset-brought-forward": "breaking"
    }
    assert changed(ends("2030-01-02"), ends(None)) == {"sunset-brought-forward": "breaking"}
    assert changed(ends("2030-01-02"), ends("soon")) == {"sunset-unclear": "risky"}
    assert changed(ends(None), ends("2030-01-02")) == {}


def test_stability() -> None:
    """Nothing is promised about a draft; lowering what is promised is itself breaking."""
    assert changed({}, {"x-stability-level": "alpha"}) == {"stability-lowered": "breaking"}
    assert changed({"x-stability-level": "alpha"}, {"x-stability-level": "beta"}) == {
        "stability-raised": "compatible"
    }
    draft = parameter() | {"x-stability-level": "draft"}
    assert changed(draft, {"x-stability-level": "draft"}) == {"request-parameter-removed": "risky"}


def _event(schema: Any, **rest: Any) -> Json:
    return {"post": {"requestBody": content(schema), "responses": {}, **rest}}


def test_webhooks_turn_the_sense_around() -> None:
    """The body of a webhook is written by the API, so it may only come to say less."""
    short = STRING | {"maxLength": 3}
    old, new = (contract(webhooks={"w": _event(schema)}) for schema in (short, STRING))
    assert rules(old, new) == {"response-max-length-loosened": "breaking"}
    assert rules(new, old) == {"response-max-length-tightened": "compatible"}
    assert rules(old, contract()) == {"webhook-removed": "breaking"}
    assert rules(contract(), old) == {"webhook-added": "compatible"}
    bare = contract(webhooks={"w": {"post": {"responses": {}}}})
    assert rules(old, bare) == {"response-body-removed": "breaking"}
    assert rules(bare, old) == {"response-body-added": "compatible"}
    must = contract(webhooks={"w": _event(short)})
    must["webhooks"]["w"]["post"]["requestBody"]["required"] = True
    assert rules(must, old) == {"response-body-became-optional": "breaking"}
    assert rules(old, must) == {"response-body-became-required": "compatible"}
    (finding,) = findings(old, contract())
    assert finding.operations == ("webhook POST w",)


def test_parameters_of_webhooks() -> None:
    """A parameter of a webhook is read by the client."""
    old, new = (contract(webhooks={"w": {"post": {"responses": {}} | one}})
                for one in (parameter(), {}))  # fmt: skip
    assert rules(old, new) == {"response-parameter-removed": "breaking"}
    assert rules(new, old) == {"response-parameter-added": "compatible"}


def test_callbacks() -> None:
    """A callback is compared like a webhook, and goes without a word with its operation."""
    calling = operation(callbacks={"c": {"{$url}": _event(STRING), "x-a": 1}})
    base = contract(calling)
    assert rules(base, contract(operation())) == {"webhook-removed": "breaking"}
    assert rules(base, contract()) == {"operation-removed": "breaking"}
    (finding,) = findings(contract(operation()), base)
    assert finding.operations == ("POST /a, callback POST c {$url}",)


def test_shared_parts_are_one_finding() -> None:
    """A change in a shared parameter or response is one finding for all operations."""

    def shared(**rest: Any) -> Json:
        parts: Json = {
            "parameters": [{"$ref": "#/components/parameters/P"}],
            "responses": {"200": {"$ref": "#/components/responses/R"}},
        }
        return contract(
            operation("/a", **parts) | operation("/b", **parts),
            {
                "parameters": {"P": {"name": "p", "in": "query", "schema": STRING} | rest},
                "responses": {"R": {"description": "d", "headers": {"h": rest}}},
            },
        )

    found = findings(shared(), shared(required=True))
    assert [one.rule for one in found] == [
        "request-parameter-became-required",
        "response-header-became-required",
    ]
    assert {one.operations for one in found} == {("POST /a", "POST /b")}
