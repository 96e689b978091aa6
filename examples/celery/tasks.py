"""Calls customers in the background: `celery --app tasks worker`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task
from celery.signals import worker_process_init

from anyreach import AnyReach, APIError, RateLimitError

app = Celery(
    broker=os.environ.get("CELERY_BROKER_URL", "redis://localhost"),
    backend=os.environ.get("CELERY_RESULT_BACKEND", "redis://localhost"),
)
OVER = {"completed", "failed", "cancelled", "transferred", "unanswered"}
_clients: list[AnyReach] = []


def client() -> AnyReach:
    """Return the client of this process."""
    if not _clients:
        _clients.append(AnyReach())
    return _clients[0]


@worker_process_init.connect
def forget(**_: Any) -> None:
    """Forget a client from before the fork: each worker process creates its own."""
    _clients.clear()


# Leave `acks_late` off: a task that is delivered again would ring again.
@app.task(bind=True, max_retries=5)
def call_customer(self: Task, to: str, order_id: str) -> str:
    """Place a call, and follow it; try again only if no phone can have rung."""
    try:
        called = client().conversations.call(
            to=to, agent_id="agent_1", custom_metadata={"order_id": order_id}
        )
    except RateLimitError as error:
        raise self.retry(countdown=error.retry_after or 60) from error
    except APIError as error:
        if error.maybe_sent:
            raise  # a phone may ring: someone has to look
        raise self.retry(countdown=30) from error
    follow.delay(called.id)
    return called.id


@app.task(bind=True, max_retries=None)
def follow(self: Task, conversation_id: str) -> str:
    """Look again every 30 seconds until the call is over; the worker is free in between."""
    conversation = client().conversations.get(conversation_id)
    if str(conversation.status) not in OVER:
        raise self.retry(countdown=30)
    return str(conversation.status)
