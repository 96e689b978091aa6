"""The server of the campaign: right answers and faults on raw sockets, in a process of its own.

It has its own process so that it takes no time from the callers' interpreter, and so that what is
measured there, memory and file descriptors, is the callers'. Its standard input says what to do:
a line starts a run, the next one ends it. Its standard output tells first where the proxy is, and
the certificate of the authority; then, run by run, the port and the log.
"""

from __future__ import annotations

import asyncio
import json
import random
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, cast

import trustme

from tests.faults.kinds import KINDS, RESET, RIGHT, Ask, End, Step, asked_until, throttled, whole
from tests.faults.limiters import Pace, limiter
from tests.faults.proxy import HERE, Proxy, reset
from tests.faults.records import created, page

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_ROW: Final = 2
_SLICE: Final = 0.05
_CREATED: Final = "conv_created"
_LIST: Final = "conversations?"


class Plan(NamedTuple):
    """What a run of the server is like.

    Attributes:
        seed: Decides which fault comes when.
        kinds: The names of the faults that may come.
        probability: How likely a fault is, request by request.
        longest_row: How many faults a call may meet: one attempt more is answered.
        tls: Whether it speaks TLS.
        pace: The rate limit that it keeps, if any.
        connects: What the proxy says to the first requests for a tunnel.
    """

    seed: int = 0
    kinds: Sequence[str] = ()
    probability: float = 0.2
    longest_row: int = _LONGEST_ROW
    tls: bool = False
    pace: Pace | None = None
    connects: Sequence[str] = ()


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
    while True:
        fault = None
        if dice.random() < plan.probability:
            if not pack:
                pack = dice.sample(plan.kinds, len(plan.kinds))
            fault = pack.pop()
        yield fault, dice.choice(list(RIGHT))


class FaultServer:
    """The server's process, as its callers' process sees it.

    Attributes:
        proxy: The URL of a proxy that leads to it.
        authority: The path of the certificate that its own is signed with.
        tunnels: How many tunnels the proxy was asked for in the last run.
    """

    proxy: str
    authority: str
    tunnels: int

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        port, self.authority = self._read()
        self.proxy = f"http://{HERE}:{port}"
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.communicate()  # the end of its input ends it

    def start(self, plan: Plan) -> str:
        """Start a run, and return its base URL."""
        return f"http{'s' * plan.tls}://{HERE}:{self._ask(json.dumps(plan._asdict()))}"

    def stop(self) -> list[Entry]:
        """End a run, and return its log, request by request."""
        self.tunnels, log = self._ask("")
        return [Entry(*entry) for entry in log]

    def _ask(self, line: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


class _Run:
    """One run: a listener, its connections, and the log."""

    def __init__(self, plan: Plan, context: ssl.SSLContext) -> None:
        self.log: list[Entry] = []
        self._context = context if plan.tls else None
        self._faults = schedule(plan)
        self._longest_row = plan.longest_row
        self._rows = Counter[str]()
        self._limit = None if plan.pace is None else limiter(Pace(*plan.pace))
        self._connections = 0
        self._open: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        for name in plan.kinds:  # what is built once is built now, not while callers wait
            KINDS[name](Ask("conv_0", "", time.time()))

    async def open(self) -> int:
        """Start to listen, and return the port."""
        self._server = await asyncio.start_server(
            self._serve, HERE, 0, backlog=256, ssl=self._context
        )
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
            await reader.readexactly(int(headers.get("content-length", "0")))
            ask = Ask(
                conversation_id=lines[0].split(" ")[1].rpartition("/")[2],
                credential=headers["authorization"],
                now=time.time(),
            )
            for step in self._steps(connection, ask, lines[0]):
                if isinstance(step, End):
                    if step is RESET:
                        reset(writer)
                    return
                await _do(step, reader, writer)

    def _steps(self, connection: int, ask: Ask, line: str) -> Sequence[Step]:
        """Note a request, and return what is said to it; `line` is its first one."""
        fault, form = next(self._faults)
        if self._rows[ask.conversation_id] == self._longest_row:
            fault = None
        self._rows[ask.conversation_id] += fault is not None
        until = 0.0 if fault is None else asked_until(fault, ask.now)
        self.log.append(Entry(connection, ask.conversation_id, fault, ask.now, until))
        if self._limit is not None and (wait := self._limit(ask.now)) is not None:
            return throttled(ask, wait)
        if line.startswith("POST"):
            return [whole(ask, created(_CREATED))]
        if ask.conversation_id.startswith(_LIST):
            return [whole(ask, page(ask.conversation_id))]
        return (RIGHT[form] if fault is None else KINDS[fault])(ask)


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


async def _main() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HERE).configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(authority.cert_pem.bytes())
        file.flush()
        proxy = Proxy()
        _say((await proxy.open(), file.name))
        while line := await asyncio.to_thread(sys.stdin.readline):
            plan = Plan(**json.loads(line))
            run = _Run(plan, context)
            proxy.begin(plan.connects)
            _say(await run.open())
            await asyncio.to_thread(sys.stdin.readline)
            await run.close()
            _say((proxy.tunnels, run.log))


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main())
