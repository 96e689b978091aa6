"""Many conversations by their ids: some at once, in order of arrival, errors as values."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
)
from typing import Any, Final, NamedTuple, TypeAlias

from anyreach._core.options import check_timeout
from anyreach._errors import AnyReachError, ConfigurationError
from anyreach_api import models
from anyreach_api._operation import id_of

_MOST: Final = 64  # what an async client sends at once: more would wait at the client's own gate


class FetchedConversation(NamedTuple):
    """A conversation that `get_many` found.

    Attributes:
        id: The id that was asked for.
        conversation: The conversation.
        error: None, for there is a conversation.
    """

    id: str
    conversation: models.Conversation
    error: None


class FetchedError(NamedTuple):
    """Why `get_many` has no conversation for an id.

    Attributes:
        id: The id that was asked for.
        conversation: None, for there is an error.
        error: Why there is no conversation.
    """

    id: str
    conversation: None
    error: AnyReachError


Fetched: TypeAlias = FetchedConversation | FetchedError
"""The outcome of one id: `error` is None when there is a conversation, and type checkers know."""


def check_many(
    ids: object, kinds: tuple[type, ...], concurrency: object, timeout: float | None
) -> None:
    """Refuse to get many conversations like this.

    Args:
        ids: As given.
        kinds: What they may be.
        concurrency: As given.
        timeout: As given.

    Raises:
        ConfigurationError: The text names the argument, and what to do.
    """
    if isinstance(ids, str | bytes) or not isinstance(ids, kinds):
        raise ConfigurationError(
            "ids must be an iterable of ids, such as a list; async ones are for AsyncAnyReach"
        )
    whole = isinstance(concurrency, int) and not isinstance(concurrency, bool)
    if not whole or concurrency not in range(1, _MOST + 1):
        raise ConfigurationError(f"concurrency= must be a whole number from 1 to {_MOST}")
    if timeout is not None:
        check_timeout(timeout)


def fetch(
    get_one: Callable[[str], models.Conversation], ids: Iterable[object], concurrency: int
) -> Generator[Fetched]:
    """Yield what comes of each id; ids are read when there is room for their calls."""
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415  slow to import
    from contextvars import copy_context  # noqa: PLC0415  not needed otherwise
    from queue import SimpleQueue  # noqa: PLC0415  likewise

    def get(conversation_id: str) -> Fetched:
        try:
            return FetchedConversation(conversation_id, get_one(conversation_id), None)
        except AnyReachError as error:
            return FetchedError(conversation_id, None, error)

    arrived: SimpleQueue[Future[Fetched]] = SimpleQueue()
    waiting = iter(ids)
    ended: Exception | None = None
    under_way = 0
    workers = ThreadPoolExecutor(concurrency, thread_name_prefix="anyreach-get-many")
    try:
        while True:
            while ended is None and under_way < concurrency and arrived.empty():
                try:
                    conversation_id = id_of(next(waiting))
                except Exception as error:  # noqa: BLE001  raised below, when no call is under way
                    ended = error
                else:
                    call = workers.submit(copy_context().run, get, conversation_id)
                    call.add_done_callback(arrived.put)
                    under_way += 1
            if not under_way:
                break
            done = arrived.get()
            under_way -= 1
            yield done.result()
    finally:
        workers.shutdown(wait=False, cancel_futures=True)
    if ended is not None and not isinstance(ended, StopIteration):
        raise ended


async def fetch_async(
    get_one: Callable[[str], Coroutine[Any, Any, models.Conversation]],
    ids: Iterable[object] | AsyncIterable[object],
    concurrency: int,
) -> AsyncGenerator[Fetched]:
    """Yield what comes of each id; ids are read when there is room for their calls."""
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    async def get(conversation_id: str) -> Fetched:
        try:
            return FetchedConversation(conversation_id, await get_one(conversation_id), None)
        except AnyReachError as error:
            return FetchedError(conversation_id, None, error)

    async def feed() -> None:
        waiting = aiter(ids if isinstance(ids, AsyncIterable) else _each(ids))
        while await room.acquire():
            try:
                conversation_id = id_of(await anext(waiting))
            except StopAsyncIteration:
                return
            call = asyncio.create_task(get(conversation_id))
            call.add_done_callback(arrived.put_nowait)
            under_way.add(call)

    arrived: asyncio.Queue[asyncio.Task[Any]] = asyncio.Queue()
    room = asyncio.Semaphore(concurrency)
    under_way: set[asyncio.Task[Fetched]] = set()
    feeder = asyncio.create_task(feed())
    feeder.add_done_callback(arrived.put_nowait)
    try:
        while under_way or not feeder.done():
            done = await arrived.get()
            if done is not feeder:
                under_way.discard(done)
                room.release()
                yield done.result()
        feeder.result()
    finally:
        for task in (feeder, *under_way):
            task.cancel()
        await asyncio.gather(feeder, *under_way, return_exceptions=True)


async def _each(ids: Iterable[object]) -> AsyncGenerator[object]:
    for conversation_id in ids:
        yield conversation_id
