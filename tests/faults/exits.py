"""Scenes of the end of a process: nothing waits for calls that nobody wants any more.

Run as a program, it makes calls that stall, says a word, and leaves as it is told to.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from anyreach import AnyReach, APIError, AsyncAnyReach
from tests.faults.addresses import resolving
from tests.faults.records import TOKEN
from tests.faults.scenes import Scene
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import MODES, OURS

_ROOT: Final = Path(__file__).resolve().parents[2]
_GONE: Final = 1.0  # seconds after which a process has to be gone
_PATIENCE: Final = 15.0
_UNDER_WAY: Final = 0.5
_MANY: Final = 16

_LEAVE: Final = "get_many left early"
_CALL: Final = "Ctrl-C in a call"
_CALLS: Final = "Ctrl-C in get_many"
_RESOLVE: Final = "the resolver hangs"
_INTERRUPTED: Final = (_CALL, _CALLS)


def play(server: FaultServer) -> Iterator[Scene]:
    """Let each client's process end in each way, and yield what came of it."""
    for what in (_LEAVE, _CALL, _CALLS, _RESOLVE):
        for name, mode in MODES:
            yield _scene(server, what, name, mode)


def _scene(server: FaultServer, what: str, name: str, mode: str) -> Scene:
    some = 0.5 if what == _LEAVE else 1.0  # else all: the first call is already silent
    url = server.start(Plan(kinds=["stalled before headers"], probability=some))
    command = [sys.executable, "-m", "tests.faults.exits", what, name, mode, url]
    with subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        killer = threading.Timer(_PATIENCE, process.kill)
        killer.start()
        process.stdout.readline()
        if what in _INTERRUPTED:
            time.sleep(_UNDER_WAY)
            process.send_signal(signal.SIGINT)
        began = time.monotonic()
        status = process.wait()
        killer.cancel()
        seconds = time.monotonic() - began
    requests = len(server.stop())
    right = status == (-signal.SIGINT if what in _INTERRUPTED else 0)
    return Scene(f"exit: {what}", f"{name}, {mode}", 1, int(right), requests, seconds, _GONE, _MANY)


def _say() -> None:
    sys.stdout.write("now\n")
    sys.stdout.flush()


def _leave(what: str, client: AnyReach) -> None:
    if what == _LEAVE:
        for _ in client.conversations.get_many(_ids()):
            break
        _say()
        return
    try:
        if what in _INTERRUPTED:
            _say()
        if what == _CALLS:
            list(client.conversations.get_many(_ids()))
        client.conversations.get("conv_1", timeout=1 if what == _RESOLVE else None)
    except APIError:
        _say()


async def _leave_async(what: str, client: AsyncAnyReach) -> None:
    if what == _LEAVE:
        async for _ in client.conversations.get_many(_ids()):
            break
        _say()
        return
    try:
        if what in _INTERRUPTED:
            _say()
        if what == _CALLS:
            _ = [item async for item in client.conversations.get_many(_ids())]
        await client.conversations.get("conv_1", timeout=1 if what == _RESOLVE else None)
    except APIError:
        _say()


def _ids() -> list[str]:
    return [f"conv_{number}" for number in range(_MANY)]


def _main(what: str, name: str, mode: str, url: str) -> None:
    transport = OURS[name]
    options: dict[str, Any] = {} if transport is None else {"transport": transport}
    if what == _RESOLVE:
        url = url.replace("127.0.0.1", "localhost")

    async def work() -> None:
        async with AsyncAnyReach(TOKEN, base_url=url, **options) as client:
            await _leave_async(what, client)

    with resolving(after=threading.Event()):
        if mode == "async":
            asyncio.run(work())
        else:
            with AnyReach(TOKEN, base_url=url, **options) as client:
                _leave(what, client)


if __name__ == "__main__":
    _main(*sys.argv[1:])
