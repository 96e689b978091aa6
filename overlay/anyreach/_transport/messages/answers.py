"""A response while it arrives: limits headers and decoded size."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Sequence
from typing import Final

from anyreach._transport.exchange import NONE, current
from anyreach._transport.http_types import Broken, RefusedError, Reply

_MAX_HEADERS: Final = 128
_MAX_HEADER_BYTES: Final = 64 * 1024
_UNCODED: Final = {"", "identity", "none", "binary", "aws-chunked"}  # as object stores have it
_GZIP_OR_ZLIB: Final = 47  # as the first bytes say
_GZIP: Final = 31
_STEP: Final = 1024 * 1024  # of decoding: zlib takes twice the memory of what it returns at once


class Answer:
    """Decodes a response's body.

    Args:
        raw_headers: Its headers.
        max_bytes: Maximum decoded size in bytes.

    Raises:
        RefusedError: The response is invalid. `feed` and `finish` also raise it.
    """

    def __init__(self, raw_headers: Sequence[tuple[bytes, bytes]], max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._parts: list[bytes] = []
        self._headers = read_headers(raw_headers)
        named = self._headers.get("content-encoding", "").lower().split(",")
        codings = [name for coding in named if (name := coding.strip()) not in _UNCODED]
        if codings not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
            raise _refused("the response's content encoding is not gzip, deflate or none")
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB) if codings else None
        self._complete = True

    def feed(self, chunk: bytes) -> None:
        """Decode the next raw bytes, up to the limit."""
        if self._inflate is None:
            self._keep(chunk)
            return
        while chunk:
            if self._inflate.eof:  # a gzip body has one member or more (RFC 1952, section 2.2)
                self._inflate = zlib.decompressobj(_GZIP)
            part = b""
            while chunk or len(part) == _STEP:  # zlib may hold back what did not fit into a part
                part = self._inflate.decompress(chunk, _STEP)
                self._keep(part)
                chunk = self._inflate.unconsumed_tail
            chunk = self._inflate.unused_data
        self._complete = self._inflate.eof

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max_bytes:
            raise _refused(f"the response is larger than {self._max_bytes} bytes", again=False)
        self._parts.append(part)

    def finish(self, status: int) -> Reply:
        """Return the reply after all bytes were fed."""
        if not self._complete:
            raise _refused("the response's compressed body is truncated")
        return Reply(status, self._headers, b"".join(self._parts))


def read_headers(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return a response's headers, with names in lower case.

    Raises:
        RefusedError: There are too many headers, or they are too large.
    """
    if len(raw) > _MAX_HEADERS or sum(len(k) + len(v) for k, v in raw) > _MAX_HEADER_BYTES:
        raise _refused("the response has too many or too large headers")
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _refused(problem: str, *, again: bool = True) -> RefusedError:
    return RefusedError(Broken(problem, invalid=True, again=again))


def _keeps_answers_out(record: logging.LogRecord) -> bool:
    """Drop httpcore's DEBUG records about response headers and faults.

    Headers can repeat a token, and h11's errors repeat the bytes that they complain of.
    """
    text = record.getMessage()
    tells = text.startswith("receive_response_headers.complete") or ".failed " in text
    return current.get() is NONE or not tells


for core in ("httpcore", "httpcore2"):
    logging.getLogger(f"{core}.http11").addFilter(_keeps_answers_out)
