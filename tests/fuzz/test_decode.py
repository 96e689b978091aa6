"""Decoding under bytes that nobody meant to send: `nox -s fuzz` tries more of them."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.target import DAMAGE, SEEDS, VALUES, check

EXAMPLES = 5 * settings().max_examples
PIECE = re.compile(rb'"(?:[^"\\]|\\.)*"|[\w.+-]+|.', re.DOTALL)


def edited(seed: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    """Return a body with some of its JSON tokens replaced, keys by strings only."""
    pieces: list[bytes] = PIECE.findall(seed)
    places = [place for place, piece in enumerate(pieces) if piece not in b' ,:{}[]"']
    for number, new in edits:
        place = places[number % len(places)]
        is_key = pieces[place + 1 : place + 2] == [b":"]
        pieces[place] = json.dumps(new.decode()).encode() if is_key and new[:1] != b'"' else new
    return b"".join(pieces)


EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(VALUES)), max_size=4)


EDITED = st.builds(edited, st.sampled_from(SEEDS), EDITS)


def damaged(body: bytes, number: int, gone: int, new: bytes) -> bytes:
    """Return a body with some of its bytes replaced."""
    place = number % (len(body) + 1)
    return body[:place] + new + body[place + gone :]


def test_seeds() -> None:
    """Every seed becomes the record that it is, or a problem that shows none of it."""
    for seed in SEEDS:
        check(seed)


@settings(deadline=None, max_examples=EXAMPLES)
@given(EDITED)
def test_edited_answers(body: bytes) -> None:
    """An answer with other tokens becomes the record that it is, or a problem that shows none."""
    check(body)


@settings(deadline=None, max_examples=EXAMPLES)
@given(
    st.builds(
        damaged,
        EDITED,
        st.integers(0, 10_000),
        st.integers(0, 4),
        st.sampled_from(DAMAGE) | st.binary(max_size=4),
    )
)
def test_damaged_answers(body: bytes) -> None:
    """An answer with damaged bytes becomes the record that it is, or a problem that shows none."""
    check(body)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.binary() | st.lists(st.sampled_from(DAMAGE + VALUES), max_size=20).map(b"".join))
def test_any_bytes(body: bytes) -> None:
    """Any bytes become the record that they are, or a problem that shows none of them."""
    check(body)
