"""The clients that take the campaign: this one, and what people use instead."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass
from typing import Any

import httpx

from anyreach import AnyReach, AnyReachError, AsyncAnyReach
from tests.faults.records import TOKEN

Fetch = Callable[[str], Any]
AsyncFetch = Callable[[str], Awaitable[Any]]


@dataclass(frozen=True)
class Subject:
    """A client, and how to fetch a conversation with it.

    Attributes:
        name: What it is called in the tables.
        promised: The errors that it says it raises; any other is a foreign one.
        open: Given a base URL and a timeout in seconds, makes a client for all threads; its calls
            return the record as JSON.
        open_async: The same for all tasks.
    """

    name: str
    promised: type[Exception]
    open: Callable[[str, float], AbstractContextManager[Fetch]]
    open_async: Callable[[str, float], AbstractAsyncContextManager[AsyncFetch]]


@contextmanager
def _anyreach(url: str, timeout: float) -> Generator[Fetch]:
    with AnyReach(TOKEN, base_url=url, timeout=timeout) as client:
        yield lambda conversation_id: client.conversations.get(conversation_id).to_dict()


@asynccontextmanager
async def _async_anyreach(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
    async with AsyncAnyReach(TOKEN, base_url=url, timeout=timeout) as client:

        async def fetch(conversation_id: str) -> Any:
            return (await client.conversations.get(conversation_id)).to_dict()

        yield fetch


@asynccontextmanager
async def _aiohttp_anyreach(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
    async with AsyncAnyReach(TOKEN, base_url=url, timeout=timeout, transport="aiohttp") as client:

        async def fetch(conversation_id: str) -> Any:
            return (await client.conversations.get(conversation_id)).to_dict()

        yield fetch


AIOHTTP = Subject("anyreach, aiohttp", AnyReachError, _anyreach, _aiohttp_anyreach)
ANYREACH = Subject("anyreach", AnyReachError, _anyreach, _async_anyreach)

_HEADERS = {"Authorization": f"Bearer {TOKEN}"}
_PATH = "/core/conversations/"


@contextmanager
def _httpx(
    url: str, timeout: float, transport: httpx.BaseTransport | None = None
) -> Generator[Fetch]:
    with httpx.Client(
        base_url=url, headers=_HEADERS, timeout=timeout, transport=transport
    ) as client:
        yield lambda conversation_id: client.get(_PATH + conversation_id).raise_for_status().json()


@asynccontextmanager
async def _async_httpx(
    url: str, timeout: float, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncGenerator[AsyncFetch]:
    async with httpx.AsyncClient(
        base_url=url, headers=_HEADERS, timeout=timeout, transport=transport
    ) as client:

        async def fetch(conversation_id: str) -> Any:
            return (await client.get(_PATH + conversation_id)).raise_for_status().json()

        yield fetch


HTTPX = Subject("httpx", httpx.HTTPError, _httpx, _async_httpx)


def httpx_retries() -> Subject:
    """Return httpx with the transport of httpx-retries: three attempts, no waiting."""
    from httpx_retries import Retry, RetryTransport  # noqa: PLC0415  of the group `faults` only

    def transport() -> RetryTransport:
        return RetryTransport(retry=Retry(total=2, respect_retry_after_header=False))

    return Subject(
        "httpx-retries",
        httpx.HTTPError,
        lambda url, timeout: _httpx(url, timeout, transport()),
        lambda url, timeout: _async_httpx(url, timeout, transport()),
    )


def stamina() -> Subject:
    """Return httpx inside stamina's retry: three attempts, no waiting."""
    from stamina import retry  # noqa: PLC0415  of the group `faults` only

    repeated = retry(on=httpx.HTTPError, attempts=3, wait_initial=0, wait_max=0, wait_jitter=0)

    @contextmanager
    def open_sync(url: str, timeout: float) -> Generator[Fetch]:
        with _httpx(url, timeout) as fetch:
            yield repeated(fetch)

    @asynccontextmanager
    async def open_async(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
        async with _async_httpx(url, timeout) as fetch:
            yield repeated(fetch)

    return Subject("stamina", httpx.HTTPError, open_sync, open_async)


BY_NAME: Mapping[str, Callable[[], Subject]] = {
    "anyreach": lambda: ANYREACH,
    "anyreach, aiohttp": lambda: AIOHTTP,
    "httpx": lambda: HTTPX,
    "httpx-retries": httpx_retries,
    "stamina": stamina,
}
"""How to make each of them."""
