"""Switch the waiting between attempts off, so that tests of retries take no time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from anyreach._call import set_waiting


@contextmanager
def no_waiting() -> Generator[None]:
    """Let clients of this process repeat calls without waiting, for the length of the block.

    How often they repeat a call, and what they raise, stays the same.
    """
    set_waiting(on=False)
    try:
        yield
    finally:
        set_waiting(on=True)
