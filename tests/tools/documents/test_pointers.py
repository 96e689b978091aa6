"""JSON pointers and references, written, taken apart and followed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.documents import pointer, pointer_keys, reference_keys, value_at

# RFC 6901, section 5, its last members left out.
RFC: dict[str, Any] = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, " ": 7, "m~n": 8}


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text()))
def test_a_pointer_that_is_taken_apart_has_the_keys_it_was_written_from(keys: list[str]) -> None:
    """Whatever the keys hold, `pointer_keys` is the inverse of `pointer`."""
    assert pointer_keys(pointer(keys)) == keys
    assert pointer_keys("#" + pointer(keys)) == keys


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", RFC), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1),
        ("/c%d", 2), ("/ ", 7), ("/m~0n", 8),
    ],
)  # fmt: skip
def test_a_pointer_leads_where_the_rfc_says(written: str, value: Any) -> None:
    """The examples of RFC 6901 are found."""
    assert value_at(RFC, pointer_keys(written)) == value


@pytest.mark.parametrize("written", ["/no", "/foo/2", "/foo/-", "/foo/-1", "/foo/bar", "//0"])
def test_a_pointer_to_nothing_is_a_lookup_error(written: str) -> None:
    """No member, no such index, no index, or nothing that has members."""
    with pytest.raises(LookupError, match="leads nowhere"):
        value_at(RFC, pointer_keys(written))


def test_a_reference_is_a_pointer_in_a_url() -> None:
    """Percent escapes are undone before the pointer is taken apart."""
    assert reference_keys("#/paths/~1a~1%7Bid%7D/c%25d") == ["paths", "/a/{id}", "c%d"]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("other.yaml#/a", "leads out of the document"),
        ("", "leads out of the document"),
        ("#", "is an anchor"),
        ("#Pet", "is an anchor"),
    ],
)
def test_a_reference_of_another_kind_is_refused(reference: str, said: str) -> None:
    """Other documents, anchors and the whole document are not followed."""
    with pytest.raises(LookupError, match=said):
        reference_keys(reference)
