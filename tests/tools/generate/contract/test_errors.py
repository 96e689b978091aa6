"""What is wrong is said once, at its cause, with what follows from it."""

from tools.generate.contract.errors import GenerationError, Problem, causes

ROOT = Problem("#/components/schemas/A/oneOf", "cannot be told apart", "add a discriminator")


def test_a_problem_is_one_line() -> None:
    """Place, text and fix are one line, whatever is in them; the file of a pointer is named."""
    assert str(ROOT) == (
        "openapi.json#/components/schemas/A/oneOf: cannot be told apart; add a discriminator"
    )
    assert str(Problem("", "a\n b\x1b")) == "a b\\x1b"
    assert str(Problem("generator-config.yaml#/skip/0", "b")) == "generator-config.yaml#/skip/0: b"


def test_text_is_taken_apart() -> None:
    """A line with a pointer is a problem at that place, and any other has no place."""
    assert Problem.read("#/a: b: c") == Problem("#/a", "b: c")
    assert Problem.read("openapi.json#/a: b") == Problem("#/a", "b")
    assert Problem.read("ruff: fails") == Problem("", "ruff: fails")
    assert Problem.read("#") == Problem("", "#")
    assert GenerationError(["#/a: b", Problem("#/a", "b")]).problems == ["openapi.json#/a: b"]


def test_what_follows_is_folded_under_its_cause() -> None:
    """Operations and schemas that use what is wrong are counted there, however indirectly."""
    place = "#/components/schemas/A"
    found = [
        Problem("#/paths/~1a/get/responses/200", "no type", because_of="#/components/schemas/B"),
        Problem("#/components/schemas/B", "no type", because_of=place),
        Problem("#/paths/~1a/get/requestBody", "no type", because_of=place),
        Problem("#/paths/~1b/get", "no type", because_of=place),
        ROOT,
        Problem("#/paths/~1c/get", "of its own", because_of="#/components/schemas/AA"),
        Problem("#/components/schemas/C", "no type", because_of="#/paths/~1c/get"),
    ]
    assert GenerationError(found).problems == [
        f"{ROOT} … and 2 operations and 1 schema that use it",
        "openapi.json#/paths/~1c/get: of its own … and 1 schema that use it",
    ]


def test_two_that_follow_from_each_other_are_both_said() -> None:
    """A circle of causes hides nothing, nor what follows from it."""
    one = Problem("#/components/schemas/A", "x", because_of="#/components/schemas/B")
    two = Problem("#/components/schemas/B", "y", because_of="#/components/schemas/A")
    three = Problem("#/paths/~1a/get", "z", because_of="#/components/schemas/A")
    assert causes([one, two, three]) == {one: [], two: [], three: []}


def test_advice_comes_after_the_problems() -> None:
    """What is printed is the problems, then the advice."""
    assert GenerationError(["#/a: b"], ["c"]).lines == ["openapi.json#/a: b", "c"]
