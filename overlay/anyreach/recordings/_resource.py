"""The recordings of conversations: `client.recordings`, sync and async."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from anyreach._core.call import Reach
from anyreach._core.options import check_count
from anyreach._errors import ConfigurationError
from anyreach_api import models
from anyreach_api._operation import id_of
from anyreach_api._resource import AsyncCaller, Caller

if TYPE_CHECKING:
    from anyreach.recordings._steps import Plan

# ruff: noqa: PLC0415  what fetches is loaded when something is fetched

Progress: TypeAlias = Callable[[int, int | None], object]

_MAX_BYTES: Final = 2 * 1024**3


class _Client(Caller, Protocol):
    """A client, as far as recordings need it."""

    def _reach(self) -> Reach: ...


class _AsyncClient(AsyncCaller, Protocol):
    """An async client, as far as recordings need it."""

    def _reach(self) -> Reach: ...


class Created(Protocol):
    """A conversation that was created, and is fetched again."""

    @property
    def conversation(self) -> models.Conversation | None:
        """The conversation, as it was then."""
        ...


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

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    def download(
        self,
        conversation: str | models.Conversation | Created,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float | None = None,
    ) -> Download:
        """Write a recording to a file, atomically and with mode 0600.

        The recording comes from another host than the API: over https, from public addresses or
        from `recording_hosts=` of the client, without your token. (For a client whose `base_url` is
        on this machine, the recording may be on it, too.) Retries, hooks, proxies and transports
        are the client's. An expired URL is replaced once. A broken transfer is resumed where its
        host can do that, and begins again where not.

        The bytes arrive in a temporary file beside `path`, which ends in `.part` and is renamed on
        completion; a process that is killed leaves it behind.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what `create`
                returned.
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: A callable that is given the number of bytes that arrived and of all bytes
                (None when the host does not say). It starts from 0 again when the recording does.
                What it raises ends the download.
            max_bytes: How large the recording may be. Defaults to 2 GiB.
            timeout: Seconds for the whole download, retries included. Defaults to the client's;
                a large recording may need more.

        Returns:
            The file, its size and its media type.

        Raises:
            RedactedError: The recording is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: The host does not send the recording, or its URL expired for good.
            APIConnectionError: The recording did not arrive whole.
            APIResponseValidationError: The URL, or what its host sends, is refused.
            FileExistsError: The file exists, and `overwrite` is not set.
            OSError: The file cannot be written.
            ConfigurationError: The conversation has no recording, or an option cannot be used.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=True)
        from anyreach.recordings._drivers import drive
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
        conversation: str | models.Conversation | Created,
        *,
        max_bytes: int = _MAX_BYTES,
        timeout: float | None = None,
    ) -> Generator[Iterator[bytes]]:
        """Stream a recording, as a context manager.

        It is fetched as `download` does, but what you have got cannot begin again: a broken
        transfer whose rest cannot be had raises. The recording is complete when the iterator ends.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what `create`
                returned.
            max_bytes: How large the recording may be. Defaults to 2 GiB.
            timeout: Seconds for the whole stream, your own work between the bytes included.
                Defaults to the client's.

        Yields:
            An iterator of the bytes.

        Raises:
            RedactedError: The recording is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: The host does not send the recording, or its URL expired for good.
            APIConnectionError: The recording did not arrive whole.
            APIResponseValidationError: The URL, or what its host sends, is refused.
            ConfigurationError: The conversation has no recording, or an option cannot be used.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=False)
        from anyreach.recordings._drivers import drive
        from anyreach.recordings._steps import Chunk

        with closing(drive(plan, self._client)) as events:
            yield (event.data for event in events if isinstance(event, Chunk))


class AsyncRecordings:
    """The recordings of voice conversations: `client.recordings`, with `await`."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    async def download(
        self,
        conversation: str | models.Conversation | Created,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float | None = None,
    ) -> Download:
        """Write a recording to a file, atomically and with mode 0600.

        The recording comes from another host than the API: over https, from public addresses or
        from `recording_hosts=` of the client, without your token. (For a client whose `base_url` is
        on this machine, the recording may be on it, too.) Retries, hooks, proxies and transports
        are the client's. An expired URL is replaced once. A broken transfer is resumed where its
        host can do that, and begins again where not.

        The bytes arrive in a temporary file beside `path`, which ends in `.part` and is renamed on
        completion; a process that is killed leaves it behind.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what `create`
                returned.
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: A callable that is given the number of bytes that arrived and of all bytes
                (None when the host does not say). It starts from 0 again when the recording does.
                What it raises ends the download.
            max_bytes: How large the recording may be. Defaults to 2 GiB.
            timeout: Seconds for the whole download, retries included. Defaults to the client's;
                a large recording may need more.

        Returns:
            The file, its size and its media type.

        Raises:
            RedactedError: The recording is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: The host does not send the recording, or its URL expired for good.
            APIConnectionError: The recording did not arrive whole.
            APIResponseValidationError: The URL, or what its host sends, is refused.
            FileExistsError: The file exists, and `overwrite` is not set.
            OSError: The file cannot be written.
            ConfigurationError: The conversation has no recording, or an option cannot be used.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=True)
        from anyreach.recordings._drivers import drive_async
        from anyreach.recordings._file import Part, to_its_end

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
        conversation: str | models.Conversation | Created,
        *,
        max_bytes: int = _MAX_BYTES,
        timeout: float | None = None,
    ) -> AsyncGenerator[AsyncIterator[bytes]]:
        """Stream a recording, as a context manager.

        It is fetched as `download` does, but what you have got cannot begin again: a broken
        transfer whose rest cannot be had raises. The recording is complete when the iterator ends.

        Args:
            conversation: The conversation's unique id, the conversation itself, or what `create`
                returned.
            max_bytes: How large the recording may be. Defaults to 2 GiB.
            timeout: Seconds for the whole stream, your own work between the bytes included.
                Defaults to the client's.

        Yields:
            An iterator of the bytes.

        Raises:
            RedactedError: The recording is withheld from the token.
            NotFoundError: There is no such conversation.
            APIStatusError: The host does not send the recording, or its URL expired for good.
            APIConnectionError: The recording did not arrive whole.
            APIResponseValidationError: The URL, or what its host sends, is refused.
            ConfigurationError: The conversation has no recording, or an option cannot be used.
        """
        plan = _plan(self._client, conversation, max_bytes, timeout, restartable=False)
        from anyreach.recordings._drivers import drive_async
        from anyreach.recordings._steps import Chunk

        async with (
            aclosing(drive_async(plan, self._client)) as events,
            aclosing(event.data async for event in events if isinstance(event, Chunk)) as chunks,
        ):
            yield chunks


def _plan(
    client: _Client | _AsyncClient,
    conversation: str | models.Conversation | Created,
    max_bytes: int,
    timeout: float | None,
    *,
    restartable: bool,
) -> Plan:
    """Return how to fetch a recording.

    Raises:
        ConfigurationError: An option cannot be used, or the client cannot send.
    """
    from anyreach.recordings._steps import Plan

    is_record = isinstance(conversation, models.Conversation)
    given: object = conversation if is_record else id_of(conversation)
    if not isinstance(given, str | models.Conversation):
        raise ConfigurationError("conversation must be an id, a record or what create returned")
    reach = client._reach()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  for recordings
    ends = time.monotonic() + reach.settings.timeout(timeout)
    return Plan(given, reach, check_count("max_bytes", max_bytes), ends, restartable)
