"""Names never stop generation: those of methods, modules, resources and arguments."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.tools.generate import calling
from tools.generate.operations.naming import argument_names, class_names, tag_name

TEXT = {"type": "string"}


def paths(*operations: tuple[str, str, str | None]) -> dict[str, Any]:
    """A contract's paths of operationId, path and tag; an empty id is none, a tag too."""
    made: dict[str, Any] = {}
    for operation_id, path, tag in operations:
        written = calling.operation(operation_id)
        written["parameters"] = [
            {"name": part[1:-1], "in": "path", "required": True, "schema": TEXT}
            for part in path.split("/")
            if part.startswith("{")
        ]
        if not operation_id:
            del written["operationId"]
        if tag is None:
            del written["tags"]
        else:
            written["tags"] = [tag]
        item = made.setdefault(path, {})
        item[next(one for one in ("get", "post", "put", "delete") if one not in item)] = written
    return made


def named(*operations: tuple[str, str, str | None], **overrides: str) -> list[str]:
    """The methods that operations get, each as `resource.method`, in the contract's order."""
    parsed = calling.parse(calling.document(paths(*operations)), overrides)
    return [f"{tag.name}.{method.name}" for tag in parsed.tags for method in tag.methods]


@pytest.mark.parametrize(
    ("operation_id", "path", "tag", "name"),
    [
        ("getConversation", "/core/conversations/{id}", "Conversations", "conversations.get"),
        ("listConversations", "/core/conversations", "Conversations", "conversations.list"),
        (
            "sendConversationMessage",
            "/c/{id}/messages",
            "Conversations",
            "conversations.send_message",
        ),
        ("getMyScopes", "/admin/members/me/scopes", "Members", "members.get_my_scopes"),
        ("core_list_agents", "/core/agents", "Agents", "agents.list"),
        ("coreListAgents", "/core/agents", "Agents", "agents.list"),
        ("AssistantController_findAll", "/assistant", "Assistants", "assistants.find_all"),
        ("ListV2Agents", "/v2/agents", "Agents", "agents.list_v2"),
        ("getPolicy", "/policies/{id}", "Policies", "policies.get"),
        ("listAddresses", "/addresses", "Address", "address.list"),
        ("getBox", "/boxes/{id}", "Boxes", "boxes.get"),
        ("deleteStatuses", "/statuses", "Status", "status.delete"),
        ("getPhoneNumber", "/phone-numbers/{id}", "Phone Numbers", "phone_numbers.get"),
        ("agents", "/agents", "Agents", "agents.agents"),
        ("import", "/things", "Things", "things.import_"),
        ("importThing", "/things", "Things", "things.import_"),
        ("models", "/things", "Things", "things.models_"),
        ("getDatetime", "/get", "Get", "get.datetime_"),
        ("__init__", "/things", "Things", "things.field_init"),
        ("2fa", "/things", "Things", "things.field_2fa"),
        ("get thing/by-name", "/things", "Things", "things.get_by_name"),
        ("things/get:URLOf", "/things", "Things", "things.get_url_of"),
        ("ÄnderungHolen", "/x", "Größe", "größe.änderung_holen"),
        ("listAgents", "/core/agents", None, "core.list_agents"),
        ("listAgents", "/{org}/agents", None, "agents.list"),
        ("root", "/", None, "default.root"),
        ("", "/agents/{agent_id}/calls", "Agents", "agents.get_by_agent_id_calls"),
        ("", "/", "Agents", "agents.get"),
        ("getRequest", "/requests/{id}", "Request", "request_.get"),
        ("closeIt", "/close", "Close", "close_.it"),
        ("listThings", "/class", "class", "class_.list_things"),
        ("getThing", "/models", "models", "models.get_thing"),
    ],
)
def test_a_method_is_called_as_its_operation(
    operation_id: str, path: str, tag: str | None, name: str
) -> None:
    """A service prefix, `Controller` and the tag's noun go; what is taken gets a `_`."""
    assert named((operation_id, path, tag)) == [name]
    package = calling.generate(calling.document(paths((operation_id, path, tag))))
    resource, method = name.split(".")
    client = calling.client(package)
    getattr(getattr(client, resource), method)(*["x"] * path.count("{"))
    assert client._requests[0].path == re.sub(r"\{.*?\}", "x", path)


def test_all_that_clash_take_their_whole_ids() -> None:
    """Where two operations of a tag would have one name, neither gets it, and that is told."""
    contract = calling.document(
        paths(
            ("get_project", "/projects/{id}", "Projects"),
            ("get_projects", "/projects", "Projects"),
            ("list", "/projects/all", "Projects"),
        )
    )
    parsed = calling.parse(contract)
    assert [method.name for method in parsed.tags[0].methods] == [
        "get_project",
        "get_projects",
        "list",
    ]
    assert parsed.notes == [
        "projects.get_project: get_project, since get is taken by several",
        "projects.get_projects: get_projects, since get is taken by several",
    ]


def test_a_keyword_is_told() -> None:
    """A name that Python has for itself gets `_`, and that is told."""
    contract = calling.document(paths(("import", "/things", "Things")))
    assert calling.parse(contract).notes == ["things.import_: import, since import is taken"]


def test_the_settings_may_name_methods_better() -> None:
    """A name of the settings is taken as it is, and no longer clashes with another."""
    operations = (
        ("get_project", "/projects/{id}", "Projects"),
        ("get_projects", "/projects", "Projects"),
    )
    assert named(*operations, get_projects="list") == ["projects.get", "projects.list"]


