"""What is told of each attempt to the hook and the log, and whether tests wait between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class Attempt(NamedTuple):
    """One attempt of a call, after it ended; holds nothing sensitive.

    Attributes:
        operation: The operationId.
        attempt: The number of the attempt within the call, from 1.
        status: The status code of the answer; None without an answer.
        error: The name of the error class; None if the attempt succeeded.
        wait: Seconds until the next attempt; None if there is no next one.
        elapsed: Seconds that the attempt took.
        method: The HTTP method.
        url_template: The path, as in the contract; None for other paths and for recordings.
        server: The host of the API; None for that of a recording.
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
    """Switch the waiting between attempts on or off, for tests; the decisions stay the same."""
    global _waiting  # noqa: PLW0603  a switch for the whole process, like stamina's
    _waiting = on


def pause(seconds: float) -> float:
    """Return how many seconds to wait: 0 while tests have switched waiting off."""
    return seconds if _waiting else 0.0


def tell(attempt: Attempt, hook: Hook | None) -> None:
    """Log an attempt on the logger `anyreach` (INFO when it failed, else DEBUG), and call the hook.

    Exceptions of the hook are raised to the caller.
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
