"""The python side on methods: what they are called, what they take, and what they return."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import Json, contract
from tests.tools.specdiff.python.packages import (
    INTEGER,
    STRING,
    Compare,
    call,
    compare_packages,
    ref,
    thing,
)
from tools.specdiff.judgement.findings import Finding
from tools.specdiff.levels import BREAKING, COMPATIBLE, RISKY

__all__ = ["compare_packages"]

STATUS = STRING | {"enum": ["open", "closed"]}


def parameter(name: str, where: str = "query", *, required: bool = False, **schema: Any) -> Json:
    """Return a parameter; one in the path is required."""
    return {
        "name": name, "in": where, "schema": STRING | schema,
        "required": required or where == "path",
    }  # fmt: skip


def said(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Return rules, levels and sentences."""
    return [(one.rule, one.worst, one.sentence) for one in findings]


def test_a_method_that_is_renamed(compare_packages: Compare) -> None:
    """By another tag or operationId the same operation is another method, and another id."""
    path = "/talks/{talk_id}"
    at = [parameter("talk_id", "path")]
    sides = [
        contract({path: {"get": call(name, STRING, tags=[tag], parameters=at)}})
        for tag, name in (("Agents", "fetchAgent"), ("Bots", "getBot"))
    ]
    assert said(compare_packages(*sides)) == [
        ("python-method-renamed", BREAKING,
         ("`client.agents.fetch` is now `client.bots.get`: code that calls it fails; rename the "
         "call.")),
        ("python-operation-id-changed", BREAKING,
         ('`client.execute("fetchAgent")` is now `client.execute("getBot")`: code that calls it '
         "fails; change the name, or call `client.bots.get`.")),
    ]  # fmt: skip


def test_an_operation_id_that_stays(compare_packages: Compare) -> None:
    """With its operationId an operation may have another path, and another tag."""

    def side(path: str, tag: str) -> Json:
        return contract({path: {"get": call("getAgent", STRING, tags=[tag])}})

    assert compare_packages(side("/v1/a", "Agents"), side("/v2/a", "Agents")) == []
    (moved,) = compare_packages(side("/v1/a", "Agents"), side("/v2/a", "Agent"))
    assert (moved.rule, moved.before, moved.after) == (
        "python-method-renamed", "client.agents.get", "client.agent.get"
    )  # fmt: skip


def test_methods_that_come_and_go(compare_packages: Compare) -> None:
    """One that keeps its name for another operation is still there; others come and go."""
    before = contract({"/a": {"get": call("getOne", STRING)}, "/b": {"get": call("two", STRING)}})
    after = contract({"/c": {"get": call("get_one", STRING)}, "/d": {"get": call("three", STRING)}})
    assert said(compare_packages(before, after)) == [
        ("python-operation-id-changed", BREAKING,
         ('`client.execute("getOne")` is now `client.execute("get_one")`: code that calls it '
         "fails; change the name, or call `client.things.get_one`.")),
        ("python-method-removed", BREAKING,
         ('`client.things.two` is removed: code that calls it, or `client.execute("two")`, fails; '
         "stop calling it.")),
        ("python-method-added", COMPATIBLE, "`client.things.three` is new."),
    ]  # fmt: skip


def test_names_that_methods_exchange(compare_packages: Compare) -> None:
    """Two operations that take each other's name are both renamed, each with its operationId."""

    def side(first: str, second: str) -> Json:
        return contract({"/a": {"get": call(first, STRING)}, "/b": {"get": call(second, STRING)}})

    rules = [one.rule for one in compare_packages(side("x", "y"), side("y", "x"))]
    assert rules == ["python-method-renamed", "python-operation-id-changed"] * 2


def with_parameters(path: str, *parameters: Json, **components: Json) -> Json:
    """Return a contract of one operation."""
    paths: Json = {path: {"get": call("getIt", STRING, parameters=list(parameters))}}
    return contract(paths, components)


