"""The python side on models: constructors, attributes, enums, and classes that move."""

from typing import Any, NamedTuple

import pytest

from tests.tools.specdiff.contracts import Json, contract
from tests.tools.specdiff.python.packages import (
    INTEGER,
    STRING,
    Compare,
    call,
    compare_packages,
    read_and_passed,
    ref,
    thing,
)
from tools.specdiff.judgement.findings import Finding, digest
from tools.specdiff.levels import BREAKING, COMPATIBLE, RISKY

__all__ = ["compare_packages"]

NULLABLE = STRING | {"nullable": True}
ENUM = STRING | {"enum": ["a", "b"]}


def array(items: Json) -> Json:
    """Return an array."""
    return {"type": "array", "items": items}


class Types(NamedTuple):
    """A type before and after, and the ends of the rules when it is read and when it is passed."""

    sides: tuple[Json, Json]
    there: tuple[str, str]
    back: tuple[str, str]


WIDER = (("widened", "widened"), ("narrowed", "narrowed"))
OTHER = (("type-changed", "type-changed"), ("type-changed", "type-changed"))
TYPES = {
    "Null": Types((STRING, NULLABLE), *WIDER),
    "Number": Types((INTEGER, {"type": "number"}), *WIDER),
    "Kind": Types((STRING, INTEGER), *OTHER),
    "Enum": Types((ENUM, STRING), *WIDER),
    "Const": Types(({"const": "a"}, STRING), *WIDER),
    "Any": Types((STRING, {}), ("widened", "widened"), ("type-unclear", "narrowed")),
    "List": Types(
        (array(STRING), array(NULLABLE)),
        ("widened", "type-unclear"),
        ("type-unclear", "narrowed"),
    ),
    "Lists": Types((array(array(STRING)), array(STRING)), *OTHER),
}


def types(side: int) -> Json:
    """Return the contract before or after."""
    return read_and_passed(
        **{
            f"{way}{name}": thing(("p",), p=case.sides[side])
            for name, case in TYPES.items()
            for way in ("Read", "Pass")
        }
    )


def rules_of(findings: list[Finding], start: str) -> list[str]:
    """Return the rules of what is said about a class."""
    return [
        one.rule for one in findings
        if f"`{start}." in one.sentence and not one.rule.startswith("python-class")
    ]  # fmt: skip


def test_types_are_judged_by_sense(compare_packages: Compare) -> None:
    """What is read may be narrowed, what is passed may be widened; lists are left to the reader."""
    there = compare_packages(types(0), types(1))
    back = compare_packages(types(1), types(0))
    for name, case in TYPES.items():
        for found, (read, passed) in ((there, case.there), (back, case.back)):
            assert rules_of(found, f"Read{name}") == [f"python-attribute-{read}"], name
            assert rules_of(found, f"Pass{name}") == [f"python-argument-{passed}"], name


def only(findings: list[Finding]) -> Finding:
    """Return the one finding that there is."""
    assert len(findings) == 1, findings
    return findings[0]


def test_a_removed_attribute(compare_packages: Compare) -> None:
    """The finding names attribute, annotation, pointers, operations and direction."""
    base = read_and_passed(ReadIt=thing(a=STRING, b=INTEGER))
    found = only(compare_packages(base, read_and_passed(ReadIt=thing(a=STRING))))
    assert found == Finding(
        "python-attribute-removed",
        {"python": BREAKING},
        ("GET /ReadIt",),
        "response",
        "/components/schemas/ReadIt/properties/b",
        None,
        "int | None",
        None,
        "`ReadIt.b` is removed: code that reads it, or passes it to the constructor, fails; stop "
        "using it.",
        digest("int | None", None),
    )


A, B, C = ({"type": "string", "description": letter} for letter in "ABC")


class Constructor(NamedTuple):
    """A model before and after, and what is said of which field."""

    before: Json
    after: Json
    rule: str
    field: str
    level: int = BREAKING


CONSTRUCTORS = {
    "Last": Constructor(thing(a=A), thing(a=A, b=B), "attribute-added", "b", COMPATIBLE),
    "Middle": Constructor(thing(a=A, c=C), thing(a=A, b=B, c=C), "attribute-inserted", "b"),
    "Order": Constructor(thing(a=A, b=B), thing(b=B, a=A), "constructor-order-changed", ""),
    "Must": Constructor(thing(a=A), thing(("b",), a=A, b=B), "argument-added-required", "b"),
    "Needs": Constructor(thing(a=A), thing(("a",), a=A), "argument-became-required", "a"),
    "Else": Constructor(
        thing(a=A | {"default": "x"}), thing(a=A | {"default": "y"}), "default-changed", "a", RISKY
    ),
}


