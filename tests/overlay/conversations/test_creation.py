"""Creating conversations: what is sent, what is refused before, and what comes back."""

from __future__ import annotations

import pickle
import socket
from types import MappingProxyType
from typing import Any

import pytest

import anyreach
from anyreach import (
    APIConnectionError,
    APIResponseValidationError,
    ConfigurationError,
    CreatedConversation,
    UnprocessableEntityError,
)
from anyreach.models import Channel, Conversation, CreateConversationResponse
from anyreach.testing import no_waiting
from tests.overlay.servers import Answer, response, serve
from tests.overlay.talk import URL, Api, Talk, both, talk_sync

MADE = {"conversation": {"id": "conv_1", "status": "in_progress"}, "starting_message": "Hello."}
NUMBER = "+15550100"


def create(talk: Talk, how: str, api: Api, **given: Any) -> Any:
    """Create a conversation."""
    return talk(
        URL, lambda client: getattr(client.conversations, how)(**given), transport=api.transport
    )


SENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "call",
        {"to": NUMBER, "agent_id": "a", "version": 3},
        {"channel": "telephone", "user_id": NUMBER, "agent_id": "a", "version": 3},
    ),
    (
        "call",
        {"to": NUMBER, "agent_number": "+15550199"},
        {"channel": "telephone", "user_id": NUMBER, "agent_number": "+15550199"},
    ),
    (
        "call",
        {"to": NUMBER, "agent_version_id": "v", "agent_number": "+15550199"},
        {
            "channel": "telephone",
            "user_id": NUMBER,
            "agent_version_id": "v",
            "agent_number": "+15550199",
        },
    ),
    (
        "text",
        {
            "user_id": "u",
            "agent_config": MappingProxyType({"prompt": ("a", None, True, 1.5)}),
            "custom_metadata": {},
            "initial_context": "",
        },
        {
            "channel": "text",
            "user_id": "u",
            "agent_config": {"prompt": ["a", None, True, 1.5]},
            "custom_metadata": {},
            "initial_context": "",
        },
    ),
    (
        "email",
        {"user_id": "u", "to_address": "ada@x.example", "subject": "s", "agent_version_id": "v"},
        {
            "channel": "email",
            "user_id": "u",
            "to_address": "ada@x.example",
            "subject": "s",
            "agent_version_id": "v",
        },
    ),
    (
        "web",
        {"user_id": "u", "agent_id": "a", "version": "latest"},
        {"channel": "webrtc", "user_id": "u", "agent_id": "a", "version": "latest"},
    ),
]


@both
@pytest.mark.parametrize(("how", "given", "sent"), SENT)
def test_what_is_sent(talk: Talk, how: str, given: dict[str, Any], sent: dict[str, Any]) -> None:
    """Each channel's method sends what it is given, and nothing else."""
    api = Api(MADE)
    created = create(talk, how, api, **given)
    assert api.asked == [("POST", "/core/conversations")]
    assert api.bodies == [sent]
    assert created.conversation.id == "conv_1"


