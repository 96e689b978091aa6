"""What threads do in their own way; `asyncio_io` has the same names for tasks."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, cast

from anyreach._errors import ConfigurationError

P = ParamSpec("P")


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
    if isinstance(result, Coroutine):
        cast("Coroutine[Any, Any, Any]", result).close()
        raise ConfigurationError("the callable is async: use AsyncAnyReach")
    return result