@pytest.mark.parametrize("way", ["Read", "Pass"])
def test_constructors(compare_packages: Compare, way: str) -> None:
    """A constructor is judged alike whoever writes the record: order, insertion, what it needs."""
    found = compare_packages(
        read_and_passed(**{f"{way}{name}": case.before for name, case in CONSTRUCTORS.items()}),
        read_and_passed(**{f"{way}{name}": case.after for name, case in CONSTRUCTORS.items()}),
    )
    assert len(found) == len(CONSTRUCTORS)
    for one, (name, case) in zip(found, CONSTRUCTORS.items(), strict=True):
        assert (one.rule, one.worst) == (f"python-{case.rule}", case.level)
        assert f"`{way}{name}{'.' if case.field else ''}{case.field}" in one.sentence


def test_what_becomes_optional(compare_packages: Compare) -> None:
    """Code that reads it may get None now; code that passes it may leave it out."""
    sides = [
        read_and_passed(ReadIt=thing(needed, a=A), PassIt=thing(needed, a=A))
        for needed in (("a",), ())
    ]
    read, passed = compare_packages(*sides)
    assert (read.rule, read.worst) == ("python-attribute-became-optional", BREAKING)
    assert read.sentence == (
        "`ReadIt.a: str` becomes `str | None`: the API may omit it; handle that."
    )
    assert (read.before, read.after) == ("str", "str | None")
    assert (passed.rule, passed.worst) == ("python-argument-became-optional", COMPATIBLE)


def test_order_of_a_shared_model(compare_packages: Compare) -> None:
    """One finding names every operation that reaches the model, and both orders."""

    def side(*names: str) -> Json:
        schemas = {
            "It": thing(**dict.fromkeys(names, STRING)),
            "ReadOne": thing(it=ref("It")),
            "PassAll": thing(them=array(ref("It"))),
        }
        return read_and_passed(**schemas)

    found = only(compare_packages(side("x", "y", "z"), side("x", "z", "y")))
    assert found.operations == ("GET /ReadOne", "POST /PassAll")
    assert found.direction is None
    assert (found.before, found.after) == (["x", "y", "z"], ["x", "z", "y"])
    assert found.sentence == (
        "The constructor of `It` takes its fields in another order: positional arguments "
        "end up in another field; pass by name."
    )


def test_further_keys(compare_packages: Compare) -> None:
    """The type of undeclared keys is a type like others, at the keyword's place."""
    sides = [
        read_and_passed(ReadIt=thing(a=A) | {"additionalProperties": schema})
        for schema in (STRING, INTEGER)
    ]
    found = only(compare_packages(*sides))
    assert found.rule == "python-attribute-type-changed"
    assert (found.before, found.after) == ("dict[str, str]", "dict[str, int]")
    assert found.revision == "/components/schemas/ReadIt"


@pytest.mark.parametrize("needed", [(), ("a",)])
def test_a_field_that_becomes_sensitive(compare_packages: Compare, needed: tuple[str, ...]) -> None:
    """Code that reads it meets an error from then on, and that is said once; there and back."""
    sides = [
        read_and_passed(ReadIt=thing(needed, a=STRING | {"description": text}))
        for text in ("A.", "Sensitive. A.")
    ]
    there, back = only(compare_packages(*sides)), compare_packages(*reversed(sides))[0]
    assert (there.rule, there.worst) == ("python-attribute-became-sensitive", BREAKING)
    assert there.sentence.startswith("Code that reads `ReadIt.a` raises `RedactedError` if")
    assert (back.rule, back.worst) == ("python-attribute-no-longer-sensitive", COMPATIBLE)


def enum(*values: Any, **more: Any) -> Json:
    """Return an enum."""
    return {"type": "integer" if isinstance(values[0], int) else "string"} | {
        "enum": list(values), **more
    }  # fmt: skip


