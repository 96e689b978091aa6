"""Methods of lists: paging is data of the contract, the same three arguments everywhere."""

from __future__ import annotations

import inspect
import typing
from typing import Any

import pytest

from tests.tools.generate import calling
from tools.generate.contract.errors import GenerationError

TEXT = {"type": "string"}
COUNT = {"type": "integer"}
THING = {"$ref": "#/components/schemas/Thing"}
THINGS = {"type": "array", "items": THING}
SCHEMAS = {
    "Thing": {"type": "object", "properties": {"id": TEXT, "made": TEXT}},
    "Page": {
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": THINGS,
            "pagination": {"type": "object", "properties": {"next_cursor": TEXT}},
        },
    },
    "Counted": {
        "type": "object",
        "properties": {
            "result": {"type": "object", "properties": {"things": THINGS, "total": COUNT}}
        },
    },
}

LAST_ITEM = {"kind": "last-item", "limit": "limit", "cursor": "cursor", "items": "", "key": "made"}
NEXT_CURSOR = {
    "kind": "next-cursor",
    "limit": "perPage",
    "cursor": "after",
    "items": "data",
    "next": "pagination.next_cursor",
}
OFFSET = {
    "kind": "offset",
    "limit": "page_size",
    "offset": "offset",
    "items": "result.things",
    "total": "result.total",
}


def listed(
    pagination: Any, schema: Any, *names: str, path: str = "/things", **written: Any
) -> dict[str, Any]:
    """A contract with one list, whose query parameters have these names."""
    content = {"application/json": {"schema": schema}}
    counts = ("limit", "perPage", "page_size", "offset")
    parameters = [
        {"name": name, "in": "query", "schema": COUNT if name in counts else TEXT} for name in names
    ]
    get = {
        "operationId": "listThings",
        "tags": ["Things"],
        "parameters": parameters + written.pop("parameters", []),
        "responses": {"200": {"description": "Them.", "content": content}},
        "x-pagination": pagination,
        **written,
    }
    return calling.document({path: {"get": get}}, schemas=SCHEMAS)


@pytest.fixture(scope="module")
def last_item() -> Any:
    """A list whose next cursor is made of its last item."""
    owner = {"name": "owner", "in": "path", "required": True, "schema": TEXT}
    color = {"name": "X-Color", "in": "header", "schema": TEXT}
    names = ("color", "limit", "cursor")
    return calling.generate(
        listed(LAST_ITEM, THINGS, *names, path="/{owner}/things", parameters=[owner, color])
    )


@pytest.fixture(scope="module")
def next_cursor() -> Any:
    """A list that names its next cursor, and has a filter called `limit`."""
    reference = {"$ref": "#/components/schemas/Page"}
    return calling.generate(listed(NEXT_CURSOR, reference, "limit", "perPage", "after"))


@pytest.fixture(scope="module")
def offset() -> Any:
    """A list that counts."""
    reference = {"$ref": "#/components/schemas/Counted"}
    return calling.generate(listed(OFFSET, reference, "page_size", "offset"))


def test_a_list_is_the_clients_to_page(last_item: Any) -> None:
    """The method hands filters, options and paging to the client, and awaits nothing."""
    for make, kind in ((calling.client, "Pages"), (calling.async_client, "AsyncPages")):
        things = make(last_item).things
        made = things.list("me", color="red", page_size=2, limit=3, cursor="c", timeout=4)
        assert made.arguments == {"owner": "me", "color": "red", "x_color": None}
        assert made.paging == {"page_size": 2, "limit": 3, "cursor": "c", "on_invalid": "raise"}
        assert made.options == (4, None, None, None)
        hints = typing.get_type_hints(things.__class__.list)
        assert hints["return"].__name__ == kind
        assert typing.get_args(hints["return"]) == (last_item.models.Thing,)


