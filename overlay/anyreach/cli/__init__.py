"""The command `anyreach`. Needs the extra `anyreach-client[cli]`."""

from __future__ import annotations

import importlib.util
import os
import sys
from io import TextIOWrapper

_USAGE = 64
_FILE = 74
_PIPE_CLOSED = 141


def main() -> int:
    """Run the command with the arguments of this process, and return its exit code."""
    if importlib.util.find_spec("cyclopts") is None:
        sys.stderr.write(
            "anyreach: this command comes with an extra: "
            "python -m pip install 'anyreach-client[cli]'\n"
        )
        return _USAGE
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):  # None: it was closed by who started this
            return _FILE
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    from anyreach.cli._app import run  # noqa: PLC0415  needs the extra

    code = run(sys.argv[1:])
    if code in {_FILE, _PIPE_CLOSED}:
        _forget_stdout()
    return code


def _forget_stdout() -> None:
    """Discard what the interpreter flushes at exit (docs: signal, note on SIGPIPE)."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
