"""Spans of every attempt, from the hook: needs the extra `anyreach-client[otel]`.

    from anyreach.otel import spans

    client = AnyReach(on_attempt=spans())

A span holds what the record of the attempt holds, and nothing else: no URL, no id, no header.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from opentelemetry import trace

from anyreach._core.attempts import Attempt

__all__ = ["spans"]


def spans(tracer_provider: trace.TracerProvider | None = None) -> Callable[[Attempt], None]:
    """Return a hook for `on_attempt=` that makes a client span of every attempt.

    The span has the operationId as its name and, after OpenTelemetry's semantic conventions for
    HTTP clients, `http.response.status_code`, `error.type` and `http.request.resend_count`.

    Args:
        tracer_provider: Where the spans go; None: the global one.
    """
    tracer = trace.get_tracer("anyreach", tracer_provider=tracer_provider)

    def record(attempt: Attempt) -> None:
        ended = time.time_ns()
        span = tracer.start_span(
            attempt.operation,
            kind=trace.SpanKind.CLIENT,
            start_time=ended - int(attempt.elapsed * 1e9),
        )
        if attempt.status is not None:
            span.set_attribute("http.response.status_code", attempt.status)
        if attempt.attempt > 1:
            span.set_attribute("http.request.resend_count", attempt.attempt - 1)
        if attempt.error is not None:
            span.set_attribute("error.type", attempt.error)
            span.set_status(trace.StatusCode.ERROR)
        span.end(ended)

    return record
