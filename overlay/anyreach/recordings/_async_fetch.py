"""Fetch a recording: follow redirects, resume cut transfers, replace an expired URL."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Final, Protocol, TypeVar
from urllib.parse import urlsplit

from anyreach._core.call import Attempts, Reach, failure_of
from anyreach._core.retry import Failure
from anyreach._core.settings.options import AtMost, is_loopback
from anyreach._errors import APIError, APIResponseValidationError, ConfigurationError
from anyreach._transport.async_streams import AsyncResponseStream
from anyreach._transport.asyncio_io import sleep
from anyreach._transport.http_types import Broken, Head, Request
from anyreach.recordings._received import OPERATION, Received, refused
from anyreach.recordings._url_policy import Policy, Target
from anyreach_api import models
from anyreach_api._operation import Options, id_of
from anyreach_api._resource import AsyncCaller
from anyreach_api.api.conversations import get_conversation
from anyreach_api.types import WithId

T = TypeVar("T")

_MAX_REDIRECTS: Final = 10
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_EXPIRED: Final = frozenset({400, 401, 403, 404, 410})  # as object stores and CDNs answer
_HEADERS: Final = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "python",
}

# ruff: noqa: SLF001  `_call` and `_reach` are what a client is for those that help it
# pyright: reportPrivateUsage=false


class AsyncClient(AsyncCaller, Protocol):
    """The part of a client that recordings need."""

    def _reach(self) -> Reach: ...


class AsyncFetch:
    """Fetches one recording.

    Args:
        client: Fetches the conversation, and has the options.
        conversation: The conversation, its id, or the result of creating it.
        received: Notes what arrived.
        timeout: Seconds for the whole transfer; None for the client's.

    Raises:
        ConfigurationError: An argument is invalid, or the client can't send.
    """

    def __init__(
        self,
        client: AsyncClient,
        conversation: str | WithId,
        received: Received,
        timeout: float | None,
    ) -> None:
        is_record = isinstance(conversation, models.Conversation)
        given: object = conversation if is_record else id_of(conversation)
        if not isinstance(given, str | models.Conversation):
            raise ConfigurationError(
                "conversation must be an id, a record or the result of create()"
            )
        route, settings, budget = client._reach()
        self._client = client
        self._given = given
        self._received = received
        self._ends = time.monotonic() + settings.timeout(timeout)
        self._attempts = Attempts(OPERATION, settings, budget, self._ends)
        self._response = AsyncResponseStream(route, self._ends)
        self._status: int | None = None
        local = is_loopback(urlsplit(settings.base_url).hostname or "")
        self._policy = Policy(settings.recording_hosts, local=local)

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield the bytes as they arrive. `received` counts them.

        Raises:
            APIError: The recording is incomplete.
            RedactedError: The recording is withheld from the token.
            ConfigurationError: The conversation has no recording.
        """
        given = self._given
        conversation = await self._get(given) if isinstance(given, str) else given
        target = self._target(conversation)
        refreshed = False
        async with aclosing(self._response):
            while True:
                self._attempts.begin()
                try:
                    self._received.begin(await self._open(target))
                    while chunk := _unbroken(await self._response.read()):
                        self._received.add(chunk)
                        yield chunk
                    self._received.end()
                except APIError as caught:
                    error = caught
                else:
                    self._attempts.succeeded(self._status)
                    return
                if self._status in _EXPIRED and not refreshed:
                    refreshed = True
                    self._attempts.replaced(error, self._status)
                    target = self._target(await self._get(str(conversation.id)))
                else:
                    again = not isinstance(error, APIResponseValidationError)
                    failure = Failure(error, again=again)
                    await sleep(self._attempts.failed(failure, self._status, repeatable=True))

    async def _get(self, conversation_id: str) -> models.Conversation:
        left = AtMost(max(0.001, self._ends - time.monotonic()))
        request = get_conversation.request(conversation_id)
        return await self._client._call(get_conversation, request, Options(left))

    def _target(self, conversation: models.Conversation) -> Target:
        """Return a recording's location."""
        details = conversation.recording_details
        if details is None:
            raise ConfigurationError("the conversation has no recording: only voice calls do")
        url = details.get("recording_url")
        if not isinstance(url, str):
            raise refused("the API returned no URL for it", maybe_sent=False)
        return self._policy.find(url)

    async def _open(self, target: Target) -> Head:
        """Request the missing part, and return the final response's head after redirects."""
        headers = {**_HEADERS, **self._received.missing()}
        for _ in range(1 + _MAX_REDIRECTS):
            self._status = None
            request = Request("GET", target.origin, target.path, headers, None)
            check = partial(self._policy.check, target)
            head = _unbroken(await self._response.send(request, check))
            self._status = head.status
            location = head.headers.get("location")
            if location is None or head.status not in _REDIRECTS:
                return head
            target = self._policy.find(location, redirected_by=target)
        raise refused(f"it redirects more than {_MAX_REDIRECTS} times")


def _unbroken(outcome: T | Broken) -> T:
    if isinstance(outcome, Broken):
        raise failure_of(OPERATION, outcome).error
    return outcome
