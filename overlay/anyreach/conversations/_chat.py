"""A text chat as a context manager: it starts on `__enter__`, and always ends on `__exit__`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Self

from anyreach._core.options import AtMost
from anyreach._core.validation import check_text
from anyreach._errors import AnyReachError, ConfigurationError, ConflictError
from anyreach.conversations._created import CreatedConversation, Creation
from anyreach.conversations._reply import Reply
from anyreach_api import models
from anyreach_api.resources.conversations import AsyncConversations, Conversations

if TYPE_CHECKING:
    from anyreach_api._operation import Options, Request
    from anyreach_api._resource import AsyncCaller, Caller

# ruff: noqa: SLF001  `_call` is what a client is for those that help it
# pyright: reportPrivateUsage=false

_LEAVING: Final = AtMost(10.0)  # leaving the block, perhaps by an error, takes no longer


class _Chat:
    """The base of sync and async chats."""

    def __init__(self, request: Request, options: Options) -> None:
        self._creating: tuple[Request, Options] | None = (request, options)
        self._created: CreatedConversation | None = None
        self._ended = False

    def __repr__(self) -> str:
        told = "" if self._created is None else f" {self._created.conversation.id}"
        return f"<{type(self).__name__}{told}>"

    @property
    def conversation(self) -> models.Conversation:
        """The conversation, as returned when it was created.

        Raises:
            ConfigurationError: The chat was not entered.
        """
        return self._begun().conversation

    @property
    def greeting(self) -> str | None:
        """The agent's greeting; None if there is none.

        Raises:
            ConfigurationError: The chat was not entered.
        """
        return self._begun().starting_message

    def _begun(self) -> CreatedConversation:
        if self._created is None:
            raise ConfigurationError("a chat begins when it is entered: use it in a `with` block")
        return self._created

    def _begin(self) -> tuple[Request, Options]:
        creating, self._creating = self._creating, None
        if creating is None:
            raise ConfigurationError("a chat is entered once: make another by conversations.chat()")
        return creating

    def _id(self) -> str:
        return str(self._begun().conversation.id)


class Chat(_Chat):
    """A text conversation that ends with its `with` block: `client.conversations.chat()`.

    An exception in the block ends it, too. That exception is raised even if ending the
    conversation fails; a note on it then says so.
    """

    def __init__(self, client: Caller, request: Request, options: Options) -> None:
        super().__init__(request, options)
        self._client = client
        self._conversations = Conversations(client)

    def __enter__(self) -> Self:
        self._created = self._client._call(Creation(), *self._begin())
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._ended:
            return
        try:
            self._conversations.end(self._id(), timeout=_LEAVING)
        except Exception as failure:  # noqa: BLE001  `_settle` raises it, or notes it
            _settle(error, failure)

    def send(
        self,
        text: str,
        *,
        interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Send a message from the user, and return the agent's reply.

        The message is never sent twice: if no answer arrives, the error's `maybe_sent` says whether
        the agent can have received it.

        Args:
            text: The user's message.
            interactivity: `"rich"` lets the agent reply with widgets beside its text; None for
                `"plain"`.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent, or the chat was not entered.
            ConflictError: The conversation is no longer active.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `sendConversationMessage`.
        """
        check_text("text", text)
        return Reply(
            self._conversations.send_message(
                self._id(), text=text, interactivity=interactivity, timeout=timeout
            )
        )

    def end(self, *, timeout: float | None = None) -> models.EndConversationResponse:
        """End the conversation before the block does.

        Args:
            timeout: Seconds for this call, retries included; None for the client's.

        Raises:
            ConfigurationError: The chat was not entered.
            ConflictError: The conversation is over in another way.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `endConversation`.
        """
        ended = self._conversations.end(self._id(), timeout=timeout)
        self._ended = True
        return ended


class AsyncChat(_Chat):
    """A text conversation that ends with its `async with` block: `client.conversations.chat()`.

    An exception in the block ends it, too, and so does a cancelled task: it waits at most 10
    seconds for the end. The exception is raised even if ending the conversation fails; a note on
    it then says so.
    """

    def __init__(self, client: AsyncCaller, request: Request, options: Options) -> None:
        super().__init__(request, options)
        self._client = client
        self._conversations = AsyncConversations(client)

    async def __aenter__(self) -> Self:
        self._created = await self._client._call(Creation(), *self._begin())
        return self

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._ended:
            return
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        task = asyncio.ensure_future(self._conversations.end(self._id(), timeout=_LEAVING))
        cancelled: asyncio.CancelledError | None = None
        while not task.done():
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError as caught:
                cancelled = caught
        failure = task.exception()
        if cancelled is not None and not isinstance(error, asyncio.CancelledError):
            raise cancelled
        if failure is not None:
            _settle(error, failure)

    async def send(
        self,
        text: str,
        *,
        interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Send a message from the user, and return the agent's reply.

        The message is never sent twice: if no answer arrives, the error's `maybe_sent` says whether
        the agent can have received it.

        Args:
            text: The user's message.
            interactivity: `"rich"` lets the agent reply with widgets beside its text; None for
                `"plain"`.
            timeout: Seconds for this call; None for the client's.

        Raises:
            ConfigurationError: An argument cannot be sent, or the chat was not entered.
            ConflictError: The conversation is no longer active.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `sendConversationMessage`.
        """
        check_text("text", text)
        return Reply(
            await self._conversations.send_message(
                self._id(), text=text, interactivity=interactivity, timeout=timeout
            )
        )

    async def end(self, *, timeout: float | None = None) -> models.EndConversationResponse:
        """End the conversation before the block does.

        Args:
            timeout: Seconds for this call, retries included; None for the client's.

        Raises:
            ConfigurationError: The chat was not entered.
            ConflictError: The conversation is over in another way.
            APIError: The call failed; the other subclasses say how.

        Source: the contract's `endConversation`.
        """
        ended = await self._conversations.end(self._id(), timeout=timeout)
        self._ended = True
        return ended


def _settle(error: BaseException | None, failure: BaseException) -> None:
    """Raise the failure of ending a chat, or note it on the error that left the block."""
    if isinstance(failure, ConflictError):
        return  # it was over before
    if error is None:
        raise failure
    why = str(failure) if isinstance(failure, AnyReachError) else type(failure).__name__
    error.add_note(f"the chat could not be ended: {why}")
