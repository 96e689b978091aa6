"""Actions do to a contract what the Overlay Specification says, in their order."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import overlays
from tools.documents import DocumentError

PETS: dict[str, Any] = {
    "info": {"title": "Pets"},
    "tags": [{"name": "a"}, {"name": "b"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "parameters": [{"name": "limit", "schema": {}}, {"name": "b"}],
            },
            "post": {"operationId": "addPet"},
            "parameters": [{"name": "c"}],
        },
        "/pets/{id}": {"get": {"operationId": "getPet"}},
    },
}


def apply(document: Any, *actions: dict[str, Any]) -> tuple[Any, list[int]]:
    """Apply actions; return the result and the numbers of those that selected nothing."""
    info = {"title": "T", "version": "1"}
    overlay = {"overlay": "1.0.0", "info": info, "actions": list(actions)}
    read = overlays.read(json.dumps(overlay).encode(), "o.json")
    result, untouched = overlays.apply(document, read)
    return result, [read.actions.index(action) for action in untouched]


TARGETS: dict[str, list[Any] | None] = {
    "$": [""],
    "$.info": ["info"],
    "$['paths']['/pets'].get": ["paths", "/pets", "get"],
    '$.paths["/pets/{id}"].get': ["paths", "/pets/{id}", "get"],
    "$.tags[1]": ["tags", 1],
    "$.tags[-1]": ["tags", 1],
    "$.paths.*[?(@.operationId=='addPet')]": ["paths", "/pets", "post"],
    "$.paths.*[?@.operationId == 'addPet' && !@.responses]": ["paths", "/pets", "post"],
    "$..[?@.name == 'b' && @.schema]": None,
    "$..[?@.operationId == 'addPet']": ["paths", "/pets", "post"],
    "$..get.parameters[?@.name == 'b']": ["paths", "/pets", "get", "parameters", 1],
    "$.paths.*.put": None,
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_selects_as_jsonpath_does(target: str) -> None:
    """Names, wildcards, indices, filters and recursive descent select as RFC 9535 says."""
    result, untouched = apply(PETS, {"target": target, "update": {"x-here": 1}})
    expected = copy.deepcopy(PETS)
    path = TARGETS[target]
    if path is not None:
        found: Any = expected
        for step in path if path != [""] else []:
            found = found[step]
        found["x-here"] = 1
    assert result == expected
    assert untouched == ([] if path else [0])


def test_an_update_of_several_places_shares_nothing() -> None:
    """What is merged into several places is copied, and the contract is as it was."""
    before = copy.deepcopy(PETS)
    result, _ = apply(
        PETS,
        {"target": "$.paths.*.get", "update": {"x-a": {"b": []}}},
        {"target": "$.paths['/pets'].get['x-a'].b", "update": 1},
    )
    assert result["paths"]["/pets"]["get"]["x-a"] == {"b": [1]}
    assert result["paths"]["/pets/{id}"]["get"]["x-a"] == {"b": []}
    assert before == PETS


def test_objects_merge_arrays_append_and_the_rest_replaces() -> None:
    """Objects are merged at every depth, arrays appended to, and any other value replaced."""
    old = {"o": {"p": 1, "q": {"r": 1}}, "a": [1, {"b": 2}], "s": "old", "n": {"x": 1}, "l": [1]}
    new = {"o": {"q": {"t": 2}, "u": 3}, "a": [{"b": 2}, True], "s": None, "n": [1], "l": {"y": 1}}
    result, _ = apply(old, {"target": "$", "update": new})
    assert result == {
        "o": {"p": 1, "q": {"r": 1, "t": 2}, "u": 3},
        "a": [1, {"b": 2}, True],
        "s": None,
        "n": [1],
        "l": {"y": 1},
    }
    assert list(result) == list(old)


def test_an_array_gets_an_entry() -> None:
    """An update whose target is an array is appended to it as one entry."""
    result, _ = apply(PETS, {"target": "$.tags", "update": {"name": "c"}})
    assert [tag["name"] for tag in result["tags"]] == ["a", "b", "c"]


REMOVALS: dict[str, list[Any]] = {
    "$.a[?@.n]": [2, {"k": 1}],
    "$.a[2, 0]": [{"n": 2, "in": {"n": 3}}, {"k": 1}],
    "$.a[1, 1]": [{"n": 1}, 2, {"k": 1}],
    "$.a..[?@.n]": [2, {"k": 1}],
    "$.a..n": [{}, {"in": {}}, 2, {"k": 1}],
}


@pytest.mark.parametrize("target", REMOVALS)
def test_what_is_removed_leaves_the_rest_in_its_order(target: str) -> None:
    """Several entries, nested ones, and scalars go at once, and no other is touched."""
    document = {"a": [{"n": 1}, {"n": 2, "in": {"n": 3}}, 2, {"k": 1}]}
    assert apply(document, {"target": target, "remove": True, "update": 1}) == (
        {"a": REMOVALS[target]},
        [],
    )


def test_actions_see_what_the_ones_before_have_left() -> None:
    """What one action removes, another can make anew; what one makes, another can select."""
    result, untouched = apply(
        PETS,
        {"target": "$.info", "remove": True},
        {"target": "$.info", "update": {"a": 1}},
        {"target": "$", "update": {"info": {"b": 1}}},
        {"target": "$.info", "update": {"c": 1}},
    )
    assert result["info"] == {"b": 1, "c": 1}
    assert untouched == [1]


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ({"target": "$", "remove": True}, "the top the whole document can't be removed"),
        ({"target": "$.info", "update": 1}, "/info is an object, so update must be an object"),
        (
            {"target": "$.info.title", "update": {}},
            "/info/title is neither an object nor an array: select the object that holds it",
        ),
    ],
)
def test_an_action_that_cannot_be_done_is_named(action: dict[str, Any], problem: str) -> None:
    """An update that does not fit its target is an error with the action's place."""
    with pytest.raises(DocumentError) as caught:
        apply(PETS, action)
    assert str(caught.value) == f"o.json: line 1: action 1: {problem}"


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.sampled_from("abc"), VALUES)


@given(OBJECTS, OBJECTS)
def test_to_apply_an_update_twice_is_to_apply_it_once(old: Any, new: Any) -> None:
    """The vendor may come to say what we say: then an update changes nothing."""
    action = {"target": "$", "update": new}
    once, _ = apply(old, action)
    assert apply(once, action) == (once, [])
