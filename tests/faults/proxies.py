"""Scenes of a proxy that does not tunnel at first: a GET comes through, and a POST is sure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from anyreach import APIConnectionError
from tests.faults.proxy import CONNECTS
from tests.faults.scenes import Scene, use
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import MODES

_TIMEOUT: Final = 4.0
_GRACE: Final = 0.5
_REFUSALS: Final = ("407", "403", "502")  # not repeated
_SILENT: Final = ("stalled", "TLS stalled")

_VERBS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "GET": lambda client: client.conversations.get("conv_1"),
    "POST": lambda client: client.conversations.call(to="+15550100", agent_id="agent_1"),
}


def play(server: FaultServer) -> Iterator[Scene]:
    """Call by each client through each fault of a proxy, and yield what came of it."""
    for name, mode in MODES:
        for fault in CONNECTS:
            for verb in _VERBS:
                yield _scene(server, name, mode, fault, verb)


def _scene(server: FaultServer, name: str, mode: str, fault: str, verb: str) -> Scene:
    url = server.start(Plan(probability=0.0, tls=True, connects=[fault]))
    options = {"base_url": url, "proxy": server.proxy, "verify": server.authority}
    began = time.monotonic()
    error: APIConnectionError | None = None
    try:
        use(name, mode, _VERBS[verb], timeout=_TIMEOUT, **options)
    except APIConnectionError as failure:
        error = failure
    seconds = time.monotonic() - began
    requests = len(server.stop())
    return Scene(
        f"proxy: {fault}; {verb}",
        f"{name}, {mode}",
        1,
        int(_is_right(fault, verb, error, server.tunnels)),
        requests,
        seconds,
        _TIMEOUT + _GRACE,
        1,
    )


def _is_right(fault: str, verb: str, error: APIConnectionError | None, tunnels: int) -> bool:
    if fault in _REFUSALS:
        once = error is not None and not error.maybe_sent and (error.attempts, tunnels) == (1, 1)
        return once and "proxy" in str(error) and fault in str(error)
    if verb == "POST" and fault in _SILENT:  # all its time was for one attempt
        return error is not None and not error.maybe_sent
    return error is None
