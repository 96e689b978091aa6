"""A text chat that starts and always ends with its `with` block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Self

from anyreach._core.settings.options import AtMost
from anyreach._core.settings.validation import check_text
from anyreach._errors import AnyReachError, ConfigurationError, ConflictError
from anyreach._transport.asyncio_io import finish
from anyreach.conversations._creation import Creation
from anyreach.conversations._results import CreatedConversation, Reply
from anyreach_api import models
from anyreach_api.resources.conversations import AsyncConversations

if TYPE_CHECKING:
    from anyreach_api._operation import Options, Request
    from anyreach_api._resource import AsyncCaller

# ruff: noqa: SLF001  `_call` is what a client is for those that help it
# pyright: reportPrivateUsage=false

_LEAVING: Final = AtMost(10.0)  # leaving the block, perhaps by an error, takes no longer
_GIVEN_UP: Final = AtMost(0.5)  # nor does leaving it by an interrupt, which is to end the process


class AsyncChat:
    """A text conversation that ends with its `async with` block: `client.conversations.chat()`.

    An exception, an interrupt or a cancelled task in the block ends the conversation, too. Leaving
    the block takes at most 10 seconds, or less than a second after an interrupt or cancellation.
    If ending the conversation fails, the block's exception is still raised, with a note. Each
    block starts a new conversation. Outside a block, the methods raise `ConfigurationError`.
    """

    def __init__(self, client: AsyncCaller, request: Request, options: Options) -> None:
        self._client = client
        self._conversations = AsyncConversations(client)
        self._creation = (request, options)
        self._created: CreatedConversation | None = None
        self._ended = False

    def __repr__(self) -> str:
        told = "" if self._created is None else f" {self._created.id}"
        return f"<{type(self).__name__}{told}>"

    async def __aenter__(self) -> Self:
        self._created = await self._client._call(Creation(), *self._creation)
        self._ended = False
        return self

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._ended:
            return
        try:
            given_up = error is not None and not isinstance(error, Exception)
            await finish(self.end, timeout=_GIVEN_UP if given_up else _LEAVING)
        except ConflictError:
            pass  # it was over before
        except Exception as failure:
            if error is None:
                raise
            why = str(failure) if isinstance(failure, AnyReachError) else type(failure).__name__
            error.add_note(f"the chat could not be ended: {why}")

    @property
    def conversation(self) -> models.Conversation:
        """The conversation, as returned when it was created."""
        return self._begun().conversation

    @property
    def greeting(self) -> str | None:
        """The agent's greeting, or None."""
        return self._begun().starting_message

    def _begun(self) -> CreatedConversation:
        if self._created is None:
            raise ConfigurationError("a chat starts when you enter it: use it in a `with` block")
        return self._created

    async def send(
        self,
        text: str,
        *,
        interactivity: models.Interactivity | Literal["plain", "rich"] | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Send a message from the user.

        The message is never sent twice. If no response arrives, the error's `maybe_sent` says
        whether the agent may have received it.

        Args:
            text: The user's message.
            interactivity: `"rich"` lets the agent reply with widgets beside its text; None for
                `"plain"`.
            timeout: Seconds for this call; None for the client's.

        Returns:
            The agent's reply.

        Raises:
            ConfigurationError: An argument is invalid, or the chat was not entered.
            ConflictError: The conversation is no longer active.
            APIError: The call failed in another way. See the other subclasses.

        Source: the contract's `sendConversationMessage`.
        """
        check_text("text", text)
        return Reply(
            await self._conversations.send_message(
                self._begun().id, text=text, interactivity=interactivity, timeout=timeout
            )
        )

    async def end(self, *, timeout: float | None = None) -> models.EndConversationResponse:
        """End the conversation before the block does.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.

        Returns:
            The conversation's status, duration and summary.

        Raises:
            ConfigurationError: The chat was not entered.
            ConflictError: The conversation is already over.
            APIError: The call failed in another way. See the other subclasses.

        Source: the contract's `endConversation`.
        """
        ended = await self._conversations.end(self._begun().id, timeout=timeout)
        self._ended = True
        return ended
