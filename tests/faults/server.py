"""The server of the campaign: right answers and faults on raw sockets, in a process of its own.

It has its own process so that it takes no time from the callers' interpreter, and so that what is
measured there, memory and file descriptors, is the callers'. Its standard input says what to do:
a line starts a run, the next one ends it; its standard output tells the port, then the log.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, cast

from tests.faults.kinds import KINDS, RESET, RIGHT, Ask, End, Step, asked_until

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_ROW: Final = 5
_SLICE: Final = 0.05


class Plan(NamedTuple):
    """What a run of the server is like.

    Attributes:
        seed: Decides which fault comes when.
        kinds: The names of the faults that may come.
        probability: How likely a fault is, request by request.
        longest_row: How many faults may come one after the other.
    """

    seed: int
    kinds: Sequence[str]
    probability: float = 0.35
    longest_row: int = _LONGEST_ROW


class Entry(NamedTuple):
    """A request, as the server saw it.

    Attributes:
        connection: The number of its connection.
        conversation_id: The record that was asked for.
        kind: The fault that was the answer, or None.
        at: When it came, in seconds since the epoch.
        until: Before when the caller was told not to ask again; 0 when it was not.
    """

    connection: int
    conversation_id: str
    kind: str | None
    at: float
    until: float


def schedule(plan: Plan) -> Iterator[tuple[str | None, str]]:
    """Yield for each request its fault, or None, and the form of the right answer.

    The faults come as from a pack of cards that is shuffled again when it is used up, so that all
    kinds come equally often.
    """
    dice = random.Random(plan.seed)
    pack: list[str] = []
    row = 0
    while True:
        fault = None
        if row < plan.longest_row and dice.random() < plan.probability:
            if not pack:
                pack = dice.sample(plan.kinds, len(plan.kinds))
            fault = pack.pop()
        row = 0 if fault is None else row + 1
        yield fault, dice.choice(list(RIGHT))


class FaultServer:
    """The server's process, as its callers' process sees it."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.communicate()  # the end of its input ends it

    def start(self, plan: Plan) -> str:
        """Start a run, and return its base URL."""
        return f"http://127.0.0.1:{self._ask(json.dumps(plan._asdict()))}"

    def stop(self) -> list[Entry]:
        """End a run, and return its log, request by request."""
        return [Entry(*entry) for entry in self._ask("")]

    def _ask(self, line: str) -> Any:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())


class _Run:
    """One run: a listener, its connections, and the log."""

    def __init__(self, plan: Plan) -> None:
        self.log: list[Entry] = []
        self._faults = schedule(plan)
        self._connections = 0
        self._open: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        for name in plan.kinds:  # what is built once is built now, not while callers wait
            KINDS[name](Ask("conv_0", "", time.time()))

    async def open(self) -> int:
        """Start to listen, and return the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """End every connection."""
        self._server.close()
        for task, writer in self._open.items():
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._open[task] = writer
        self._connections += 1
        try:
            await self._answer_all(self._connections, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the caller went away, as it may, or the run is over
        finally:
            writer.close()
            del self._open[task]

    async def _answer_all(
        self, connection: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while True:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            lines = request.split("\r\n")
            headers = {
                name.lower(): value
                for name, _, value in (line.partition(": ") for line in lines[1:])
            }
            ask = Ask(
                conversation_id=lines[0].split(" ")[1].rpartition("/")[2],
                credential=headers["authorization"],
                now=time.time(),
            )
            fault, form = next(self._faults)
            until = 0.0 if fault is None else asked_until(fault, ask.now)
            self.log.append(Entry(connection, ask.conversation_id, fault, ask.now, until))
            for step in (RIGHT[form] if fault is None else KINDS[fault])(ask):
                if isinstance(step, End):
                    if step is RESET:
                        _set_reset(writer)
                        writer.transport.abort()
                    return
                await _do(step, reader, writer)


async def _do(step: Step, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say something, or pause for as long as the caller is there."""
    if isinstance(step, bytes):
        writer.write(step)
        await writer.drain()
        return
    assert isinstance(step, float)
    ends = time.monotonic() + step
    while (left := ends - time.monotonic()) > 0:
        if reader.at_eof() or writer.is_closing():
            raise ConnectionError
        await asyncio.sleep(min(left, _SLICE))


def _set_reset(writer: asyncio.StreamWriter) -> None:
    peer: socket.socket = writer.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def _main() -> None:
    while line := await asyncio.to_thread(sys.stdin.readline):
        run = _Run(Plan(**json.loads(line)))
        _say(await run.open())
        await asyncio.to_thread(sys.stdin.readline)
        await run.close()
        _say(run.log)


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main())
