"""The fake's lists: every filter, pages by cursor, and what a token may search for."""

from __future__ import annotations

import base64
import inspect
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from anyreach import AnyReach, models, sensitive_fields
from anyreach.testing import FakeAnyReach, Role
from anyreach_api.api.conversations import list_conversations
from tests.overlay.testing.asking import CONVERSATIONS, ask

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def ids(fake: FakeAnyReach, **params: Any) -> list[str]:
    """Return the ids of a list, as a token that sees all."""
    answer = ask(fake, "GET", CONVERSATIONS, params=params)
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json()]


def cursor_of(record: dict[str, Any]) -> str:
    """Return the cursor of the page after a conversation, as the documentation has it."""
    return base64.b64encode(record["created_at"].encode()).decode()


def walk(fake: FakeAnyReach, limit: int) -> list[str]:
    """Walk all pages as documented, and return the ids as they came."""
    seen: list[str] = []
    params: dict[str, Any] = {"limit": limit}
    while True:
        page = ask(fake, "GET", CONVERSATIONS, params=params).json()
        seen += [record["id"] for record in page]
        if len(page) < limit:
            return seen
        params["cursor"] = cursor_of(page[-1])


@pytest.mark.parametrize("name", sorted(inspect.signature(list_conversations.request).parameters))
def test_every_parameter_is_read(name: str) -> None:
    """The fake reads every parameter that the contract's list has."""
    answer = ask(FakeAnyReach.demo(), "GET", CONVERSATIONS, params={name: "1"})
    assert answer.status_code in {200, 422}


def test_newest_first() -> None:
    """A list begins with the newest, whatever the order in which they were put."""
    times = [2, 9, 4, 7]
    fake = FakeAnyReach(
        {"id": f"at_{hour}", "created_at": f"2026-01-01T0{hour}:00:00Z"} for hour in times
    )
    assert ids(fake) == ["at_9", "at_7", "at_4", "at_2"]


def test_order_of_odd_times() -> None:
    """Times in other zones are compared as times; a record without one comes last."""
    fake = FakeAnyReach()
    fake.put({"id": "none"})
    fake.put({"id": "odd", "created_at": "yesterday"})
    fake.put({"id": "naive", "created_at": "2026-01-01T10:00:00"})
    fake.put({"id": "east", "created_at": "2026-01-01T12:30:00+03:00"})
    assert ids(fake) == ["naive", "east", "odd", "none"]


def test_client_reads_the_list() -> None:
    """The client decodes a list, and sees of each conversation what its token may see."""
    fake = FakeAnyReach.demo()
    for role in ("read", "read_sensitive"):
        with AnyReach(fake.token(role), transport=fake.transport) as client:
            found = list(client.conversations.list())
        assert [conversation.id for conversation in found] == [
            "conv_4",
            "conv_3",
            "conv_2",
            "conv_1",
        ]
        hidden = sensitive_fields(models.Conversation) if role == "read" else frozenset[str]()
        assert {conversation.redacted_fields for conversation in found} == {hidden}


