"""The FastAPI app, asked over HTTP by FastAPI's own client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from anyreach.testing import FakeAnyReach
from tests.examples.apps import load

pytestmark = pytest.mark.usefixtures("anyreach_env")


@pytest.fixture
def web(anyreach_fake: FakeAnyReach) -> Iterator[TestClient]:
    """The running app, before a fake with 25 conversations."""
    for number in range(25):
        anyreach_fake.add(id=f"conv_{number}", summary=None if number else "A refund.")
    with TestClient(load("fastapi", "app").app) as client:
        yield client


def test_a_list_is_resumed(web: TestClient) -> None:
    """The second page starts where the first one ended."""
    first = web.get("/conversations").json()
    rest = web.get("/conversations", params={"cursor": first["next_cursor"]}).json()
    found = [one["id"] for one in first["conversations"] + rest["conversations"]]
    assert found == [f"conv_{number}" for number in reversed(range(25))]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("anyreach_role", ["read", "read_sensitive"])
def test_withheld_is_not_empty(web: TestClient, anyreach_role: str) -> None:
    """A read-only token's user sees that there is something to see."""
    found = web.get("/conversations/conv_0").json()
    withheld = anyreach_role == "read"
    assert found == {"id": "conv_0"} | (
        {"withheld": ["summary"]} if withheld else {"summary": "A refund."}
    )
    assert web.get("/conversations/conv_99").status_code == 404


def test_a_call_is_placed_once(web: TestClient, anyreach_fake: FakeAnyReach) -> None:
    """A lost answer is told as what may have happened, and is not sent again."""
    asked = {"to": "+12025550143", "order_id": "1042"}
    placed = web.post("/calls", params=asked)
    assert placed.status_code == 202
    anyreach_fake.requests.clear()
    anyreach_fake.fail_next(500)
    failed = web.post("/calls", params=asked)
    assert (failed.status_code, failed.json()["may_have_happened"]) == (502, True)
    assert len(anyreach_fake.requests) == 1
    anyreach_fake.fail_next(429, retry_after=3600, times=None)
    limited = web.post("/calls", params=asked)
    assert (limited.status_code, limited.headers["Retry-After"]) == (503, "3600")
