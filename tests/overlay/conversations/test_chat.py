"""A chat: it begins and ends with its block, whatever happens inside."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    AsyncAnyReach,
    AsyncChat,
    Attempt,
    Chat,
    ConfigurationError,
    InternalServerError,
    UnprocessableEntityError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.testing import AgentReply, FakeAnyReach, Tool, no_waiting
from tests.overlay.clients import KEY, settings
from tests.overlay.talk import URL, Api

MADE = {"conversation": {"id": "conv_1"}, "starting_message": "Hello."}
REPLY = {"conversation_id": "conv_1", "reply": "Of course."}
ENDED = {"conversation_id": "conv_1", "status": "completed"}
CREATE = ("POST", "/core/conversations")
MESSAGE = ("POST", "/core/conversations/conv_1/messages")
END = ("POST", "/core/conversations/conv_1/end")

Body = Callable[[Any], Any]


class Way(Protocol):
    """One of the two ways below."""

    def __call__(self, api: Api, body: Body, **options: Any) -> Any:
        """Chat, and return what the body does."""
        ...


def chat_sync(api: Api, body: Body, **options: Any) -> Any:
    """Chat; what the body yields is what it did."""
    with AnyReach(**settings(URL, {"transport": api.transport} | options)) as client:
        chat = client.conversations.chat(user_id="u", agent_id="a")
        assert type(chat) is Chat
        assert repr(chat) == "<Chat>"
        with chat as entered:
            assert entered is chat
            return body(chat)


def chat_async(api: Api, body: Body, **options: Any) -> Any:
    """Chat; what the body returns is awaited."""

    async def main() -> Any:
        async with AsyncAnyReach(**settings(URL, {"transport": api.transport} | options)) as client:
            chat = client.conversations.chat(user_id="u", agent_id="a")
            assert type(chat) is AsyncChat
            async with chat as entered:
                assert entered is chat
                done = body(chat)
                return await done if asyncio.iscoroutine(done) else done

    return asyncio.run(main())


both = pytest.mark.parametrize("way", [chat_sync, chat_async])


@both
def test_it_begins_and_ends_with_its_block(way: Way) -> None:
    """The block has a text conversation, its greeting and its replies; leaving it ends it."""
    api = Api(MADE, REPLY, ENDED)

    def body(chat: Any) -> Any:
        assert chat.greeting == "Hello."
        assert chat.conversation.id == "conv_1"
        assert repr(chat) in {"<Chat conv_1>", "<AsyncChat conv_1>"}
        return chat.send("Hello?", interactivity="rich")

    assert way(api, body).text == "Of course."
    assert api.asked == [CREATE, MESSAGE, END]
    assert api.bodies[0] == {"channel": "text", "user_id": "u", "agent_id": "a"}
    assert api.bodies[1] == {"text": "Hello?", "interactivity": "rich"}


@both
def test_it_can_end_before_its_block(way: Way) -> None:
    """A chat that its body ended is not ended again."""
    api = Api(MADE, ENDED)
    assert way(api, lambda chat: chat.end(timeout=5)).status == "completed"
    assert api.asked == [CREATE, END]


def broken(_chat: Any) -> Any:
    """Raise an app's own error."""
    raise LookupError("mine")


@both
def test_it_ends_when_its_body_raises(way: Way) -> None:
    """The conversation is ended, and the body's own exception is raised as it was."""
    api = Api(MADE, ENDED)
    with pytest.raises(LookupError, match="mine") as caught:
        way(api, broken)
    assert api.asked == [CREATE, END]
    assert not hasattr(caught.value, "__notes__")


@both
def test_a_failing_end_does_not_hide_the_bodys_exception(way: Way) -> None:
    """The body's exception is raised, with a note that the conversation could not be ended."""
    api = Api(MADE, (500, {"detail": "canary"}))
    with pytest.raises(LookupError, match="mine") as caught:
        way(api, broken)
    assert caught.value.__notes__ == [
        "the chat could not be ended: endConversation: 500: the API failed"
    ]
    assert "canary" not in "".join(traceback.format_exception(caught.value))


