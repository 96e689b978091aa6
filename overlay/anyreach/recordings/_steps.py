"""Fetch a recording, without I/O: what to request next, and what a response means.

A generator yields what it needs and is sent the outcome, like a script. Between its needs it yields
what arrived: a `Start`, then `Chunk`s without a gap between them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urlsplit

from anyreach._core.call import Attempts, Reach, Wait, failure_of
from anyreach._core.options import AtMost, is_loopback
from anyreach._core.retry import Failure, parse_retry_after
from anyreach._core.steps import Ask
from anyreach._errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    ConfigurationError,
)
from anyreach._transport.http_types import Broken, Request
from anyreach._transport.streams import Head
from anyreach._transport.wire import RefusedError
from anyreach.recordings._url_policy import Policy, Target
from anyreach_api import models
from anyreach_api._operation import Options

T = TypeVar("T")

_OPERATION: Final = "recording"
_MAX_REDIRECTS: Final = 10
_OK: Final = 200
_PARTIAL: Final = 206
_RANGE_REFUSED: Final = 416
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_EXPIRED: Final = frozenset({400, 401, 403, 404, 410})  # as object stores and CDNs answer
_COMPRESSED: Final = re.compile(r"\b(?:x-)?(?:gzip|deflate|compress|br|zstd)\b", re.IGNORECASE)
_STRONG_TAG: Final = re.compile(r'"[\x21\x23-\x7e]*"')  # RFC 9110, section 8.8.3
_CONTENT_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_MEDIA_TYPE: Final = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|$)", re.ASCII)
_HEADERS: Final = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "python",
}


class Get(NamedTuple):
    """Needs a request to be sent, to a host whose addresses pass a check; hidden from repr."""

    policy: Policy
    target: Target
    headers: Mapping[str, str]

    def request(self) -> Request:
        """Return the request."""
        target = self.target
        return Request("GET", target.origin, target.path, {**_HEADERS, **self.headers}, None)

    def check(self, addresses: Sequence[str]) -> None:
        """Check every address of the host before one is dialled.

        Raises:
            RefusedError: One of them must not be dialled.
        """
        self.policy.check(self.target, addresses)

    def __repr__(self) -> str:
        return "<request>"


class Read:
    """Needs the next bytes of the response."""


class Start(NamedTuple):
    """The recording begins, or begins again.

    Attributes:
        total: Its bytes, or None when its host does not say.
        content_type: Its media type, or None when its host does not say.
    """

    total: int | None
    content_type: str | None


class Chunk(NamedTuple):
    """The next bytes of the recording; hidden from repr."""

    data: bytes

    def __repr__(self) -> str:
        return f"<{len(self.data)} bytes>"


class Plan(NamedTuple):
    """How a recording is to be fetched.

    Attributes:
        conversation: The conversation, or its id.
        reach: What its client fetches with.
        max_bytes: How large it may be.
        ends: The deadline, by `time.monotonic()`.
        restartable: Whether what arrived can be taken back.
    """

    conversation: str | models.Conversation
    reach: Reach
    max_bytes: int
    ends: float
    restartable: bool


Steps: TypeAlias = Generator[Get | Read | Ask | Wait | Start | Chunk, Any, T]


class Fetch:
    """Fetches one recording: resumes it when it is cut, once with a fresh URL when that expired."""

    def __init__(self, plan: Plan) -> None:
        _, settings, budget = plan.reach
        self._plan = plan
        self._attempts = Attempts(_OPERATION, settings, budget, plan.ends)
        self._policy = Policy(
            settings.recording_hosts,
            local=is_loopback(urlsplit(settings.base_url).hostname or ""),
            resolves=plan.reach.route.resolves,
        )
        self._status: int | None = None
        self._count = 0
        self._total: int | None = None
        self._tag: str | None = None  # strong enough to resume by

    def steps(self) -> Steps[None]:
        """Fetch the recording.

        Raises:
            APIError: It did not arrive whole.
            RedactedError: It is withheld from the token.
            ConfigurationError: The conversation has none.
        """
        conversation = self._plan.conversation
        if isinstance(conversation, str):
            conversation = yield from self._get(conversation)
        target = self._target(conversation)
        if target is None:
            raise ConfigurationError("the conversation has no recording: only voice ones do")
        expired = _EXPIRED
        while True:
            self._attempts.begin()
            failure = yield from self._attempt(target)
            if failure is None:
                self._attempts.succeeded(self._status)
                return
            error = failure.error
            if isinstance(error, APIStatusError) and error.status_code in expired:
                expired = frozenset[int]()  # one fresh URL, and no more
                self._attempts.replaced(error, self._status)
                target = yield from self._refreshed(conversation, error.status_code)
            else:
                yield Wait(self._attempts.failed(failure, self._status, repeatable=True))

    def _get(self, conversation_id: str) -> Steps[models.Conversation]:
        """Ask the API for a conversation."""
        from anyreach_api.api.conversations import get_conversation  # noqa: PLC0415  loads models

        left = AtMost(max(0.001, self._plan.ends - time.monotonic()))
        request = get_conversation.request(conversation_id)
        found: models.Conversation = yield Ask(get_conversation, request, Options(left))
        return found

    def _target(self, conversation: models.Conversation) -> Target | None:
        """Return where a recording is; None when there is none."""
        details = conversation.recording_details
        if details is None:
            return None
        url = details.get("recording_url")
        problem = "the API gave no URL for it"
        if isinstance(url, str):
            try:
                return self._policy.find(url)
            except RefusedError as refused:
                problem = refused.broken.problem
        raise APIResponseValidationError(problem, operation=_OPERATION, maybe_sent=False)

    def _refreshed(self, conversation: models.Conversation, status: int) -> Steps[Target]:
        """Ask the API once more where a recording is."""
        fresh = yield from self._get(str(conversation.id))
        target = self._target(fresh)
        if target is None:
            problem = "its URL has expired, and the conversation has no recording any more"
            raise _status_error(status, problem)
        return target

    def _attempt(self, target: Target) -> Steps[Failure | None]:
        """Ask for what is missing, and pass it on; return why it is not complete."""
        head = yield from self._ask(target)
        begun = head if isinstance(head, Failure) else self._begin(head)
        if isinstance(begun, Failure):
            return begun
        if begun is not None:
            yield begun
        while True:
            data: bytes | Broken = yield Read()
            if isinstance(data, Broken):
                return failure_of(_OPERATION, data)
            if not data:
                return self._end()
            self._count += len(data)
            if self._total is not None and self._count > self._total:
                return _refused("its host sends more than it said")
            too_large = self._too_large(self._count)
            if too_large is not None:
                return _refused(too_large)
            yield Chunk(data)

    def _ask(self, target: Target) -> Steps[Head | Failure]:
        """Follow redirects to a response; each URL is checked like the first one."""
        for _ in range(1 + _MAX_REDIRECTS):
            self._status = None
            head: Head | Broken = yield Get(self._policy, target, self._missing())
            if isinstance(head, Broken):
                return failure_of(_OPERATION, head)
            self._status = head.status
            if head.status not in _REDIRECTS:
                return head
            try:
                target = self._policy.follow(target, head.headers.get("location"))
            except RefusedError as refused:
                return _refused(refused.broken.problem)
        return _refused(f"it redirects more than {_MAX_REDIRECTS} times")

    def _missing(self) -> Mapping[str, str]:
        """Return the headers that ask for what is missing (RFC 9110, sections 13.1.5 and 14.2)."""
        if self._tag is None or not self._count:
            return {}
        return {"Range": f"bytes={self._count}-", "If-Range": self._tag}

    def _begin(self, head: Head) -> Start | Failure | None:
        """Read the start of a response with the recording, or with the rest of it."""
        status, headers = head
        if self._missing() and status in {_PARTIAL, _RANGE_REFUSED}:
            if status == _PARTIAL and self._resumes(headers):
                return None
            self._tag = None
            problem = "it was cut, and its host sends another rest than that which is missing"
            error = APIConnectionError(problem, operation=_OPERATION)
            return Failure(error, again=self._plan.restartable)
        if status != _OK:
            return Failure(_status_error(status, "its host does not send it", headers), again=True)
        length = headers.get("content-length")
        found = _MEDIA_TYPE.match(headers.get("content-type", ""))
        content_type = found[1].lower() if found else None
        objection = self._objection(length, content_type, headers)
        if objection is not None:
            return _refused(objection)
        self._count = 0
        self._total = None if length is None else int(length)
        tag = headers.get("etag", "")
        self._tag = tag if _STRONG_TAG.fullmatch(tag) else None
        return Start(self._total, content_type)

    def _objection(
        self, length: str | None, content_type: str | None, headers: Mapping[str, str]
    ) -> str | None:
        """Return why a response that begins a recording is refused, if it is."""
        if self._count and not self._plan.restartable:
            return "it was cut, and its host sends no rest of it"
        if _COMPRESSED.search(headers.get("content-encoding", "")):
            return "its host sends it compressed, which was not asked for"
        if content_type == "text/html":
            return "its host sends a page of HTML instead"
        if (length is None) == ("transfer-encoding" not in headers):
            return "its host does not say where it ends, or says it twice"
        return self._too_large(0 if length is None else int(length))

    def _resumes(self, headers: Mapping[str, str]) -> bool:
        """Return whether a 206 is the missing rest (RFC 9110, section 15.3.7)."""
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
        compressed = _COMPRESSED.search(headers.get("content-encoding", ""))
        if found is None or headers.get("etag") != self._tag or compressed:
            return False
        first, last, total = map(int, found.groups())
        if first != self._count or last != total - 1 or self._total not in {None, total}:
            return False
        self._total = total
        return True

    def _too_large(self, size: int) -> str | None:
        limit = self._plan.max_bytes
        return f"it is larger than {limit} bytes: see max_bytes=" if size > limit else None

    def _end(self) -> Failure | None:
        """Return why the end of the response is not the end of the recording, if it is not."""
        if self._total in {None, self._count}:
            return None
        problem = "its host sends less than it said"
        return Failure(APIConnectionError(problem, operation=_OPERATION), again=True)


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