def test_ids_that_are_missing_doubled_or_alike_stay_apart() -> None:
    """Each operation has a module and a method of its own, whatever the ids are."""
    package = calling.generate(
        calling.document(
            paths(
                ("getThing", "/a", "Things"),
                ("getThing", "/b", "Things"),
                ("get_thing", "/c", "Things"),
                ("GetThing", "/d", "Things"),
                ("", "/e", "Things"),
                ("", "/e", "Things"),
                ("get_e", "/f", "Things"),
                ("get_g", "/f", "Things"),
                ("get_g", "/g", "Things"),
            )
        )
    )
    client = calling.client(package)
    methods = package.contract.METHODS["things"]
    for method in methods:
        getattr(client.things, method)()
    assert [one.path for one in client._requests] == [
        "/a",
        "/b",
        "/c",
        "/d",
        "/e",
        "/e",
        "/f",
        "/f",
        "/g",
    ]
    assert len(package.contract.OPERATIONS) == len(set(package.contract.OPERATIONS.values())) == 9
    for operation_id, name in package.contract.OPERATIONS.items():
        assert calling.module(package, name).INFO.id == operation_id


@pytest.mark.parametrize(
    "tag",
    [
        *("Any", "Options", "Resource", "Async Resource", "Pages", "Async Pages", "Mapping"),
        *(
            "Literal",
            "Unset",
            "With Id",
            "File Input",
            "UUID",
            "TYPE_CHECKING",
            "cast",
            "builtins",
            "types",
        ),
        *("Caller", "Resources", "Async Resources", "None", "123", "", "--", "self", "property"),
    ],
)
def test_any_tag_is_a_resource(tag: str) -> None:
    """A tag may be called as anything that the generated code uses."""
    operations = (("getThing", "/a", tag), ("listAll", "/b", "Pages"))
    package = calling.generate(calling.document(paths(*operations)))
    for client in (calling.client(package), calling.async_client(package)):
        resource = getattr(client, tag_name(tag))
        assert inspect.signature(resource.get_thing).parameters.keys() == {
            "timeout",
            "extra_headers",
            "extra_query",
        }
        assert repr(resource) == f"<{type(resource).__name__}: the operations of <client>>"
    assert calling.client(package).pages.list_all() is None


def test_tags_that_become_one_name_are_one_resource() -> None:
    """Tags that differ in case and punctuation alone share their resource."""
    names = named(("getA", "/a", "Phone Numbers"), ("getB", "/b", "phone-numbers"))
    assert names == ["phone_numbers.get_a", "phone_numbers.get_b"]


@pytest.mark.parametrize(
    ("places", "names"),
    [
        ([("query", "page-size"), ("query", "pageSize")], ["query_page_size", "query_page_size_2"]),
        ([("path", "project_id"), ("body", "project_id")], ["path_project_id", "body_project_id"]),
        (
            [("query", "timeout"), ("header", "extra_headers")],
            ["query_timeout", "header_extra_headers"],
        ),
        ([("query", "class"), ("query", "list"), ("query", "self")], ["class_", "list_", "self_"]),
        ([("query", "$select"), ("query", "_x"), ("query", "")], ["select", "field_x", "field_"]),
        ([("query", "ﬁx"), ("query", "fix")], ["query_fix", "query_fix_2"]),
        ([("query", "id"), ("cookie", "ID")], ["query_id", "cookie_id"]),
    ],
)
def test_arguments_have_names_of_their_own(
    places: Sequence[tuple[str, str]], names: Sequence[str]
) -> None:
    """What collides gets its location before its name, and a number if that is not enough."""
    taken = ("timeout", "extra_headers", "extra_query", "extra_body")
    assert argument_names(places, taken) == list(names)


def test_a_method_called_like_a_type_hides_none() -> None:
    """Where methods are called `list` or `str`, the annotations of the others mean the types."""
    content = {"application/json": {"schema": {"type": "array", "items": TEXT}}}
    answers = {"200": {"description": "", "content": content}}
    parameters = [
        {"name": "names", "in": "query", "schema": {"type": "array", "items": TEXT}},
        {
            "name": "counts",
            "in": "query",
            "schema": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["str", "list"]}},
    ]
    names = ("list", "str", "int", "float", "dict", "bytes", "bool")
    contract = calling.document(
        {
            f"/{name}": {
                "post": calling.operation(f"x{name}", responses=answers, parameters=parameters)
            }
            for name in names
        }
    )
    package = calling.generate(contract, {f"x{name}": name for name in names})
    calls = package.resources.Resources().calls
    for name in names:
        signature = inspect.signature(getattr(calls.__class__, name), eval_str=True)
        assert signature.parameters["names"].annotation == list[str] | None
        assert signature.parameters["counts"].annotation == dict[str, int] | None
        assert signature.return_annotation == list[str]


def test_classes_have_names_of_their_own() -> None:
    """The class of a tag is named as the tag; what is taken, async or not, gets a number."""
    tags = ["phone_numbers", "pages", "things", "async_things", "none"]
    assert class_names(tags) == {
        "phone_numbers": "PhoneNumbers",
        "pages": "Pages2",
        "things": "Things",
        "async_things": "AsyncThings2",
        "none": "None2",
    }
