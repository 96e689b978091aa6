"""The command as a test runs it: in this process, in one of its own, or on a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import select
import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unittest import mock

from anyreach.cli._run import run

LINE = [sys.executable, "-m", "anyreach"]


class Result(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands against one server, with one token."""

    def __init__(self, url: str, token: str | None) -> None:
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("ANYREACH_")
        }
        self.environment |= {"ANYREACH_BASE_URL": url, "NO_COLOR": ""}
        if token is not None:
            self.environment["ANYREACH_TOKEN"] = token

    def __call__(self, line: str | Sequence[str], typed: str = "") -> Result:
        """Run a command in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(sys, "stdin", io.StringIO(typed)),
            mock.patch.dict(os.environ, self.environment, clear=True),
        ):
            code = run(split(line))
        return Result(code, text_of(out), text_of(err))

    def process(
        self, line: str, typed: str | None = "", *, variables: dict[str, str] | None = None
    ) -> Result:
        """Run a command in a process of its own, its output in pipes."""
        done = subprocess.run(
            [*LINE, *split(line)],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            env=self.environment | (variables or {}),
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def script(self, script: str) -> Result:
        """Run a script of bash, in which `anyreach` is the command."""
        command = f'anyreach() {{ {shlex.join(LINE)} "$@"; }}\n{script}'
        done = subprocess.run(
            ["bash", "-c", command],
            capture_output=True,
            encoding="utf-8",
            env=self.environment,
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def terminal(
        self,
        line: str,
        typed: Iterable[tuple[str, str]] = (),
        *,
        variables: dict[str, str] | None = None,
    ) -> Result:
        """Run a command on a terminal of 80 columns; output and errors are one there.

        Args:
            line: The command.
            typed: What to type once a text is shown, in order.
            variables: Of the environment.
        """
        environment = self.environment | {"TERM": "xterm-256color", "COLUMNS": "80"}
        del environment["NO_COLOR"]
        child, terminal = pty.fork()
        if child == 0:
            os.execve(sys.executable, [*LINE, *split(line)], environment | (variables or {}))
        shown, seen, coming = "", 0, list(typed)
        try:
            while select.select([terminal], [], [], 60)[0]:
                with contextlib.suppress(OSError):  # that is how Linux says that it has ended
                    received = os.read(terminal, 65536)
                    shown += received.decode()
                    while received and coming and coming[0][0] in shown[seen:]:
                        awaited, keys = coming.pop(0)
                        seen = shown.index(awaited, seen) + len(awaited)
                        os.write(terminal, keys.encode())
                    if received:
                        continue
                break
        finally:
            os.close(terminal)
        _, status = os.waitpid(child, 0)
        return Result(os.waitstatus_to_exitcode(status), shown.replace("\r\n", "\n"), "")


def split(line: str | Sequence[str]) -> list[str]:
    """The arguments in a command line."""
    return shlex.split(line) if isinstance(line, str) else list(line)


def text_of(stream: io.TextIOWrapper) -> str:
    """What was written to a stream."""
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
