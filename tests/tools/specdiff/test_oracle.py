"""Verdicts on pairs of schemas held against values: what the campaign of `nox -s oracle` checks."""

from typing import Any

import pytest

from tests.oracle.__main__ import main
from tests.oracle.check import Pair, contradiction, pair

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
OBJECT = {"type": "object"}
NULL = {"const": None}
AROUND = {"oneOf": [INTEGER, {"enum": [1, 2]}]}


def test_no_value_contradicts_a_verdict() -> None:
    """Of two hundred random pairs, none has a value that tells against the differ."""
    assert main(200) == 0


def test_a_wrong_verdict_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """The oracle sees a value that is refused, and a difference that is none."""
    refused = Pair(STRING | {"minLength": 1}, STRING, {}, {}, same=True)
    assert contradiction(refused) == "response: the same in other words is not compatible"
    assert pair(3) == pair(3)
    assert main(0) == 0
    assert capsys.readouterr().out == "0 pairs, 0 contradictions\n"


# What the campaign found once: pairs that were called compatible, and values told otherwise.
@pytest.mark.parametrize(
    ("base", "revision"),
    [
        (INTEGER, {"oneOf": [STRING, {"oneOf": [AROUND, INTEGER]}]}),
        (INTEGER, {"anyOf": [{"oneOf": [INTEGER, {"type": "number"}]}, OBJECT]}),
        ({}, {"oneOf": [NULL, {}, STRING]}),
        (
            {"oneOf": [NULL, OBJECT, STRING]},
            {"oneOf": [NULL, OBJECT, {"type": ["string", "null"]}]},
        ),
        ({"enum": [1, None]}, {"oneOf": [{"anyOf": [{"type": "boolean"}, STRING, NULL]}, {}]}),
        (
            {"type": "boolean"},
            {"oneOf": [{"enum": [True, 1]}, {"type": "boolean"}, {"enum": [True, "x"]}]},
        ),
        ({"oneOf": [OBJECT, {}]}, {"oneOf": [{"type": ["object", "null"]}, {}]}),
        (
            {"oneOf": [INTEGER, {"oneOf": [{"enum": [1, "x"]}, STRING, {"const": "y"}]}, STRING]},
            {"oneOf": [INTEGER, {"oneOf": [{"enum": [1, "x"]}, {"const": "y"}]}, STRING]},
        ),
    ],
)
def test_values_that_two_options_take(base: Any, revision: Any) -> None:
    """A value that comes to match two options, however deep, is not called compatible."""
    assert contradiction(Pair(base, revision, {}, {})) is None


# Pairs that say the same, and were told to differ.
@pytest.mark.parametrize(
    ("base", "revision"),
    [
        ({"anyOf": [STRING, NULL]}, {"anyOf": [{"oneOf": [STRING]}, NULL | {"title": "N"}]}),
        (
            {"anyOf": [NULL, {"type": "number"}, {"type": "boolean"}]},
            {"anyOf": [{"anyOf": [NULL, {"type": "number"}]}, {"type": "boolean"}]},
        ),
        (NULL, {"oneOf": [{"allOf": [NULL]}]}),
        ({"enum": ["a", 1]}, {"oneOf": [{"oneOf": [{"const": "a"}]}, {"allOf": [{"enum": [1]}]}]}),
        (OBJECT, OBJECT | {"additionalProperties": {"description": "Words."}}),
        (
            {"oneOf": [AROUND, {"type": "number"}]},
            {"oneOf": [{"oneOf": [{"allOf": [INTEGER]}, {"enum": [2, 1]}]}, {"type": "number"}]},
        ),
    ],
)
def test_the_same_in_other_words(base: Any, revision: Any) -> None:
    """A schema that says the same in other words is compatible, both ways."""
    assert contradiction(Pair(base, revision, {}, {}, same=True)) is None
    assert contradiction(Pair(revision, base, {}, {}, same=True)) is None
