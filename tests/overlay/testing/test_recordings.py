"""The fake's recordings: expiring URLs on a port of their own, ranges, and no token."""

from __future__ import annotations

import asyncio
import wave
from collections.abc import Generator
from contextlib import closing
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from anyreach import AnyReach, AsyncAnyReach
from anyreach.testing import FakeAnyReach, ReceivedRequest
from tests.overlay.testing.asking import create, get

CONTENT = bytes(range(100))


def fetch(
    url: str, headers: dict[str, str] | None = None, *, method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    """Send one request to a URL, and return the answer and its body."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()


@pytest.fixture
def fake() -> FakeAnyReach:
    """Return a fake with one conversation that has a recording."""
    fake = FakeAnyReach()
    fake.add(id="conv 1/ü")
    fake.add_recording("conv 1/ü", CONTENT, lifetime=60)
    return fake


def url_of(fake: FakeAnyReach, api: str) -> str:
    """Ask for the conversation, and return the URL of its recording."""
    with AnyReach(fake.token(), base_url=api) as client:
        details = client.conversations.get("conv 1/ü").recording_details
    assert details is not None
    return str(details["recording_url"])


@pytest.fixture
def url(fake: FakeAnyReach) -> Generator[str]:
    """Serve the fake, and return the URL of its recording."""
    with fake.serve() as api:
        yield url_of(fake, api)


def test_whole(url: str) -> None:
    """The URL answers with the recording, its type, its length and its tag."""
    answer, content = fetch(url)
    assert (answer.status, content) == (200, CONTENT)
    assert answer.getheader("content-length") == "100"
    assert answer.getheader("content-type") == "audio/wav"
    assert answer.getheader("accept-ranges") == "bytes"
    assert answer.getheader("etag", "").startswith('"')


def test_head(url: str) -> None:
    """HEAD answers the same without the recording, and reads no range (RFC 9110, section 14.2)."""
    answer, content = fetch(url, {"Range": "bytes=0-1"}, method="HEAD")
    assert (answer.status, content) == (200, b"")
    assert answer.getheader("content-length") == "100"


def test_on_another_port(fake: FakeAnyReach) -> None:
    """Recordings are on another port than the API, and neither is left when the block ends."""
    with fake.serve() as api:
        found = urlsplit(url_of(fake, api))
        assert found.hostname == "127.0.0.1"
        assert found.port != urlsplit(api).port
    with pytest.raises(ConnectionRefusedError):
        fetch(found.geturl())


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", "0-0"),
        ("bytes=10-19", "10-19"),
        ("bytes=90-", "90-99"),
        ("bytes=95-500", "95-99"),
        ("bytes=-5", "95-99"),
        ("bytes=-500", "0-99"),
    ],
)
def test_ranges(url: str, asked: str, part: str) -> None:
    """One range is answered with that part (RFC 9110, section 14)."""
    answer, content = fetch(url, {"Range": asked})
    first, last = map(int, part.split("-"))
    assert (answer.status, content) == (206, CONTENT[first : last + 1])
    assert answer.getheader("content-range") == f"bytes {part}/100"
    assert answer.getheader("content-length") == str(len(content))


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=a-", "items=0-1", "bytes=0-1,5-6", "bytes=-"]
)
def test_what_is_no_range(url: str, asked: str) -> None:
    """What is not one range is ignored (RFC 9110, section 14.2)."""
    assert fetch(url, {"Range": asked})[0].status == 200


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_beyond_the_end(url: str, asked: str) -> None:
    """A range that the recording has not is 416, with its length."""
    answer, _ = fetch(url, {"Range": asked})
    assert (answer.status, answer.getheader("content-range")) == (416, "bytes */100")


def test_if_range(url: str) -> None:
    """A range is for the recording that it was begun with, by its strong tag (section 13.1.5)."""
    tag = fetch(url)[0].getheader("etag", "")
    for condition, status in [
        (tag, 206),
        ('"other"', 200),
        (f"W/{tag}", 200),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 200),
    ]:
        assert fetch(url, {"Range": "bytes=50-", "If-Range": condition})[0].status == status


def test_another_recording_has_another_tag(fake: FakeAnyReach, url: str) -> None:
    """A recording that was exchanged is not resumed."""
    tag = fetch(url)[0].getheader("etag", "")
    fake.add_recording("conv 1/ü", CONTENT[::-1])
    answer, content = fetch(url, {"Range": "bytes=50-", "If-Range": tag})
    assert (answer.status, content) == (200, CONTENT[::-1])


def test_expiry(fake: FakeAnyReach) -> None:
    """A URL expires by the fake's clock, with 403, and asking again brings a fresh one."""
    with fake.serve() as api:
        old = url_of(fake, api)
        fake.advance(59)
        assert fetch(old)[0].status == 200
        fake.advance(1)
        assert fetch(old)[0].status == 403
        fresh = url_of(fake, api)
        assert fresh != old
        assert fetch(fresh)[0].status == 200
        with AnyReach(fake.token(), base_url=api) as client:
            details = client.conversations.get("conv 1/ü").recording_details
    assert details is not None
    until = datetime.fromisoformat(details["expires_at"])
    assert until == fake.clock.now + timedelta(seconds=60)


def test_no_token(fake: FakeAnyReach, url: str) -> None:
    """A request with an `Authorization` header is refused, and remembered without its value."""
    answer, _ = fetch(url, {"Authorization": "Bearer ak_my.secret"})
    assert answer.status == 400
    assert fetch(url)[0].status == 200
    told = [(one.method, "authorization" in one.headers) for one in fake.recording_requests]
    assert told == [("GET", True), ("GET", False)]
    assert isinstance(fake.recording_requests[0], ReceivedRequest)
    shown = repr(fake.recording_requests)
    assert "s3cret" not in shown
    assert "signature" not in shown


@pytest.mark.parametrize(
    ("method", "change", "status"),
    [
        ("GET", ("signature=", "signature=0"), 403),
        ("GET", ("expires=", "expires=9"), 403),
        ("GET", ("conv%201", "conv%202"), 404),
        ("GET", ("wav?", "mp3?"), 404),
        ("GET", ("expires", "until"), 404),
        ("POST", ("", ""), 405),
        ("DELETE", ("", ""), 405),
    ],
)
def test_other_urls(url: str, method: str, change: tuple[str, str], status: int) -> None:
    """A URL that was changed, and a method other than GET and HEAD, lead nowhere."""
    assert fetch(url.replace(*change, 1), method=method)[0].status == status


def test_recordings_are_withheld(fake: FakeAnyReach) -> None:
    """A token that may not see sensitive fields gets no URL."""
    assert "recording_details" not in get(fake, "conv 1/ü", role="manage")


def test_in_process(fake: FakeAnyReach, tmp_path: Path) -> None:
    """In process, either client downloads and streams the recording, and sends no token for it."""
    url: str = get(fake, "conv 1/ü")["recording_details"]["recording_url"]
    assert urlsplit(url).hostname == "recordings.example.net"
    with AnyReach(fake.token(), transport=fake.transport) as client:
        client.recordings.download("conv 1/ü", tmp_path / "call.wav")
        with client.recordings.stream("conv 1/ü") as chunks:
            assert b"".join(chunks) == CONTENT
    assert (tmp_path / "call.wav").read_bytes() == CONTENT

    async def fetch() -> bytes:
        async with AsyncAnyReach(fake.token(), transport=fake.transport) as client:
            await client.recordings.download("conv 1/ü", tmp_path / "call.wav", overwrite=True)
            async with client.recordings.stream("conv 1/ü") as chunks:
                return b"".join([chunk async for chunk in chunks])

    assert asyncio.run(fetch()) == CONTENT
    assert len(fake.recording_requests) == 4
    assert not any("authorization" in request.headers for request in fake.recording_requests)


def test_in_process_a_url_expires_on_the_way(fake: FakeAnyReach, tmp_path: Path) -> None:
    """In process, too, an expired URL is replaced by a fresh one."""
    with AnyReach(fake.token(), transport=fake.transport) as client:
        conversation = client.conversations.get("conv 1/ü")
        fake.advance(61)
        assert client.recordings.download(conversation, tmp_path / "call.wav").size == len(CONTENT)
    assert len(fake.recording_requests) == 2


def test_put_takes_the_recording_away(fake: FakeAnyReach, url: str) -> None:
    """A conversation that is put has the recording that it is put with."""
    details = {"recording_url": "https://example.com/1", "new": 1}
    fake.put({"id": "conv 1/ü", "recording_details": details})
    assert get(fake, "conv 1/ü")["recording_details"] == details
    assert fetch(url)[0].status == 404


def test_unknown_conversation() -> None:
    """A recording belongs to a conversation that is there."""
    with pytest.raises(LookupError, match="the conversation doesn't exist"):
        FakeAnyReach().add_recording("conv_1")


@pytest.mark.parametrize("recording", [None, CONTENT])
def test_calls_leave_a_recording(recording: Any) -> None:
    """A call that ended has the recording of its agent's script, or else a playable silence."""
    fake = FakeAnyReach()
    fake.agent(recording=recording)
    sent = {"channel": "telephone", "user_id": "+12025550111"}
    call = create(fake, **sent)["conversation"]["id"]
    fake.advance(100)
    with fake.serve() as api, AnyReach(fake.token(), base_url=api) as client:
        details = client.conversations.get(call).recording_details
        assert details is not None
        answer, content = fetch(details["recording_url"])
    assert answer.status == 200
    if recording is None:
        with wave.open(BytesIO(content)) as sound:
            assert sound.getnframes() / sound.getframerate() == 1
    else:
        assert content == CONTENT
