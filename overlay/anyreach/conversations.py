"""What one can do with conversations, sync and async side by side.

Paths and parameters come from the generated operations, which are imported when they are first
called, since they import httpx.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from anyreach import _creation, _messages, _waits
from anyreach._script import async_method, method

if TYPE_CHECKING:
    from anyreach._chat import AsyncChat, Chat
    from anyreach._client import AnyReach, AsyncAnyReach
    from anyreach._conversation import Conversation

# ruff: noqa: PLC0415


class Conversations:
    """The conversations of an organization: `client.conversations`."""

    def __init__(self, client: AnyReach) -> None:
        self._client = client

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
    ) -> Chat:
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
        from anyreach._chat import Chat

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
        return Chat(self._client, creating)


class AsyncConversations:
    """The conversations of an organization: `client.conversations`, with `await`."""

    def __init__(self, client: AsyncAnyReach) -> None:
        self._client = client

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
    ) -> AsyncChat:
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
        from anyreach._chat import AsyncChat

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
        return AsyncChat(self._client, creating)
