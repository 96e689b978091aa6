"""Records each attempt for the hook and the log; tests can switch waiting off."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class Attempt(NamedTuple):
    """One finished attempt of a call. Contains nothing sensitive.

    Attributes:
        operation: The operationId.
        attempt: The number of the attempt within the call, from 1.
        status: The response's status code; None if there was no response.
        error: The name of the error class; None if the attempt succeeded.
        wait: Seconds until the next attempt; None if there is no next one.
        elapsed: Seconds that the attempt took.
        method: The HTTP method.
        url_template: The path template from the contract; None for other paths and for recordings.
        server: The API's host; None for recordings.
    """

    operation: str
    attempt: int
    status: int | None
    error: str | None
    wait: float | None
    elapsed: float
    method: str = "GET"
    url_template: str | None = None
    server: str | None = None


Hook: TypeAlias = Callable[[Attempt], None]


_waiting = True


def set_waiting(*, on: bool) -> None:
    """Switch waiting between attempts on or off, for tests. Retry decisions don't change."""
    global _waiting  # noqa: PLW0603  a switch for the whole process, like stamina's
    _waiting = on


def pause(seconds: float) -> float:
    """Return the seconds to wait: 0 if tests have switched waiting off."""
    return seconds if _waiting else 0.0


def tell(attempt: Attempt, hook: Hook | None) -> None:
    """Log an attempt on the logger `anyreach` (INFO when it failed, else DEBUG), and call the hook.

    Exceptions from the hook propagate to the caller.
    """
    import logging  # noqa: PLC0415  a seventh of `import anyreach`

    log = logging.getLogger("anyreach")
    level = logging.DEBUG if attempt.error is None else logging.INFO
    if log.isEnabledFor(level):
        text = "%s attempt %d: status %s, %s, %.3f s, next in %s"
        operation, number, status, error, wait, elapsed, *_ = attempt
        pause = "no time" if wait is None else f"{wait:.3f} s"
        log.log(level, text, operation, number, status, error or "fine", elapsed, pause)
    if hook is not None:
        hook(attempt)
