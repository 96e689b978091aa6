"""The file of a download: nobody else's, whole or absent, and never in the place of another."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    AsyncAnyReach,
    ConfigurationError,
    Download,
)
from anyreach._transport.asyncio_io import in_thread
from tests.overlay.clients import KEY
from tests.overlay.recordings.downloads import (
    SOUND,
    WHOLE,
    Told,
    download_async,
    download_sync,
    record,
)
from tests.overlay.servers import Answer, Server, response, serve

HEAD = WHOLE.index(b"\r\n\r\n") + 4

every_download = pytest.mark.parametrize("download", [download_sync, download_async])


@pytest.fixture(name="api")
def fixture_api() -> Iterator[Server]:
    """An API with a conversation whose recording can be had."""
    with serve(WHOLE) as host, serve(record(host.url)) as api:
        yield api


@every_download
def test_what_a_download_returns(download: Any, api: Server, tmp_path: Path) -> None:
    """It tells the file, its size and its type; only its owner may read the file."""
    path = tmp_path / "call.wav"
    before = os.umask(0)
    try:
        assert download(api.url, str(path)) == Download(path, len(SOUND), "audio/wav")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@every_download
def test_media_types(download: Any, tmp_path: Path) -> None:
    """A media type is told in lower case without its parameters; None when there is none."""
    given = {(): None, ("Content-Type: Audio/WAV ; rate=8000",): "audio/wav"}
    for headers, expected in given.items():
        with serve(response(200, SOUND, *headers)) as host, serve(record(host.url)) as api:
            got = download(api.url, tmp_path / "call.wav", overwrite=True)
        assert got.content_type == expected


@every_download
def test_progress(download: Any, api: Server, tmp_path: Path) -> None:
    """Progress is told up to the end, of how many bytes, or of None in chunks."""
    told = Told()
    download(api.url, tmp_path / "1", progress=told)
    done = [step[0] for step in told.steps]
    assert told.steps[-1] == (len(SOUND), len(SOUND))
    assert done == sorted(set(done))
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    with serve(chunks) as host, serve(record(host.url)) as other:
        told.steps.clear()
        download(other.url, tmp_path / "2", progress=told)
    assert told.steps == [(3, None)]


@every_download
def test_what_progress_raises_ends_the_download(download: Any, api: Server, tmp_path: Path) -> None:
    """An exception of the caller's comes out as it is, and leaves no file."""

    def progress(_done: int, _total: int | None) -> None:
        assert len(list(tmp_path.iterdir())) == 1
        raise KeyError

    with pytest.raises(KeyError):
        download(api.url, tmp_path / "call.wav", progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_a_progress_that_is_async(api: Server, tmp_path: Path) -> None:
    """An async client awaits what an async `progress` returns; a sync one refuses it."""
    told: list[int] = []

    async def progress(done: int, _total: int | None) -> None:
        await asyncio.sleep(0)
        told.append(done)

    download_async(api.url, tmp_path / "1", progress=progress)
    assert told[-1] == len(SOUND)
    with pytest.raises(ConfigurationError, match="use AsyncAnyReach"):
        download_sync(api.url, tmp_path / "2", progress=progress)


@every_download
def test_the_part_is_readable_by_its_owner_alone(
    download: Any, api: Server, tmp_path: Path
) -> None:
    """While it arrives, a recording is in a `.part` file beside its target, nobody else's."""
    modes: set[tuple[bool, int]] = set()

    def progress(_done: int, _total: int | None) -> None:
        (part,) = tmp_path.iterdir()
        ours = part.name.startswith("call.wav.") and part.suffix == ".part"
        modes.add((ours, stat.S_IMODE(part.stat().st_mode)))

    download(api.url, tmp_path / "call.wav", progress=progress)
    assert modes == {(True, 0o600)}


@every_download
def test_an_existing_file_is_replaced_only_when_asked(
    download: Any, api: Server, tmp_path: Path
) -> None:
    """A file, or a link, of that name is refused before anything is fetched, or replaced."""
    path, other = tmp_path / "call.wav", tmp_path / "other"
    other.write_bytes(b"other")
    for there in ("file", "link", "dangling"):
        if there == "file":
            path.write_bytes(b"old")
        else:
            path.symlink_to(other if there == "link" else tmp_path / "nothing")
        with pytest.raises(FileExistsError, match="pass overwrite=True to replace it"):
            download(api.url, path)
        assert path.is_symlink() == (there != "file")
        download(api.url, path, overwrite=True)
        assert not path.is_symlink()
        assert path.read_bytes() == SOUND
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.unlink()
    assert other.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [other]


@every_download
def test_a_target_that_cannot_be(download: Any, api: Server, tmp_path: Path) -> None:
    """A directory, and a file in no directory, are refused before anything is fetched."""
    with pytest.raises(IsADirectoryError):
        download(api.url, tmp_path, overwrite=True)
    with pytest.raises(FileNotFoundError):
        download(api.url, tmp_path / "no" / "call.wav")
    with pytest.raises(TypeError):
        download(api.url, 7)


@every_download
def test_a_file_that_appears_meanwhile_is_kept(download: Any, api: Server, tmp_path: Path) -> None:
    """Without `overwrite`, what somebody put there during the download stays."""
    path = tmp_path / "call.wav"

    def put(_done: int, _total: int | None) -> None:
        path.write_bytes(b"theirs")

    with pytest.raises(FileExistsError):
        download(api.url, path, progress=put)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@every_download
def test_a_file_system_that_cannot_sync(
    download: Any, api: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that cannot sync is no error; one that fails to is, and there is no file."""
    for code, fails in ((errno.EINVAL, False), (errno.EIO, True)):

        def fsync(_file: object, code: int = code) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="error") if fails else contextlib.nullcontext():
            download(api.url, tmp_path / errno.errorcode[code])
    assert [file.name for file in tmp_path.iterdir()] == ["EINVAL"]


@every_download
def test_two_downloads_to_one_file_do_not_mix(download: Any, tmp_path: Path) -> None:
    """Of two downloads to one path, one comes out whole, whichever is the last."""
    path = tmp_path / "call.wav"
    sounds = [bytes([number]) * 100_000 for number in (1, 2)]
    both = threading.Barrier(2, timeout=10)

    def late(sound: bytes) -> Answer:
        def answer(peer: socket.socket) -> None:
            said = response(200, sound)
            peer.sendall(said[:50_000])
            both.wait()
            peer.sendall(said[50_000:])

        return answer

    def fetch(sound: bytes) -> None:
        with serve(late(sound)) as host, serve(record(host.url)) as api:
            download(api.url, path, overwrite=True)

    threads = [threading.Thread(target=fetch, args=(sound,)) for sound in sounds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in sounds
    assert list(tmp_path.iterdir()) == [path]


FULL = """
import resource, sys
from pathlib import Path
from tests.overlay.recordings.downloads import download_async, download_sync
sys.dont_write_bytecode = True  # a truncated .pyc would break the next process
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (70_000, hard))
for download in (download_sync, download_async):
    try:
        download(sys.argv[1], Path(sys.argv[2]), overwrite=True)
    except OSError as error:
        print(error.errno)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
"""


def test_a_disk_that_is_full(api: Server, tmp_path: Path) -> None:
    """What cannot be written is an OSError; the old file stays as it was."""
    path = tmp_path / "call.wav"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", FULL, api.url, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == [str(errno.EFBIG)] * 2
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, sys
from pathlib import Path
from tests.overlay.recordings.downloads import download_sync
def progress(done, total):
    if done > 70_000:
        os.kill(os.getpid(), 9)
download_sync(sys.argv[1], Path(sys.argv[2]), progress=progress)
"""


def test_a_process_that_is_killed(api: Server, tmp_path: Path) -> None:
    """It leaves a `.part` file, which neither hinders nor spoils the next download."""
    path = tmp_path / "call.wav"
    command = [sys.executable, "-c", KILLED, api.url, str(path)]
    # Coverage would leave half a file, too, which it cannot read.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    assert subprocess.run(command, capture_output=True, check=False, env=env).returncode == -9
    assert [left.suffix for left in tmp_path.iterdir()] == [".part"]
    download_sync(api.url, path)
    assert path.read_bytes() == SOUND


@pytest.mark.parametrize("offset", [0, 9, HEAD, HEAD + 70_000])
def test_a_cancelled_download_leaves_nothing(offset: int, tmp_path: Path) -> None:
    """Cancelled anywhere, there is no file, and the connection is closed at once."""
    reached, closed = threading.Event(), threading.Event()

    def hang(peer: socket.socket) -> None:
        peer.sendall(WHOLE[:offset])
        reached.set()
        while peer.recv(65536):
            pass
        closed.set()

    async def cancel(api: str, *, streamed: bool) -> None:
        async with AsyncAnyReach(KEY, base_url=api) as client:

            async def stream() -> None:
                async with client.recordings.stream("conv_1") as chunks:
                    async for _ in chunks:
                        pass

            path = tmp_path / "call.wav"
            way = stream() if streamed else client.recordings.download("conv_1", path)
            task: asyncio.Task[Any] = asyncio.ensure_future(way)
            await asyncio.to_thread(reached.wait)
            await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(closed.wait, 10)

    for streamed in (False, True):
        with warnings.catch_warnings(), serve(hang) as host, serve(record(host.url)) as api:
            reached.clear()
            closed.clear()
            warnings.simplefilter("error")
            asyncio.run(cancel(api.url, streamed=streamed), debug=True)
            gc.collect()
        assert list(tmp_path.iterdir()) == []


def whole_or_absent(folder: Path) -> None:
    """Hold that there is nothing, or the whole recording under its name."""
    left = list(folder.iterdir())
    assert [file.name for file in left] in ([], ["call.wav"])
    assert [file.read_bytes() for file in left] in ([], [SOUND])


def test_work_in_a_thread_ends_before_its_task() -> None:
    """A task that is cancelled while a thread works, even twice, ends when the thread has ended."""
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait()
        done.set()

    async def cancel() -> None:
        task = asyncio.ensure_future(in_thread(work))
        await asyncio.to_thread(begun.wait)
        for _ in range(2):
            task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        assert not task.done()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert done.is_set()

    asyncio.run(cancel())


def test_cancelled_while_it_is_written(api: Server, tmp_path: Path) -> None:
    """A cancelled download waits for the file work under way, even when cancelled twice."""

    async def cancel() -> None:
        async with AsyncAnyReach(KEY, base_url=api.url) as client:
            conversation = await client.conversations.get("conv_1")
            for steps in range(1, 40):
                task = asyncio.ensure_future(
                    client.recordings.download(conversation, tmp_path / "call.wav", overwrite=True)
                )
                for _ in range(steps * 4):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                whole_or_absent(tmp_path)

    asyncio.run(cancel())


@pytest.mark.parametrize("offset", [9, HEAD + 70_000])
def test_an_interrupted_download_leaves_nothing(offset: int, tmp_path: Path) -> None:
    """Ctrl-C ends a download at once, with no file, no connection and no word of it."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    def hang(peer: socket.socket) -> None:
        peer.sendall(WHOLE[:offset])
        time.sleep(0.2)
        signal.pthread_kill(main, signal.SIGALRM)
        while peer.recv(65536):
            pass
        closed.set()

    closed, main = threading.Event(), threading.get_ident()
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with serve(hang) as host, serve(record(host.url)) as api:
            with pytest.raises(KeyboardInterrupt) as caught:
                download_sync(api.url, tmp_path / "call.wav")
            assert closed.wait(10)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert caught.value.__context__ is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read", [True, False])
def test_a_stream_that_is_left_early(*, read: bool) -> None:
    """Leaving the block closes the connection; before the first read there is none."""
    closed = threading.Event()

    def say(peer: socket.socket) -> None:
        peer.sendall(WHOLE[:-1])
        with contextlib.suppress(ConnectionResetError):  # of what it did not read
            peer.recv(1)
        closed.set()

    with (
        serve(say) as host,
        serve(record(host.url)) as api,
        AnyReach(KEY, base_url=api.url) as client,
    ):
        with client.recordings.stream("conv_1") as chunks:
            if read:
                assert SOUND.startswith(next(chunks))
        assert closed.wait(10 if read else 0) == read


BAD_OPTIONS: list[tuple[dict[str, Any], str]] = [
    ({"timeout": 0}, "timeout= must be a finite number of seconds above 0"),
    ({"timeout": "1"}, "timeout= must be a number of seconds"),
    ({"max_bytes": 0}, "max_bytes= must be a whole number, 1 or more"),
    ({"max_bytes": 1.5}, "max_bytes= must be"),
]


@pytest.mark.parametrize(("options", "said"), BAD_OPTIONS)
@every_download
def test_bad_options(
    download: Any, options: dict[str, Any], said: str, api: Server, tmp_path: Path
) -> None:
    """An option that cannot be used is refused with its name, before there is a file."""
    with pytest.raises(ConfigurationError, match=said):
        download(api.url, tmp_path / "call.wav", **options)
    assert list(tmp_path.iterdir()) == []
