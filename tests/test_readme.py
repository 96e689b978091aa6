"""The pages are the manual: every Python snippet in them runs, in order, against the fake.

A block that begins with `python test` is a piece of a test file for pytest.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach
from anyreach.testing import FakeAnyReach, ReceivedCall, no_waiting
from tests.overlay.app import run as run_pytest
from tests.overlay.talk import Api

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TESTING = ROOT / "docs" / "testing.md"
CAMPAIGNS = ROOT / "docs" / "campaigns.md"
BLOCK = re.compile(r"^```(\w+(?: \w+)?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^ *(?:print\(.*\)  )?# (.+)$", re.MULTILINE)


def snippets(page: Path, language: str) -> list[str]:
    """The blocks of a language, in order."""
    return [code for found, code in BLOCK.findall(page.read_text("utf-8")) if found == language]


def run(code: str, page: Path) -> None:
    """Run what a reader types in."""
    exec(compile(code, str(page), "exec"), {})


@pytest.mark.parametrize("role", ["read_sensitive", "read"])
def test_the_snippets_run_in_order(
    role: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A reader who types them in, one after another, gets what the text says."""
    code = "\n".join(snippets(README, "python"))
    if role == "read":  # the next snippet reads what this one shows to be withheld
        code = code[: code.index("from anyreach import ToolCall")]
    fake = FakeAnyReach.demo()
    fake.add_recording("conv_1")
    monkeypatch.chdir(tmp_path)
    with fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", fake.token(role))
        run(code, README)
    shown = capsys.readouterr().out
    assert "completed 48" in shown
    if role == "read":
        assert "needs a token with the scope conversations:read_sensitive" in shown
    else:
        assert "Harbour Books, good morning. How can I help?" in shown
        assert "8044 8044\ncall.wav 8044 audio/wav" in shown
        assert "getConversation: 404: no such record" in shown
        assert "Attempt(operation='getConversation', attempt=1, status=200, error=None" in shown


def test_the_snippets_that_talk(capsys: pytest.CaptureFixture[str]) -> None:
    """The functions of the section on calls and chats do what the text says."""
    page: dict[str, Any] = {"AnyReach": AnyReach}
    for code in snippets(README, "python"):
        if code.lstrip().startswith(("def ", "from anyreach.models import Conversation\n")):
            exec(compile(code, str(README), "exec"), page)
    made = {"conversation": {"id": "conv_1"}, "starting_message": "Hello."}
    seen = [{"id": "conv_1", "status": status} for status in ("ringing", "completed")]
    tool = {"call_id": "1", "name": "find", "arguments": "{}", "output": "sent"}
    widget = {"type": "map", "data": {"zoom": 3}}
    said: dict[str, Any] = {"reply": "On its way.", "tool_calls": [tool], "widgets": [widget]}
    asked = {"conversation_id": "conv_1"}
    api = Api((202, made), *seen, made, asked | said, asked, ["conversations:manage"])
    with no_waiting(), AnyReach("ak_1.s", transport=api.transport) as client:
        for name in ("call_about_the_order", "ask_for_the_order", "look"):
            page[name](client)
    shown = capsys.readouterr().out
    for line in ("now ringing", "now completed", "Hello.", "On its way.", "find {} -> sent"):
        assert f"{line}\n" in shown
    assert "frozenset({'conversations:manage'})" in shown


def test_the_page_about_testing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What its snippets print is what stands beside them."""
    code = "\n".join(snippets(TESTING, "python"))
    run(code, TESTING)
    told = [line.partition(": ")[0] for line in SAID.findall(code) if "steps of" not in line]
    shown = capsys.readouterr().out.splitlines()
    assert shown == told


def test_the_page_about_testing_has_tests(tmp_path: Path) -> None:
    """The tests on it pass, in a file of an app's own."""
    shown = run_pytest(tmp_path, "\n".join(snippets(TESTING, "python test")))
    assert "3 passed" in shown, shown


def test_the_page_about_campaigns_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What its snippets print is what stands beside them."""
    fake = FakeAnyReach()
    chunks = {"total_chunks": 2, "processed_chunks": 2}
    listed = {"id": "use_1", "source_id": "1", **chunks}
    counts = {"pending": 0, "in_progress": 0, "completed": 2_500}

    def create(call: ReceivedCall) -> Any:
        fake.add(custom_metadata=call.body["custom_metadata"])
        return 500, {}

    fake.answer("upsertCampaignContacts", {})
    fake.answer("getCampaignStats", {"campaign_id": "spring", "contacts": counts})
    fake.answer("createConversation", create)
    fake.answer("addKnowledgeBaseSources", {"source_id": "1"})
    fake.answer("listKnowledgeBaseSources", {"data": [listed], "pagination": {"limit": 20}})
    fake.answer("executeWorkflow", {"status": "success", "output": {"sent": True}})
    scopes = ["manage", "read_sensitive", "campaigns:manage"]
    monkeypatch.chdir(tmp_path)
    Path("prices.txt").write_text("cheap", "utf-8")
    code = "\n".join(snippets(CAMPAIGNS, "python"))
    with fake.serve() as url, no_waiting():
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", fake.token(scopes))
        run(code, CAMPAIGNS)
    shown = capsys.readouterr().out.splitlines()
    told = [line for line in SAID.findall(code) if "custom_metadata" not in line]
    assert shown == ["up to 1000", "up to 2000", "up to 2500", *told]


@pytest.mark.parametrize("page", [README, TESTING, CAMPAIGNS])
def test_no_snippet_is_left_out(page: Path) -> None:
    """Every block of Python is of a kind that is run."""
    blocks = [(kind, code) for kind, code in BLOCK.findall(page.read_text("utf-8"))]
    kinds = {kind for kind, _ in blocks if kind.startswith("py")}
    assert kinds <= {"python", "python test"}
    assert len(blocks) == page.read_text("utf-8").count("\n```") // 2


def test_the_readme_opens_with_the_two_commands() -> None:
    """The first two commands are all the set-up there is."""
    assert snippets(README, "sh")[:2] == [
        "python -m pip install nox && python -m nox -s demo\n",
        "python -m pip install nox && python -m nox -s tests\n",
    ]


def test_the_error_tree_is_the_one_in_the_code() -> None:
    """The README draws the tree that the module draws."""
    import anyreach._errors  # noqa: PLC0415

    drawn = snippets(README, "text")[0]
    assert drawn in (anyreach._errors.__doc__ or "")
