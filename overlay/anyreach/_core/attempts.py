"""What is told of each attempt, to a hook and to the log: a small record, nothing sensitive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

_log = logging.getLogger("anyreach")


class Attempt(NamedTuple):
    """One attempt of a call, when it is over.

    Attributes:
        operation: The operationId.
        attempt: Which attempt of the call it was, from 1.
        status: The status code of the answer; None when there was none.
        error: The name of the error class that it came to; None when it succeeded.
        wait: Seconds until the next attempt; None when there is none.
        elapsed: Seconds that it took.
    """

    operation: str
    attempt: int
    status: int | None
    error: str | None
    wait: float | None
    elapsed: float


Hook: TypeAlias = Callable[[Attempt], None]


def tell(attempt: Attempt, hook: Hook | None) -> None:
    """Log an attempt on the logger `anyreach` (INFO when it failed, else DEBUG), and call the hook.

    What the hook raises is raised to the caller of the API.
    """
    level = logging.DEBUG if attempt.error is None else logging.INFO
    if _log.isEnabledFor(level):
        _log.log(
            level,
            "%s attempt %d: status %s, %s, %.3f s, next in %s",
            attempt.operation,
            attempt.attempt,
            attempt.status,
            attempt.error or "fine",
            attempt.elapsed,
            "no time" if attempt.wait is None else f"{attempt.wait:.3f} s",
        )
    if hook is not None:
        hook(attempt)
