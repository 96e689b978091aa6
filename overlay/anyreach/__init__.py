"""The AnyReach API for Python: conversations of AI agents, safe for any token's role.

from anyreach import AnyReach

with AnyReach() as client:  # the token comes from ANYREACH_TOKEN
    conversation = client.conversations.get("conv_1")
"""

import importlib
from typing import TYPE_CHECKING

from anyreach import models
from anyreach._core.attempts import Attempt
from anyreach._core.responses.response import Response, ResponseInfo, response_of
from anyreach._core.retry import Policy
from anyreach._errors import (
    AnyReachError,
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    IncompleteListError,
    InternalServerError,
    JobFailedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedactedError,
    UnprocessableEntityError,
    WaitTimeoutError,
)
from anyreach._sync_client import AnyReach
from anyreach._version import __version__
from anyreach_api.types import UNSET

if TYPE_CHECKING:
    from anyreach._async_client import AsyncAnyReach
    from anyreach._core.pagination.async_pages import AsyncPages
    from anyreach._core.pagination.listing import Page
    from anyreach._core.pagination.sync_pages import Pages
    from anyreach.campaigns._contacts import AddedContacts, ContactOutcome
    from anyreach.conversations._async_chat import AsyncChat
    from anyreach.conversations._results import (
        CreatedConversation,
        Fetched,
        FetchedConversation,
        FetchedError,
        FoundCreation,
        Reply,
    )
    from anyreach.conversations._sync_chat import Chat
    from anyreach.models._frames import to_frame
    from anyreach.models._transcript import ToolCall, Transcript, Turn, UnknownItem, transcript_of
    from anyreach.recordings._file import Download
    from anyreach_api.redaction import (
        is_redacted,
        redacted,
        redacted_fields,
        reveal,
        sensitive_fields,
        to_dict,
    )

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AddedContacts",
    "AnyReach",
    "AnyReachError",
    "AsyncAnyReach",
    "AsyncChat",
    "AsyncPages",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Chat",
    "ConfigurationError",
    "ConflictError",
    "ContactOutcome",
    "CreatedConversation",
    "Download",
    "Fetched",
    "FetchedConversation",
    "FetchedError",
    "FoundCreation",
    "IncompleteListError",
    "InternalServerError",
    "JobFailedError",
    "NotFoundError",
    "Page",
    "Pages",
    "PermissionDeniedError",
    "Policy",
    "RateLimitError",
    "RedactedError",
    "Reply",
    "Response",
    "ResponseInfo",
    "ToolCall",
    "Transcript",
    "Turn",
    "UNSET",
    "UnknownItem",
    "UnprocessableEntityError",
    "WaitTimeoutError",
    "__version__",
    "is_redacted",
    "models",
    "redacted",
    "redacted_fields",
    "response_of",
    "reveal",
    "sensitive_fields",
    "to_dict",
    "to_frame",
    "transcript_of",
]


_LATER = {
    "AddedContacts": "anyreach.campaigns._contacts",
    "AsyncAnyReach": "anyreach._async_client",
    "AsyncChat": "anyreach.conversations._async_chat",
    "AsyncPages": "anyreach._core.pagination.async_pages",
    "Chat": "anyreach.conversations._sync_chat",
    "ContactOutcome": "anyreach.campaigns._contacts",
    "CreatedConversation": "anyreach.conversations._results",
    "Download": "anyreach.recordings._file",
    "Fetched": "anyreach.conversations._results",
    "FetchedConversation": "anyreach.conversations._results",
    "FetchedError": "anyreach.conversations._results",
    "FoundCreation": "anyreach.conversations._results",
    "Page": "anyreach._core.pagination.listing",
    "Pages": "anyreach._core.pagination.sync_pages",
    "Reply": "anyreach.conversations._results",
    "ToolCall": "anyreach.models._transcript",
    "Transcript": "anyreach.models._transcript",
    "Turn": "anyreach.models._transcript",
    "UnknownItem": "anyreach.models._transcript",
    "is_redacted": "anyreach_api.redaction",
    "redacted": "anyreach_api.redaction",
    "redacted_fields": "anyreach_api.redaction",
    "reveal": "anyreach_api.redaction",
    "sensitive_fields": "anyreach_api.redaction",
    "to_dict": "anyreach_api.redaction",
    "to_frame": "anyreach.models._frames",
    "transcript_of": "anyreach.models._transcript",
}


def __getattr__(name: str) -> object:
    """Load a name's module when the name is first used."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_LATER[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
