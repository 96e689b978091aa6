"""Generated models: what they take from JSON, what they show, and what they give back."""

import contextlib
import copy
import datetime as dt
import inspect
import json
import pickle
import sys
import typing
from collections.abc import Callable
from types import MappingProxyType
from typing import Any
from unittest import mock
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

ID = "8c5cdb5c-6d1f-4a3f-9a41-4cb0d5d6c5b4"
THING: dict[str, Any] = {"id": ID, "kind": "red", "count": 3, "maker": {"name": "Ada"}}

GOOD: dict[str, list[Any]] = {
    "text": ["", "words", "\ud800", "a" * 10_000],
    "owner_id": ["owner_1"],
    "size": [-1, 0, 1, 7, -7, 1.0],
    "count": [0, -1, 2**70, 5.0],
    "weight": [1.5, 2, -0.0, 10**400],
    "fragile": [True, False],
    "born": ["2024-02-29"],
    "made_at": ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.123456+02:00", "2024-02-29T12:00:00"],
    "sold_at": [None, "2024-02-29T12:00:00Z"],
    "maybe": [None, 4],
    "nothing": [None],
    "tint": ["warm", "cold", "tepid", None],
    "tone": ["high", None],
    "hue": [10, 30, None],
    "shape": [{"corners": 3, "leaf": {}}, None],
    "either": ["text", 3, {"leaf": {}}],
    "tags": [[], ["a", "b"]],
    "grid": [[], [[]], [[1, 2], [3]]],
    "colors": [["red", "new"]],
    "moments": [["2024-02-29T12:00:00Z"]],
    "days": [["2024-02-29"]],
    "keys": [None, [ID]],
    "anything": [None, 1, "a", [1], {"a": 1}],
    "fixed": ["thing"],
    "maker": [{"name": "Ada", "founded": "2024-02-29", "more": 1}],
    "spare": [None, {"name": "Bo"}],
    "twice": [{"name": "Bo"}],
    "feel": ["red", "glad"],
    "odd": ["odd", ["even"]],
    "tree": [{"leaf": {"leaf": {}}, "leaves": [{}, {"leaves": []}]}],
    "prices": [{}, {"EUR": 1, "USD": 1.1}],
    "parts": [{"main": {}, "spare": {"leaf": {}}}],
    "nested": [{"inner": {"note": "psst"}}, {"inner": {"note": None}}, {"inner": {}}],
    "level": [4],
    "shade": ["dark", "dusky"],
    "diary": [None, "dear"],
    "mood": [None, "green", "mellow"],
    "age": [None, 5],
    "friends": [None, [], [{"name": "Bo"}]],
    "secret": [None, {"id": "s", "count": 1}],
    "secrets": [[{"id": "s"}]],
    "pin": [None, {"name": "Cy"}],
}

