"""The exception tree.

AnyReachError
├── ConfigurationError              an option or argument is invalid; nothing was sent
├── RedactedError                   the value is withheld from this token
└── APIError                        the API call failed
    ├── APIConnectionError          no complete response arrived
    │   └── APITimeoutError         the deadline passed first
    │       └── WaitTimeoutError    a wait timed out
    ├── APIResponseValidationError  the response doesn't match the contract
    ├── JobFailedError              a workflow run or an upload failed
    ├── IncompleteListError         the rest of a list may be incomplete
    └── APIStatusError              the API returned a status outside 2xx
        ├── BadRequestError             400
        ├── AuthenticationError         401
        ├── PermissionDeniedError       403
        ├── NotFoundError               404
        ├── ConflictError               409
        ├── UnprocessableEntityError    422
        ├── RateLimitError              429
        └── InternalServerError         5xx

All of them can be pickled. Their messages never contain a request, a token or a body.
"""

from __future__ import annotations

from typing import Any, Self

from anyreach_api.errors import AnyReachError as AnyReachError  # noqa: PLC0414  for the overlay
from anyreach_api.errors import ConfigurationError as ConfigurationError  # noqa: PLC0414  likewise
from anyreach_api.errors import RedactedError as RedactedError  # noqa: PLC0414  likewise


class APIError(AnyReachError):
    """The API call failed.

    Attributes:
        operation: The operationId of the call, as in the contract.
        attempts: Number of times the client tried to send the request.
        maybe_sent: Whether one of these requests may have reached the server.
        trace: The key that `conversations.find_created(error)` searches for, or None.
    """

    trace: str | None = None

    def __init__(self, problem: str, *, operation: str, maybe_sent: bool = True) -> None:
        super().__init__(problem)
        self.operation = operation
        self.attempts = 1
        self.maybe_sent = maybe_sent

    def after(self, attempts: int, *, maybe_sent: bool) -> Self:
        """Return this error, with `attempts` and `maybe_sent` set."""
        self.attempts = attempts
        self.maybe_sent = maybe_sent
        return self

    def __str__(self) -> str:
        """Return the operation, the problem, and the number of attempts if more than one."""
        tries = "" if self.attempts == 1 else f" ({self.attempts} attempts)"
        return f"{self.operation}: {self.args[0]}{tries}"


class APIConnectionError(APIError):
    """No complete response arrived: the connection failed or broke."""


class APITimeoutError(APIConnectionError):
    """No complete response arrived before the deadline."""


class _RecordError(APIError):
    """An error with a record. Pickling redacts the record."""

    def __init__(self, problem: str, *, operation: str, record: Any) -> None:
        super().__init__(problem, operation=operation)
        self.record = record

    def __reduce__(self) -> tuple[Any, ...]:
        from anyreach_api.redaction import redacted  # noqa: PLC0415  only pickling needs it

        bare, args, state = super().__reduce__()
        return bare, args, {**state, "record": redacted(self.record)}


class WaitTimeoutError(_RecordError, APITimeoutError):
    """The wait timed out.

    Attributes:
        record: The last known record, such as the conversation.
    """


class JobFailedError(_RecordError):
    """A job failed on the API's side: a workflow run or an upload.

    Attributes:
        record: The API's record of the job.
    """


class APIResponseValidationError(APIError):
    """The response doesn't match the contract. The message names the fault and its place."""


class IncompleteListError(APIError):
    """The rest of a list may be incomplete. The message says why.

    The records returned so far are complete, without duplicates.
    """


class APIStatusError(APIError):
    """The API returned a status outside 2xx.

    Attributes:
        status_code: The HTTP status code (RFC 9110, section 15).
        detail: The API's explanation: the body's `detail`, a text or a list, or None. It can
            name people and phone numbers, so the text of this error has at most the names of
            the fields and rules that a 422 is about.
        request_id: The request ID, if the response has one.
        retry_after: Seconds that the API asks you to wait (RFC 9110, section 10.2.3), or None.
    """

    def __init__(
        self,
        problem: str,
        *,
        operation: str,
        status_code: int,
        detail: str | list[Any] | None,
        request_id: str | None,
        retry_after: float | None,
    ) -> None:
        super().__init__(problem, operation=operation)
        self.status_code = status_code
        self.detail = detail
        self.request_id = request_id
        self.retry_after = retry_after


class BadRequestError(APIStatusError):
    """400: the request is malformed."""


class AuthenticationError(APIStatusError):
    """401: the credential is missing, invalid or deleted."""


class PermissionDeniedError(APIStatusError):
    """403: the credential is valid, but its scopes do not grant the action.

    Attributes:
        required_scopes: The operation needs one of these scopes; empty if undocumented.
        scopes: The last result of `client.scopes()` for this token; None if it was never
            called.
    """

    required_scopes: tuple[str, ...] = ()
    scopes: frozenset[str] | None = None


class NotFoundError(APIStatusError):
    """404: no such record, or not visible to this token."""


class ConflictError(APIStatusError):
    """409: the record's status does not allow the action."""


class UnprocessableEntityError(APIStatusError):
    """422: the request is well formed, but a value is invalid."""


class RateLimitError(APIStatusError):
    """429: too many requests. `retry_after` is the wait that the API asks for, if any."""


class InternalServerError(APIStatusError):
    """5xx: the API failed."""
