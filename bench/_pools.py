"""Compare our connections with httpcore's pool, over the same sockets and the same gate."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing, asynccontextmanager, closing, contextmanager
from typing import Any, Final, cast

import httpcore

from anyreach._transport.async_wire import AsyncWire
from anyreach._transport.connections.async_connections import AsyncConnections
from anyreach._transport.connections.async_sockets import AsyncBackend
from anyreach._transport.connections.sync_connections import Connections
from anyreach._transport.connections.sync_sockets import Backend
from anyreach._transport.http_types import Limits, Reply, Request
from anyreach._transport.sync_wire import Wire
from bench import _cost
from bench._contest import Contest
from bench._setting import TOKEN, Setting

_TIMES: Final = 500
_TASKS: Final = 1_000
_LIMITS: Final = Limits(time.monotonic() + 3_600, 1_000_000, None, fresh=False)
_HEADERS: Final = {"Authorization": f"Bearer {TOKEN}"}
_POOL: Final = "httpcore's pool"
_POOL_OF_ANYIO: Final = "the same over anyio"


class _Pool:
    """httpcore's pool, with our wire's interface."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(max_connections=100, network_backend=backend)
        self.close = self._pool.close

    @contextmanager
    def stream(
        self, request: httpcore.Request, *, fresh: bool = False
    ) -> Generator[httpcore.Response]:
        del fresh
        with closing(self._pool.handle_request(request)) as response:
            yield response


class _AsyncPool:
    """httpcore's async pool, with our wire's interface."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._pool = httpcore.AsyncConnectionPool(max_connections=100, network_backend=backend)
        self.aclose = self._pool.aclose

    @asynccontextmanager
    async def stream(
        self, request: httpcore.Request, *, fresh: bool = False
    ) -> AsyncGenerator[httpcore.Response]:
        del fresh
        async with aclosing(await self._pool.handle_async_request(request)) as response:
            yield response


def _async_pools() -> dict[str, Callable[[], Any]]:
    return {
        "anyreach": lambda: AsyncConnections(httpcore, None, None),
        _POOL: lambda: _AsyncPool(AsyncBackend(httpcore, to_proxy=False, check=None)),
        _POOL_OF_ANYIO: lambda: _AsyncPool(
            cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
        ),
    }


def one(setting: Setting) -> Contest:
    """Send one request after another."""
    request = Request("GET", setting.http.url, "/", {}, None)

    def contender(pool: Any) -> Callable[[], float]:
        wire = Wire(pool)
        setting.resources.callback(wire.close)
        return lambda: _cost.of_call(lambda: wire.send(request, _headers, _LIMITS, _judge), _TIMES)

    return Contest(
        subject="requests in turn",
        unit="µs",
        contenders={
            "anyreach": contender(Connections(httpcore, None, None)),
            _POOL: contender(_Pool(Backend(httpcore, to_proxy=False, check=None))),
        },
        baseline=_POOL,
        targets={},
    )


def async_one(setting: Setting) -> Contest:
    """Send one request after another, in a task."""
    request = Request("GET", setting.http.url, "/", {}, None)

    async def repeat(wire: AsyncWire) -> None:
        for _ in range(_TIMES):
            await wire.send(request, _headers, _LIMITS, _judge)

    return _contest(setting, "requests in turn, async", repeat, _TIMES)


def tasks(setting: Setting) -> Contest:
    """Send a thousand requests at once, without a connection yet."""
    request = Request("GET", setting.http.url, "/", {}, None)

    async def burst(wire: AsyncWire) -> None:
        sends = [wire.send(request, _headers, _LIMITS, _judge) for _ in range(_TASKS)]
        replies = await asyncio.gather(*sends)
        if not all(isinstance(reply, Reply) for reply in replies):
            raise RuntimeError(next(one for one in replies if not isinstance(one, Reply)))

    return _contest(setting, f"requests of {_TASKS:,} tasks", burst, _TASKS)


def _contest(
    setting: Setting, subject: str, work: Callable[[AsyncWire], Awaitable[None]], times: int
) -> Contest:
    runner = setting.resources.enter_context(asyncio.Runner())

    async def use(make: Callable[[], Any]) -> None:
        wire = AsyncWire(make())
        await work(wire)
        await wire.close()

    def contender(make: Callable[[], Any]) -> Callable[[], float]:
        return lambda: _cost.of_call(lambda: runner.run(use(make)), 1) / times

    return Contest(
        subject=subject,
        unit="µs",
        contenders={name: contender(make) for name, make in _async_pools().items()},
        baseline=_POOL,
        targets={},
    )


def _judge(reply: Reply) -> tuple[Reply, bool]:
    return reply, True


def _headers() -> dict[str, str]:
    return _HEADERS
