"""The python side on operations: where they are, what they take, and what comes back."""

from typing import Any

from tests.tools.specdiff.contracts import Json, contract
from tests.tools.specdiff.packages import (
    INTEGER,
    STRING,
    Compare,
    call,
    compare_packages,
    ref,
    thing,
)
from tools.specdiff._findings import Finding
from tools.specdiff._rules import BREAKING, COMPATIBLE, RISKY

__all__ = ["compare_packages"]


def parameter(name: str, where: str = "query", *, required: bool = False, **schema: Any) -> Json:
    """Return a parameter; one in the path is required."""
    return {
        "name": name, "in": where, "schema": STRING | schema,
        "required": required or where == "path",
    }  # fmt: skip


def said(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Return rules, levels and sentences."""
    return [(one.rule, one.worst, one.sentence) for one in findings]


def test_an_operation_that_moves(compare_packages: Compare) -> None:
    """By another tag or operationId the same method and path are in another module."""
    path = "/talks/{talk_id}"
    at = [parameter("talk_id", "path")]
    sides = [
        contract({path: {"get": call(name, STRING, tags=[tag], parameters=at)}})
        for tag, name in (("Conversations", "getConversation"), ("Calls", "getCall"))
    ]
    assert said(compare_packages(*sides)) == [
        (
            "python-operation-moved",
            BREAKING,
            "`conversations.get_conversation` is now `calls.get_call`: change the import.",
        )
    ]


def test_operations_that_come_and_go(compare_packages: Compare) -> None:
    """One that keeps its name at another path is still there; others are removed and added."""
    before = contract({"/a": {"get": call("one", STRING)}, "/b": {"get": call("two", STRING)}})
    after = contract({"/c": {"get": call("one", STRING)}, "/d": {"get": call("three", STRING)}})
    assert said(compare_packages(before, after)) == [
        ("python-operation-removed", BREAKING,
         "`things.two` is removed: code that imports it fails; stop calling it."),
        ("python-operation-added", COMPATIBLE, "`things.three` can be called; nothing to do."),
    ]  # fmt: skip


def test_names_that_operations_exchange(compare_packages: Compare) -> None:
    """Two operations that take each other's name have both moved."""

    def side(first: str, second: str) -> Json:
        return contract({"/a": {"get": call(first, STRING)}, "/b": {"get": call(second, STRING)}})

    rules = [one.rule for one in compare_packages(side("x", "y"), side("y", "x"))]
    assert rules == ["python-operation-moved"] * 2


def with_parameters(path: str, *parameters: Json) -> Json:
    """Return a contract of one operation."""
    return contract({path: {"get": call("getIt", STRING, parameters=list(parameters))}})


def test_parameters_by_name(compare_packages: Compare) -> None:
    """What is passed by name may come, go and change; its order says nothing."""
    before = with_parameters(
        "/a", parameter("gone"), parameter("wide"), parameter("must"),
        parameter("free", required=True), parameter("default", default="x"), parameter("last"),
    )  # fmt: skip
    after = with_parameters(
        "/a", parameter("last"), parameter("wide", nullable=True), parameter("must", required=True),
        parameter("free"), parameter("default", default="y"), parameter("new"),
        parameter("tenant", required=True),
    )  # fmt: skip
    it = "`things.get_it.sync`"
    assert said(compare_packages(before, after)) == [
        ("python-parameter-removed", BREAKING,
         (f"{it} no longer takes `gone: str | Unset = UNSET`: calls that pass it fail, by "
         "`client.call` too; stop passing it.")),
        ("python-parameter-widened", COMPATIBLE,
         (f"`wide` of {it} takes more than before (wide: str | Unset = UNSET → wide: None | str | "
         "Unset = UNSET); nothing to do.")),
        ("python-parameter-became-required", BREAKING,
         f"`must` of {it} is now required: calls without it fail, by `client.call` too; pass it."),
        ("python-parameter-became-optional", COMPATIBLE,
         f"`free` of {it} may be left out; nothing to do."),
        ("python-default-changed", RISKY,
         f"Code that leaves out `default` of {it} gets 'y', not 'x'; pass it if that matters."),
        ("python-parameter-added", COMPATIBLE,
         f"{it} can take `new: str | Unset = UNSET`; nothing to do."),
        ("python-parameter-added-required", BREAKING,
         f"{it} now requires `tenant: str`: calls without it fail, by `client.call` too; pass it."),
    ]  # fmt: skip


def test_parameters_of_the_path(compare_packages: Compare) -> None:
    """What stands in the path is passed by position: its names and its order are both promises."""
    a, b = parameter("a", "path"), parameter("b", "path")
    renamed = compare_packages(
        with_parameters("/x/{a}", a), with_parameters("/x/{b}", parameter("b", "path"))
    )
    assert said(renamed) == [
        ("python-parameter-renamed", BREAKING,
         ("`things.get_it.sync` calls its parameter a now b: calls that pass it by name fail; "
         "rename it."))
    ]  # fmt: skip
    (turned,) = compare_packages(
        with_parameters("/{a}/{b}", a, b), with_parameters("/{b}/{a}", a, b)
    )
    assert (turned.rule, turned.before, turned.after) == (
        "python-parameter-order-changed", ["a", "b"], ["b", "a"]
    )  # fmt: skip
    (keyword,) = compare_packages(
        with_parameters("/x/{a}", a), with_parameters("/x", parameter("a", required=True))
    )
    assert keyword.rule == "python-parameter-keyword-only"


def test_names_of_operations(compare_packages: Compare) -> None:
    """A model is reached from operations by the names that they have now, or had at the end."""

    def side(path: str, schema: Json, *gone: str) -> Json:
        at = [parameter(path[4:-1], "path")]
        paths: Json = {path: {"get": call("getIt", ref("It"), parameters=at)}}
        paths |= {name: {"get": call("getMore", ref("It"))} for name in gone}
        return contract(paths, {"schemas": {"It": thing(a=schema)}})

    found = compare_packages(side("/x/{a}", STRING, "/gone"), side("/x/{b}", INTEGER))
    (changed,) = [one for one in found if one.rule == "python-attribute-type-changed"]
    assert changed.operations == ("GET /gone", "GET /x/{b}")


def test_the_places_of_parameters(compare_packages: Compare) -> None:
    """A finding points to the parameter where it is written, or to the body."""

    def side(body: Json, **schema: Any) -> Json:
        paths: Json = {
            "/a": {
                "parameters": [{"$ref": "#/components/parameters/Shared"}],
                "post": call("postIt", body=body, parameters=[parameter("own", **schema)]),
            }
        }
        return contract(paths, {"parameters": {"Shared": parameter("shared", **schema)}})

    found = compare_packages(side(STRING), side(INTEGER, type="integer"))
    assert {one.revision for one in found} == {
        "/components/parameters/Shared",
        "/paths/~1a/post/parameters/0",
        "/paths/~1a/post/requestBody",
    }
    assert {one.direction for one in found} == {"request"}


def answering(**answers: Json | None) -> Json:
    """Return a contract of one operation with an answer for each status."""
    responses = {
        status[1:]: {"description": ""}
        | ({"content": {"application/json": {"schema": schema}}} if schema else {})
        for status, schema in answers.items()
    }
    schemas = {"Fault": thing(detail=STRING)}
    return contract({"/a": {"get": call("getIt") | {"responses": responses}}}, {"schemas": schemas})


def test_results(compare_packages: Compare) -> None:
    """What comes back from `client.call` is told from what comes back with the errors."""
    both = compare_packages(answering(_200=STRING), answering(_200=INTEGER))
    assert said(both) == [
        ("python-result-type-changed", BREAKING,
         ("Code that reads what `client.call(things.get_it)` returns meets another type (str → "
         "int); read the new one."))
    ]  # fmt: skip
    errors = compare_packages(answering(_200=STRING), answering(_200=STRING, _404=ref("Fault")))
    assert said(errors) == [
        ("python-result-widened", BREAKING,
         ("Code that reads what `things.get_it.sync` returns meets more than before (str → Fault "
         "| str); handle it."))
    ]  # fmt: skip


def test_functions_that_come_and_go(compare_packages: Compare) -> None:
    """Without a documented body there is no `sync`, and what is left is said."""
    there = compare_packages(answering(_200=STRING), answering(_204=None))
    assert [(one.rule, one.before) for one in there] == [
        ("python-function-removed", "sync"),
        ("python-function-removed", "asyncio"),
        ("python-result-type-changed", "str"),
    ]
    back = compare_packages(answering(_204=None), answering(_200=STRING))
    assert [(one.rule, one.after) for one in back][:2] == [
        ("python-function-added", "sync"),
        ("python-function-added", "asyncio"),
    ]
