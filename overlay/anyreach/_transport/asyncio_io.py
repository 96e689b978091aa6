"""I/O for asyncio tasks; `blocking_io` has the same names for threads."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
)
from typing import Any, Literal, ParamSpec, Protocol, TypeAlias, TypeVar, cast

from anyreach._errors import ConfigurationError
from anyreach._transport.http_types import LateError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

Items: TypeAlias = Iterable[T] | AsyncIterable[T]
"""A sync or async iterable."""

Token: TypeAlias = "str | Callable[[], str | Awaitable[str]]"  # noqa: S105  a type
"""A token, or a sync or async function that returns one."""


class Sender(Protocol):
    """An `AsyncBaseTransport` from httpx or httpx2."""

    async def handle_async_request(self, request: Any, /) -> Any:
        """Send a request."""
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


Transport: TypeAlias = Sender | Literal["aiohttp", "httpx2"]
"""The accepted transports."""

# ruff: noqa: PLC0415  asyncio is slow to import, and sync clients do without


async def sleep(seconds: float) -> None:
    """Sleep."""
    import asyncio

    await asyncio.sleep(seconds)


async def call(callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Any:
    """Call an app's callback, and await what it returns if that is awaitable.

    Returns:
        Its result.
    """
    result = callback(*args, **kwargs)
    return await cast("Awaitable[Any]", result) if isinstance(result, Awaitable) else result


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in a thread. A cancelled task waits for it to finish.

    Returns:
        Its result.
    """
    import asyncio

    return await finish(lambda: asyncio.to_thread(work, *args, **kwargs))


async def call_within(seconds: float, callback: Callable[[], object]) -> Any:
    """Call an app's callback with a timeout.

    Returns:
        Its result.

    Raises:
        LateError: The callback takes longer.
    """
    import asyncio

    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await call(callback)
    except TimeoutError:
        if not limit.expired():
            raise
        raise LateError from None


def home() -> object:
    """Return the owner of a client's connections: the running event loop.

    Raises:
        ConfigurationError: No asyncio event loop is running.
    """
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise ConfigurationError(
            "AsyncAnyReach needs a running event loop of asyncio; under trio, use AnyReach in "
            "trio.to_thread.run_sync"
        ) from None


async def finish(callback: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kw: P.kwargs) -> T:
    """Await to the end even if the task is cancelled; raise the cancellation afterwards.

    Returns:
        The result.
    """
    import asyncio

    task = asyncio.create_task(callback(*args, **kw))
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # it was looked at, so that asyncio logs nothing
        raise cancelled
    return task.result()


async def as_they_arrive(
    work: Callable[[T], Coroutine[Any, Any, R]], items: Items[T], most: int
) -> AsyncGenerator[R]:
    """Yield the result for each item, in order of arrival. Leaves no task behind.

    Consumes items lazily.

    Args:
        work: Awaited with each item, in a task.
        items: The items.
        most: Maximum number of concurrent tasks.
    """
    import asyncio

    home()
    arrived: asyncio.Queue[asyncio.Task[Any]] = asyncio.Queue()
    room = asyncio.Semaphore(most - 1)
    under_way: set[asyncio.Task[Any]] = set()

    def begin(job: Coroutine[Any, Any, object]) -> asyncio.Task[Any]:
        task = asyncio.create_task(job)
        task.add_done_callback(arrived.put_nowait)
        under_way.add(task)
        return task

    async def read() -> None:
        async for item in each(items):
            begin(work(item))
            await room.acquire()

    reader = begin(read())
    try:
        while under_way:
            done = await arrived.get()
            under_way.discard(done)
            result = done.result()
            if done is not reader:
                room.release()
                yield result
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def each(items: Items[T]) -> AsyncGenerator[T]:
    """Yield the items of a sync or async iterable."""
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
