"""Wait until the API says that something is over: ask again after growing pauses."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from anyreach._core.attempts import pause
from anyreach._core.options import AtMost, check_timeout
from anyreach._core.retry import is_final
from anyreach._errors import APIError, APIStatusError, WaitTimeoutError
from anyreach._transport.asyncio_io import call, sleep

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_GROWTH: Final = 1.5
_STEPS: Final = 7  # after which a pause grows no more: it is 17 seconds then
_LAST_SECONDS: Final = 1.0  # kept for the last look


class AsyncLook(Protocol[T_co]):
    """Asks the API once."""

    async def __call__(self, timeout: float, /) -> T_co: ...


async def wait_until(
    is_over: Callable[[T], bool],
    look: AsyncLook[T],
    *,
    what: tuple[str, str],
    timeout: float,
    state: Callable[[T], object] = bool,
    on_update: Callable[[T], object] | None = None,
) -> T:
    """Ask again and again until something is over; transient errors do not stop the wait.

    Args:
        is_over: Whether it is, by what the API says. What it raises ends the wait.
        look: Asks the API, within some seconds.
        what: The operationId that is asked, and what is waited for.
        timeout: Seconds for the whole wait.
        state: What has to change for `on_update` to be told.
        on_update: Is told of what was first seen, and of each change. What it raises ends the wait.

    Returns:
        What the API says when it is over.

    Raises:
        WaitTimeoutError: It is not over yet.
        APIError: It was never seen, or the API refuses to show it.
        ConfigurationError: An argument cannot be used.
    """
    ends = time.monotonic() + check_timeout(timeout)
    seen: list[T] = []
    looks = 0
    while True:
        looks += 1
        asked = 0.0
        left = max(0.001, ends - time.monotonic())
        last: APIError | None = None
        try:
            found = await look(AtMost(left))
        except APIError as error:
            if is_final(error):
                raise
            if not seen:
                last = error
            if isinstance(error, APIStatusError):
                asked = error.retry_after or 0.0
        else:
            if on_update is not None and not (seen and state(found) == state(seen[0])):
                await call(on_update, found)
            if is_over(found):
                return found
            seen = [found]
        room = ends - time.monotonic() - _LAST_SECONDS
        if room <= 0 or asked > room:
            raise last or _late(seen[0], what, timeout, looks)
        seconds = min(max(asked, _pause_after(looks)), room)
        slept = pause(seconds)
        await sleep(slept)
        ends -= seconds - slept  # a pause counts where tests have switched the waiting off


def _pause_after(looks: int) -> float:
    """Return the seconds between two looks, spread in time so that waits do not meet."""
    import random  # noqa: PLC0415  brings hashlib, and only waiting needs it

    return _GROWTH ** min(looks - 1, _STEPS) * random.uniform(0.5, 1.0)  # noqa: S311  no secret


def _late(seen: object, what: tuple[str, str], timeout: float, looks: int) -> WaitTimeoutError:
    problem = f"timed out after {timeout:g} s; {what[1]} is not over yet"
    return WaitTimeoutError(problem, operation=what[0], record=seen).after(looks, maybe_sent=True)
