"""Deciding what happens after an attempt."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyreach._core.retry import Budget, Failure, parse_retry_after, wait_before_retry
from anyreach._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    InternalServerError,
    RateLimitError,
)

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


def status(code: int, retry_after: float | None = None) -> APIStatusError:
    """The error for a status."""
    kind = {429: RateLimitError}.get(code, InternalServerError if code >= 500 else APIStatusError)
    return kind(
        str(code),
        operation="op",
        status_code=code,
        detail=None,
        request_id=None,
        retry_after=retry_after,
    )


def wait(
    error: APIError,
    *,
    repeatable: bool = True,
    again: bool = True,
    at_once: bool = False,
    retry: int = 1,
    max_retries: int = 2,
    remaining: float = 60.0,
    jitter: float = 1.0,
) -> float | None:
    """The decision, with the defaults of a client for what is not said."""
    return wait_before_retry(
        Failure(error, again, at_once),
        repeatable=repeatable,
        retry=retry,
        max_retries=max_retries,
        remaining=remaining,
        jitter=jitter,
    )


@pytest.mark.parametrize("code", [101, 408, 429, 500, 502, 503, 504])
def test_transient_statuses_are_asked_again(code: int) -> None:
    """A GET is repeated after a status that a moment later may be gone."""
    assert wait(status(code)) is not None


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 422, 501, 520])
def test_lasting_statuses_are_not(code: int) -> None:
    """A status that says the request is wrong is raised at once."""
    assert wait(status(code)) is None


def test_broken_and_refused_answers_are_asked_again() -> None:
    """A GET is repeated after a broken connection and after an answer that fails the check."""
    assert wait(APIConnectionError("broke", operation="op")) is not None
    assert wait(APIResponseValidationError("no JSON", operation="op")) is not None


def test_what_asking_again_cannot_help_is_not_repeated() -> None:
    """An answer over the size limit will be over it next time."""
    assert wait(APIResponseValidationError("too large", operation="op"), again=False) is None


def test_other_operations_are_repeated_only_when_nothing_was_sent() -> None:
    """A call that may have placed a phone call is never sent twice."""
    sent = APIConnectionError("broke", operation="op", maybe_sent=True)
    unsent = APIConnectionError("could not connect", operation="op", maybe_sent=False)
    assert wait(sent, repeatable=False) is None
    assert wait(status(503), repeatable=False) is None
    assert wait(status(429, retry_after=1.0), repeatable=False) is None
    assert wait(unsent, repeatable=False) is not None


def test_a_stale_connection_is_replaced_at_once() -> None:
    """When an idle connection had been closed, there is nothing to wait for."""
    broke = APIConnectionError("broke", operation="op")
    assert wait(broke, at_once=True) == 0.0
    assert wait(broke, at_once=True, repeatable=False) is None


def test_retries_are_counted() -> None:
    """After `max_retries` retries the error is raised."""
    assert wait(status(500), retry=2) is not None
    assert wait(status(500), retry=3) is None
    assert wait(status(500), retry=1, max_retries=0) is None


@pytest.mark.parametrize(("retry", "longest"), [(1, 0.5), (2, 1.0), (3, 2.0), (5, 8.0), (50, 8.0)])
def test_backoff_doubles_up_to_eight_seconds(retry: int, longest: float) -> None:
    """The longest wait is 0.5 s, doubled by every retry, up to 8 s."""
    assert wait(status(500), retry=retry, max_retries=99) == longest


def test_throttled_calls_wait_four_times_as_long() -> None:
    """A 429 backs off four times as far as a failure."""
    assert wait(status(429)) == 2.0


@given(jitter=st.floats(0, 1, exclude_max=True), retry=st.integers(1, 20))
def test_jitter_is_full(jitter: float, retry: int) -> None:
    """The wait is spread evenly from nothing to the longest."""
    longest = wait(status(500), retry=retry, max_retries=20, jitter=1.0)
    assert longest is not None
    assert wait(status(500), retry=retry, max_retries=20, jitter=jitter) == jitter * longest


@given(asked=st.floats(0, 60), jitter=st.floats(0, 1, exclude_max=True))
def test_never_earlier_than_asked(asked: float, jitter: float) -> None:
    """No wait is shorter than Retry-After asks."""
    seconds = wait(status(429, retry_after=asked), jitter=jitter, remaining=math.inf)
    assert seconds is not None
    assert seconds >= asked


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize(
    ("asked", "remaining"), [(61.1, 600.0), (math.inf, math.inf), (30.0, 20.0)]
)
def test_raised_at_once_when_asked_to_wait_too_long(
    code: int, asked: float, remaining: float
) -> None:
    """More than 60 s, or more than is left of the deadline, is the caller's decision."""
    assert wait(status(code, retry_after=asked), remaining=remaining) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        (" 2.5 ", 2.5),
        ("-3", 0.0),
        ("inf", math.inf),
        ("9" * 400, math.inf),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tuesday, 14-Nov-23 22:13:50 GMT", 30.0),
        ("Tue Nov 14 22:13:50 2023", 30.0),
        ("Tue, 14 Nov 2023 22:13:00 GMT", 0.0),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("Tue, 14 Nov 2023 22:13:50 +9999", None),
        ("Tue, 99 Nov 99999999 22:13:50 GMT", None),
    ],
)
def test_retry_after_in_all_its_forms(text: str, seconds: float | None) -> None:
    """Seconds, decimals and three date forms are read; what cannot be read counts as not said."""
    assert parse_retry_after({"retry-after": text}, NOW) == seconds
    assert parse_retry_after({}, NOW) is None


@given(st.text())
def test_no_retry_after_raises(text: str) -> None:
    """Whatever a server sends, the answer is a number that is not negative, or None."""
    seconds = parse_retry_after({"retry-after": text}, NOW)
    assert seconds is None or seconds >= 0


def test_budget_bounds_a_storm() -> None:
    """Twenty calls that are all throttled pay for seven retries: 1.35 requests per call."""
    budget = Budget()
    assert [budget.spend(status(429)) for _ in range(20)] == [14] * 7 + [0] * 13


def test_budget_is_refilled_by_successes_up_to_full() -> None:
    """Successes earn retries, and get theirs back, but never more than a full bucket."""
    budget = Budget()
    while budget.spend(status(500)):
        pass
    for _ in range(2):
        budget.earn()
    assert budget.spend(status(500))
    assert not budget.spend(status(500))
    for _ in range(1_000):
        budget.earn()
    assert sum(budget.spend(status(500)) for _ in range(100)) == 100
    budget.earn(14)
    assert budget.spend(status(429))
