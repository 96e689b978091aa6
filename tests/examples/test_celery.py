"""The Celery tasks, run by a worker on a broker in memory."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from anyreach.testing import FakeAnyReach
from tests.examples.apps import load

WORKER: Any = importlib.import_module("celery.contrib.testing.worker")  # it has no types
pytestmark = [
    pytest.mark.usefixtures("anyreach_env"),
    pytest.mark.filterwarnings("ignore"),  # Celery's own
]


def at_once(retry: Any) -> Any:
    """A task's retry that does not wait."""

    def again(**options: Any) -> Any:
        return retry(**options | {"countdown": 0})

    return again


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The app's tasks, with a worker that never waits before it tries again."""
    monkeypatch.setenv("CELERY_BROKER_URL", "memory://")
    monkeypatch.setenv("CELERY_RESULT_BACKEND", "cache+memory://")
    tasks = load("celery", "tasks")
    for task in (tasks.call_customer, tasks.follow):
        monkeypatch.setattr(task, "retry", at_once(task.retry))
    tasks.app.control.purge()  # the broker belongs to the process
    with WORKER.start_worker(tasks.app, perform_ping_check=False, pool="solo"):
        yield tasks
    tasks.client().close()


def test_a_call_is_placed_and_followed(tasks: Any, anyreach_fake: FakeAnyReach) -> None:
    """The worker places the call, and looks again until it is over."""
    called = tasks.call_customer.delay("+12025550143", "1042").get(timeout=30)
    assert tasks.follow.delay(called).get(timeout=30) == "completed"
    posts = [one for one in anyreach_fake.requests if one.method == "POST"]
    assert len(posts) == 1


def test_a_limit_is_waited_for(tasks: Any, anyreach_fake: FakeAnyReach) -> None:
    """A call that the API refuses for now is placed later, since no phone rang."""
    anyreach_fake.fail_next(429, retry_after=3600, operation="createConversation")
    assert tasks.call_customer.delay("+12025550143", "1042").get(timeout=30)


def test_no_phone_rings_twice(tasks: Any, anyreach_fake: FakeAnyReach) -> None:
    """A call whose answer is lost fails, and is not placed again."""
    anyreach_fake.fail_next(500, operation="createConversation")
    with pytest.raises(Exception, match="500: the API failed"):
        tasks.call_customer.delay("+12025550143", "1042").get(timeout=30)
    posts = [one for one in anyreach_fake.requests if one.method == "POST"]
    assert len(posts) == 1
