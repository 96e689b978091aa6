"""What one can do with conversations, sync and async side by side.

Paths and parameters come from the generated operations, which are imported when they are first
called, since they import httpx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
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
