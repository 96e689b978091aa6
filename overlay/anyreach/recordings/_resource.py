"""The recordings of conversations: `client.recordings`, sync and async."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from anyreach._core.options import check_count, check_timeout
from anyreach_api import models
from anyreach_api._resource import AsyncCaller, Caller

if TYPE_CHECKING:
    from anyreach._transport.http_types import Reach
    from anyreach.recordings._download import Plan

# ruff: noqa: PLC0415  what fetches is loaded when something is fetched

Progress: TypeAlias = Callable[[int, int | None], object]

_MAX_BYTES: Final = 2 * 1024**3
_TIMEOUT: Final = 600.0


class _Client(Caller, Protocol):
    """A client, as far as recordings need it."""

    def _reach(self) -> Reach: ...


class _AsyncClient(AsyncCaller, Protocol):
    """An async client, as far as recordings need it."""

    def _reach(self) -> Reach: ...


class Download(NamedTuple):
    """A recording that was downloaded.

    Attributes:
        path: The file.
        size: Its bytes.
        content_type: Its media type, such as `audio/wav`, or None when its host does not say.
    """

    path: Path
    size: int
    content_type: str | None


class Recordings:
    """The recordings of voice conversations: `client.recordings`."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    def download(
        self,
        conversation: str | models.Conversation,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> Download:
        """Write a recording to a file, whole or not at all; only its owner may read it.

        It is fetched from its host, which is not the API's: over https only, from addresses of the
        public Internet only, without your token or anything else of yours. (For a client whose
        `base_url` is on this machine, the recording may be there, too.) When its URL has expired,
        the conversation is fetched again, once. When the connection breaks, the rest is asked for,
        as long as its host says that it is the rest of the same.

        The bytes arrive in a temporary file beside `path`, which ends in `.part` and is renamed on
        completion; a process that is killed leaves it behind.

        Args:
            conversation: The conversation's unique id, or the conversation itself.
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: Is called after every step with the number of bytes that arrived, and of all,
                or None when its host does not say. It starts from 0 again when the recording has
                to. What it raises ends the download.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, from the first byte to the file: 600 when not given.

        Raises:
            RedactedError: It is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            FileExistsError: There is such a file.
            OSError: The file cannot be written.
            ConfigurationError: The conversation has no recording, an option cannot be used, or the
                client sends through a proxy or a transport of yours.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=True)
        from anyreach.recordings._connection import drive
        from anyreach.recordings._file import Part

        part = Part(path, overwrite=overwrite)
        file = part.open()
        try:
            with closing(drive(plan, self._client)) as events:
                for event in events:
                    part.take(file, event)
                    if progress is not None:
                        progress(part.size, part.total)
            part.keep(file)
        finally:
            part.discard(file)
        return Download(part.path, part.size, part.content_type)

    @contextmanager
    def stream(
        self,
        conversation: str | models.Conversation,
        *,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> Generator[Iterator[bytes]]:
        """Give a recording's bytes as they arrive, as a context manager.

        It is fetched as `download` does. It is whole when the iterator ends; what came before an
        error is a part of it.

        Args:
            conversation: The conversation's unique id, or the conversation itself.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, what you do between the bytes included: 600 when not
                given.

        Raises:
            RedactedError: It is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            ConfigurationError: The conversation has no recording, an option cannot be used, or the
                client sends through a proxy or a transport of yours.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=False)
        from anyreach.recordings._connection import data_of, drive

        with closing(drive(plan, self._client)) as events:
            yield data_of(events)


class AsyncRecordings:
    """The recordings of voice conversations: `client.recordings`, with `await`."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    async def download(
        self,
        conversation: str | models.Conversation,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> Download:
        """Write a recording to a file, whole or not at all; only its owner may read it.

        It is fetched from its host, which is not the API's: over https only, from addresses of the
        public Internet only, without your token or anything else of yours. (For a client whose
        `base_url` is on this machine, the recording may be there, too.) When its URL has expired,
        the conversation is fetched again, once. When the connection breaks, the rest is asked for,
        as long as its host says that it is the rest of the same.

        The bytes arrive in a temporary file beside `path`, which ends in `.part` and is renamed on
        completion; a process that is killed leaves it behind.

        Args:
            conversation: The conversation's unique id, or the conversation itself.
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: Is called after every step with the number of bytes that arrived, and of all,
                or None when its host does not say. It starts from 0 again when the recording has
                to. What it raises ends the download.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, from the first byte to the file: 600 when not given.

        Raises:
            RedactedError: It is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            FileExistsError: There is such a file.
            OSError: The file cannot be written.
            ConfigurationError: The conversation has no recording, an option cannot be used, or the
                client sends through a proxy or a transport of yours.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=True)
        from anyreach.recordings._connection import drive_async
        from anyreach.recordings._file import Part
        from anyreach.recordings._threads import to_its_end

        part = Part(path, overwrite=overwrite)
        file = part.open()
        try:
            async with aclosing(drive_async(plan, self._client)) as events:
                async for event in events:
                    await to_its_end(part.take, file, event)
                    if progress is not None:
                        progress(part.size, part.total)
            await to_its_end(part.keep, file)
        finally:
            part.discard(file)
        return Download(part.path, part.size, part.content_type)

    @asynccontextmanager
    async def stream(
        self,
        conversation: str | models.Conversation,
        *,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> AsyncGenerator[AsyncIterator[bytes]]:
        """Give a recording's bytes as they arrive, as a context manager.

        It is fetched as `download` does. It is whole when the iterator ends; what came before an
        error is a part of it.

        Args:
            conversation: The conversation's unique id, or the conversation itself.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, what you do between the bytes included: 600 when not
                given.

        Raises:
            RedactedError: It is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            ConfigurationError: The conversation has no recording, an option cannot be used, or the
                client sends through a proxy or a transport of yours.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=False)
        from anyreach.recordings._connection import async_data_of, drive_async

        async with (
            aclosing(drive_async(plan, self._client)) as events,
            aclosing(async_data_of(events)) as chunks,
        ):
            yield chunks


def _plan(
    client: _Client | _AsyncClient,
    conversation: str | models.Conversation,
    max_bytes: int,
    timeout: float,
    *,
    restartable: bool,
) -> Plan:
    """Return how to fetch a recording.

    Raises:
        ConfigurationError: It cannot be fetched so.
    """
    from anyreach.recordings._download import Plan

    ends = time.monotonic() + check_timeout(timeout)
    size = check_count("max_bytes", max_bytes)
    reach = client._reach()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  for recordings
    return Plan(conversation, reach, size, ends, restartable)
