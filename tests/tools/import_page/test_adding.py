"""What is new is added, and nothing else changes."""

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.import_page.house import BASE, LIST, House, changed, merged
from tools.documents import Json, dumps, parse
from tools.import_page._splice import rewrite


def test_what_is_new_is_added_at_the_end_of_its_kind(house: House) -> None:
    """Paths, components, sections and tags are appended; what was there keeps its place."""
    house.holds(BASE)
    assert house.run(house.page(LIST, "list.md", "GET /pets")) == 0
    assert house.contract.read_bytes() == dumps(merged())
    assert house.out == [
        "list.md: GET /pets: 7 equal, 5 added",
        "  equal     /openapi",
        "  equal     /info",
        "  equal     /servers",
        "  equal     /security",
        "  added     /tags/1",
        "  equal     /tags/0",
        "  added     /paths/~1pets/get",
        "  added     /components/parameters/Limit",
        "  added     /components/schemas/Pets",
        "  equal     /components/schemas/Pet",
        "  added     /components/responses/Pets",
        "  equal     /components/securitySchemes/bearer",
        "openapi.json: written",
    ]


def test_an_operation_joins_the_others_of_its_path(house: House) -> None:
    """A second method of a known path is appended to its path item."""
    item = BASE["paths"]["/pets/{id}"]
    page = changed(BASE, "paths", "/pets/{id}", value={"delete": {"responses": {}}, **item})
    house.holds(BASE)
    assert house.run(house.page(page, operation="delete /pets/{id}")) == 0
    expected = changed(BASE, "paths", "/pets/{id}", value={**item, "delete": {"responses": {}}})
    assert house.contract.read_bytes() == dumps(expected)


def test_empty_parts_stay_until_something_comes_into_them(house: House) -> None:
    """Objects and lists without members keep their bytes; a page without tags adds none."""
    text = '{"openapi":"3.0.0","info":{ },"tags":[ ],"paths":{ },"components":{"schemas":{ }}}'
    house.contract.write_text(text)
    page: Any = {"openapi": "3.0.0", "info": {}, "paths": {"/a": {"get": {}}}}
    assert house.run(house.page(page, operation="get /a")) == 0
    assert house.contract.read_text() == text.replace(
        '"paths":{ }', '"paths":{\n    "/a": {\n      "get": {}\n    }\n  }'
    )
    house.contract.unlink()
    assert house.run(house.page(page, operation="get /a")) == 0
    assert house.contract.read_bytes() == dumps(page)


def test_several_pages_are_one_import(house: House) -> None:
    """Pages are merged in the order they are given, those with the same content once."""
    base, other = house.page(BASE), house.page(LIST, "list.md", "get /pets")
    assert house.run(base, other, base) == 0
    assert house.contract.read_bytes() == dumps(merged())


def test_a_whole_document_is_merged(house: House) -> None:
    """A plain YAML or JSON document brings all it has, extensions and webhooks included."""
    whole = merged() | {
        "openapi": "3.1.0",
        "x-first": {"a": 1},
        "webhooks": {"petBorn": {"post": {"responses": {}}}},
    }
    whole["paths"]["x-paths"] = whole["components"]["x-components"] = 1
    assert house.run(house.file("doc.YML", dumps(whole))) == 0
    assert house.contract.read_bytes() == dumps(whole)
    assert house.out[0] == "doc.YML: the whole document: 18 added"
    smaller = changed(whole, "paths", value={}) | {"components": {"schemas": {}}, "tags": []}
    smaller["components"]["securitySchemes"] = whole["components"]["securitySchemes"]
    assert house.run(house.file("doc.json", dumps(smaller))) == 0
    assert house.contract.read_bytes() == dumps(whole)


def test_what_is_not_touched_keeps_its_bytes(house: House) -> None:
    """Spacing, escapes and spellings of numbers that are not ours survive an import around them."""
    text = (
        '{ "openapi" : "3.0.0" ,\n\t"info":{"title":"\\u0050ets\\/","x":1e2 },\n'
        '  "tags":[ {"name":"pets"}\n],"paths":{ },'
        '"components":{"schemas":{"A":{"minimum":1.50}} } }'
    )
    house.contract.write_text(text)
    page = {
        "openapi": "3.0.0",
        "info": {"x": 100, "title": "Pets/"},
        "tags": [{"name": "dogs"}],
        "paths": {"/dogs": {"get": {"tags": ["dogs"]}}},
        "components": {"schemas": {"A": {"minimum": 1.5}, "B": {}}},
    }
    assert house.run(house.file("doc.json", dumps(page))) == 0
    assert house.contract.read_text() == (
        '{ "openapi" : "3.0.0" ,\n\t"info":{"title":"\\u0050ets\\/","x":1e2 },\n'
        '  "tags":[ {"name":"pets"}, {\n      "name": "dogs"\n    }\n],"paths":{\n'
        '    "/dogs": {\n      "get": {\n        "tags": [\n          "dogs"\n        ]\n'
        '      }\n    }\n  },"components":{"schemas":{"A":{"minimum":1.50},"B": {}} } }'
    )


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)
_OBJECTS = st.dictionaries(st.text(max_size=3), _JSON, min_size=1, max_size=5)


_NEW: Json = {"a": [1, {}]}


def _mutate(value: Json, dice: random.Random) -> Json:
    """Change, add and remove members here and there; what stays is the same object."""
    if isinstance(value, dict) and value and dice.random() < 0.8:
        kept = {key: _mutate(child, dice) for key, child in value.items() if dice.random() < 0.8}
        return kept | dict.fromkeys(["new", "newer"][dice.randrange(2) :], _NEW)
    if isinstance(value, list) and value and dice.random() < 0.8:
        return [*(item for item in value if dice.random() < 0.8), _NEW]
    return value if dice.random() < 0.8 else {"changed": [1]}


@given(old=_OBJECTS, dice=st.randoms(use_true_random=False), indent=st.sampled_from([None, 0, 3]))
def test_a_rewritten_text_says_what_it_shall(
    old: Json, dice: random.Random, indent: int | None
) -> None:
    """Any change of a document in any layout is written right; in the canonical form, in it."""
    new = _mutate(old, dice)
    text = json.dumps(old, indent=indent)
    assert json.dumps(parse(rewrite(text, old, new).encode(), "a.json")) == json.dumps(new)
    assert rewrite(text, old, old) == text
    assert rewrite(dumps(old).decode(), old, new) == dumps(new).decode()
