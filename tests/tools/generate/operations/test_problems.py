"""What of an operation cannot be generated is named, each with its place, all in one run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.generate import calling
from tools.generate.contract.errors import GenerationError

TEXT = {"type": "string"}
GONE = {"$ref": "#/components/schemas/Gone"}
THING = {"type": "object", "properties": {"id": TEXT, "name": TEXT}}
POST = "#/paths/~1things~1{id}/post"
PATH = {"name": "id", "in": "path", "required": True, "schema": TEXT}


def query(**more: Any) -> dict[str, Any]:
    """An operation with one more parameter, in its query."""
    return {"parameters": [PATH, {"name": "q", "in": "query", **more}]}


def body(media_type: str, schema: Any) -> dict[str, Any]:
    """An operation with a body."""
    return {"requestBody": {"content": {media_type: {"schema": schema}}}}


def answer(schema: Any) -> dict[str, Any]:
    """Answers with JSON."""
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


PROBLEMS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "style": (
        query(schema=TEXT, style="matrix"),
        [f"{POST}/parameters/1: the style matrix is not allowed in a query"],
    ),
    "media type of a parameter": (
        query(content={"text/csv": {"schema": TEXT}}),
        [f"{POST}/parameters/1: a parameter of the media type text/csv is not supported"],
    ),
    "path parameter that the path lacks": (
        {"parameters": [PATH, {**PATH, "name": "name"}]},
        [f"{POST}/parameters/1: the path has no {{name}}: correct the path or name"],
    ),
    "path parameter that is not described": (
        {"parameters": []},
        [f"{POST}: the path parameter id is not described: add it"],
    ),
    "parameter that leads nowhere": (
        {"parameters": [PATH, {"$ref": "#/components/parameters/Gone"}]},
        [f"{POST}/parameters/1: leads nowhere: #/components/parameters/Gone"],
    ),
    "body that leads nowhere": (
        {"requestBody": {"$ref": "#/components/requestBodies/Gone"}},
        [f"{POST}/requestBody: leads nowhere: #/components/requestBodies/Gone"],
    ),
    "answer that leads nowhere": (
        {"responses": {"200": {"$ref": "#/components/responses/Gone"}}},
        [f"{POST}/responses/200: leads nowhere: #/components/responses/Gone"],
    ),
    "error that leads nowhere": (
        {"responses": {"404": {"$ref": "#/components/responses/Gone"}}},
        [f"{POST}/responses/404: leads nowhere: #/components/responses/Gone"],
    ),
    "status": (
        {"responses": {"20x": {"description": ""}}},
        [f"{POST}/responses/20x: must be a status or a range such as 2XX"],
    ),
    "form that is no object": (
        body("application/x-www-form-urlencoded", TEXT),
        [
            (
                f"{POST}/requestBody/content/application~1x-www-form-urlencoded/schema: a body of"
                " the media type application/x-www-form-urlencoded must be an object"
            )
        ],
    ),
    "upload that is no object": (
        body("multipart/form-data", {"type": "array", "items": TEXT}),
        [
            (
                f"{POST}/requestBody/content/multipart~1form-data/schema: a body of the media type"
                " multipart/form-data must be an object"
            )
        ],
    ),
    "record of another parameter": (
        {"x-record-id": {"parameter": "name", "property": "id"}, "responses": answer(THING)},
        [f"{POST}/x-record-id: must name a path parameter and a property that exist"],
    ),
    "record of another property": (
        {"x-record-id": {"parameter": "id", "property": "key"}, "responses": answer(THING)},
        [f"{POST}/x-record-id: must name a path parameter and a property that exist"],
    ),
    "record that is no rule": (
        {"x-record-id": "id", "responses": answer(THING)},
        [f"{POST}/x-record-id: must name a path parameter and a property that exist"],
    ),
    "server": (
        {"servers": [{"url": "https://[x"}]},
        [f"{POST}: its server's URL is invalid: correct it"],
    ),
    "several at once": (
        {**query(schema=TEXT, style="matrix"), **body("multipart/form-data", TEXT)},
        [
            f"{POST}/parameters/1: the style matrix is not allowed in a query",
            (
                f"{POST}/requestBody/content/multipart~1form-data/schema: a body of the media type"
                " multipart/form-data must be an object"
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_cannot_be_generated_is_named(name: str) -> None:
    """A fault of the contract is said with its place and what to do, and never crashes."""
    more, expected = PROBLEMS[name]
    written = {**calling.operation("postThing"), "parameters": [PATH], **more}
    contract = calling.document({"/things/{id}": {"post": written}})
    with pytest.raises(GenerationError) as caught:
        calling.parse(contract)
    assert caught.value.problems == [f"openapi.json{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        (query(schema=GONE), "parameters/1/schema"),
        (body("application/json", GONE), "requestBody/content/application~1json/schema"),
        ({"responses": answer(GONE)}, "responses/200/content/application~1json/schema"),
    ],
)
def test_a_schema_that_leads_nowhere_is_named(more: Any, place: str) -> None:
    """A schema of an operation that does not exist is named there."""
    written = {**calling.operation("postThing"), "parameters": [PATH], **more}
    with pytest.raises(GenerationError) as caught:
        calling.parse(calling.document({"/things/{id}": {"post": written}}))
    (problem,) = caught.value.problems
    assert problem.startswith(f"openapi.json{POST}/{place}: ")


def test_a_path_item_by_reference_is_generated() -> None:
    """The operations of a path that refers to another place are there, with its parameters."""
    contract = calling.document({"/a": {"$ref": "#/components/pathItems/It"}})
    parameters = [{"name": "q", "in": "query", "schema": TEXT}]
    item = {"get": calling.operation("getIt"), "parameters": parameters}
    contract["components"]["pathItems"] = {"It": item}
    client = calling.client(calling.generate(contract))
    client.calls.get_it(q="x")
    assert calling.sent(client._requests[0]).target == "/a?q=x"


def test_a_path_item_that_leads_nowhere_is_named() -> None:
    """A path whose reference leads nowhere stops the generator."""
    with pytest.raises(GenerationError) as caught:
        calling.parse(calling.document({"/a": {"$ref": "#/components/pathItems/It"}}))
    assert caught.value.problems == [
        "openapi.json#/paths/~1a: leads nowhere: #/components/pathItems/It"
    ]