BAD: list[tuple[str, Any, str]] = [
    ("id", None, "id: expected a UUID, got null"),
    ("id", "8c5c", "id: expected a UUID, got a string"),
    ("kind", None, "kind: expected a string, got null"),
    ("kind", ["red"], "kind: expected a string, got an array"),
    ("count", None, "count: expected an integer, got null"),
    ("count", True, "count: expected an integer, got a boolean"),
    ("count", 1.5, "count: expected an integer, got a number"),
    ("count", float("inf"), "count: expected an integer, got a number"),
    ("count", float("nan"), "count: expected an integer, got a number"),
    ("text", 1, "text: expected a string, got a number"),
    ("text", object(), "text: expected a string, got a Python object"),
    ("size", "1", "size: expected an integer, got a string"),
    ("size", True, "size: expected an integer, got a boolean"),
    ("size", 0.5, "size: expected an integer, got a number"),
    ("weight", "1", "weight: expected a number, got a string"),
    ("weight", True, "weight: expected a number, got a boolean"),
    ("fragile", 1, "fragile: expected a boolean, got a number"),
    ("born", "2024-02-30", "born: expected a date, got a string"),
    ("born", 20240229, "born: expected a date, got a number"),
    ("made_at", "now", "made_at: expected a date-time, got a string"),
    ("made_at", "\ud800", "made_at: expected a date-time, got a string"),
    ("made_at", 0, "made_at: expected a date-time, got a number"),
    ("nothing", 0, "nothing: expected null, got a number"),
    ("either", True, "either: expected a string or an integer or an object, got a boolean"),
    ("either", {"leaf": 1}, "either.leaf: expected an object, got a number"),
    ("tags", "a", "tags: expected an array, got a string"),
    ("tags", ["a", 1], "tags[1]: expected a string, got a number"),
    ("tags", [None], "tags[0]: expected a string, got null"),
    ("grid", [[1], [2, "x"]], "grid[1][1]: expected an integer, got a string"),
    ("colors", [1], "colors[0]: expected a string, got a number"),
    ("moments", ["x"], "moments[0]: expected a date-time, got a string"),
    ("keys", [1], "keys[0]: expected a UUID, got a number"),
    ("fixed", "other", "fixed: is not the only value that the contract allows"),
    ("fixed", 1, "fixed: is not the only value that the contract allows"),
    ("odd", "even", "odd: is not the only value that the contract allows"),
    ("odd", 1, "odd: expected a constant or an array, got a number"),
    ("maker", [], "maker: expected an object, got an array"),
    ("maker", {}, "maker.name: is required but missing"),
    ("maker", {"name": None}, "maker.name: expected a string, got null"),
    ("spare", {"name": 1}, "spare.name: expected a string, got a number"),
    (
        "tree",
        {"leaf": {"leaves": [{}, {"leaf": 1}]}},
        "tree.leaf.leaves[1].leaf: expected an object, got a number",
    ),
    ("prices", {"+15551234567": "1"}, "prices.*: expected a number, got a string"),
    ("parts", {"main": 1}, "parts.main: expected an object, got a number"),
    ("parts", {"+15551234567": 1}, "parts.*: expected an object, got a number"),
    ("diary", 1, "diary: expected a string, got a number"),
    ("friends", [{}], "friends[0].name: is required but missing"),
    ("secret", {"id": None}, "secret.id: expected a string, got null"),
]


@pytest.mark.parametrize(("key", "value"), [(key, one) for key in GOOD for one in GOOD[key]])
def test_a_value_that_the_contract_allows_comes_back(everything: Any, key: str, value: Any) -> None:
    """A value that the contract allows is decoded, and its JSON decodes to an equal model."""
    thing = everything.models.Thing.from_dict({**THING, key: value})
    written = thing.to_dict()
    assert everything.models.Thing.from_dict(json.loads(json.dumps(written))) == thing
    assert key in written
    if value is None:
        assert written[key] is None


@pytest.mark.parametrize(("key", "value", "text"), BAD)
def test_a_value_that_the_contract_does_not_allow_is_named_by_its_path(
    everything: Any, key: str, value: Any, text: str
) -> None:
    """A wrong value raises a DecodeError with its path and the two types, and never the value."""
    with pytest.raises(everything.errors.DecodeError) as caught:
        everything.models.Thing.from_dict({**THING, key: value})
    assert str(caught.value) == text
    assert caught.value.path[0] == key
    assert str(pickle.loads(pickle.dumps(caught.value))) == text


@pytest.mark.parametrize("key", THING)
def test_a_required_key_has_to_be_there(everything: Any, key: str) -> None:
    """An object without a required key is refused."""
    rest = {other: value for other, value in THING.items() if other != key}
    with pytest.raises(everything.errors.DecodeError, match=f"^{key}: is required but missing$"):
        everything.models.Thing.from_dict(rest)