def test_parameters_by_name(compare_packages: Compare) -> None:
    """What is passed by name may come, go and change; its order says nothing."""
    before = with_parameters(
        "/a", parameter("gone"), parameter("wide"), parameter("must"),
        parameter("free", required=True), parameter("default", required=True, const="x"),
        parameter("const", required=True, const="x"), parameter("last"), parameter("other"),
    )  # fmt: skip
    after = with_parameters(
        "/a", parameter("last"), parameter("wide", type=["string", "integer"]),
        parameter("must", required=True), parameter("free"),
        parameter("const", required=True, const="y"), parameter("default", const="x"),
        parameter("new"), parameter("tenant", required=True), parameter("other", type="integer"),
    )  # fmt: skip
    it = "`client.things.get_it`"
    assert sorted(said(compare_packages(before, after))) == [
        ("python-parameter-added", COMPATIBLE,
         f"{it} takes `new: str | None`."),
        ("python-parameter-added-required", BREAKING,
         f"{it} now requires `tenant: str`: calls without it fail; pass it."),
        ("python-parameter-became-optional", COMPATIBLE,
         f"{it} can be called without `free: str | None`."),
        ("python-parameter-became-required", BREAKING,
         f"{it} now requires `must: str`, which was optional; pass it."),
        ("python-parameter-default-changed", RISKY,
         (f"{it} takes `default: Literal['x'] | None` instead of `default: Literal['x'] = 'x'`: "
          "calls without it send another value or no value; pass it if that matters.")),
        ("python-parameter-removed", BREAKING,
         f"{it} no longer takes `gone: str | None`: calls that pass it fail; stop passing it."),
        ("python-parameter-type-changed", BREAKING,
         (f"{it} takes `const: Literal['y'] = 'y'` instead of `const: Literal['x'] = 'x'`: code "
          "that passes the old type fails; pass the new one.")),
        ("python-parameter-type-changed", BREAKING,
         (f"{it} takes `other: int | None` instead of `other: str | None`: code that passes the "
          "old type fails; pass the new one.")),
        ("python-parameter-widened", COMPATIBLE,
         (f"{it} takes `wide: str | int | None` instead of `wide: str | None`, which is wider.")),
    ]  # fmt: skip


