"""Tracebacks: find whose code raised an exception, and cut frames that hold the token.

Error trackers and rich tracebacks show a frame's local variables. A library's frames contain the
request's headers, and so the token.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, Final, cast

_LIBRARY: Final = re.compile(
    r"anyreach|anyreach_api|httpx|httpcore|httpx2|httpcore2|h11|socksio|truststore"
    r"|aiohttp|httpx_aiohttp|aiohappyeyeballs|yarl|multidict|anyio|sniffio|uvloop|gevent|eventlet"
    r"|abc|asyncio|concurrent|contextlib|encodings|selectors|socket|ssl|threading"
)
"""Packages that send and receive, including ours. Any other frame belongs to the app."""


def raised_by_app(error: BaseException) -> bool:
    """Return whether the app raised an exception: in a signal handler or its transport."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and not _LIBRARY.fullmatch(_package(trace.tb_frame))


class Clean:
    """A block that cuts library frames from exceptions that leave it."""

    def __enter__(self) -> None:
        self._before = sys.exception()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        cut(error, self._before)


def cut(error: BaseException | None, before: BaseException | None) -> None:
    """Cut library frames from an exception's traceback, and from its causes and contexts.

    The app's own frames stay, and so does the block's frame.

    Args:
        error: The exception that leaves the block, or None.
        before: The exception being handled when the block began; it is not part of the chain.
    """
    if error is None or error.__traceback__ is None:
        return
    block = error.__traceback__
    for link in _chain(error, before):
        link.__traceback__ = _of_apps(link.__traceback__)
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
                waiting += cast("BaseExceptionGroup[Any]", link).exceptions
            yield link


def _of_apps(trace: TracebackType | None) -> TracebackType | None:
    entries: list[TracebackType] = []
    while trace is not None:
        package = _package(trace.tb_frame)
        if package not in sys.stdlib_module_names and not _LIBRARY.fullmatch(package):
            entries.append(trace)
        trace = trace.tb_next
    kept: TracebackType | None = None
    for entry in reversed(entries):
        kept = TracebackType(kept, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return kept


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__")).partition(".")[0]
