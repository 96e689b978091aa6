"""The command `anyreach`, which the extra `anyreach-client[cli]` brings."""

from __future__ import annotations

import importlib.util
import io
import sys


def main() -> int:
    """Run the command with the arguments of this process, and return its exit code."""
    if importlib.util.find_spec("cyclopts") is None:
        sys.stderr.write(
            "anyreach: this command comes with an extra: "
            "python -m pip install 'anyreach-client[cli]'\n"
        )
        return 64
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None, when it is closed
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    from anyreach.cli._run import run  # noqa: PLC0415  needs the extra

    return run(sys.argv[1:])
