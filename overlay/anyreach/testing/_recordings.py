"""Recordings: URLs that expire, on their own server (RFC 9110).

A request with a token is rejected: the token must not go there.
"""

from __future__ import annotations

import hashlib
import io
import re
import wave
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from anyreach.testing._http import ReceivedRequest, Sent, error, to_json
from anyreach.testing._outside import Clock

ELSEWHERE: Final = "https://recordings.example.net"
LIFETIME: Final = 3600.0

_PATH: Final = re.compile(r"/([^/?]+)\.wav\?expires=(\d{1,12})&signature=(\w+)", re.ASCII)
_RANGE: Final = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.ASCII)


class _Recording(NamedTuple):
    content: bytes
    lifetime: float


class Recordings:
    """The fake's recordings.

    Args:
        clock: The clock for the expiry of URLs.

    Attributes:
        requests: All requests for recordings, oldest first.
    """

    def __init__(self, clock: Clock) -> None:
        self.requests: list[ReceivedRequest] = []
        self._clock = clock
        self._held: dict[str, _Recording] = {}

    def hold(self, conversation_id: str, content: bytes | None, lifetime: float = LIFETIME) -> None:
        """Add a recording; None for a second of silence."""
        sound = _silence() if content is None else content
        self._held[conversation_id] = _Recording(sound, lifetime)

    def drop(self, conversation_id: str) -> None:
        """Remove a recording."""
        self._held.pop(conversation_id, None)

    def link(self, record: dict[str, Any], server: str | None) -> dict[str, Any]:
        """Return a record with a fresh recording URL, if it has a recording here.

        Args:
            record: A conversation's record.
            server: The base URL of recordings; None for `ELSEWHERE`, in process.
        """
        conversation_id = record["id"]
        recording = self._held.get(conversation_id)
        if recording is None:
            return record
        until = self._clock.now + timedelta(seconds=recording.lifetime)
        expires = int(until.timestamp())
        details = {
            "recording_url": f"{server or ELSEWHERE}/{quote(conversation_id, safe='')}.wav"
            f"?expires={expires}&signature={_signature(conversation_id, expires)}",
            "expires_at": until.isoformat(),
        }
        return {**record, "recording_details": details}

    def respond(self, method: str, target: str, headers: Mapping[str, str], _body: bytes) -> Sent:
        """Return the response to a request for a recording."""
        self.requests.append(ReceivedRequest(method, target.partition("?")[0], frozenset(headers)))
        found = _PATH.fullmatch(target)
        recording = self._held.get(unquote(found[1])) if found else None
        if "authorization" in headers:
            return _refuse(HTTPStatus.BAD_REQUEST, "A recording's URL takes no Authorization.")
        if method not in {"GET", "HEAD"}:
            return _refuse(HTTPStatus.METHOD_NOT_ALLOWED, None, {"allow": "GET, HEAD"})
        if found is None or recording is None:
            return _refuse(HTTPStatus.NOT_FOUND)
        expires = int(found[2])
        if found[3] != _signature(unquote(found[1]), expires):
            return _refuse(HTTPStatus.FORBIDDEN, "Signature does not match.")
        if expires <= self._clock.now.timestamp():
            return _refuse(HTTPStatus.FORBIDDEN, "Request has expired.")
        return _content(recording.content, headers if method == "GET" else {})


def _content(content: bytes, headers: Mapping[str, str]) -> Sent:
    """Return the recording or the requested range (RFC 9110, section 14)."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    size = len(content)
    sent = {"content-type": "audio/wav", "accept-ranges": "bytes", "etag": tag}
    asked = _RANGE.fullmatch(headers.get("range", ""))  # several ranges are ignored
    if asked is None or headers.get("if-range", tag) != tag:
        return HTTPStatus.OK, {**sent, "content-length": str(size)}, content
    first, last, tail = asked.groups()
    start = int(first) if first else max(0, size - int(tail))
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:  # an invalid range (section 14.1.1)
        return HTTPStatus.OK, {**sent, "content-length": str(size)}, content
    if start >= size:
        return _refuse(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, None, {"content-range": f"bytes */{size}"}
        )
    part = content[start : end + 1]
    sent["content-range"] = f"bytes {start}-{end}/{size}"
    return HTTPStatus.PARTIAL_CONTENT, {**sent, "content-length": str(len(part))}, part


def _refuse(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> Sent:
    body = to_json(error(status, detail).document)
    sent = {"content-type": "application/json", "content-length": str(len(body))}
    return status, sent | dict(headers or {}), body


def _signature(conversation_id: str, expires: int) -> str:
    """Return a URL's signature, which is predictable: it protects nothing."""
    return hashlib.sha256(f"{expires} {conversation_id}".encode()).hexdigest()[:32]


def _silence() -> bytes:
    """Return a second of silence as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)
    return file.getvalue()
