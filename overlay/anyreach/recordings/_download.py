"""How a recording is fetched, without I/O: what to ask for next, and what an answer means.

It is a generator, like a script: it yields what it needs, and is sent the outcome. Between its
needs it yields what arrived: a `Start`, then `Chunk`s, which follow each other without a gap.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Generator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from anyreach._core.call import Wait, failure_of, pause
from anyreach._core.options import AtMost
from anyreach._core.retry import Failure, parse_retry_after, wait_before_retry
from anyreach._core.steps import Ask
from anyreach._errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    ConfigurationError,
)
from anyreach._transport.http_types import Broken, Reach
from anyreach.recordings._url_policy import Target, find_target
from anyreach_api import models
from anyreach_api._operation import Options

T = TypeVar("T")

_OPERATION: Final = "recording"
_MAX_RETRIES: Final = 9
_MAX_REDIRECTS: Final = 3
_CLOCKS_DIFFER: Final = 60.0  # seconds (RFC 9110, section 8.8.2.2)
_OK: Final = 200
_PARTIAL: Final = 206
_RANGE_REFUSED: Final = 416
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_EXPIRED: Final = frozenset({400, 401, 403, 404, 410})  # as object stores and CDNs answer
_STRONG_TAG: Final = re.compile(r'"[\x21\x23-\x7e]*"')  # RFC 9110, section 8.8.3
_CONTENT_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_MEDIA_TYPE: Final = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|$)", re.ASCII)


class Get:
    """Needs a request to be sent. Prints nothing of it."""

    __slots__ = ("headers", "target")

    def __init__(self, target: Target, headers: Mapping[str, str]) -> None:
        self.target = target
        self.headers = headers

    def __repr__(self) -> str:
        return "<a request>"


class Read:
    """Needs the next bytes of the answer."""


class Head:
    """The status and the headers of an answer, in lower case. Prints nothing of them."""

    __slots__ = ("headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        self.status = status
        self.headers = headers

    def __repr__(self) -> str:
        return f"<an answer {self.status}>"


class Start(NamedTuple):
    """The recording begins, once more when it was begun before.

    Attributes:
        total: How many bytes it has, or None when its host does not say.
        content_type: Its media type, or None when its host does not say.
    """

    total: int | None
    content_type: str | None


class Chunk:
    """The next bytes of the recording. Prints nothing of them."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<{len(self.data)} bytes>"


class Plan(NamedTuple):
    """How a recording is to be fetched.

    Attributes:
        conversation: The conversation, or its id.
        reach: How its client reaches it.
        max_bytes: How large it may be.
        ends: When all has to be over, by `time.monotonic()`.
        restartable: Whether what arrived can be taken back.
    """

    conversation: str | models.Conversation
    reach: Reach
    max_bytes: int
    ends: float
    restartable: bool


_Steps: TypeAlias = Generator[Get | Read | Ask | Wait | Start | Chunk, Any, T]


def fetch(plan: Plan) -> _Steps[None]:
    """Fetch a recording: with a fresh URL when the old one has expired, on and on when it is cut.

    Raises:
        APIError: It did not arrive whole.
        RedactedError: It is withheld from the token.
        ConfigurationError: The conversation has none.
    """
    conversation = plan.conversation
    if isinstance(conversation, str):
        conversation = yield from _get(conversation, plan)
    target = _target(conversation, plan)
    if target is None:
        raise ConfigurationError("the conversation has no recording: only voice conversations do")
    progress = _Progress(plan)
    refreshed = maybe_sent = False
    attempts = 0
    while True:
        attempts += 1
        failure = yield from _attempt(target, progress)
        if failure is None:
            return
        error = failure.error
        maybe_sent = maybe_sent or error.maybe_sent
        if isinstance(error, APIStatusError) and error.status_code in _EXPIRED and not refreshed:
            refreshed = True
            target = yield from _refresh(conversation, plan, error)
            continue
        wait = wait_before_retry(
            failure,
            repeatable=True,
            retry=attempts,
            max_retries=_MAX_RETRIES,
            remaining=plan.ends - time.monotonic(),
            jitter=random.random(),  # noqa: S311  no secret: it spreads retries in time
        )
        if wait is None:
            raise error.after(attempts, maybe_sent=maybe_sent)
        yield Wait(pause(wait))


def _get(conversation_id: str, plan: Plan) -> _Steps[models.Conversation]:
    """Ask the API for a conversation."""
    from anyreach_api.api.conversations import get_conversation  # noqa: PLC0415  loads models

    left = AtMost(max(0.001, plan.ends - time.monotonic()))
    request = get_conversation.request(conversation_id)
    found: models.Conversation = yield Ask(get_conversation, request, Options(left))
    return found


def _target(conversation: models.Conversation, plan: Plan) -> Target | None:
    """Return where a recording is; None when there is none."""
    details = conversation.recording_details
    if details is None:
        return None
    url = details.get("recording_url")
    target: Target | str = "the API gave no URL for it"
    if isinstance(url, str):
        target = find_target(url, local=plan.reach.local)
    if isinstance(target, str):
        raise APIResponseValidationError(target, operation=_OPERATION, maybe_sent=False)
    return target


def _refresh(
    conversation: models.Conversation, plan: Plan, error: APIStatusError
) -> _Steps[Target]:
    """Return where a recording is, by what the API says now."""
    fresh = yield from _get(str(conversation.id), plan)
    target = _target(fresh, plan)
    if target is None:
        raise _status_error(
            error.status_code, "its URL has expired, and the conversation has no recording any more"
        )
    return target


