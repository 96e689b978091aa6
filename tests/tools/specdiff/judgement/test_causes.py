"""Findings of one cause are one item, with its places."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.specdiff.contracts import content, contract, operation, report
from tools.documents import pointer
from tools.specdiff.judgement.causes import Cause, causes, expression
from tools.specdiff.judgement.findings import Finding

STRING = {"type": "string"}
FINDING = Finding("response-property-added", {"api": 0}, (), None, None, "", None, "a", "", "0")


def at(*pointers: str, **more: Any) -> list[Finding]:
    """Make findings of one change at several places."""
    return [replace(FINDING, revision=place, **more) for place in pointers]


@pytest.mark.parametrize(
    ("pointers", "pattern"),
    [
        (["/components/schemas/A/properties/a"], "/components/schemas/A/properties/a"),
        (
            ["/components/schemas/A/properties/a", "/components/schemas/B/properties/a"],
            "/components/schemas/*/properties/a",
        ),
        (
            ["/paths/~1a/get/x/properties/a", "/paths/~1a/put/y/items/properties/a"],
            "/paths/~1a/**/properties/a",
        ),
    ],
)
def test_a_pattern_has_what_places_share(pointers: list[str], pattern: str) -> None:
    """Steps that differ are one star each, and two where there are more of them at one place."""
    (cause,) = causes(at(*pointers))
    assert (cause.pattern, cause.pointers) == (pattern, tuple(pointers))


def test_what_is_something_else_stays_apart() -> None:
    """Another rule, level, value or name is another cause, and so is each new operation."""
    place = "/components/schemas/A/properties/a"
    findings = [
        *at(place),
        *at(place, rule="response-property-removed"),
        *at(place, levels={"api": 1}),
        *at(place, change="1"),
        *at("/components/schemas/A/properties/b"),
        *at("/paths/~1a/get", "/paths/~1b/get", change="2"),
    ]
    assert [one.findings for one in causes(findings)] == [(one,) for one in findings]


@pytest.mark.parametrize("rule", ["field-no-longer-sensitive", "python-class-removed"])
def test_what_is_accepted_by_name_stays_apart(rule: str) -> None:
    """A lost mark, and a class that is gone, is never one of several."""
    places = ("/components/schemas/A/properties/a", "/components/schemas/B/properties/a")
    assert len(causes(at(*places, rule=rule))) == 2


def test_parameters_are_told_apart_by_name() -> None:
    """The same change of one parameter is one cause, wherever it stands in a list."""

    def limited(name: str, operation: str, place: str) -> Finding:
        sentence = f"Callers that send `{name}` in {operation} above 9 are refused."
        return replace(FINDING, sentence=sentence, revision=f"/paths/{place}/schema/maximum")

    first = limited("limit", "GET /a", "~1a/get/parameters/0")
    other = limited("sort", "GET /a", "~1a/get/parameters/1")
    second = limited("limit", "GET /b", "~1b/get/parameters/4")
    assert [one.findings for one in causes([first, second])] == [(first, second)]
    assert [one.findings for one in causes([first, other])] == [(first,), (other,)]
    assert [one.findings for one in causes([first, other, second])] == [
        (first,), (second,), (other,),
    ]  # fmt: skip


def test_a_shared_schema_is_one_place() -> None:
    """What two operations meet in one schema has one pointer, and both operations."""
    body = content({"$ref": "#/components/schemas/A"})
    paths = operation("/a", requestBody=body) | operation("/b", requestBody=body)
    tighter = {"schemas": {"A": STRING | {"maxLength": 3}}}
    (cause,) = causes(
        report(contract(paths, {"schemas": {"A": STRING}}), contract(paths, tighter)).findings
    )
    assert (cause.pattern, cause.operations) == (cause.first.pointer, ("POST /a", "POST /b"))


places: Any = st.lists(st.text("ab*/~.", max_size=3), max_size=4).map(pointer)


@settings(derandomize=True, max_examples=200)
@given(st.lists(places, min_size=1, max_size=5, unique=True))
def test_a_pattern_stands_for_its_places(pointers: list[str]) -> None:
    """A pattern matches each place of its cause, whatever is in the pointers."""
    cause = Cause(tuple(at(*pointers)))
    assert all(map(expression(cause.pattern).fullmatch, pointers))
