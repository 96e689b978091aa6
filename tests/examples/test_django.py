"""The Django app, asked by Django's own client."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from anyreach.testing import FakeAnyReach
from tests.examples.apps import load

APP = load("django", "app")
pytestmark = pytest.mark.usefixtures("anyreach_env")
CLIENT: Any = importlib.import_module("django.test").Client  # it has no types


@pytest.fixture
def anyreach_role(request: pytest.FixtureRequest) -> str:
    """The role that a test names."""
    return str(getattr(request, "param", "read"))


@pytest.fixture
def web(anyreach_fake: FakeAnyReach) -> Iterator[Any]:
    """The app, before a fake with one conversation."""
    anyreach_fake.add(id="conv_1", summary="A <b>refund</b>.")
    yield CLIENT()
    APP.client().close()
    APP.client.cache_clear()


@pytest.mark.parametrize(
    ("anyreach_role", "told", "status"),
    [
        ("read", "You may not see the summary.", 403),
        ("read_sensitive", "A &lt;b&gt;refund&lt;/b&gt;.", 200),
    ],
    indirect=["anyreach_role"],
)
def test_a_page_tells_withheld_from_empty(web: Any, told: str, status: int) -> None:
    """A page says that a summary is withheld, and shows it to a token that may see it."""
    shown = web.get("/conversations/conv_1")
    assert told in shown.content.decode()
    assert web.get("/conversations/conv_1/summary").status_code == status


def test_an_unknown_conversation_is_404(web: Any) -> None:
    """The API's 404 is the page's."""
    assert web.get("/conversations/conv_9").status_code == 404
