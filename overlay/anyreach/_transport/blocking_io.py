"""I/O for threads; `asyncio_io` has the same names for asyncio tasks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, Protocol, TypeAlias, TypeVar, cast

from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from queue import SimpleQueue

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

Items: TypeAlias = Iterable[T]
"""A sync or async iterable."""

Token: TypeAlias = "str | Callable[[], str]"  # noqa: S105  a type
"""A token, or a function that returns one."""


class Sender(Protocol):
    """A `BaseTransport` from httpx or httpx2."""

    def handle_request(self, request: Any, /) -> Any:
        """Send a request."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


Transport: TypeAlias = Sender | Literal["httpx2"]
"""The accepted transports."""


def sleep(seconds: float) -> None:
    """Sleep."""
    time.sleep(seconds)


def call(callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Any:
    """Call an app's callback.

    Returns:
        Its result.

    Raises:
        ConfigurationError: It is async.
    """
    result = callback(*args, **kwargs)
    if isinstance(result, Awaitable):
        if isinstance(result, Coroutine):
            cast("Coroutine[Any, Any, Any]", result).close()
        raise ConfigurationError("the callable is async: use AsyncAnyReach")
    return result


def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in this thread.

    Returns:
        Its result.
    """
    return work(*args, **kwargs)


def call_within(seconds: float, callback: Callable[[], object]) -> Any:
    """Call an app's callback. It can't be interrupted.

    Returns:
        Its result.

    Raises:
        ConfigurationError: It is async.
    """
    del seconds
    return call(callback)


def home() -> object:
    """Return the owner of a client's connections: None, since any thread may use them."""
    return None


def finish(callback: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call, and return the result."""
    return callback(*args, **kwargs)


def as_they_arrive(work: Callable[[T], R], items: Iterable[T], most: int) -> Generator[R]:
    """Yield the result for each item, in order of arrival. Leaving early doesn't wait.

    Consumes items lazily.

    Args:
        work: Called with each item, in a daemon thread with a copy of this context.
        items: The items.
        most: Maximum number of concurrent threads.
    """
    from contextvars import copy_context  # noqa: PLC0415  not needed otherwise
    from queue import SimpleQueue  # noqa: PLC0415  likewise
    from threading import Thread  # noqa: PLC0415  likewise

    jobs: SimpleQueue[tuple[T] | None] = SimpleQueue()
    arrived: SimpleQueue[tuple[R, None] | tuple[None, BaseException]] = SimpleQueue()
    under_way = threads = 0
    source = iter(items)
    try:
        while True:
            for item in source:
                jobs.put((item,))
                under_way += 1
                if under_way > threads:
                    run, args = copy_context().run, (_serve, work, jobs, arrived)
                    Thread(target=run, args=args, name="anyreach-get-many", daemon=True).start()
                    threads += 1
                if under_way == most or not arrived.empty():
                    break
            if not under_way:
                return
            result, error = arrived.get()
            under_way -= 1
            if error is not None:
                raise error
            yield cast("R", result)
    finally:
        for _ in range(threads):
            jobs.put(None)


def _serve(
    work: Callable[[T], R],
    jobs: SimpleQueue[tuple[T] | None],
    arrived: SimpleQueue[tuple[R, None] | tuple[None, BaseException]],
) -> None:
    while job := jobs.get():
        try:
            arrived.put((work(*job), None))
        except BaseException as error:  # noqa: BLE001  raised in the thread that iterates
            arrived.put((None, error))


def each(items: Items[T]) -> Generator[T]:
    """Yield the items."""
    yield from items