def test_other_organizations_are_not_listed() -> None:
    """Conversations of another organization are in no list."""
    fake = FakeAnyReach()
    fake.add(id="theirs", organization_id="org_2")
    fake.add(id="ours", organization_id=None)
    assert ids(fake) == ["ours"]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"direction": "outbound"}, "b"),
        ({"channel": "text"}, "c"),
        ({"status": "failed"}, "b"),
        ({"user_id": "VISITOR"}, "c"),
        ({"user_id": "555014"}, "ab"),
        ({"user_id": ""}, "abc"),
        ({"agent_id": "agent_2"}, "c"),
        ({"agent_id": "agent"}, ""),
        ({"agent_version_id": "v2"}, "c"),
        ({"agent_number": "0101"}, "b"),
        ({"web_widget_id": "widget_1"}, "c"),
        ({"duration_above": 48}, "ab"),
        ({"duration_above": 49}, "b"),
        ({"duration_below": 48}, "a"),
        ({"duration_below": -5}, ""),
        ({"user_turn_count_above": 1, "user_turn_count_below": 1}, "c"),
        ({"created_after": NOON.isoformat()}, "bc"),
        ({"created_before": NOON.isoformat()}, "ab"),
        ({"created_after": "2026-02-01t14:00:00.5+02:00"}, "c"),
        ({"custom_metadata": '{"order":{"id":1}}'}, "a"),
        ({"custom_metadata": "{}"}, "ab"),
        ({"custom_metadata": '{"tags":["new"]}'}, "b"),
        ({"custom_metadata": '{"tags":["new","hot"]}'}, "b"),
        ({"custom_metadata": '{"tags":["cold"]}'}, ""),
        ({"custom_metadata": '{"tags":{}}'}, ""),
        ({"custom_metadata": '{"order":[]}'}, ""),
        ({"custom_metadata": '{"order":{"id":true}}'}, ""),
        ({"direction": "outbound", "channel": "text"}, ""),
        ({"unknown": "1"}, "abc"),
    ],
)
def test_filters(params: dict[str, Any], found: str) -> None:
    """Each filter lets through what the documentation says, and all of them hold at once."""
    fake = FakeAnyReach()
    earlier, later = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
    order = {"order": {"id": 1, "paid": True}, "more": None}
    fake.add(id="a", created_at=earlier.isoformat(), custom_metadata=order)
    fake.add(
        id="b",
        created_at=NOON.isoformat(),
        direction="outbound",
        status="failed",
        user_id="+12025550149",
        agent_number="+12025550101",
        duration=90,
        user_turn_count=7,
        custom_metadata={"tags": ["hot", "new"]},
    )
    fake.add(
        id="c",
        created_at=later.isoformat(),
        channel="text",
        user_id="Visitor_1",
        agent_id="agent_2",
        agent_version_id="v2",
        agent_number=None,
        web_widget_id="widget_1",
        duration=None,
        user_turn_count=1,
        custom_metadata=None,
    )
    assert sorted(ids(fake, **params)) == list(found)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=1.0",
        "limit=1&limit=2",
        "limit=" + "9" * 5000,
        "duration_above=1e3",
        "status=on_hold",
        "channel=",
        "created_after=2026-01-01",
        "created_after=2026-01-01T10:00:00",
        "created_after=2026-01-01T10:00:00+00:00",  # a plus sign in a query is a space
        "created_before=2026-13-01T10:00:00Z",
        "custom_metadata=order",
        "custom_metadata=[]",
        "custom_metadata={%22a%22:NaN}",
        "custom_metadata=" + "[" * 20_000,
        "cursor=",
        "cursor=2026-01-01T10:00:00Z",
        "cursor=" + quote(base64.b64encode(b"yesterday").decode()),
        "cursor=%FF",
    ],
)
def test_refused(query: str) -> None:
    """What cannot be read is 422, with a list that names the parameter."""
    fake = FakeAnyReach.demo()
    answer = ask(fake, "GET", f"{CONVERSATIONS}?{query}")
    name = query.partition("=")[0]
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert fault["loc"] == ["query", name]
    assert fault["msg"]


def test_tomorrows_status_can_be_asked_for() -> None:
    """A status that the contract does not know can be asked for once a conversation has it."""
    fake = FakeAnyReach.demo()
    fake.put(fake.add(id="held") | {"status": "on_hold"})
    assert ids(fake, status="on_hold") == ["held"]


@pytest.mark.parametrize(("role", "status"), [("read", 403), ("manage", 403), ("none", 403)])
def test_searching_is_seeing(role: Role, status: int) -> None:
    """Who may not see metadata may not search for it either: a hit would tell."""
    fake = FakeAnyReach.demo()
    params = {"custom_metadata": '{"order_id":"1042"}'}
    assert ask(fake, "GET", CONVERSATIONS, role=role, params=params).status_code == status
    assert ids(fake, **params) == ["conv_2", "conv_1"]


