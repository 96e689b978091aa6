"""Replies and the end of a conversation: what is sent, and whose answer it is."""

from __future__ import annotations

import socket
from typing import Any

import pytest

import anyreach
from anyreach import (
    APIResponseValidationError,
    ConflictError,
    RedactedError,
    Reply,
    ToolCall,
)
from anyreach.models import EndConversationResponse, Interactivity
from anyreach.testing import no_waiting
from tests.overlay.servers import Answer, response, serve
from tests.overlay.talk import URL, Api, Talk, both

REPLY: dict[str, Any] = {
    "conversation_id": "conv_1",
    "reply": "Of course.",
    "tool_calls": [],
    "widgets": [],
}
ENDED = {"conversation_id": "conv_1", "status": "completed", "duration": 7, "summary": None}
CALL = {"type": "function_call", "call_id": "c1", "name": "find", "arguments": '{"n": 1}'}
RESULT = {"type": "function_call_output", "call_id": "c1", "output": "found", "is_error": False}


def closed(peer: socket.socket) -> None:
    """Go away."""
    peer.close()


def send(talk: Talk, api: Api, text: Any, **given: Any) -> Any:
    """Send a message."""
    return talk(
        URL,
        lambda client: client.conversations.send_message("conv_1", text=text, **given),
        transport=api.transport,
    )


def reply_to(talk: Talk, api: Api) -> Reply:
    """Send a message, and read what the agent answers."""
    return Reply(send(talk, api, "Hello?"))


def end(talk: Talk, api: Api) -> Any:
    """End the conversation."""
    return talk(URL, lambda client: client.conversations.end("conv_1"), transport=api.transport)


@both
def test_a_message_and_its_reply(talk: Talk) -> None:
    """The text and its interactivity are sent, and the reply is read into tool calls."""
    widget = {"type": "buttons", "data": {"options": ["yes"]}}
    api = Api(REPLY | {"tool_calls": [CALL, RESULT], "widgets": [widget], "mood": "good"})
    reply = Reply(send(talk, api, "Hello?", interactivity=Interactivity.RICH))
    assert api.asked == [("POST", "/core/conversations/conv_1/messages")]
    assert api.bodies == [{"text": "Hello?", "interactivity": "rich"}]
    assert reply.text == "Of course."
    (tool,) = reply.tool_calls
    assert (tool.name, tool.arguments, tool.output) == ("find", {"n": 1}, "found")
    assert (tool.raw, tool.raw_result) == (CALL, RESULT)
    assert reply.widgets[0].type_ == "buttons"
    assert reply.widgets[0].to_dict() == widget
    assert reply.raw.conversation_id == "conv_1"
    assert reply.raw.additional_properties == {"mood": "good"}
    assert repr(reply) == "<Reply: 1 tool calls, 1 widgets>"


@both
def test_unknown_interactivity_is_sent(talk: Talk) -> None:
    """A value of tomorrow is sent as it is; without one, the API's default counts."""
    api = Api(REPLY)
    send(talk, api, "Hello?")
    send(talk, api, "Hello?", interactivity="holographic")
    assert api.bodies == [{"text": "Hello?"}, {"text": "Hello?", "interactivity": "holographic"}]


@both
def test_a_reply_of_nothing(talk: Talk) -> None:
    """Where the agent says, uses and shows nothing, the reply is empty, not absent."""
    reply = reply_to(talk, Api({"conversation_id": "conv_1", "tool_calls": None}))
    assert (reply.text, reply.tool_calls, reply.widgets) == ("", [], [])


def told(calls: list[ToolCall]) -> list[tuple[Any, ...]]:
    """What tool calls say."""
    return [(call.name, call.arguments, call.output, call.is_error) for call in calls]


TOOLS: list[tuple[list[Any], list[Any]]] = [
    (
        [{"call_id": "c1", "name": "a", "arguments": "{}"}, {"call_id": "c1", "output": 1}],
        [("a", {}, 1, False)],
    ),
    ([{"call_id": "c1", "name": "a", "output": 1}], [("a", None, 1, False)]),
    (
        [{"name": "a", "arguments": {"x": 1}, "output": 2, "is_error": True}],
        [("a", {"x": 1}, 2, True)],
    ),
    ([{"type": "teleport", "name": "a"}], [("a", None, None, None)]),
    ([{}], [(None, None, None, None)]),
    ([RESULT, CALL], [(None, None, "found", False), ("find", {"n": 1}, None, None)]),
]


