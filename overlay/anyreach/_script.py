"""A task of several calls, written once without I/O: it yields what it needs, and gets the answer.

A script is a generator. A call that fails is raised where it was asked for, so it can be caught.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar

from anyreach._call import Operation, Wait
from anyreach._errors import AnyReachError

if TYPE_CHECKING:
    from anyreach._client import AnyReach, AsyncAnyReach

P = ParamSpec("P")
T = TypeVar("T")


class Ask:
    """Needs one call. Prints nothing of it: its arguments can name people.

    Args:
        operation: A generated module.
        timeout: Seconds for the call, retries included; None: the client's.
        args: The path parameters.
        kwargs: The other parameters, and the `body`.
    """

    __slots__ = ("_args", "_kwargs", "_operation", "_timeout")

    def __init__(
        self, operation: Operation[P, Any], timeout: float | None, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        self._operation = operation
        self._timeout = timeout
        self._args = args
        self._kwargs = kwargs

    def __repr__(self) -> str:
        return f"<a call of {self._operation.OPERATION_ID}>"

    def by(self, client: AnyReach) -> Any:
        """Make the call."""
        way = client if self._timeout is None else client.with_options(timeout=self._timeout)
        return way.call(self._operation, *self._args, **self._kwargs)

    async def by_async(self, client: AsyncAnyReach) -> Any:
        """Make the call."""
        way = client if self._timeout is None else client.with_options(timeout=self._timeout)
        return await way.call(self._operation, *self._args, **self._kwargs)


Script: TypeAlias = Generator[Ask | Wait, Any, T]


def run(client: AnyReach, script: Script[T]) -> T:
    """Run a script to its end, and return what it returns."""
    step: Callable[[Any], Ask | Wait] = script.send
    outcome: Any = None
    while True:
        try:
            need = step(outcome)
        except StopIteration as done:
            result: T = done.value
            return result
        try:
            if isinstance(need, Wait):
                time.sleep(need.seconds)
                outcome = None
            else:
                outcome = need.by(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error


async def run_async(client: AsyncAnyReach, script: Script[T]) -> T:
    """Run a script to its end, and return what it returns."""
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    step: Callable[[Any], Ask | Wait] = script.send
    outcome: Any = None
    while True:
        try:
            need = step(outcome)
        except StopIteration as done:
            result: T = done.value
            return result
        try:
            if isinstance(need, Wait):
                await asyncio.sleep(need.seconds)
                outcome = None
            else:
                outcome = await need.by_async(client)
            step = script.send
        except AnyReachError as error:
            step, outcome = script.throw, error
