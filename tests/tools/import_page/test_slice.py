"""What is taken of a page, and whether its references hold."""

import copy

import pytest

from tests.tools.import_page.house import BASE, GET, House, changed
from tools.documents import dumps


def test_a_slice_is_what_the_operation_reaches(house: House) -> None:
    """Only the fence's operation, what it refers to in any way, and its tags are taken."""
    page = copy.deepcopy(BASE)
    page["externalDocs"] = page["x-notes"] = {}
    page["tags"].append({"name": "unused"})
    page["paths"]["/other"] = {"get": {"responses": {"200": {"$ref": "#/components/responses/No"}}}}
    item = page["paths"]["/pets/{id}"]
    item["delete"] = {"responses": {"200": {"$ref": "#/components/responses/No"}}}
    item["parameters"] = [{"$ref": "#/components/parameters/Id"}]
    item["get"]["security"] = [{"key": []}]
    item["get"]["responses"]["201"] = {"$ref": "#/paths/~1pets~1%7Bid%7D/get/responses/200"}
    item["get"]["responses"]["default"] = {"$ref": "#/components/responses/Default"}
    item["get"]["callbacks"] = {"on": {"{$url}": {"post": {"security": [{"hook": []}]}}}}
    components = page["components"]
    components["securitySchemes"] |= {"key": {}, "hook": {}, "No": {}}
    components["responses"] |= {"Default": {"description": ""}, "No": {"description": ""}}
    components["parameters"] = {
        "Id": {
            "name": "id",
            "in": "path",
            "schema": {"$ref": "#/components/schemas/Node/properties/a~1b"},
            "example": {"$ref": "#/components/examples/No"},
            "examples": {"one": {"$ref": "#/components/examples/One"}},
        }
    }
    components["examples"] = {"One": {"value": {"$ref": "#/nowhere"}}, "No": {}}
    components["schemas"]["Pet"]["discriminator"] = {
        "propertyName": "kind",
        "mapping": {"dog": "Dog", "cat": "#/components/schemas/Cat", "odd": 1},
    }
    components["schemas"] |= {
        "Node": {
            "properties": {
                "a/b": {"anyOf": [{"$ref": "#/components/schemas/Node"}]},
                "$ref": {"type": "string", "default": {"$ref": "#/components/schemas/No"}},
                "security": {"enum": [{"$ref": "x"}], "x-at": {"$ref": "y"}, "examples": ["$ref"]},
            }
        },
        "Dog": {"not": {"$ref": "#/components/schemas/Dog"}},
        "Cat": {"discriminator": {"propertyName": "x"}, "security": [1]},
        "No": {},
    }
    assert house.run(house.page(page, operation="Get /pets/{id} extra={1}")) == 0
    expected = copy.deepcopy(page)
    for path in (
        ("externalDocs",),
        ("x-notes",),
        ("tags", 1),
        ("paths", "/other"),
        ("paths", "/pets/{id}", "delete"),
        ("components", "securitySchemes", "No"),
        ("components", "responses", "No"),
        ("components", "examples", "No"),
        ("components", "schemas", "No"),
    ):
        expected = changed(expected, *path, value=...)
    assert house.contract.read_bytes() == dumps(expected)


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("#/components/responses/No", "leads nowhere"),
        ("#/components/responses", "leads nowhere"),
        ("#/components/schemas/Pet/enum/0", "leads nowhere"),
        ("#/components/schemas/Pet/type/0", "leads nowhere"),
        ("#/tags/0/name", "leads nowhere"),
        ("#Pet", "leads nowhere"),
        ("other.yaml#/Pet", "leads nowhere"),
        ("https://pets.example/a.json", "leads nowhere"),
        ("#/paths/~1x/get", "leads out of the operation"),
        ("#/x-notes", "leads out of the operation"),
    ],
)
def test_a_reference_that_leads_elsewhere_is_refused(
    reference: str, problem: str, house: House
) -> None:
    """A reference to nowhere, to another document or to another operation stops, with its place."""
    page = changed(BASE, *GET, "responses", "200", "$ref", value=reference)
    page["paths"]["/x"] = {"get": {}}
    page["x-notes"] = {}
    assert house.refuses(house.page(page)) == (
        "page.md: at /paths/~1pets~1{id}/get/responses/200/$ref: "
        f"the reference {reference} {problem}"
    )


def test_references_to_list_items_lead_somewhere(house: House) -> None:
    """A pointer may lead through a list, and not past its end."""
    page = changed(BASE, "components", "schemas", "Pet", "allOf", value=[{}])
    page = changed(page, *GET, "x", value={"$ref": "#/components/schemas/Pet/allOf/0"})
    page = changed(page, *GET, "y", value={"$ref": "#/components/schemas/Pet/allOf/1"})
    line = house.refuses(house.page(page))
    assert line.startswith("page.md: at /paths/~1pets~1{id}/get/y/$ref: ")


def test_a_whole_document_needs_all_its_references(house: House) -> None:
    """In a plain document references between operations are fine, those to nowhere are not."""
    document = changed(BASE, "paths", "/x", value={"get": {"a": {"$ref": "#/paths/~1x/get"}}})
    assert house.run(house.file("doc.json", dumps(document))) == 0
    document = changed(document, "security", value=[{"no": []}])
    assert house.refuses(house.file("doc.json", dumps(document))) == (
        "doc.json: at /security: the reference #/components/securitySchemes/no leads nowhere"
    )
