"""Tracebacks: whose code raised an exception, and which of its frames may be shown.

A frame shows its local variables to error trackers and to rich tracebacks. The frames of a library
hold the request's headers, and with them the token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Final

_LIBRARY: Final = re.compile(
    r"(?:anyreach|anyreach_api|httpx|httpcore|httpx2|httpcore2|h11|socksio|truststore"
    r"|aiohttp|httpx_aiohttp|aiohappyeyeballs|yarl|multidict|anyio|sniffio|uvloop|gevent|eventlet"
    r"|abc|asyncio|concurrent|contextlib|encodings|selectors|socket|ssl|threading)(?:\.|$)"
)
"""Packages that send and receive, ours among them; any other frame is of an app."""


def raised_by_app(error: BaseException) -> bool:
    """Return whether an app raised an exception: in a signal handler, or in its transport."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and not _of_library(trace.tb_frame)


def cut(error: BaseException, before: BaseException | None) -> None:
    """Take the frames of libraries out of a traceback, and out of those of its chain.

    Args:
        error: An exception in the block that it leaves; the frame of the block itself is kept.
        before: The exception that was handled when the block began; it is none of its chain.
    """
    block = error.__traceback__
    for link in _chain(error, before):
        link.__traceback__ = _of_apps(link.__traceback__)
    if block is not None:
        error.__traceback__ = TracebackType(
            error.__traceback__, block.tb_frame, block.tb_lasti, block.tb_lineno
        )


def _chain(error: BaseException, before: BaseException | None) -> Iterator[BaseException]:
    seen = {id(before), id(None)}
    waiting: list[BaseException | None] = [error]
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            waiting += [link.__cause__, link.__context__]
            if isinstance(link, BaseExceptionGroup):
                waiting += link.exceptions
            yield link


def _of_apps(trace: TracebackType | None) -> TracebackType | None:
    entries: list[TracebackType] = []
    while trace is not None:
        if not _of_library(trace.tb_frame):
            entries.append(trace)
        trace = trace.tb_next
    kept: TracebackType | None = None
    for entry in reversed(entries):
        kept = TracebackType(kept, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return kept


def _of_library(frame: FrameType) -> bool:
    return _LIBRARY.match(str(frame.f_globals.get("__name__"))) is not None
