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
from typing import Any, Final

import httpx

from anyreach import AnyReach, AnyReachError, AsyncAnyReach
from tests.faults.records import TOKEN

RETRIES: Final = 3
"""Of a call: two for its own faults, and one for a neighbour's, which can strike it, too."""

Fetch = Callable[[str], Any]
AsyncFetch = Callable[[str], Awaitable[Any]]


@dataclass(frozen=True)
class Subject:
    """A client, and how to fetch a conversation with it.

    Attributes:
        promised: The errors that it says it raises; any other is a foreign one.
        open: Given a base URL and a timeout in seconds, makes a client for all threads; its calls
            return the record as JSON.
        open_async: The same for all tasks.
    """

    promised: type[Exception]
    open: Callable[[str, float], AbstractContextManager[Fetch]]
    open_async: Callable[[str, float], AbstractAsyncContextManager[AsyncFetch]]


def anyreach(transport: str | None = None, **options: Any) -> Subject:
    """Return the client itself.

    Args:
        transport: The name of its transport, if not its own.
        options: Its other options.
    """
    named: dict[str, Any] = {} if transport is None else {"transport": transport}
    named["max_retries"] = RETRIES

    @contextmanager
    def open_sync(url: str, timeout: float) -> Generator[Fetch]:
        with AnyReach(TOKEN, base_url=url, timeout=timeout, **named, **options) as client:
            yield lambda conversation_id: client.conversations.get(conversation_id).to_dict()

    @asynccontextmanager
    async def open_async(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
        async with AsyncAnyReach(
            TOKEN, base_url=url, timeout=timeout, **named, **options
        ) as client:

            async def fetch(conversation_id: str) -> Any:
                return (await client.conversations.get(conversation_id)).to_dict()

            yield fetch

    return Subject(AnyReachError, open_sync, open_async)


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


HTTPX = Subject(httpx.HTTPError, _httpx, _async_httpx)


def httpx_retries() -> Subject:
    """Return httpx with the transport of httpx-retries: as many attempts, no waiting."""
    from httpx_retries import Retry, RetryTransport  # noqa: PLC0415  of the group `faults` only

    def transport() -> RetryTransport:
        return RetryTransport(retry=Retry(total=RETRIES, respect_retry_after_header=False))

    return Subject(
        httpx.HTTPError,
        lambda url, timeout: _httpx(url, timeout, transport()),
        lambda url, timeout: _async_httpx(url, timeout, transport()),
    )


def stamina() -> Subject:
    """Return httpx inside stamina's retry: as many attempts, no waiting."""
    from stamina import retry  # noqa: PLC0415  of the group `faults` only

    repeated = retry(
        on=httpx.HTTPError, attempts=RETRIES + 1, wait_initial=0, wait_max=0, wait_jitter=0
    )

    @contextmanager
    def open_sync(url: str, timeout: float) -> Generator[Fetch]:
        with _httpx(url, timeout) as fetch:
            yield repeated(fetch)

    @asynccontextmanager
    async def open_async(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
        async with _async_httpx(url, timeout) as fetch:
            yield repeated(fetch)

    return Subject(httpx.HTTPError, open_sync, open_async)


def openai() -> Subject:
    """Return openai's client, which asks for any path."""
    from openai import AsyncOpenAI, OpenAI, OpenAIError  # noqa: PLC0415  of the group `faults` only

    def options(url: str, timeout: float) -> dict[str, Any]:
        return {"base_url": url, "timeout": timeout, "max_retries": RETRIES}

    def at_once(*_args: object) -> float:
        return 0.0

    @contextmanager
    def open_sync(url: str, timeout: float) -> Generator[Fetch]:
        with OpenAI(api_key=TOKEN, **options(url, timeout)) as client:
            vars(client)["_calculate_retry_timeout"] = at_once  # no waiting
            yield lambda conversation_id: client.get(_PATH + conversation_id, cast_to=object)

    @asynccontextmanager
    async def open_async(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
        async with AsyncOpenAI(
            api_key=TOKEN, base_url=url, timeout=timeout, max_retries=RETRIES
        ) as client:
            vars(client)["_calculate_retry_timeout"] = at_once
            yield lambda conversation_id: client.get(_PATH + conversation_id, cast_to=object)

    return Subject(OpenAIError, open_sync, open_async)


def stripe() -> Subject:
    """Return Stripe's client, which asks for any path."""
    from stripe import (  # noqa: PLC0415  of the group `faults` only
        HTTPClient,
        HTTPXClient,
        RequestsClient,
        StripeClient,
        StripeError,
    )

    delays: Any = HTTPClient  # its types say that they are constants
    delays.INITIAL_DELAY = delays.MAX_DELAY = 0  # no waiting

    def client(url: str, timeout: float) -> Any:
        http = RequestsClient(timeout, async_fallback_client=HTTPXClient(timeout))
        return StripeClient(
            TOKEN, base_addresses={"api": url}, http_client=http, max_network_retries=RETRIES
        )

    @contextmanager
    def open_sync(url: str, timeout: float) -> Generator[Fetch]:
        stripe_client = client(url, timeout)
        yield lambda conversation_id: stripe_client.raw_request("get", _PATH + conversation_id).data

    @asynccontextmanager
    async def open_async(url: str, timeout: float) -> AsyncGenerator[AsyncFetch]:
        stripe_client = client(url, timeout)

        async def fetch(conversation_id: str) -> Any:
            return (await stripe_client.raw_request_async("get", _PATH + conversation_id)).data

        yield fetch

    return Subject(StripeError, open_sync, open_async)


OURS: Mapping[str, str | None] = {
    "anyreach": None,
    "anyreach, aiohttp": "aiohttp",
    "anyreach, httpx2": "httpx2",
}
"""The transport of each of ours; the one of aiohttp is async."""

MODES = [
    ("anyreach", "sync"),
    ("anyreach", "async"),
    ("anyreach, aiohttp", "async"),
    ("anyreach, httpx2", "sync"),
    ("anyreach, httpx2", "async"),
]
"""How each of ours is driven."""

PEERS: Mapping[str, Callable[[], Subject]] = {
    "httpx": lambda: HTTPX,
    "httpx-retries": httpx_retries,
    "stamina": stamina,
    "openai": openai,
    "stripe": stripe,
}
"""How to make each of the others."""