@pytest.mark.parametrize("value", [None, 1, "a", [], [THING], True])
def test_only_an_object_is_a_model(everything: Any, value: Any) -> None:
    """What is no object raises a DecodeError at the root."""
    with pytest.raises(everything.errors.DecodeError, match="expected an object") as caught:
        everything.models.Thing.from_dict(value)
    assert caught.value.path == ()


def test_any_mapping_is_an_object(everything: Any) -> None:
    """A mapping that is no `dict` is taken as one."""
    thing = everything.models.Thing.from_dict(THING)
    assert everything.models.Thing.from_dict(MappingProxyType(THING)) == thing


SENSITIVE = ("diary", "mood", "age", "friends", "pin")


def decoded_again(model: Any) -> Any:
    """A model, decoded from its own JSON."""
    return model.from_dict(model.to_dict())


COPIES: list[Callable[[Any], Any]] = [
    copy.copy,
    copy.deepcopy,
    lambda model: pickle.loads(pickle.dumps(model)),
    attrs.evolve,
    decoded_again,
]
"""Ways to a second model that is as the first."""


def test_withheld_null_and_visible_are_three(everything: Any) -> None:
    """A sensitive field raises RedactedError, is None or has its value, in every kind of copy."""
    thing = everything.models.Thing
    for key in SENSITIVE:
        withheld, null = thing.from_dict(THING), thing.from_dict({**THING, key: None})
        there = thing.from_dict({**THING, key: GOOD[key][-1]})
        for way in COPIES:
            with pytest.raises(everything.errors.RedactedError, match=f"^{key} of Thing is with"):
                getattr(way(withheld), key)
            assert getattr(way(null), key) is None
            assert getattr(way(there), key) == getattr(there, key) is not None
        assert withheld != null != there != withheld


def test_a_withheld_value_cannot_be_taken_for_an_empty_one(everything: Any) -> None:
    """Getattr with a default, hasattr and autospec raise RedactedError, which is documented."""
    thing = everything.models.Thing.from_dict(THING)
    errors = everything.errors
    assert not issubclass(errors.RedactedError, AttributeError)
    for take in (
        lambda: getattr(thing, "diary", ""),
        lambda: hasattr(thing, "diary"),
        lambda: thing.diary or "",
        lambda: f"{thing.diary}",
        lambda: inspect.getmembers(thing),
        lambda: mock.create_autospec(thing),
    ):
        with pytest.raises(errors.RedactedError):
            take()


def test_a_required_sensitive_key_may_be_withheld(everything: Any) -> None:
    """A sensitive key that the contract requires may be absent all the same."""
    guarded = everything.models.Guarded.from_dict({"id": "g"})
    assert guarded.redacted_fields == {"token"}
    assert guarded.to_dict() == {"id": "g"}
    assert everything.models.Guarded("g").is_redacted("token")
    with pytest.raises(everything.errors.RedactedError) as caught:
        _ = guarded.token
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.field, error.model, error.record_id) == ("token", "Guarded", "g")
    assert str(error) == (
        "token of Guarded g is withheld from this token: reading it needs a token with the scope "
        "read_sensitive of its resource"
    )


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("key", ["text", "made_at", "tree", "fixed", "maybe", "sold_at", "spare"])
def test_absent_and_null_both_read_as_none(
    everything: Any, key: str, way: Callable[[Any], Any]
) -> None:
    """An optional field reads as None when absent or null; its JSON, copies and equality differ."""
    thing = everything.models.Thing
    absent, null = way(thing.from_dict(THING)), way(thing.from_dict({**THING, key: None}))
    assert getattr(absent, key) is None
    assert getattr(null, key) is None
    assert absent.to_dict() == THING
    assert null.to_dict() == {**THING, key: None}
    assert absent != null
    assert absent == thing.from_dict(THING)
    assert null == thing.from_dict({**THING, key: None})


def test_a_field_that_was_null_can_get_a_value(everything: Any) -> None:
    """A null that the contract does not allow is forgotten when the field gets a value."""
    thing = everything.models.Thing.from_dict({**THING, "text": None, "size": None})
    evolved = attrs.evolve(thing, text="words")
    assert evolved == everything.models.Thing.from_dict({**THING, "text": "words", "size": None})
    assert evolved.to_dict() == {**THING, "text": "words", "size": None}
    thing.text = "words"
    assert thing.to_dict() == evolved.to_dict()


def new(everything: Any, **given: Any) -> Any:
    """A new thing, as it is sent."""
    models = everything.models
    return models.Thing(UUID(ID), models.Color.RED, 3, models.Maker("Ada"), **given)


SENT = {**THING, "level": 3, "shade": "light"}
"""What a new thing is in JSON: the contract has a default of two fields."""


def test_none_is_null_where_the_contract_allows_it(everything: Any) -> None:
    """A field given None is null where the contract allows it, and else left out."""
    assert new(everything).to_dict() == SENT
    given = dict.fromkeys(("maybe", "sold_at", "spare", "keys", "text", "size", "tree"))
    written = new(everything, **given).to_dict()
    assert written == {**SENT, **dict.fromkeys(("maybe", "sold_at", "spare", "keys"))}
    unset = everything.types.UNSET
    assert new(everything, maybe=unset, diary=unset).to_dict() == SENT


def test_assigning_none_is_null(everything: Any) -> None:
    """Assigning None to a field writes null where the contract allows it, and else no key."""
    thing = new(everything, maybe=3, text="words", diary="dear")
    thing.maybe = thing.text = thing.diary = thing.sold_at = None
    assert thing.to_dict() == {**SENT, "maybe": None, "diary": None, "sold_at": None}
    thing.maybe, thing.text, thing.diary = 4, "more", "back"
    assert thing.to_dict() == {
        **SENT,
        "maybe": 4,
        "text": "more",
        "diary": "back",
        "sold_at": None,
    }


def test_evolve_changes_what_it_is_given(everything: Any) -> None:
    """`attrs.evolve` takes fields by their names, and keeps undeclared keys and withheld fields."""
    thing = everything.models.Thing.from_dict({**THING, "more": 1, "maybe": 3, "diary": "dear"})
    evolved = attrs.evolve(thing, maybe=None, diary=None, count=5)
    assert evolved.to_dict() == {**THING, "more": 1, "maybe": None, "diary": None, "count": 5}
    assert evolved.is_redacted("mood")


def test_a_model_matches_by_keyword_only(everything: Any) -> None:
    """`match` takes fields by keyword, and no position means anything."""
    match everything.models.Thing.from_dict({**THING, "maybe": 3}):
        case everything.models.Thing(maybe=3, count=3):
            pass
        case _:
            pytest.fail("a field by keyword does not match")
    assert not hasattr(everything.models.Thing, "__match_args__")


def test_a_slot_notes_where_a_model_came_from(everything: Any) -> None:
    """The slot `_response` is no part of a model: not compared, shown, copied or pickled."""
    thing, same = (everything.models.Thing.from_dict(THING) for _ in range(2))
    thing._response = "canary"
    assert thing == same
    assert "canary" not in repr(thing)
    for way in COPIES:
        assert not hasattr(way(thing), "_response")
    assert not hasattr(thing, "__dict__")


def test_annotations_of_a_model_resolve(everything: Any) -> None:
    """`typing.get_type_hints` resolves a model's constructor, other models included."""
    models = everything.models
    hints = typing.get_type_hints(models.Thing.__init__, vars(sys.modules[models.Thing.__module__]))
    assert hints["maker"] is models.Maker
    assert hints["tree"] == models.Leaf | None


