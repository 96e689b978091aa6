"""Schemas are compared keyword by keyword, requests and responses with opposite senses."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import (
    contract,
    findings,
    in_request,
    in_response,
    operation,
    report,
    request_of,
    response_of,
)
from tools.specdiff.levels import RISKY

OBJECT = {"type": "object"}
STRING = {"type": "string"}
ARRAY = {"type": "array", "items": {"type": "string"}}
CONTAINS = {"type": "array", "contains": {"const": "a"}}
DEPENDS = {"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}

# What a looser and a tighter schema are, and the rule between them.
TIGHTER: list[tuple[Any, Any, str]] = [
    (STRING, STRING | {"maxLength": 9}, "max-length"),
    (STRING | {"maxLength": 9}, STRING | {"maxLength": 8}, "max-length"),
    (STRING, STRING | {"minLength": 1}, "min-length"),
    (STRING, STRING | {"pattern": "^a"}, "pattern"),
    (STRING | {"pattern": ".*"}, STRING | {"pattern": "^a"}, "pattern"),
    (STRING, STRING | {"format": "uuid"}, "format"),
    (STRING | {"format": "iri"}, STRING | {"format": "uri"}, "format"),
    ({"type": "number", "format": "double"}, {"type": "number", "format": "float"}, "format"),
    ({"type": "number"}, {"type": "number", "minimum": 0}, "minimum"),
    ({"type": "number", "minimum": 0}, {"type": "number", "exclusiveMinimum": 0}, "minimum"),
    (
        {"type": "number", "minimum": 0},
        {"type": "number", "minimum": 0, "exclusiveMinimum": True},
        "minimum",
    ),
    ({"type": "number"}, {"type": "number", "maximum": 5}, "maximum"),
    ({"type": "number", "exclusiveMaximum": 6}, {"type": "number", "maximum": 5}, "maximum"),
    ({"type": "number"}, {"type": "number", "multipleOf": 0.1}, "multiple-of"),
    ({"type": "number", "multipleOf": 0.1}, {"type": "number", "multipleOf": 0.2}, "multiple-of"),
    (ARRAY, ARRAY | {"minItems": 1}, "min-items"),
    (ARRAY, ARRAY | {"maxItems": 1}, "max-items"),
    (ARRAY, ARRAY | {"uniqueItems": True}, "unique-items"),
    ({"type": "array"}, ARRAY, "items"),
    ({"type": "array"}, {"type": "array", "prefixItems": [STRING]}, "prefix-items"),
    ({"type": "array"}, {"type": "array", "items": [STRING]}, "prefix-items"),
    (ARRAY, ARRAY | {"contains": {"const": "a"}}, "contains"),
    (
        ARRAY | {"contains": {"const": "a"}},
        ARRAY | {"contains": {"const": "a"}, "minContains": 2},
        "min-contains",
    ),
    (
        ARRAY | {"contains": {"const": "a"}},
        ARRAY | {"contains": {"const": "a"}, "maxContains": 2},
        "max-contains",
    ),
    (CONTAINS, CONTAINS | {"unevaluatedItems": False}, "unevaluated-items"),
    (OBJECT, OBJECT | {"minProperties": 1}, "min-properties"),
    (OBJECT, OBJECT | {"maxProperties": 1}, "max-properties"),
    (OBJECT, OBJECT | {"propertyNames": {"maxLength": 3}}, "property-names"),
    (OBJECT, OBJECT | {"patternProperties": {"^x-": STRING}}, "pattern-property"),
    (OBJECT, OBJECT | {"additionalProperties": STRING}, "additional-properties"),
    (OBJECT, OBJECT | {"unevaluatedProperties": STRING}, "additional-properties"),
    (DEPENDS, DEPENDS | {"unevaluatedProperties": STRING}, "unevaluated-properties"),
    (OBJECT, OBJECT | {"dependentRequired": {"a": ["b"]}}, "dependent-required"),
    (OBJECT, OBJECT | {"dependentSchemas": {"a": {"required": ["b"]}}}, "dependent-schema"),
    (STRING, STRING | {"not": {"const": "a"}}, "not"),
    (STRING, STRING | {"if": {"minLength": 1}, "then": {"maxLength": 2}}, "condition"),
    (STRING, STRING | {"contentMediaType": "application/json"}, "content-media-type"),
    (STRING, STRING | {"contentMediaType": "image/png"}, "format"),
    (STRING, STRING | {"contentSchema": OBJECT}, "content-schema"),
]


@pytest.mark.parametrize(("loose", "tight", "rule"), TIGHTER)
def test_request_may_only_come_to_accept_more(loose: Any, tight: Any, rule: str) -> None:
    """A tighter constraint on a request is breaking, and a looser one is compatible."""
    assert in_request(loose, tight) == {f"request-{rule}-tightened": "breaking"}
    assert in_request(tight, loose) == {f"request-{rule}-loosened": "compatible"}


@pytest.mark.parametrize(("loose", "tight", "rule"), TIGHTER)
def test_response_may_only_come_to_say_less(loose: Any, tight: Any, rule: str) -> None:
    """A looser constraint on a response is breaking, and a tighter one is compatible."""
    assert in_response(tight, loose) == {f"response-{rule}-loosened": "breaking"}
    assert in_response(loose, tight) == {f"response-{rule}-tightened": "compatible"}


@pytest.mark.parametrize(
    ("base", "revision", "rule"),
    [
        (STRING | {"pattern": "^a"}, STRING | {"pattern": "^b"}, "pattern-changed"),
        (STRING | {"format": "email"}, STRING | {"format": "uuid"}, "format-changed"),
        (STRING | {"format": "date"}, STRING | {"format": "date-time"}, "format-changed"),
        ({"type": "number", "multipleOf": 2}, {"type": "number", "multipleOf": 3},
         "multiple-of-changed"),
        (STRING | {"contentEncoding": "base64"}, STRING, "content-encoding-changed"),
        (STRING | {"contentMediaType": "a/b"}, STRING | {"contentMediaType": "a/c"},
         "content-media-type-changed"),
        ({"const": "a"}, {"const": "b"}, "const-changed"),
        (STRING, {"type": "boolean"}, "type-changed"),
    ],
)  # fmt: skip
def test_incomparable_values_break_both_sides(base: Any, revision: Any, rule: str) -> None:
    """A value that neither contains nor is contained breaks requests and responses alike."""
    assert in_request(base, revision) == {f"request-{rule}": "breaking"}
    assert in_response(base, revision) == {f"response-{rule}": "breaking"}


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (STRING, {"type": ["string", "integer"]}),
        ({"type": "integer"}, {"type": "number"}),
        (STRING, {}),
        ({"type": "number"}, {"type": ["integer", "number", "string"]}),
    ],
)
def test_types_widen_and_narrow(narrow: Any, wide: Any) -> None:
    """A wider type is welcome in a request and breaks in a response; integers are numbers."""
    assert in_request(narrow, wide) == {"request-type-widened": "compatible"}
    assert in_request(wide, narrow) == {"request-type-narrowed": "breaking"}
    assert in_response(narrow, wide) == {"response-type-widened": "breaking"}
    assert in_response(wide, narrow) == {"response-type-narrowed": "compatible"}


def test_types_can_be_lost_and_won_at_once() -> None:
    """A type that goes and a type that comes are two findings when another one stays."""
    assert in_request({"type": ["string", "boolean"]}, {"type": ["string", "array"]}) == {
        "request-type-narrowed": "breaking",
        "request-type-widened": "compatible",
    }


def test_null_in_each_spelling() -> None:
    """`nullable`, a type array, and a union with null are one thing."""
    spelled = [
        {"type": "string", "nullable": True},
        {"type": ["null", "string"]},
        {"anyOf": [{"type": "null"}, {"type": "string"}]},
        {"oneOf": [{"type": "string"}, {"enum": [None]}]},
        {"oneOf": [{"type": "string"}, {"const": None}]},
    ]
    for base in spelled:
        for revision in spelled:
            assert in_request(base, revision) == {}
        assert in_request(base, STRING) == {"request-became-not-nullable": "breaking"}
        assert in_request(STRING, base) == {"request-became-nullable": "compatible"}
        assert in_response(STRING, base) == {"response-became-nullable": "breaking"}
        assert in_response(base, STRING) == {"response-became-not-nullable": "compatible"}


def test_move_from_one_version_to_the_other() -> None:
    """A contract that is rewritten from 3.0 to 3.1 without another meaning has no findings."""
    old = {"type": "object", "properties": {
        "a": {"type": "string", "nullable": True},
        "b": {"type": "number", "minimum": 1, "exclusiveMinimum": True},
    }}  # fmt: skip
    new = {"type": "object", "properties": {
        "a": {"type": ["string", "null"]},
        "b": {"type": "number", "exclusiveMinimum": 1},
    }}  # fmt: skip
    assert findings(response_of(old, version="3.0.3"), response_of(new, version="3.1.0")) == ()
    assert findings(request_of(old, version="3.0.3"), request_of(new, version="3.1.0")) == ()


def test_null_in_an_enum() -> None:
    """In 3.1, an enum without null excludes it whatever the type says."""
    assert in_request({"type": ["string", "null"], "enum": ["a"]}, {"enum": ["a"]}) == {}
    assert in_request({"enum": ["a", None]}, {"enum": ["a"]}) == {
        "request-became-not-nullable": "breaking"
    }


@pytest.mark.parametrize(
    ("base", "revision", "request_rules", "response_rules"),
    [
        (["a"], ["a", "b"], {"request-enum-value-added": "compatible"},
         {"response-enum-value-added": "risky"}),
        (["a", "b"], ["a"], {"request-enum-value-removed": "breaking"},
         {"response-enum-value-removed": "compatible"}),
        (None, ["a"], {"request-enum-added": "breaking"}, {"response-enum-added": "compatible"}),
        (["a"], None, {"request-enum-removed": "compatible"}, {"response-enum-removed": "risky"}),
    ],
)  # fmt: skip
def test_enums(base: Any, revision: Any, request_rules: Any, response_rules: Any) -> None:
    """Requests lose no enum value; a response that gains one is risky, since models are open."""
    old, new = (STRING | ({"enum": values} if values else {}) for values in (base, revision))
    assert in_request(old, new) == request_rules
    assert in_response(old, new) == response_rules


def test_constants() -> None:
    """A constant is an enum of one, but losing it breaks readers, who tell values apart by it."""
    assert in_request({"const": "a"}, {"enum": ["a"]}) == {}
    assert in_request(STRING, STRING | {"const": "a"}) == {"request-const-added": "breaking"}
    assert in_response(STRING, STRING | {"const": "a"}) == {"response-const-added": "compatible"}
    assert in_request(STRING | {"const": "a"}, STRING) == {"request-const-removed": "compatible"}
    assert in_response(STRING | {"const": "a"}, STRING) == {"response-const-removed": "breaking"}
    assert in_response({"const": "a"}, {"enum": ["a", "b"]}) == {
        "response-enum-value-added": "risky"
    }


def test_enum_values_are_json_values() -> None:
    """1 and 1.0 are one value, 1 and true are two, and objects do not care for order."""
    assert in_request({"enum": [1]}, {"enum": [1.0]}) == {}
    assert "request-enum-value-removed" in in_request(
        {"enum": [1, "a", True]}, {"enum": ["a", True]}
    )
    assert in_request({"enum": [{"a": 1, "b": [2]}]}, {"enum": [{"b": [2], "a": 1}]}) == {}
    assert in_request({"type": "boolean"}, {"type": "boolean", "enum": [True, False]}) == {}


def test_properties_of_a_request() -> None:
    """A request property that is required, or goes, breaks callers; a new one does not."""
    a = OBJECT | {"properties": {"a": STRING}}
    both = OBJECT | {"properties": {"a": STRING, "b": STRING | {"default": "x"}}}
    assert in_request(a, both) == {"request-property-added": "compatible"}
    assert in_request(both, a) == {"request-property-removed": "breaking"}
    assert in_request(a, both | {"required": ["b"]}) == {
        "request-property-added-required": "breaking"
    }
    assert in_request(both, both | {"required": ["b"]}) == {
        "request-property-became-required": "breaking"
    }
    assert in_request(both | {"required": ["b"]}, both) == {
        "request-property-became-optional": "compatible"
    }


def test_properties_of_a_response() -> None:
    """A response property that was promised and goes is breaking; an optional one is risky."""
    a = OBJECT | {"properties": {"a": STRING}}
    both = OBJECT | {"properties": {"a": STRING, "b": STRING}}
    assert in_response(a, both) == {"response-property-added": "compatible"}
    assert in_response(both, a) == {"response-property-removed": "risky"}
    assert in_response(both | {"required": ["b"]}, a) == {
        "response-property-removed-required": "breaking"
    }
    assert in_response(both | {"required": ["b"]}, both) == {
        "response-property-became-optional": "breaking"
    }
    assert in_response(both, both | {"required": ["b"]}) == {
        "response-property-became-required": "compatible"
    }
    closed = {"additionalProperties": False}
    assert in_response(a | closed, both | closed) == {"response-property-added-closed": "risky"}


def test_required_without_a_declaration() -> None:
    """A name in `required` counts without a declaration of the property."""
    assert in_request(OBJECT, OBJECT | {"required": ["a"]}) == {
        "request-property-became-required": "breaking"
    }


def test_read_only_and_write_only() -> None:
    """A read-only property is not in requests, a write-only one is not in responses."""
    plain = OBJECT | {"properties": {"a": STRING}, "required": ["a"]}
    read = OBJECT | {"properties": {"a": STRING | {"readOnly": True}}, "required": ["a"]}
    write = OBJECT | {"properties": {"a": STRING | {"writeOnly": True}}, "required": ["a"]}
    assert in_request(plain, read) == {"request-property-removed": "breaking"}
    assert in_request(read, plain) == {"request-property-added-required": "breaking"}
    assert in_request(plain, write) == {}
    assert in_response(plain, write) == {"response-property-removed-required": "breaking"}
    assert in_response(write, plain) == {"response-property-added": "compatible"}
    assert in_response(plain, read) == {}


def test_additional_properties() -> None:
    """Closing an object refuses requests; opening one lets unknown keys into answers."""
    closed = OBJECT | {"additionalProperties": False}
    assert in_request(OBJECT, closed) == {"request-additional-properties-tightened": "breaking"}
    assert in_request(closed, OBJECT) == {"request-additional-properties-loosened": "compatible"}
    assert in_response(closed, OBJECT) == {"response-additional-properties-opened": "risky"}
    assert in_response(OBJECT, OBJECT | {"additionalProperties": {}}) == {}


def test_declared_property_and_the_rule_for_undeclared_ones() -> None:
    """A property that comes to be declared is compared with the rule that held for it before."""
    free = OBJECT | {"additionalProperties": STRING}
    number = free | {"properties": {"a": {"type": "integer"}}}
    assert in_request(free, number) == {"request-type-changed": "breaking"}
    assert in_request(number, free) == {"request-type-changed": "breaking"}
    for pattern in ("^a", "b$", "^ab$", "a"):
        matching = OBJECT | {"patternProperties": {pattern: STRING}}
        declared = matching | {"properties": {"ab": STRING}}
        assert in_request(matching, declared) == {}
        other = matching | {"properties": {"ba-": STRING}}
        added = {} if pattern == "a" else {"request-property-added": "compatible"}
        assert in_request(matching, other) == added
    unclear = OBJECT | {"patternProperties": {"^(a|b)+$": STRING}}
    assert in_request(unclear, unclear | {"properties": {"a": STRING}}) == {
        "request-property-added": "compatible"
    }


def test_all_of_is_merged() -> None:
    """Splitting an object into `allOf` changes nothing, nested or by reference."""
    whole = OBJECT | {"properties": {"a": STRING, "b": {"type": "integer"}}, "required": ["a"]}
    parts = {"allOf": [
        OBJECT | {"properties": {"a": STRING}},
        {"allOf": [OBJECT | {"properties": {"b": {"type": "integer"}}}, {"required": ["a"]}]},
    ]}  # fmt: skip
    assert in_request(whole, parts) == {}
    assert in_response(parts, whole) == {}


def test_all_of_takes_the_tightest() -> None:
    """Constraints of an `allOf` hold together: the tightest one counts."""
    both = {"allOf": [STRING | {"maxLength": 5}, {"maxLength": 9, "minLength": 1}]}
    assert in_request(both, STRING | {"maxLength": 5, "minLength": 1}) == {}
    assert (
        in_request({"allOf": [{"type": "number"}, {"type": "integer"}]}, {"type": "integer"}) == {}
    )
    assert (
        in_request({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, {"enum": ["b"]}) == {}
    )


def test_siblings_of_a_reference() -> None:
    """Beside `$ref`, 3.1 counts what stands there and 3.0 does not."""
    schemas = {"schemas": {"S": STRING}}
    bare = {"$ref": "#/components/schemas/S"}
    limited = bare | {"maxLength": 4}
    assert in_response(limited, bare, components=schemas) == {
        "response-max-length-loosened": "breaking"
    }
    assert in_response(limited, bare, components=schemas, version="3.0.3") == {}


def test_spellings_without_a_meaning() -> None:
    """Writing out what the specification implies is no finding."""
    pairs: list[tuple[Any, Any]] = [
        (STRING, STRING | {"minLength": 0, "nullable": False, "readOnly": False, "pattern": ""}),
        (ARRAY, ARRAY | {"minItems": 0, "uniqueItems": False}),
        (OBJECT, OBJECT | {"minProperties": 0, "additionalProperties": True, "required": []}),
        (ARRAY | {"contains": STRING}, ARRAY | {"contains": STRING, "minContains": 1}),
        ({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0}),
        ({"type": "integer", "maximum": 1}, {"type": "integer", "exclusiveMaximum": 2}),
        ({"type": ["string", "integer"]}, {"type": ["integer", "string"]}),
        ({"properties": {"a": STRING}}, OBJECT | {"properties": {"a": STRING}}),
        ({"enum": ["a"]}, STRING | {"enum": ["a"]}),
        ({}, True),
        ({}, {"anyOf": [{"type": kind} for kind in
                        ("string", "number", "boolean", "array", "object", "null")]}),
        ({"type": ["string", "integer"]}, {"oneOf": [{"type": "integer"}, STRING]}),
        (STRING, {"oneOf": [STRING]}),
    ]  # fmt: skip
    for base, revision in pairs:
        for one, other in ((base, revision), (revision, base)):
            assert in_request(one, other) == {}, (one, other)
            assert in_response(one, other) == {}, (one, other)


def test_schema_that_forbids() -> None:
    """`false` admits nothing: a request that may not be sent any more breaks."""
    assert in_request(STRING, False) == {"request-value-forbidden": "breaking"}
    assert in_request(False, STRING) == {"request-value-allowed": "compatible"}
    assert in_response(False, STRING) == {"response-value-allowed": "breaking"}
    assert in_response(STRING, False) == {"response-value-forbidden": "compatible"}
    assert in_response(False, False) == {}


def test_defaults_of_properties() -> None:
    """Another default of a request property that may be left out does something else."""

    def schema(value: str | None, *required: str) -> Any:
        given = STRING | ({} if value is None else {"default": value})
        return OBJECT | {"properties": {"a": given}, "required": list(required)}

    assert in_request(schema("x"), schema("y")) == {"request-default-changed": "breaking"}
    assert in_request(schema("x"), schema(None)) == {"request-default-removed": "breaking"}
    assert in_request(schema(None), schema("x")) == {"request-default-added": "risky"}
    assert in_request(schema("x", "a"), schema("y", "a")) == {}
    assert in_response(schema("x"), schema("y")) == {"response-default-changed": "risky"}


def test_condition() -> None:
    """`then` and `else` are compared while `if` stays; another `if` is risky."""
    base = STRING | {"if": {"minLength": 1}, "then": {"maxLength": 5}}
    assert in_request(base, base | {"then": {"maxLength": 4}}) == {
        "request-max-length-tightened": "breaking"
    }
    assert in_request(base, base | {"if": {"minLength": 2}}) == {
        "request-condition-changed": "risky"
    }
    assert in_request(base, base | {"else": {"maxLength": 4}}) == {
        "request-condition-tightened": "breaking"
    }
    assert in_request(STRING, STRING | {"if": {"minLength": 2}}) == {}
    assert in_request(STRING, STRING | {"then": {"minLength": 2}}) == {}


def test_several_conditions_are_matched_by_their_if() -> None:
    """Conditions of an `allOf` do not care for their order."""
    one = {"if": {"minLength": 1}, "then": {"maxLength": 5}}
    two = {"if": {"minLength": 7}, "then": {"maxLength": 9}}
    assert in_request({"allOf": [one, two]}, {"allOf": [two, one]}) == {}


def test_not_turns_the_sense_around() -> None:
    """Excluding more breaks requests; excluding less breaks responses; one finding each."""
    less = STRING | {"not": {"type": "string", "maxLength": 3}}
    more = STRING | {"not": {"type": "string", "maxLength": 5}}
    assert in_request(less, more) == {"request-not-tightened": "breaking"}
    assert in_request(more, less) == {}
    assert in_response(more, less) == {"response-not-loosened": "breaking"}
    assert in_response(less, more) == {}


def test_contains_with_an_upper_bound() -> None:
    """With `maxContains`, another `contains` cannot be decided."""
    base = ARRAY | {"contains": {"minLength": 1}, "maxContains": 3}
    assert in_request(base, base | {"contains": {"minLength": 2}}) == {
        "request-contains-changed": "risky"
    }
    assert in_request(base, base | {"contains": {"minLength": 1, "title": "T"}}) == {}


def test_tuples() -> None:
    """Leading items are compared one by one, with `items` where a side has fewer."""
    pair = {"type": "array", "prefixItems": [STRING, {"type": "integer"}]}
    assert in_request(pair, {"type": "array", "prefixItems": [STRING, STRING]}) == {
        "request-type-changed": "breaking"
    }
    rest = {"type": "array", "prefixItems": [STRING], "items": {"type": "integer"}}
    assert in_request(pair | {"items": {"type": "integer"}}, rest) == {}
    assert in_response(pair | {"items": False}, pair | {"items": False}) == {}


def test_xml_matters_in_xml_only() -> None:
    """Another element name breaks XML bodies and nothing else."""
    named = OBJECT | {"xml": {"name": "a", "wrapped": False}}
    assert in_request(OBJECT, named) == {"documentation-changed": "compatible"}
    assert in_request(OBJECT, OBJECT | {"xml": {"attribute": False}}) == {}
    base, revision = (request_of(schema, "application/xml") for schema in (OBJECT, named))
    assert [finding.rule for finding in findings(base, revision)] == ["request-xml-changed"]


def test_text_for_people_is_listed() -> None:
    """Titles, descriptions, examples, deprecation and extensions are compatible findings."""
    noted = STRING | {"title": "T", "deprecated": True, "x-a": 1, "examples": ["e"]}
    assert in_response(STRING, noted) == {
        "deprecation-changed": "compatible",
        "documentation-changed": "compatible",
        "extension-changed": "compatible",
    }
    assert in_response(STRING, STRING | {"deprecated": False}) == {}


def test_shared_schema_is_one_finding() -> None:
    """A change in a shared schema is one finding that names the operations that reach it."""

    def shared(limit: int) -> Any:
        reference = {"$ref": "#/components/schemas/Item"}
        answer = {"200": {"content": {"application/json": {"schema": reference}}}}
        nested = {"200": {"content": {"application/json": {"schema": {"items": reference}}}}}
        paths = operation("/a", "get", responses=answer) | operation("/b", responses=nested)
        item = STRING | {"maxLength": limit}
        return contract(paths, {"schemas": {"Item": item}})

    (finding,) = findings(shared(1), shared(2))
    assert finding.operations == ("GET /a", "POST /b")
    assert finding.base == finding.revision == "/components/schemas/Item/maxLength"
    assert (finding.before, finding.after) == (1, 2)
    assert "`Item`" in finding.sentence


def test_constraints_that_another_one_implies() -> None:
    """A format or a step that is implied by another one may be left out."""
    both = {"allOf": [STRING | {"format": "uri"}, {"format": "iri"}]}
    assert in_request(both, STRING | {"format": "uri"}) == {}
    steps = {"allOf": [{"type": "number", "multipleOf": 2}, {"multipleOf": 4}]}
    assert in_request(steps, {"type": "number", "multipleOf": 4}) == {}
    assert in_request(OBJECT, OBJECT | {"dependentRequired": {"a": [], "b": None}}) == {}
    number = {"type": "number", "minimum": 1}
    assert in_request(number, number | {"exclusiveMinimum": False}) == {}


def test_unchanged_exclusion_beside_a_change() -> None:
    """What did not change is silent beside what did."""
    base = STRING | {"not": {"const": "a"}}
    assert in_request(base, base | {"maxLength": 3}) == {"request-max-length-tightened": "breaking"}


def test_conditions_on_recursive_schemas() -> None:
    """Conditions are recognised through references, also through recursive ones."""

    def tree(name: str) -> Any:
        node = {"type": "object", "properties": {"n": {"$ref": f"#/components/schemas/{name}"}}}
        condition = {"if": {"$ref": f"#/components/schemas/{name}"}, "then": {"maxProperties": 1}}
        return request_of(condition, components={"schemas": {name: node}})

    assert findings(tree("A"), tree("B")) == ()


def test_recursive_schemas_terminate() -> None:
    """A tree is compared once, also where it moves into another component."""

    def tree(name: str, limit: int) -> Any:
        reference = {"$ref": f"#/components/schemas/{name}"}
        label = STRING | {"maxLength": limit}
        node = OBJECT | {"properties": {"label": label, "nodes": {"items": reference}}}
        return response_of(reference, components={"schemas": {name: node}})

    assert findings(tree("Tree", 1), tree("Baum", 1)) == ()
    (finding,) = findings(tree("Tree", 1), tree("Baum", 2))
    assert finding.rule == "response-max-length-loosened"


def test_levels_can_be_overridden() -> None:
    """A config level replaces that of the table, and decides unions as well."""
    base, revision = request_of(STRING), request_of(STRING | {"maxLength": 4})
    lowered = report(base, revision, {"request-max-length-tightened": RISKY})
    assert lowered.verdict["api"] == RISKY


@pytest.mark.parametrize(
    "schema",
    [
        {"type": 1}, {"type": ["string", 2]}, {"enum": "a"}, {"maxLength": "a"}, {"properties": []},
        {"allOf": {}}, {"properties": {"a": 1}}, {"dependentRequired": {"a": 1}},
    ],
)  # fmt: skip
def test_what_is_no_schema_is_refused(schema: Any) -> None:
    """A keyword of a wrong kind is an error that says where."""
    with pytest.raises(Exception, match=r"base.json: #/paths/~1a/post/requestBody.*must be"):
        findings(request_of(schema), request_of(OBJECT))


def test_a_keyword_that_is_null_is_none() -> None:
    """`enum: null` excludes nothing, and `nullable` without a type leaves all types."""
    assert findings(request_of({"enum": None}), request_of({})) == ()
    nullable = {"nullable": True}
    assert findings(request_of(nullable), request_of(nullable | {"type": None})) == ()
