"""`assert a == b` of records: pytest says which fields differ, and shows no hidden value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from _anyreach_pytest import pytest_assertrepr_compare as explain
from anyreach import FetchedConversation, Transcript
from anyreach.models import Conversation
from tests.overlay.app import run

CANARY = "canary"
RECORD: dict[str, Any] = {
    "id": "conv_1",
    "status": "completed",
    "user_id": f"+1555{CANARY}",
    "duration": None,
    "summary": f"{CANARY} words",
    "agent": {"id": "agent_1", "name": f"{CANARY} desk"},
    "conversation": {"items": [{"type": "message", "role": "user", "content": [CANARY]}]},
    "recording_details": {"recording_url": f"https://example.net/{CANARY}"},
}


@dataclass
class Ticket:
    """A class of an app that holds a record."""

    number: int
    conversation: Conversation


def record(**changes: Any) -> Conversation:
    """Return a conversation that differs from `RECORD` in these keys; `...` leaves one out."""
    merged = {**RECORD, **changes}
    return Conversation.from_dict({key: merged[key] for key in merged if merged[key] is not ...})


def transcript(text: str) -> Transcript:
    """Return a transcript of one turn."""
    return Transcript({"items": [{"type": "message", "role": "user", "content": [text]}]})


def lines(left: object, right: object) -> list[str]:
    """Return the lines after the first."""
    explained = explain("==", left, right)
    assert explained is not None
    assert CANARY not in "".join(explained)
    return explained[1:]


def test_fields_that_differ() -> None:
    """Each field that differs has a line, and its values as the repr of the record shows them."""
    other = record(status="failed", user_id="+1555other", summary=..., mood=CANARY)
    assert lines(record(), other) == [
        "Conversation.status: <Status.COMPLETED: 'completed'> != <Status.FAILED: 'failed'>",
        "Conversation.user_id: <hidden> != <hidden>",
        "Conversation.summary: <hidden> != <redacted>",
        "Conversation.additional_properties: <hidden> != <hidden>",
    ]


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        (record(), record(duration=...), "duration: null != absent"),
        (record(agent_id=None), record(), "agent_id: null != absent"),
        (record(), record(duration=5), "duration: null != 5"),
        (record(summary=None), record(summary=...), "summary: null != <redacted>"),
    ],
)
def test_null_is_not_absent(left: Conversation, right: Conversation, told: str) -> None:
    """An absent key and null are told apart, as equality does it."""
    assert lines(left, right) == [f"Conversation.{told}"]


def test_nested_records() -> None:
    """In a nested record that is sensitive, the fields are named, and their values are hidden."""
    other = record(agent={"id": "agent_2", "name": "Ada"})
    assert lines(record(), other) == [
        "Conversation.agent.id: <hidden> != <hidden>",
        "Conversation.agent.name: <hidden> != <hidden>",
    ]


def test_lists_of_records() -> None:
    """A list of records names the item, and what one list has more than the other."""
    assert lines([record(), record()], [record(), record(summary="other"), record()]) == [
        "list[1].summary: <hidden> != <hidden>",
        f"list[2]: nothing != {record()!r}",
    ]


def test_transcripts() -> None:
    """Transcripts are compared by item, and what was said is hidden."""
    assert lines(transcript(CANARY), transcript("other")) == [
        "Transcript[0].text: <hidden> != <hidden>",
        "Transcript[0].raw: <hidden> != <hidden>",
    ]
    (turn,), (other,) = transcript(CANARY), transcript("other")
    assert lines(turn, other)[0] == "Turn.text: <hidden> != <hidden>"


def test_records_in_other_objects() -> None:
    """Records in tuples with names, and in classes of the app, hide as much."""
    changed = record(summary="other")
    assert lines(
        FetchedConversation("conv_1", record(), None), FetchedConversation("conv_1", changed, None)
    ) == ["FetchedConversation.conversation.summary: <hidden> != <hidden>"]
    assert lines([Ticket(1, record())], [Ticket(2, changed)]) == [
        "list[0].number: 1 != 2",
        "list[0].conversation.summary: <hidden> != <hidden>",
    ]


def test_the_rest_is_left_to_pytest() -> None:
    """Other comparisons, and values without a record, are explained by pytest as ever."""
    endless: list[Any] = []
    endless.append(endless)
    assert explain("!=", record(), record()) is None
    assert explain("==", record(), None) is None
    assert explain("==", [1, "two"], [1, "three"]) is None
    assert explain("==", Conversation, Ticket) is None
    assert explain("==", endless, [1]) is None


APP = f"""
from anyreach.models import Conversation

RECORD = {RECORD!r}

def test_equal():
    assert Conversation.from_dict(RECORD) == Conversation.from_dict({{**RECORD, "summary": "else"}})
"""


@pytest.mark.parametrize("verbosity", ["-q", "-vv"])
def test_what_pytest_prints(tmp_path: Path, verbosity: str) -> None:
    """In an app's tests the names are printed, also without -v, and no value."""
    shown = run(tmp_path, APP, verbosity, "--tb=short")
    printed = [line for line in shown.splitlines() if line.startswith("E ")]
    assert any("Conversation.summary: <hidden> != <hidden>" in line for line in printed), shown
    assert CANARY not in "".join(printed)