@both
def test_another_error_at_the_end_is_noted_by_its_name(way: Way) -> None:
    """What a hook of the app raises at the end is noted, too, without its text."""

    def hook(attempt: Attempt) -> None:
        if attempt.operation == "endConversation":
            raise RuntimeError("canary")

    with pytest.raises(LookupError, match="mine") as caught:
        way(Api(MADE, ENDED), broken, on_attempt=hook)
    assert caught.value.__notes__ == ["the chat could not be ended: RuntimeError"]


@both
def test_a_failing_end_is_raised_otherwise(way: Way) -> None:
    """When the block went well, the caller hears that the conversation could not be ended."""
    with pytest.raises(InternalServerError, match="endConversation: 500"):
        way(Api(MADE, (500, {})), lambda chat: chat.greeting)


@both
def test_a_conversation_that_is_over_is_no_error(way: Way) -> None:
    """Where there is nothing left to end, leaving is fine."""
    api = Api(MADE, (409, {"detail": "over"}))
    assert way(api, lambda chat: chat.greeting) == "Hello."
    assert api.asked == [CREATE, END]


@both
def test_what_was_not_created_is_not_ended(way: Way) -> None:
    """When creating fails, its error is raised, and nothing else is sent."""
    api = Api((422, {}))
    with pytest.raises(UnprocessableEntityError):
        way(api, broken)
    assert api.asked == [CREATE]


@both
def test_a_bad_message_is_refused_inside(way: Way) -> None:
    """A message that cannot be sent is refused; the chat goes on to its end."""
    api = Api(MADE, ENDED)
    with pytest.raises(ConfigurationError, match="text= must not be empty"):
        way(api, lambda chat: chat.send(""))
    assert api.asked == [CREATE, END]


def test_it_is_used_inside() -> None:
    """A chat outside its block says how it is used, and nothing is sent."""
    api = Api(MADE, ENDED)
    with AnyReach(KEY, transport=api.transport) as client:
        chat = client.conversations.chat(user_id="u", agent_id="a")
        for use in (lambda: chat.greeting, lambda: chat.conversation, lambda: chat.send("Hi")):
            with pytest.raises(ConfigurationError, match="use it in a `with` block"):
                use()
        with pytest.raises(ConfigurationError, match="no agent"):
            client.conversations.chat(user_id="u")
        assert api.asked == []


def test_an_async_one_too() -> None:
    """The same holds for an async chat."""
    client = AsyncAnyReach(KEY, transport=Api(MADE).transport)
    with pytest.raises(ConfigurationError, match="use it in a `with` block"):
        _ = client.conversations.chat(user_id="u", agent_id="a").greeting


def test_each_block_begins_a_conversation() -> None:
    """A chat that is entered again begins another conversation, and ends that, too."""
    api = Api(
        MADE, ENDED, {"conversation": {"id": "conv_2"}}, ENDED | {"conversation_id": "conv_2"}
    )
    with AnyReach(KEY, transport=api.transport) as client:
        chat = client.conversations.chat(user_id="u", agent_id="a")
        with chat:
            chat.end()
        with chat:
            assert chat.conversation.id == "conv_2"
    assert api.asked == [CREATE, END, CREATE, ("POST", "/core/conversations/conv_2/end")]


