"""Responses: `Response` from `client.request`, and `ResponseInfo` from `response_of`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from anyreach._core.type_guards import is_list
from anyreach._errors import APIResponseValidationError
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach._transport.http_types import Reply
    from anyreach_api._operation import Answer


class _Head:
    """The base of both. Hides the headers from repr."""

    __slots__ = ("headers", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.headers = headers

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"

    @property
    def request_id(self) -> str | None:
        """The request ID, or None if the response has no `x-request-id` header."""
        return self.headers.get("x-request-id")


class Response(_Head):
    """A response with a 2xx status, exactly as the API sent it. Nothing is checked or hidden.

    Attributes:
        status_code: The HTTP status code.
        headers: The headers, with names in lower case.
        content: The body, decompressed.
    """

    __slots__ = ("_answer", "_operation", "content")

    def __init__(self, answer: Answer, operation: str) -> None:
        super().__init__(answer.status, answer.headers)
        self.content = answer.content
        self._answer = answer
        self._operation = operation

    def json(self) -> Any:
        """Parse the body as JSON.

        Returns:
            The JSON value.

        Raises:
            APIResponseValidationError: The body is not JSON.
        """
        try:
            return self._answer.json()
        except DecodeError as error:
            problem = error.problem
        raise APIResponseValidationError(problem, operation=self._operation)


class ResponseInfo(_Head):
    """The response that a record came in.

    Attributes:
        status_code: The HTTP status code.
        headers: The headers, with names in lower case.
        attempts: Number of requests that the call needed.
        seconds: Duration of the call in seconds, including retries and waits.
    """

    __slots__ = ("attempts", "seconds")

    def __init__(
        self, status_code: int, headers: Mapping[str, str], *, attempts: int, seconds: float
    ) -> None:
        super().__init__(status_code, headers)
        self.attempts = attempts
        self.seconds = seconds


def note_response(value: Any, reply: Reply, attempts: int, seconds: float) -> None:
    """Attach the response to each record of a decoded response."""
    info = ResponseInfo(reply.status, reply.headers, attempts=attempts, seconds=seconds)
    records: Iterable[Any] = value if is_list(value) else (value, *getattr(value, "_records", ()))
    for record in records:
        if hasattr(record.__class__, "_response"):
            record._response = info  # noqa: SLF001  the slot that models have for it


def response_of(record: object) -> ResponseInfo | None:
    """Return the response that a record came in.

    Copies and pickles of a record do not keep it. For everything else about a response, use
    `client.request`.

    Args:
        record: A record that a client returned, by itself or in a list.

    Returns:
        The status, headers, request id, attempts and seconds; None for a record that came with no
        response, such as a copy or one of `from_dict`.

    Raises:
        TypeError: The argument is not a record.
    """
    if not hasattr(type(record), "_response"):
        raise TypeError(f"response_of takes one record, not a {type(record).__name__}")
    found: ResponseInfo | None = getattr(record, "_response", None)
    return found
