"""The sensitivity side: what became of the mark, and who reaches marked fields."""

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
    report,
    rules,
)
from tools.specdiff.judgement.accept import BY_NAME
from tools.specdiff.levels import BREAKING, COMPATIBLE

STRING = {"type": "string"}


def holder(description: str | None, *required: str) -> Json:
    """Return an object with one property that has a description."""
    field = STRING | ({"description": description} if description else {})
    return {"type": "object", "properties": {"f": field}, "required": list(required)}


def sensitive(found: dict[str, str]) -> dict[str, str]:
    """Keep the rules of the sensitivity side."""
    return {rule: level for rule, level in found.items() if "sensitive" in rule}


def test_field_becomes_sensitive() -> None:
    """A field that becomes sensitive breaks tokens without the scope, and only where it is read."""
    assert sensitive(in_response(holder("A"), holder("Sensitive. A"))) == {
        "response-field-became-sensitive": "breaking"
    }
    assert sensitive(in_request(holder("A"), holder("Sensitive. A"))) == {
        "request-field-became-sensitive": "compatible"
    }


def test_sensitivity_is_a_side_of_its_own() -> None:
    """The api verdict does not know of the mark."""
    answers = (_answers(holder(text)) for text in ("A", "Sensitive. A"))
    verdict = report(*answers).verdict
    assert verdict == {"api": COMPATIBLE, "sensitivity": BREAKING}


def _answers(schema: Any, path: str = "/a", **components: Any) -> Json:
    answer = {"200": {"description": ""} | content(schema)}
    return contract(operation(path, responses=answer), {"schemas": components})


def test_field_stops_being_sensitive() -> None:
    """A field that is no longer sensitive must be accepted by name."""
    for change in (in_response, in_request):
        assert sensitive(change(holder("Sensitive. A"), holder("A"))) == {
            "field-no-longer-sensitive": "risky"
        }


def test_sensitive_field_cannot_be_required() -> None:
    """A field that is sensitive and required is an error in the contract, old or new."""
    error = {"sensitive-field-required": "breaking"}
    assert sensitive(in_response(holder("Sensitive. A"), holder("Sensitive. A", "f"))) == error
    assert sensitive(in_response({"type": "object"}, holder("Sensitive. A", "f"))) == error | {
        "sensitive-field-added": "compatible"
    }
    assert sensitive(in_request(holder("Sensitive. A"), holder("Sensitive. A", "f"))) == {}
    assert sensitive(in_response(holder("Sensitive. A", "f"), holder("Sensitive. B", "f"))) == {}


@pytest.mark.parametrize(
    "text", ["sensitive. A", "Sensitive: A", "SENSITIVE. A", " Sensitive. A", "**Sensitive.** A"]
)
def test_mark_that_is_nearly_right(text: str) -> None:
    """A description that nearly carries the mark is an error, on a new field and on an old one."""
    error = {"sensitive-mark-unclear": "breaking"}
    for change in (in_response, in_request):
        assert sensitive(change(holder("A"), holder(text))) == error
        assert sensitive(change({"type": "object"}, holder(text))) == error
        assert sensitive(change(holder(text), holder(text, "f"))) == {}
    assert sensitive(in_response(holder("Sensitive. A"), holder(text))) == error | {
        "field-no-longer-sensitive": "risky"
    }


def test_word_that_only_looks_alike() -> None:
    """`Sensitivity` is another word, and the mark stands at the beginning."""
    assert sensitive(in_response(holder("A"), holder("Sensitivity. A"))) == {}
    assert sensitive(in_response(holder("A"), holder("A Sensitive. field"))) == {}


def test_new_sensitive_field_is_listed() -> None:
    """A new sensitive field, however deep, is compatible and listed."""
    deep = {"type": "array", "items": {"oneOf": [holder("Sensitive. A"), STRING]}}
    new = {"type": "object", "properties": {"g": deep}, "additionalProperties": {
        "if": {"type": "object"}, "then": holder("Sensitive. B"),
    }}  # fmt: skip
    found = findings(_answers({"type": "object"}), _answers(new))
    listed = [one.revision for one in found if one.rule == "sensitive-field-added"]
    assert [pointer and pointer.rpartition("schema/")[2] for pointer in listed] == [
        "additionalProperties/then/properties/f",
        "properties/g/items/oneOf/0/properties/f",
    ]


