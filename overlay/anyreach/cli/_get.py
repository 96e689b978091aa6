"""`anyreach conversations get`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach.models import Conversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs


def get(conversation_id: str, /, *, options: Options = DEFAULTS) -> None:
    """Show one conversation.

    What is withheld from the token, what is hidden, and what is empty are told
    apart. --reveal shows sensitive values, phone numbers and the transcript.

    For example:

      anyreach conversations get conv_1
      anyreach conversations get conv_1 --reveal
      anyreach conversations get conv_1 --json | jq -r .status

    Args:
        conversation_id: The conversation's id.
    """
    with options.client() as client:
        show(client.conversations.get(conversation_id), options)


def show(conversation: Conversation, options: Options) -> None:
    """Show a conversation to people or machines, as the options say."""
    from anyreach.cli._escape import to_json
    from anyreach.cli._view import cell, for_machines, view

    if options.json:
        sys.stdout.write(to_json(for_machines(conversation, reveal=options.reveal)) + "\n")
        return
    shown = view(conversation, reveal=options.reveal)
    transcript = options.reveal and bool(shown.get("conversation"))
    transcript = transcript and not conversation.is_redacted("conversation")
    if transcript:
        del shown["conversation"]
    options.screen.fields((cell(name), cell(value)) for name, value in shown.items())
    if transcript:
        from anyreach.cli._transcript import lines

        for line in lines(conversation.transcript or ()):
            options.screen.print(line)
