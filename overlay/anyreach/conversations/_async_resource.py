"""Conversation helpers: channels, chats, waiting, getting many, export."""

from __future__ import annotations

import builtins
import os
from collections.abc import AsyncGenerator, Callable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias

from anyreach._core.async_waiting import wait_until
from anyreach._core.retry import is_final
from anyreach._core.settings.options import check_count, check_timeout
from anyreach._errors import (
    AnyReachError,
    APIError,
    ConfigurationError,
    PermissionDeniedError,
    RedactedError,
    WaitTimeoutError,
)
from anyreach._transport.asyncio_io import Items, as_they_arrive
from anyreach.conversations._async_chat import AsyncChat
from anyreach.conversations._creation import TRACE, Agent, Creation, creation
from anyreach.conversations._results import (
    CreatedConversation,
    Fetched,
    FetchedConversation,
    FetchedError,
    FoundCreation,
)
from anyreach.export._results import Exported, Format, Progress, Transcripts
from anyreach.models._statuses import TERMINAL
from anyreach_api import models
from anyreach_api._operation import Options, id_of
from anyreach_api.resources import conversations as _generated

# ruff: noqa: SLF001  `_call` is what a client is for its resources
# pyright: reportPrivateUsage=false

AnyConversation: TypeAlias = (
    "str | models.Conversation | models.CreateConversationResponse | CreatedConversation"
)

_MOST: Final = 64  # what an asynchronous client sends at once: more would wait at its own gate