def test_values_have_their_types(everything: Any) -> None:
    """Dates, identifiers, enums and models come as what the contract calls them."""
    models = everything.models
    record = {**THING, "born": "2024-02-29", "made_at": "2024-02-29T12:00:00Z", "count": 5.0}
    thing = models.Thing.from_dict({**record, "either": {"leaf": {}}, "weight": 2})
    assert thing.id == UUID(ID)
    assert thing.kind is models.Color.RED
    assert thing.born == dt.date(2024, 2, 29)
    assert thing.made_at == dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    assert type(thing.count) is int
    assert type(thing.either) is models.Leaf
    assert type(thing.maker) is models.Maker
    assert type(thing.weight) is int  # none of its digits is lost


def test_extra_keys_are_kept_in_order(everything: Any) -> None:
    """Keys that the contract does not know are kept in order, and a model is no dictionary."""
    extra: dict[str, Any] = {"zeta": 1, "alpha": [None], "": {}}
    thing = everything.models.Thing.from_dict({"zeta": 1, **THING, "alpha": [None], "": {}})
    assert list(thing.additional_properties.items()) == list(extra.items())
    thing.additional_properties["zeta"] = 2
    assert thing.to_dict() == {**extra, **THING, "zeta": 2}
    assert new(everything, additional_properties={"more": 1}).to_dict() == {**SENT, "more": 1}
    for name in ("__getitem__", "__setitem__", "__delitem__", "__contains__", "additional_keys"):
        assert not hasattr(thing, name)


def test_an_object_without_properties_is_a_dictionary(everything: Any) -> None:
    """Free-form objects are dictionaries, their values decoded where the contract types them."""
    thing = everything.models.Thing.from_dict({**THING, "prices": {"EUR": 1.5}})
    assert thing.prices == {"EUR": 1.5}
    names = everything.models.Names.from_dict({"dict": {"a": [1]}})
    assert names.dict_ == {"a": [1]}
    assert not hasattr(everything.models, "NamesDict")


def test_undeclared_keys_of_one_type_are_decoded(everything: Any) -> None:
    """Undeclared keys whose type the contract gives are decoded, declared ones aside."""
    parts = everything.models.ThingParts.from_dict({"main": {}, "other": {"leaf": {}}})
    assert type(parts.additional_properties["other"]) is everything.models.Leaf
    assert parts.to_dict() == {"main": {}, "other": {"leaf": {}}}
    assert everything.models.ThingParts.from_dict({"main": {}}).additional_properties == {}


def test_a_subclass_decodes_to_itself(everything: Any) -> None:
    """`from_dict` of a subclass with empty slots makes the subclass."""

    class Sub(everything.models.Thing):  # type: ignore[misc]
        __slots__ = ()

    thing = Sub.from_dict({**THING, "more": 1})
    assert type(thing) is Sub
    assert not hasattr(thing, "__dict__")
    assert thing.to_dict() == {**THING, "more": 1}


def test_nesting_without_end_is_a_decode_error(everything: Any) -> None:
    """A value that is nested more deeply than Python can follow raises a DecodeError."""
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"leaf": deep}
    with pytest.raises(everything.errors.DecodeError, match="is nested too deeply"):
        everything.models.Leaf.from_dict(deep)


def test_a_repr_shows_what_names_nobody(everything: Any) -> None:
    """Repr shows enums, numbers, booleans, dates and ids; what is withheld reads `<redacted>`."""
    record = {
        **THING,
        "text": "canary",
        "owner_id": "owner_1",
        "caller_id": "canary",
        "mobile": 15551234567,
        "diary": "canary",
        "age": 31415,
        "mood": None,
        "made_at": "2024-02-29T12:00:00Z",
        "canary": "canary",
        "level": 4,
        "tags": ["canary"],
        "tree": {"canary": 1},
    }
    shown = repr(everything.models.Thing.from_dict(record))
    assert "canary" not in shown
    assert "31415" not in shown
    assert "15551234567" not in shown
    for part in (
        f"id=UUID('{ID}')",
        "kind=<Color.RED: 'red'>",
        "count=3",
        "maker=<hidden>",
        "text=<hidden>",
        "owner_id='owner_1'",
        "caller_id=<hidden>",
        "fragile=None",
        "either=None",
        "made_at=datetime.datetime(2024, 2, 29, 12, 0, tzinfo=datetime.timezone.utc)",
        "level=4",
        "diary=<hidden>",
        "mood=None",
        "additional_properties=<hidden>",
        "friends=<redacted>",
    ):
        assert part in shown


