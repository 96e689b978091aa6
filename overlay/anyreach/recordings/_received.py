"""What arrived of a recording: how to ask for the rest, and what a response has to bring."""

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
    """The start of a recording, as far as it arrived.

    Args:
        max_bytes: How large the recording may be.
        restartable: Whether what arrived can be taken back.

    Attributes:
        size: How many bytes arrived.
        total: How many there are, or None when the host does not say.
        content_type: The media type, or None when the host does not say.
    """

    def __init__(self, max_bytes: int, *, restartable: bool) -> None:
        self.size = 0
        self.total: int | None = None
        self.content_type: str | None = None
        self._tag: str | None = None  # strong enough to resume by
        self._max_bytes = max_bytes
        self._restartable = restartable

    def missing(self) -> Mapping[str, str]:
        """Return the headers that ask for what is missing (RFC 9110, sections 13.1.5 and 14.2)."""
        if self._tag is None or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._tag}

    def begin(self, head: Head) -> None:
        """Read the head of a response, which brings the recording or the rest of it.

        Raises:
            APIError: It does not.
        """
        status, headers = head
        is_rest = bool(self.missing()) and status in _ANSWERS_TO_RANGE
        if status != _OK and not is_rest:
            raise host_error(head, "its host does not send it", OPERATION)
        if _COMPRESSED.search(headers.get("content-encoding", "")):
            raise refused("its host sends it compressed, which was not asked for")
        if is_rest:
            self._resume(headers)
        else:
            self._start(headers)

    def _resume(self, headers: Mapping[str, str]) -> None:
        """Check that a response brings the rest of what arrived (RFC 9110, section 15.3.7)."""
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
        first, last, total = map(int, found.groups()) if found else (0, 0, 0)
        fits = first == self.size and last == total - 1 and self.total in {None, total}
        if not fits or headers.get("etag") != self._tag:
            self._tag = None
            problem = "it was cut, and its host sends another rest than that which is missing"
            raise APIConnectionError(problem, operation=OPERATION)
        self.total = total

    def _start(self, headers: Mapping[str, str]) -> None:
        """Check a response that brings the recording from its start on."""
        if self.size and not self._restartable:
            raise refused("it was cut, and its host sends no rest of it")
        length = headers.get("content-length", "")
        total = int(length) if _LENGTH.fullmatch(length) else None
        if total is None and "transfer-encoding" not in headers:
            raise refused("its host does not say where it ends")
        content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type == "text/html":
            raise refused("its host sends a page of HTML instead")
        self._check_size(total or 0)
        tag = headers.get("etag", "")
        self.size = 0
        self.total = total
        self.content_type = content_type or None
        self._tag = tag if tag.startswith('"') else None

    def add(self, chunk: bytes) -> None:
        """Count bytes that arrived.

        Raises:
            APIResponseValidationError: They are too many.
        """
        self.size += len(chunk)
        if self.total is not None and self.size > self.total:
            raise refused("its host sends more than it said")
        self._check_size(self.size)

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            raise refused(f"it is larger than {self._max_bytes} bytes: see max_bytes=")

    def end(self) -> None:
        """Check that the end of a response is the end of the recording.

        Raises:
            APIConnectionError: Something is missing.
        """
        if self.total not in {None, self.size}:
            raise APIConnectionError("its host sends less than it said", operation=OPERATION)


def refused(
    problem: str, *, maybe_sent: bool = True, operation: str = OPERATION
) -> APIResponseValidationError:
    """Return the error for a URL, or a response, that is not taken."""
    return APIResponseValidationError(problem, operation=operation, maybe_sent=maybe_sent)


def host_error(head: Head, problem: str, operation: str) -> APIStatusError:
    """Return the error for a status of a host that is not the API."""
    return APIStatusError(
        f"{head.status}: {problem}",
        operation=operation,
        status_code=head.status,
        detail=None,
        request_id=None,
        retry_after=parse_retry_after(head.headers, time.time()),
    )
