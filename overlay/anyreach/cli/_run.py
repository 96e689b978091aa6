"""Run a command line, and turn whatever ends it into an exit code and one line on stderr."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from cyclopts.exceptions import CycloptsError

from anyreach import AnyReachError, ConfigurationError
from anyreach.cli import _exit
from anyreach.cli._app import app
from anyreach.cli._escape import escape
from anyreach.cli._screen import Screen, note
from anyreach.cli._usage import as_options, problem


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit code.

    Args:
        arguments: Without the program's name.
    """
    failure: Exception
    try:
        code: int | None = app(
            arguments,
            console=Screen(piped_width=80),  # of the help
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
        note(f"anyreach: {escape(problem(error))}")
        return _exit.USAGE
    except Exception as error:  # noqa: BLE001  whatever it is, it ends in one line
        failure = error
    else:
        return code or 0
    told = "; ".join([_told(failure), *getattr(failure, "__notes__", ())])
    note(f"anyreach: {escape(told)}")
    return _exit.code_of(failure)


def _told(error: Exception) -> str:
    match error:
        case ConfigurationError():
            return as_options(str(error))
        case AnyReachError():
            return str(error)
        case FileExistsError():
            return "there is a file of that name: --force replaces it"
        case OSError(strerror=str(why), filename=name):
            return f"a file cannot be used: {why}{'' if name is None else f': {name}'}"
        case _:
            return f"a bug of this command, please report it: {_place(error)}"


def _place(error: Exception) -> str:
    """Return what was raised, and where, without its text, which can hold anything."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
