"""The public types, as type checkers see them: checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_type

from anyreach import (
    AddedContacts,
    AnyReach,
    AnyReachError,
    APIError,
    AsyncAnyReach,
    AsyncChat,
    Chat,
    CreatedConversation,
    Download,
    Fetched,
    PermissionDeniedError,
    Reply,
    Response,
    ResponseInfo,
    ToolCall,
    Transcript,
    Turn,
    WaitTimeoutError,
    redacted,
    redacted_fields,
    response_of,
    transcript_of,
)
from anyreach.models import (
    CampaignStats,
    Channel,
    Conversation,
    ConversationWidget,
    CreateConversationResponse,
    EndConversationResponse,
    Error,
    KnowledgeBaseDatasetSource,
    KnowledgeBaseSourceUpload,
    SendConversationMessageResponse,
    StartedWorkflowExecution,
    Status,
    WorkflowExecution,
)
from anyreach.testing import UNANSWERED, AgentReply, Clock, FakeAnyReach, Tool
from anyreach_api.api.conversations import get_conversation, list_conversations


def sync() -> None:
    """What the sync client returns."""
    with AnyReach("ak_1.s", timeout=5, max_retries=0) as client:
        assert_type(client, AnyReach)
        assert_type(client.with_options(timeout=1), AnyReach)
        conversation = client.conversations.get("conv_1", timeout=5, extra_headers={"X": "1"})
        assert_type(conversation, Conversation)
        assert_type(client.execute(get_conversation, "conv_1"), Conversation)
        assert_type(client.execute(list_conversations, limit=5), list[Conversation])
        assert_type(client.execute("getConversation", "conv_1"), Any)
        assert_type(client.members.get_my_scopes(), list[str])
        assert_type(client.request("GET", "/core/agents", params={"limit": 5}), Response)
        assert_type(response_of(conversation), ResponseInfo | None)
        client.execute(get_conversation, 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
        client.execute(get_conversation)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    fields(conversation)
    AnyReach(rotated)
    AnyReach(awaited)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def asynchronous() -> None:
    """What the async client returns."""
    async with AsyncAnyReach("ak_1.s") as client:
        assert_type(client, AsyncAnyReach)
        assert_type(await client.conversations.get("conv_1"), Conversation)
        assert_type(await client.execute(get_conversation, "conv_1"), Conversation)
        assert_type(await client.execute("getConversation", "conv_1"), Any)
        assert_type(await client.members.get_my_scopes(), list[str])
        assert_type(await client.request("GET", "/core/agents"), Response)
    AsyncAnyReach(rotated)
    AsyncAnyReach(awaited)


def talking(client: AnyReach) -> None:
    """What the sync client says and hears."""
    conversations = client.conversations
    assert_type(client.scopes(), frozenset[str])
    created = conversations.call(to="+15550100", agent_id="a", version="latest")
    assert_type(created, CreatedConversation)
    assert_type(created.conversation, Conversation)
    assert_type(created.id, str)
    assert_type(conversations.get(created), Conversation)
    assert_type(conversations.get(created.conversation), Conversation)
    conversations.send_message(created.raw, text="hello")
    assert_type(created.raw.id, str | None)
    conversations.end(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    conversations.wait(created)
    conversations.wait(created.raw)
    conversations.get_many([created, created.conversation, "conv_1"])
    assert_type(created.starting_message, str | None)
    assert_type(created.queued, bool)
    assert_type(created.raw, CreateConversationResponse)
    made = conversations.create(channel="text", user_id="u", agent_config={"a": 1})
    assert_type(made, CreateConversationResponse)
    assert_type(made.conversation, Conversation | None)
    conversations.create(channel=Channel.EMAIL, user_id="u")
    conversations.create(channel="fax", user_id="u")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    conversations.text(user_id="u", agent_id="a", version=2)
    conversations.email(user_id="u", to_address="a@b.example", agent_id="a")
    conversations.web(user_id="u", agent_version_id="v", custom_metadata={"a": [1]})
    conversations.call("+15550100")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    conversations.text(agent_id="a")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    conversations.text(user_id="u", version="oldest")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    conversations.call(to="+15550100", subject="s")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    answer = conversations.send_message("conv_1", text="Hello?", interactivity="rich")
    assert_type(answer, SendConversationMessageResponse)
    assert_type(answer.reply, str | None)
    reply = Reply(answer)
    assert_type(reply.text, str)
    assert_type(reply.tool_calls, list[ToolCall])
    assert_type(reply.widgets, list[ConversationWidget])
    ended = conversations.end("conv_1", timeout=5)
    assert_type(ended, EndConversationResponse)
    assert_type(ended.redacted(), EndConversationResponse)
    assert_type(ended.redacted_fields, frozenset[str])
    assert_type(conversations.wait("conv_1", timeout=5, on_update=print), Conversation)
    with conversations.chat(user_id="u", agent_id="a") as chat:
        assert_type(chat, Chat)
        assert_type(chat.greeting, str | None)
        assert_type(chat.conversation, Conversation)
        assert_type(chat.send("Hello?", interactivity="plain"), Reply)
        assert_type(chat.end(), EndConversationResponse)


async def talking_asynchronously(client: AsyncAnyReach) -> None:
    """What the async client says and hears."""
    conversations = client.conversations

    async def tell(conversation: Conversation) -> None:
        assert_type(conversation.status, Status | None)

    assert_type(await client.scopes(), frozenset[str])
    assert_type(await conversations.text(user_id="u", agent_id="a"), CreatedConversation)
    answer = await conversations.send_message("conv_1", text="Hello?")
    assert_type(answer, SendConversationMessageResponse)
    assert_type(await conversations.end("conv_1"), EndConversationResponse)
    assert_type(await conversations.wait("conv_1", on_update=tell), Conversation)
    async with conversations.chat(user_id="u", agent_id="a") as chat:
        assert_type(chat, AsyncChat)
        assert_type(await chat.send("Hello?"), Reply)
        assert_type(await chat.end(), EndConversationResponse)


def failures(denied: PermissionDeniedError, late: WaitTimeoutError) -> None:
    """What errors tell."""
    assert_type(denied.required_scopes, tuple[str, ...])
    assert_type(denied.scopes, frozenset[str] | None)
    assert_type(late.record, Any)


def lists(client: AnyReach) -> None:
    """What lists are, and what they take."""
    conversations = client.conversations.list(
        channel=Channel.TEXT,
        status="completed",
        custom_metadata={"order_id": 7},
        created_after=datetime.now(UTC),
        page_size=50,
        limit=200,
    )
    for conversation in conversations:
        assert_type(conversation, Conversation)
    for page in conversations.pages():
        assert_type(list(page.items), list[Conversation])
        assert_type(page.next_cursor, str | None)
        assert_type(page.has_next, bool)
        assert_type(page.skipped, int)
    client.conversations.list(cursor="c", page_size=7, on_invalid="skip")
    client.conversations.list(on_invalid="drop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.conversations.list("text")  # type: ignore[call-arg, arg-type]  # pyright: ignore[reportCallIssue]
    client.conversations.list(chanel="text")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.conversations.list(created_after="2026")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    results = client.conversations.get_many(str(number) for number in range(9))
    assert_type(results, Generator[Fetched, None, None])
    for fetched in results:
        assert_type(fetched.id, str)
        assert_type(fetched.conversation, Conversation | None)
        assert_type(fetched.error, AnyReachError | None)
        if fetched.error is None:
            assert_type(fetched.conversation, Conversation)
        else:
            assert_type(fetched.error, AnyReachError)
            assert_type(fetched.conversation, None)
        if fetched.conversation is not None:
            assert_type(fetched.error, None)
    client.conversations.get_many(streamed())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def async_lists(client: AsyncAnyReach) -> None:
    """What lists are, and what they take."""
    conversations = client.conversations.list(page_size=5, limit=7)
    async for conversation in conversations:
        assert_type(conversation, Conversation)
    async for page in conversations.pages():
        assert_type(list(page.items), list[Conversation])
    assert_type(client.conversations.get_many(["conv_1"]), AsyncGenerator[Fetched, None])
    async for fetched in client.conversations.get_many(streamed(), concurrency=4):
        assert_type(fetched, Fetched)


async def streamed() -> AsyncIterator[str]:
    """Ids that arrive."""
    yield "conv_1"


def rotated() -> str:
    """A token, asked for."""
    return "ak_1.s"


async def awaited() -> str:
    """A token, awaited."""
    return "ak_1.s"


def fields(conversation: Conversation) -> None:
    """What a conversation holds."""
    assert_type(conversation.id, str)
    assert_type(conversation.status, Status | None)
    assert_type(conversation.duration, int | None)
    assert_type(conversation.summary, str | None)
    assert_type(conversation.redacted_fields, frozenset[str])
    assert_type(conversation.is_redacted("summary"), bool)
    assert_type(conversation.redacted(), Conversation)
    assert_type(redacted([conversation]), list[Conversation])
    assert_type(redacted_fields(conversation), frozenset[str])
    transcript = transcript_of(conversation)
    assert_type(transcript, Transcript | None)
    if transcript is not None:
        assert_type(transcript.turns, list[Turn])
    assert_type(Error().detail, str | None)


def recordings(client: AnyReach, conversation: Conversation) -> None:
    """How a recording is fetched."""
    download = client.recordings.download("conv_1", "call.wav", overwrite=True, progress=print)
    assert_type(download, Download)
    assert_type(client.recordings.download(conversation, Path("call.wav")).size, int)
    with client.recordings.stream(conversation, max_bytes=1, timeout=2) as chunks:
        assert_type(chunks, Iterator[bytes])
    client.recordings.download(client.conversations.call(agent_id="agent_1", to="+1"), "call.wav")
    AnyReach(recording_hosts=[".example.com", "10.0.0.0/8"])
    AnyReach(recording_hosts=[7])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.recordings.download(7, "call.wav")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.recordings.download("conv_1", 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def async_recordings(client: AsyncAnyReach, conversation: Conversation) -> None:
    """How a recording is fetched."""
    assert_type(await client.recordings.download(conversation, "call.wav"), Download)
    async with client.recordings.stream("conv_1") as chunks:
        assert_type(chunks, AsyncIterator[bytes])


def fake() -> None:
    """What the fake gives."""
    with FakeAnyReach.demo().as_role("read").serve() as url:
        assert_type(url, str)
    made = FakeAnyReach(now=datetime.now(UTC), tick=0, cursor="until")
    assert_type(made.clock, Clock)
    assert_type(made.clock.now, datetime)
    made.agent("agent_1", call=UNANSWERED, turns=[("user", "Hello."), Tool("find")])
    made.agent(replies=["One.", AgentReply("Two.", [Tool("find", {"id": 1})], [{"type": "card"}])])
    made.agent(replies=lambda text, history: f"{text} {len(history)}", call=[(2.5, "failed")])


def work(client: AnyReach, error: APIError) -> None:
    """What takes more than one call."""
    added = client.campaigns.add_contacts("camp_1", [{"external_id": "a"}], on_batch=print)
    assert_type(added, AddedContacts)
    assert_type(added.failed[0].error, AnyReachError | None)
    client.campaigns.add_contacts("camp_1", 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert_type(client.campaigns.wait("camp_1"), CampaignStats)
    assert_type(client.conversations.find_created(error).conversation, Conversation | None)
    base = client.knowledge_base
    assert_type(base.upload("a.txt", chunking_strategy="b"), KnowledgeBaseSourceUpload)
    assert_type(base.add_file("data_1", Path("a.txt")), KnowledgeBaseDatasetSource)
    assert_type(client.workflows.run("flow_1", {"a": 1}), WorkflowExecution)
    assert_type(client.workflows.run("flow_1", wait=False), StartedWorkflowExecution)
