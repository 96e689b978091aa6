"""A task of several calls, written once without I/O: it yields what it needs, and gets the answer.

A script is a generator. A call that fails is raised where it was asked for, so it can be caught.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping
from functools import wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    NamedTuple,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
)

from anyreach._call import Operation, Wait, pause
from anyreach._errors import AnyReachError, ConfigurationError

if TYPE_CHECKING:
    from anyreach._client import AnyReach, AsyncAnyReach

ClientT = TypeVar("ClientT", "AnyReach", "AsyncAnyReach")
F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


class AtMost(NamedTuple):
    """Seconds for a call, or the client's when those are fewer."""

    seconds: float


class Ask:
    """Needs one call. Prints nothing of it: its arguments can name people.

    Args:
        operation: A generated module.
        timeout: Seconds for the call, retries included, or at most as many; None: the client's.
        args: The path parameters.
        kwargs: The other parameters, and the `body`.
    """

    __slots__ = ("_args", "_kwargs", "_operation", "_timeout")

    def __init__(
        self,
        operation: Operation[P, Any],
        timeout: float | AtMost | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        self._operation = operation
        self._timeout = timeout
        self._args = args
        self._kwargs = kwargs

    def __repr__(self) -> str:
        return f"<a call of {self._operation.OPERATION_ID}>"

    def by(self, client: AnyReach) -> Any:
        """Make the call."""
        return self._through(client).call(self._operation, *self._args, **self._kwargs)

    async def by_async(self, client: AsyncAnyReach) -> Any:
        """Make the call."""
        return await self._through(client).call(self._operation, *self._args, **self._kwargs)

    def _through(self, client: ClientT) -> ClientT:
        timeout = self._timeout
        if isinstance(timeout, AtMost):
            limits = client._settings.limits  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  ours
            timeout = min(timeout.seconds, limits.timeout)
        return client if timeout is None else client.with_options(timeout=timeout)


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


class Reading(Generic[P, S, T]):
    """An operation whose answer is read further.

    Args:
        operation: A generated module.
        read: Is given the answer's status and its model. It may raise `DecodeError`.
    """

    def __init__(self, operation: Operation[P, S], read: Callable[[int, S], T]) -> None:
        self._operation = operation
        self._read = read
        # The generated package's seam: private to it, and held by tests on its output.
        self._get_kwargs = operation._get_kwargs  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    @property
    def OPERATION_ID(self) -> str:  # noqa: N802  the name in the generated module
        """The operation's own."""
        return self._operation.OPERATION_ID

    @property
    def EXTENSIONS(self) -> Mapping[str, Any]:  # noqa: N802  likewise
        """The operation's own."""
        return self._operation.EXTENSIONS

    def _parse_success(self, status_code: int, data: Any) -> T:
        parse = self._operation._parse_success  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return self._read(status_code, parse(status_code, data))


Script: TypeAlias = Generator[Ask | Tell[Any] | Wait, Any, T]


def run(client: AnyReach, script: Script[T]) -> T:
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


async def run_async(client: AsyncAnyReach, script: Script[T]) -> T:
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


class _OfClient(Protocol):
    """Holds a client."""

    @property
    def _client(self) -> AnyReach: ...


class _OfAsyncClient(Protocol):
    """Holds an async client."""

    @property
    def _client(self) -> AsyncAnyReach: ...


def method(
    plan: Callable[Concatenate[Any, P], Script[T]],
) -> Callable[Concatenate[_OfClient, P], T]:
    """Make a method that runs the script which `plan`, a method too, makes of its arguments.

    They can name people: they are in no frame of what is raised while it runs.
    """

    @wraps(plan)
    def run_it(self: _OfClient, /, *args: P.args, **kwargs: P.kwargs) -> T:
        script = plan(self, *args, **kwargs)
        del args, kwargs
        return run(self._client, script)  # pyright: ignore[reportPrivateUsage]  a method's own

    return _answering(run_it)


def async_method(
    plan: Callable[Concatenate[Any, P], Script[T]],
) -> Callable[Concatenate[_OfAsyncClient, P], Coroutine[Any, Any, T]]:
    """Make an async method of what `method` makes a method of.

    They can name people: they are in no frame of what is raised while it runs.
    """

    @wraps(plan)
    async def run_it(self: _OfAsyncClient, /, *args: P.args, **kwargs: P.kwargs) -> T:
        script = plan(self, *args, **kwargs)
        del args, kwargs
        return await run_async(self._client, script)  # pyright: ignore[reportPrivateUsage]  likewise

    return _answering(run_it)


def _answering(made: F) -> F:
    """Let `help` show of a method what it returns, and not the script that its plan returns."""
    annotations = cast("Any", made).__wrapped__.__annotations__
    annotations["return"] = re.sub(r"^Script\[(.*)\]$", r"\1", annotations["return"])
    return made
