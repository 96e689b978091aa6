"""Report each attempt to the hook and to the log; the record holds nothing sensitive."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class Attempt(NamedTuple):
    """One attempt of a call, after it ended.

    Attributes:
        operation: The operationId.
        attempt: The number of the attempt within the call, from 1.
        status: The status code of the answer; None without an answer.
        error: The name of the error class; None if the attempt succeeded.
        wait: Seconds until the next attempt; None if there is no next one.
        elapsed: Seconds that the attempt took.
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

    Exceptions of the hook are raised to the caller.
    """
    import logging  # noqa: PLC0415  a seventh of `import anyreach`

    log = logging.getLogger("anyreach")
    level = logging.DEBUG if attempt.error is None else logging.INFO
    if log.isEnabledFor(level):
        log.log(
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
