"""Hand-written commands: they need several API calls, or none."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from attrs import frozen
from cyclopts import Parameter

from anyreach.cli._arguments import Arguments, flag
from anyreach.cli._options import DEFAULTS, GROUP, Options

if TYPE_CHECKING:
    from anyreach import Reply, ToolCall, Turn, UnknownItem
    from anyreach.models import Conversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_PAIRS: TypeAlias = Annotated[
    tuple[str, ...], Parameter(metavar="KEY=VALUE", allow_leading_hyphen=True, json_list=False)
]
_QUIT: Final = "/quit"
_SPEAKER: Final = "agent> "
_INDENT: Final = " " * len(_SPEAKER)
_WAIT: Final = 3_600.0  # seconds


def of_conversations() -> Iterator[Callable[..., int]]:
    """Yield the commands of `anyreach conversations` that are not in the contract."""
    yield _chat()
    yield wait
    yield transcript


def _chat() -> Callable[..., int]:
    from anyreach.conversations._sync_resource import Conversations

    arguments = Arguments(Conversations.chat)

    def chat(given: Mapping[str, Any]) -> int:
        r"""Chat with an agent. The conversation ends when you leave.

        On a terminal, type your messages. Leave with /quit, Ctrl-D or Ctrl-C. From
        a pipe, every line is a message. The agent's words are shown. Its tools'
        arguments and results are hidden without --reveal.

        For example:

          anyreach conversations chat --user-id me --agent-id agent_1
          printf 'Hello\nWhere is my order?\n' |
            anyreach conversations chat --user-id me --agent-id agent_1 --json
        """
        from anyreach.cli._screen import escape, escape_lines, note

        options: Options = given["options"]
        interactivity: Literal["rich"] | None = "rich" if given["rich"] else None
        called = arguments.read(given)
        with options.client() as client, client.conversations.chat(**called) as talk:
            note(f"conversation {escape(str(talk.conversation.id))}; {_QUIT} or Ctrl-D ends it")
            if talk.greeting is not None and not options.json:
                options.screen.print(f"{_SPEAKER}{escape_lines(talk.greeting, _INDENT)}")
            for said in _messages():
                _show_reply(talk.send(said, interactivity=interactivity), options)
        return 0

    return arguments.function(chat, flag("rich", "Let the agent reply with widgets, too."))


def _messages() -> Iterator[str]:
    """Read the user's messages, line by line."""
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    if asks:
        with suppress(ImportError):  # not every Python has it
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


def _show_reply(reply: Reply, options: Options) -> None:
    from anyreach.cli._screen import to_json

    if options.json:
        sys.stdout.write(to_json(_for_machines(reply, reveal=options.reveal)) + "\n")
    else:
        for number, line in enumerate(list(_reply_lines(reply, reveal=options.reveal)) or [""]):
            options.screen.print(f"{_INDENT if number else _SPEAKER}{line}")
    sys.stdout.flush()


def _for_machines(reply: Reply, *, reveal: bool) -> dict[str, Any]:
    """Return a reply as JSON, with or without its tools' arguments and results."""
    from anyreach.cli._show import OTHER_KEYS

    answer = reply.raw.to_dict()
    if reveal:
        return answer
    said = ("conversation_id", "reply", "widgets")
    shown = {name: value for name, value in answer.items() if name in said}
    there = {OTHER_KEYS: reply.raw.additional_properties, "tool_calls": reply.tool_calls}
    return {**shown, "hidden_fields": [name for name, value in there.items() if value]}


def _reply_lines(reply: Reply, *, reveal: bool) -> Iterator[str]:
    """Yield a text for each thing that the agent said, showed or did."""
    from anyreach.cli._screen import escape, escape_lines, to_json

    if reply.text:
        yield escape_lines(reply.text, _INDENT)
    for widget in reply.widgets:
        yield f"[widget] {to_json(widget.to_dict())}"
    for call in reply.tool_calls:
        yield f"[tool] {_told(call) if reveal else escape(call.name or 'unnamed')}"


def _told(call: ToolCall) -> str:
    """Return a tool call with its result, on one line."""
    from anyreach.cli._screen import escape

    outcome = "failed: " if call.is_error else ""
    return (
        f"{escape(call.name or 'unnamed')}({_value(call.arguments)}) -> "
        f"{outcome}{_value(call.output)}"
    )


def _value(value: object) -> str:
    from anyreach.cli._screen import escape, to_json

    return escape(value) if isinstance(value, str) else to_json(value)


@Parameter(name="*", group=GROUP)
@frozen(kw_only=True)
class WaitOptions(Options):
    """The shared options, with a timeout for the whole wait."""

    timeout: Annotated[
        float | None,
        Parameter(metavar="SECONDS", help=f"Seconds for the whole wait. Defaults to {_WAIT:.0f}."),
    ] = None


_WAITS: Final = WaitOptions()