@pytest.mark.parametrize(
    ("name", "expected", "answer"),
    [
        (
            "last_item",
            {"kind": "last-item", "limit": "limit", "cursor": "cursor", "key": "made"},
            [{"id": "t"}],
        ),
        (
            "next_cursor",
            {
                "kind": "next-cursor",
                "limit": "per_page",
                "cursor": "after",
                "items": ("data",),
                "next": ("pagination", "next_cursor"),
            },
            {"data": [{"id": "t"}]},
        ),
        (
            "offset",
            {
                "kind": "offset",
                "limit": "page_size",
                "offset": "offset",
                "items": ("result", "things"),
                "total": ("result", "total"),
            },
            {"result": {"things": [{"id": "t"}]}},
        ),
    ],
)
def test_paging_is_data(
    name: str, expected: Any, answer: Any, request: pytest.FixtureRequest
) -> None:
    """INFO has the kind of list, where its parts are, and what decodes one item."""
    package = request.getfixturevalue(name)
    module = calling.module(package, "things.list_things")
    said = module.INFO.pagination
    assert {
        key: value for key, value in said._asdict().items() if value and key != "item"
    } == expected
    for step in said.items:
        answer = answer[step]
    assert [said.item(one) for one in answer] == [package.models.Thing.from_dict({"id": "t"})]


def test_every_list_takes_the_same_three_arguments(
    last_item: Any, next_cursor: Any, offset: Any
) -> None:
    """page_size, limit and cursor stand for the contract's own names, which request() takes."""
    found = {
        name: (
            [*inspect.signature(package.resources.Resources().things.list).parameters],
            [*inspect.signature(calling.module(package, "things.list_things").request).parameters],
        )
        for name, package in (("last", last_item), ("next", next_cursor), ("offset", offset))
    }
    options = [
        "page_size",
        "limit",
        "cursor",
        "on_invalid",
        "timeout",
        "extra_headers",
        "extra_query",
    ]
    assert found == {
        "last": (
            ["owner", "color", "x_color", *options],
            ["owner", "color", "limit", "cursor", "x_color"],
        ),
        "next": (["query_limit", *options], ["query_limit", "per_page", "after"]),
        "offset": (options, ["page_size", "offset"]),
    }


def test_a_list_sends_the_contracts_own_parameters(next_cursor: Any) -> None:
    """request() sends the size of a page and the cursor under the contract's names."""
    module = calling.module(next_cursor, "things.list_things")
    request = module.request(query_limit=1, per_page=2, after="c")
    assert calling.sent(request).target == "/things?limit=1&perPage=2&after=c"
    page = module.read(calling.Answer(200, b'{"data": [{"id": "t"}]}'))
    assert page.data[0].id == "t"


def test_a_list_without_a_documented_answer_names_its_items() -> None:
    """With `item`, the records have a type, and the answer itself may be any JSON."""
    said = {"kind": "next-cursor", "cursor": "after", "next": "next", "item": "Thing"}
    package = calling.generate(listed(said, {}, "after"))
    hints = typing.get_type_hints(package.resources.Resources().things.list)
    assert typing.get_args(hints["return"]) == (package.models.Thing,)
    module = calling.module(package, "things.list_things")
    assert module.INFO.pagination.item({"id": "t"}) == package.models.Thing.from_dict({"id": "t"})
    assert module.INFO.pagination.limit == ""
    assert module.read(calling.Answer(200, b'{"a": [1]}')) == {"a": [1]}


@pytest.mark.parametrize(
    ("pagination", "schema", "text"),
    [
        ({**LAST_ITEM, "items": "data"}, THINGS, "items must name a list in the response"),
        (LAST_ITEM, THING, "items must name a list in the response"),
        ({**LAST_ITEM, "items": "id"}, THING, "items must name a list in the response"),
        ({**LAST_ITEM, "items": "gone.data"}, THING, "items must name a list in the response"),
        ({**LAST_ITEM, "kind": "pages"}, THINGS, "unknown kind 'pages'"),
        (
            {**LAST_ITEM, "cursor": "after"},
            THINGS,
            "cursor must name a query parameter, not 'after'",
        ),
        ({"kind": "last-item", "cursor": "cursor", "key": "made"}, THINGS, "limit is missing"),
        ({"kind": "offset", "limit": "limit"}, THINGS, "offset is missing"),
        ({**LAST_ITEM, "sort": "up"}, THINGS, "sort is not allowed for this kind"),
        ({**LAST_ITEM, "limit": 7}, THINGS, "limit must be a string"),
        ({**LAST_ITEM, "item": "Gone"}, {}, "item must name a schema"),
        ("last-item", THINGS, "must be an object"),
    ],
)
def test_paging_that_does_not_fit_is_refused(pagination: Any, schema: Any, text: str) -> None:
    """An x-pagination that names what is not there stops the generator, with its place."""
    contract = listed(pagination, schema, "limit", "cursor")
    with pytest.raises(GenerationError) as caught:
        calling.parse(contract)
    assert caught.value.problems == [f"openapi.json#/paths/~1things/get/x-pagination: {text}"]