def test_an_interrupt_ends_it_too() -> None:
    """KeyboardInterrupt in a block of the sync client is raised after the conversation's end."""
    api = Api(MADE, ENDED)

    def interrupt(_chat: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        chat_sync(api, interrupt)
    assert api.asked == [CREATE, END]


class SlowEnd:
    """An API whose end takes until it is let go."""

    def __init__(self, answer: Any = ENDED) -> None:
        self.api = Api(MADE, answer)
        self.began = asyncio.Event()
        self.go = asyncio.Event()

    async def run(self, use: Callable[[AsyncAnyReach], Any]) -> Any:
        """Use a client of this API."""
        inner = self.api.transport
        ours = self

        class Held:
            """Holds the end of a conversation."""

            async def handle_async_request(self, request: Any) -> Any:
                """Answer, the end later."""
                if request.url.path.endswith("/end"):
                    ours.began.set()
                    await ours.go.wait()
                return await inner.handle_async_request(request)

            async def aclose(self) -> None:
                """Close nothing."""

        async with AsyncAnyReach(KEY, transport=Held(), max_retries=0) as client:
            return await use(client)


async def brief(client: AsyncAnyReach) -> None:
    """Chat about nothing."""
    async with client.conversations.chat(user_id="u", agent_id="a"):
        pass


async def failing(client: AsyncAnyReach) -> None:
    """Chat, and fail."""
    async with client.conversations.chat(user_id="u", agent_id="a"):
        raise LookupError("mine")


def test_a_cancelled_task_ends_its_chat() -> None:
    """Cancelling inside the block ends the conversation; cancelling again does not stop that."""

    async def main() -> None:
        slow = SlowEnd()
        inside = asyncio.Event()

        async def stay(client: AsyncAnyReach) -> None:
            async with client.conversations.chat(user_id="u", agent_id="a"):
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(slow.run(stay))
        await inside.wait()
        task.cancel()
        await slow.began.wait()
        task.cancel()
        await asyncio.sleep(0)
        slow.go.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert slow.api.asked == [CREATE, END]

    asyncio.run(main())


@pytest.mark.parametrize("use", [brief, failing])
@pytest.mark.parametrize("answer", [ENDED, (500, {})], ids=["ended", "500"])
def test_cancelling_while_it_ends(use: Callable[[AsyncAnyReach], Any], answer: Any) -> None:
    """A cancellation on leaving waits for the end to be told, and is raised then."""

    async def main() -> None:
        slow = SlowEnd(answer)
        task = asyncio.create_task(slow.run(use))
        await slow.began.wait()
        task.cancel()
        await asyncio.sleep(0)
        slow.go.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert slow.api.asked == [CREATE, END]

    asyncio.run(main())


def test_a_timeout_around_the_block() -> None:
    """`asyncio.timeout` around a chat is a TimeoutError, and the conversation is ended."""

    async def main() -> None:
        slow = SlowEnd()
        slow.go.set()

        async def hurry(client: AsyncAnyReach) -> None:
            async with (
                asyncio.timeout(0.05),
                client.conversations.chat(user_id="u", agent_id="a"),
            ):
                await asyncio.Event().wait()

        with pytest.raises(TimeoutError):
            await slow.run(hurry)
        assert slow.api.asked == [CREATE, END]

    asyncio.run(main())


@both
def test_an_end_that_fails_once_is_tried_again(way: Way) -> None:
    """Ending is idempotent, so a failure that may pass is repeated on leaving."""
    api = Api(MADE, (503, {}), ENDED)
    with no_waiting():
        way(api, lambda chat: chat.greeting, max_retries=1)
    assert api.asked == [CREATE, END, END]


def test_an_error_of_the_body_about_the_api_is_kept() -> None:
    """When the network is gone, the message's error is raised, with a note about the end."""
    asked: list[str] = []

    def answer(_method: str, target: str, _headers: object, _body: bytes) -> Any:
        asked.append(target)
        if target.endswith("conversations"):
            return 200, {}, b'{"conversation": {"id": "conv_1"}}'
        raise httpx.ReadError("canary")

    with (
        AnyReach(KEY, transport=handler_transport(answer), max_retries=0) as client,
        pytest.raises(APIConnectionError, match="sendConversationMessage") as caught,
        client.conversations.chat(user_id="u", agent_id="a") as chat,
    ):
        chat.send("Hello?")
    (note,) = caught.value.__notes__
    assert note.startswith("the chat could not be ended: endConversation: the connection broke")
    assert "canary" not in f"{caught.value} {note}"
    assert len(asked) == 3


def test_a_chat_with_the_fake() -> None:
    """The fake's agent is heard through a chat, and the conversation is completed after it."""
    fake = FakeAnyReach()
    fake.agent("agent_1", replies=[AgentReply("On its way.", [Tool("find", {"id": 1}, "sent")])])
    token = fake.token(["manage", "read_sensitive"])
    with AnyReach(token, transport=fake.transport) as client:
        with client.conversations.chat(user_id="u", agent_id="agent_1") as chat:
            reply = chat.send("Where is it?")
        over = client.conversations.wait(str(chat.conversation.id))
    assert reply.text == "On its way."
    (tool,) = reply.tool_calls
    assert (tool.name, tool.arguments, tool.output) == ("find", {"id": 1}, "sent")
    assert over.status == "completed"
