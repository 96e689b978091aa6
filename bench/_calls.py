"""Measure calls over one kept-alive connection on loopback, from call to model."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx

from anyreach import AnyReach, AsyncAnyReach
from bench import _cost
from bench._contest import Contest
from bench._data import FULL_ID
from bench._setting import TOKEN, Setting

_TIMES = 200
_HEADERS = {"Authorization": f"Bearer {TOKEN}"}
_PATH = f"/core/conversations/{FULL_ID}"


def get(setting: Setting) -> Contest:
    """Get a 6 KB conversation."""
    url = setting.http.url
    bare = setting.resources.enter_context(httpx.Client(headers=_HEADERS))
    ours = setting.resources.enter_context(AnyReach(TOKEN, base_url=url))
    stock = setting.resources.enter_context(setting.stock("client").AuthenticatedClient(url, TOKEN))
    operation = setting.stock("api.conversations.get_conversation")
    return Contest(
        subject="get, keep-alive",
        unit="µs",
        contenders={
            "httpx": lambda: _cost.of_call(lambda: bare.get(url + _PATH).json(), _TIMES),
            "anyreach": lambda: _cost.of_call(lambda: ours.conversations.get(FULL_ID), _TIMES),
            "stock client": lambda: _cost.of_call(
                lambda: operation.sync(FULL_ID, client=stock), _TIMES
            ),
        },
        baseline="httpx",
        targets={"anyreach": 0.7},
    )


def async_get(setting: Setting) -> Contest:
    """Get it in a task, one call after another."""
    url = setting.http.url
    runner = setting.resources.enter_context(asyncio.Runner())
    bare = httpx.AsyncClient(headers=_HEADERS)
    ours = AsyncAnyReach(TOKEN, base_url=url)
    stock = setting.stock("client").AuthenticatedClient(url, TOKEN)
    operation = setting.stock("api.conversations.get_conversation")

    async def get_bare() -> None:
        (await bare.get(url + _PATH)).json()

    async def get_stock() -> None:
        await operation.asyncio(FULL_ID, client=stock)

    async def repeat(call: Callable[[], Awaitable[object]]) -> None:
        for _ in range(_TIMES):
            await call()

    def contender(call: Callable[[], Awaitable[object]]) -> Callable[[], float]:
        return lambda: _cost.of_call(lambda: runner.run(repeat(call)), 1) / _TIMES

    async def close() -> None:
        await bare.aclose()
        await ours.aclose()
        await stock.get_async_httpx_client().aclose()

    setting.resources.callback(lambda: runner.run(close()))
    return Contest(
        subject="get, keep-alive, async",
        unit="µs",
        contenders={
            "httpx": contender(get_bare),
            "anyreach": contender(lambda: ours.conversations.get(FULL_ID)),
            "stock client": contender(get_stock),
        },
        baseline="httpx",
        targets={},
    )
