"""Scripts: tasks of several calls, written once for sync and async clients.

A script is a generator without I/O. It yields what it needs and is sent the result. An error of a
call is raised where the script asked for the call, so that it can catch it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from anyreach._core.attempts import pause
from anyreach._core.call import Wait
from anyreach._errors import AnyReachError, ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Operation, Options, Request
    from anyreach_api._resource import AsyncCaller, Caller

T = TypeVar("T")

# ruff: noqa: SLF001  `_call` is what a client is for those that help it
# pyright: reportPrivateUsage=false


class Ask(NamedTuple):
    """The script needs one call."""

    operation: Operation[..., Any]
    request: Request
    options: Options

    def by(self, client: Caller) -> Any:
        """Make the call, and return its result."""
        return client._call(*self)

    def by_async(self, client: AsyncCaller) -> Coroutine[Any, Any, Any]:
        """Make the call, and return its result."""
        return client._call(*self)


class Tell(NamedTuple, Generic[T]):
    """The script needs to call an app's callback with a value.

    The async client awaits an awaitable that the callback returns. An exception of the callback
    ends the script.
    """

    callback: Callable[[T], object]
    value: T


Script: TypeAlias = Generator[Ask | Tell[Any] | Wait, Any, T]


def run(client: Caller, script: Script[T]) -> T:
    """Run a script to its end, and return its result."""
    step: Callable[[Any], Ask | Tell[Any] | Wait] = script.send
    outcome: Any = None
    while True:
        try:
            need = step(outcome)
        except StopIteration as done:
            result: T = done.value
            return result
        try:
            if isinstance(need, Wait):
                time.sleep(pause(need.seconds))
                outcome = None
            elif isinstance(need, Tell):
                outcome = need.callback(need.value)
                if isinstance(outcome, Coroutine):
                    cast("Coroutine[Any, Any, Any]", outcome).close()
                    raise ConfigurationError("the callable is async: use AsyncAnyReach")
            else:
                outcome = need.by(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error


async def run_async(client: AsyncCaller, script: Script[T]) -> T:
    """Run a script to its end, and return its result."""
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    step: Callable[[Any], Ask | Tell[Any] | Wait] = script.send
    outcome: Any = None
    while True:
        try:
            need = step(outcome)
        except StopIteration as done:
            result: T = done.value
            return result
        try:
            if isinstance(need, Wait):
                await asyncio.sleep(pause(need.seconds))
                outcome = None
            elif isinstance(need, Tell):
                outcome = need.callback(need.value)
                if isinstance(outcome, Awaitable):
                    outcome = await cast("Awaitable[Any]", outcome)
            else:
                outcome = await need.by_async(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error