AGENTLESS: dict[str, Any] = {"user_id": "canary"}
BASE: dict[str, Any] = {"user_id": "canary", "agent_id": "canary"}
CALL: dict[str, Any] = {"to": NUMBER, "agent_id": "canary"}
CIRCLE: dict[str, Any] = {}
CIRCLE["circle"] = CIRCLE

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("text", AGENTLESS, "no agent: pass one of agent_id=, agent_version_id= and agent_config="),
    ("text", AGENTLESS | {"user_id": None}, "user_id= must be a string, not None"),
    ("text", BASE | {"user_id": ""}, "user_id= must not be empty"),
    ("text", BASE | {"user_id": "canary\ud800"}, "user_id= contains a lone surrogate"),
    ("text", BASE | {"agent_version_id": "canary"}, "agent_id= and agent_version_id= each name"),
    ("web", BASE | {"agent_config": {}}, "agent_id= and agent_config= each name an agent"),
    ("text", BASE | {"agent_id": ""}, "agent_id= must not be empty"),
    ("text", BASE | {"agent_id": 7}, "agent_id= must be a string, not a value of type int"),
    ("text", AGENTLESS | {"agent_version_id": "v", "version": 1}, "version= needs agent_id="),
    ("text", BASE | {"version": float("nan")}, "the request body can't be sent as JSON"),
    ("text", BASE | {"initial_context": 7}, "initial_context= must be a string"),
    ("email", BASE | {"to_address": None}, "to_address= must be a string, not None"),
    ("email", BASE | {"to_address": ""}, "to_address= must not be empty"),
    ("call", {"to": NUMBER}, "no agent: pass one of agent_id=, agent_version_id= and agent_number"),
    ("call", CALL | {"agent_version_id": "v"}, "agent_id= and agent_version_id= each name"),
    *(
        ("call", CALL | {"to": number}, "to= must be a phone number in E.164 form")
        for number in (
            "15550100",
            "+1 555 0100",
            "+0555",
            "+1",
            "+1234567890123456",
            "+1555\n",
            "+1\u0665\u0665",
        )
    ),
    *(
        ("text", BASE | {"custom_metadata": {"canary": value}}, what)
        for value, what in (
            (float("nan"), "the request body can't be sent as JSON"),
            ([float("inf")], "the request body can't be sent as JSON"),
            ("\ud800", "the request body can't be sent as JSON"),
            ({"\ud800": 1}, "the request body can't be sent as JSON"),
            ({7: "canary"}, "an object's key must be a string, not int"),
            ({"canary"}, "the request body can't be sent as JSON"),
            (10**5_000, "the request body can't be sent as JSON"),
            (CIRCLE, "an argument has too many levels"),
        )
    ),
    ("text", AGENTLESS | {"agent_config": {"canary": b""}}, "the request body can't be sent as"),
    ("text", BASE | {"timeout": 0}, "timeout= must be a finite number of seconds above 0"),
]


@both
@pytest.mark.parametrize(("how", "given", "problem"), REFUSED)
def test_what_is_refused(talk: Talk, how: str, given: dict[str, Any], problem: str) -> None:
    """What the documentation calls a 422, or JSON cannot hold, is refused before the wire."""
    api = Api(MADE)
    with pytest.raises(ConfigurationError) as caught:
        create(talk, how, api, **given)
    assert str(caught.value).startswith(problem)
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert api.asked == []


@both
def test_a_call_is_queued_and_a_text_is_not(talk: Talk) -> None:
    """202 and 200 are one type: `queued` tells them apart, and the greeting is there or None."""
    queued = create(talk, "call", Api((202, {"conversation": {"id": "conv_1"}})), **CALL)
    begun = create(talk, "text", Api(MADE), **BASE)
    assert type(queued) is type(begun) is CreatedConversation
    assert (queued.queued, queued.starting_message) == (True, None)
    assert (begun.queued, begun.starting_message) == (False, "Hello.")
    assert type(begun.conversation) is Conversation
    assert begun.raw.to_dict() == MADE


@both
def test_unknown_keys_are_kept_and_not_shown(talk: Talk) -> None:
    """What a browser joins with is reachable under the API's own names, and is in no `repr`."""
    made = create(talk, "web", Api(MADE | {"join_token": "canary"}), **BASE)
    assert made.raw.additional_properties == {"join_token": "canary"}
    assert "canary" not in repr(made)
    assert "Hello" not in repr(made)
    twin = pickle.loads(pickle.dumps(made))
    assert (twin.conversation, twin.raw, twin.queued) == (made.conversation, made.raw, False)


@both
def test_redaction_of_what_was_created(talk: Talk) -> None:
    """The conversation knows what is withheld from the token."""
    made = create(talk, "text", Api(MADE), **BASE)
    assert made.conversation.is_redacted("summary")
    with pytest.raises(anyreach.RedactedError):
        _ = made.conversation.summary


