"""A task of several calls, written once without I/O: it yields what it needs, and gets the answer.

A script is a generator. A call that fails is raised where it was asked for, so it can be caught.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from anyreach._core.call import Wait, pause
from anyreach._errors import AnyReachError, ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Operation, Options, Request
    from anyreach_api._resource import AsyncCaller, Caller

T = TypeVar("T")

# ruff: noqa: SLF001  `_call` is what a client is for those that help it
# pyright: reportPrivateUsage=false


class Ask:
    """Needs one call. Prints nothing of it."""

    __slots__ = ("_operation", "_options", "_request")

    def __init__(self, operation: Operation[..., Any], request: Request, options: Options) -> None:
        self._operation = operation
        self._request = request
        self._options = options

    def __repr__(self) -> str:
        return f"<a call of {self._operation.INFO.id}>"

    def by(self, client: Caller) -> Any:
        """Make the call."""
        return client._call(self._operation, self._request, self._options)

    def by_async(self, client: AsyncCaller) -> Coroutine[Any, Any, Any]:
        """Make the call."""
        return client._call(self._operation, self._request, self._options)


class Tell(Generic[T]):
    """Needs a callable of the caller's to be told a value. Prints nothing of it.

    The async client awaits what the callable returns, where that can be awaited. What it raises
    ends the script.
    """

    __slots__ = ("_callable", "_value")

    def __init__(self, told: Callable[[T], object], value: T) -> None:
        self._callable = told
        self._value = value

    def __repr__(self) -> str:
        return "<a value to tell>"

    def now(self) -> object:
        """Tell it."""
        return self._callable(self._value)


Script: TypeAlias = Generator[Ask | Tell[Any] | Wait, Any, T]


def run(client: Caller, script: Script[T]) -> T:
    """Run a script to its end, and return what it returns."""
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
                outcome = need.now()
                if isinstance(outcome, Coroutine):
                    cast("Coroutine[Any, Any, Any]", outcome).close()
                    raise ConfigurationError("the callable is async: use AsyncAnyReach")
            else:
                outcome = need.by(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error


async def run_async(client: AsyncCaller, script: Script[T]) -> T:
    """Run a script to its end, and return what it returns."""
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
                outcome = need.now()
                if isinstance(outcome, Awaitable):
                    outcome = await cast("Awaitable[Any]", outcome)
            else:
                outcome = await need.by_async(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error