def test_enums(compare_packages: Compare) -> None:
    """Members come, go, get other names and other values; their order says nothing."""
    names = "x-enum-varnames"
    before = {
        "E": enum("a", "b"), "F": enum("a"), "G": enum(1, 2, **{names: ["A", "B"]}),
        "H": enum("a", "b"),
    }  # fmt: skip
    after = {
        "E": enum("a", "c"), "F": enum("a", "b"), "G": enum(1, 3, **{names: ["ONE", "B"]}),
        "H": enum("b", "a"),
    }  # fmt: skip

    def side(enums: Json) -> Json:
        read = thing(e=ref("E"), g=ref("G"), h=ref("H"))
        return read_and_passed(ReadIt=read, PassIt=thing(f=ref("F")), **enums)

    found = compare_packages(side(before), side(after))
    assert {(one.rule, one.sentence.split("`")[1]) for one in found} == {
        ("python-enum-member-removed", "E.B"),
        ("python-enum-member-added", "E.C"),
        ("python-enum-member-added-to-pass", "F.B"),
        ("python-enum-member-renamed", "G.A"),
        ("python-enum-member-value-changed", "G.B"),
    }
    assert {one.revision for one in found if "`E." in one.sentence} == {"/components/schemas/E"}
    assert "`G.A` is now called ONE" in " ".join(one.sentence for one in found)


def test_a_schema_that_is_renamed(compare_packages: Compare) -> None:
    """A class that stands alone where another stood is that one, with the classes inside it."""
    old = thing(a=A, e=enum("x"), in_it=thing(a=A, b=B), d=enum("y", "z") | {"default": "y"})
    new = thing(a=A, e=enum("x"), in_it=thing(a=A), d=enum("y", "z") | {"default": "y"})
    sides = [
        contract({"/a": {"get": call("getA", ref(name))}}, {"schemas": {name: schema}})
        for name, schema in (("Talk", old), ("Call", new))
    ]
    found = compare_packages(*sides)
    assert [(one.rule, one.before, one.after) for one in found] == [
        ("python-class-renamed", "Talk", "Call"),
        ("python-class-renamed", "TalkInIt", "CallInIt"),
        ("python-attribute-removed", "str | None", None),
        ("python-class-renamed", "TalkE", "CallE"),
        ("python-class-renamed", "TalkD", "CallD"),
    ]
    assert (
        "`anyreach.models.Talk` is now `anyreach.models.Call`: change the import and each use."
        in {one.sentence for one in found}
    )


def test_classes_that_come_and_go(compare_packages: Compare) -> None:
    """What cannot be shown to be renamed is removed and added; a model may become an enum."""
    both = {"oneOf": [ref("A"), ref("B")]}
    before = read_and_passed(ReadIt=thing(p=both), A=thing(a=A), B=thing(b=B), K=thing(a=A))
    both = {"oneOf": [ref("C"), ref("D")]}
    after = read_and_passed(ReadIt=thing(p=both), C=thing(a=A), D=thing(b=B), K=enum("a"))
    found = compare_packages(before, after)
    said = {(one.rule, one.before or one.after) for one in found}
    assert said == {
        ("python-class-removed", "A"), ("python-class-removed", "B"),
        ("python-class-added", "C"), ("python-class-added", "D"),
        ("python-class-kind-changed", "a model"),
        ("python-attribute-type-changed", "A | B | None"),
    }  # fmt: skip


def test_a_model_is_not_renamed_to_an_enum(compare_packages: Compare) -> None:
    """An enum that stands where a model stood is another class."""
    before = read_and_passed(ReadIt=thing(p=ref("A")), A=thing(a=A))
    after = read_and_passed(ReadIt=thing(p=ref("B")), B=enum("a"))
    rules = {one.rule for one in compare_packages(before, after)}
    assert rules == {
        "python-class-removed", "python-class-added", "python-attribute-type-changed"
    }  # fmt: skip


def test_what_nothing_reaches(compare_packages: Compare) -> None:
    """A model that no operation reaches may be read and passed, so it is judged as both."""
    sides = [contract({}, {"schemas": {"It": thing(("a",), a=one)}}) for one in (NULLABLE, STRING)]
    found = only(compare_packages(*sides))
    assert (found.rule, found.operations, found.direction) == (
        "python-argument-narrowed", (), None
    )  # fmt: skip


def test_names_that_models_use_themselves(compare_packages: Compare) -> None:
    """An attribute is compared also where the class keeps it under a name of its own."""
    before, after = (read_and_passed(ReadIt=thing(model=one)) for one in (NULLABLE, INTEGER))
    (changed,) = compare_packages(before, after)
    assert (changed.rule, changed.before) == ("python-attribute-type-changed", "str | None")


def test_values_that_are_not_declared(compare_packages: Compare) -> None:
    """The type of `additional_properties` is compared as that of any attribute."""
    before, after = (
        read_and_passed(ReadIt=thing(a=STRING) | {"additionalProperties": one})
        for one in (STRING, INTEGER)
    )
    (changed,) = compare_packages(before, after)
    assert (changed.before, changed.after) == ("dict[str, str]", "dict[str, int]")
