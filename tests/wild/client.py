"""Call generated resources with clients whose transport answers what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class Answer:
    """A complete answer.

    Args:
        status: Its status.
        content: Its bytes.
    """

    def __init__(self, status: int, content: bytes) -> None:
        self.status = status
        self.headers: Mapping[str, str] = {}
        self.content = content

    def json(self) -> Any:
        """Return the JSON value of the content."""
        return json.loads(self.content)

    def text(self) -> str:
        """Return the content as text."""
        return self.content.decode()


class _Client:
    """What both clients have: the request that was sent last, and the answer to the next."""

    sent: Any
    answer: Answer

    def _exchange(self, operation: Any, request: Any, options: Any) -> Any:
        self.sent = request.extended(options)
        return operation.read(self.answer)


def clients(resources: Any) -> tuple[Any, Any]:
    """Return a client and an async one with the resources of a package."""

    class Client(_Client, resources.Resources):  # type: ignore[misc]
        def _call(self, operation: Any, request: Any, options: Any) -> Any:
            return self._exchange(operation, request, options)

    class AsyncClient(_Client, resources.AsyncResources):  # type: ignore[misc]
        async def _call(self, operation: Any, request: Any, options: Any) -> Any:
            return self._exchange(operation, request, options)

    return Client(), AsyncClient()
