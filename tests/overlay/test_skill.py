"""The skill for coding agents: it is in the package, and its snippets do what they say."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from anyreach import AnyReach, APIConnectionError, RedactedError
from anyreach.testing import FakeAnyReach, ReceivedCall, no_waiting
from tests.overlay.app import run as run_pytest

SKILL = (files("anyreach") / ".agents" / "skills" / "anyreach" / "SKILL.md").read_text("utf-8")
BLOCK = re.compile(r"^```([\w ]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^ *print\(.*\)  # (.+)$", re.MULTILINE)


def snippets(kind: str) -> str:
    """The blocks of a kind, one after another."""
    return "\n".join(code for found, code in BLOCK.findall(SKILL) if found == kind)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What the snippets define and, as `shown`, print, run against the demo's conversations."""
    fake = FakeAnyReach.demo()
    fake.add_recording("conv_1")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    with fake.serve() as url, redirect_stdout(StringIO()) as shown:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", fake.token("read_sensitive"))
        exec(compile(snippets("python"), "SKILL.md", "exec"), names)
    return names | {"shown": shown.getvalue()}


def test_an_agent_finds_it() -> None:
    """Its front matter has the name of its folder and a description, within the limits."""
    head = SKILL.removeprefix("---\n").partition("\n---\n")[0]
    matter: dict[str, str] = YAML(typ="safe", pure=True).load(head)  # pyright: ignore[reportUnknownMemberType]
    assert matter["name"] == "anyreach"
    assert 0 < len(matter["description"]) <= 1024
    assert SKILL.count("\n") <= 120


def test_the_snippets_print_what_they_say(page: dict[str, Any]) -> None:
    """What each of them prints is what stands beside it."""
    assert page["shown"].splitlines() == SAID.findall(snippets("python"))


@pytest.mark.parametrize("role", ["read", "read_sensitive"])
def test_a_withheld_field_is_not_taken_for_an_empty_one(page: dict[str, Any], role: str) -> None:
    """The function about withheld fields says so, or returns the text; getattr() raises."""
    fake = FakeAnyReach()
    fake.add(id="conv_1", summary="A refund.")
    with AnyReach(fake.token(role), transport=fake.transport) as client:
        conversation = client.conversations.get("conv_1")
        shown = page["subject"](conversation)
        if role == "read":
            with pytest.raises(RedactedError):
                getattr(conversation, "summary", None)
    assert shown == {"read": "(withheld from this token)", "read_sensitive": "A refund."}[role]


def test_a_call_is_placed_once(page: dict[str, Any]) -> None:
    """The function about calls finds one whose answer got lost, and repeats none."""
    fake = FakeAnyReach()

    def lose_the_answer(call: ReceivedCall) -> Any:
        fake.add(id="conv_7", custom_metadata=call.body["custom_metadata"])
        return 500, {}

    token = fake.token(["manage", "read_sensitive"])
    with no_waiting(), AnyReach(token, transport=fake.transport) as client:
        made = page["call_once"](client, "+12025550143")
        assert client.conversations.get(made).channel == "telephone"
        fake.answer("createConversation", lose_the_answer, times=1)
        assert page["call_once"](client, "+12025550143") == "conv_7"
        fake.answer("createConversation", OSError("the connection broke"), times=1)
        with pytest.raises(APIConnectionError):
            page["call_once"](client, "+12025550143")
    assert sum(request.method == "POST" for request in fake.requests) == 3


def test_its_tests_pass(tmp_path: Path) -> None:
    """The tests in it pass in a file of an app's own."""
    shown = run_pytest(tmp_path, snippets("python test"))
    assert "2 passed" in shown, shown


def test_no_snippet_is_left_out() -> None:
    """Every block is of a kind that is run."""
    assert {kind for kind, _ in BLOCK.findall(SKILL)} == {"python", "python test"}
