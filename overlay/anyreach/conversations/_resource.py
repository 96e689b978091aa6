"""Conversations beyond one call of the contract: channels, chats, waiting, and getting many."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Callable,
    Generator,
    Iterable,
    Mapping,
)
from functools import partial
from typing import Any, Literal

from anyreach._core.steps import run, run_async
from anyreach.conversations._channels import creation
from anyreach.conversations._chat import AsyncChat, Chat
from anyreach.conversations._created import CreatedConversation, Creation
from anyreach.conversations._get_many import Fetched, check_many, fetch, fetch_async
from anyreach.conversations._wait import waiting
from anyreach_api import models
from anyreach_api._operation import Options
from anyreach_api.resources import conversations as _generated

# ruff: noqa: SLF001  `_call` is what a client is for its resources
# pyright: reportPrivateUsage=false


class Conversations(_generated.Conversations):
    """Conversations between your users and agents: `client.conversations`.

    To the methods of the contract it adds one for each channel, chats, waiting, and getting many.
    """

    def call(
        self,
        *,
        to: str,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        version: float | Literal["latest"] | None = None,
        agent_number: str | None = None,
        initial_context: str | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> CreatedConversation:
        """Call someone: a real phone rings.

        The call is queued: `queued` of the result is True. `wait()` tells how it goes. It is never
        sent twice: when no answer came, the error's `maybe_sent` says whether a phone may ring.

        Args:
            to: The number to call, in E.164 form, as in `+15550100`: the conversation's `user_id`.
            agent_id: The agent, in its latest published version. One of `agent_id`,
                `agent_version_id` and `agent_number` is needed, and the first two exclude each
                other.
            agent_version_id: The published version of an agent.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            agent_number: The agent's phone number.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "telephone",
            user="to",
            user_id=to,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            version=version,
            agent_number=agent_number,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return self._client._call(Creation(), request, Options(timeout))

    def text(
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
    ) -> CreatedConversation:
        """Begin a text conversation; `chat()` begins one that ends by itself.

        `starting_message` of the result is the agent's greeting. Go on with `send_message()`, and
        `end` it.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "text",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return self._client._call(Creation(), request, Options(timeout))

    def email(
        self,
        *,
        user_id: str,
        to_address: str,
        from_address: str | None = None,
        subject: str | None = None,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_config: Mapping[str, Any] | None = None,
        version: float | Literal["latest"] | None = None,
        initial_context: str | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> CreatedConversation:
        """Write to someone by email.

        It is never sent twice: when no answer came, the error's `maybe_sent` says whether the email
        may have been sent.

        Args:
            user_id: Your identifier of the end user.
            to_address: The recipient's email address.
            from_address: The sender's email address.
            subject: The subject of the email.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "email",
            user_id=user_id,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return self._client._call(Creation(), request, Options(timeout))

    def web(
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
    ) -> CreatedConversation:
        """Create a web call (WebRTC), for the user to join.

        What the user's browser joins with is in `raw.additional_properties` of the result, under
        the names that the API gives it; the contract does not have them. Anyone who has that can
        join: do not log it.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "webrtc",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return self._client._call(Creation(), request, Options(timeout))

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

        Nothing is sent before the block is entered.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for creating it; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.

        Entering raises:
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`, `sendConversationMessage`, `endConversation`.
        """
        request = creation(
            "text",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return Chat(self._client, request, Options(timeout))

    def wait(
        self,
        conversation: str
        | models.Conversation
        | models.CreateConversationResponse
        | CreatedConversation,
        *,
        timeout: float = 3_600.0,
        on_update: Callable[[models.Conversation], object] | None = None,
    ) -> models.Conversation:
        """Wait until a conversation is over, and return it.

        It is over when its status is completed, failed, cancelled, transferred or unanswered; a
        status that is not known yet is not the end. The API is asked again after a second, then
        after longer and longer pauses, of up to 17 seconds. Transient errors do not stop the wait.
        What follows a conversation, such as feedback, can still change it later.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what creating it
                returned.
            timeout: Seconds for the whole wait.
            on_update: Is called with the conversation as first seen, and whenever its status has
                changed. What it raises ends the wait. With `AsyncAnyReach` it may be async.

        Raises:
            WaitTimeoutError: The conversation is not over yet; the error's `conversation` is as
                last seen.
            NotFoundError: There is no such conversation.
            PermissionDeniedError: The token's scopes do not grant reading it.
            APIError: The conversation was never seen, or the API refuses to show it.
            ConfigurationError: An argument cannot be used.

        Source: the contract's `getConversation`; docs: api-reference/conversations/statuses.
        """
        return run(self._client, waiting(conversation, timeout, on_update))

    def get_many(
        self,
        ids: Iterable[
            str | models.Conversation | models.CreateConversationResponse | CreatedConversation
        ],
        *,
        concurrency: int = 16,
        timeout: float | None = None,
    ) -> Generator[Fetched]:
        """Get many conversations, some at once, and yield the outcome of each, as it arrives.

        A call that fails is no exception but a value, so that the others go on. `ids` is consumed
        lazily, so that there can be millions. Close what is returned, or leave the loop, to stop
        early.

        Args:
            ids: The conversations' ids, or the conversations themselves; of the async client also
                an async iterable. What it raises is raised when the calls under way have been
                yielded.
            concurrency: How many to ask for at once, from 1 to 64.
            timeout: Seconds for each call, retries included; None for the client's.

        Returns:
            An iterator of `Fetched`: `id`, `conversation` and `error`, one of the last two None.
            Type checkers know which after `if fetched.error is None`.

        Raises:
            ConfigurationError: An argument cannot be used; the text names it, and what to do.

        Source: the contract's `getConversation`.
        """
        check_many(ids, (Iterable,), concurrency, timeout)
        return fetch(partial(self.get, timeout=timeout), ids, concurrency)


class AsyncConversations(_generated.AsyncConversations):
    """Conversations between your users and agents: `client.conversations`, with `await`.

    To the methods of the contract it adds one for each channel, chats, waiting, and getting many.
    """

    async def call(
        self,
        *,
        to: str,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        version: float | Literal["latest"] | None = None,
        agent_number: str | None = None,
        initial_context: str | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> CreatedConversation:
        """Call someone: a real phone rings.

        The call is queued: `queued` of the result is True. `wait()` tells how it goes. It is never
        sent twice: when no answer came, the error's `maybe_sent` says whether a phone may ring.

        Args:
            to: The number to call, in E.164 form, as in `+15550100`: the conversation's `user_id`.
            agent_id: The agent, in its latest published version. One of `agent_id`,
                `agent_version_id` and `agent_number` is needed, and the first two exclude each
                other.
            agent_version_id: The published version of an agent.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            agent_number: The agent's phone number.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "telephone",
            user="to",
            user_id=to,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            version=version,
            agent_number=agent_number,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return await self._client._call(Creation(), request, Options(timeout))

    async def text(
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
    ) -> CreatedConversation:
        """Begin a text conversation; `chat()` begins one that ends by itself.

        `starting_message` of the result is the agent's greeting. Go on with `send_message()`, and
        `end` it.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "text",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return await self._client._call(Creation(), request, Options(timeout))

    async def email(
        self,
        *,
        user_id: str,
        to_address: str,
        from_address: str | None = None,
        subject: str | None = None,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_config: Mapping[str, Any] | None = None,
        version: float | Literal["latest"] | None = None,
        initial_context: str | None = None,
        custom_metadata: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> CreatedConversation:
        """Write to someone by email.

        It is never sent twice: when no answer came, the error's `maybe_sent` says whether the email
        may have been sent.

        Args:
            user_id: Your identifier of the end user.
            to_address: The recipient's email address.
            from_address: The sender's email address.
            subject: The subject of the email.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "email",
            user_id=user_id,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return await self._client._call(Creation(), request, Options(timeout))

    async def web(
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
    ) -> CreatedConversation:
        """Create a web call (WebRTC), for the user to join.

        What the user's browser joins with is in `raw.additional_properties` of the result, under
        the names that the API gives it; the contract does not have them. Anyone who has that can
        join: do not log it.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`; docs: api-reference/conversations.
        """
        request = creation(
            "webrtc",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return await self._client._call(Creation(), request, Options(timeout))

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

        Nothing is sent before the block is entered.

        Args:
            user_id: Your identifier of the end user.
            agent_id: The agent, in its latest published version. The agent is exactly one of
                `agent_id`, `agent_version_id` and `agent_config`.
            agent_version_id: The published version of an agent.
            agent_config: The configuration of an agent that is not stored.
            version: Another published version of `agent_id`: its number, or `"latest"`.
            initial_context: What the agent is to know at the start.
            custom_metadata: What to attach to the conversation: a JSON object.
            timeout: Seconds for creating it; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent; the text names it, and what to do.

        Entering raises:
            PermissionDeniedError: The token lacks the scope `conversations:manage`.
            UnprocessableEntityError: The API refuses a value; `detail` says which.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `createConversation`, `sendConversationMessage`, `endConversation`.
        """
        request = creation(
            "text",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return AsyncChat(self._client, request, Options(timeout))

    async def wait(
        self,
        conversation: str
        | models.Conversation
        | models.CreateConversationResponse
        | CreatedConversation,
        *,
        timeout: float = 3_600.0,
        on_update: Callable[[models.Conversation], object] | None = None,
    ) -> models.Conversation:
        """Wait until a conversation is over, and return it.

        It is over when its status is completed, failed, cancelled, transferred or unanswered; a
        status that is not known yet is not the end. The API is asked again after a second, then
        after longer and longer pauses, of up to 17 seconds. Transient errors do not stop the wait.
        What follows a conversation, such as feedback, can still change it later.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what creating it
                returned.
            timeout: Seconds for the whole wait.
            on_update: Is called with the conversation as first seen, and whenever its status has
                changed. What it raises ends the wait. With `AsyncAnyReach` it may be async.

        Raises:
            WaitTimeoutError: The conversation is not over yet; the error's `conversation` is as
                last seen.
            NotFoundError: There is no such conversation.
            PermissionDeniedError: The token's scopes do not grant reading it.
            APIError: The conversation was never seen, or the API refuses to show it.
            ConfigurationError: An argument cannot be used.

        Source: the contract's `getConversation`; docs: api-reference/conversations/statuses.
        """
        return await run_async(self._client, waiting(conversation, timeout, on_update))

    def get_many(
        self,
        ids: Iterable[
            str | models.Conversation | models.CreateConversationResponse | CreatedConversation
        ]
        | AsyncIterable[
            str | models.Conversation | models.CreateConversationResponse | CreatedConversation
        ],
        *,
        concurrency: int = 16,
        timeout: float | None = None,
    ) -> AsyncGenerator[Fetched]:
        """Get many conversations, some at once, and yield the outcome of each, as it arrives.

        A call that fails is no exception but a value, so that the others go on. `ids` is consumed
        lazily, so that there can be millions. Close what is returned, or leave the loop, to stop
        early.

        Args:
            ids: The conversations' ids, or the conversations themselves; of the async client also
                an async iterable. What it raises is raised when the calls under way have been
                yielded.
            concurrency: How many to ask for at once, from 1 to 64.
            timeout: Seconds for each call, retries included; None for the client's.

        Returns:
            An iterator of `Fetched`: `id`, `conversation` and `error`, one of the last two None.
            Type checkers know which after `if fetched.error is None`.

        Raises:
            ConfigurationError: An argument cannot be used; the text names it, and what to do.

        Source: the contract's `getConversation`.
        """
        check_many(ids, (Iterable, AsyncIterable), concurrency, timeout)
        return fetch_async(partial(self.get, timeout=timeout), ids, concurrency)
