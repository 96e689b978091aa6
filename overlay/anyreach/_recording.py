"""A recording: where it can be fetched, what else the API says of it, and fetching it."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from anyreach._errors import ConfigurationError
from anyreach._exchange import Reach
from anyreach._options import check_size, check_timeout

if TYPE_CHECKING:
    from anyreach._client import AnyReach, AsyncAnyReach
    from anyreach._download import Plan

# ruff: noqa: PLC0415  what fetches is loaded when something is fetched

Progress: TypeAlias = Callable[[int, int | None], object]

_MAX_BYTES: Final = 2 * 1024**3
_TIMEOUT: Final = 600.0


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


class Recording:
    """The recording of a voice conversation. It prints nothing of itself.

    It is fetched from its host, which is not the API's: over https alone, from addresses of the
    public Internet alone, without your token or anything else of yours. For a client whose
    `base_url` is on this machine, the recording may be there, too. When its URL has expired, the
    client that fetched the conversation is asked for a fresh one, once.

    Attributes:
        url: A time-limited URL on another host, or None. Who has it can listen: do not log it, and
            never send the API's token there.
        details: The `recording_details` as they arrived.
    """

    __slots__ = ("_client", "_conversation_id", "details", "url")

    def __init__(
        self,
        details: dict[str, Any],
        client: AnyReach | AsyncAnyReach | None = None,
        conversation_id: str | None = None,
    ) -> None:
        self.details = details
        url = details.get("recording_url")
        self.url: str | None = url if isinstance(url, str) else None
        self._client = client
        self._conversation_id = conversation_id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recording) and self.details == other.details

    __hash__ = None  # type: ignore[assignment]  # as unhashable as its details

    def __repr__(self) -> str:
        return "<Recording>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the client."""
        return Recording, (self.details,)

    def download(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> Download:
        """Write the recording to a file, whole or not at all; only its owner may read it.

        It arrives in a file of its own beside `path`, which ends in `.part`. When the connection
        breaks, the rest is asked for, as long as its host says that it is the rest of the same.

        Args:
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: Is told after every step how many bytes arrived, and of how many, or None when
                its host does not say. It starts from 0 again when the recording has to. What it
                raises ends the download.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, from the first byte to the file: 600 when not given.

        Raises:
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            RedactedError: It is withheld from the token by now.
            FileExistsError: There is such a file.
            OSError: The file cannot be written.
            ConfigurationError: An option cannot be used, or the client sends through a proxy or a
                transport of yours, or is of the other kind.
        """
        plan = self._plan("download", max_bytes, timeout, is_async=False, restartable=True)
        if isinstance(plan, ConfigurationError):
            raise plan
        from anyreach._fetch import drive
        from anyreach._partial import Part

        part = Part(path, overwrite=overwrite)
        file = part.open()
        try:
            with closing(drive(plan, cast("AnyReach", self._client))) as events:
                for event in events:
                    part.take(file, event)
                    if progress is not None:
                        progress(part.size, part.total)
            part.keep(file)
        finally:
            part.discard(file)
        return Download(part.path, part.size, part.content_type)

    async def adownload(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        max_bytes: int = _MAX_BYTES,
        timeout: float = _TIMEOUT,
    ) -> Download:
        """Write the recording to a file, whole or not at all; only its owner may read it.

        It arrives in a file of its own beside `path`, which ends in `.part`. When the connection
        breaks, the rest is asked for, as long as its host says that it is the rest of the same.

        Args:
            path: The file.
            overwrite: Whether to replace a file of that name. A symbolic link is replaced, too.
            progress: Is told after every step how many bytes arrived, and of how many, or None when
                its host does not say. It starts from 0 again when the recording has to. What it
                raises ends the download.
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, from the first byte to the file: 600 when not given.

        Raises:
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            RedactedError: It is withheld from the token by now.
            FileExistsError: There is such a file.
            OSError: The file cannot be written.
            ConfigurationError: An option cannot be used, or the client sends through a proxy or a
                transport of yours, or is of the other kind.
        """
        plan = self._plan("download", max_bytes, timeout, is_async=True, restartable=True)
        if isinstance(plan, ConfigurationError):
            raise plan
        from anyreach._fetch import drive_async
        from anyreach._partial import Part
        from anyreach._threads import to_its_end

        part = Part(path, overwrite=overwrite)
        file = part.open()
        try:
            async with aclosing(drive_async(plan, cast("AsyncAnyReach", self._client))) as events:
                async for event in events:
                    await to_its_end(part.take, file, event)
                    if progress is not None:
                        progress(part.size, part.total)
            await to_its_end(part.keep, file)
        finally:
            part.discard(file)
        return Download(part.path, part.size, part.content_type)

    @contextmanager
    def stream(
        self, *, max_bytes: int = _MAX_BYTES, timeout: float = _TIMEOUT
    ) -> Generator[Iterator[bytes]]:
        """Give the recording's bytes as they arrive, as a context manager.

        It is whole when the iterator comes to its end; what came before an error is a part of it.
        When the connection breaks, the rest is asked for, as with `download`.

        Args:
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, what you do between the bytes included: 600 when not
                given.

        Raises:
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            RedactedError: It is withheld from the token by now.
            ConfigurationError: An option cannot be used, or the client sends through a proxy or a
                transport of yours, or is of the other kind.
        """
        plan = self._plan("stream", max_bytes, timeout, is_async=False, restartable=False)
        if isinstance(plan, ConfigurationError):
            raise plan
        from anyreach._fetch import data_of, drive

        with closing(drive(plan, cast("AnyReach", self._client))) as events:
            yield data_of(events)

    @asynccontextmanager
    async def astream(
        self, *, max_bytes: int = _MAX_BYTES, timeout: float = _TIMEOUT
    ) -> AsyncGenerator[AsyncIterator[bytes]]:
        """Give the recording's bytes as they arrive, as a context manager.

        It is whole when the iterator comes to its end; what came before an error is a part of it.
        When the connection breaks, the rest is asked for, as with `download`.

        Args:
            max_bytes: How large the recording may be: 2 GiB when not given.
            timeout: Seconds for everything, what you do between the bytes included: 600 when not
                given.

        Raises:
            APIStatusError: Its host does not send it, or the URL has expired for good.
            APIConnectionError: It did not arrive whole.
            APIResponseValidationError: What its host sends, or its URL, is refused; the text says
                why.
            RedactedError: It is withheld from the token by now.
            ConfigurationError: An option cannot be used, or the client sends through a proxy or a
                transport of yours, or is of the other kind.
        """
        plan = self._plan("stream", max_bytes, timeout, is_async=True, restartable=False)
        if isinstance(plan, ConfigurationError):
            raise plan
        from anyreach._fetch import async_data_of, drive_async

        async with (
            aclosing(drive_async(plan, cast("AsyncAnyReach", self._client))) as events,
            aclosing(async_data_of(events)) as chunks,
        ):
            yield chunks

    def _plan(
        self, name: str, max_bytes: object, timeout: object, *, is_async: bool, restartable: bool
    ) -> Plan | ConfigurationError:
        """Return how to fetch the recording, or why it cannot be fetched so."""
        from anyreach._client import AsyncAnyReach
        from anyreach._download import Plan

        seconds = check_timeout(timeout)
        if isinstance(seconds, ConfigurationError):
            return seconds
        size = check_size("max_bytes", max_bytes)
        if isinstance(size, ConfigurationError):
            return size
        client = self._client
        reach: Reach | ConfigurationError
        if client is None:
            reach = Reach(verify=True, local=False, timeout=None)
        else:
            if isinstance(client, AsyncAnyReach) is not is_async:
                way = f"use {name}()" if is_async else f"use a{name}(), with await or async with"
                return ConfigurationError(
                    f"this conversation was fetched by {type(client).__name__}: {way}"
                )
            reach = client._reach()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  the seam for recordings
        if isinstance(reach, ConfigurationError):
            return reach
        return Plan(
            self, self._conversation_id, reach, size, time.monotonic() + seconds, restartable
        )
