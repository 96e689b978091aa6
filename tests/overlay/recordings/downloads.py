"""Recordings on sockets of a test's own, and ways to fetch them through either client."""

from __future__ import annotations

import asyncio
import random
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anyreach import AnyReach, AsyncAnyReach, Download
from tests.overlay.clients import KEY
from tests.overlay.servers import Answer, Server, response

SOUND = random.Random(7).randbytes(150_000)
TAG = 'ETag: "one"'
WHOLE = response(200, SOUND, TAG, "Content-Type: audio/wav")

Fetch = Callable[..., Any]


def record(recording_url: str | None, **more: Any) -> bytes:
    """Answer with a conversation that has a recording."""
    details = {"recording_url": recording_url}
    return response(200, {"id": "conv_1", "recording_details": details, **more})


def _options(client: dict[str, Any] | None) -> dict[str, Any]:
    return {"max_retries": 9, **(client or {})}


def download_sync(
    url: str, path: Path, *, client: dict[str, Any] | None = None, **options: Any
) -> Download:
    """Fetch a conversation, and download its recording."""
    with AnyReach(KEY, base_url=url, **_options(client)) as api:
        return api.recordings.download(api.conversations.get("conv_1"), path, **options)


def download_async(
    url: str, path: Path, *, client: dict[str, Any] | None = None, **options: Any
) -> Download:
    """Fetch a conversation, and download its recording."""

    async def download() -> Download:
        async with AsyncAnyReach(KEY, base_url=url, **_options(client)) as api:
            conversation = await api.conversations.get("conv_1")
            return await api.recordings.download(conversation, path, **options)

    return asyncio.run(download())


def stream_sync(url: str, *, client: dict[str, Any] | None = None, **options: Any) -> bytes:
    """Fetch the recording of a conversation as it arrives."""
    with (
        AnyReach(KEY, base_url=url, **_options(client)) as api,
        api.recordings.stream("conv_1", **options) as chunks,
    ):
        return b"".join(chunks)


def stream_async(url: str, *, client: dict[str, Any] | None = None, **options: Any) -> bytes:
    """Fetch the recording of a conversation as it arrives."""

    async def stream() -> bytes:
        async with (
            AsyncAnyReach(KEY, base_url=url, **_options(client)) as api,
            api.recordings.stream("conv_1", **options) as chunks,
        ):
            return b"".join([chunk async for chunk in chunks])

    return asyncio.run(stream())


class Told:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int | None]] = []

    def __call__(self, done: int, total: int | None) -> None:
        """Remember."""
        self.steps.append((done, total))


def range_of(request: bytes) -> int | None:
    """From which byte on a request asks for a recording, if not for all of it."""
    found = re.search(rb"\r\nRange: bytes=(\d+)-\r\n", request)
    return int(found[1]) if found else None


def rest_of(server: Server, *headers: str, sound: bytes = SOUND) -> Answer:
    """Answer the newest request with the part that it asks for."""

    def answer(peer: socket.socket) -> None:
        start = range_of(server.requests[-1])
        if start is None:
            peer.sendall(response(200, sound, *headers))
        else:
            where = f"Content-Range: bytes {start}-{len(sound) - 1}/{len(sound)}"
            peer.sendall(response(206, sound[start:], where, *headers))

    return answer


def cut(answer: bytes, length: int) -> Answer:
    """Say so many bytes of an answer, and go away."""

    def say(peer: socket.socket) -> None:
        peer.sendall(answer[:length])

    return say


def downloading(download: Callable[..., Download]) -> Fetch:
    """Return a way to fetch a recording's bytes into a folder, where nothing else is left."""

    def fetch(url: str, folder: Path, **options: Any) -> bytes:
        try:
            got = download(url, folder / "call.wav", **options)
        except BaseException:
            assert list(folder.iterdir()) == []
            raise
        assert list(folder.iterdir()) == [got.path]
        return got.path.read_bytes()

    return fetch


def streaming(stream: Callable[..., bytes]) -> Fetch:
    """Return a way to fetch a recording's bytes, as its like that downloads has it."""

    def fetch(url: str, _folder: Path, **options: Any) -> bytes:
        return stream(url, **options)

    return fetch


DOWNLOADS = {"download": downloading(download_sync), "async download": downloading(download_async)}
STREAMS = {"stream": streaming(stream_sync), "async stream": streaming(stream_async)}
WAYS = DOWNLOADS | STREAMS
