"""The AnyReach API for Python: conversations of AI agents, safe for any token's role.

from anyreach import AnyReach

with AnyReach() as client:  # the token comes from ANYREACH_TOKEN
    conversation = client.conversations.get("conv_1")
"""

import importlib
from typing import TYPE_CHECKING

from anyreach import models
from anyreach._attempt import Attempt
from anyreach._client import AnyReach, AsyncAnyReach
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
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedactedError,
    UnprocessableEntityError,
    WaitTimeoutError,
)
from anyreach._retry import Policy
from anyreach._version import __version__
from anyreach_api.types import UNSET

if TYPE_CHECKING:
    from anyreach._chat import AsyncChat, Chat
    from anyreach._created import CreatedConversation
    from anyreach._get_many import Fetched
    from anyreach._pages import AsyncPages, Pages
    from anyreach._recordings import Download
    from anyreach._reply import Reply
    from anyreach._transcript import ToolCall, Transcript, Turn, UnknownItem, transcript_of
    from anyreach._walks import Page
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
    "CreatedConversation",
    "Download",
    "Fetched",
    "IncompleteListError",
    "InternalServerError",
    "NotFoundError",
    "Page",
    "Pages",
    "PermissionDeniedError",
    "Policy",
    "RateLimitError",
    "RedactedError",
    "Reply",
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
    "reveal",
    "sensitive_fields",
    "to_dict",
    "transcript_of",
]


_LATER = {
    "AsyncChat": "anyreach._chat",
    "AsyncPages": "anyreach._pages",
    "Chat": "anyreach._chat",
    "CreatedConversation": "anyreach._created",
    "Download": "anyreach._recordings",
    "Fetched": "anyreach._get_many",
    "Page": "anyreach._walks",
    "Pages": "anyreach._pages",
    "Reply": "anyreach._reply",
    "ToolCall": "anyreach._transcript",
    "Transcript": "anyreach._transcript",
    "Turn": "anyreach._transcript",
    "UnknownItem": "anyreach._transcript",
    "is_redacted": "anyreach_api.redaction",
    "redacted": "anyreach_api.redaction",
    "redacted_fields": "anyreach_api.redaction",
    "reveal": "anyreach_api.redaction",
    "sensitive_fields": "anyreach_api.redaction",
    "to_dict": "anyreach_api.redaction",
    "transcript_of": "anyreach._transcript",
}


def __getattr__(name: str) -> object:
    """Load what comes with the first use when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_LATER[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
