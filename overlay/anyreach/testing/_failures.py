"""The errors that the fake was told to answer with."""

from __future__ import annotations

import threading

from anyreach.testing._http import Answer


class _Failure:
    def __init__(self, answer: Answer, times: int | None, operation: str | None) -> None:
        self.answer = answer
        self.times = times
        self.operation = operation


class Failures:
    """Errors in the order in which they were asked for, each for so many requests."""

    def __init__(self) -> None:
        self._waiting: list[_Failure] = []
        self._lock = threading.Lock()

    def add(self, answer: Answer, times: int | None, operation: str | None) -> None:
        """Fail so many requests (None: all of them) of an operation (None: of any)."""
        if times is None or times > 0:
            with self._lock:
                self._waiting.append(_Failure(answer, times, operation))

    def take(self, operation: str | None) -> Answer | None:
        """Return the error for a request, if there is one for it."""
        with self._lock:
            for failure in self._waiting:
                if failure.operation not in (None, operation):
                    continue
                if failure.times is not None:
                    failure.times -= 1
                    self._waiting = [one for one in self._waiting if one.times != 0]
                return failure.answer
        return None
