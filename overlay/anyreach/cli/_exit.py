"""Exit codes for scripts, from sysexits.h where they fit."""

from __future__ import annotations

from typing import Final, NamedTuple

from anyreach import (
    AnyReachError,
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedactedError,
    UnprocessableEntityError,
)
from anyreach._errors import IncompleteListError

NOT_COMPLETED: Final = 3
USAGE: Final = 64
UNREADABLE: Final = 65
NOT_DONE: Final = 1
NO_RECORD: Final = 66
BUG: Final = 70
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
PIPE_CLOSED: Final = 141  # 128 + SIGPIPE


class Code(NamedTuple):
    """An exit code, its meaning, and the errors that exit with it."""

    number: int
    meaning: str
    errors: tuple[type[Exception], ...] = ()


# The first that fits counts: a timeout is a failed connection, too.
CODES: Final = (
    Code(0, "success"),
    Code(NOT_COMPLETED, "the conversation is over but not completed"),
    Code(
        USAGE,
        "an option, argument or value is invalid (400, 422)",
        (ConfigurationError, BadRequestError, UnprocessableEntityError),
    ),
    Code(
        UNREADABLE,
        "the response doesn't match the contract",
        (APIResponseValidationError, IncompleteListError),
    ),
    Code(
        NO_RECORD,
        "no such record, or not visible to the token (404)",
        (NotFoundError,),
    ),
    Code(
        75,
        "try again later: too slow, or too many requests (429)",
        (APITimeoutError, RateLimitError),
    ),
    Code(69, "no response: the connection failed or broke", (APIConnectionError,)),
    Code(BUG, "the API failed (5xx), or this command has a bug", (InternalServerError,)),
    Code(74, "a file can't be read or written", (OSError,)),
    Code(
        77,
        "the token is invalid (401) or lacks the scope (403)",
        (AuthenticationError, PermissionDeniedError, RedactedError),
    ),
    Code(
        NOT_DONE,
        "another error, such as a conflict with the record's status (409)",
        (AnyReachError,),
    ),
    Code(INTERRUPTED, "interrupted (Ctrl-C)"),
    Code(PIPE_CLOSED, "output pipe closed"),
)


def code_of(error: Exception) -> int:
    """Return the exit code for an error."""
    return next((code.number for code in CODES if isinstance(error, code.errors)), BUG)


def told() -> str:
    """Return the codes for the help."""
    lines = [f"  {code.number:>3}  {code.meaning}" for code in sorted(CODES)]
    return "\n".join(["Exit codes:", *lines])