def _attempt(target: Target, progress: _Progress) -> _Steps[Failure | None]:
    """Ask for what is missing, and hand it on; return why it did not come to its end."""
    head = yield from _ask(target, progress)
    begun = head if isinstance(head, Failure) else progress.begin(head)
    if isinstance(begun, Failure):
        return begun
    if begun is not None:
        yield begun
    while True:
        chunk: Chunk | Broken = yield Read()
        if isinstance(chunk, Broken):
            return failure_of(_OPERATION, chunk)
        if not chunk.data:
            return progress.end()
        failure = progress.take(chunk)
        if failure is not None:
            return failure
        yield chunk


def _ask(target: Target, progress: _Progress) -> _Steps[Head | Failure]:
    """Follow redirects to an answer, every URL checked as the first one was."""
    for _ in range(1 + _MAX_REDIRECTS):
        head: Head | Broken = yield Get(target, progress.headers())
        if isinstance(head, Broken):
            return failure_of(_OPERATION, head)
        if head.status not in _REDIRECTS:
            return head
        there = target.follow(head.headers.get("location"))
        if isinstance(there, str):
            return _refused(there)
        target = there
    return _refused(f"it redirects more than {_MAX_REDIRECTS} times")


class _Progress:
    """How much of a recording is there, and how to ask for the rest of the very same one."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._count = 0
        self._total: int | None = None
        self._validator: tuple[str, str] | None = None  # a header, and its value

    def headers(self) -> Mapping[str, str]:
        """Return the headers that ask for what is missing (RFC 9110, sections 13.1.5 and 14.2)."""
        if self._validator is None or not self._count:
            return {}
        return {"Range": f"bytes={self._count}-", "If-Range": self._validator[1]}

    def begin(self, head: Head) -> Start | Failure | None:
        """Take in the start of an answer: that of the recording, or of its missing rest."""
        status, headers = head.status, head.headers
        if self.headers() and status in {_PARTIAL, _RANGE_REFUSED}:
            return None if status == _PARTIAL and self._goes_on(headers) else self._start_anew()
        if status != _OK:
            error = _status_error(status, "its host does not send it", headers)
            return Failure(error, again=True)
        length = headers.get("content-length")
        content_type = _media_type(headers)
        problem = self._objection(length, content_type, headers)
        if problem is not None:
            return _refused(problem)
        self._count = 0
        self._total = None if length is None else int(length)
        self._validator = _validator(headers)
        return Start(self._total, content_type)

    def _objection(
        self, length: str | None, content_type: str | None, headers: Mapping[str, str]
    ) -> str | None:
        """Return why an answer that begins a recording is refused, if it is."""
        if self._count and not self._plan.restartable:
            return "it was cut, and its host sends no rest of it"
        if headers.get("content-encoding", "identity").strip().lower() != "identity":
            return "its host sends it compressed, which was not asked for"
        if content_type == "text/html":
            return "its host sends a page of HTML instead"
        if (length is None) == ("transfer-encoding" not in headers):
            return "its host does not say where it ends, or says it twice"
        return self._too_large(0 if length is None else int(length))

    def _goes_on(self, headers: Mapping[str, str]) -> bool:
        """Return whether a 206 is the rest of what is there (RFC 9110, section 15.3.7)."""
        assert self._validator is not None  # noqa: S101  else no rest was asked for
        name, value = self._validator
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
        if found is None or headers.get(name) != value or "content-encoding" in headers:
            return False
        first, last, total = map(int, found.groups())
        if first != self._count or last != total - 1 or self._total not in {None, total}:
            return False
        self._total = total
        return True

    def _start_anew(self) -> Failure:
        self._validator = None
        problem = "it was cut, and its host sends another rest than that which is missing"
        again = self._plan.restartable
        return Failure(APIConnectionError(problem, operation=_OPERATION), again=again)

    def take(self, chunk: Chunk) -> Failure | None:
        """Count bytes, before they are handed on."""
        self._count += len(chunk.data)
        problem = self._too_large(self._count)
        if self._total is not None and self._count > self._total:
            problem = "its host sends more than it said"
        return None if problem is None else _refused(problem)

    def _too_large(self, size: int) -> str | None:
        limit = self._plan.max_bytes
        return f"it is larger than {limit} bytes: see max_bytes=" if size > limit else None

    def end(self) -> Failure | None:
        """Return why the end of the answer is not that of the recording, if it is not."""
        if self._total in {None, self._count}:
            return None
        problem = "its host sends less than it said"
        return Failure(APIConnectionError(problem, operation=_OPERATION), again=True)


def _media_type(headers: Mapping[str, str]) -> str | None:
    found = _MEDIA_TYPE.match(headers.get("content-type", ""))
    return found[1].lower() if found else None


def _validator(headers: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the header that names this very content, if there is one that is strong enough."""
    tag = headers.get("etag", "")
    if _STRONG_TAG.fullmatch(tag):
        return "etag", tag
    try:
        changed = parsedate_to_datetime(headers.get("last-modified", ""))
        age = (parsedate_to_datetime(headers.get("date", "")) - changed).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return ("last-modified", headers["last-modified"]) if age >= _CLOCKS_DIFFER else None


def _refused(problem: str) -> Failure:
    return Failure(APIResponseValidationError(problem, operation=_OPERATION), again=False)


def _status_error(
    status: int, problem: str, headers: Mapping[str, str] | None = None
) -> APIStatusError:
    return APIStatusError(
        f"{status}: {problem}",
        operation=_OPERATION,
        status_code=status,
        detail=None,
        request_id=None,
        retry_after=parse_retry_after(headers or {}, time.time()),
    )
