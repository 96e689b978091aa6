"""What `client.request` returns: the response as the API sent it, hidden from repr."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from anyreach._errors import APIResponseValidationError
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach_api._operation import Answer


class Response:
    """A response with a 2xx status, as the API sent it: nothing is checked or hidden.

    Attributes:
        status_code: The HTTP status code.
        headers: The headers, with names in lower case.
        content: The body, decompressed.
    """

    __slots__ = ("_answer", "_operation", "content", "headers", "status_code")

    def __init__(self, answer: Answer, operation: str) -> None:
        self.status_code = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self.content = answer.content
        self._answer = answer
        self._operation = operation

    def __repr__(self) -> str:
        return f"<Response {self.status_code}, {len(self.content)} bytes>"

    @property
    def request_id(self) -> str | None:
        """The id of the request, or None when the response has no `x-request-id` header."""
        return self.headers.get("x-request-id")

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
