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
    """Other words, and what is sensitive to something else, are no mark."""
    for text in ("Sensitivity. A", "The search is case sensitive.", "A case-sensitive name.",
                 "It is not sensitive.", "Whether the agent is sensitive to noise."):  # fmt: skip
        assert sensitive(in_response(holder("A"), holder(text))) == {}


@pytest.mark.parametrize(
    "words",
    [
        {"description": "Who called. Sensitive."},
        {"description": "This field is sensitive."},
        {"description": "May contain personal, sensitive data."},
        {"description": "Contains PII."},
        {"x-sensitive": True},
        {"x-pii": {"kind": "phone"}},
    ],
)
def test_other_words_for_the_mark(words: Json) -> None:
    """A field that is said to be sensitive in another way is told once as a near miss."""
    plain, said = holder(None), holder(None)
    said["properties"]["f"] |= words
    told = {"sensitive-mark-missing": "risky"}
    for change in (in_response, in_request):
        assert sensitive(change(plain, said)) == told
        assert sensitive(change({"type": "object"}, said)) == told
        assert sensitive(change(said, said | {"required": ["f"]})) == {}
    marked = holder("Sensitive. Contains PII.")
    assert sensitive(in_response(marked, said)) == told | {"field-no-longer-sensitive": "risky"}


def thing(**properties: Any) -> Json:
    """Return an object schema."""
    return {"type": "object", "properties": properties}


MARKED = STRING | {"description": "Sensitive. The number that called."}
NUMBER = {"type": "integer"}


@pytest.mark.parametrize(
    ("base", "revision", "names"),
    [
        (thing(phone=MARKED), thing(phone_number=STRING), ("phone", "phone_number")),
        (thing(callerPhones=MARKED), thing(caller_phone=NUMBER), ("callerPhones", "caller_phone")),
        (thing(customer_phone=MARKED), thing(customer=thing(phone=STRING)),
         ("customer_phone", "phone")),
        (thing(customer=thing(phone=MARKED)), thing(customer_phone=STRING),
         ("phone", "customer_phone")),
        (thing(phone=MARKED), thing(contact=STRING), ("phone", "contact")),
        (thing(phone=MARKED), thing(w=thing(contact={"description": "The number that called."})),
         ("phone", "contact")),
        (thing(phone=MARKED), thing(phone=MARKED, phone_raw=STRING), ("phone", "phone_raw")),
        (thing(phone=MARKED), thing(phone=MARKED, other=thing(phone=STRING)), ("phone", "phone")),
        (thing(address=thing(street=STRING) | {"description": "Sensitive."}), thing(street=STRING),
         ("address", "street")),
        (thing(calls={"type": "array", "items": thing(to=STRING), "description": "Sensitive."}),
         thing(last=thing(to=STRING)), ("calls", "to")),
        (thing(key=STRING | {"format": "password"}), thing(token=STRING), ("key", "token")),
    ],
)  # fmt: skip
def test_field_that_lost_its_mark_on_the_way(base: Json, revision: Json, names: Any) -> None:
    """A marked field that is renamed, moved, flattened or copied without the mark is named."""
    for found in (
        findings(_answers(base), _answers(revision)),
        findings(*(contract(operation(requestBody=content(one))) for one in (base, revision))),
    ):
        (lost,) = (one for one in found if one.rule == "sensitive-field-unmarked")
        assert (lost.before, lost.after) == names
        assert lost.levels == {"sensitivity": 1}
    assert "sensitive-field-unmarked" in BY_NAME


@pytest.mark.parametrize(
    "revision",
    [
        thing(phone_number=MARKED),
        thing(phone=MARKED, status=STRING, extension=NUMBER),
        thing(count=NUMBER),
        thing(phone=MARKED | {"description": "Sensitive. Another text."}),
        thing(w=thing(phone=STRING) | {"description": "Sensitive. As a whole."}),
    ],
)
def test_field_that_kept_its_mark(revision: Json) -> None:
    """A field that keeps its mark, lies within a marked one, or is another, is not taken for it."""
    for base in (thing(phone=MARKED), thing(phone=MARKED | {"title": "T"})):
        found = rules(_answers(base), _answers(revision))
        assert "sensitive-field-unmarked" not in found


def test_field_that_another_operation_lost() -> None:
    """A field may move to another operation, but not to another direction."""

    def two(first: Json, second: Json) -> Json:
        return contract(_answers(first, "/a")["paths"] | _answers(second, "/b")["paths"])

    text = MARKED["description"].removeprefix("Sensitive. ")
    copied = STRING | {"description": text}
    base = two(thing(phone=MARKED), thing())
    for revision in (
        two(thing(), thing(phone=STRING)),
        two(thing(phone=MARKED), thing(caller=copied)),
    ):
        found = findings(base, revision)
        (lost,) = (one for one in found if one.rule == "sensitive-field-unmarked")
        assert lost.operations == ("POST /b",)
    for revision in (
        two(thing(), thing(phone=NUMBER)),
        two(thing(phone=MARKED), thing(phone=STRING)),
        two(thing(), thing(phone_number=STRING)),
    ):
        assert "sensitive-field-unmarked" not in rules(base, revision)
    sent = contract(operation(requestBody=content(thing(phone=STRING))))
    assert "sensitive-field-unmarked" not in rules(_answers(thing(phone=MARKED)), sent)


def test_secret_that_is_a_parameter_or_an_item() -> None:
    """A secret need not be a property to lose its mark."""
    key = STRING | {"format": "password"}
    for change in (in_request, in_response):
        several = ({"type": "array", "items": item} for item in (key, STRING))
        assert change(*several)["field-no-longer-secret"] == "risky"
    base, revision = (
        contract(operation(parameters=[{"name": "k", "in": "query", "schema": schema}]))
        for schema in (key, STRING)
    )
    assert rules(base, revision) == {"field-no-longer-secret": "risky"}


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
