"""The operations of the tag conversations."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource
from ..types import WithId


class Conversations(Resource):
    """Create, list, retrieve, and message conversations between your users and AnyReach agents."""

    def get(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Conversation:
        """Get a conversation.

        Retrieves a single conversation, including its transcript and recording when your
        token's role allows. Read-only tokens receive a reduced set of fields. Requires a token
        with read access.

        Needs a token with the scope `conversations:read` or `conversations:manage`.

        Args:
            conversation_id: The conversation's unique ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The conversation.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getConversation`;
        https://docs.anyreach.ai/api-reference/conversations/get-a-conversation.
        """
        from ..api.conversations import get_conversation as operation

        request = operation.request(conversation_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def list(
        self,
        *,
        direction: models.Direction | Literal["inbound", "outbound"] | None = None,
        channel: models.Channel | Literal["telephone", "webrtc", "email", "text"] | None = None,
        status: models.Status
        | Literal[
            "token_created",
            "triggered",
            "ringing",
            "in_progress",
            "completed",
            "failed",
            "cancelled",
            "transferred",
            "unanswered",
        ]
        | None = None,
        user_id: str | None = None,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_number: str | None = None,
        web_widget_id: str | None = None,
        duration_above: int | None = None,
        duration_below: int | None = None,
        user_turn_count_above: int | None = None,
        user_turn_count_below: int | None = None,
        custom_metadata: dict[str, Any] | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.Conversation]:
        """List conversations.

        Lists the organization's conversations, newest first by created_at. Pages walk backwards
        in time: the Base64 of the last item's created_at is the cursor of the next page, and a
        page with fewer than limit items is the last. Read-only tokens receive a reduced set of
        fields.

        Needs a token with the scope `conversations:read` or `conversations:manage`.

        Args:
            direction: Return only conversations with this direction.
            channel: Return only conversations on this channel.
            status: Return only conversations with this status.
            user_id: Return only conversations whose user_id contains this text. Ignores case.
            agent_id: Return only conversations with this agent.
            agent_version_id: Return only conversations with this agent version.
            agent_number: Return only conversations whose agent phone number contains this text.
            web_widget_id: Return only conversations from this web widget.
            duration_above: Return only conversations that lasted at least this many seconds.
            duration_below: Return only conversations that lasted at most this many seconds.
            user_turn_count_above: Return only conversations with at least this many user turns.
            user_turn_count_below: Return only conversations with at most this many user turns.
            custom_metadata: Return only conversations whose custom metadata contains this JSON
                object.
            created_after: Return only conversations created at or after this time.
            created_before: Return only conversations created at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listConversations`;
        https://docs.anyreach.ai/api-reference/conversations/list-conversations.
        """
        from ..api.conversations import list_conversations as operation

        return self._client._pages(
            operation,
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
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def create(
        self,
        *,
        channel: models.Channel | Literal["telephone", "webrtc", "email", "text"],
        user_id: str,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_config: dict[str, Any] | None = None,
        version: float | models.LatestVersion | Literal["latest"] | None = None,
        agent_number: str | None = None,
        to_address: str | None = None,
        from_address: str | None = None,
        subject: str | None = None,
        initial_context: str | None = None,
        custom_metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CreateConversationResponse:
        """Create a conversation.

        Creates a conversation. A phone call is queued, and a real phone rings. The other
        channels answer immediately. Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            channel: The conversation channel.
            user_id: Your identifier for the end user. For phone calls, a number in E.164 format,
                including the plus sign.
            agent_id: The agent to use. Defaults to its latest published version.
            agent_version_id: The published agent version to use instead of agent_id.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of agent_id to use: its number, or latest.
            agent_number: The agent's phone number (telephony).
            to_address: The recipient's email address. Required for email.
            from_address: The sender's email address.
            subject: The subject of the email.
            initial_context: Context injected into the agent at the start of the conversation.
            custom_metadata: Metadata to attach to the conversation. You can filter lists by it.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The conversation was created.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            UnprocessableEntityError: 422: The request is well formed, but its values are invalid.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createConversation`;
        https://docs.anyreach.ai/api-reference/conversations/create-a-conversation.
        """
        from ..api.conversations import create_conversation as operation

        request = operation.request(
            channel=channel,
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            agent_number=agent_number,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def send_message(
        self,
        conversation_id: str | WithId,
        *,
        text: str,
        interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.SendConversationMessageResponse:
        """Send a message.

        Sends a user message to an active text conversation (triggered, ringing or in_progress),
        runs one agent turn, and returns the reply. Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            conversation_id: The ID of the text conversation.
            text: The message text.
            interactivity: Whether the agent can reply with widgets as well as text. The API's
                default is `"plain"`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The agent's reply.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            ConflictError: 409: The conversation's channel or status does not allow this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `sendConversationMessage`;
        https://docs.anyreach.ai/api-reference/conversations/send-a-message.
        """
        from ..api.conversations import send_conversation_message as operation

        request = operation.request(conversation_id, text=text, interactivity=interactivity)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def end(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.EndConversationResponse:
        """End a conversation.

        Ends a text conversation. Idempotent: ending a completed conversation changes nothing.
        Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            conversation_id: The ID of the text conversation.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The conversation is completed.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            ConflictError: 409: The conversation's channel or status does not allow this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `endConversation`;
        https://docs.anyreach.ai/api-reference/conversations/end-a-conversation.
        """
        from ..api.conversations import end_conversation as operation

        request = operation.request(conversation_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def create_listener_token(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.ListenerToken:
        """Create a listener token.

        Creates a token that lets a person listen to a call in progress.

        Needs a token with the scope `conversations:read_sensitive` or `conversations:manage`.

        Args:
            conversation_id: The conversation's unique ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The listener token.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation has no room.
            ConflictError: 409: The conversation is not active.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createConversationListenerToken`.
        """
        from ..api.conversations import create_conversation_listener_token as operation

        request = operation.request(conversation_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def get_agent_assist(
        self,
        phone_number: str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.AgentAssist:
        """Get agent assist data for a caller.

        Returns the newest conversation with this caller, in the form shown to a person who
        takes over the call.

        Args:
            phone_number: The caller's number in E.164 format, including the plus sign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The newest conversation.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            NotFoundError: 404: The conversation does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentAssist`.
        """
        from ..api.conversations import get_agent_assist as operation

        request = operation.request(phone_number)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))


class AsyncConversations(AsyncResource):
    """Create, list, retrieve, and message conversations between your users and AnyReach agents."""

    async def get(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Conversation:
        """Get a conversation.

        Retrieves a single conversation, including its transcript and recording when your
        token's role allows. Read-only tokens receive a reduced set of fields. Requires a token
        with read access.

        Needs a token with the scope `conversations:read` or `conversations:manage`.

        Args:
            conversation_id: The conversation's unique ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The conversation.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getConversation`;
        https://docs.anyreach.ai/api-reference/conversations/get-a-conversation.
        """
        from ..api.conversations import get_conversation as operation

        request = operation.request(conversation_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    def list(
        self,
        *,
        direction: models.Direction | Literal["inbound", "outbound"] | None = None,
        channel: models.Channel | Literal["telephone", "webrtc", "email", "text"] | None = None,
        status: models.Status
        | Literal[
            "token_created",
            "triggered",
            "ringing",
            "in_progress",
            "completed",
            "failed",
            "cancelled",
            "transferred",
            "unanswered",
        ]
        | None = None,
        user_id: str | None = None,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_number: str | None = None,
        web_widget_id: str | None = None,
        duration_above: int | None = None,
        duration_below: int | None = None,
        user_turn_count_above: int | None = None,
        user_turn_count_below: int | None = None,
        custom_metadata: dict[str, Any] | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.Conversation]:
        """List conversations.

        Lists the organization's conversations, newest first by created_at. Pages walk backwards
        in time: the Base64 of the last item's created_at is the cursor of the next page, and a
        page with fewer than limit items is the last. Read-only tokens receive a reduced set of
        fields.

        Needs a token with the scope `conversations:read` or `conversations:manage`.

        Args:
            direction: Return only conversations with this direction.
            channel: Return only conversations on this channel.
            status: Return only conversations with this status.
            user_id: Return only conversations whose user_id contains this text. Ignores case.
            agent_id: Return only conversations with this agent.
            agent_version_id: Return only conversations with this agent version.
            agent_number: Return only conversations whose agent phone number contains this text.
            web_widget_id: Return only conversations from this web widget.
            duration_above: Return only conversations that lasted at least this many seconds.
            duration_below: Return only conversations that lasted at most this many seconds.
            user_turn_count_above: Return only conversations with at least this many user turns.
            user_turn_count_below: Return only conversations with at most this many user turns.
            custom_metadata: Return only conversations whose custom metadata contains this JSON
                object.
            created_after: Return only conversations created at or after this time.
            created_before: Return only conversations created at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listConversations`;
        https://docs.anyreach.ai/api-reference/conversations/list-conversations.
        """
        from ..api.conversations import list_conversations as operation

        return self._client._pages(
            operation,
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
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def create(
        self,
        *,
        channel: models.Channel | Literal["telephone", "webrtc", "email", "text"],
        user_id: str,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        agent_config: dict[str, Any] | None = None,
        version: float | models.LatestVersion | Literal["latest"] | None = None,
        agent_number: str | None = None,
        to_address: str | None = None,
        from_address: str | None = None,
        subject: str | None = None,
        initial_context: str | None = None,
        custom_metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CreateConversationResponse:
        """Create a conversation.

        Creates a conversation. A phone call is queued, and a real phone rings. The other
        channels answer immediately. Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            channel: The conversation channel.
            user_id: Your identifier for the end user. For phone calls, a number in E.164 format,
                including the plus sign.
            agent_id: The agent to use. Defaults to its latest published version.
            agent_version_id: The published agent version to use instead of agent_id.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of agent_id to use: its number, or latest.
            agent_number: The agent's phone number (telephony).
            to_address: The recipient's email address. Required for email.
            from_address: The sender's email address.
            subject: The subject of the email.
            initial_context: Context injected into the agent at the start of the conversation.
            custom_metadata: Metadata to attach to the conversation. You can filter lists by it.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The conversation was created.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            UnprocessableEntityError: 422: The request is well formed, but its values are invalid.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createConversation`;
        https://docs.anyreach.ai/api-reference/conversations/create-a-conversation.
        """
        from ..api.conversations import create_conversation as operation

        request = operation.request(
            channel=channel,
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            agent_number=agent_number,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def send_message(
        self,
        conversation_id: str | WithId,
        *,
        text: str,
        interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.SendConversationMessageResponse:
        """Send a message.

        Sends a user message to an active text conversation (triggered, ringing or in_progress),
        runs one agent turn, and returns the reply. Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            conversation_id: The ID of the text conversation.
            text: The message text.
            interactivity: Whether the agent can reply with widgets as well as text. The API's
                default is `"plain"`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The agent's reply.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            ConflictError: 409: The conversation's channel or status does not allow this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `sendConversationMessage`;
        https://docs.anyreach.ai/api-reference/conversations/send-a-message.
        """
        from ..api.conversations import send_conversation_message as operation

        request = operation.request(conversation_id, text=text, interactivity=interactivity)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def end(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.EndConversationResponse:
        """End a conversation.

        Ends a text conversation. Idempotent: ending a completed conversation changes nothing.
        Requires a token with write access.

        Needs a token with the scope `conversations:manage`.

        Args:
            conversation_id: The ID of the text conversation.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The conversation is completed.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation does not exist.
            ConflictError: 409: The conversation's channel or status does not allow this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `endConversation`;
        https://docs.anyreach.ai/api-reference/conversations/end-a-conversation.
        """
        from ..api.conversations import end_conversation as operation

        request = operation.request(conversation_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def create_listener_token(
        self,
        conversation_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.ListenerToken:
        """Create a listener token.

        Creates a token that lets a person listen to a call in progress.

        Needs a token with the scope `conversations:read_sensitive` or `conversations:manage`.

        Args:
            conversation_id: The conversation's unique ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The listener token.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The conversation has no room.
            ConflictError: 409: The conversation is not active.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createConversationListenerToken`.
        """
        from ..api.conversations import create_conversation_listener_token as operation

        request = operation.request(conversation_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def get_agent_assist(
        self,
        phone_number: str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.AgentAssist:
        """Get agent assist data for a caller.

        Returns the newest conversation with this caller, in the form shown to a person who
        takes over the call.

        Args:
            phone_number: The caller's number in E.164 format, including the plus sign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The newest conversation.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            NotFoundError: 404: The conversation does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentAssist`.
        """
        from ..api.conversations import get_agent_assist as operation

        request = operation.request(phone_number)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )
