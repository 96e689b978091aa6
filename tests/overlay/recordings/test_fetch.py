"""A recording on real sockets: whole or absent, from wherever it is cut."""

from __future__ import annotations

import asyncio
import pickle
import random
import socket
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncAnyReach,
    ConfigurationError,
    RedactedError,
)
from anyreach._transport import async_streams, sync_streams
from anyreach.testing import no_waiting
from tests.overlay.clients import KEY
from tests.overlay.recordings.downloads import (
    DOWNLOADS,
    SOUND,
    STREAMS,
    TAG,
    WAYS,
    WHOLE,
    Fetch,
    Told,
    cut,
    range_of,
    record,
    rest_of,
)
from tests.overlay.servers import Answer, response, serve

every_way = pytest.mark.parametrize("fetch", WAYS.values(), ids=WAYS)
every_download = pytest.mark.parametrize("fetch", DOWNLOADS.values(), ids=DOWNLOADS)
every_stream = pytest.mark.parametrize("fetch", STREAMS.values(), ids=STREAMS)

HEAD = WHOLE.index(b"\r\n\r\n") + 4


def chunked(*parts: bytes, end: bytes = b"0\r\n\r\n", head: str = TAG) -> bytes:
    """Return an answer in chunks."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{head}\r\n\r\n".encode() + body + end


@every_way
def test_nothing_of_ours_is_sent(fetch: Fetch, tmp_path: Path) -> None:
    """The host of a recording gets its own URL, and of us nothing: no token, cookie or name."""
    with serve(WHOLE) as host, serve(record(f"{host.url}/a%2Fb?sig=%41+&x")) as api:
        assert fetch(api.url, tmp_path) == SOUND
    assert host.requests == [
        f"GET /a%2Fb?sig=%41+&x HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nAccept: */*\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\nUser-Agent: python\r\n\r\n".encode()
    ]
    assert len(api.requests) == 1


@every_way
@pytest.mark.parametrize(
    "answer", [chunked(SOUND[:9], SOUND[9:]), response(200, SOUND) + WHOLE], ids=["chunks", "more"]
)
def test_other_answers_that_are_whole(fetch: Fetch, answer: bytes, tmp_path: Path) -> None:
    """Chunks are put together, and what follows an answer is not taken for a part of it."""
    with serve(answer) as host, serve(record(host.url)) as api:
        assert fetch(api.url, tmp_path) == SOUND


@every_way
def test_cut_anywhere_it_goes_on_from_there(fetch: Fetch, tmp_path: Path) -> None:
    """Cut at any of 50 offsets, it comes out as it is, and only what was missing is sent again."""
    offsets = sorted({0, 9, HEAD - 1, HEAD, HEAD + 1, len(WHOLE) - 1})
    offsets += random.Random(3).sample(range(HEAD + 2, len(WHOLE) - 1), 50 - len(offsets))
    with no_waiting():
        for number, offset in enumerate(offsets):
            folder = tmp_path / str(number)
            folder.mkdir()
            with serve(cut(WHOLE, offset)) as host, serve(record(host.url)) as api:
                host.answers.append(rest_of(host, TAG))
                assert fetch(api.url, folder) == SOUND
                assert len(host.requests) == 2
                assert range_of(host.requests[1]) == (offset - HEAD if offset > HEAD else None)
                assert (b'\r\nIf-Range: "one"\r\n' in host.requests[1]) == (offset > HEAD)


@every_way
@pytest.mark.parametrize("offset", [0, HEAD - 9, HEAD, HEAD + 9, len(WHOLE) // 2, len(WHOLE) - 1])
def test_cut_again_and_again_it_is_absent(fetch: Fetch, offset: int, tmp_path: Path) -> None:
    """When every answer is cut at the same place, there is an error in the end, and no file."""
    with no_waiting(), serve(cut(WHOLE, offset)) as host, serve(record(host.url)) as api:
        with pytest.raises(APIError) as caught:
            fetch(api.url, tmp_path)
        assert isinstance(caught.value, APIConnectionError | APIResponseValidationError)
        assert len(host.requests) <= 10


@every_way
def test_every_answer_may_bring_a_part(fetch: Fetch, tmp_path: Path) -> None:
    """A connection that breaks nine times loses nothing."""
    with no_waiting(), serve(cut(WHOLE, HEAD + 1000)) as host, serve(record(host.url)) as api:

        def some(peer: socket.socket) -> None:
            start = range_of(host.requests[-1]) or 0
            last = len(SOUND) - 1
            where = f"Content-Range: bytes {start}-{last}/{len(SOUND)}"
            answer = response(206, SOUND[start:], where, TAG)
            peer.sendall(answer[: answer.index(b"\r\n\r\n") + 20_000])

        host.answers += [some] * 7 + [rest_of(host, TAG)]
        assert fetch(api.url, tmp_path) == SOUND
        assert len(host.requests) == 9


WEAK = {
    "none": (),
    "weak tag": ('ETag: W/"one"',),
    "no tag": ("ETag: one",),
    "a date": (
        "Last-Modified: Mon, 01 Dec 2025 10:00:00 GMT",
        "Date: Mon, 01 Dec 2025 11:00:00 GMT",
    ),
}


@pytest.mark.parametrize("name", WEAK)
@every_download
def test_without_a_strong_tag_it_starts_anew(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """A rest that cannot be told to be of the same recording is not asked for."""
    answer = response(200, SOUND, *WEAK[name])
    told = Told()
    with no_waiting(), serve(cut(answer, 90_000), answer) as host, serve(record(host.url)) as api:
        assert fetch(api.url, tmp_path, progress=told) == SOUND
        assert range_of(host.requests[1]) is None
    sizes = [size for size, _ in told.steps]
    assert sum(later < sooner for sooner, later in pairwise(sizes)) == 1
    assert told.steps[-1] == (len(SOUND), len(SOUND))


@every_way
def test_the_rest_of_what_came_in_chunks(fetch: Fetch, tmp_path: Path) -> None:
    """A recording of unknown size is resumed, too, and the answer says how large it is."""
    first = chunked(SOUND[:50_000], end=b"")
    with no_waiting(), serve(cut(first, len(first))) as host, serve(record(host.url)) as api:
        host.answers.append(rest_of(host, TAG))
        assert fetch(api.url, tmp_path) == SOUND
        assert range_of(host.requests[1]) == 50_000


OTHER = random.Random(8).randbytes(150_000)
_LAST = len(SOUND) - 1
WRONG_RESTS: dict[str, Answer] = {
    "another start": response(206, OTHER, f"Content-Range: bytes 7-{_LAST}/{_LAST + 1}", TAG),
    "another size": response(206, OTHER, f"Content-Range: bytes 50000-{_LAST}/999999", TAG),
    "another tag": response(206, OTHER, f"Content-Range: bytes 50000-{_LAST}/150000", 'ETag: "2"'),
    "no tag": response(206, OTHER, f"Content-Range: bytes 50000-{_LAST}/150000"),
    "a part of it": response(206, OTHER, "Content-Range: bytes 50000-60000/150000", TAG),
    "of unknown size": response(206, OTHER, f"Content-Range: bytes 50000-{_LAST}/*", TAG),
    "no range": response(206, OTHER, TAG),
    "several": response(206, OTHER, "Content-Type: multipart/byteranges; boundary=x", TAG),
    "cannot be had": response(416, b"", "Content-Range: bytes */150000"),
}


@pytest.mark.parametrize("name", WRONG_RESTS)
@every_download
def test_a_wrong_rest_is_not_joined_on(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """When the rest is not that which is missing, the download starts from zero."""
    first = cut(WHOLE, HEAD + 50_000)
    with (
        no_waiting(),
        serve(first, WRONG_RESTS[name], WHOLE) as host,
        serve(record(host.url)) as api,
    ):
        assert fetch(api.url, tmp_path) == SOUND
        assert list(map(range_of, host.requests)) == [None, 50_000, None]


@pytest.mark.parametrize("name", WRONG_RESTS)
@every_stream
def test_a_stream_cannot_take_back(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """What was streamed cannot start from zero: it fails, and says why."""
    first = cut(WHOLE, HEAD + 50_000)
    with (
        no_waiting(),
        serve(first, WRONG_RESTS[name], WHOLE) as host,
        serve(record(host.url)) as api,
        pytest.raises(APIResponseValidationError, match="can't resume it"),
    ):
        fetch(api.url, tmp_path)


@every_download
def test_a_recording_that_changed_is_taken_anew(fetch: Fetch, tmp_path: Path) -> None:
    """When the whole of another one comes instead of the rest, that is what the file has."""
    changed = response(200, OTHER, 'ETag: "two"')
    with (
        no_waiting(),
        serve(cut(WHOLE, 90_000), changed) as host,
        serve(record(host.url)) as api,
    ):
        assert fetch(api.url, tmp_path) == OTHER


@every_stream
def test_a_stream_of_a_recording_that_changed_fails(fetch: Fetch, tmp_path: Path) -> None:
    """The start of one recording is never followed by another."""
    with (
        no_waiting(),
        serve(cut(WHOLE, 90_000), response(200, OTHER)) as host,
        serve(record(host.url)) as api,
        pytest.raises(APIResponseValidationError, match="can't resume it"),
    ):
        fetch(api.url, tmp_path)


_RANGE = f"Content-Range: bytes 50000-{_LAST}/150000"


@every_way
def test_a_compressed_rest_is_refused(fetch: Fetch, tmp_path: Path) -> None:
    """A rest that is compressed is not joined on, nor asked for again."""
    first = cut(WHOLE, HEAD + 50_000)
    gzipped = response(206, OTHER, _RANGE, TAG, "Content-Encoding: gzip")
    with (
        no_waiting(),
        serve(first, gzipped) as host,
        serve(record(host.url)) as api,
        pytest.raises(APIResponseValidationError, match="compressed"),
    ):
        fetch(api.url, tmp_path)


@every_way
def test_a_rest_of_another_length_than_it_says(fetch: Fetch, tmp_path: Path) -> None:
    """A rest that is shorter than it says is asked for again; one that is longer is refused."""
    first = cut(WHOLE, HEAD + 50_000)
    shorter = response(206, SOUND[50_000:60_000], _RANGE, TAG)
    with no_waiting(), serve(first, shorter) as host, serve(record(host.url)) as api:
        host.answers.append(rest_of(host, TAG))
        assert fetch(api.url, tmp_path) == SOUND
        assert list(map(range_of, host.requests)) == [None, 50_000, 60_000]
    for file in tmp_path.iterdir():
        file.unlink()
    longer = response(206, SOUND[50_000:] + b"x", _RANGE, TAG)
    with (
        no_waiting(),
        serve(first, longer) as host,
        serve(record(host.url)) as api,
        pytest.raises(APIResponseValidationError, match="more bytes than announced"),
    ):
        fetch(api.url, tmp_path)


REFUSED = {
    "gzip": (response(200, SOUND, "Content-Encoding: gzip"), "compressed, which was not requested"),
    "html": (response(200, b"<p>", "Content-Type: Text/HTML; charset=x"), "an HTML page"),
    "no length": (cut(b"HTTP/1.1 200 OK\r\n\r\nwho knows", 99), "does not say how long it is"),
    "another length": (chunked(SOUND, head="Content-Length: 7"), "more bytes than announced"),
    "too large": (response(200, SOUND + b"x"), "larger than 150000 bytes: see max_bytes="),
    "too large in chunks": (chunked(SOUND, b"x"), "larger than 150000 bytes"),
    "headers": (
        response(200, SOUND, *(f"X-{n}: 1" for n in range(200))),
        "too many or too large headers",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
@every_way
def test_answers_that_are_refused(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """What can be no recording, or is too large, is refused at once, and the text says why."""
    answer, said = REFUSED[name]
    with no_waiting(), serve(answer) as host, serve(record(host.url)) as api:
        with pytest.raises(APIResponseValidationError, match=said) as caught:
            fetch(api.url, tmp_path, max_bytes=len(SOUND))
        assert caught.value.maybe_sent
        assert len(host.requests) == 1


@every_way
def test_chunks_without_an_end_are_not_whole(fetch: Fetch, tmp_path: Path) -> None:
    """A recording in chunks is whole only when its last chunk says so."""
    answer = chunked(SOUND, end=b"", head="X: y")
    with (
        no_waiting(),
        serve(cut(answer, len(answer))) as host,
        serve(record(host.url)) as api,
        pytest.raises(APIError),
    ):
        fetch(api.url, tmp_path)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
@every_way
def test_an_expired_url_is_replaced_once(fetch: Fetch, status: int, tmp_path: Path) -> None:
    """When its host refuses the URL, the conversation is fetched again, and its URL is used."""
    with serve(response(status, b"expired"), WHOLE) as host:
        with serve(record(f"{host.url}/old"), record(f"{host.url}/new")) as api:
            assert fetch(api.url, tmp_path) == SOUND
            assert len(api.requests) == 2
        assert host.requests[0].startswith(b"GET /old ")
        assert host.requests[1].startswith(b"GET /new ")


@every_way
def test_a_url_that_expires_on_the_way(fetch: Fetch, tmp_path: Path) -> None:
    """A fresh URL brings the rest of what an expired one began."""
    with no_waiting(), serve(cut(WHOLE, HEAD + 70_000), response(403)) as host:
        host.answers.append(rest_of(host, TAG))
        with serve(record(f"{host.url}/old"), record(f"{host.url}/new")) as api:
            assert fetch(api.url, tmp_path) == SOUND
        assert list(map(range_of, host.requests)) == [None, 70_000, 70_000]


@every_way
def test_a_fresh_url_that_is_refused_too(fetch: Fetch, tmp_path: Path) -> None:
    """There is one fresh URL, and then an error with the status."""
    with serve(response(403)) as host, serve(record(host.url)) as api:
        with pytest.raises(APIStatusError, match="403: its host does not send it") as caught:
            fetch(api.url, tmp_path)
        assert caught.value.status_code == 403
        assert (len(host.requests), len(api.requests), caught.value.attempts) == (2, 2, 2)


GONE = {
    "withheld": (response(200, {"id": "conv_1"}), RedactedError, "conversations:read_sensitive"),
    "none": (
        response(200, {"id": "conv_1", "recording_details": None}),
        ConfigurationError,
        "the conversation has no recording",
    ),
    "no url": (record(None), APIResponseValidationError, "the API returned no URL"),
    "another url": (record("ftp://x/"), APIResponseValidationError, "start with https://"),
    "api fails": (response(500), APIStatusError, "500: the API failed"),
}


@pytest.mark.parametrize("name", GONE)
@every_way
def test_a_recording_that_is_gone_by_now(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """When no fresh URL is to be had, the error says what there is instead."""
    answer, kind, said = GONE[name]
    with no_waiting(), serve(response(410)) as host, serve(record(host.url), answer) as api:
        with pytest.raises(kind, match=said):
            fetch(api.url, tmp_path)
        assert len(host.requests) == 1


@every_way
def test_a_host_in_trouble_is_asked_again(fetch: Fetch, tmp_path: Path) -> None:
    """Statuses that can pass are waited out; others are not."""
    busy = response(503, b"", "Retry-After: 0")
    with no_waiting(), serve(busy, response(500), WHOLE) as host, serve(record(host.url)) as api:
        assert fetch(api.url, tmp_path) == SOUND
    for file in tmp_path.iterdir():
        file.unlink()
    asks_long = response(429, b"", "Retry-After: 3600")
    for answer, status in ((asks_long, 429), (response(418), 418), (response(206, SOUND), 206)):
        with serve(answer) as host, serve(record(host.url)) as api:
            with pytest.raises(APIStatusError) as caught:
                fetch(api.url, tmp_path)
            assert caught.value.status_code == status
            assert len(host.requests) == 1


def hang(length: int) -> Answer:
    """Say so many bytes, then nothing until the peer gives up."""

    def answer(peer: socket.socket) -> None:
        peer.sendall(WHOLE[:length])
        while peer.recv(65536):
            pass

    return answer


@pytest.mark.parametrize("length", [9, HEAD + 70_000])
@every_way
def test_everything_has_one_deadline(fetch: Fetch, length: int, tmp_path: Path) -> None:
    """A host that goes silent, wherever it does, ends in a timeout error and no file."""
    with serve(hang(length)) as host, serve(record(host.url)) as api:
        with pytest.raises(APITimeoutError, match="within the deadline"):
            fetch(api.url, tmp_path, timeout=0.2)
        assert len(host.requests) == 1


@every_way
def test_a_silent_host_is_left_before_the_deadline(
    fetch: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that says nothing for long is given up for another one."""
    for module in (async_streams, sync_streams):
        monkeypatch.setattr(module, "_STALL_SECONDS", 0.2)
    with no_waiting(), serve(hang(HEAD + 70_000)) as host, serve(record(host.url)) as api:
        host.answers.append(rest_of(host, TAG))
        assert fetch(api.url, tmp_path) == SOUND
    for file in tmp_path.iterdir():
        file.unlink()
    for module in (async_streams, sync_streams):
        monkeypatch.setattr(module, "_STALL_SECONDS", 0.02)
    with (
        no_waiting(),
        serve(hang(0)) as host,
        serve(record(host.url)) as api,
        pytest.raises(APITimeoutError, match="was silent for too long"),
    ):
        fetch(api.url, tmp_path)