@both
def test_the_contracts_own_create_takes_any_channel(talk: Talk) -> None:
    """`create` is the contract's: it sends what it is given, and returns the whole answer."""
    api = Api((202, MADE))
    given: dict[str, Any] = {"channel": "smoke_signals", "user_id": "u", "from_address": "hill"}
    made = create(talk, "create", api, **given)
    assert api.bodies == [given]
    assert type(made) is CreateConversationResponse
    assert made.conversation == Conversation.from_dict({"id": "conv_1", "status": "in_progress"})
    create(talk, "create", api, channel=Channel.TEXT, user_id="u", extra_body={"new": 1})
    assert api.bodies[1] == {"channel": "text", "user_id": "u", "new": 1}


@both
@pytest.mark.parametrize(
    "answer",
    [{}, {"conversation": None}, {"conversation": {}}, {"detail": "canary"}, [], "", (201, MADE)],
    ids=repr,
)
def test_an_answer_without_a_conversation_is_refused(talk: Talk, answer: Any) -> None:
    """A 2xx without a conversation that has an id, or another 2xx, is no created conversation."""
    with pytest.raises(APIResponseValidationError, match="Conversation: the response") as error:
        create(talk, "text", Api(answer), **BASE)
    assert "canary" not in str(error.value)
    assert error.value.maybe_sent


def cut(peer: socket.socket) -> None:
    """Begin an answer, and go away."""
    peer.sendall(response(202, MADE)[:-9])


FAULTS: dict[str, Answer] = {
    "closed": lambda peer: peer.close(),
    "cut": cut,
    "503": response(503),
    "429": response(429, b"", "Retry-After: 0"),
    "another shape": response(200, []),
}


@both
@pytest.mark.parametrize("fault", FAULTS)
def test_a_phone_never_rings_twice(talk: Talk, fault: str) -> None:
    """A creation whose answer failed is sent once, however many retries there are."""
    with no_waiting(), serve(FAULTS[fault], response(202, MADE)) as server:
        with pytest.raises(anyreach.APIError) as caught:
            talk(server.url, lambda client: client.conversations.call(**CALL), max_retries=5)
        assert len(server.requests) == 1
    assert caught.value.maybe_sent
    assert caught.value.attempts == 1


@both
def test_a_connection_that_was_never_made_is_tried_again(talk: Talk) -> None:
    """What cannot have reached the API is repeated, and the error says that it did not."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with no_waiting(), pytest.raises(APIConnectionError) as caught:
        talk(
            f"http://127.0.0.1:{port}",
            lambda client: client.conversations.call(**CALL),
            max_retries=2,
        )
    assert not caught.value.maybe_sent
    assert caught.value.attempts == 3


@both
def test_a_422_keeps_its_detail(talk: Talk) -> None:
    """What the API refuses is the typed error, whose detail says more and is not printed."""
    api = Api((422, {"detail": [{"loc": ["body", "user_id"], "msg": "canary"}]}))
    with pytest.raises(UnprocessableEntityError) as caught:
        create(talk, "text", api, **BASE)
    assert caught.value.detail == [{"loc": ["body", "user_id"], "msg": "canary"}]
    assert "canary" not in str(caught.value)


def test_what_is_given_may_change_afterwards() -> None:
    """What is sent is what was given when the method was called."""
    metadata: dict[str, Any] = {"list": [1]}
    api = Api(MADE)

    def do(client: Any) -> Any:
        chat = client.conversations.chat(user_id="u", agent_id="a", custom_metadata=metadata)
        metadata["list"].append(2)
        with chat:
            return chat.conversation.id

    api.answers = [MADE, {"conversation_id": "conv_1", "status": "completed"}]
    assert talk_sync(URL, do, transport=api.transport) == "conv_1"
    assert api.bodies[0]["custom_metadata"] == {"list": [1]}
