"""The lines of JSON pointers, in JSON and in YAML."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.documents import lines, pointer

ROOT = Path(__file__).parents[3]

JSON = b"""\
{
  "a/b": [
    1, {"c~d":
      true}
  ],
  "\\u00e9": {"f": "[{\\"x\\":"}
}
"""
YAML = b"""\
a/b:
- 1
- c~d: true
200: &x
  f: [g]
alias: *x
"""


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("a.json", JSON, {"": 1, "/a~1b": 2, "/a~1b/0": 3, "/a~1b/1/c~0d": 3, "/é/f": 6}),
        ("a.yaml", YAML, {"": 1, "/a~1b/1/c~0d": 3, "/200": 4, "/200/f/0": 5, "/alias": 6}),
        ("a", JSON, {"/a~1b/1": 3}),
    ],
)
def test_a_pointer_has_the_line_of_its_key(name: str, data: bytes, places: dict[str, int]) -> None:
    """A member is found at its key, an item where it starts."""
    assert lines(data, name, places) == places


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("a.json", JSON, {"/nothing": 1, "/a~1b/7": 2, "/a~1b/0/deeper": 3, "/é/f/0": 6}),
        ("a.yaml", YAML, {"/nothing": 1, "/alias/f/0": 6, "/200/f/9": 5}),
    ],
)
def test_what_is_not_there_has_the_line_above_it(
    name: str, data: bytes, places: dict[str, int]
) -> None:
    """A pointer that leads nowhere, or through an alias, has the line of the last place that is."""
    assert lines(data, name, places) == places


def _places(value: Any, path: tuple[str | int, ...] = ()) -> dict[str, Any]:
    found = {pointer(path): value}
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()  # pyright: ignore[reportUnknownMemberType,reportUnknownVariableType]
    elif isinstance(value, list):
        steps = enumerate(value)  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
    for step, child in steps:
        found |= _places(child, (*path, step))
    return found


values: Any = st.recursive(
    st.integers() | st.text(st.characters(codec="utf-8")) | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(values, st.booleans())
def test_every_place_is_found_in_order(value: Any, ascii_only: bool) -> None:  # noqa: FBT001 - drawn
    """In a document with one value a line, the places stand in the order in which they are."""
    text = json.dumps(value, indent=1, ensure_ascii=ascii_only)
    found = list(lines(text.encode(), "a.json", _places(value)).values())
    assert found == sorted(found)
    scalars = [place for place, one in _places(value).items() if not isinstance(one, dict | list)]
    at = lines(text.encode(), "a.json", scalars)
    rows = text.split("\n")
    for place in scalars:
        wanted = json.dumps(_places(value)[place], ensure_ascii=ascii_only)
        assert rows[at[place] - 1].rstrip(",").endswith(wanted)


def test_the_projects_contract() -> None:
    """In the contract of the project, the line of an operation says its method."""
    data = (ROOT / "openapi.json").read_bytes()
    place = "/paths/~1core~1conversations~1{conversation_id}/get"
    assert data.decode().splitlines()[lines(data, "openapi.json", [place])[place] - 1].strip() == (
        '"get": {'
    )