@every_way
def test_a_host_that_is_not_there(fetch: Fetch, tmp_path: Path) -> None:
    """When nobody listens the error says so, and that nothing can have arrived."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        no_waiting(),
        serve(record(f"http://127.0.0.1:{port}")) as api,
        pytest.raises(APIConnectionError, match=r"could not connect \(") as caught,
    ):
        fetch(api.url, tmp_path)
    assert not caught.value.maybe_sent


def test_what_you_do_between_the_bytes_counts() -> None:
    """A stream ends at its deadline, whoever is slow."""
    with serve(WHOLE) as host, serve(record(host.url)) as api:
        with (
            AnyReach(KEY, base_url=api.url) as client,
            client.recordings.stream("conv_1", timeout=0.3) as chunks,
        ):
            assert next(chunks)
            time.sleep(0.4)
            with pytest.raises(APITimeoutError):
                list(chunks)

        async def stream() -> None:
            async with (
                AsyncAnyReach(KEY, base_url=api.url) as client,
                client.recordings.stream("conv_1", timeout=0.3) as chunks,
            ):
                assert await anext(chunks)
                await asyncio.sleep(0.4)
                with pytest.raises(APITimeoutError):
                    async for _ in chunks:
                        pass

        asyncio.run(stream())


NONE = {
    "withheld": (response(200, {"id": "conv_1"}), RedactedError, "conversations:read_sensitive"),
    "none": (
        response(200, {"id": "conv_1", "recording_details": None}),
        ConfigurationError,
        "the conversation has no recording",
    ),
    "no url": (record(None), APIResponseValidationError, "the API returned no URL"),
    "api fails": (response(404), APIStatusError, "404: no such record"),
}


@pytest.mark.parametrize("name", NONE)
@every_way
def test_a_conversation_without_a_recording(fetch: Fetch, name: str, tmp_path: Path) -> None:
    """When there is nothing to fetch, the error says why, and there is no file."""
    answer, kind, said = NONE[name]
    with no_waiting(), serve(answer) as api, pytest.raises(kind, match=said):
        fetch(api.url, tmp_path)


def test_a_record_is_taken_for_its_conversation(tmp_path: Path) -> None:
    """Whoever fetched a conversation, copied or not, its recording is fetched without asking."""
    with serve(WHOLE) as host, serve(record(host.url)) as api:
        with AnyReach(KEY, base_url=api.url) as first:
            conversation = pickle.loads(pickle.dumps(first.conversations.get("conv_1")))
        with AnyReach(KEY, base_url=api.url) as second:
            second.recordings.download(conversation, tmp_path / "call.wav")
        assert len(api.requests) == 1
    assert (tmp_path / "call.wav").read_bytes() == SOUND


def test_what_a_creation_returned_is_fetched_again(tmp_path: Path) -> None:
    """What `create` or `call` returned is taken for its id, as it had no recording yet."""
    created = response(202, {"conversation": {"id": "conv_1", "recording_details": None}})
    with serve(WHOLE) as host, serve(created, created, record(host.url)) as api:
        with AnyReach(KEY, base_url=api.url) as client:
            for given in (
                client.conversations.create(channel="telephone", user_id="+12025550111"),
                client.conversations.call(agent_id="agent_1", to="+12025550111"),
            ):
                path = tmp_path / type(given).__name__
                assert client.recordings.download(given, path).size == len(SOUND)
        assert b"GET /core/conversations/conv_1 " in api.requests[2]


@pytest.mark.parametrize("given", [7, None, b"conv_1", {"id": "conv_1"}])
def test_what_is_no_conversation(given: Any, tmp_path: Path) -> None:
    """Anything but an id, a record or a creation is refused, and nothing is sent."""

    async def download() -> None:
        async with AsyncAnyReach(KEY) as client:
            await client.recordings.download(given, tmp_path / "call.wav")

    said = "must be an id, a record or the result"
    with AnyReach(KEY) as client, pytest.raises(ConfigurationError, match=said):
        client.recordings.download(given, tmp_path / "call.wav")
    with pytest.raises(ConfigurationError, match=said):
        asyncio.run(download())


def test_what_recordings_print() -> None:
    """The resource says what it is, and of which client."""
    for kind in (AnyReach, AsyncAnyReach):
        client = kind(KEY)
        assert repr(client.recordings).endswith(f"Recordings of {client!r}>")
