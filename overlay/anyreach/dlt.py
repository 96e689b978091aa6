"""A dlt resource of conversations, for pipelines. Needs the extra `anyreach-client[dlt]`.

pipeline = dlt.pipeline("calls", destination="duckdb", dataset_name="anyreach")
pipeline.run(conversations(client, since=datetime(2026, 1, 1, tzinfo=UTC)))
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from anyreach import AnyReach, ConfigurationError

__all__ = ["conversations"]


def conversations(
    client: AnyReach,
    *,
    since: datetime,
    lookback: timedelta = timedelta(days=7),
    **filters: Any,
) -> Any:
    """Return a dlt resource of the conversations since a time.

    The first run loads all conversations. Later runs load those newer than the last one, and reload
    those in the `lookback` before it, since transcripts and summaries arrive late. Rows are merged
    by id. Objects, such as the transcript, become JSON columns. A failed run loads nothing, and the
    next run starts from the same point.

    Args:
        client: The client to fetch conversations with.
        since: The time to start from: an aware datetime.
        lookback: The time before the last conversation to reload.
        **filters: Filters of `client.conversations.list()`.

    Returns:
        The resource, named `conversations`.

    Raises:
        ConfigurationError: dlt is not installed, or `since` is naive.
    """
    try:
        dlt: Any = importlib.import_module("dlt")
    except ImportError:
        raise ConfigurationError(
            'this resource needs more: pip install "anyreach-client[dlt]"'
        ) from None
    if since.tzinfo is None:
        raise ConfigurationError("since= must be an aware datetime")
    start = since.astimezone(UTC)
    newest = dlt.sources.incremental(
        "created_at", initial_value=start.isoformat(), lag=lookback.total_seconds()
    )

    def pages(created_at: Any = newest) -> Iterator[list[dict[str, Any]]]:
        first = max(start, datetime.fromisoformat(created_at.last_value))  # minus the lag
        found = client.conversations.list(created_after=first, page_size=100, **filters)
        for page in found.pages():
            yield [one.to_dict() for one in page.items]

    return dlt.resource(
        pages,
        name="conversations",
        primary_key="id",
        write_disposition="merge",
        max_table_nesting=0,
    )
