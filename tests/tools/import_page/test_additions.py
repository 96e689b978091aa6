"""What other pages document beyond a page stays with its unit."""

from typing import Any

import pytest

from tests.tools.import_page.house import AGE, BASE, GET, House, changed
from tools.documents import dumps

SCHEMA = AGE[:3]
GROWN = changed(BASE, *AGE[:4], "na/me", value={"type": "string"})


def mark(house: House, marked: Any, target: str = "$.components.schemas.Pet") -> None:
    """Say in an Overlay document what other pages document."""
    action = {"target": target, "update": {"x-documented": marked}}
    info = {"title": "Ours", "version": "1"}
    overlay = {"overlay": "1.0.0", "info": info, "actions": [action]}
    house.file("openapi.overlay.yaml", dumps(overlay))


def test_what_is_marked_is_kept(house: House) -> None:
    """An addition that the page lacks is no difference, stays, and is told."""
    house.holds(GROWN)
    mark(house, {"/properties/na~1me": "https://pets.example/fields"})
    before = house.contract.read_bytes()
    assert house.run(house.page(BASE)) == 0
    assert house.contract.read_bytes() == before
    assert house.out[0] == "page.md: GET /pets/{id}: 9 equal, 1 kept"
    assert "  kept      /components/schemas/Pet/properties/na~1me" in house.out


def test_an_addition_survives_a_replacement(house: House) -> None:
    """With --replace the page's unit is taken, and what is marked is put back, last of its kind."""
    house.holds(GROWN)
    mark(house, {"/properties/na~1me": "https://pets.example/fields"})
    page = changed(BASE, *AGE, "enum", value=[1, 2, 3])
    assert house.run("--replace", house.page(page)) == 0
    assert house.contract.read_bytes() == dumps(changed(GROWN, *AGE, "enum", value=[1, 2, 3]))


def test_a_page_that_says_it_itself_is_compared(house: House) -> None:
    """Once the page has the addition too, it counts as what the page says, and the mark can go."""
    house.holds(GROWN)
    mark(house, {"/properties/na~1me": "https://pets.example/fields"})
    page = changed(BASE, *AGE[:4], "na/me", value={"type": "integer"})
    assert house.run(house.page(page)) == 1
    assert house.err[0] == (
        "page.md: conflict at /components/schemas/Pet/properties/na~1me/type: "
        'openapi.json has "string", this page has "integer"'
    )


@pytest.mark.parametrize(
    "marked",
    [
        {"/properties/gone": "https://pets.example"},
        {"/propertes/na~1me": "https://pets.example"},
        {"properties": "https://pets.example"},
        ["/properties/na~1me"],
        "yes",
    ],
)
def test_a_mark_that_names_nothing_keeps_nothing(marked: Any, house: House) -> None:
    """A mark that leads nowhere, or has another form, is a difference like any other."""
    house.holds(GROWN)
    mark(house, marked)
    assert house.run(house.page(BASE)) == 1
    assert len(house.err) == 2


def test_an_operation_can_be_marked(house: House) -> None:
    """Additions to an operation, such as an answer that all operations have, are kept as well."""
    house.holds(changed(BASE, *GET, "responses", "401", value={"description": "No."}))
    mark(house, {"/responses/401": "https://pets.example"}, "$.paths.*.get")
    assert house.run(house.page(BASE)) == 0
    assert house.out[0] == "page.md: GET /pets/{id}: 9 equal, 1 kept"


def test_an_action_of_ours_that_selects_nothing_is_told(house: House) -> None:
    """An action that a page has left behind is told, and the page is imported all the same."""
    house.holds(BASE)
    mark(house, {}, "$.components.schemas.Cat")
    assert house.run(house.page(BASE)) == 0
    (line,) = house.err
    assert line.startswith("openapi.overlay.yaml: line 8: action 1: $.components.schemas.Cat ")
