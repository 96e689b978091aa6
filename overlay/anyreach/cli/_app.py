"""The command `anyreach`: its commands, its help, and how it runs and exits."""

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
_NO_COMMAND: Final = "name a command first; only shared options can come before it."
_NOT_HERE: Final = (
    "a token can't be an argument: others can see arguments (in `ps`), and your shell's history "
    "keeps them. Set ANYREACH_TOKEN, or use --token-file."
)
_ARGUMENT: Final = re.compile(r"\b([a-z]+(?:_[a-z]+)*)=")
# Options whose names differ from the client's arguments.
_OPTIONS: Final = {
    "token": "--token-file",
    "organization_id": "--organization",
    "params": "--query",
    "verify": "--ca-file",
}
_HELP: Final = """Use the AnyReach API from a shell: `anyreach TAG METHOD`.

Set the token in ANYREACH_TOKEN (or ANYREACH_PAT, with ANYREACH_ORG_ID), or put
it into a file and pass --token-file. It can't be an argument: others can see
arguments, and your shell's history keeps them.

Sensitive values and phone numbers are hidden unless you pass --reveal. An
agent's words in a chat are shown.

For example:

  anyreach demo
  anyreach conversations list --status failed
  anyreach conversations get conv_1 --json | jq -r .status
  anyreach conversations chat --user-id me --agent-id agent_1
  source <(anyreach completion bash)

Shared options, such as --json, --token-file or --timeout, can also come before
the command: `anyreach --json conversations list`.

Pass objects as JSON text, as @FILE, or as @- for stdin. Repeat an option to
pass a list. Options you leave out are not sent. --null NAME sends null where
the API allows it, and --empty NAME sends an empty list. Commands that delete
something or cost money ask first, unless you pass --yes."""
_EXPORT: Final = "Export every conversation in a time range to a folder, each exactly once."
_DEMO: Final = """Run some commands against a fake AnyReach: no token, no network.

Shows what a read-only token sees, compared with another one.

For example:

  anyreach demo"""


def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print a completion script for your shell.

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
    """Move shared options from before the command to after it."""
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
    """Return what is wrong with the arguments. Omits values, since one could be a token."""
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
            return f"{name} exists: --force replaces it, --skip-existing keeps it"
        case OSError(strerror=str(why), filename=name):
            return f"file error: {why}{'' if name is None else f': {name}'}"
        case _:
            return f"a bug in this command, please report it: {_place(error)}"


def _option(found: re.Match[str]) -> str:
    """Return the option for an argument of the client."""
    return _OPTIONS.get(found[1]) or f"--{found[1].replace('_', '-')}"


def _place(error: Exception) -> str:
    """Return an exception's type and place. Omits its text, which could contain anything."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
