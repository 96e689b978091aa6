"""What a storm of 429s costs: how many requests a call makes when the API throttles every one."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from typing import Final

from tests.faults.server import FaultServer, Plan
from tests.faults.subjects import Subject

_THREADS: Final = 20
_TIMEOUT: Final = 10.0


def requests_per_call(server: FaultServer, subject: Subject, calls_each: int) -> float:
    """Return how many requests a call makes, of 20 threads that share a client.

    Args:
        server: Answers 429 to all of them.
        subject: The client.
        calls_each: How many calls each thread makes, one after the other.
    """
    url = server.start(Plan(0, ["429"], probability=1.0, longest_row=sys.maxsize))
    with subject.open(url, _TIMEOUT) as fetch:

        def work() -> None:
            for number in range(calls_each):
                with suppress(subject.promised):
                    fetch(f"conv_{number}")

        threads = [threading.Thread(target=work) for _ in range(_THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return len(server.stop()) / (_THREADS * calls_each)
