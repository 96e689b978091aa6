"""Plain HTTP requests to a fake in process, as a token of a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import httpx

from anyreach.testing import FakeAnyReach, Role

CONVERSATIONS = "/core/conversations"
ALL: tuple[Role, ...] = ("manage", "read_sensitive")


def ask(
    fake: FakeAnyReach,
    method: str,
    path: str,
    *,
    role: Role | Iterable[Role] = ALL,
    **options: Any,
) -> httpx.Response:
    """Send one request with a new token of the role, and return the answer."""
    with httpx.Client(transport=fake.transport, base_url="https://api.anyreach.ai") as http:
        http.headers["Authorization"] = f"Bearer {fake.token(role)}"
        return http.request(method, path, **options)


def create(fake: FakeAnyReach, **fields: Any) -> Any:
    """Create a conversation, a text chat unless told otherwise, and return the whole answer."""
    sent = {"channel": "text", "user_id": "visitor_1", "agent_id": "agent_1"} | fields
    answer = ask(fake, "POST", CONVERSATIONS, json=sent)
    assert answer.is_success, answer.text
    return answer.json()


def get(fake: FakeAnyReach, conversation_id: str, *, role: Role | Iterable[Role] = ALL) -> Any:
    """Return the JSON of a conversation."""
    path = f"{CONVERSATIONS}/{quote(conversation_id, safe='')}"
    return ask(fake, "GET", path, role=role).json()
