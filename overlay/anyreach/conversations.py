"""What one can do with conversations, sync and async side by side.

Paths and parameters come from the generated operations, which are imported when they are first
called, since they import httpx.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from anyreach import _creation, _messages, _waits
from anyreach._errors import ConfigurationError
from anyreach._script import Script, async_method, method

if TYPE_CHECKING:
    from datetime import datetime

    from anyreach._chat import AsyncChat, Chat
    from anyreach._client import AnyReach, AsyncAnyReach
    from anyreach._conversation import Conversation
    from anyreach._created import CreatedConversation
    from anyreach._filters import Wanted
    from anyreach._lists import AsyncConversationList, ConversationList
    from anyreach._many import Fetched
    from anyreach.models import Channel, Direction, Status

ClientT = TypeVar("ClientT", "AnyReach", "AsyncAnyReach")
ChatT = TypeVar("ChatT")
IdsT = TypeVar("IdsT")
ListT = TypeVar("ListT")
ManyT = TypeVar("ManyT")

# ruff: noqa: PLC0415


class _Conversations(Generic[ClientT, ListT, IdsT, ManyT, ChatT]):
    """What both resources do alike before they begin: chats, lists, and many at once."""

    _ids: tuple[type, ...] = (Iterable,)

    def __init__(self, client: ClientT) -> None:
        self._client: ClientT = client

    def list(
        self,
        *,
        direction: Direction | str | None = None,
        channel: Channel | str | None = None,
        status: Status | str | None = None,
        user_id: str | None = None,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_number: str | None = None,
        web_widget_id: str | None = None,
        duration_above: int | None = None,
        duration_below: int | None = None,
        user_turn_count_above: int | None = None,
        user_turn_count_below: int | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        limit: int = 100,
        max_items: int | None = None,
        require: Iterable[str] = (),
        read_ahead: bool = False,
        timeout: float | None = None,
    ) -> ListT:
        """Return the conversations that pass every filter, newest first, to iterate over.

        Nothing is sent before the first one is asked for. Pages are fetched as they are needed;
        `pages()` of what is returned iterates over them. Nothing is missing and nothing comes
        twice, whatever is created meanwhile; where that cannot be promised, there is an
        `IncompleteListError`.

        Args:
            direction: Who initiated the conversation: a `Direction`, or its text.
            channel: A `Channel`, or its text.
            status: A `Status`, or its text.
            user_id: A part of the end user's identifier, in upper or lower case.
            agent_id: The agent's id.
            agent_version_id: The agent version's id.
            agent_number: A part of the agent's phone number.
            web_widget_id: The web widget's id.
            duration_above: Seconds that it took at least.
            duration_below: Seconds that it took at most.
            user_turn_count_above: How many turns the user had at least.
            user_turn_count_below: How many turns the user had at most.
            custom_metadata: What the custom metadata contains.
            created_after: When it was created, at the earliest; with a time zone.
            created_before: When it was created, at the latest; with a time zone.
            limit: How many to ask for at once. More are asked for only when a page is full of
                conversations that share one `created_at`.
            max_items: After how many to stop; None: at the end.
            require: Fields that must not be withheld from the token, such as `("summary",)`.
            read_ahead: Whether to fetch one page while the one before is being used.
            timeout: Seconds for each call, retries included; None: the client's.

        Raises:
            ConfigurationError: An argument cannot be used; the text names it, and what to do.

        Iterating raises:
            IncompleteListError: Nothing can promise that none is missing from here on.
            RedactedError: A required field is withheld; nothing of its page is returned.
            APIError: A call did not come to its answer; the other subclasses say how.

        Source: the contract's `listConversations`.
        """
        from anyreach._filters import check_wanted

        wanted = check_wanted(
            {
                "direction": direction,
                "channel": channel,
                "status": status,
                "user_id": user_id,
                "agent_id": agent_id,
                "agent_version_id": agent_version_id,
                "agent_number": agent_number,
                "web_widget_id": web_widget_id,
                "duration_above": duration_above,
                "duration_below": duration_below,
                "user_turn_count_above": user_turn_count_above,
                "user_turn_count_below": user_turn_count_below,
                "custom_metadata": custom_metadata,
                "created_after": created_after,
                "created_before": created_before,
            },
            limit=limit,
            max_items=max_items,
            require=require,
            read_ahead=read_ahead,
        )
        # They can name people: not in the frames of what is raised from here on.
        del direction, channel, status, user_id, agent_id, agent_version_id, agent_number
        del web_widget_id, custom_metadata, created_after, created_before
        del limit, max_items, require
        del duration_above, duration_below, user_turn_count_above, user_turn_count_below
        if isinstance(wanted, ConfigurationError):
            raise wanted
        return self._listed(self._client.with_options(timeout=timeout), wanted)

    def get_many(self, ids: IdsT, *, concurrency: int = 16, timeout: float | None = None) -> ManyT:
        """Get many conversations, some at once, and yield what came of each, as it arrives.

        A call that fails is no exception but a value, so that the others go on. Of `ids` no more
        is read than is being asked for, so that there can be millions. Close what is returned, or
        leave the loop, to stop early.

        Args:
            ids: The conversations' ids; of the async client also an async iterable. What it raises
                is raised when the calls under way have been yielded.
            concurrency: How many to ask for at once, from 1 to 64.
            timeout: Seconds for each call, retries included; None: the client's.

        Returns:
            An iterator of `Fetched`: `id`, `conversation` and `error`, one of the last two None.

        Raises:
            ConfigurationError: An argument cannot be used; the text names it, and what to do.

        Source: the contract's `getConversation`.
        """
        from anyreach._many import check_many

        problem = check_many(ids, self._ids, concurrency)
        if problem is not None:
            raise problem
        return self._many(self._client.with_options(timeout=timeout), ids, concurrency)

    def chat(
        self,
        *,
        user_id: str,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_config: Mapping[str, Any] | None = None,
        version: float | Literal["latest"] | None = None,
        initial_context: str | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> ChatT:
        """Return a text conversation for a `with` block: it begins there, and ends with it.

        Nothing is sent, and nothing raised, before the block is entered.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for creating it; None: the client's.

        Entering raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call did not come to its answer; the other subclasses say how.

        Source: the contract's `createConversation`, `sendConversationMessage`, `endConversation`.
        """
        creating = _creation.text(
            self,
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
            timeout=timeout,
        )
        return self._chat(self._client, creating)

    @staticmethod
    def _chat(client: ClientT, creating: Script[CreatedConversation]) -> ChatT:
        """Return a chat that begins as a script says."""
        raise NotImplementedError

    @staticmethod
    def _listed(client: ClientT, wanted: Wanted) -> ListT:
        """Return a list of what is wanted."""
        raise NotImplementedError

    @staticmethod
    def _many(client: ClientT, ids: IdsT, concurrency: int) -> ManyT:
        """Return an iterator of what comes of each id."""
        raise NotImplementedError


class Conversations(
    _Conversations["AnyReach", "ConversationList", "Iterable[str]", "Generator[Fetched]", "Chat"]
):
    """The conversations of an organization: `client.conversations`."""

    def get(self, conversation_id: str, *, timeout: float | None = None) -> Conversation:
        """Return one conversation, with what this token may see of it.

        Args:
            conversation_id: The conversation's unique id.
            timeout: Seconds for this call, retries included; None: the client's.

        Raises:
            NotFoundError: There is no such conversation.
            PermissionDeniedError: The token's scopes do not grant reading it.
            APIError: The call did not come to its answer; the other subclasses say how.
            ConfigurationError: The id cannot be sent.

        Source: the contract's `getConversation`.
        """
        from anyreach_api.api.conversations import get_conversation

        client = self._client if timeout is None else self._client.with_options(timeout=timeout)
        return cast("Conversation", client.call(get_conversation, conversation_id))

    create = method(_creation.create)
    call = method(_creation.call)
    text = method(_creation.text)
    email = method(_creation.email)
    web = method(_creation.web)
    send_message = method(_messages.send_message)
    end = method(_messages.end)
    wait = method(_waits.wait)

    @staticmethod
    def _chat(client: AnyReach, creating: Script[CreatedConversation]) -> Chat:
        from anyreach._chat import Chat

        return Chat(client, creating)

    @staticmethod
    def _listed(client: AnyReach, wanted: Wanted) -> ConversationList:
        from anyreach._lists import ConversationList

        return ConversationList(client, wanted)

    @staticmethod
    def _many(client: AnyReach, ids: Iterable[str], concurrency: int) -> Generator[Fetched]:
        from anyreach._many import fetch

        return fetch(client, ids, concurrency)


class AsyncConversations(
    _Conversations[
        "AsyncAnyReach",
        "AsyncConversationList",
        "Iterable[str] | AsyncIterable[str]",
        "AsyncGenerator[Fetched]",
        "AsyncChat",
    ]
):
    """The conversations of an organization: `client.conversations`, with `await`."""

    _ids = (Iterable, AsyncIterable)

    async def get(self, conversation_id: str, *, timeout: float | None = None) -> Conversation:
        """Return one conversation, with what this token may see of it.

        Args:
            conversation_id: The conversation's unique id.
            timeout: Seconds for this call, retries included; None: the client's.

        Raises:
            NotFoundError: There is no such conversation.
            PermissionDeniedError: The token's scopes do not grant reading it.
            APIError: The call did not come to its answer; the other subclasses say how.
            ConfigurationError: The id cannot be sent.

        Source: the contract's `getConversation`.
        """
        from anyreach_api.api.conversations import get_conversation

        client = self._client if timeout is None else self._client.with_options(timeout=timeout)
        return cast("Conversation", await client.call(get_conversation, conversation_id))

    create = async_method(_creation.create)
    call = async_method(_creation.call)
    text = async_method(_creation.text)
    email = async_method(_creation.email)
    web = async_method(_creation.web)
    send_message = async_method(_messages.send_message)
    end = async_method(_messages.end)
    wait = async_method(_waits.wait)

    @staticmethod
    def _chat(client: AsyncAnyReach, creating: Script[CreatedConversation]) -> AsyncChat:
        from anyreach._chat import AsyncChat

        return AsyncChat(client, creating)

    @staticmethod
    def _listed(client: AsyncAnyReach, wanted: Wanted) -> AsyncConversationList:
        from anyreach._lists import AsyncConversationList

        return AsyncConversationList(client, wanted)

    @staticmethod
    def _many(
        client: AsyncAnyReach, ids: Iterable[str] | AsyncIterable[str], concurrency: int
    ) -> AsyncGenerator[Fetched]:
        from anyreach._many import fetch_async

        return fetch_async(client, ids, concurrency)
