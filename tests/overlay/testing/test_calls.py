"""Conversations that are created in the fake, the life of a call, and the clock that it follows."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from anyreach import AnyReach, UnprocessableEntityError, models, transcript_of
from anyreach.testing import ANSWERED, FAILED, UNANSWERED, Clock, FakeAnyReach, Role, Tool
from tests.overlay.testing.asking import CONVERSATIONS, ask, create, get

CALL: dict[str, Any] = {"channel": "telephone", "user_id": "+12025550111", "agent_id": "agent_7"}
NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


def place(fake: FakeAnyReach, **fields: Any) -> str:
    """Place a call, and return its id."""
    placed: str = create(fake, **CALL | fields)["conversation"]["id"]
    return placed


# What is created


def test_client_creates_a_call() -> None:
    """The client places a call: the answer is a conversation that is triggered."""
    fake = FakeAnyReach(now=NOW)
    with AnyReach(fake.token(["manage", "read_sensitive"]), transport=fake.transport) as client:
        placed = client.conversations.create(**CALL, initial_context="Be brief.").conversation
    assert isinstance(placed, models.Conversation)
    assert (placed.status, placed.direction, placed.created_at) == ("triggered", "outbound", NOW)
    assert placed.reveal("initial_context") == "Be brief."
    assert placed.agent_id == "agent_7"
    assert not placed.redacted_fields


@pytest.mark.parametrize(
    ("channel", "fields", "code", "status", "keys"),
    [
        ("telephone", {"user_id": "+12025550111"}, 202, "triggered", set[str]()),
        ("text", {}, 200, "in_progress", {"starting_message"}),
        ("email", {"to_address": "ada@example.com"}, 200, "in_progress", set[str]()),
        ("webrtc", {}, 200, "token_created", {"fake_join_token"}),
    ],
)
def test_channels(
    channel: str, fields: dict[str, str], code: int, status: str, keys: set[str]
) -> None:
    """Each channel has its status code, its first status, and its own keys in the answer."""
    fake = FakeAnyReach()
    sent = {"channel": channel, "user_id": "u", "agent_version_id": "version_9"} | fields
    answer = ask(fake, "POST", CONVERSATIONS, json=sent)
    assert answer.status_code == code
    assert answer.json().keys() == {"conversation"} | keys
    record = answer.json()["conversation"]
    assert (record["channel"], record["status"]) == (channel, status)
    assert record["agent_version_id"] == "version_9"
    assert ("agent_number" in record) == (channel == "telephone")
    assert get(fake, record["id"]) == record


def test_created_record_has_the_contracts_fields() -> None:
    """A created conversation has every field of the contract, and what was sent is in it."""
    fake = FakeAnyReach()
    sent = {"custom_metadata": {"order": 1}, "agent_number": "+12025550123", "version": 2}
    record = create(fake, **CALL | sent, unknown="ignored")["conversation"]
    assert record.keys() == models.Conversation.__keys__
    assert record["custom_metadata"] == {"order": 1}
    assert record["agent_number"] == "+12025550123"


def test_created_ids_are_free() -> None:
    """A created conversation has an id of its own, and is the newest of a list."""
    fake = FakeAnyReach.demo()
    fake.put({"id": "conv_5"})
    assert place(fake) == "conv_6"
    listed = ask(fake, "GET", CONVERSATIONS).json()
    assert listed[0]["id"] == "conv_6"


@pytest.mark.parametrize("role", ["manage", "read", "read_sensitive", "none"])
def test_creating_needs_manage(role: Role) -> None:
    """Only `manage` creates, and what it is answered lacks what it may not see."""
    fake = FakeAnyReach()
    answer = ask(fake, "POST", CONVERSATIONS, role=role, json=CALL)
    assert answer.status_code == (202 if role == "manage" else 403)
    if role == "manage":
        assert not {"summary", "custom_metadata"} & answer.json()["conversation"].keys()


@pytest.mark.parametrize(
    "fields",
    [
        {"agent_id": "a", "agent_version_id": "v"},
        {"agent_id": "a", "agent_config": {}},
        {},
        {"agent_number": "+12025550123"},
        {"agent_version_id": "v", "version": 1},
        {"agent_id": "a", "channel": "email"},
        {"agent_id": "a", "channel": "telephone", "user_id": "12025550111"},
        {"agent_id": "a", "channel": "telephone", "user_id": "+0202"},
        {"agent_id": "a", "channel": "telephone", "user_id": "+1202555011\N{FULLWIDTH DIGIT ONE}"},
        {"channel": "telephone", "user_id": "+12025550111"},
        {"channel": "telephone", "user_id": "+12025550111", "agent_config": {}},
    ],
)
def test_contradictions_are_refused(fields: dict[str, Any]) -> None:
    """A body that the documentation calls a 422 is one, with a text, and nothing is created."""
    fake = FakeAnyReach()
    sent = {"channel": "text", "user_id": "u"} | fields
    answer = ask(fake, "POST", CONVERSATIONS, json=sent)
    assert answer.status_code == 422
    assert isinstance(answer.json()["detail"], str)
    assert repr(fake) == "<FakeAnyReach of 0 conversations>"


def test_a_number_names_the_agent() -> None:
    """On the telephone the agent's number is enough."""
    fake = FakeAnyReach()
    sent = {"channel": "telephone", "user_id": "+12025550111", "agent_number": "+12025550123"}
    assert ask(fake, "POST", CONVERSATIONS, json=sent).status_code == 202


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        (b"", ["body", "channel"]),
        (b"{", ["body"]),
        (b"\xff", ["body"]),
        (b"[]", ["body"]),
        (b'{"channel":"text","user_id":"u","custom_metadata":{"a":NaN}}', ["body"]),
        (b'{"channel":"text","user_id":"u","custom_metadata":{"a":1e999}}', ["body"]),
        (b'{"channel":"text","user_id":"\\ud800"}', ["body"]),
        (b"[" * 100_000, ["body"]),
        (b'{"channel":"text"}', ["body", "user_id"]),
        (b'{"user_id":"u"}', ["body", "channel"]),
        (b'{"channel":"fax","user_id":"u"}', ["body", "channel"]),
        (b'{"channel":"text","user_id":7}', ["body", "user_id"]),
        (b'{"channel":"text","user_id":"u","agent_id":null}', ["body", "agent_id"]),
        (b'{"channel":"text","user_id":"u","version":"newest"}', ["body", "version"]),
        (b'{"channel":"text","user_id":"u","custom_metadata":[]}', ["body", "custom_metadata"]),
    ],
)
def test_bodies_are_read_strictly(body: bytes, loc: list[str]) -> None:
    """A body that is not what the contract says is 422: a list that names the place."""
    headers = {"Content-Type": "application/json"}
    answer = ask(FakeAnyReach(), "POST", CONVERSATIONS, content=body, headers=headers)
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["detail"]] == [loc]