def wait(conversation_id: str, /, *, options: WaitOptions = _WAITS) -> int:
    """Wait until a conversation is over, and show it.

    Prints each change of status on stderr. Exits with 0 if the conversation is
    completed, with 3 if it ended otherwise (failed, cancelled, transferred or
    unanswered), and with 75 on a timeout.

    For example:

      anyreach conversations wait conv_2 --timeout 300
      anyreach conversations wait conv_2 --json && echo completed

    Args:
        conversation_id: The conversation's id.
    """
    from anyreach.cli._exit import NOT_COMPLETED
    from anyreach.cli._show import show

    timeout = _WAIT if options.timeout is None else options.timeout
    with options.client() as client:
        over = client.conversations.wait(conversation_id, timeout=timeout, on_update=_tell)
        show(over, options)
    return 0 if over.status == "completed" else NOT_COMPLETED


def _tell(conversation: Conversation) -> None:
    from anyreach.cli._screen import escape, note

    note(f"status: {escape(str(conversation.status))}")


def transcript(conversation_id: str, /, *, options: Options = DEFAULTS) -> int:
    """Show a conversation's transcript, turn by turn.

    A transcript is sensitive, so this needs --reveal.

    For example:

      anyreach conversations transcript conv_1 --reveal
      anyreach conversations transcript conv_1 --reveal --json | jq .items

    Args:
        conversation_id: The conversation's id.
    """
    from anyreach import ConfigurationError, transcript_of
    from anyreach.cli._exit import NO_RECORD
    from anyreach.cli._screen import note
    from anyreach.cli._show import print_json

    if not options.reveal:
        raise ConfigurationError("a transcript is sensitive: pass --reveal to see it")
    with options.client() as client:
        conversation = client.conversations.get(conversation_id)
    found = transcript_of(conversation)
    if found is None:
        note("anyreach: the conversation has no transcript")
        return NO_RECORD
    if options.json:
        print_json(conversation.conversation, reveal=True)
        return 0
    for line in _turns(found):
        options.screen.print(line)
    return 0


def _turns(items: Iterable[Turn | ToolCall | UnknownItem]) -> Iterator[str]:
    """Yield a text for each item of the transcript."""
    from anyreach import ToolCall, Turn
    from anyreach.cli._screen import escape, escape_lines, to_json

    def speaker(name: str | None) -> str:
        return f"{escape(name or 'unknown'):<9}  "

    for item in items:
        match item:
            case Turn():
                cut = "  (interrupted)" if item.interrupted else ""
                yield f"{speaker(item.role)}{escape_lines(item.text, ' ' * 11)}{cut}"
            case ToolCall():
                yield f"{speaker('tool')}{_told(item)}"
            case _:
                yield f"{speaker('unknown')}{to_json(item.raw)}"


def scopes(*, options: Options = DEFAULTS) -> None:
    """Show the token's own scopes.

    For example:

      anyreach scopes
      anyreach scopes --json | jq -e 'index("conversations:read_sensitive")'
    """
    from anyreach.cli._screen import escape, to_json

    with options.client() as client:
        found = sorted(client.scopes())
    lines = [to_json(found)] if options.json else [escape(scope) for scope in found]
    sys.stdout.writelines(f"{line}\n" for line in lines)


def api(
    method: str,
    path: str,
    /,
    *,
    field: _PAIRS = (),
    query: _PAIRS = (),
    header: _PAIRS = (),
    input_: Annotated[
        str | None, Parameter(name="--input", metavar="JSON", allow_leading_hyphen=True)
    ] = None,
    yes: bool = False,
    options: Options = DEFAULTS,
) -> int:
    """Send a request that has no command, and print the raw response.

    Nothing is checked or hidden: the response can contain sensitive values even
    without --reveal. A pipe gets the bytes. A terminal gets the text, with
    control characters escaped.

    For example:

      anyreach api GET /core/agents --query limit=5 | jq .
      anyreach api PATCH /core/agents/agent_1 --field name=Ada --field tags:='["a"]'
      anyreach api POST /core/agents --input @agent.json --yes

    Args:
        method: GET, HEAD or OPTIONS. Other methods ask for confirmation.
        path: The path, relative to the base URL.
        field: A property of the JSON body. KEY:=JSON for values other than text. May be repeated.
        query: A query parameter. May be repeated.
        header: A header. May be repeated.
        input_: The body: JSON text, @FILE, or @- for stdin.
        yes: Don't ask for confirmation.

    Raises:
        ConfigurationError: An argument is invalid.
    """
    from anyreach import ConfigurationError
    from anyreach.cli._exit import NOT_DONE
    from anyreach.cli._screen import agrees, escape_lines, note
    from anyreach.cli._values import kind_of, pairs, parameters, properties

    if field and input_ is not None:
        raise ConfigurationError("--field and --input can't be combined")
    body = properties("--field", field) or None
    if input_ is not None:
        body = kind_of(dict[str, Any] | list[Any]).read("--input", input_)
    params, headers = parameters("--query", query), dict(pairs("--header", header))
    safe = method.upper() in {"GET", "HEAD", "OPTIONS"}
    if not (safe or yes or agrees("may change something or cost something")):
        note("nothing was sent")
        return NOT_DONE
    with options.client() as client:
        response = client.request(method, path, params=params, json=body, headers=headers)
    if sys.stdout.isatty():
        options.screen.print(escape_lines(response.content.decode(errors="backslashreplace")))
    else:
        sys.stdout.buffer.write(response.content)
    return 0
