"""The command as a test runs it: in this process, in one of its own, or on a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unittest import mock

from anyreach.cli._app import run

LINE = [sys.executable, "-m", "anyreach"]
# Ctrl-C interrupts who has the terminal as its controlling one, and does not ignore it, as a
# job that a shell started in the background does.
_ON_ITS_TERMINAL = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


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
        environment["PYTHONFAULTHANDLER"] = "1"
        del environment["NO_COLOR"]
        terminal, inside = pty.openpty()
        child = subprocess.Popen(
            [sys.executable, "-c", _ON_ITS_TERMINAL, *LINE, *split(line)],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env=environment | (variables or {}),
        )
        os.close(inside)
        shown, seen, keys, coming = "", 0, b"", list(typed)
        try:
            stuck = time.monotonic() + 60
            while time.monotonic() < stuck and (received := _read(terminal, keys)) is not None:
                shown += received.decode(errors="replace")
                while coming and coming[0][0] in shown[seen:]:
                    awaited, text = coming.pop(0)
                    seen = shown.index(awaited, seen) + len(awaited)
                    keys = text.encode()
                    os.write(terminal, keys)
            code = child.wait(30)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGABRT)  # it says where it is
            while (received := _read(terminal, b"")) is not None:
                shown += received.decode(errors="replace")
            raise AssertionError(f"the command does not end; it showed {shown}") from None
        finally:
            child.kill()
            child.wait()
            os.close(terminal)
        return Result(code, shown.replace("\r\n", "\n"), "")


def _read(terminal: int, keys: bytes) -> bytes | None:
    """What comes next on a terminal; None when its process has ended, or is stuck.

    A Ctrl-C that comes just before a process waits for a key is seen with the next key only. Who
    sees nothing happen presses again.
    """
    for _ in range(10):
        if select.select([terminal], [], [], 3)[0]:
            try:
                return os.read(terminal, 65536) or None
            except OSError:  # that is how Linux says that the other side has gone
                return None
        if keys == b"\x03":
            os.write(terminal, keys)
    return None


def split(line: str | Sequence[str]) -> list[str]:
    """The arguments in a command line."""
    return shlex.split(line) if isinstance(line, str) else list(line)


def text_of(stream: io.TextIOWrapper) -> str:
    """What was written to a stream."""
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
