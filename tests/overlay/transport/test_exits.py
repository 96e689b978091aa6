"""A process that is told to go, or has nothing more to do, goes: no call holds it back."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.overlay.servers import response, serve

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another matter on Windows")

PATIENCE = 8  # seconds, for a busy machine; each call in here would take 60
RECORD = {"id": "conv_1", "status": "completed"}

SYNC = """
import sys, socket, time
from anyreach import AnyReach
{before}
with AnyReach("ak_1.x", base_url=sys.argv[1], timeout=60) as client:
{body}
"""
ASYNC = """
import asyncio, sys, socket, time
from anyreach import AsyncAnyReach
{before}
async def main():
    async with AsyncAnyReach("ak_1.x", base_url=sys.argv[1], timeout=60) as client:
{body}
asyncio.run(main())
"""
GET = "{wait} client.conversations.get('conv_1')"
BODIES = {
    "get": GET,
    "list": "{all} client.conversations.list(): pass",
    "get_many": "{all} client.conversations.get_many(['conv_1', 'conv_2']): pass",
    "chat": "{with} client.conversations.chat(agent_id='a', user_id='u') as chat:\n"
    "    {wait} chat.send('Hi')",
    "download": "{wait} client.recordings.download('conv_1', sys.argv[2])",
}
SLOW_NAMES = """
real = socket.getaddrinfo
def getaddrinfo(*args, **kwargs):
    print("asked", flush=True)
    time.sleep(60)
socket.getaddrinfo = getaddrinfo
"""

AIOHTTP = ASYNC.replace("timeout=60", "timeout=60, transport='aiohttp'")

WAYS = {"sync": SYNC, "async": ASYNC, "aiohttp": AIOHTTP}
every_way = pytest.mark.parametrize("template", WAYS.values(), ids=WAYS)


def script(template: str, body: str, before: str = "") -> str:
    """Return a program, sync or async, that does something with a client."""
    words = {"wait": "await", "all": "async for _ in", "with": "async with"}
    if template is SYNC:
        words = {"wait": "", "all": "for _ in", "with": "with"}
    for word, text in words.items():
        body = body.replace("{" + word + "}", text)
    return template.format(before=before, body=textwrap.indent(body, "        "))


@contextlib.contextmanager
def running(code: str, *args: str) -> Generator[subprocess.Popen[str]]:
    """Run a program."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def hold(peer: socket.socket) -> None:
    """Say nothing until the peer has gone."""
    with contextlib.suppress(OSError):
        while peer.recv(65536):
            pass


def begin(peer: socket.socket) -> None:
    """Begin a recording, and say nothing more."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nRIFF")
    hold(peer)


def interrupted(process: subprocess.Popen[str], begun: Callable[[], object]) -> None:
    """Press Ctrl-C once something has begun, and check that the process goes by that."""
    while not begun():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    assert process.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in process.communicate()[1]


@every_way
@pytest.mark.parametrize("what", BODIES)
def test_ctrl_c_ends_the_process(template: str, what: str, tmp_path: Path) -> None:
    """Whatever is under way is dropped; a chat tries to hang up for less than a second."""
    path = str(tmp_path / "recording.wav")
    with serve(hold) as server:
        before = 0
        if what == "chat":
            before = 1
            server.answers[:0] = [response(200, {"conversation": RECORD})]
        elif what == "download":
            before = 1
            url = {"recording_details": {"recording_url": f"{server.url}/recording"}}
            server.answers[:] = [response(200, RECORD | url), begin]
        with running(script(template, BODIES[what]), server.url, path) as process:
            interrupted(process, lambda: len(server.requests) > before)
    assert list(tmp_path.iterdir()) == []


@every_way
def test_leaving_get_many_early_ends_the_process(template: str) -> None:
    """Calls that nobody waits for any more hold nothing back."""
    body = "{all} client.conversations.get_many(['conv_1'] * 20):\n"
    body += "    print('left', flush=True)\n    break"
    with (
        serve(response(200, RECORD), hold) as server,
        running(script(template, body), server.url) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == "left\n"
        process.wait(PATIENCE)
        assert process.returncode == 0


@every_way
def test_a_resolver_that_hangs_holds_nothing_back(template: str) -> None:
    """Neither the end of a call, nor that of `asyncio.run` and the process."""
    body = "import anyreach\ntry: {wait} client.conversations.get('conv_1', timeout=0.5)\n"
    body += "except anyreach.APITimeoutError: print('late', flush=True)"
    code = script(template, body, SLOW_NAMES)
    with running(code, "http://localhost:9") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        while process.stdout.readline() != "late\n":
            assert process.poll() is None
        process.wait(PATIENCE)
        assert process.returncode == 0


@every_way
def test_ctrl_c_while_a_name_is_looked_up(template: str) -> None:
    """Nothing is waited for that cannot be interrupted."""
    with running(script(template, GET, SLOW_NAMES), "http://localhost:9") as process:
        assert process.stdout is not None
        interrupted(process, process.stdout.readline)
