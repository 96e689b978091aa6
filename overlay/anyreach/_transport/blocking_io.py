"""What threads do in their own way; `asyncio_io` has the same names for tasks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, cast

from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    import httpx

P = ParamSpec("P")

Token: TypeAlias = "str | Callable[[], str]"  # noqa: S105  a type
"""A token, or a function that returns one."""

Transport: TypeAlias = "httpx.BaseTransport"
"""What can be sent with."""


def sleep(seconds: float) -> None:
    """Wait for some seconds."""
    time.sleep(seconds)


def call(callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Any:
    """Call an app's callback.

    Returns:
        Its result.

    Raises:
        ConfigurationError: It is async.
    """
    result = callback(*args, **kwargs)
    if isinstance(result, Awaitable):
        if isinstance(result, Coroutine):
            cast("Coroutine[Any, Any, Any]", result).close()
        raise ConfigurationError("the callable is async: use AsyncAnyReach")
    return result


def call_within(seconds: float, callback: Callable[[], object]) -> Any:
    """Call an app's callback as `call` does; nothing can end it before it returns.

    Returns:
        Its result.

    Raises:
        ConfigurationError: It is async.
    """
    del seconds
    return call(callback)


def home() -> object:
    """Return what the connections of a client belong to: any thread may use them."""
    return None
