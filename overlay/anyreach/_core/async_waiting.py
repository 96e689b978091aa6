"""Poll the API with growing pauses until something is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from anyreach._core.attempts import pause
from anyreach._core.retry import is_final
from anyreach._core.settings.options import AtMost, check_timeout
from anyreach._errors import APIError, APIStatusError, WaitTimeoutError
from anyreach._transport.asyncio_io import call, sleep

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_GROWTH: Final = 1.5
_STEPS: Final = 7  # after which a pause grows no more: it is 17 seconds then
_LAST_SECONDS: Final = 1.0  # kept for the last look


class AsyncLook(Protocol[T_co]):
    """Polls the API once."""

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
    """Poll until something is over. Transient errors don't stop the wait.

    Args:
        is_over: Returns whether it is over. An exception from it ends the wait.
        look: Polls the API, with a timeout in seconds.
        what: The operationId to poll, and a name for what is awaited.
        timeout: Seconds for the whole wait.
        state: Returns a value; `on_update` is called when it changes.
        on_update: Called with the first result, and after each change. An exception from it ends
            the wait.

    Returns:
        The final result.

    Raises:
        WaitTimeoutError: The timeout passed first.
        APIError: No poll succeeded, or the API denies access.
        ConfigurationError: An argument is invalid.
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
    """Return the seconds between two polls, with jitter."""
    import random  # noqa: PLC0415  brings hashlib, and only waiting needs it

    return _GROWTH ** min(looks - 1, _STEPS) * random.uniform(0.5, 1.0)  # noqa: S311  no secret


def _late(seen: object, what: tuple[str, str], timeout: float, looks: int) -> WaitTimeoutError:
    problem = f"timed out after {timeout:g} s; {what[1]} is not over yet"
    return WaitTimeoutError(problem, operation=what[0], record=seen).after(looks, maybe_sent=True)
