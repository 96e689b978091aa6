"""What the generator would lose, misread or break in silence is refused, with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import repository
from tools.generate import main

OK = {"description": "Fine.", "content": {"application/json": {"schema": {"type": "string"}}}}
REF = {"$ref": "#/components/schemas/Thing"}


def contract(changes: dict[str, Any]) -> Any:
    """A small contract, changed at JSON pointers."""
    document: Any = {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {"/things": {"get": {"operationId": "listThings", "responses": {"200": OK}}}},
        "components": {
            "schemas": {
                "Thing": {"type": "object", "properties": {"name": {"type": "string"}}},
                "Color": {"type": "string", "enum": ["red", "green"]},
            }
        },
    }
    document = json.loads(json.dumps(document))
    for place, value in changes.items():
        *path, last = (key.replace("~1", "/") for key in place.split("/")[1:])
        holder = document
        for key in path:
            holder = holder.setdefault(key, {})
        holder[last] = value
    return document


def operation(**members: Any) -> dict[str, Any]:
    """An operation, `other`, with more members."""
    return {"operationId": "other", "responses": {"200": OK}, **members}


def body(media_type: str, **members: Any) -> dict[str, Any]:
    """A body or a response of one media type."""
    return {"description": "", "content": {media_type: members}}


def parameter(**members: Any) -> dict[str, Any]:
    """An operation with one query parameter."""
    schema = {"schema": {"type": "string"}}
    return operation(parameters=[{"name": "q", "in": "query", **schema, **members}])


GET = "/paths/~1things/get"
POST = "/paths/~1things/post"
THING = "/components/schemas/Thing"
NAME = f"{THING}/properties/name"
MORE = "/components/schemas/More"

REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "webhooks": (
        {"/webhooks": {"called": {"post": operation()}}},
        ["/webhooks: webhooks are not generated"],
    ),
    "callbacks of an operation": (
        {POST: operation(callbacks={"done": {"/": {"post": operation()}}})},
        [f"{POST}/callbacks: callbacks of an operation are not generated"],
    ),
    "callbacks in components": (
        {"/components/callbacks": {"done": {"/": {"post": operation()}}}},
        ["/components/callbacks: callbacks are not generated"],
    ),
    "a path item by $ref": (
        {"/paths/~1other": {"$ref": "#/components/pathItems/Other"}},
        ["/paths/~1other/$ref: is not generated"],
    ),
    "path items in components": (
        {"/components/pathItems": {"Other": {"get": operation()}}},
        ["/components/pathItems: path items by $ref are not generated"],
    ),
    "servers of a path": (
        {"/paths/~1things/servers": [{"url": "https://other.example"}]},
        ["/paths/~1things/servers: is not generated"],
    ),
    "servers of an operation": (
        {POST: operation(servers=[{"url": "https://other.example"}])},
        [f"{POST}/servers: servers of an operation are not generated"],
    ),
    "variables in a server": (
        {"/servers": [{"url": "https://{region}.example"}]},
        ["/servers/0/url: variables in a server's URL are not generated"],
    ),
    "a method that is not one": (
        {"/paths/~1things/GET": operation()},
        ["/paths/~1things/GET: is not generated"],
    ),
    "a path parameter with a dot": (
        {"/paths/~1things~1{thing.id}": {"get": operation()}},
        [
            (
                "/paths/~1things~1{thing.id}: has a parameter whose name the generator does not"
                " recognise"
            )
        ],
    ),
    "no operationId": (
        {POST: {"responses": {"200": OK}}},
        [f"{POST}: has no operationId"],
    ),
    "one operationId twice": (
        {POST: operation(operationId="listThings")},
        [
            (
                f"{POST}/operationId: operationId listThings and operationId listThings at"
                f" #{GET}/operationId are the same"
            )
        ],
    ),
    "two operationIds that collide": (
        {POST: operation(operationId="list_things")},
        [
            (
                f"{POST}/operationId: operationId list_things and operationId listThings at"
                f" #{GET}/operationId become list_things"
            )
        ],
    ),
    "no 2xx answer": (
        {POST: operation(responses={"404": OK})},
        [f"{POST}/responses: documents no 2xx answer"],
    ),
    "a response that is audio": (
        {POST: operation(responses={"200": body("audio/mpeg", schema={"type": "string"})})},
        [f"{POST}/responses/200/content/audio~1mpeg: only JSON is generated"],
    ),
    "a response that is text": (
        {POST: operation(responses={"200": OK, "404": body("text/plain", schema={})})},
        [f"{POST}/responses/404/content/text~1plain: only JSON is generated"],
    ),
    "a response with two media types": (
        {
            POST: operation(
                responses={
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {"schema": REF},
                            "application/problem+json": {"schema": {}},
                        },
                    }
                }
            )
        },
        [f"{POST}/responses/200/content: only the first of several media types is generated"],
    ),
    "a response without a schema": (
        {POST: operation(responses={"200": body("application/json")})},
        [f"{POST}/responses/200/content/application~1json: has no schema, and would be ignored"],
    ),
    "a response as in version 2": (
        {POST: operation(responses={"200": {"description": "", "schema": REF}})},
        [f"{POST}/responses/200/schema: belongs into content, and would be ignored"],
    ),
    "a status that is none": (
        {POST: operation(responses={"200": OK, "2x": OK})},
        [
            (
                f"{POST}: WARNING parsing POST /things within default. Invalid response status code"
                " pattern: 2x, response will be omitted from generated client"
            ),
            f"{POST}/responses/2x: the response is not generated",
        ],
    ),
    "a body that is a form": (
        {POST: operation(requestBody=body("multipart/form-data", schema={"type": "object"}))},
        [f"{POST}/requestBody/content/multipart~1form-data: only JSON is generated"],
    ),
    "a body of bytes": (
        {POST: operation(requestBody=body("application/octet-stream", schema={"type": "string"}))},
        [f"{POST}/requestBody/content/application~1octet-stream: only JSON is generated"],
    ),
    "a body that is XML": (
        {POST: operation(requestBody=body("application/xml", schema={"type": "string"}))},
        [f"{POST}/requestBody/content/application~1xml: only JSON is generated"],
    ),
    "a deepObject": (
        {POST: parameter(style="deepObject", schema={"type": "object"})},
        [
            f"{POST}/parameters/0: the style deepObject is not generated",
            (
                f"{POST}/parameters/0: is an object or an array of arrays,"
                " and these are generated in bodies only"
            ),
        ],
    ),
    "a style": (
        {POST: parameter(style="pipeDelimited", schema={"type": "array", "items": {}})},
        [f"{POST}/parameters/0: the style pipeDelimited is not generated"],
    ),
    "an array without explode": (
        {POST: parameter(explode=False, schema={"type": "array", "items": {"type": "string"}})},
        [f"{POST}/parameters/0: is an array without explode, and would be sent with it"],
    ),
    "an array in a cookie": (
        {POST: parameter(**{"in": "cookie"}, schema={"type": "array", "items": {}})},
        [f"{POST}/parameters/0: is an array, and arrays are not generated in a cookie"],
    ),
    "an array of arrays": (
        {POST: parameter(schema={"anyOf": [{"type": "array", "items": {"type": "array"}}, {}]})},
        [
            (
                f"{POST}/parameters/0: is an object or an array of arrays,"
                " and these are generated in bodies only"
            )
        ],
    ),
    "reserved characters": (
        {POST: parameter(allowReserved=True, allowEmptyValue=True)},
        [
            f"{POST}/parameters/0: allowReserved is not generated",
            f"{POST}/parameters/0: allowEmptyValue is not generated",
        ],
    ),
    "a parameter with content": (
        {
            POST: operation(
                parameters=[
                    {"name": "q", "in": "query", "content": {"application/json": {"schema": {}}}}
                ]
            )
        },
        [f"{POST}/parameters/0: has no schema, and would not be generated"],
    ),
    "a parameter that hides a local name": (
        {POST: parameter(name="params")},
        [f"{POST}/parameters/0: the name params is taken in the generated functions"],
    ),
    "a parameter that hides another's JSON": (
        {
            POST: operation(
                parameters=[
                    {"name": "at", "in": "query", "schema": {"type": "string"}},
                    {"name": "json_at", "in": "query", "schema": {"type": "string"}},
                ]
            )
        },
        [f"{POST}/parameters/1: the name json_at is taken in the generated functions"],
    ),
    "two parameters that collide": (
        {
            POST: operation(
                parameters=[
                    {"name": "orderBy", "in": "query", "schema": {"type": "string"}},
                    {"name": "order_by", "in": "query", "schema": {"type": "string"}},
                ]
            )
        },
        [
            (
                f"{POST}/parameters/1: parameter order_by and parameter orderBy at"
                f" #{POST}/parameters/0 become order_by"
            )
        ],
    ),
    "a parameter with an invisible character": (
        {POST: parameter(name="q\u200b")},
        [f"{POST}/parameters/0: the name is empty or has an invisible character"],
    ),
    "one $ref in allOf, and properties": (
        {MORE: {"allOf": [REF], "properties": {"size": {"type": "integer"}}}},
        [f"{MORE}: properties beside a single $ref would be lost"],
    ),
    "one $ref in allOf, typed and nullable": (
        {MORE: {"allOf": [REF], "type": "object", "nullable": True}},
        [f"{MORE}: nullable beside a single $ref would be lost"],
    ),
    "something beside $ref": (
        {f"{NAME}": {"$ref": "#/components/schemas/Color", "minLength": 1}},
        [f"{NAME}: minLength beside $ref would be lost"],
    ),
    "a schema beside $ref": (
        {MORE: {**REF, "properties": {"size": {"type": "integer"}}}},
        [f"{MORE}: properties beside $ref would be lost"],
    ),
    "anyOf and properties": (
        {MORE: {"anyOf": [REF, {"type": "null"}], "properties": {"a": {"type": "string"}}}},
        [f"{MORE}: properties beside anyOf or oneOf would be lost"],
    ),
    "anyOf and oneOf": (
        {MORE: {"anyOf": [REF, {"type": "null"}], "oneOf": [{"type": "string"}, REF]}},
        [f"{MORE}: anyOf and oneOf in one schema would be one list"],
    ),
    "allOf in allOf": (
        {
            MORE: {
                "allOf": [
                    REF,
                    {"properties": {"a": {"type": "string"}}, "allOf": [{"properties": {"b": {}}}]},
                ]
            }
        },
        [f"{MORE}/allOf/1/allOf/0/properties/b: the property is not generated"],
    ),
    "a discriminator": (
        {MORE: {"oneOf": [REF, {"type": "null"}], "discriminator": {"propertyName": "name"}}},
        [f"{MORE}: discriminator: the first type that fits would be taken, whatever it says"],
    ),
    "a file": (
        {NAME: {"type": "string", "format": "binary"}},
        [f"{NAME}: format binary: only JSON is generated"],
    ),
    "a required half": (
        {
            f"{THING}/required": ["name"],
            f"{THING}/properties/name": {"type": "string", "writeOnly": True},
        },
        [f"{NAME}: is required and writeOnly: a request or a response lacks it"],
    ),
    "a default of another type": (
        {NAME: {"type": "string", "default": 5}},
        [f"{NAME}: the default 5 is not a value of this schema"],
    ),
    "a default of null alone": (
        {NAME: {"type": "null", "default": 0}},
        [f"{NAME}: the default 0 is not a value of this schema"],
    ),
    "a boolean as default of an integer": (
        {NAME: {"type": "integer", "default": True}},
        [f"{NAME}: the default True is not a value of this schema"],
    ),
    "a default that is no date": (
        {NAME: {"type": "string", "format": "date", "default": "soon"}},
        [f"{NAME}: the default 'soon' is not a value of this schema"],
    ),
    "a default that is not in the enum": (
        {NAME: {"type": "string", "enum": ["a", "b"], "default": "c"}},
        [f"{NAME}: the default 'c' is not a value of this schema"],
    ),
    "enum values that differ in case": (
        {NAME: {"type": "string", "enum": ["a", "A"]}},
        [f"{NAME}: two enum values become members of the same name"],
    ),
    "enum values that differ in a dash": (
        {NAME: {"type": "string", "enum": ["a_b", "a-b"]}},
        [f"{NAME}: two enum values become members of the same name"],
    ),
    "an enum value with an invisible character": (
        {NAME: {"type": "string", "enum": ["a\u200bb"]}},
        [f"{NAME}: an enum value has a character that the generator leaves out"],
    ),
    "enum names that are none": (
        {NAME: {"type": "string", "enum": ["a"], "x-enum-varnames": [1]}},
        [f"{NAME}: x-enum-varnames is not a list of names"],
    ),
    "two properties that collide": (
        {f"{THING}/properties": {"fooBar": {"type": "string"}, "foo_bar": {"type": "string"}}},
        [
            (
                f"{THING}/properties/foo_bar: property foo_bar and property fooBar at"
                f" #{THING}/properties/fooBar become foo_bar"
            )
        ],
    ),
    "a property that collides with a keyword's substitute": (
        {f"{THING}/properties": {"class": {"type": "string"}, "class_": {"type": "string"}}},
        [
            (
                f"{THING}/properties/class_: property class_ and property class at"
                f" #{THING}/properties/class become class_"
            )
        ],
    ),
    "two properties that Python takes for one": (
        {f"{THING}/properties": {"fi": {"type": "string"}, "ﬁ": {"type": "string"}}},
        [f"{THING}/properties/ﬁ: property ﬁ and property fi at #{THING}/properties/fi become fi"],
    ),
    "a property that hides a method": (
        {
            f"{THING}/properties": {
                "toDict": {"type": "string"},
                "from_dict": {"type": "string"},
                "additional_properties": {"type": "string"},
                "additionalKeys": {"type": "string"},
            }
        },
        [
            f"{THING}/properties/{name}: the name {name} is taken by the generated models"
            for name in ("toDict", "from_dict", "additional_properties", "additionalKeys")
        ],
    ),
    "a property without a name": (
        {f"{THING}/properties": {"": {"type": "string"}}},
        [f"{THING}/properties/: the name is empty or has an invisible character"],
    ),
    "a class that hides an import": (
        {"/components/schemas/Response": {"type": "object"}},
        [": the class name Response is taken in the generated modules: see class_overrides"],
    ),
    "two classes in one file": (
        {"/components/schemas/THING": {"type": "object"}},
        [": the classes Thing and THING share a file: see class_overrides"],
    ),
    "two classes that differ in case": (
        {"/components/schemas/ThinG": {"type": "object"}},
        [": the classes Thing and ThinG share a file: see class_overrides"],
    ),
    "an array of enums that may be null": (
        {NAME: {"type": "array", "items": {"type": "string", "enum": ["a", None]}}},
        [f"{NAME}/items: an enum that may be null is generated as a property only"],
    ),
    "a schema that leads nowhere": (
        {NAME: {"$ref": "#/components/schemas/Nowhere"}},
        [
            (
                f"{NAME}: Unable to process schema /components/schemas/Thing:"
                " Could not find reference in parsed models or enums"
                " Failure to process schema has resulted in the removal of:"
                " /components/schemas/Thing"
            ),
            f"{THING}: the object is not generated",
        ],
    ),
    "a schema in another file": (
        {NAME: {"$ref": "other.json#/Thing"}},
        [
            (
                f"{NAME}: Unable to process schema /components/schemas/Thing: Remote references"
                " such as ParseResult(scheme='', netloc='', path='other.json', params='', query='',"
                " fragment='/Thing') are not supported yet. Recursive allOf reference found Failure"
                " to process schema has resulted in the removal of: /components/schemas/Thing"
            ),
            f"{THING}: the object is not generated",
        ],
    ),
    "a response that leads nowhere": (
        {POST: operation(responses={"200": {"$ref": "#/info/title/0"}})},
        [
            (
                f"{POST}: WARNING parsing POST /things within default. Cannot parse response for"
                " status code … ($ref to #/info/title/0 not allowed in responses), response will be"
                " omitted from generated client"
            ),
            f"{POST}/responses/200: the response is not generated",
        ],
    ),
    "a parameter that is another": (
        {"/components/parameters": {"A": {"$ref": "#/components/parameters/B"}}},
        [
            (
                ": Unable to parse this part of your OpenAPI document:"
                " Reference parameters are not supported."
            )
        ],
    ),
    "schemas that lead in a circle": (
        {
            "/components/schemas/A": {"$ref": "#/components/schemas/B"},
            "/components/schemas/B": {"$ref": "#/components/schemas/A"},
        },
        [
            f"/components/schemas/{name}: Unable to parse this part of your OpenAPI document: {why}"
            for name in "AB"
            for why in ("Circular schema references found", "Referent schema not found")
        ],
    ),
    "a schema that is a part of itself": (
        {MORE: {"allOf": [{"$ref": f"#{MORE}"}, {"properties": {"a": {"type": "string"}}}]}},
        [
            (
                f"{MORE}/allOf/0: Unable to process schema {MORE}: Reference … in allOf was not"
                " processed Recursive allOf reference found Failure to process schema has resulted"
                f" in the removal of: {MORE}"
            ),
            f"{MORE}: the object is not generated",
        ],
    ),
    "a body of nothing": (
        {POST: operation(requestBody={"content": {}})},
        [f"{POST}/requestBody: the body is not generated"],
    ),
    "an array of nothing known": (
        {NAME: {"type": "array"}},
        [
            (
                f"{NAME}: Unable to process schema /components/schemas/Thing:"
                " type array must have items or prefixItems defined"
                " Failure to process schema has resulted in the removal of:"
                " /components/schemas/Thing"
            ),
            f"{THING}: the object is not generated",
        ],
    ),
    "a near mark": (
        {
            f"{THING}/description": "sensitive",
            f"{NAME}/description": "SENSITIVE. A name.",
            f"{THING}/properties/size": {"type": "integer", "description": "Sensitive: a size."},
            f"{THING}/properties/age": {"type": "integer", "description": " **Sensitive.** An age"},
            f"{THING}/properties/sex": {"type": "string", "description": "_Sensitive_, this."},
            f"{THING}/properties/iso": {"type": "integer", "description": "Sensitivity of film."},
        },
        [
            f"{place}/description: nearly starts with 'Sensitive.', and the mark would be lost"
            for place in (
                THING,
                NAME,
                *(f"{THING}/properties/{name}" for name in ("size", "age", "sex")),
            )
        ],
    ),
    "a mark without effect": (
        {
            POST: parameter(
                description="Sensitive. A question.",
                schema={"type": "string", "description": "Sensitive. A question."},
            ),
            f"{GET}/responses/200/content/application~1json/schema": {
                "type": "string",
                "description": "Sensitive. An answer.",
            },
        },
        [
            (
                f"{GET}/responses/200/content/application~1json/schema/description:"
                " the mark 'Sensitive.' has no effect here"
            ),
            f"{POST}/parameters/0/schema/description: the mark 'Sensitive.' has no effect here",
            (
                f"{POST}/parameters/0/description:"
                " 'Sensitive.' has an effect in the schema of a property only"
            ),
        ],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_lost_is_named(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contract of which the generator would lose a part is refused, every place on a line."""
    changes, problems = REFUSED[case]
    root = repository.make(tmp_path, contract(changes))
    assert main([], root) == 65
    lines = capsys.readouterr().err.splitlines()[2:]
    assert lines[: len(problems)] == [f"openapi.json#{problem}" for problem in problems]
    advice = next((at for at, line in enumerate(lines) if "generator-config" in line), len(lines))
    assert all(line.startswith("openapi.json#") for line in lines[:advice])
    assert not (root / "generated").exists()