def test_mark_on_what_a_property_refers_to() -> None:
    """The description of a referenced schema counts for the property."""
    field = {"type": "object", "properties": {"f": {"$ref": "#/components/schemas/S"}}}
    marked = STRING | {"description": "Sensitive. A"}
    assert sensitive(rules(_answers(field, S=STRING), _answers(field, S=marked))) == {
        "response-field-became-sensitive": "breaking"
    }


def test_newly_reachable_sensitive_field_is_an_exposure() -> None:
    """A sensitive schema that a further operation reaches is a risky exposure, named with it."""
    reference = {"$ref": "#/components/schemas/S"}
    schemas = {"S": holder("Sensitive. A"), "T": {"type": "object"}}
    more = schemas | {"T": {"type": "object", "properties": {"s": reference}}}
    first = _answers(reference, "/first")["paths"]
    second = _answers({"$ref": "#/components/schemas/T"}, "/second")["paths"]
    base = contract(first | second, {"schemas": schemas})
    for revision in (
        contract(first | second, {"schemas": more}),
        contract(first | second | _answers(reference, "/third")["paths"], {"schemas": schemas}),
    ):
        found = findings(base, revision)
        (exposed,) = (one for one in found if one.rule == "sensitive-field-exposed")
        assert exposed.revision == "/components/schemas/S/properties/f"
        assert exposed.levels == {"sensitivity": 1}
        assert "POST /first" not in exposed.operations
        assert len(exposed.operations) == 1


def test_unchanged_sensitive_fields_are_silent() -> None:
    """A move into components or to another path name exposes nobody."""
    inline = holder("Sensitive. A")
    moved = _answers({"$ref": "#/components/schemas/S"}, S=inline)
    assert findings(_answers(inline), moved) == ()
    one, other = (_answers(inline, f"/a/{{{name}}}") for name in ("x", "y"))
    assert findings(one, other) == ()


def test_write_only_fields_are_not_read() -> None:
    """A sensitive field that is only ever sent is exposed to nobody."""
    secret = {"type": "object", "properties": {
        "f": STRING | {"writeOnly": True, "description": "Sensitive. A"}
    }}  # fmt: skip
    assert sensitive(rules(_answers({"type": "object"}), _answers(secret))) == {}


def secret(kind: str | None) -> Json:
    """Return an object with one property that has a format."""
    field = STRING | ({"format": kind} if kind else {})
    return {"type": "object", "properties": {"f": field}}


@pytest.mark.parametrize("change", [in_request, in_response])
def test_secrets(change: Any) -> None:
    """A field that is no longer a secret must be accepted by name; a new secret is only told."""

    def said(found: dict[str, str]) -> dict[str, str]:
        return {rule: level for rule, level in found.items() if "secret" in rule}

    lost, won = {"field-no-longer-secret": "risky"}, {"field-became-secret": "compatible"}
    assert said(change(secret("password"), secret(None))) == lost
    assert said(change(secret("uri"), secret("password"))) == won
    assert "field-no-longer-secret" in BY_NAME


@pytest.mark.parametrize(
    ("before", "after", "rule", "level"),
    [
        (None, "a:read", "sensitive-scope-added", "compatible"),
        ("a:read", "b:read", "sensitive-scope-changed", "risky"),
        ("a:read", None, "sensitive-scope-removed", "risky"),
    ],
)
def test_the_scope_for_sensitive_fields(
    before: str | None, after: str | None, rule: str, level: str
) -> None:
    """The scope that errors name may come, change and go, and the last is not silent."""
    sides = (
        holder("Sensitive. A") | ({"x-sensitive-scope": scope} if scope else {})
        for scope in (before, after)
    )
    assert in_response(*sides) == {rule: level}
