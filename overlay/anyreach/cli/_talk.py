"""`anyreach conversations message`, `end` and `chat`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from anyreach.cli._agent import NO_AGENT_AT_ALL, AnyAgent
from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach import Reply

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_QUIT = "/quit"


def message(
    conversation_id: str,
    text: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    rich: bool = False,
    options: Options = DEFAULTS,
) -> None:
    """Send a message to a text conversation, and show what the agent answers.

    The answer is shown, since you asked for it; what the agent's tools were
    asked and answered is hidden without --reveal. A message is never sent twice.

    For example:

      anyreach conversations message conv_3 "Do you ship to Zurich?"
      anyreach conversations message conv_3 - < question.txt

    Args:
        conversation_id: The conversation's id.
        text: What the user says; - reads stdin.
        rich: Let the agent answer with widgets, too.
    """
    from anyreach.cli._files import read_text

    interactivity = "rich" if rich else None
    said = read_text(text)
    with options.client() as client:
        reply = client.conversations.send_message(
            conversation_id, said, interactivity=interactivity
        )
        _show(reply, options)


def end(conversation_id: str, /, *, options: Options = DEFAULTS) -> None:
    """End a text conversation; one that is completed stays as it is.

    For example:

      anyreach conversations end conv_3

    Args:
        conversation_id: The conversation's id.
    """
    from anyreach.cli._escape import to_json
    from anyreach.cli._view import cell, for_machines, view

    with options.client() as client:
        ended = client.conversations.end(conversation_id)
        if options.json:
            sys.stdout.write(to_json(for_machines(ended, reveal=options.reveal)) + "\n")
            return
        shown = view(ended, reveal=options.reveal)
        options.screen.fields((cell(name), cell(value)) for name, value in shown.items())


def chat(
    *,
    user_id: Annotated[str, Parameter(metavar="ID")],
    agent: AnyAgent = NO_AGENT_AT_ALL,
    rich: bool = False,
    options: Options = DEFAULTS,
) -> None:
    r"""Chat with an agent; the conversation ends when you leave.

    On a terminal, type what you say. /quit, Ctrl-D or Ctrl-C leaves. From a
    pipe, every line is a message. What the agent says is shown; what its tools
    were asked and answered is hidden without --reveal.

    For example:

      anyreach conversations chat --user-id me --agent-id agent_1
      printf 'Hello\nWhere is my order?\n' |
        anyreach conversations chat --user-id me --agent-id agent_1 --json

    Args:
        user_id: Your identifier of the end user.
        rich: Let the agent answer with widgets, too.
    """
    from anyreach.cli._escape import escape, escape_lines
    from anyreach.cli._screen import note

    interactivity = "rich" if rich else None
    arguments = agent.arguments()
    with (
        options.client() as client,
        client.conversations.chat(user_id=user_id, **arguments) as talk,
    ):
        note(f"conversation {escape(str(talk.conversation.id))}; {_QUIT} or Ctrl-D ends it")
        if talk.greeting is not None and not options.json:
            options.screen.print(f"agent> {escape_lines(talk.greeting, _INDENT)}")
        for said in _messages():
            _show(talk.send(said, interactivity=interactivity), options, "agent> ")


_INDENT = " " * len("agent> ")


def _messages() -> Iterator[str]:
    """Read what the user says, line by line, until the end."""
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    if asks:
        importlib.import_module("readline")  # lets `input` edit the line
    while True:
        try:
            said = input("you> ") if asks else next(sys.stdin)
        except StopIteration:
            return
        except EOFError:
            sys.stdout.write("\n")
            return
        if said.strip() == _QUIT:
            return
        if said.strip():
            yield said.strip()


def _show(reply: Reply, options: Options, speaker: str = "") -> None:
    from anyreach.cli._escape import to_json
    from anyreach.cli._transcript import reply_lines

    if options.json:
        sys.stdout.write(to_json(_for_machines(reply, reveal=options.reveal)) + "\n")
    else:
        indent = " " * len(speaker)
        lines = list(reply_lines(reply, reveal=options.reveal, indent=indent))
        for number, line in enumerate(lines or [""]):
            options.screen.print(f"{indent if number else speaker}{line}")
    sys.stdout.flush()


def _for_machines(reply: Reply, *, reveal: bool) -> dict[str, Any]:
    """Return a reply as JSON: as it arrived, or without what its tools were asked and answered."""
    answer = reply.raw.to_dict()
    if reveal:
        return answer
    shown = {name: answer.get(name) for name in ("conversation_id", "reply", "widgets")}
    hidden = sorted(name for name, value in answer.items() if name not in shown and value)
    return {**shown, "hidden_fields": hidden}