def test_page_sizes() -> None:
    """A page has the fake's size when no limit is sent, and never more than its largest."""
    fake = FakeAnyReach(page_size=3, max_page_size=5)
    for _ in range(9):
        fake.add()
    assert len(ids(fake)) == 3
    assert len(ids(fake, limit=2)) == 2
    assert len(ids(fake, limit=10**30)) == 5
    assert len(ids(fake, limit=5, status="completed")) == 5


@pytest.mark.parametrize("options", [{"page_size": 0}, {"max_page_size": -1}])
def test_page_sizes_are_checked(options: dict[str, int]) -> None:
    """A page holds a conversation at least."""
    with pytest.raises(ValueError, match="at least 1"):
        FakeAnyReach(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_documented_walk_finds_all(limit: int) -> None:
    """The documented walk finds every conversation once, when no two are of one time."""
    fake = FakeAnyReach.demo()
    assert walk(fake, limit) == ["conv_4", "conv_3", "conv_2", "conv_1"]


def test_cursor_in_either_alphabet() -> None:
    """A cursor is read in both alphabets of Base64."""
    odd = "2026-01-01\N{VULGAR FRACTION THREE QUARTERS}10:00:00Z".encode()
    plain, safe = base64.b64encode(odd).decode(), base64.urlsafe_b64encode(odd).decode()
    fake = FakeAnyReach([{"id": "old", "created_at": "2025-01-01T00:00:00Z"}])
    assert plain != safe
    assert ids(fake, cursor=plain) == ids(fake, cursor=safe) == ["old"]


@pytest.mark.parametrize(
    ("cursor", "pages"),
    [("before", [["c", "b"], []]), ("until", [["c", "b"], ["c", "b"], ["c", "b"]])],
)
def test_ties(cursor: Any, pages: list[list[str]]) -> None:
    """Of conversations of one time, the next page misses some or repeats some, as was chosen."""
    same = NOON.isoformat()
    fake = FakeAnyReach(cursor=cursor)
    for name in "abc":
        fake.add(id=name, created_at=same)
    params: dict[str, Any] = {"limit": 2}
    seen: list[list[str]] = []
    for _ in pages:
        page = ask(fake, "GET", CONVERSATIONS, params=params).json()
        seen.append([record["id"] for record in page])
        params["cursor"] = base64.b64encode(same.encode()).decode()
    assert seen == pages


def test_inserted_while_walking() -> None:
    """A conversation that is added during a walk does not move the pages behind it."""
    fake = FakeAnyReach.demo()
    first = ask(fake, "GET", CONVERSATIONS, params={"limit": 2}).json()
    fake.add(id="new")
    assert ids(fake, limit=2, cursor=cursor_of(first[-1])) == ["conv_2", "conv_1"]


def test_query_is_encoded_as_the_client_does() -> None:
    """What the client sends for typed filters is what the fake reads."""
    fake = FakeAnyReach.demo()
    sent = list_conversations.request(
        channel=models.Channel.TELEPHONE,
        created_after=datetime(2026, 1, 15, 9, 40, tzinfo=UTC),
        custom_metadata={"order_id": "1042"},
        limit=1,
    )
    answer = ask(fake, "GET", f"{CONVERSATIONS}?{sent.query}")
    assert [record["id"] for record in answer.json()] == ["conv_2"]


@pytest.mark.parametrize("cursor", ["before", "until"])
@pytest.mark.parametrize("largest", [10, 100])
def test_client_walks_either_way(cursor: Any, largest: int) -> None:
    """The client's own walk finds all of them once, whatever a cursor means, on short pages too."""
    fake = FakeAnyReach(cursor=cursor, max_page_size=largest)
    for number in range(25):
        fake.add(created_at=(NOON + timedelta(hours=number // 3)).isoformat())
    with AnyReach(fake.token("read"), transport=fake.transport) as client:
        found = [str(conversation.id) for conversation in client.conversations.list(page_size=20)]
    assert sorted(found) == sorted(f"conv_{number}" for number in range(1, 26))
