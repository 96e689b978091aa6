"""Generated enums: closed for the type checker, open for the API."""

import copy
import pickle
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("name", "value", "member"),
    [("Color", "mauve", "mauve"), ("Size", 7, "VALUE_7"), ("Size", -7, "VALUE_NEGATIVE_7")],
)
def test_an_unknown_value_is_a_member(
    everything: Any, name: str, value: str | int, member: str
) -> None:
    """A value that the contract does not know is a member that equals, hashes and copies as it."""
    enum = getattr(everything.models, name)
    unknown = enum(value)
    for one in (unknown, copy.deepcopy(unknown), pickle.loads(pickle.dumps(unknown))):
        assert type(one) is enum
        assert one == value == one.value
        assert hash(one) == hash(value)
        assert one.name == member
        assert str(one) == str(value)
    assert unknown not in list(enum)


def test_an_unknown_value_matches_its_own_case(everything: Any) -> None:
    """`match` tells an unknown value from the known ones."""
    color = everything.models.Color
    for value, answer in (("red", "known"), ("mauve", "new"), ("puce", "other")):
        match color(value):
            case color.RED:
                found = "known"
            case "mauve":
                found = "new"
            case _:
                found = "other"
        assert found == answer


def test_a_known_value_is_the_member(everything: Any) -> None:
    """A value that the contract knows is the one member, whatever its spelling."""
    color = everything.models.Color
    assert color("red") is color.RED
    assert [one.value for one in color] == ["red", "green", "", "dark blue", "1st"]
    assert everything.models.Size(0) is everything.models.Size.VALUE_0


@pytest.mark.parametrize(
    ("name", "value"), [("Color", 1), ("Color", None), ("Size", "1"), ("Size", 0.5)]
)
def test_another_type_is_no_member(everything: Any, name: str, value: object) -> None:
    """A value of another type than the enum's raises ValueError, as enums do."""
    with pytest.raises(ValueError, match="is not a valid"):
        getattr(everything.models, name)(value)


def test_unset_is_one_and_reads_well(everything: Any) -> None:
    """UNSET is falsy, reads `<UNSET>`, and stays itself through copies and pickles."""
    unset = everything.types.UNSET
    assert not unset
    assert repr(unset) == "<UNSET>"
    assert isinstance(unset, everything.types.Unset)
    for one in (copy.copy(unset), copy.deepcopy(unset), pickle.loads(pickle.dumps(unset))):
        assert one is unset
