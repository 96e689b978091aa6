"""Scenes of names: their first addresses are dead, or the resolver itself says nothing."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any, Final
from unittest.mock import patch

from anyreach import APIConnectionError
from tests.faults.proxy import HERE
from tests.faults.records import record
from tests.faults.scenes import Scene, use
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import MODES

_REFUSING: Final = "127.0.0.2"
_DROPPING: Final = "127.0.0.3"
_DEAD: Final = {
    "refuses": [_REFUSING],
    "drops": [_DROPPING],
    "drops, the next one refuses": [_DROPPING, _REFUSING],
}
_CALLS: Final = 5
_DIALLED: Final = 1.0  # seconds that a call may take whose first addresses are dead
_TIMEOUT: Final = 5.0
_SHORT: Final = 1.0  # the deadline when nobody resolves
_GRACE: Final = 0.5
_LONGEST: Final = 30.0

_getaddrinfo = socket.getaddrinfo


@contextlib.contextmanager
def resolving(*addresses: str, after: threading.Event | None = None) -> Generator[None]:
    """Let `localhost` have these addresses, once the event has come."""

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in {"localhost", b"localhost"}:
            return _getaddrinfo(host, port, *args, **kwargs)
        if after is not None:
            after.wait(_LONGEST)
        return [found for one in addresses for found in _getaddrinfo(one, port, *args, **kwargs)]

    with patch("socket.getaddrinfo", resolve):
        yield


@contextlib.contextmanager
def _dropping(port: int) -> Generator[None]:
    """Let a port of `_DROPPING` drop what would connect: nobody accepts, and no place is left."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(socket.create_server((_DROPPING, port), backlog=0))
        for _ in range(4):
            filler = opened.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex((_DROPPING, port))
        time.sleep(0.05)
        yield


def play(server: FaultServer) -> Iterator[Scene]:
    """Call by each client through each plight, and yield what came of it."""
    for name, mode in MODES:
        for plight, dead in _DEAD.items():
            yield _dead(server, name, mode, plight, dead)
        yield _hanging(server, name, mode)


def _dead(server: FaultServer, name: str, mode: str, plight: str, dead: list[str]) -> Scene:
    port = server.start(Plan(probability=0.0)).rpartition(":")[2]
    right = 0
    began = time.monotonic()
    with _dropping(int(port)), resolving(*dead, HERE):
        for _ in range(_CALLS):
            with contextlib.suppress(APIConnectionError):
                url = f"http://localhost:{port}"
                found = use(name, mode, _get, base_url=url, timeout=_TIMEOUT)
                right += found.to_dict() == record(_ID)
    seconds = time.monotonic() - began
    requests = len(server.stop())
    what = f"the first address {plight}"
    return Scene(
        what, f"{name}, {mode}", _CALLS, right, requests, seconds, _CALLS * _DIALLED, _CALLS
    )


def _hanging(server: FaultServer, name: str, mode: str) -> Scene:
    """Call while nobody resolves: the error is in time, says so, and the event loop ends."""
    port = server.start(Plan(probability=0.0)).rpartition(":")[2]
    right = 0
    answered = threading.Event()
    hurried = threading.Timer(_TIMEOUT, answered.set)
    hurried.start()
    began = time.monotonic()
    with resolving(HERE, after=answered):
        try:
            use(name, mode, _get, base_url=f"http://localhost:{port}", timeout=_SHORT)
        except APIConnectionError as error:
            right = not error.maybe_sent
    seconds = time.monotonic() - began
    answered.set()
    hurried.cancel()
    requests = len(server.stop())
    what = f"the resolver hangs, timeout={_SHORT:.0f}"
    return Scene(what, f"{name}, {mode}", 1, int(right), requests, seconds, _SHORT + _GRACE, 0)


_ID: Final = "conv_1"


def _get(client: Any) -> Any:
    return client.conversations.get(_ID)
