"""The command `anyreach`: what there is, what it says of itself, and how it runs and ends."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from cyclopts import App, Parameter
from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from anyreach import AnyReachError, ConfigurationError, __version__
from anyreach.cli import _exit
from anyreach.cli._by_hand import api, scopes
from anyreach.cli._commands import SEE, add_tags
from anyreach.cli._options import SHARED
from anyreach.cli._recordings import download
from anyreach.cli._screen import Screen, escape, note

_WORD: Final = re.compile(r"-{0,2}[a-z]+(-[a-z]+)*")
_NO_COMMAND: Final = "name a command first; only options that all commands share stand before it."
_NOT_HERE: Final = (
    "a token is no argument, since arguments can be seen by others (in `ps`) and stay in the "
    "shell's history: set ANYREACH_TOKEN, or use --token-file."
)
_ARGUMENT: Final = re.compile(r"\b([a-z]+(?:_[a-z]+)*)=")
# Options that are called otherwise than the client's arguments.
_OPTIONS: Final = {
    "token": "--token-file",
    "organization_id": "--organization",
    "params": "--query",
    "verify": "--ca-file",
}
_HELP: Final = """The AnyReach API in a shell: `anyreach TAG METHOD` for whatever it can do.

The token comes from the variable ANYREACH_TOKEN (or ANYREACH_PAT, with
ANYREACH_ORG_ID), or from a file: --token-file. It is never an argument, since
others can see those, and the shell's history keeps them.

Sensitive values and phone numbers are hidden until you ask for them:
--reveal. What an agent says to you in a chat is shown.

For example:

  anyreach demo
  anyreach conversations list --status failed
  anyreach conversations get conv_1 --json | jq -r .status
  anyreach conversations chat --user-id me --agent-id agent_1
  source <(anyreach completion bash)

Options that all commands share, such as --json, --token-file or --timeout, can
stand before the command, too: `anyreach --json conversations list`.

Objects are JSON: as text, as @FILE, or @- for stdin. An option that takes a
list is repeated. What is not given is not sent; --null NAME sends null for an
option where that is a value, and --empty NAME an empty list. What changes
something for good, or costs something, asks first, or takes --yes."""
_EXPORT: Final = "Export every conversation in a time range to a folder, each exactly once."
_DEMO: Final = """Show the commands at work on a fake AnyReach: no token, no network.

It shows what a read-only token sees, and what another one does.

For example:

  anyreach demo"""


def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print what makes a shell complete this command.

    For example:

      source <(anyreach completion bash)     # in ~/.bashrc
      anyreach completion zsh > ~/.zfunc/_anyreach
      anyreach completion fish > ~/.config/fish/completions/anyreach.fish

    Args:
        shell: Your shell.
    """
    sys.stdout.write(app.generate_completion(shell=shell))


app = App(
    name="anyreach",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=_exit.told(),
    version=__version__,
    default_parameter=Parameter(show_default=False, negative=()),
    suppress_keyboard_interrupt=False,
)
_recordings = App(name="recordings", help="Recordings of voice conversations.", help_epilogue=SEE)
_recordings.command(download)
app.command(_recordings)
for _command in (api, scopes, completion):
    app.command(_command, help_epilogue=SEE)
app.command("anyreach.cli._demo:demo", help=_DEMO, help_epilogue=SEE)  # loaded when it runs
app.command("anyreach.cli._export:app", name="export", help=_EXPORT)  # likewise
add_tags(app)


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit code.

    Args:
        arguments: Without the program's name.
    """
    failure: Exception
    try:
        code: int | None = app(
            _commands_first(arguments),
            console=Screen(wraps=True),  # of the help
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
        sys.stdout.flush()
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            note("")  # what comes next begins on a line of its own
        return _exit.INTERRUPTED
    except BrokenPipeError:
        return _exit.PIPE_CLOSED
    except CycloptsError as error:
        command = " ".join(("anyreach", *(error.command_chain or ())))
        note(f"anyreach: {escape(_problem(error))} See {command} --help")
        return _exit.USAGE
    except Exception as error:  # noqa: BLE001  whatever it is, it ends in one line
        failure = error
    else:
        return code or 0
    told = "; ".join([_told(failure), *getattr(failure, "__notes__", ())])
    note(f"anyreach: {escape(told)}")
    return _exit.code_of(failure)


def _commands_first(arguments: Sequence[str]) -> list[str]:
    """Put shared options behind the command that they stand before."""
    words: list[str] = []
    options: list[str] = []
    rest = list(arguments)
    node = app
    while rest:
        name, equals, _ = rest[0].partition("=")
        if name in SHARED:
            taken = 1 if SHARED[name] or equals else 2
            options += rest[:taken]
            del rest[:taken]
        elif rest[0] in node:
            node = node[rest[0]]
            words.append(rest.pop(0))
        else:
            break
    return [*words, *options, *rest]


def _problem(error: CycloptsError) -> str:
    """Return what is wrong with the arguments, without values: one can be a token."""
    match error:
        case UnknownOptionError(token=token):
            return _unknown("option", (token.keyword or token.value).partition("=")[0], error)
        case UnknownCommandError(unused_tokens=[word, *_]):
            return _unknown("command", word, error)
        case UnusedCliTokensError():
            return "Too many arguments."
        case CoercionError(argument=argument) if argument is not None:
            return f"{argument.name} takes another kind of value."
        case _:
            return str(error)


def _unknown(kind: str, word: str, error: CycloptsError) -> str:
    if word.partition("=")[0] == "--token":
        return _NOT_HERE
    if kind == "command" and word.startswith("-"):
        return _NO_COMMAND
    return str(error) if _WORD.fullmatch(word) else f"Unknown {kind}."


def _told(error: Exception) -> str:
    match error:
        case ConfigurationError():
            return _ARGUMENT.sub(_option, str(error))
        case AnyReachError():
            return str(error)
        case FileExistsError(filename=name):
            return f"{name} is there already: --force replaces it, --skip-existing leaves it"
        case OSError(strerror=str(why), filename=name):
            return f"a file cannot be used: {why}{'' if name is None else f': {name}'}"
        case _:
            return f"a bug of this command, please report it: {_place(error)}"


def _option(found: re.Match[str]) -> str:
    """Return the option for an argument of the client."""
    return _OPTIONS.get(found[1]) or f"--{found[1].replace('_', '-')}"


def _place(error: Exception) -> str:
    """Return what was raised, and where, without its text, which can hold anything."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