def test_bodies_are_declared() -> None:
    """A body that does not say that it is JSON is refused."""
    answer = ask(FakeAnyReach(), "POST", CONVERSATIONS, content=json.dumps(CALL))
    assert answer.status_code == 422


def test_list_detail_reaches_the_app() -> None:
    """The client hands on a detail that is a list."""
    fake = FakeAnyReach()
    with (
        AnyReach(fake.token("manage"), transport=fake.transport) as client,
        pytest.raises(UnprocessableEntityError) as caught,
    ):
        client.conversations.create(channel=models.Channel("fax"), user_id="u")
    assert isinstance(caught.value.detail, list)


# The life of a call


def test_life_of_a_call() -> None:
    """A call follows the clock through its statuses, and ends with all that a call leaves."""
    fake = FakeAnyReach(now=NOW, tick=0)
    placed = place(fake)
    for seconds, status, spoken in [
        (0.9, "triggered", None),
        (0.1, "ringing", None),
        (4, "in_progress", 1),
        (7, "in_progress", 2),
        (32.9, "in_progress", 3),
    ]:
        fake.advance(seconds)
        record = get(fake, placed)
        assert record["status"] == status
        assert (record["conversation"] and len(record["conversation"]["items"])) == spoken
        assert record["duration"] is record["summary"] is record["recording_details"] is None
    fake.advance(0.1)
    record = get(fake, placed)
    assert (record["status"], record["duration"], record["user_turn_count"]) == ("completed", 40, 1)
    assert record["created_at"] == NOW.isoformat()
    assert record["updated_at"] == (NOW + timedelta(seconds=45)).isoformat()
    assert record["summary"]
    assert record["recording_details"]["recording_url"].startswith("https://recordings.example.net")
    fake.advance(10_000)
    assert get(fake, placed)["updated_at"] == record["updated_at"]


def test_polling_turns_the_clock() -> None:
    """Without a hand on the clock, a call that is looked at again and again comes to its end."""
    fake = FakeAnyReach()
    placed = place(fake)
    seen = [get(fake, placed)["status"] for _ in range(47)]
    assert list(dict.fromkeys(seen)) == ["triggered", "ringing", "in_progress", "completed"]
    now = fake.clock.now
    get(fake, placed)
    assert fake.clock.now == now


def test_lists_turn_the_clock_too() -> None:
    """A list that shows a call still going on lets time pass, and one that shows none does not."""
    fake = FakeAnyReach(tick=50)
    place(fake)
    started = fake.clock.now
    assert ask(fake, "GET", CONVERSATIONS, params={"status": "completed"}).json() == []
    assert fake.clock.now == started
    assert ask(fake, "GET", CONVERSATIONS).json()[0]["status"] == "triggered"
    assert ask(fake, "GET", CONVERSATIONS).json()[0]["status"] == "completed"


@pytest.mark.parametrize(
    ("call", "statuses"),
    [
        (UNANSWERED, ["triggered", "ringing", "unanswered"]),
        (FAILED, ["triggered", "failed"]),
        ([(3, "completed")], ["triggered", "completed"]),
        ([(1, "on_hold"), (2, "ringing")], ["triggered", "on_hold", "ringing"]),
    ],
)
def test_calls_that_nobody_takes(call: Any, statuses: list[str]) -> None:
    """A call that was never in progress leaves no transcript, summary, duration or recording."""
    fake = FakeAnyReach()
    fake.agent(call=call)
    placed = place(fake)
    records = [get(fake, placed) for _ in range(35)]
    assert list(dict.fromkeys(record["status"] for record in records)) == statuses
    last = records[-1]
    nothing = ("conversation", "duration", "recording_details")
    assert [last[name] for name in nothing] == [None, None, None]


def test_call_that_breaks_off() -> None:
    """A call that fails while it is in progress keeps what was said, and no recording."""
    fake = FakeAnyReach()
    fake.agent(call=[(1, "in_progress"), (9, "failed")])
    placed = place(fake)
    fake.advance(10)
    record = get(fake, placed)
    assert (record["status"], record["duration"]) == ("failed", 9)
    assert record["conversation"]["items"]
    assert record["summary"] is record["recording_details"] is None


def test_call_without_steps() -> None:
    """A call of an agent without steps stays as it was placed, and turns no clock."""
    fake = FakeAnyReach()
    fake.agent("agent_7", call=[])
    placed = place(fake)
    before = fake.clock.now
    assert [get(fake, placed)["status"] for _ in range(3)] == ["triggered"] * 3
    assert fake.clock.now == before


def test_scripted_call() -> None:
    """What is said, the tools, the summary and the agent's name are those of the script."""
    fake = FakeAnyReach()
    fake.agent(
        "version_2",
        name="Night desk",
        call=ANSWERED,
        turns=[
            ("assistant", "Hello."),
            Tool("look_up", {"id": 1}, "gone", is_error=True),
            ("user", "Oh."),
        ],
        summary="It was gone.",
    )
    answer = ask(
        fake,
        "POST",
        CONVERSATIONS,
        json={"channel": "telephone", "user_id": "+12025550111", "agent_version_id": "version_2"},
    )
    fake.advance(60)
    with AnyReach(fake.token(), transport=fake.transport) as client:
        call = client.conversations.get(answer.json()["conversation"]["id"])
    assert call.reveal("summary") == "It was gone."
    assert call.reveal("agent").name == "Night desk"
    transcript = transcript_of(call)
    assert transcript is not None
    assert [turn.text for turn in transcript.turns] == ["Hello.", "Oh."]
    (tool,) = transcript.tool_calls
    assert (tool.name, tool.arguments, tool.output, tool.is_error) == (
        "look_up",
        {"id": 1},
        "gone",
        True,
    )


def test_put_ends_a_call() -> None:
    """A call that is put stays as it is, whatever its script says."""
    fake = FakeAnyReach()
    placed = place(fake)
    fake.put(get(fake, placed) | {"status": "cancelled"})
    fake.advance(100)
    assert get(fake, placed)["status"] == "cancelled"


@pytest.mark.parametrize(
    ("options", "problem"),
    [({"replies": []}, "at least one reply"), ({"call": [(-1, "failed")]}, "at least 0")],
)
def test_scripts_are_checked(options: dict[str, Any], problem: str) -> None:
    """A script that cannot be followed is refused when it is given."""
    with pytest.raises(ValueError, match=problem):
        FakeAnyReach().agent(**options)


# The clock


def test_clock_stands_still() -> None:
    """Neither creating nor listing lets time pass; adding a conversation lets ten minutes."""
    fake = FakeAnyReach(now=NOW)
    create(fake)
    ask(fake, "GET", CONVERSATIONS)
    place(fake)
    assert fake.clock.now == NOW
    assert fake.add()["created_at"] == NOW.isoformat()
    assert fake.clock.now == NOW + timedelta(minutes=10)


def test_clock_is_set() -> None:
    """The clock takes any aware time, and shows it in UTC."""
    fake = FakeAnyReach()
    fake.clock.now = NOW.astimezone(timezone(timedelta(hours=5)))
    assert fake.clock.now.isoformat() == NOW.isoformat()
    assert repr(fake.clock) == "<Clock at 2026-05-01T08:00:00+00:00>"
    assert fake.as_role("read").clock is fake.clock


def test_clock_is_aware() -> None:
    """A naive time is refused, by the fake and by its clock."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        FakeAnyReach(now=naive)
    with pytest.raises(ValueError, match="aware"):
        FakeAnyReach().clock.now = naive


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_clock_runs_forwards(seconds: float) -> None:
    """Time does not run backwards."""
    clock = Clock(NOW, 1)
    with pytest.raises(ValueError, match="at least 0"):
        clock.advance(seconds)
    assert clock.now == NOW
