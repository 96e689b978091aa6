"""Every operation of the contract has methods, a command, an answer of the fake and a line."""

from __future__ import annotations

import asyncio
import inspect
import re
import typing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App

from anyreach import AnyReach, AsyncAnyReach
from anyreach.cli._app import app
from anyreach.testing import FakeAnyReach, UnansweredError
from anyreach_api import models
from anyreach_api.contract import METHODS, OPERATIONS
from tools import overlays

ROOT = Path(__file__).parents[1]
EFFECTIVE = overlays.load(ROOT).document
WRITTEN = {
    operation["operationId"]: operation
    for item in EFFECTIVE["paths"].values()
    for operation in item.values()
}
NAMED = {
    operation_id: (tag, name)
    for tag, methods in METHODS.items()
    for name, operation_id in methods.items()
}
TOLD = {
    "addKnowledgeBaseSources",
    "addKnowledgeBaseSourcesByPattern",
    "compareAgentVersions",
    "createKnowledgeBase",
    "createKnowledgeBaseSources",
    "getAgentConfigSchema",
    "listCampaignTimezones",
    "listOrganizationPats",
    "publishAgentVersion",
    "queryKnowledgeBase",
    "upsertCampaignContacts",
}
"""The operations whose answer neither the contract nor a record can give: a test has to say it."""
ANSWERS: dict[str, Any] = {
    "compareAgentVersions": "It greets in German.",
    "createKnowledgeBaseSources": [],
    "publishAgentVersion": [],
}


@pytest.fixture
def fake() -> FakeAnyReach:
    """A fake with one record of every schema that an answer has."""
    fake = FakeAnyReach()
    kept = dict.fromkeys(("agent_id", "campaign_id", "contact_id", "id", "trunk_id"), "x")
    kept |= {"phone_number": "x", "config_id": "x", "dataset_id": "x", "web_widget_id": "x"}
    for name in models.__all__:
        if hasattr(getattr(models, name), "from_dict"):
            fake.put({**kept, "version": 1}, schema=name)
    fake.add(id="x", channel="text", status="in_progress")
    return fake


def arguments(method: Any) -> tuple[list[Any], dict[str, Any]]:
    """What a method needs, as simple as it can be."""
    hints = typing.get_type_hints(method)
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for one in inspect.signature(method).parameters.values():
        if one.default is not one.empty:
            continue
        value = example(one.name, hints[one.name])
        if one.kind is one.KEYWORD_ONLY:
            named[one.name] = value
        else:
            positional.append(value)
    return positional, named


def example(name: str, hint: Any) -> Any:
    """A value of a type."""
    given = {"version": 1, "channel": "text", "agent_id": "x"}
    if name in given:
        return given[name]
    empty: dict[Any, Any] = {list: [], dict: {}}
    return empty.get(typing.get_origin(hint) or hint, "x")


@pytest.mark.parametrize("operation_id", WRITTEN)
def test_it_has_typed_methods(operation_id: str) -> None:
    """The sync and the async client have a method; its arguments and its result have types."""
    tag, name = NAMED[operation_id]
    for client in (AnyReach("ak_1.s"), AsyncAnyReach("ak_1.s")):
        method = getattr(getattr(client, tag), name)
        hints = typing.get_type_hints(method)
        assert hints.keys() == {*inspect.signature(method).parameters, "return"}
    assert import_module(f"anyreach_api.api.{OPERATIONS[operation_id]}").INFO.id == operation_id


@pytest.mark.parametrize("operation_id", WRITTEN)
def test_it_has_a_command(operation_id: str) -> None:
    """`anyreach TAG METHOD` exists."""
    words = [word.replace("_", "-") for word in NAMED[operation_id]]
    command: App = app
    for word in words:
        command = command[word]
    assert command.help


@pytest.mark.parametrize("operation_id", WRITTEN)
def test_the_fake_answers_it(operation_id: str, fake: FakeAnyReach) -> None:
    """It is answered from records, or, where none can say it, with what a test says."""
    tag, name = NAMED[operation_id]

    async def same(*positional: Any, **named: Any) -> Any:
        async with AsyncAnyReach(token, transport=fake.transport) as client:
            made = getattr(getattr(client, tag), name)(*positional, **named)
            return [one async for one in made] if hasattr(made, "pages") else await made

    token = fake.token(("manage", "read_sensitive"))
    with AnyReach(token, transport=fake.transport) as client:
        method = getattr(getattr(client, tag), name)
        positional, named = arguments(method)
        named |= {"agent_id": "x"} if operation_id == "createConversation" else {}
        if operation_id in TOLD:
            with pytest.raises(UnansweredError, match=re.escape(f"fake.answer('{operation_id}'")):
                method(*positional, **named)
            fake.answer(operation_id, ANSWERS.get(operation_id, {"told": True}))
        made = method(*positional, **named)
        sync = list(made) if hasattr(made, "pages") else made
    if client_changes(operation_id):
        return
    assert asyncio.run(same(*positional, **named)) == sync


def client_changes(operation_id: str) -> bool:
    """Whether a second call of an operation has another answer."""
    return operation_id.startswith(("create", "delete", "update", "end", "send"))


def test_the_page_has_each_of_them_in_a_line() -> None:
    """The table has method, operationId and scopes of every operation, and no others."""
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    line = r"^\| `client\.(\w+)\.(\w+)` \| `(\w+)`: .* \| (.*) \| (.+) \|$"
    rows = re.findall(line, page, re.MULTILINE)
    assert {found: (tag, name) for tag, name, found, _, _ in rows} == NAMED
    assert NAMED.keys() == WRITTEN.keys()
    for _, _, operation_id, scopes, documented in rows:
        written = WRITTEN[operation_id]
        assert re.findall(r"`(.*?)`", scopes) == written.get("x-required-scopes", [])
        assert (documented == "complete") == ("x-marks" not in written)


def test_the_readme_has_each_method() -> None:
    """Its table has every tag of the contract, with all of its methods."""
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `client\.(\w+)` \| (.*) \|$", readme, re.MULTILINE)
    named = [(tag, name) for tag, names in rows for name in re.findall(r"`(\w+)`", names)]
    assert sorted(named) == sorted(NAMED.values())


@pytest.mark.parametrize("operation_id", WRITTEN)
def test_what_is_not_documented_binds_nobody(operation_id: str) -> None:
    """A part with a mark has no bounds, takes any success, and is where the mark says."""
    written = WRITTEN[operation_id]
    for pointer, mark in written.get("x-marks", {}).items():
        assert mark in {"T", "I"}
        at: Any = written
        for key in pointer.split("/")[1:]:
            at = at.get(key, {})
        if pointer.startswith("/responses/"):
            assert pointer == "/responses/2XX"
        if pointer != "/x-required-scopes":
            assert at, pointer
    parameters = [one["name"] for one in written.get("parameters", ()) if one["in"] == "query"]
    assert not {"cursor", "offset"} & {*parameters} or "x-pagination" in written


def test_what_is_marked_in_a_schema_is_not_required() -> None:
    """No property that a page does not show is required, and no object is closed."""
    for schema in EFFECTIVE["components"]["schemas"].values():
        marked = {pointer.rpartition("/")[2] for pointer in schema.get("x-marks", {})}
        assert marked <= schema.get("properties", {}).keys()
        assert marked.isdisjoint(schema.get("required", ()))
        assert schema.get("additionalProperties", True) is not False
