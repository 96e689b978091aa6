"""Models that know what is withheld from the token that fetched them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import anyreach_api.models.conversation as _conversation
import anyreach_api.models.end_conversation_response as _ended
from anyreach import _redaction
from anyreach_api.types import UNSET

if TYPE_CHECKING:
    from anyreach._recording import Recording
    from anyreach._transcript import Transcript


class _Redactable:
    """What every one of them can tell."""

    __slots__ = ()

    @property
    def redacted_fields(self) -> frozenset[str]:
        """The names of the fields withheld from the token that this was fetched with."""
        return _redaction.redacted_fields(self)

    def is_redacted(self, name: str) -> bool:
        """Return whether the field `name` is withheld from the token.

        Raises:
            AttributeError: There is no such field.
        """
        return _redaction.is_redacted(self, name)

    def reveal(self, name: str) -> Any:
        """Return the value of the field `name`, or None when it has none.

        Raises:
            RedactedError: The field is withheld from the token; the text names the scope it needs.
            AttributeError: There is no such field.
        """
        return _redaction.reveal(self, name)

    def redacted(self) -> Self:
        """Return a copy, as a read-only token would see it."""
        return _redaction.redacted(self)


class Conversation(_Redactable, _conversation.Conversation):
    """A conversation, as the contract has it, with its redaction told apart from emptiness.

    Of a sensitive field the attribute is `UNSET` when it is withheld from the token that fetched
    the conversation, None when the token may see it and it has no value, else the value. The text
    of a conversation (`repr`, `str`) shows no sensitive value and no phone number.

    Source: the contract's `Conversation`; docs: conversations/permissions-and-data-access.
    """

    __slots__ = ()

    @property
    def transcript(self) -> Transcript | None:
        """The transcript, or None when there is none; partial while the conversation is active.

        Raises:
            RedactedError: The transcript is withheld from the token.
        """
        from anyreach._transcript import Transcript  # noqa: PLC0415  loaded when asked for

        raw = self.reveal("conversation")
        return None if raw is None else Transcript(raw.to_dict())

    @property
    def recording(self) -> Recording | None:
        """The recording, or None when there is none; only voice conversations have one.

        Raises:
            RedactedError: The recording is withheld from the token.
        """
        from anyreach._recording import Recording  # noqa: PLC0415  loaded when asked for

        details = self.reveal("recording_details")
        if details is None:
            return None
        client = getattr(self, "_client", None)
        return Recording(details.to_dict(), client, self.id if self.id is not UNSET else None)


class EndConversationResponse(_Redactable, _ended.EndConversationResponse):
    """What is left of a conversation that was ended, with its redaction told apart from emptiness.

    Source: the contract's `EndConversationResponse`.
    """

    __slots__ = ()
