"""What tasks of asyncio do in their own way; `blocking_io` has the same names for threads."""

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
"""What can be iterated over."""

Token: TypeAlias = "str | Callable[[], str | Awaitable[str]]"  # noqa: S105  a type
"""A token, or what returns one: a function, async or not."""


class Sender(Protocol):
    """An `AsyncBaseTransport` of httpx or of httpx2."""

    async def handle_async_request(self, request: Any, /) -> Any:
        """Send a request."""
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


Transport: TypeAlias = Sender | Literal["aiohttp", "httpx2"]
"""What can be sent with."""

# ruff: noqa: PLC0415  asyncio is slow to import, and sync clients do without


async def sleep(seconds: float) -> None:
    """Wait for some seconds."""
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
    """Do some work in a thread; a cancelled task waits for its end first.

    Returns:
        Its result.
    """
    import asyncio

    return await finish(lambda: asyncio.to_thread(work, *args, **kwargs))


async def call_within(seconds: float, callback: Callable[[], object]) -> Any:
    """Call an app's callback as `call` does, within some seconds.

    Returns:
        Its result.

    Raises:
        LateError: It takes longer.
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
    """Return what the connections of a client belong to: the running event loop.

    Raises:
        ConfigurationError: None runs, or one that is not asyncio's.
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
    """Call and await to the end, even when the task is cancelled; that is raised afterwards.

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
    """Yield what comes of each item, in order of arrival, and leave no task behind.

    An item is read when there is room for its work.

    Args:
        work: Is awaited with each item, in a task.
        items: The items.
        most: How many tasks to have at once.
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
    """Yield the items, which may be asynchronous."""
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
