"""The recordings of conversations: `client.recordings`."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Final, TypeAlias

from anyreach._core.settings.options import check_count
from anyreach._transport.asyncio_io import call, in_thread
from anyreach.recordings._async_fetch import AsyncClient, AsyncFetch
from anyreach.recordings._file import Download, Part
from anyreach.recordings._received import Received
from anyreach_api.types import WithId

Progress: TypeAlias = Callable[[int, int | None], object]

_MAX_BYTES: Final = 2 * 1024**3


class AsyncRecordings:
    """The recordings of voice conversations: `client.recordings`."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    async def download(
        self,
        conversation: str | WithId,
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
        are the client's. An expired URL is replaced once. A broken transfer is resumed if its host
        supports that, and restarted if not.

        The bytes arrive in a temporary file beside `path`, which ends in `.part` and is renamed on
        completion; a process that is killed leaves it behind.

        Args:
            conversation: The conversation, its id, or the result of creating it.
            path: The file.
            overwrite: Whether to replace an existing file. A symbolic link is replaced, too.
            progress: Called with the number of bytes received and the total (None if unknown). A
                smaller number than before means that the transfer restarted. Exceptions from it
                end the download. The asynchronous client also takes an asynchronous callable.
            max_bytes: Maximum size of the recording in bytes. Defaults to 2 GiB.
            timeout: Seconds for the whole download, including retries. Defaults to the client's. A
                large recording may need more.

        Returns:
            The file, its size and its media type.

        Raises:
            RedactedError: The recording is withheld from the token.
            APIStatusError: The API or the host returned an error, or the URL expired for good.
            APIConnectionError: The recording is incomplete.
            APIResponseValidationError: The URL is not allowed, or the host's response is invalid.
            FileExistsError: The file exists, and `overwrite` is not set.
            OSError: The file cannot be written.
            ConfigurationError: The conversation has no recording, or an option is invalid.
        """
        received = Received(check_count("max_bytes", max_bytes), restartable=True)
        fetch = AsyncFetch(self._client, conversation, received, timeout)
        with Part(path, overwrite=overwrite) as part:
            async with aclosing(fetch.chunks()) as chunks:
                async for chunk in chunks:
                    await in_thread(part.write, chunk, received.size - len(chunk))
                    if progress is not None:
                        await call(progress, received.size, received.total)
            await in_thread(part.keep, received.size)
        return Download(part.path, received.size, received.content_type)

    @asynccontextmanager
    async def stream(
        self,
        conversation: str | WithId,
        *,
        max_bytes: int = _MAX_BYTES,
        timeout: float | None = None,
    ) -> AsyncGenerator[AsyncIterator[bytes]]:
        """Stream a recording, as a context manager.

        Like `download`, but without restarts: a broken transfer that can't be resumed raises an
        error. The recording is complete when the iterator ends.

        Args:
            conversation: The conversation, its id, or the result of creating it.
            max_bytes: Maximum size of the recording in bytes. Defaults to 2 GiB.
            timeout: Seconds for the whole stream, including your own work between chunks. Defaults
                to the client's.

        Yields:
            An iterator of the bytes; it raises the errors of `download`.

        Raises:
            ConfigurationError: An option is invalid.
        """
        received = Received(check_count("max_bytes", max_bytes), restartable=False)
        fetch = AsyncFetch(self._client, conversation, received, timeout)
        async with aclosing(fetch.chunks()) as chunks:
            yield chunks
