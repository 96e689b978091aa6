"""`anyreach conversations wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach.models import Conversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_SECONDS = 3_600.0


def wait(conversation_id: str, /, *, options: Options = DEFAULTS) -> int:
    """Wait until a conversation is over, and show it.

    Each change of its status is told on stderr. The exit code is 0 when it is
    completed, and 3 when it is over in another way: failed, cancelled,
    transferred or unanswered. When the time is over first, it is 75. Here,
    --timeout is for the whole wait: 3600 seconds, unless given.

    For example:

      anyreach conversations wait conv_2 --timeout 300
      anyreach conversations wait conv_2 --json && echo completed

    Args:
        conversation_id: The conversation's id.
    """
    from anyreach.cli._exit import NOT_COMPLETED
    from anyreach.cli._get import show

    timeout = _SECONDS if options.timeout is None else options.timeout
    with options.client() as client:
        over = client.conversations.wait(conversation_id, timeout=timeout, on_update=_tell)
        show(over, options)
    return 0 if over.status == "completed" else NOT_COMPLETED


def _tell(conversation: Conversation) -> None:
    from anyreach.cli._escape import escape
    from anyreach.cli._screen import note

    note(f"status: {escape(str(conversation.status.value))}")
