"""`response_of`: which response a record came with."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import attrs
import pytest

from anyreach import AnyReach, response_of
from anyreach.models import Conversation
from anyreach.testing import FakeAnyReach, no_waiting
from tests.overlay.clients import WAYS, Get
from tests.overlay.servers import response, serve


@pytest.mark.parametrize("get", WAYS)
def test_a_record_knows_its_response(get: Get) -> None:
    """Status, headers, request id, attempts and seconds are those of the call that succeeded."""
    good = response(200, {"id": "conv_1"}, "X-Request-Id: req_2")
    with no_waiting(), serve(response(503), good) as server:
        info = response_of(get(server.url, max_retries=1))
    assert info is not None
    assert (info.status_code, info.request_id, info.attempts) == (200, "req_2", 2)
    assert info.headers["content-length"] == "16"
    assert info.seconds >= 0
    assert repr(info) == "<ResponseInfo 200>"


def test_records_of_lists_and_creations_know_theirs() -> None:
    """Every record of a page shares one response; what was created has one in all its parts."""
    fake = FakeAnyReach(page_size=2)
    fake.agent("agent_1")
    fake.add(id="conv_1")
    fake.add(id="conv_2")
    with AnyReach(fake.token(["read", "manage"]), transport=fake.transport) as client:
        one, other = client.conversations.list()
        listed = client.execute("listConversations")
        created = client.conversations.text(user_id="u", agent_id="agent_1")
    assert response_of(one) is response_of(other) is not None
    assert response_of(listed[0]) is not None
    assert response_of(created) is response_of(created.conversation) is response_of(created.raw)
    assert response_of(created) is not None


def pickled(record: Conversation) -> Conversation:
    """Return what a pickle of a record comes back as."""
    twin: Conversation = pickle.loads(pickle.dumps(record))
    return twin


COPIES: list[Callable[[Conversation], Conversation]] = [
    copy.copy,
    copy.deepcopy,
    pickled,
    attrs.evolve,
]


@pytest.mark.parametrize("again", COPIES)
def test_copies_do_not_keep_it(again: Callable[[Conversation], Conversation]) -> None:
    """A copy, a pickle and an evolved record are equal to the record, and have no response."""
    with (
        serve(response(200, {"id": "conv_1"})) as server,
        AnyReach("ak_1.s", base_url=server.url) as c,
    ):
        conversation = c.conversations.get("conv_1")
    twin = again(conversation)
    assert twin == conversation
    assert response_of(twin) is None
    assert response_of(conversation) is not None


def test_only_records_have_one() -> None:
    """A record of the app's own has none; what is no record is a TypeError."""
    assert response_of(Conversation(id="conv_1")) is None
    with pytest.raises(TypeError, match="takes one record, not a list"):
        response_of([])
