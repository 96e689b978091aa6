"""After a lost answer: a conversation is found by its trace, or is not, or nobody can know."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from anyreach import (
    APIConnectionError,
    APIError,
    ConfigurationError,
    ConflictError,
    FoundCreation,
    InternalServerError,
    NotFoundError,
    Policy,
)
from anyreach.testing import FakeAnyReach, ReceivedCall, no_waiting
from tests.overlay.talk import URL, Api, Do, Talk, both

TRACE = "anyreach_trace"
WAYS: dict[str, Do] = {
    "create": lambda it: it.create(channel="text", user_id="u", agent_id="a"),
    "call": lambda it: it.call(to="+15550100", agent_id="a", custom_metadata={"mine": 1}),
    "text": lambda it: it.text(user_id="u", agent_id="a"),
    "email": lambda it: it.email(user_id="u", to_address="a@b.c", agent_id="a"),
    "web": lambda it: it.web(user_id="u", agent_id="a"),
}


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


def lose(talk: Talk, do: Do, api: Api | None = None, **options: Any) -> APIError:
    """Return the error of a creation whose answer got lost."""
    api = api or Api((500, {}))
    with pytest.raises(APIError) as caught:
        talk(URL, lambda client: do(client.conversations), transport=api.transport, **options)
    return caught.value


def find(talk: Talk, api: Api, error: APIError, **options: Any) -> FoundCreation:
    """Look for what an error is about."""
    found = talk(
        URL,
        lambda client: client.conversations.find_created(error, **options),
        transport=api.transport,
    )
    assert isinstance(found, FoundCreation)
    return found


@both
@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_traced(talk: Talk, way: str) -> None:
    """Every way of creating sends a new key beside the app's own, and its error has it."""
    api = Api((500, {}))
    first = lose(talk, WAYS[way], api, trace=True)
    second = lose(talk, WAYS[way], api, trace=True)
    sent = [body["custom_metadata"] for body in api.bodies]
    assert [one[TRACE] for one in sent] == [first.trace, second.trace]
    assert first.trace != second.trace
    assert ("mine" in sent[0]) is (way == "call")
    assert pickle.loads(pickle.dumps(first)).trace == first.trace


@both
def test_a_chat_is_traced(talk: Talk) -> None:
    """The conversation of a chat has a key as well."""

    def chat(client: Any) -> Any:
        entered = client.conversations.chat(user_id="u", agent_id="a")
        return entered.__aenter__() if hasattr(entered, "__aenter__") else entered.__enter__()

    api = Api((500, {}))
    with pytest.raises(InternalServerError) as caught:
        talk(URL, chat, transport=api.transport, trace=True)
    assert api.bodies[0]["custom_metadata"] == {TRACE: caught.value.trace}


@both
def test_only_who_asks_is_traced(talk: Talk) -> None:
    """Without `trace=True` nothing is added; `with_options` asks for it, or takes it back."""
    api = Api((500, {}))
    text = WAYS["text"]
    assert lose(talk, text, api).trace is None
    assert lose(talk, lambda it: it.get("conv_1"), api, trace=True).trace is None
    assert [body for body in api.bodies if body and "custom_metadata" in body] == []

    def other(client: Any) -> Any:
        return text(client.with_options(trace=True).with_options(timeout=9).conversations)

    with pytest.raises(InternalServerError) as caught:
        talk(URL, other, transport=api.transport)
    assert caught.value.trace is not None

    def back(client: Any) -> Any:
        return text(client.with_options(trace=False).conversations)

    with pytest.raises(InternalServerError) as caught:
        talk(URL, back, transport=api.transport, trace=True)
    assert caught.value.trace is None
    with pytest.raises(ConfigurationError, match="the client needs trace=True"):
        find(talk, api, caught.value)


@both
def test_extra_properties_keep_the_key(talk: Talk) -> None:
    """Metadata in `extra_body` is sent with the key; what is no object is refused."""
    api = Api((500, {}))

    def extra(metadata: object) -> Do:
        body = {"custom_metadata": metadata, "mood": 1}
        return lambda it: it.create(channel="text", user_id="u", extra_body=body)

    error = lose(talk, extra({"mine": 2}), api, trace=True)
    assert api.bodies[0]["custom_metadata"] == {"mine": 2, TRACE: error.trace}
    assert api.bodies[0]["mood"] == 1
    with pytest.raises(ConfigurationError, match="custom_metadata= must be an object"):
        talk(
            URL,
            lambda client: extra([1])(client.conversations),
            transport=api.transport,
            trace=True,
        )


