"""Text chats with the fake's agents: replies, tools, widgets, and the end of a chat."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from anyreach import AnyReach, models, transcript_of
from anyreach._core.type_guards import is_mapping
from anyreach.testing import AgentReply, FakeAnyReach, Role, Tool
from anyreach.testing._contract import load
from anyreach_api.contract import OPERATIONS
from tests.overlay.testing.asking import ALL, CONVERSATIONS, ask, create, get


def begin(fake: FakeAnyReach, **fields: Any) -> str:
    """Begin a chat, and return its id."""
    begun: str = create(fake, **fields)["conversation"]["id"]
    return begun


def say(
    fake: FakeAnyReach, conversation_id: str, text: Any, *, role: Any = ALL, **fields: Any
) -> httpx.Response:
    """Send a message, and return the answer."""
    path = f"{CONVERSATIONS}/{conversation_id}/messages"
    return ask(fake, "POST", path, role=role, json={"text": text} | fields)


def end(fake: FakeAnyReach, conversation_id: str, *, role: Any = ALL) -> httpx.Response:
    """End a chat, and return the answer."""
    return ask(fake, "POST", f"{CONVERSATIONS}/{conversation_id}/end", role=role)


def test_chat() -> None:
    """A chat begins with the greeting, has a reply to each message, and all of it is kept."""
    fake = FakeAnyReach()
    fake.agent("agent_7", greeting="Hello!", replies=["On Friday.", "Bye."])
    begun = create(fake, agent_id="agent_7")
    assert begun["starting_message"] == "Hello!"
    chat = begun["conversation"]["id"]
    told = [say(fake, chat, text).json() for text in ("When?", "Thanks.", "And …")]
    assert told[0] == {"conversation_id": chat, "reply": "On Friday.", "tool_calls": []}
    assert [one["reply"] for one in told] == ["On Friday.", "Bye.", "Bye."]
    with AnyReach(fake.token(), transport=fake.transport) as client:
        conversation = client.conversations.get(chat)
    transcript = transcript_of(conversation)
    assert transcript is not None
    assert [(turn.role, turn.text) for turn in transcript.turns] == [
        ("assistant", "Hello!"),
        ("user", "When?"),
        ("assistant", "On Friday."),
        ("user", "Thanks."),
        ("assistant", "Bye."),
        ("user", "And …"),
        ("assistant", "Bye."),
    ]
    assert conversation.user_turn_count == 3


def test_every_chat_begins_anew() -> None:
    """The replies of an agent begin with the first one in each chat."""
    fake = FakeAnyReach()
    fake.agent(replies=["one", "two"])
    assert [say(fake, begin(fake), "x").json()["reply"] for _ in range(2)] == ["one", "one"]


def always(_text: str, _history: list[Any]) -> AgentReply:
    """Answer the same to everything."""
    return AgentReply("always")


@pytest.mark.parametrize("replies", ["always", AgentReply("always"), always])
def test_one_reply(replies: Any) -> None:
    """A text, an `AgentReply` and a callable can stand for all replies."""
    fake = FakeAnyReach()
    fake.agent(replies=replies)
    chat = begin(fake)
    assert [say(fake, chat, "x").json()["reply"] for _ in range(2)] == ["always", "always"]


def test_replies_are_computed() -> None:
    """A callable is given the message and the transcript before it, and cannot change that."""
    fake = FakeAnyReach()

    def parrot(text: str, history: list[Any]) -> str:
        history.append("mine")
        return f"{text} {len(history)}"

    fake.agent(replies=parrot)
    chat = begin(fake)
    assert [say(fake, chat, text).json()["reply"] for text in "ab"] == ["a 2", "b 4"]
    assert len(get(fake, chat)["conversation"]["items"]) == 5


def test_tools_and_widgets() -> None:
    """Tool calls come with their results, paired by call_id, and widgets when they are wanted."""
    fake = FakeAnyReach()
    widget = {"type": "card", "data": {"title": "Order"}}
    tools = [Tool("find", {"id": 7}, "found"), Tool("refund", output="no", is_error=True)]
    fake.agent(replies=AgentReply("Here.", tools, [widget]))
    chat = begin(fake)
    plain = say(fake, chat, "Show me.").json()
    kinds = [(item["type"], item["call_id"]) for item in plain["tool_calls"]]
    assert kinds == [
        ("function_call", "call_3"),
        ("function_call_output", "call_3"),
        ("function_call", "call_5"),
        ("function_call_output", "call_5"),
    ]
    assert "widgets" not in plain
    assert say(fake, chat, "Again.", interactivity="rich").json()["widgets"] == [widget]
    with AnyReach(fake.token(), transport=fake.transport) as client:
        transcript = transcript_of(client.conversations.get(chat))
    assert transcript is not None
    assert [(tool.name, tool.output) for tool in transcript.tool_calls[:2]] == [
        ("find", "found"),
        ("refund", "no"),
    ]


def test_no_widgets() -> None:
    """Where rich answers are wanted and there are no widgets, the list is empty."""
    fake = FakeAnyReach()
    assert say(fake, begin(fake), "x", interactivity="rich").json()["widgets"] == []


def test_chat_follows_the_clock() -> None:
    """Turns, updates and the duration of a chat have the times of the fake's clock."""
    fake = FakeAnyReach()
    chat = begin(fake)
    fake.advance(42)
    say(fake, chat, "Hello?")
    record = get(fake, chat)
    assert record["updated_at"] == fake.clock.now.isoformat()
    assert record["conversation"]["items"][-1]["created_at"] == fake.clock.now.timestamp()
    fake.advance(18)
    assert end(fake, chat).json()["duration"] == 60


