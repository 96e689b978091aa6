"""A server that slows its clients down: a bucket of tokens, which refuses with 429."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import httpx

from anyreach.testing import FakeAnyReach


class Paced(httpx.BaseTransport):
    """A fake behind a bucket of tokens.

    Args:
        fake: The fake.
        rate: How many requests a second it admits.
        burst: How many at once, after a rest.
        clock: Says the time in seconds.

    Attributes:
        admitted: How many requests it admitted.
        refused: How many it refused.
    """

    def __init__(
        self,
        fake: FakeAnyReach,
        rate: float,
        burst: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.admitted = self.refused = 0
        self._fake = fake.transport
        self._rate = rate
        self._burst = self._tokens = burst
        self._clock = clock
        self._then = clock()
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or refuse."""
        with self._lock:
            now = self._clock()
            self._tokens = min(self._burst, self._tokens + (now - self._then) * self._rate)
            self._then = now
            if self._tokens < 1:
                self.refused += 1
                return httpx.Response(429, headers={"retry-after": "1"}, json={"detail": "Slow."})
            self._tokens -= 1
            self.admitted += 1
        return self._fake.handle_request(request)
