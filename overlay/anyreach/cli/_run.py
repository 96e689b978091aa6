"""Run a command line, and turn whatever ends it into an exit code and one line on stderr."""

from __future__ import annotations

import os
import sys
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
        _forget_stdout()
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
        case OSError(strerror=str(why)):
            return f"a file cannot be used: {why}"
        case _:
            return f"a bug of this command, please report it: {_place(error)}"


def _place(error: Exception) -> str:
    """Return what was raised, and where, without its text, which can hold anything."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        ""
        if trace is None
        else f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
    )
    return f"{type(error).__name__}{where}"


def _forget_stdout() -> None:
    """Let the interpreter flush into nothing when it ends (docs: signal, note on SIGPIPE)."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
