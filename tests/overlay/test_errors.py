"""The exception tree: who is whose child, what its texts say, and that all of it pickles."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

import anyreach
from anyreach import (
    APIConnectionError,
    APIStatusError,
    NotFoundError,
    RateLimitError,
    RedactedError,
    WaitTimeoutError,
)
from anyreach.models import Conversation

TREE = {
    "ConfigurationError": "AnyReachError",
    "RedactedError": "AnyReachError",
    "APIError": "AnyReachError",
    "APIConnectionError": "APIError",
    "APITimeoutError": "APIConnectionError",
    "APIResponseValidationError": "APIError",
    "APIStatusError": "APIError",
    "BadRequestError": "APIStatusError",
    "AuthenticationError": "APIStatusError",
    "PermissionDeniedError": "APIStatusError",
    "NotFoundError": "APIStatusError",
    "ConflictError": "APIStatusError",
    "UnprocessableEntityError": "APIStatusError",
    "RateLimitError": "APIStatusError",
    "InternalServerError": "APIStatusError",
}


def not_found() -> NotFoundError:
    """A 404 whose detail names a person."""
    return NotFoundError(
        "404: no such record",
        operation="getConversation",
        status_code=404,
        detail="Conversation of +15550100 not found",
        request_id="req_1",
        retry_after=None,
    )


def pickled(error: Exception) -> Exception:
    """Return the error after a way through a process boundary."""
    twin: Exception = pickle.loads(pickle.dumps(error))
    return twin


@pytest.mark.parametrize(("name", "parent"), TREE.items())
def test_tree(name: str, parent: str) -> None:
    """Every public error has the parent that the module's drawing gives it."""
    assert getattr(anyreach, name).__bases__[0] is getattr(anyreach, parent)


def test_text_names_operation_and_attempts() -> None:
    """The text tells the operation, the problem, and how often was tried when it was not once."""
    error = APIConnectionError("the connection broke", operation="getConversation")
    assert str(error) == "getConversation: the connection broke"
    assert str(error.after(3, maybe_sent=True)) == (
        "getConversation: the connection broke (3 attempts)"
    )


def test_detail_is_an_attribute_and_in_no_text() -> None:
    """What the API says in `detail` can name people: it is read on purpose, never printed."""
    error = not_found()
    assert error.detail == "Conversation of +15550100 not found"
    assert "+15550100" not in f"{error}{error!r}{error.args}"


@pytest.mark.parametrize("copied", [pickled, copy.deepcopy])
@pytest.mark.parametrize(
    "error",
    [
        not_found().after(2, maybe_sent=False),
        RateLimitError(
            "429: too many requests",
            operation="getConversation",
            status_code=429,
            detail=None,
            request_id=None,
            retry_after=7.5,
        ),
        APIConnectionError("broke", operation="getConversation", maybe_sent=False),
        RedactedError(
            field="summary", model="Conversation", record_id="conv_1", scope="conversations:read_x"
        ),
        anyreach.ConfigurationError("no token"),
    ],
    ids=lambda error: type(error).__name__ if isinstance(error, Exception) else "",
)
def test_errors_survive_pickle_and_deepcopy(
    error: Exception, copied: Callable[[Exception], Exception]
) -> None:
    """An error that crosses a process boundary keeps its class, its text and its attributes."""
    twin = copied(error)
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert vars(twin) == vars(error)


def test_redacted_error_says_field_record_and_scope() -> None:
    """The text of a redacted field names the field, the record and the scope that is missing."""
    error = RedactedError(
        field="summary",
        model="Conversation",
        record_id="conv_1",
        scope="conversations:read_sensitive",
    )
    assert str(error) == (
        "summary of Conversation conv_1 is withheld from this token: "
        "reading it needs a token with the scope conversations:read_sensitive"
    )
    anonymous = RedactedError(field="name", model="Agent", record_id=None, scope="s")
    assert str(anonymous).startswith("name of Agent is withheld")


def test_configuration_errors_are_value_errors() -> None:
    """Who catches ValueError for bad arguments catches ours."""
    assert issubclass(anyreach.ConfigurationError, ValueError)


def test_status_errors_have_the_documented_attributes() -> None:
    """A status error carries the status, the detail, the request id and the time to wait."""
    error = not_found()
    assert isinstance(error, APIStatusError)
    assert (error.status_code, error.request_id, error.retry_after) == (404, "req_1", None)


def test_a_pickled_wait_holds_nothing_sensitive() -> None:
    """The conversation of a `WaitTimeoutError` is redacted on its way into a pickle."""
    seen = Conversation.from_dict({"id": "conv_1", "summary": "canary"})
    error = WaitTimeoutError("timed out", operation="getConversation", record=seen)
    pickled = pickle.dumps(error.after(3, maybe_sent=True))
    assert b"canary" not in pickled
    assert error.record.summary == "canary"
    copied = pickle.loads(pickled)
    assert (copied.attempts, copied.record.id) == (3, "conv_1")
    assert copied.record.is_redacted("summary")
