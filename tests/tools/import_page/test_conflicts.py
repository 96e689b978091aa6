"""What differs stops the import, or is replaced."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.import_page.house import AGE, BASE, GET, PATH, House, changed, merged
from tools.documents import dumps
from tools.import_page._compare import differences

_AT_PATH = "/paths/~1pets~1{id}"
_AT_AGE = "/components/schemas/Pet/properties/age"
_REORDERED = {"age": {"type": "integer", "enum": [1, 2]}, "id": {"type": "string"}}


@pytest.mark.parametrize(
    ("change", "pointer", "ours", "theirs"),
    [
        ((("openapi",), "3.1.0"), "/openapi", '"3.0.3"', '"3.1.0"'),
        ((("info", "version"), "1"), "/info/version", '"1.0"', '"1"'),
        ((("servers", 0, "url"), "/"), "/servers/0/url", '"https://pets.example"', '"/"'),
        ((("servers",), ...), "/servers", '[{"url": "https://pets.example"}]', "nothing"),
        ((("security", 0, "bearer"), ["x"]), "/security/0/bearer", "[]", '["x"]'),
        ((("jsonSchemaDialect",), "a"), "/jsonSchemaDialect", "nothing", '"a"'),
        ((("tags", 0, "description"), 1), "/tags/0/description", '"All pets."', "1"),
        (((*GET, "operationId"), "get"), f"{_AT_PATH}/get/operationId", '"getPet"', '"get"'),
        (((*GET, "x"), [1]), f"{_AT_PATH}/get/x", "nothing", "[1]"),
        (((*PATH, "parameters"), [1]), f"{_AT_PATH}/parameters", "nothing", "[1]"),
        (((*AGE, "enum"), [1, 2, 3]), f"{_AT_AGE}/enum", "[1, 2]", "[1, 2, 3]"),
        (((*AGE, "enum"), [2, 2]), f"{_AT_AGE}/enum/0", "1", "2"),
        (((*AGE, "enum"), [1, "2"]), f"{_AT_AGE}/enum/1", "2", '"2"'),
        (((*AGE, "enum"), [1.5, 2]), f"{_AT_AGE}/enum/0", "1", "1.5"),
        (((*AGE, "enum"), [True, 2]), f"{_AT_AGE}/enum/0", "1", "true"),
        (((*AGE, "enum"), ...), f"{_AT_AGE}/enum", "[1, 2]", "nothing"),
        ((AGE, True), _AT_AGE, '{"type": "integer", "enum": [1, 2]}', "true"),
    ],
)
def test_a_difference_is_a_conflict(
    change: tuple[Any, Any], pointer: str, ours: str, theirs: str, house: House
) -> None:
    """Any difference stops the import, with its pointer and both values, and nothing is written."""
    house.holds(BASE)
    assert house.run(house.page(changed(BASE, *change[0], value=change[1]))) == 1
    assert house.out == []
    assert house.err == [
        f"page.md: conflict at {pointer}: openapi.json has {ours}, this page has {theirs}",
        "openapi.json: 1 conflict, nothing written; pass --replace to use the pages",
    ]
    assert house.contract.read_bytes() == dumps(BASE)


def test_another_order_of_properties_is_a_conflict(house: House) -> None:
    """Constructors are positional, so the order of properties is a part of the contract."""
    house.holds(BASE)
    assert house.run(house.page(changed(BASE, *AGE[:-1], value=_REORDERED))) == 1
    assert house.err[0] == (
        "page.md: conflict at /components/schemas/Pet/properties: "
        "different order of properties, which are positional arguments: "
        'openapi.json has ["id", "age"], this page has ["age", "id"]'
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"maximum": 1}, {"maximum": 1.0}),
        ({"type": "a", "format": "b"}, {"format": "b", "type": "a"}),
        (
            {"example": {"properties": {"a": 1, "b": 2}}},
            {"example": {"properties": {"b": 2, "a": 1}}},
        ),
        (
            {"properties": {"properties": {"a": 1, "b": 2}}},
            {"properties": {"properties": {"b": 2, "a": 1}}},
        ),
    ],
)
def test_what_json_holds_equal_is_equal(ours: Any, theirs: Any) -> None:
    """Spellings of a number and the order of keys that has no meaning are no difference."""
    assert [*differences(ours, theirs)] == []


@pytest.mark.parametrize("theirs", [True, "1", None, [1], {"1": 1}])
def test_what_python_might_hold_equal_is_not(theirs: Any) -> None:
    """The number 1 is not true, not its text, and not in a list."""
    assert len([*differences({"a": 1}, {"a": theirs})]) == 1
    assert len([*differences({"a": theirs}, {"a": 1})]) == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@given(value=_JSON)
def test_equality_is_reflexive(value: Any) -> None:
    """Any value is equal to its copy."""
    assert [*differences(value, copy.deepcopy(value))] == []


def test_all_conflicts_are_listed_and_long_values_shortened(house: House) -> None:
    """Every place is named; of long values the part is shown where they begin to differ."""
    ours = changed(BASE, "info", "title", value="x" * 500 + "A" + "z" * 500)
    theirs = changed(ours, "info", "title", value="x" * 500 + "B" + "z" * 500)
    theirs = changed(theirs, "info", "version", value="v" * 500)
    theirs = changed(theirs, *GET, "operationId", value="a\nb\x1b[2J")
    house.holds(ours)
    assert house.run(house.page(theirs)) == 1
    *conflicts, summary = house.err
    assert [conflict.partition(" has ")[2].split(", this page has ") for conflict in conflicts] == [
        [f"…{'x' * 20}A{'z' * 59}…", f"…{'x' * 20}B{'z' * 59}…"],
        ['"1.0"', f'"{"v" * 79}…'],
        ['"getPet"', r'"a\nb\u001b[2J"'],
    ]
    assert summary.startswith("openapi.json: 3 conflicts, nothing written; pass --replace ")


def test_replace_takes_what_the_page_says(house: House) -> None:
    """With --replace what differs comes from the page, whole and in its place; the rest stays."""
    ours = changed(merged(), "paths", "/pets/{id}", "parameters", value=[])
    theirs = changed(BASE, *AGE[:-1], value=_REORDERED)
    theirs = changed(theirs, "tags", 0, "description", value="Some.")
    theirs = changed(theirs, "servers", value=...)
    theirs = changed(theirs, "jsonSchemaDialect", value="x")
    house.holds(ours)
    assert house.run("--replace", house.page(theirs)) == 0
    expected = changed(ours, *AGE[:-1], value=_REORDERED)
    expected = changed(expected, "tags", 0, "description", value="Some.")
    expected = changed(expected, "servers", value=...)
    expected = changed(expected, "paths", "/pets/{id}", "parameters", value=...)
    expected = changed(expected, "jsonSchemaDialect", value="x")
    assert house.contract.read_bytes() == dumps(expected)
    assert house.out == [
        "page.md: GET /pets/{id}: 6 equal, 2 replaced, 1 added, 2 removed",
        "  equal     /openapi",
        "  equal     /info",
        "  equal     /security",
        "  replaced  /tags/0",
        "  equal     /paths/~1pets~1{id}/get",
        "  replaced  /components/schemas/Pet",
        "  equal     /components/responses/Pet",
        "  equal     /components/securitySchemes/bearer",
        "  added     /jsonSchemaDialect",
        "  removed   /servers",
        "  removed   /paths/~1pets~1{id}/parameters",
        "openapi.json: written",
    ]


def test_pages_that_contradict_each_other_stop_in_any_case(house: House) -> None:
    """--replace cannot decide between two pages of one import, whether new or known."""
    one = house.page(BASE, "one.md")
    two = house.page(changed(BASE, *AGE, "enum", value=[1, 9]), "two.md")
    conflict = (
        "two.md: conflict at /components/schemas/Pet/properties/age/enum/1: "
        "one.md has 2, this page has 9"
    )
    house.holds(BASE)
    assert house.run("--replace", one, two) == 1
    assert house.err == [conflict, "openapi.json: 1 conflict, nothing written"]
    house.contract.unlink()
    assert house.run("--replace", one, two) == 1
    assert house.err == [conflict, "openapi.json: 1 conflict, nothing written"]
    assert not house.contract.exists()
