"""OpenTelemetry spans for every attempt. Needs the extra `anyreach-client[otel]`.

    from anyreach.otel import spans

    client = AnyReach(on_attempt=spans())

A span contains only the attempt's record: no id, query, header or user data.
"""

from __future__ import annotations

import time
from contextvars import ContextVar

from opentelemetry import trace
from opentelemetry.propagate import inject

from anyreach._core.attempts import Attempt

__all__ = ["Spans", "spans"]

_open: ContextVar[trace.Span | None] = ContextVar("anyreach_span", default=None)


class Spans:
    """A hook for `on_attempt=` that creates a client span for every attempt."""

    def __init__(self, tracer: trace.Tracer) -> None:
        self._tracer = tracer

    def headers(self) -> dict[str, str]:
        """Start an attempt's span.

        Returns:
            Headers that let the API's spans join the trace, such as `traceparent` (W3C Trace
            Context), from the app's propagators.
        """
        span = self._tracer.start_span("attempt", kind=trace.SpanKind.CLIENT)
        _open.set(span)
        headers: dict[str, str] = {}
        inject(headers, trace.set_span_in_context(span))
        return headers

    def __call__(self, attempt: Attempt) -> None:
        """End an attempt's span, with a name and attributes from the semantic conventions.

        Args:
            attempt: The attempt's record.
        """
        began = time.time_ns() - int(attempt.elapsed * 1e9)
        span = _open.get() or self._tracer.start_span(
            "attempt", kind=trace.SpanKind.CLIENT, start_time=began
        )
        _open.set(None)
        template = attempt.url_template
        span.update_name(f"{attempt.method} {template}" if template else attempt.method)
        facts = {
            "http.request.method": attempt.method,
            "http.request.resend_count": attempt.attempt - 1 or None,
            "http.response.status_code": attempt.status,
            "url.template": template,
            "server.address": attempt.server,
            "error.type": attempt.error,
            "anyreach.operation": attempt.operation,
        }
        span.set_attributes({name: fact for name, fact in facts.items() if fact is not None})
        if attempt.error is not None:
            span.set_status(trace.StatusCode.ERROR)
        span.end()


def spans(tracer_provider: trace.TracerProvider | None = None) -> Spans:
    """Return a hook for `on_attempt=` that creates a client span for every attempt.

    A span's name is the method and the path template. Its attributes follow OpenTelemetry's
    semantic conventions for HTTP clients, plus the operationId. Its `traceparent` is sent, so that
    the API's spans can join the trace.

    Args:
        tracer_provider: The provider of the tracer. Defaults to the global one.

    Returns:
        The hook.
    """
    return Spans(trace.get_tracer("anyreach", tracer_provider=tracer_provider))
