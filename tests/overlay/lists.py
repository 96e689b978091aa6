"""An API that lists, for tests: every way in which the documentation lets it page."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs

from anyreach import AnyReach, AsyncAnyReach
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import Conversation
from tests.overlay.clients import settings

HERE = "http://127.0.0.1"  # nobody is asked there: the transport answers


class Row(NamedTuple):
    """A conversation: when it was created, in the API's own precision, and what is told of it."""

    time: int
    id: str


def shown(time: int) -> str:
    """Write a time as the API does, in whole seconds."""
    return datetime.fromtimestamp(time, UTC).isoformat().replace("+00:00", "Z")


def seconds(text: str) -> float:
    """Read a time, in seconds."""
    return datetime.fromisoformat(text).timestamp()


class Listing:
    """Lists its rows newest first, by cursor.

    Args:
        times: When each row was created; ids are given in that order.
        inclusive: Whether a page begins at its cursor (`<=`), or below (`<`).
        cap: How many it gives at once, whatever is asked for; None: as many as asked for.
        show: Writes a time.
        read: Reads a time, in the unit of the rows.
        filters: Whether it knows `created_before`, or the cursor only.
        refuses: More than how many at once may not be asked for; None: it never refuses.
    """

    def __init__(
        self,
        times: Iterable[int],
        *,
        inclusive: bool = False,
        cap: int | None = None,
        show: Callable[[int], str] = shown,
        read: Callable[[str], float] = seconds,
        filters: bool = True,
        refuses: int | None = None,
    ) -> None:
        self.rows = sorted(
            (Row(time, f"conv_{number}") for number, time in enumerate(times)), reverse=True
        )
        self.inclusive = inclusive
        self.cap = cap
        self.show = show
        self.read = read
        self.filters = filters
        self.refuses = refuses
        self.queries: list[dict[str, str]] = []
        self.after_answer: Callable[[], object] = lambda: None

    @property
    def ids(self) -> list[str]:
        """The ids, newest first."""
        return [row.id for row in self.rows]

    def answer(
        self, _method: str, target: str, _headers: Mapping[str, str], _body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Answer one request."""
        query = {k: v[0] for k, v in parse_qs(target.partition("?")[2]).items()}
        self.queries.append(query)
        rows = self.rows
        if "cursor" in query:
            text = base64.b64decode(query["cursor"], validate=True).decode()
            start = self.read(text)
            rows = [r for r in rows if r.time < start or (self.inclusive and r.time == start)]
        if "created_before" in query and self.filters:
            rows = [r for r in rows if r.time <= self.read(query["created_before"])]
        limit = int(query["limit"])
        if self.refuses is not None and limit > self.refuses:
            return 422, {}, b'{"detail": "limit is too large"}'
        rows = rows[: limit if self.cap is None else min(limit, self.cap)]
        body = json.dumps([self.document(row) for row in rows]).encode()
        self.after_answer()
        return 200, {"content-length": str(len(body))}, body

    def document(self, row: Row) -> dict[str, Any]:
        """What is told of a conversation."""
        return {"id": row.id, "created_at": self.show(row.time)}

    @property
    def times(self) -> list[int]:
        """The times, newest first."""
        return [row.time for row in self.rows]

    def fetch(self, way: Way, **options: Any) -> list[Conversation]:
        """List everything, by a client of its own."""
        return [c for page in way(handler_transport(self.answer), options) for c in page]

    def pages(self, way: Way, use: Use, **options: Any) -> None:
        """List everything, by a client of its own, and use each page when it comes."""
        way(handler_transport(self.answer), options, use)


Use = Callable[[Sequence[Conversation]], object]


class Way(Protocol):
    """A way to list."""

    def __call__(
        self, transport: Any, options: dict[str, Any], use: Use = ..., /
    ) -> list[Sequence[Conversation]]:
        """List by a client of its own; `base_url` is an option of the client."""
        ...


def _client(transport: Any, options: dict[str, Any]) -> dict[str, Any]:
    return settings(options.pop("base_url", HERE), {"transport": transport})


def list_sync(
    transport: Any, options: dict[str, Any], use: Use = bool, /
) -> list[Sequence[Conversation]]:
    """List, page by page."""
    pages: list[Sequence[Conversation]] = []
    with AnyReach(**_client(transport, options)) as client:
        for page in client.conversations.list(**options).pages():
            use(page.items)
            if use is bool:
                pages.append(page.items)
    return pages


def list_async(
    transport: Any, options: dict[str, Any], use: Use = bool, /
) -> list[Sequence[Conversation]]:
    """List, page by page."""

    async def fetch() -> list[Sequence[Conversation]]:
        pages: list[Sequence[Conversation]] = []
        async with AsyncAnyReach(**_client(transport, options)) as client:
            async for page in client.conversations.list(**options).pages():
                use(page.items)
                if use is bool:
                    pages.append(page.items)
        return pages

    return asyncio.run(fetch())


def threads(prefix: str) -> list[threading.Thread]:
    """The threads whose names start like this."""
    return [thread for thread in threading.enumerate() if thread.name.startswith(prefix)]


@contextlib.contextmanager
def leaves_no_thread(prefix: str) -> Generator[None]:
    """Wait for threads to end, and fail when one does not."""
    yield
    for thread in threads(prefix):
        thread.join(10)
    assert threads(prefix) == []
