"""Lists of conversations that fetch their pages when they are needed, sync and async."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Generic, TypeVar

from anyreach._script import run, run_async
from anyreach._walk import Walk

if TYPE_CHECKING:
    from anyreach._client import AnyReach, AsyncAnyReach
    from anyreach._conversation import Conversation
    from anyreach._filters import Wanted


ClientT = TypeVar("ClientT", "AnyReach", "AsyncAnyReach")


class _List(Generic[ClientT]):
    """What a list is made of. It prints nothing of it."""

    def __init__(self, client: ClientT, wanted: Wanted) -> None:
        self._client: ClientT = client
        self._wanted = wanted

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class ConversationList(_List["AnyReach"]):
    """Conversations, newest first: iterate over it, any number of times.

    Every iteration asks the API anew, page by page, when the next conversation is needed, and holds
    one page in memory. What is created meanwhile does not shift it.
    """

    def __iter__(self) -> Generator[Conversation]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page

    def pages(self) -> Generator[list[Conversation]]:
        """Iterate over the pages: what is new in each answer, never nothing.

        Raises:
            IncompleteListError: Nothing can promise that none is missing from here on.
            RedactedError: A field that `require=` names is withheld.
            APIError: A call did not come to its answer; the other subclasses say how.
        """
        walk = Walk(self._wanted)
        if not self._wanted.read_ahead:
            while page := run(self._client, walk.page()):
                yield page
            return
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  slow to import
        from contextvars import copy_context  # noqa: PLC0415  not needed otherwise

        reader = ThreadPoolExecutor(1, thread_name_prefix="anyreach-read-ahead")
        try:
            coming = reader.submit(copy_context().run, run, self._client, walk.page())
            while page := coming.result():
                coming = reader.submit(copy_context().run, run, self._client, walk.page())
                yield page
        finally:
            reader.shutdown(wait=False, cancel_futures=True)


class AsyncConversationList(_List["AsyncAnyReach"]):
    """Conversations, newest first: iterate over it, any number of times.

    Every iteration asks the API anew, page by page, when the next conversation is needed, and holds
    one page in memory. What is created meanwhile does not shift it.
    """

    async def __aiter__(self) -> AsyncGenerator[Conversation]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for conversation in page:
                    yield conversation

    async def pages(self) -> AsyncGenerator[list[Conversation]]:
        """Iterate over the pages: what is new in each answer, never nothing.

        Raises:
            IncompleteListError: Nothing can promise that none is missing from here on.
            RedactedError: A field that `require=` names is withheld.
            APIError: A call did not come to its answer; the other subclasses say how.
        """
        walk = Walk(self._wanted)
        if not self._wanted.read_ahead:
            while page := await run_async(self._client, walk.page()):
                yield page
            return
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        coming = asyncio.create_task(run_async(self._client, walk.page()))
        try:
            while page := await coming:
                coming = asyncio.create_task(run_async(self._client, walk.page()))
                yield page
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
