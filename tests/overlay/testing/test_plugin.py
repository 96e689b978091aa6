"""The fixtures that pytest finds by itself, in the tests of apps that run in their own process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.overlay.app import run

TAKES_A_CLIENT = """
from anyreach import AnyReach

def test_first(anyreach_fake):
    anyreach_fake.add(id="one", summary="Fine.")
    with AnyReach(anyreach_fake.token(), transport=anyreach_fake.transport) as client:
        assert client.conversations.get("one").reveal("summary") == "Fine."

def test_second_has_a_fake_of_its_own(anyreach_fake):
    assert repr(anyreach_fake) == "<FakeAnyReach of 0 conversations>"
    assert anyreach_fake.requests == []
"""

READS_THE_ENVIRONMENT = '''
import os, subprocess, sys
import pytest
from anyreach import AnyReach

APP = """
from anyreach import AnyReach
with AnyReach() as client:
    print(client.conversations.get("one").is_redacted("summary"))
"""

@pytest.mark.parametrize("anyreach_role", ["read", "read_sensitive"])
def test_each_role(anyreach_env, anyreach_fake, anyreach_role):
    anyreach_fake.add(id="one")
    with AnyReach() as client:
        assert client.conversations.get("one").is_redacted("summary") == (anyreach_role == "read")
    shown = subprocess.check_output([sys.executable, "-c", APP], text=True)
    assert shown == f"{anyreach_role == 'read'}\\n"

def test_everything_may_be_done(anyreach_env):
    with AnyReach() as client:
        assert "conversations:manage" in client.scopes()
    assert os.environ["ANYREACH_BASE_URL"] == anyreach_env
    assert "ANYREACH_PAT" not in os.environ

def test_nothing_is_left():
    assert "ANYREACH_BASE_URL" not in os.environ
    assert os.environ["ANYREACH_PAT"] == "pat_mine"
'''

WAITS = """
import time
from anyreach import AnyReach, InternalServerError
import pytest

def test_no_waiting(anyreach_fake, monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    anyreach_fake.fail_next(429, retry_after=30, times=3)
    anyreach_fake.fail_next(500, times=3)
    with AnyReach(anyreach_fake.token(), transport=anyreach_fake.transport) as client:
        with pytest.raises(InternalServerError) as caught:
            client.conversations.get("one")
    assert caught.value.attempts == 6
    assert set(slept) == {0.0}
"""

COSTS_NOTHING = """
import sys

def test_nothing_is_loaded():
    assert "_anyreach_pytest" in sys.modules
    loaded = {name.partition(".")[0] for name in sys.modules}
    assert not loaded & {"anyreach", "anyreach_api", "attrs", "httpx"}
"""


@pytest.mark.parametrize(
    ("code", "passed"),
    [(TAKES_A_CLIENT, 2), (READS_THE_ENVIRONMENT, 4), (WAITS, 1), (COSTS_NOTHING, 1)],
    ids=["takes a client", "reads the environment", "waits", "asks for nothing"],
)
def test_fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, passed: int) -> None:
    """An app's tests find what they ask for without a word, and load nothing when they do not."""
    monkeypatch.setenv("ANYREACH_PAT", "pat_mine")
    monkeypatch.delenv("ANYREACH_BASE_URL", raising=False)
    shown = run(tmp_path, code)
    assert f"{passed} passed" in shown, shown


def test_xdist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that pytest-xdist spreads over processes each have a fake of their own."""
    monkeypatch.setenv("ANYREACH_PAT", "pat_mine")
    monkeypatch.delenv("ANYREACH_BASE_URL", raising=False)
    shown = run(tmp_path, READS_THE_ENVIRONMENT, "-n", "2", xdist=True)
    assert "4 passed" in shown, shown


def test_switched_off(tmp_path: Path) -> None:
    """`-p no:anyreach` takes the fixtures away."""
    shown = run(tmp_path, TAKES_A_CLIENT, "-p", "no:anyreach")
    assert "fixture 'anyreach_fake' not found" in shown
    assert "2 errors" in shown