class AsyncConversations(_generated.AsyncConversations):
    """Conversations between your users and agents: `client.conversations`.

    Adds to the contract's methods: one for each channel, chats, waiting, and getting many.
    The channels send the contract's `createConversation`; docs: api-reference/conversations.
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
        """Place a phone call. A real phone rings.

        The request is never sent twice. If no response arrives, the error's `maybe_sent` says
        whether a phone may ring.

        Args:
            to: The number to call in E.164 format, such as `+15550100`. Becomes the conversation's
                `user_id`.
            agent_id: The agent to use, in its latest published version.
            agent_version_id: The published agent version to use instead of `agent_id`.
            version: The published version of `agent_id` to use: its number, or `"latest"`.
            agent_number: The agent's phone number. You can pass it instead of an agent.
            initial_context: Context for the agent at the start.
            custom_metadata: A JSON object to attach to the conversation.
            timeout: Seconds for this call; None for the client's.

        Returns:
            The conversation, which is `queued`. Use `wait()` to follow it.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.
            APIError: The call failed. See the subclasses, as for `create()`.
        """
        agent = Agent(agent_id, agent_version_id, None, version, agent_number)
        request = creation("telephone", to, agent, initial_context, custom_metadata)
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
        """Start a text conversation. `chat()` starts one that ends by itself.

        Continue with `send_message()`, and finish with `end()`.

        Args:
            user_id: Your identifier for the end user.
            agent_id: The agent to use, in its latest published version.
            agent_version_id: The published agent version to use instead of `agent_id`.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of `agent_id` to use: its number, or `"latest"`.
            initial_context: Context for the agent at the start.
            custom_metadata: A JSON object to attach to the conversation.
            timeout: Seconds for this call; None for the client's.

        Returns:
            The conversation. Its `starting_message` is the agent's greeting.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.
            APIError: The call failed. See the subclasses, as for `create()`.
        """
        agent = Agent(agent_id, agent_version_id, agent_config, version)
        request = creation("text", user_id, agent, initial_context, custom_metadata)
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
        """Start an email conversation.

        The request is never sent twice. If no response arrives, the error's `maybe_sent` says
        whether an email may have been sent.

        Args:
            user_id: Your identifier for the end user.
            to_address: The recipient's email address.
            from_address: The sender's email address.
            subject: The subject of the email.
            agent_id: The agent to use, in its latest published version.
            agent_version_id: The published agent version to use instead of `agent_id`.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of `agent_id` to use: its number, or `"latest"`.
            initial_context: Context for the agent at the start.
            custom_metadata: A JSON object to attach to the conversation.
            timeout: Seconds for this call; None for the client's.

        Returns:
            The conversation.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.
            APIError: The call failed. See the subclasses, as for `create()`.
        """
        agent = Agent(agent_id, agent_version_id, agent_config, version)
        mail = {"to_address": to_address, "from_address": from_address, "subject": subject}
        request = creation("email", user_id, agent, initial_context, custom_metadata, **mail)
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

        Args:
            user_id: Your identifier for the end user.
            agent_id: The agent to use, in its latest published version.
            agent_version_id: The published agent version to use instead of `agent_id`.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of `agent_id` to use: its number, or `"latest"`.
            initial_context: Context for the agent at the start.
            custom_metadata: A JSON object to attach to the conversation.
            timeout: Seconds for this call; None for the client's.

        Returns:
            The conversation. The values that the user's browser needs to join are in
            `raw.additional_properties`, since the contract doesn't name them. Anyone with these
            values can join. Don't log them.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.
            APIError: The call failed. See the subclasses, as for `create()`.
        """
        agent = Agent(agent_id, agent_version_id, agent_config, version)
        request = creation("webrtc", user_id, agent, initial_context, custom_metadata)
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
        """Return a text conversation that starts and ends with a `with` block.

        Nothing is sent before you enter the block. Entering raises the same errors as `text()`.

        Args:
            user_id: Your identifier for the end user.
            agent_id: The agent to use, in its latest published version.
            agent_version_id: The published agent version to use instead of `agent_id`.
            agent_config: An agent configuration to use instead of a stored agent.
            version: The published version of `agent_id` to use: its number, or `"latest"`.
            initial_context: Context for the agent at the start.
            custom_metadata: A JSON object to attach to the conversation.
            timeout: Seconds for creating the conversation; None for the client's.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.

        Source: the contract's `createConversation`, `sendConversationMessage`, `endConversation`.
        """
        agent = Agent(agent_id, agent_version_id, agent_config, version)
        request = creation("text", user_id, agent, initial_context, custom_metadata)
        return AsyncChat(self._client, request, Options(timeout))

    async def wait(
        self,
        conversation: AnyConversation,
        *,
        timeout: float = 3_600.0,
        on_update: Callable[[models.Conversation], object] | None = None,
    ) -> models.Conversation:
        """Wait until a conversation is over.

        It is over when its status is completed, failed, cancelled, transferred or unanswered. An
        unknown status doesn't end the wait. Polls after a second, then with growing pauses of up
        to 17 seconds. Transient errors don't stop the wait.

        Args:
            conversation: The conversation, its id, or the result of creating it.
            timeout: Seconds for the whole wait.
            on_update: Called with the first result, and whenever the status changes. Exceptions
                from it propagate. The asynchronous client awaits a coroutine.

        Returns:
            The conversation. It can still change later, for example by feedback.

        Raises:
            WaitTimeoutError: The conversation is not over yet. The error's `record` is the last
                known conversation.
            NotFoundError: The conversation doesn't exist.
            PermissionDeniedError: The token's scopes do not grant reading it.
            APIError: No poll succeeded, or the API denies access.
            ConfigurationError: An argument is invalid.

        Source: the contract's `getConversation`; docs: api-reference/conversations/statuses.
        """

        async def look(timeout: float, /) -> models.Conversation:
            return await self.get(id_of(conversation), timeout=timeout)

        return await wait_until(
            _is_over,
            look,
            what=("getConversation", "the conversation"),
            timeout=timeout,
            state=attrgetter("status"),
            on_update=on_update,
        )

    async def find_created(self, error: APIError, *, timeout: float = 30.0) -> FoundCreation:
        """Find out whether a conversation was created although the response was lost.

        With `trace=True`, the client puts a new key into the `custom_metadata` of each conversation
        it creates, and into the error. This method polls the list for that key.

        `created` is certain. `absent` is certain if the API rejected the request or can't have
        received it; then the list isn't polled. Otherwise `absent` means that the list had no such
        conversation before the timeout, and a list may lag. `unknown` means that the token can't
        search: that needs `conversations:read_sensitive`.

        Args:
            error: The error of `create()`, `call()`, `text()`, `email()`, `web()` or `chat()`.
            timeout: Seconds for the whole search.

        Returns:
            The outcome and, if it was created, the conversation.

        Raises:
            APIError: The list can't be fetched.
            ConfigurationError: The client has no `trace=True`, or the timeout is invalid.

        Source: the contract's `listConversations` and its filter `custom_metadata`.
        """
        trace = error.trace
        if trace is None:
            raise ConfigurationError("the error has no trace: the client needs trace=True")
        if not error.maybe_sent or (is_final(error) and error.attempts == 1):
            return FoundCreation("absent")

        async def look(timeout: float, /) -> builtins.list[models.Conversation]:
            found = self.list(custom_metadata={TRACE: trace}, limit=1, timeout=timeout)
            return [one async for one in found]

        try:
            what = ("listConversations", "the search")
            (found,) = await wait_until(bool, look, what=what, timeout=timeout)
            is_it = (found.custom_metadata or {}).get(TRACE) == trace  # not each API filters
        except WaitTimeoutError:
            return FoundCreation("absent")
        except (PermissionDeniedError, RedactedError):
            return FoundCreation("unknown")
        return FoundCreation("created", found) if is_it else FoundCreation("unknown")

    async def export(
        self,
        out: str | os.PathLike[str],
        *,
        since: datetime,
        until: datetime | None = None,
        format: Format = "jsonl",  # noqa: A002  as people call it
        nested: bool = False,
        detail: bool = False,
        recordings: bool = False,
        transcripts: Transcripts | None = None,
        redact: bool = False,
        update: bool = False,
        lookback: timedelta = timedelta(days=7),
        reconcile: bool = False,
        workers: int = 4,
        page_size: int | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        **filters: Any,
    ) -> Exported:
        """Export every conversation in a time range to a folder, each exactly once.

        The range is cut into windows, and each finished window is kept. If the process is killed,
        call it again with the same arguments: it resumes and ends with the same files. Calls wait
        as long as the API asks. Files have mode 0600, folders 0700. docs/export.md describes the
        folder.

        Args:
            out: The folder. It is new, empty, or has this very export.
            since: Where the range starts: an aware datetime.
            until: Where it ends: conversations created at this time are not in it. Defaults to now,
                or to the range of the export that is in the folder.
            format: `jsonl`, `jsonl.gz`, `jsonl.zst`, `csv` or `parquet`.
            nested: Whether Parquet has transcripts as lists of structs, and `custom_metadata` as
                a map of JSON texts; else both are JSON text.
            detail: Whether to get each conversation on its own, where the list leaves something
                out. It takes a request for each.
            recordings: Whether to download recordings, too.
            transcripts: Whether to write transcripts to files of their own: `text` or `markdown`.
            redact: Whether to leave out what is sensitive or unknown to the contract.
            update: Whether to read again what may have changed, and what is new, and to replace it.
            lookback: How much of the end of the range an update reads again.
            reconcile: Whether to compare the count with the API's summary of the usage, which needs
                the scope `billing:manage`. Not for an export with filters.
            workers: How many windows to walk at once, from 1 to 16.
            page_size: How many conversations to ask for at once. Defaults to 100.
            on_progress: Is called with a `Progress` after every page.
            **filters: Those of `list()`, such as `channel="telephone"`.

        Returns:
            How many conversations the folder has, how many could not be read, and what an update
            changed.

        Raises:
            ConfigurationError: An argument cannot be used, or is not that of the export that is in
                the folder; or another export writes to it.
            IncompleteListError: Conversations could be missing.
            APIError: A call failed in another way. See the other subclasses. What is safe is kept.
            OSError: A file cannot be written. What is safe is kept.

        Source: the contract's `listConversations` and `getConversation`.
        """
        from anyreach.export._async_export import AsyncExport  # noqa: PLC0415  seldom needed

        client: Any = self._client._patient()
        return await AsyncExport(
            client, out, workers=workers, page_size=page_size, on_progress=on_progress
        ).run(
            since=since,
            until=until,
            update=update,
            lookback=lookback,
            reconcile=reconcile,
            format=format,
            nested=nested,
            detail=detail,
            recordings=recordings,
            transcripts=transcripts,
            redact=redact,
            filters=filters,
        )

    def get_many(
        self, ids: Items[AnyConversation], *, concurrency: int = 16, timeout: float | None = None
    ) -> AsyncGenerator[Fetched]:
        """Get many conversations concurrently, and yield each outcome as it arrives.

        A failed call is a value, not an exception, so the others continue. `ids` is consumed
        lazily, so there can be millions. To stop early, leave the loop or close the iterator: it
        doesn't wait for calls in flight.

        Args:
            ids: The conversations, or their ids. The asynchronous client also takes an asynchronous
                iterable. Exceptions from the iterable propagate immediately. While a plain iterable
                blocks, nothing is yielded.
            concurrency: Number of concurrent calls, from 1 to 64.
            timeout: Seconds for each call, including retries; None for the client's. Waits that the
                API asks for don't count.

        Returns:
            An iterator of `Fetched`: `id`, `conversation` and `error`, of which one of the last two
            is None. Type checkers narrow on `if fetched.error is None`.

        Raises:
            ConfigurationError: An argument is invalid. The message names it and says what to do.

        Source: the contract's `getConversation`.
        """
        if isinstance(ids, str):
            raise ConfigurationError("ids must be an iterable of ids, such as a list with this one")
        if check_count("concurrency", concurrency) > _MOST:
            raise ConfigurationError(f"concurrency= must be at most {_MOST}")
        if timeout is not None:
            check_timeout(timeout)

        patient = type(self)(self._client._patient())

        async def get(conversation: AnyConversation) -> Fetched:
            conversation_id: str = id_of(conversation)
            try:
                found = await patient.get(conversation_id, timeout=timeout)
            except AnyReachError as error:
                return FetchedError(conversation_id, None, error)
            return FetchedConversation(conversation_id, found, None)

        return as_they_arrive(get, ids, concurrency)


def _is_over(conversation: models.Conversation) -> bool:
    return conversation.status in TERMINAL