def test_end() -> None:
    """A chat that ends is completed with the agent's summary, and ends again without a change."""
    fake = FakeAnyReach()
    fake.agent(summary="All said.")
    chat = begin(fake)
    first = end(fake, chat)
    assert first.status_code == 200
    assert first.json() == {
        "conversation_id": chat,
        "status": "completed",
        "duration": 0,
        "summary": "All said.",
    }
    record = get(fake, chat)
    assert (record["status"], record["summary"]) == ("completed", "All said.")
    fake.advance(60)
    assert end(fake, chat).json() == first.json()
    assert get(fake, chat) == record


def test_summary_is_withheld() -> None:
    """The answer to ending a chat has no key `summary` for a token that may not see it."""
    fake = FakeAnyReach()
    with AnyReach(fake.token("manage"), transport=fake.transport) as client:
        ended = client.conversations.end(begin(fake))
    assert ended.redacted_fields == {"summary"}


@pytest.mark.parametrize("status", ["token_created", "failed", "cancelled", "completed", "on_hold"])
def test_inactive_chats_take_no_messages(status: str) -> None:
    """A chat that is not active takes no message; only a completed one can be ended again."""
    fake = FakeAnyReach()
    fake.add(id="chat", channel="text", status=status)
    assert say(fake, "chat", "x").status_code == 409
    assert end(fake, "chat").status_code == (200 if status == "completed" else 409)
    assert get(fake, "chat")["status"] == status


@pytest.mark.parametrize("status", ["triggered", "ringing", "in_progress"])
def test_active_chats(status: str) -> None:
    """A chat takes messages and can be ended in every active status."""
    fake = FakeAnyReach()
    fake.add(id="chat", channel="text", status=status)
    assert say(fake, "chat", "x").status_code == 200
    assert end(fake, "chat").status_code == 200


@pytest.mark.parametrize("channel", ["telephone", "webrtc", "email"])
def test_text_only(channel: str) -> None:
    """Other channels take no message and cannot be ended: 409."""
    fake = FakeAnyReach()
    fake.add(id="call", channel=channel, status="in_progress")
    assert say(fake, "call", "x").status_code == end(fake, "call").status_code == 409


def test_unknown_chat() -> None:
    """A chat that does not exist is 404."""
    fake = FakeAnyReach()
    assert say(fake, "none", "x").status_code == end(fake, "none").status_code == 404


@pytest.mark.parametrize("role", ["read", "read_sensitive", "none"])
def test_chatting_needs_manage(role: Role) -> None:
    """Only `manage` sends messages and ends chats."""
    fake = FakeAnyReach()
    chat = begin(fake)
    assert say(fake, chat, "x", role=role).status_code == 403
    assert end(fake, chat, role=role).status_code == 403
    assert get(fake, chat)["user_turn_count"] == 0


@pytest.mark.parametrize(
    ("fields", "loc"),
    [
        ({"text": ""}, ["body", "text"]),
        ({"text": None}, ["body", "text"]),
        ({"interactivity": "loud"}, ["body", "interactivity"]),
    ],
)
def test_bad_messages(fields: dict[str, Any], loc: list[str]) -> None:
    """An empty text, and values that the contract has not, are 422, and nothing is said."""
    fake = FakeAnyReach()
    chat = begin(fake)
    answer = say(fake, chat, **{"text": "x"} | fields)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == loc
    assert get(fake, chat)["user_turn_count"] == 0