@both
@pytest.mark.parametrize(("items", "read"), TOOLS)
def test_tool_calls_are_read_tolerantly(talk: Talk, items: list[Any], read: list[Any]) -> None:
    """Calls and results are paired by `call_id`, typed or not; nothing that arrives is lost."""
    reply = reply_to(talk, Api(REPLY | {"tool_calls": items}))
    assert told(reply.tool_calls) == read
    kept = [raw for call in reply.tool_calls for raw in (call.raw, call.raw_result)]
    assert all(item in kept for item in items)


@both
@pytest.mark.parametrize("how", ["send_message", "end"])
@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"conversation_id": "conv_canary", "reply": "canary"}, "a different record than the one"),
        ({"reply": "canary"}, "a different record than the one"),
        ({}, "a different record than the one"),
        ({"conversation_id": None}, "a different record than the one"),
        ([], "expected an object"),
    ],
    ids=repr,
)
def test_the_answer_is_of_the_conversation_that_was_asked(
    talk: Talk, how: str, answer: Any, problem: str
) -> None:
    """An answer of another conversation, or of none, is refused, and nothing of it is told."""
    given = {"text": "Hello?"} if how == "send_message" else {}
    with pytest.raises(APIResponseValidationError, match=problem) as caught:
        talk(
            URL,
            lambda client: getattr(client.conversations, how)("conv_1", **given),
            transport=Api(answer).transport,
        )
    assert "canary" not in str(caught.value)


@both
def test_the_end_and_its_summary(talk: Talk) -> None:
    """What is left of a conversation tells withheld from null from a value, like any model."""
    api = Api(ENDED | {"summary": "canary"}, ENDED, {"conversation_id": "conv_1"})
    full, empty, withheld = (end(talk, api) for _ in range(3))
    assert api.asked == [("POST", "/core/conversations/conv_1/end")] * 3
    assert api.bodies == [None] * 3
    assert type(full) is EndConversationResponse
    assert (full.status, full.duration, full.reveal("summary")) == ("completed", 7, "canary")
    assert "canary" not in repr(full)
    assert empty.reveal("summary") is None
    assert withheld.redacted_fields == full.redacted().redacted_fields == {"summary"}
    assert withheld.is_redacted("summary")
    with pytest.raises(RedactedError, match="summary of EndConversationResponse conv_1") as caught:
        withheld.reveal("summary")
    assert caught.value.scope == "conversations:read_sensitive"
    assert caught.value.record_id == "conv_1"


@both
@pytest.mark.parametrize("how", ["send_message", "end"])
def test_a_conflict_keeps_its_detail(talk: Talk, how: str) -> None:
    """A conversation that is not a text one, or not active, is the typed error."""
    given = {"text": "Hello?"} if how == "send_message" else {}
    api = Api((409, {"detail": "Only text."}))
    with pytest.raises(ConflictError) as caught:
        talk(
            URL,
            lambda client: getattr(client.conversations, how)("conv_1", **given),
            transport=api.transport,
        )
    assert caught.value.detail == "Only text."


@both
@pytest.mark.parametrize("fault", [response(503), closed], ids=["503", "closed"])
def test_a_message_is_sent_once_and_the_end_again(talk: Talk, fault: Answer) -> None:
    """A message may have been heard, so it is not repeated; ending twice is ending."""
    with no_waiting(), serve(fault, response(200, REPLY)) as server:
        with pytest.raises(anyreach.APIError) as caught:
            talk(
                server.url,
                lambda client: client.conversations.send_message("conv_1", text="Hello?"),
                max_retries=3,
            )
        assert caught.value.maybe_sent
        assert len(server.requests) == 1
    with no_waiting(), serve(fault, response(200, ENDED)) as server:
        ended = talk(server.url, lambda client: client.conversations.end("conv_1"), max_retries=3)
        assert ended.status == "completed"
        assert len(server.requests) == 2