def test_parameters_of_the_path(compare_packages: Compare) -> None:
    """What stands in the path is passed by position: its names and its order are both promises."""
    a, b = parameter("a", "path"), parameter("b", "path")
    renamed = compare_packages(
        with_parameters("/x/{a}", a), with_parameters("/x/{b}", parameter("b", "path"))
    )
    assert said(renamed) == [
        ("python-parameter-renamed", BREAKING,
         ("`client.things.get_it` renames its parameter `a` to `b`: calls that pass it by name "
          "fail; rename it there."))
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
    assert (keyword.rule, keyword.worst) == ("python-parameter-keyword-only", BREAKING)


def test_parameters_whose_name_is_taken(compare_packages: Compare) -> None:
    """One that gets another name in Python only, since a second one has its name, is renamed."""
    before = with_parameters("/a", parameter("x"))
    after = with_parameters("/a", parameter("x"), parameter("x", "header"))
    assert [(one.rule, one.before, one.after) for one in compare_packages(before, after)] == [
        ("python-parameter-renamed", "x", "query_x"),
        ("python-parameter-added", None, "header_x: str | None"),
    ]


def with_body(required: tuple[str, ...] = (), **properties: Json) -> Json:
    """Return a contract of one operation that takes an object."""
    paths: Json = {"/a": {"post": call("postIt", STRING, ref("Body"))}}
    return contract(paths, {"schemas": {"Body": thing(required, **properties)}})


def test_a_body_is_told_once(compare_packages: Compare) -> None:
    """The properties of a body are parameters, so nothing is said of its class."""
    grown = compare_packages(with_body(a=STRING), with_body(a=STRING, b=INTEGER))
    assert said(grown) == [
        ("python-parameter-added", COMPATIBLE,
         "`client.things.post_it` takes `b: int | None`."),
    ]  # fmt: skip
    assert grown[0].revision == "/components/schemas/Body/properties/b"
    new = compare_packages(contract(), with_body(a=STRING))
    assert [one.rule for one in new] == ["python-method-added"]


@pytest.mark.parametrize(("at", "rule", "level"), [
    (0, "python-parameter-none-is-sent", RISKY),
    (1, "python-parameter-none-is-left-out", BREAKING),
])  # fmt: skip
def test_what_none_means(compare_packages: Compare, at: int, rule: str, level: int) -> None:
    """None leaves an argument out, and is sent as null where that is a value: silently."""
    sides = [with_body(a=STRING), with_body(a=STRING | {"nullable": True})]
    (found,) = compare_packages(sides[at], sides[1 - at])
    assert (found.rule, found.worst, found.after) == (rule, level, "a: str | None")


def test_enums_that_are_passed(compare_packages: Compare) -> None:
    """The values that stand beside an enum come and go with its members, and are told with them."""

    def side(*values: str, **more: Json) -> Json:
        status = parameter("status", enum=list(values))
        return with_parameters("/a", status | {"schema": ref("Status")}, **more)

    def schemas(*values: str) -> Json:
        return {"Status": STRING | {"enum": list(values)}}

    narrower = compare_packages(
        side(schemas=schemas("open", "closed")), side(schemas=schemas("open"))
    )
    assert [one.sentence for one in narrower] == [
        "`Status.CLOSED` is removed: code that names it, or passes its value, fails; stop using it."
    ]
    wider = compare_packages(side(schemas=schemas("open")), side(schemas=schemas("open", "closed")))
    assert [one.sentence for one in wider] == ["`Status.CLOSED` can be passed."]
    free = compare_packages(side(schemas=schemas("open")), side(schemas={"Status": STRING}))
    assert "python-parameter-widened" in {one.rule for one in free}


def test_unions_that_are_passed(compare_packages: Compare) -> None:
    """What stands beside an enum or a model in a union, and is not its values, is told."""

    def side(*types: Json) -> Json:
        schemas = {"It": thing(a=STRING), "Status": STRING | {"enum": ["open"]}}
        union: Json = {"anyOf": [*map(ref, schemas), *types]}
        paths: Json = {"/a": {"post": call("postIt", STRING, thing(it=union, them=union))}}
        return contract(paths, {"schemas": schemas})

    grown = compare_packages(side(), side({"type": "array", "items": STRING}))
    assert {one.rule for one in grown} == {"python-parameter-widened"}
    assert next(one.after for one in grown) == "it: It | Status | list[str] | None"


def test_pages(compare_packages: Compare) -> None:
    """A list that comes in pages from now on returns something else."""
    paged: Json = {"kind": "offset", "limit": "limit", "offset": "offset"}
    parameters = [parameter(name, type="integer") for name in ("limit", "offset")]
    array = {"type": "array", "items": STRING}
    sides = [
        contract({"/a": {"get": call("listThings", array, parameters=parameters) | more}})
        for more in ({}, {"x-pagination": paged})
    ]
    found = compare_packages(*sides)
    assert [one.sentence for one in found] == [
        (
            "`client.things.list` no longer takes `offset: int | None`: calls that pass it fail; "
            "stop passing it."
        ),
        "`client.things.list` takes `page_size: int | None`.",
        "`client.things.list` takes `cursor: str | None`.",
        ("`client.things.list` takes `on_invalid: Literal['raise', 'skip'] = 'raise'`."),
        (
            "`client.things.list` returns `Pages[str]` instead of `list[str]`: code that reads it "
            "gets another type; read the new one."
        ),
    ]
    assert found[1].revision == "/paths/~1a/get"


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


def test_results(compare_packages: Compare) -> None:
    """What a method returns is told; its errors are raised, and have no type."""

    def side(**answers: Json | None) -> Json:
        responses = {
            status[1:]: {"description": ""}
            | ({"content": {"application/json": {"schema": schema}}} if schema else {})
            for status, schema in answers.items()
        }
        paths = {"/a": {"get": call("getIt") | {"responses": responses}}}
        return contract(paths, {"schemas": {"Fault": thing(a=STRING)}})

    assert said(compare_packages(side(_200=STRING), side(_200=INTEGER))) == [
        ("python-result-type-changed", BREAKING,
         ("`client.things.get_it` returns `int` instead of `str`: code that reads it gets another "
         "type; read the new one."))
    ]  # fmt: skip
    assert compare_packages(side(_200=STRING), side(_200=STRING, _404=ref("Fault"))) == []
    (nothing,) = compare_packages(side(_200=STRING), side(_204=None))
    assert (nothing.before, nothing.after) == ("str", "None")