@pytest.mark.parametrize(
    "transcript", [None, [], {}, {"items": None}, {"items": ["odd"], "more": 1}]
)
def test_odd_transcripts_grow(transcript: Any) -> None:
    """A chat goes on from whatever transcript it was put with, and what is around it is kept."""
    fake = FakeAnyReach()
    odd: dict[str, Any] = {
        "conversation": transcript,
        "user_turn_count": None,
        "created_at": None,
        "agent_id": [],
    }
    fake.put(fake.add(id="chat", channel="text", status="in_progress") | odd)
    assert say(fake, "chat", "x").status_code == 200
    record = get(fake, "chat")
    kept: Mapping[str, Any] = transcript if is_mapping(transcript) else {}
    before: list[Any] = kept.get("items") or []
    assert record["conversation"]["items"][:-2] == before
    assert record["conversation"].keys() == kept.keys() | {"items"}
    assert record["user_turn_count"] == 1
    assert end(fake, "chat").json()["duration"] == 0


def test_many_messages_at_once() -> None:
    """Messages from many threads to one chat each get their reply, and the transcript is whole."""
    fake = FakeAnyReach()
    fake.agent(replies=lambda text, history: f"{text} after {len(history)}")
    chat = begin(fake)
    with (
        fake.serve() as url,
        AnyReach(fake.token(ALL), base_url=url) as client,
        ThreadPoolExecutor(8) as pool,
    ):

        def send(number: int) -> models.SendConversationMessageResponse:
            return client.conversations.send_message(chat, text=str(number))

        told = list(pool.map(send, range(80)))
        record = client.conversations.get(chat)
    assert record.user_turn_count == 80
    transcript = transcript_of(record)
    assert transcript is not None
    items = transcript.turns[1:]
    pairs = [(items[at].text, items[at + 1].text) for at in range(0, 160, 2)]
    assert sorted(answer for _, answer in pairs) == sorted(str(one.reply) for one in told)
    assert [answer for _, answer in pairs] == [
        f"{text} after {2 * at + 1}" for at, (text, _) in enumerate(pairs)
    ]


def test_agents_wait_for_nobody() -> None:
    """An agent that thinks keeps no other chat waiting, and may use the fake itself."""
    fake = FakeAnyReach()
    other = begin(fake)
    fake.agent("slow", replies=lambda text, _history: say(fake, other, text).json()["reply"])
    assert say(fake, begin(fake, agent_id="slow"), "x").json()["reply"] == "I will see to it."


# Scopes


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("read", {"read"}),
        (("manage", "read_sensitive"), {"manage", "read", "read_sensitive"}),
        ("none", set[str]()),
    ],
)
def test_scopes(role: Any, actions: set[str]) -> None:
    """Every token is told its own scopes of those in the contract, one that has none too."""
    scopes = {scope for name in OPERATIONS for scope in load(name).info.scopes}
    fake = FakeAnyReach()
    with AnyReach(fake.token(role), transport=fake.transport) as client:
        assert client.members.get_my_scopes() == sorted(
            scope for scope in scopes if scope.partition(":")[2] in actions
        )


def test_one_operation_fails() -> None:
    """An operation can be told to fail, for a time or for ever, while others are answered."""
    fake = FakeAnyReach.demo()
    fake.fail_next(500, operation="getMyScopes", times=None)
    fake.fail_next(429, operation="listConversations", times=2)
    fake.fail_next(418, times=0)
    paths = ["/admin/members/me/scopes", CONVERSATIONS, CONVERSATIONS + "/conv_1", "/nothing"]
    seen = [[ask(fake, "GET", path).status_code for path in paths] for _ in range(3)]
    assert seen == [[500, 429, 200, 404], [500, 429, 200, 404], [500, 200, 200, 404]]


def test_unknown_operation() -> None:
    """An operation that the contract has not is refused, naming those that are near."""
    with pytest.raises(ValueError, match="no operation 'get_my_scopes': use getMyScopes"):
        FakeAnyReach().fail_next(500, operation="get_my_scopes")
    with pytest.raises(ValueError, match=f"use {', '.join(sorted(OPERATIONS))}"):
        FakeAnyReach().answer("?", {})


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        (CONVERSATIONS, "DELETE", "GET, POST"),
        (CONVERSATIONS + "/conv_1/messages", "GET", "POST"),
        ("/admin/members/me/scopes", "POST", "GET"),
    ],
)
def test_wrong_methods(path: str, method: str, allowed: str) -> None:
    """A path that has other methods says which."""
    answer = ask(FakeAnyReach(), method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_versions_have_scripts() -> None:
    """The script of a version goes before that of the agent, from the greeting to the summary."""
    fake = FakeAnyReach()
    fake.agent("agent_1", greeting="Old.", replies="old", summary="Old.")
    fake.agent("version_2", greeting="New.", replies="new", summary="New.")
    body = {"channel": "text", "user_id": "u", "agent_version_id": "version_2"}
    begun = ask(fake, "POST", CONVERSATIONS, json=body).json()
    chat = begun["conversation"]["id"]
    told = (begun["starting_message"], say(fake, chat, "x").json()["reply"])
    assert (*told, end(fake, chat).json()["summary"]) == ("New.", "new", "New.")