def test_a_sensitive_schema_shows_nothing(everything: Any) -> None:
    """Repr of a model whose own schema is sensitive hides even ids and numbers."""
    secret = everything.models.Secret.from_dict({"id": "s", "count": 1})
    assert repr(secret) == "Secret(id=<hidden>, count=<hidden>, detail=<redacted>)"


def test_fields_stand_in_the_order_of_the_contract(everything: Any) -> None:
    """Constructors take what is required first, and each group in the order of the contract."""
    models = everything.models
    assert models.Maker("Ada", "diary", dt.date(2024, 2, 29)).to_dict() == {
        "name": "Ada",
        "diary": "diary",
        "founded": "2024-02-29",
    }
    assert models.Leaf(models.Leaf()).to_dict() == {"leaf": {}}


def test_defaults_are_for_the_constructor(everything: Any) -> None:
    """A default of the contract fills a new model, and never one that the API sent without it."""
    models = everything.models
    thing = new(everything)
    assert (thing.level, thing.shade) == (3, models.ThingShade.LIGHT)
    assert models.Thing.from_dict(THING).level is None


def test_a_property_may_have_any_name(everything: Any) -> None:
    """Names that Python or the generated code use themselves are decoded like others."""
    record = {
        **dict.fromkeys(("cls", "self", "d", "field_dict", "UNSET", "Any", "T", "types"), "x"),
        **dict.fromkeys(("_model", "_attrs_field", "class", "import", "str", "hidden"), "x"),
        **dict.fromkeys(('quote"back\\slash', "ünïcödé", "1st", "$dollar"), "x"),
        "src_dict": 1,
        "data": ["x"],
        "list": ["x"],
        "names": {"cls": "y"},
        "datetime": "2024-02-29T12:00:00+00:00",
    }
    names = everything.models.Names.from_dict(record)
    assert names.to_dict() == record
    assert names.additional_properties == {}
    assert names.names.cls == "y"
    assert type(names.names) is everything.models.Names


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text("a1-\u00e9\U0001f600\ud800", max_size=4)
    | st.sampled_from([ID, "red", "2024-02-29", "2024-02-29T12:00:00Z", "thing", 10**400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, "leaf", "leaves", "name", "note"]), inner)
    ),
    max_leaves=8,
)


@given(record=st.dictionaries(st.sampled_from([*GOOD, "id", "kind", "more"]), JSON))
def test_nothing_but_a_decode_error_comes_of_wrong_json(
    everything: Any, record: dict[str, Any]
) -> None:
    """Whatever JSON there is, decoding it gives a model or a DecodeError, and nothing else."""
    thing = None
    with contextlib.suppress(everything.errors.DecodeError):
        thing = everything.models.Thing.from_dict({**THING, **record})
    if thing is not None:
        assert list(thing.additional_properties) == (["more"] if "more" in record else [])


@given(
    record=st.fixed_dictionaries(
        {}, optional={key: st.sampled_from(values) for key, values in GOOD.items()}
    )
)
def test_every_mix_of_good_values_round_trips(everything: Any, record: dict[str, Any]) -> None:
    """A model of any mix of allowed values equals the one that its own JSON decodes to."""
    thing = everything.models.Thing.from_dict({**THING, **record})
    assert everything.models.Thing.from_dict(thing.to_dict()) == thing
    assert thing.to_dict().keys() == {**THING, **record}.keys()
    assert pickle.loads(pickle.dumps(thing)) == copy.deepcopy(thing) == thing
