"""The received part of a recording: how to request the rest, and which responses are valid."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Final

from anyreach._core.retry import parse_retry_after
from anyreach._errors import APIConnectionError, APIResponseValidationError, APIStatusError
from anyreach._transport.http_types import Head

OPERATION: Final = "recording"
_OK: Final = 200
_ANSWERS_TO_RANGE: Final = frozenset({206, 416})
_COMPRESSED: Final = re.compile(r"\b(?:x-)?(?:gzip|deflate|compress|br|zstd)\b", re.IGNORECASE)
_CONTENT_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_LENGTH: Final = re.compile(r"\d{1,18}", re.ASCII)


class Received:
    """The received start of a recording.

    Args:
        max_bytes: Maximum size of the recording in bytes.
        restartable: Whether the transfer can start again.

    Attributes:
        size: Number of bytes received.
        total: Total number of bytes, or None if unknown.
        content_type: The media type, or None if unknown.
    """

    def __init__(self, max_bytes: int, *, restartable: bool) -> None:
        self.size = 0
        self.total: int | None = None
        self.content_type: str | None = None
        self._tag: str | None = None  # strong enough to resume by
        self._max_bytes = max_bytes
        self._restartable = restartable

    def missing(self) -> Mapping[str, str]:
        """Return headers that request the missing range (RFC 9110, sections 13.1.5 and 14.2)."""
        if self._tag is None or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._tag}

    def begin(self, head: Head) -> None:
        """Read the head of a response with the recording or the rest of it.

        Raises:
            APIError: The response has neither.
        """
        status, headers = head
        is_rest = bool(self.missing()) and status in _ANSWERS_TO_RANGE
        if status != _OK and not is_rest:
            raise host_error(head, "its host does not send it", OPERATION)
        if _COMPRESSED.search(headers.get("content-encoding", "")):
            raise refused("its host sends it compressed, which was not requested")
        if is_rest:
            self._resume(headers)
        else:
            self._start(headers)

    def _resume(self, headers: Mapping[str, str]) -> None:
        """Check that a response continues the received part (RFC 9110, section 15.3.7)."""
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
        first, last, total = map(int, found.groups()) if found else (0, 0, 0)
        fits = first == self.size and last == total - 1 and self.total in {None, total}
        if not fits or headers.get("etag") != self._tag:
            self._tag = None
            problem = "the transfer was cut, and its host sends a different range"
            raise APIConnectionError(problem, operation=OPERATION)
        self.total = total

    def _start(self, headers: Mapping[str, str]) -> None:
        """Check a response with the recording from its start."""
        if self.size and not self._restartable:
            raise refused("the transfer was cut, and its host can't resume it")
        length = headers.get("content-length", "")
        total = int(length) if _LENGTH.fullmatch(length) else None
        if total is None and "transfer-encoding" not in headers:
            raise refused("its host does not say how long it is")
        content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type == "text/html":
            raise refused("its host sends an HTML page instead")
        self._check_size(total or 0)
        tag = headers.get("etag", "")
        self.size = 0
        self.total = total
        self.content_type = content_type or None
        self._tag = tag if tag.startswith('"') else None

    def add(self, chunk: bytes) -> None:
        """Count received bytes.

        Raises:
            APIResponseValidationError: There are too many bytes.
        """
        self.size += len(chunk)
        if self.total is not None and self.size > self.total:
            raise refused("its host sends more bytes than announced")
        self._check_size(self.size)

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            raise refused(f"it is larger than {self._max_bytes} bytes: see max_bytes=")

    def end(self) -> None:
        """Check that the recording is complete at the end of a response.

        Raises:
            APIConnectionError: Bytes are missing.
        """
        if self.total not in {None, self.size}:
            raise APIConnectionError(
                "its host sends fewer bytes than announced", operation=OPERATION
            )


def refused(
    problem: str, *, maybe_sent: bool = True, operation: str = OPERATION
) -> APIResponseValidationError:
    """Return the error for a URL or response that is not allowed."""
    return APIResponseValidationError(problem, operation=operation, maybe_sent=maybe_sent)


def host_error(head: Head, problem: str, operation: str) -> APIStatusError:
    """Return the error for a status from a host other than the API."""
    return APIStatusError(
        f"{head.status}: {problem}",
        operation=operation,
        status_code=head.status,
        detail=None,
        request_id=None,
        retry_after=parse_retry_after(head.headers, time.time()),
    )
