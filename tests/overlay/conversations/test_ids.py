"""Wherever an id of a conversation is asked for, a record and what creating returned will do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError, CreatedConversation
from anyreach.models import CreateConversationResponse
from anyreach.testing import FakeAnyReach

FORMS: list[Callable[[CreatedConversation], Any]] = [
    lambda created: created,
    lambda created: created.id,
    lambda created: created.conversation,
    lambda created: created.raw,
]


@pytest.fixture
def fake() -> FakeAnyReach:
    """A fake with an agent that answers."""
    fake = FakeAnyReach()
    fake.agent("agent_1")
    return fake


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_conversation_will_do(
    fake: FakeAnyReach, form: Callable[[CreatedConversation], Any]
) -> None:
    """get, send_message, end, wait and get_many take an id, a record, or what created it."""
    token = fake.token(["read", "manage"])
    with AnyReach(token, transport=fake.transport) as client:
        talks = client.conversations
        created = talks.text(user_id="u", agent_id="agent_1")
        given = form(created)
        assert created.id == created.conversation.id
        assert talks.get(given).id == created.id
        assert talks.send_message(given, text="Hello?").conversation_id == created.id
        assert talks.end(given).conversation_id == created.id
        assert talks.wait(given).id == created.id
        (fetched,) = talks.get_many([given])
        assert (fetched.id, fetched.error) == (created.id, None)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_will_do_for_the_async_client(
    fake: FakeAnyReach, form: Callable[[CreatedConversation], Any]
) -> None:
    """The async client takes the same."""

    async def use() -> None:
        token = fake.token(["read", "manage"])
        async with AsyncAnyReach(token, transport=fake.transport) as client:
            talks = client.conversations
            created = await talks.text(user_id="u", agent_id="agent_1")
            given = form(created)
            assert (await talks.get(given)).id == created.id
            assert (await talks.end(given)).conversation_id == created.id
            assert (await talks.wait(given)).id == created.id
            assert [one.id async for one in talks.get_many([given])] == [created.id]

    asyncio.run(use())


def test_an_answer_without_a_record_is_no_id(fake: FakeAnyReach) -> None:
    """What holds no conversation stands for none, and is refused before anything is sent."""
    empty: Any = CreateConversationResponse()
    with (
        AnyReach(fake.token("read"), transport=fake.transport) as client,
        pytest.raises(ConfigurationError, match="conversation_id="),
    ):
        client.conversations.get(empty)
