"""The demo: what each of two tokens sees, plainly enough for a first-time reader."""

from __future__ import annotations

import pytest

from anyreach import AnyReach
from anyreach.testing import FakeAnyReach
from tools.demo import describe, main


def test_the_demo_shows_both_roles(capsys: pytest.CaptureFixture[str]) -> None:
    """The demo shows what each token sees, and no phone number or summary where none may be."""
    main()
    shown = capsys.readouterr().out
    full, read_only = shown.split("A read-only token")
    assert "Harbour Books, good morning." in full
    assert full.count("visible") == 6
    assert read_only.count("withheld from this token") == 6
    assert "Harbour Books" not in read_only
    assert shown.count("AsyncAnyReach returned the same.") == 1
    assert "+1202555" not in shown


def test_every_conversation_of_the_fake_can_be_described() -> None:
    """Calls, chats, missing transcripts and unknown items are shown, none of them as another."""
    fake = FakeAnyReach.demo()
    with AnyReach(fake.token(), transport=fake.transport) as client:
        shown = [
            "\n".join(describe(client.conversations.get(f"conv_{number}")))
            for number in range(1, 5)
        ]
    assert "tool      find_order({'order_id': '1042'}) -> " in shown[0]
    assert "The transcript" not in shown[1]
    assert "conversation      no value" in shown[1]
    assert "user      Do you ship" in shown[2]
    assert "agent_handoff" not in shown[3]
