"""Scenes of rate limits: an export and many calls at once, through all that servers count with."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

from anyreach import Fetched
from anyreach.models import Conversation
from tests.faults.limiters import Pace
from tests.faults.records import LISTED
from tests.faults.scenes import Scene, use
from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import MODES

_AT_ONCE: Final = 6  # scenes: they mostly wait
_PAGE: Final = 20
_MANY: Final = 200
_MOST: Final = 1.2  # times what the limit itself costs, in seconds and in requests


class _Task(NamedTuple):
    what: str
    rate: int
    calls: int
    do: Callable[[Any], Any]


def _is_right(item: Conversation | Fetched) -> bool:
    return not isinstance(item, Fetched) or item.error is None


def _list(client: Any) -> Any:
    return client.conversations.list(page_size=_PAGE)


def _get_many(client: Any) -> Any:
    return client.conversations.get_many([f"conv_{number}" for number in range(_MANY)])


_TASKS: Final = [
    _Task(
        f"a list of {LISTED:,}, {_PAGE} a page",
        2,
        LISTED // _PAGE,
        _list,
    ),
    _Task(
        f"get_many of {_MANY}",
        20,
        _MANY,
        _get_many,
    ),
]


def play() -> Iterator[Scene]:
    """Play each task with each client against each limit, and yield what came of it."""
    limits = itertools.product(_TASKS, ("fixed window", "clock", "bucket"), ("seconds", "date"))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        scenes = [
            pool.submit(_scene, name, mode, task, Pace(kind, task.rate, form))
            for task, kind, form in limits
            for name, mode in MODES
        ]
        for scene in scenes:
            yield scene.result()


def _scene(name: str, mode: str, task: _Task, pace: Pace) -> Scene:
    with FaultServer() as server:
        url = server.start(Plan(pace=pace, probability=0.0))
        began = time.monotonic()
        found = use(name, mode, task.do, base_url=url)
        seconds = time.monotonic() - began
        requests = len(server.stop())
    asked = LISTED if task.calls != _MANY else _MANY
    return Scene(
        f"{task.what}; {pace.kind}, {pace.rate} a second, Retry-After in {pace.form}",
        f"{name}, {mode}",
        asked,
        sum(map(_is_right, found)),
        requests,
        seconds,
        _MOST * task.calls / pace.rate,
        _MOST * task.calls,
    )
