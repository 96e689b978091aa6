"""Run a command line, and turn whatever ends it into an exit code and one line on stderr."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from anyreach import AnyReachError, ConfigurationError
from anyreach.cli import _exit
from anyreach.cli._app import app
from anyreach.cli._screen import Screen, escape, note

_WORD: Final = re.compile(r"-{0,2}[a-z]+(-[a-z]+)*")
_NOT_HERE: Final = (
    "a token is no argument, since arguments can be seen by others (in `ps`) and stay in the "
    "shell's history: set ANYREACH_TOKEN, or use --token-file."
)
_ARGUMENT: Final = re.compile(r"\b([a-z]+(?:_[a-z]+)*)=")
# Options that are called otherwise than the client's arguments.
_OPTIONS: Final = {"token": "--token-file", "organization_id": "--organization"}


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit code.

    Args:
        arguments: Without the program's name.
    """
    failure: Exception
    try:
        code: int | None = app(
            arguments,
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


def _problem(error: CycloptsError) -> str:
    """Return what is wrong with the arguments, without values: one can be a token."""
    match error:
        case UnknownOptionError(token=token):
            word = (token.keyword or token.value).partition("=")[0]
            if word == "--token":
                return _NOT_HERE
            return str(error) if _WORD.fullmatch(word) else "Unknown option."
        case UnknownCommandError(unused_tokens=[word, *_]):
            return str(error) if _WORD.fullmatch(word) else "Unknown command."
        case UnusedCliTokensError():
            return "Too many arguments."
        case CoercionError(argument=argument) if argument is not None:
            return f"{argument.name} takes another kind of value."
        case _:
            return str(error)


def _told(error: Exception) -> str:
    match error:
        case ConfigurationError():
            return _ARGUMENT.sub(_option, str(error))
        case AnyReachError():
            return str(error)
        case FileExistsError():
            return "there is a file of that name: --force replaces it"
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