@both
def test_what_was_created_is_found(talk: Talk) -> None:
    """The list is asked by the key, again while it lags, and the conversation is returned."""
    error = lose(talk, WAYS["text"], trace=True)
    made = {"id": "conv_9", "custom_metadata": {TRACE: error.trace}}
    api = Api([], (503, {}), [made])
    found = find(talk, api, error)
    assert found.outcome == "created"
    assert found.conversation is not None
    assert found.conversation.id == "conv_9"
    query = parse_qs(urlsplit(api.asked[0][1]).query)
    assert json.loads(query["custom_metadata"][0]) == {TRACE: error.trace}


@both
def test_what_does_not_come_is_absent(talk: Talk) -> None:
    """When the list has no such conversation until the end of the time, it is absent."""
    error = lose(talk, WAYS["text"], trace=True)
    api = Api([])
    assert find(talk, api, error, timeout=5) == ("absent", None)
    assert len(api.asked) > 1


@both
def test_what_was_never_sent_is_absent_at_once(talk: Talk) -> None:
    """Nothing is asked when no request can have reached the API, or the API refused it."""
    with pytest.raises(APIConnectionError) as caught:
        talk("http://127.0.0.1:9", lambda it: WAYS["text"](it.conversations), trace=True)
    api = Api([])
    assert find(talk, api, caught.value) == ("absent", None)
    refused = lose(talk, WAYS["text"], Api((422, {})), trace=True)
    assert find(talk, api, refused) == ("absent", None)
    assert api.asked == []


@both
def test_a_refusal_after_a_lost_answer_says_nothing(talk: Talk) -> None:
    """Where an app's policy repeats creations, the attempt before a refusal can have created it."""

    def create(client: Any) -> Any:
        repeating = client.with_options(policy=Policy(repeatable=True), max_retries=1)
        return WAYS["text"](repeating.conversations)

    api = Api((500, {}), (409, {}))
    with pytest.raises(ConflictError) as caught:
        talk(URL, create, transport=api.transport, trace=True)
    made = {"id": "conv_9", "custom_metadata": {TRACE: caught.value.trace}}
    assert find(talk, Api([made]), caught.value).outcome == "created"


@both
@pytest.mark.parametrize(
    "answer",
    [
        (403, {}),
        [{"id": "conv_9"}],
        [{"id": "conv_9", "custom_metadata": None}],
        [{"id": "conv_9", "custom_metadata": {TRACE: "another"}}],
    ],
)
def test_what_cannot_be_seen_is_unknown(talk: Talk, answer: Any) -> None:
    """A token that may not filter or see metadata, or an API that does not filter: unknown."""
    error = lose(talk, WAYS["text"], trace=True)
    assert find(talk, Api(answer), error) == ("unknown", None)


@both
def test_a_list_that_cannot_be_had_raises(talk: Talk) -> None:
    """An error of the list is no outcome."""
    error = lose(talk, WAYS["text"], trace=True)
    with pytest.raises(NotFoundError):
        find(talk, Api((404, {})), error)
    with pytest.raises(InternalServerError):
        find(talk, Api((500, {})), error, timeout=3)


@both
@pytest.mark.parametrize(("role", "outcome"), [("read_sensitive", "created"), ("read", "unknown")])
def test_over_the_fake(talk: Talk, role: str, outcome: str) -> None:
    """The fake creates a conversation and loses its answer: who may see metadata finds it."""
    fake = FakeAnyReach()

    def create(call: ReceivedCall) -> Any:
        body: Mapping[str, Any] = copy.deepcopy(call.body)
        fake.add(custom_metadata=body["custom_metadata"])
        return 500, {}

    fake.answer("createConversation", create)
    options = {"transport": fake.transport, "trace": True}
    with pytest.raises(InternalServerError) as caught:
        talk(
            URL,
            lambda it: WAYS["call"](it.conversations),
            token=fake.token("manage"),
            **options,
        )
    found = talk(
        URL,
        lambda it: it.conversations.find_created(caught.value),
        token=fake.token(role),
        **options,
    )
    assert found.outcome == outcome
