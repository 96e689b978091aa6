"""The attempts of one call: what is told of each, and whether there is another one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from anyreach._core import retry as _retry

if TYPE_CHECKING:
    from anyreach._core.options import Settings
    from anyreach._errors import APIError


class Attempt(NamedTuple):
    """One attempt of a call, after it ended; holds nothing sensitive.

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


_waiting = True


def set_waiting(*, on: bool) -> None:
    """Switch the waiting between attempts on or off, for tests; the decisions stay the same."""
    global _waiting  # noqa: PLW0603  a switch for the whole process, like stamina's
    _waiting = on


def pause(seconds: float) -> float:
    """Return how many seconds to wait: 0 while tests have switched waiting off."""
    return seconds if _waiting else 0.0


def _log(attempt: Attempt) -> None:
    """Log an attempt on the logger `anyreach`: at INFO when it failed, else at DEBUG."""
    import logging  # noqa: PLC0415  a seventh of `import anyreach`

    log = logging.getLogger("anyreach")
    level = logging.DEBUG if attempt.error is None else logging.INFO
    if log.isEnabledFor(level):
        text = "%s attempt %d: status %s, %s, %.3f s, next in %s"
        operation, number, status, error, wait, elapsed = attempt
        pause = "no time" if wait is None else f"{wait:.3f} s"
        log.log(level, text, operation, number, status, error or "fine", elapsed, pause)


class Attempts:
    """The attempts of one call: reports each, and decides whether there is another one.

    Args:
        operation: The operationId.
        settings: The options of the client.
        budget: Pays for retries.
        deadline: When the call has to be over, by `time.monotonic()`.

    Attributes:
        number: Which attempt it is, from 1.
    """

    def __init__(
        self, operation: str, settings: Settings, budget: _retry.Budget, deadline: float
    ) -> None:
        self._operation = operation
        self._settings = settings
        self._budget = budget
        self._deadline = deadline
        self.number = 0
        self._started = self._began = time.monotonic()
        self._maybe_sent = False

    @property
    def seconds(self) -> float:
        """How long the call took until now."""
        return time.monotonic() - self._started

    def begin(self) -> None:
        """Begin the next attempt."""
        self.number += 1
        self._began = time.monotonic()

    def succeeded(self, status: int | None) -> None:
        """Report that the attempt brought the answer."""
        self._budget.earn()
        self._tell(status, None, None)

    def failed(self, failure: _retry.Failure, status: int | None, *, repeatable: bool) -> float:
        """Report a failed attempt, and return how many seconds to wait before the next one.

        Raises:
            APIError: The error of this attempt; there is no other attempt.
        """
        import random  # noqa: PLC0415  brings hashlib, and only failures need it

        error = failure.error
        wait = _retry.wait_before_retry(
            failure,
            repeatable=repeatable,
            retry=self.number,
            max_retries=self._settings.limits.max_retries,
            remaining=self._deadline - time.monotonic(),
            jitter=random.random(),  # noqa: S311  no secret: it spreads retries in time
        )
        if wait is not None and not self._budget.spend(error):
            wait = None
        self._note_failure(error, status, wait)
        if wait is None:
            raise error.after(self.number, maybe_sent=self._maybe_sent)
        return pause(wait)

    def replaced(self, error: APIError, status: int | None) -> None:
        """Report a failed attempt that is followed by another one at once, in any case."""
        self._note_failure(error, status, 0.0)

    def _note_failure(self, error: APIError, status: int | None, wait: float | None) -> None:
        self._maybe_sent = self._maybe_sent or error.maybe_sent
        self._tell(status, type(error).__name__, wait)

    def _tell(self, status: int | None, error: str | None, wait: float | None) -> None:
        took = time.monotonic() - self._began
        attempt = Attempt(self._operation, self.number, status, error, wait, took)
        _log(attempt)
        if self._settings.on_attempt is not None:
            self._settings.on_attempt(attempt)
