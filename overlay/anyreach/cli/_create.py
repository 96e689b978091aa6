"""`anyreach conversations create`: a command for each channel."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from anyreach import ConfigurationError
from anyreach.cli._agent import NO_AGENT, NO_AGENT_AT_ALL, Agent, AnyAgent
from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach import CreatedConversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs


def call(
    *,
    to: Annotated[str, Parameter(metavar="NUMBER")],
    agent: Agent = NO_AGENT,
    agent_number: Annotated[str | None, Parameter(metavar="NUMBER", group="Agent")] = None,
    yes: bool = False,
    options: Options = DEFAULTS,
) -> int:
    """Call someone: a real phone rings.

    You are asked before, unless --yes is there; where nobody can be asked, it
    has to be. The call is queued: `conversations wait` tells how it goes. It is
    never asked for twice.

    For example:

      anyreach conversations create call --to +12025550143 --agent-id agent_1

    Args:
        to: The number to call, in E.164 form: + and digits.
        agent_number: The agent's phone number, which names the agent, too.
        yes: Do not ask.
    """
    from anyreach.cli._exit import NOT_DONE
    from anyreach.cli._screen import note

    if not yes and not _agrees():
        note("nobody was called")
        return NOT_DONE
    arguments = agent.arguments()
    with options.client() as client:
        made = client.conversations.call(to=to, agent_number=agent_number, **arguments)
        _show(made, options)
    return 0


def text(
    *,
    user_id: Annotated[str, Parameter(metavar="ID")],
    agent: AnyAgent = NO_AGENT_AT_ALL,
    options: Options = DEFAULTS,
) -> None:
    """Begin a text conversation, and show the agent's greeting.

    Go on with `conversations message`, and finish with `conversations end`. A
    chat that ends by itself is `conversations chat`.

    For example:

      anyreach conversations create text --user-id me --agent-id agent_1

    Args:
        user_id: Your identifier of the end user.
    """
    arguments = agent.arguments()
    with options.client() as client:
        _show(client.conversations.text(user_id=user_id, **arguments), options)


def email(
    *,
    user_id: Annotated[str, Parameter(metavar="ID")],
    to: Annotated[str, Parameter(metavar="ADDRESS")],
    from_address: Annotated[str | None, Parameter(name="--from", metavar="ADDRESS")] = None,
    subject: str | None = None,
    agent: AnyAgent = NO_AGENT_AT_ALL,
    options: Options = DEFAULTS,
) -> None:
    r"""Write to someone by email. It is never asked for twice.

    For example:

      anyreach conversations create email --user-id u_1 \
        --to ada@example.com --subject Hello --agent-id agent_1

    Args:
        user_id: Your identifier of the end user.
        to: The recipient's email address.
        from_address: The sender's email address.
        subject: The subject of the email.
    """
    arguments = agent.arguments()
    with options.client() as client:
        made = client.conversations.email(
            user_id=user_id,
            to_address=to,
            from_address=from_address,
            subject=subject,
            **arguments,
        )
        _show(made, options)


def web(
    *,
    user_id: Annotated[str, Parameter(metavar="ID")],
    agent: AnyAgent = NO_AGENT_AT_ALL,
    options: Options = DEFAULTS,
) -> None:
    r"""Create a web call (WebRTC), for the user to join.

    What the user's browser joins with is hidden without --reveal: who has it
    can join.

    For example:

      anyreach conversations create web --user-id me --agent-id agent_1 \
        --json --reveal

    Args:
        user_id: Your identifier of the end user.
    """
    arguments = agent.arguments()
    with options.client() as client:
        _show(client.conversations.web(user_id=user_id, **arguments), options)


def _agrees() -> bool:
    """Ask on a terminal whether a phone is to ring.

    Raises:
        ConfigurationError: Nobody can be asked.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConfigurationError("nobody was called: there is no terminal to ask on, so pass --yes")
    sys.stderr.write("A real phone will ring. Place the call? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _show(made: CreatedConversation, options: Options) -> None:
    from anyreach.cli._escape import escape, escape_lines, to_json
    from anyreach.cli._screen import note
    from anyreach.cli._view import HIDDEN, OTHER_KEYS, cell, for_machines

    conversation = made.conversation
    others = made.additional_properties
    if options.json:
        answer = made.to_dict() if options.reveal else {
            "conversation": for_machines(conversation, reveal=False),
            "starting_message": made.starting_message,
            "hidden_fields": [OTHER_KEYS] if others else [],
        }  # fmt: skip
        sys.stdout.write(to_json(answer) + "\n")
        return
    shown = {"id": conversation.id, "status": conversation.status.value}
    cells = [(name, cell(value)) for name, value in shown.items()]
    if options.reveal:
        cells += [(escape(name), cell(value)) for name, value in others.items()]
    elif others:
        cells.append((OTHER_KEYS, HIDDEN))
    options.screen.fields(cells)
    if made.starting_message is not None:
        options.screen.print(f"\n{escape_lines(made.starting_message)}")
    if made.queued:
        note(f"it waits for its turn: anyreach conversations wait {escape(str(conversation.id))}")
